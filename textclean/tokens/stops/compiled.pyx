# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: initializedcheck=False
"""The rules of stops in Cython, in one pass over the tokens.

It has the rules of `vectors` under the same names, for one stop; a test holds the two equal on any
text.
"""

from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

import numpy as np

from textclean.tokens import run_in_lists, scan
from textclean.tokens.stops import known

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)

# The numbers of `scan` and `known`, as C reads them.
cdef int WORD = scan.WORD
cdef int NUMBER = scan.NUMBER
cdef int MARK = scan.MARK
cdef int SYMBOL = scan.SYMBOL
cdef int LOWER = scan.LOWER
cdef int CAPITALISED = scan.CAPITALISED
cdef int CAPITALS = scan.CAPITALS
cdef int INITIAL = scan.INITIAL
cdef int DIGITS = scan.DIGITS

cdef int STOPS = known.STOPS
cdef int CLOSES = known.CLOSES
cdef int OPENS = known.OPENS
cdef int DASHES = known.DASHES
cdef int BULLETS = known.BULLETS
cdef int MOST_CLOSING = known.MOST_CLOSING
cdef int MOST_OPENING = known.MOST_OPENING
cdef int LONGEST_UNIT = known.LONGEST_UNIT
cdef int LONGEST_LABEL = known.LONGEST_LABEL
cdef int LONGEST_NUMBER = run_in_lists.LONGEST_NUMBER
cdef int LONGEST_PHRASE = known.LONGEST_PHRASE
cdef float NEVER = known.NEVER
cdef float OMISSION = known.OMISSION
cdef float ASKS = known.ASKS
cdef float AFTER_HOUR = known.AFTER_HOUR
cdef uint64_t PRONOUN = known.PRONOUN
cdef uint64_t ANY_NUMBER = known.ANY_NUMBER
cdef uint64_t UNKNOWN = known.UNKNOWN
cdef const uint64_t[::1] PREPOSITIONS = known.PREPOSITIONS
cdef const uint64_t[::1] ASKING = known.ASKING
cdef const uint64_t[::1] HOURS = known.HOURS
cdef const uint64_t[::1] TITLES = known.TITLES
cdef const uint8_t[::1] _role_table = known.ROLE
cdef const uint8_t* ROLE = &_role_table[0]
cdef const uint8_t[:, ::1] MAY_BEGIN = known.MAY_BEGIN.view(np.uint8)

cdef enum:
    LINE_FEED = 10
    CARRIAGE_RETURN = 13
    SPACE = 32
    EXCLAMATION = 33
    CLOSING_BRACKET = 41
    POINT = 46
    QUESTION = 63
    DEGREE = 0xB0
    ORDINAL = 0xBA
    ELLIPSIS = 0x2026


cdef struct Text:
    # The characters of a text and its tokens; functions take the indices of tokens.
    int width
    const void* characters
    Py_ssize_t length
    Py_ssize_t size  # tokens
    const int32_t* start
    const int32_t* end
    const uint8_t* kind
    const uint8_t* shape
    const uint64_t* id
    const uint8_t* begins_line


cdef struct End:
    # Where a sentence may end: the stop, the first token behind it and its closing marks, and the
    # first behind the opening marks there.
    Py_ssize_t stop, after, word


cdef struct Line:
    # The tokens of a line from `first` on: the stops of ordinary words before small letters, and
    # those before what may begin a sentence. Nobody has counted where `lower` is below 0.
    Py_ssize_t first, lower, capital


def begins(str source, tokens):
    """Return which tokens begin a line or a sentence, and the lines that may begin with a label;
    see `vectors`.
    """
    cdef const int32_t[::1] start = tokens.start
    cdef const int32_t[::1] end = tokens.end
    cdef const uint8_t[::1] kind = tokens.kind
    cdef const uint8_t[::1] shape = tokens.shape
    cdef const uint64_t[::1] ids = tokens.id
    cdef Py_ssize_t size = start.shape[0], at
    begins_line = np.zeros(size + 1, np.bool_)
    cdef uint8_t[::1] line_flags = begins_line.view(np.uint8)
    cdef Text text
    text.width, text.characters = PyUnicode_KIND(source), PyUnicode_DATA(source)
    text.length, text.size = len(source), size
    text.start, text.end, text.kind = &start[0], &end[0], &kind[0]
    text.shape, text.id, text.begins_line = &shape[0], &ids[0], &line_flags[0]
    line_flags[0] = line_flags[size] = True
    for at in range(1, size):
        line_flags[at] = _is_line_end_between(&text, text.end[at - 1], text.start[at])
    found = begins_line.copy()
    cdef uint8_t[::1] flags = found.view(np.uint8)
    cdef list unsure = _end_surely(&text, flags)
    if unsure:
        _weigh(&text, unsure, flags)
    return found, _labelled(&text)


cdef bint _is_line_end_between(const Text* text, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef Py_ssize_t at
    cdef uint32_t code
    for at in range(start, end):
        code = _code(text, at)
        if code == LINE_FEED or code == CARRIAGE_RETURN:
            return True
    return False


cdef list _labelled(const Text* text):
    """Return the lines that begin with what may be the label of an item."""
    cdef Py_ssize_t first, following = 0
    cdef list found = []
    while following < text.size:
        first, following = following, following + 1
        while not text.begins_line[following]:
            following += 1
        if _may_be_label(text, first):
            end = text.start[following] if following < text.size else text.length
            found.append((text.start[first], end))
    return found


cdef bint _may_be_label(const Text* text, Py_ssize_t at) noexcept:
    cdef uint32_t behind = _code(text, min(text.end[at], text.length - 1))
    if (behind == POINT or behind == CLOSING_BRACKET) and _length(text, at) <= LONGEST_NUMBER:
        return True
    return ROLE[_code(text, text.start[at])] & BULLETS != 0


cdef inline uint32_t _code(const Text* text, Py_ssize_t at) noexcept:
    if text.width == 1:
        return (<const uint8_t*>text.characters)[at]
    if text.width == 2:
        return (<const uint16_t*>text.characters)[at]
    return (<const uint32_t*>text.characters)[at]


cdef inline uint32_t _last_code(const Text* text, Py_ssize_t at) noexcept:
    return _code(text, text.end[at] - 1)


cdef inline bint _is_apart(const Text* text, Py_ssize_t at) noexcept:
    """Whether there is white space before a token that is not the first."""
    return text.start[at] > text.end[at - 1]


cdef inline Py_ssize_t _length(const Text* text, Py_ssize_t at) noexcept:
    return text.end[at] - text.start[at]


cdef inline bint _is_among(uint64_t id, const uint64_t[::1] ids) noexcept:
    cdef Py_ssize_t at
    for at in range(ids.shape[0]):
        if ids[at] == id:
            return True
    return False


cdef list _end_surely(const Text* text, uint8_t[::1] flags):
    """Flag the tokens before which a sentence surely ends, and return where one may end."""
    cdef list unsure = []
    cdef Py_ssize_t stop
    cdef End end
    cdef Line line
    line.first, line.lower, line.capital = 0, -1, 0
    for stop in range(text.size - 1):
        if text.begins_line[stop]:
            line.first, line.lower = stop, -1
        if not ROLE[_last_code(text, stop)] & STOPS:
            continue
        end = _possible_end(text, stop)
        if not (
            MAY_BEGIN[text.kind[end.word], text.shape[end.word]]
            or _begins_in_lower_case(text, end, &line)
        ):
            continue
        if not (
            _stays_in_line(text, end)
            and (_is_apart(text, end.after) or _has_lost_its_space(text, end))
            and not _is_label(text, stop)
            and not _is_number_sign(text, end)
        ):
            continue
        if _belongs_to_sentence(text, stop):
            flags[end.after] = True
        else:
            unsure.append((end.stop, end.after, end.word))
    return unsure


cdef End _possible_end(const Text* text, Py_ssize_t stop) noexcept:
    """Return the end at a stop that has a token behind it."""
    cdef End end
    cdef int number
    end.stop, end.after = stop, stop + 1
    for number in range(MOST_CLOSING):
        if end.after == text.size - 1 or _is_apart(text, end.after):
            break
        if not _role(text, end.after) & CLOSES:
            break
        end.after += 1
    end.word = end.after
    for number in range(MOST_OPENING):
        if end.word == text.size - 1:
            break
        if not (_role(text, end.word) & OPENS or text.kind[end.word] == SYMBOL):
            break
        end.word += 1
    return end


cdef inline int _role(const Text* text, Py_ssize_t at) noexcept:
    """Return what a mark does; [h]e begins with a bracket."""
    return ROLE[_code(text, text.start[at])] if text.kind[at] >= MARK else 0


cdef bint _begins_in_lower_case(const Text* text, End end, Line* line) noexcept:
    """Whether a sentence begins without a capital, as all of its line do."""
    cdef Py_ssize_t before = max(end.stop - 1, 0)
    if not _is_lower(text, end):
        return False
    if line.lower < 0:
        _count(text, line)
    if line.lower <= line.capital:
        return False
    return line.lower > 1 or (
        text.shape[line.first] == LOWER
        and text.kind[line.first] == WORD
        and (_length(text, before) > LONGEST_UNIT or _last_code(text, end.stop) != POINT)
    )


cdef bint _is_lower(const Text* text, End end) noexcept:
    """Whether the stop of an ordinary word is followed by a small letter."""
    cdef Py_ssize_t stop = end.stop, before = max(stop - 1, 0)
    cdef uint32_t mark = _last_code(text, stop)
    return (
        text.kind[end.word] == WORD
        and text.shape[end.word] == LOWER
        and end.after == stop + 1
        and end.word == end.after
        and _is_apart(text, end.after)
        and text.kind[stop] == MARK
        and mark != ELLIPSIS
        and (_length(text, stop) == 1 or mark != POINT)
        and (text.shape[before] == LOWER or text.shape[before] == DIGITS)
        and _length(text, before) > 1
        and not text.begins_line[end.after]
    )


cdef void _count(const Text* text, Line* line) noexcept:
    """Count the stops of a line before small letters, and before what may begin a sentence."""
    cdef Py_ssize_t stop = line.first
    cdef End end
    line.lower = line.capital = 0
    while stop < text.size - 1:
        if ROLE[_last_code(text, stop)] & STOPS:
            end = _possible_end(text, stop)
            line.lower += _is_lower(text, end)
            if not text.begins_line[end.after] and _stays_in_line(text, end):
                line.capital += MAY_BEGIN[text.kind[end.word], text.shape[end.word]]
        stop += 1
        if text.begins_line[stop]:
            break


cdef bint _stays_in_line(const Text* text, End end) noexcept:
    """Whether the opening marks behind the stop and the word are in one line."""
    cdef Py_ssize_t at
    for at in range(end.after + 1, end.word + 1):
        if text.begins_line[at]:
            return False
    return True


cdef bint _has_lost_its_space(const Text* text, End end) noexcept:
    """Whether lower case, a mark and a capital touch."""
    cdef Py_ssize_t stop = max(end.stop, 1)
    return (
        text.shape[end.after] == CAPITALISED
        and (text.shape[stop - 1] == LOWER or text.shape[stop - 1] == DIGITS)
        and text.kind[stop] == MARK
        and not _is_apart(text, stop)
    )


cdef bint _is_label(const Text* text, Py_ssize_t stop) noexcept:
    """Whether the stop is that of a number or letter at a beginning."""
    cdef Py_ssize_t label = stop if text.kind[stop] == WORD else max(stop - 1, 0)
    if text.shape[label] != DIGITS and text.shape[label] != INITIAL:
        return False
    if _length(text, label) > LONGEST_LABEL:
        return False
    return text.begins_line[label] or (
        text.kind[label - 1] == MARK and ROLE[_last_code(text, label - 1)] & STOPS != 0
    )


cdef bint _is_number_sign(const Text* text, End end) noexcept:
    """Whether the stop is that of `N°.` or `nº.` before a number."""
    cdef Py_ssize_t sign = max(end.stop - 1, 0)
    cdef uint32_t last = _last_code(text, sign), letter
    if last != DEGREE and last != ORDINAL:
        return False
    letter = _code(text, max(text.end[sign] - 2, 0))
    return (letter == c"N" or letter == c"n") and text.kind[end.after] == NUMBER


cdef bint _is_omission(const Text* text, Py_ssize_t stop) noexcept:
    """Whether the stop is the third and last of three points set apart."""
    if stop < 2 or text.begins_line[stop] or text.begins_line[stop - 1]:
        return False
    if not (
        _is_point_apart(text, stop)
        and _is_point_apart(text, stop - 1)
        and _is_point_apart(text, stop - 2)
    ):
        return False
    return text.begins_line[stop - 2] or _last_code(text, stop - 3) != POINT


cdef bint _is_point_apart(const Text* text, Py_ssize_t at) noexcept:
    """Whether a token is a single point with white space before it."""
    return _is_single_point(text, at) and (text.begins_line[at] or _is_apart(text, at))


cdef inline bint _is_single_point(const Text* text, Py_ssize_t at) noexcept:
    return _last_code(text, at) == POINT and _length(text, at) == 1


cdef bint _is_letters_apart(const Text* text, Py_ssize_t stop) noexcept:
    """Whether the stop is the last point of `a. k. a.` or `p. m.`"""
    cdef Py_ssize_t at
    if stop < 3 or not (_is_single_point(text, stop) and _is_single_point(text, stop - 2)):
        return False
    for at in range(stop - 2, stop + 1):
        if text.begins_line[at]:
            return False
    return _is_small_letter(text, stop - 1) and _is_small_letter(text, stop - 3)


cdef inline bint _is_small_letter(const Text* text, Py_ssize_t at) noexcept:
    return text.shape[at] == LOWER and _length(text, at) == 1


cdef bint _is_phrase(const Text* text, Py_ssize_t stop) noexcept:
    """Whether all before an abbreviation is a phrase of time or place."""
    cdef Py_ssize_t first
    if text.kind[stop] != WORD:
        return False
    for first in range(stop - 1, stop - LONGEST_PHRASE - 1, -1):
        if text.begins_line[first + 1]:
            return False
        if (
            text.shape[first] == CAPITALISED
            and (
                text.begins_line[first]
                or ROLE[_last_code(text, first - 1)] & (STOPS | OPENS) != 0
            )
            and _is_among(text.id[first], PREPOSITIONS)
        ):
            return True
    return False


cdef bint _belongs_to_sentence(const Text* text, Py_ssize_t stop) noexcept:
    """Whether the stop is a single point after an ordinary word."""
    cdef Py_ssize_t before = max(stop - 1, 0)
    return (
        text.kind[stop] == MARK
        and _is_single_point(text, stop)
        and text.shape[before] != INITIAL
        and not _is_omission(text, stop)
        and not _is_letters_apart(text, stop)
    )


cdef int _weigh(const Text* text, list unsure, uint8_t[::1] flags) except -1:
    """Flag the tokens before which a sentence ends more likely than not."""
    cdef const Py_ssize_t[:, ::1] ends = np.array(unsure, np.intp)
    cdef uint64_t[:, ::1] ids = np.empty((3, len(unsure)), np.uint64)
    cdef Py_ssize_t row
    cdef End end
    for row in range(ends.shape[0]):
        ids[0, row] = text.id[ends[row, 0]]
        ids[1, row] = text.id[ends[row, 1]]
        ids[2, row] = _opener(text, ends[row, 2])
    cdef const float[::1] of_stops = known.of_abbreviations().look_up(ids[0])
    cdef const float[::1] of_marks = known.of_openers().look_up(ids[1])
    cdef const float[::1] of_words = known.of_openers().look_up(ids[2])
    cdef dict of_others = known.of_other_stops()
    cdef float odds
    for row in range(ends.shape[0]):
        end.stop, end.after, end.word = ends[row, 0], ends[row, 1], ends[row, 2]
        odds = _odds_after(text, end, of_stops[row], of_others)
        odds += _odds_before(text, end, ids[2, row], of_words[row], of_marks[row])
        if odds > 0:
            flags[end.after] = True
    return 0


cdef uint64_t _opener(const Text* text, Py_ssize_t word) noexcept:
    """Return the id under which the odds of a word are known: IT is not `it`."""
    if text.shape[word] == CAPITALS and _last_code(text, word) != POINT:
        return UNKNOWN
    return ANY_NUMBER if text.kind[word] == NUMBER else text.id[word]


cdef float _odds_after(const Text* text, End end, float of_word, dict of) except? -1:
    """Return the log odds that the stop ends a sentence; those of an abbreviation are given."""
    cdef Py_ssize_t stop = end.stop
    cdef uint32_t mark = _last_code(text, stop)
    cdef bint is_word = text.kind[stop] == WORD
    cdef Py_ssize_t letter = stop if is_word else max(stop - 1, 0)
    cdef float odds
    if is_word and end.after < end.word and ROLE[_code(text, text.start[end.after])] & DASHES:
        return NEVER
    if _is_phrase(text, stop):
        return NEVER
    if _is_letters_apart(text, stop):
        odds = of["initialism"]
    elif text.shape[letter] == INITIAL and mark == POINT:
        odds = of["pronoun or numeral"] if text.id[letter] == PRONOUN else of["initial"]
    elif is_word:
        odds = of_word
    elif mark != POINT and end.after > stop + 1:
        odds = of["in quotes"]
    elif mark == QUESTION:
        odds = of["?"]
    elif mark == EXCLAMATION:
        odds = of["!"]
    else:
        odds = of["ellipsis"]
    return odds + OMISSION if _is_omission(text, stop) else odds


cdef float _odds_before(
    const Text* text, End end, uint64_t word, float of_word, float of_mark
) noexcept:
    """Return the log odds that a sentence begins with the marks and the word behind the stop."""
    cdef Py_ssize_t following = min(end.word + 1, text.size - 1)
    cdef float odds = of_word
    if text.shape[following] == LOWER and not text.begins_line[following]:
        if odds < ASKS and _is_among(word, ASKING):
            odds = ASKS
    if _is_among(text.id[end.stop], HOURS) and _is_among(word, TITLES):
        odds += AFTER_HOUR
    return odds + of_mark if end.after < end.word else odds
