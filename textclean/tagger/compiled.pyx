# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: initializedcheck=False
"""The features of a text, the judgement of the gate, and what says that a page spoke, each in one
pass over the words.

`features`, `gate` and `intrusions.page_speech` say the same in numpy; a test holds both equal.
"""

from libc.stdint cimport int8_t, int32_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

import numpy as np

from textclean.tokens import scan
from textclean.tokens.scanner import characters, tokens

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)

# A text is short and the tables are large: what a word needs of them is fetched some words ahead.
cdef extern from *:
    """
    #ifdef __GNUC__
    #define textclean_fetch(at) __builtin_prefetch(at)
    #else
    #define textclean_fetch(at) ((void)(at))
    #endif
    """
    void _fetch "textclean_fetch"(const void*) noexcept

cdef enum:
    AHEAD = 8  # words

cdef const uint32_t[::1] _lower_table = characters.LOWER
cdef const uint32_t* LOWER = &_lower_table[0]
cdef uint64_t BASE = tokens.BASE
cdef int NUMBER = scan.NUMBER
cdef int DIGITS = scan.DIGITS
cdef int IN_LOWER_CASE = scan.LOWER
cdef int IN_TITLE_CASE = scan.CAPITALISED
cdef int FIGURE = scan.NO_LETTERS
cdef enum:
    SPACE = 32
    POINT = 46


cdef class Numbers:
    """A `Table` as C reads it."""

    cdef const uint64_t[::1] ids
    cdef const float[::1] values
    cdef const int32_t[::1] buckets
    cdef float default
    cdef int shift

    def __init__(self, table):
        self.ids, self.values, self.buckets = table.ids, table.values, table.buckets
        self.default = table.default
        self.shift = 64 - table.bits

    cdef inline float of(self, uint64_t asked) noexcept:
        cdef Py_ssize_t row = self.buckets[asked >> self.shift]
        while row < self.ids.shape[0] and self.ids[row] < asked:
            row += 1
        if row < self.ids.shape[0] and self.ids[row] == asked:
            return self.values[row]
        return self.default

    cdef inline void fetch_bucket(self, uint64_t asked) noexcept:
        _fetch(&self.buckets[asked >> self.shift])

    cdef inline void fetch(self, uint64_t asked) noexcept:
        """Fetch a number, whose bucket was fetched before."""
        cdef Py_ssize_t row = self.buckets[asked >> self.shift]
        if row < self.ids.shape[0]:
            _fetch(&self.ids[row])
            _fetch(&self.values[row])


def endings(str source, const int32_t[::1] start, const int32_t[::1] end, int buckets):
    """Return the hash of the last letters of each word; see `features`."""
    found = np.empty(len(start), np.int32)
    cdef int32_t[::1] ending = found
    cdef int kind = PyUnicode_KIND(source)
    cdef void* text = PyUnicode_DATA(source)
    cdef Py_ssize_t at, back
    cdef uint64_t letters
    cdef uint32_t letter
    for at in range(start.shape[0]):
        letters = 0
        for back in range(end[at] - 3, end[at]):
            letter = LOWER[_character(kind, text, back)] if back >= start[at] else 0
            letters = (letters + (48 if 48 <= letter <= 57 else letter)) * BASE
        ending[at] = _bucket(letters >> 40, buckets)
    return found


def gaps(
    str source, const int32_t[::1] start, const int32_t[::1] end, gap_class, is_abbreviation
):
    """Return the class of the gap after each word, most of which are one space; see `features`."""
    found = np.zeros(len(start), np.int32)
    cdef int32_t[::1] gap = found
    cdef int kind = PyUnicode_KIND(source)
    cdef void* text = PyUnicode_DATA(source)
    cdef Py_ssize_t at, following, size = len(source)
    cdef uint32_t first
    for at in range(start.shape[0]):
        following = start[at + 1] if at + 1 < start.shape[0] else size
        first = _character(kind, text, end[at]) if end[at] < following else 0
        if following - end[at] != 1 or first != SPACE:
            is_pointed = first == POINT and is_abbreviation(source[start[at]:end[at]])
            gap[at] = gap_class(source[end[at]:following], is_pointed)
    return found


def looks(const int32_t[:, ::1] inputs, list tables):
    """Return the rows of tables for each word, beside one another; see `cohesion`."""
    cdef Py_ssize_t at, column, width, offset = 0
    cdef const uint8_t[:, ::1] rows
    found = np.empty((len(inputs), sum([table.shape[1] for table in tables])), np.uint8)
    cdef uint8_t[:, ::1] look = found
    for column in range(len(tables)):
        rows = tables[column]
        width = rows.shape[1]
        for at in range(inputs.shape[0]):
            if at + AHEAD < inputs.shape[0]:
                _fetch(&rows[inputs[at + AHEAD, column], 0])
            memcpy(&look[at, offset], &rows[inputs[at, column], 0], width)
        offset += width
    return found


cdef inline uint32_t _character(int kind, const void* text, Py_ssize_t at) noexcept:
    if kind == 1:
        return (<const uint8_t*>text)[at]
    return (<const uint16_t*>text)[at] if kind == 2 else (<const uint32_t*>text)[at]


cdef inline int32_t _bucket(uint64_t number, int buckets) noexcept:
    return <int32_t>(number % <uint64_t>(buckets - 1)) + 1


cdef inline int _level(double value, const double[::1] bounds) noexcept:
    """Return how many bounds, in rising order, a value comes to."""
    cdef int level = 0
    while level < bounds.shape[0] and value >= bounds[level]:
        level += 1
    return level


def forms(
    const uint8_t[::1] kind, const uint8_t[::1] shape, const uint64_t[::1] ids,
    const int32_t[::1] word, const uint64_t[::1] alike, Numbers shares, int buckets,
    const double[::1] share_bounds, const int32_t[::1] repeat_bounds
):
    """Return the class of form of each word, and its share of lower case; see `features`."""
    cdef Py_ssize_t at, size = word.shape[0]
    cdef uint8_t[::1] has_lower = np.zeros(buckets + 1, np.uint8)
    cdef uint8_t[::1] repeats = _repeats(alike, repeat_bounds)
    cdef int own
    found, found_shares = np.empty(size, np.int32), np.empty(size, np.float32)
    cdef int32_t[::1] form = found
    cdef float[::1] share = found_shares
    for at in range(size):
        if shape[at] == IN_LOWER_CASE:
            has_lower[word[at]] = 1
    for at in range(size):
        if at + 2 * AHEAD < size:
            shares.fetch_bucket(ids[at + 2 * AHEAD])
        if at + AHEAD < size:
            shares.fetch(ids[at + AHEAD])
        own = FIGURE if kind[at] == NUMBER and shape[at] != DIGITS else shape[at]
        own = own * 2 + has_lower[word[at]]
        share[at] = shares.of(ids[at])
        own = own * (<int>share_bounds.shape[0] + 1) + _level(share[at], share_bounds)
        form[at] = own * (<int>repeat_bounds.shape[0] + 1) + repeats[at]
    return found, found_shares


cdef uint8_t[::1] _repeats(const uint64_t[::1] words, const int32_t[::1] bounds):
    """Return how often the text has the three words around each, by class."""
    cdef Py_ssize_t size = words.shape[0], at, offset, slots = 64
    cdef uint8_t[::1] repeats = np.zeros(size, np.uint8)
    if size < 3:
        return repeats
    while slots < 2 * size:
        slots *= 2
    cdef uint64_t[::1] keys = np.empty(slots, np.uint64)
    cdef int32_t[::1] counts = np.zeros(slots, np.int32)
    cdef int32_t[::1] slot = np.empty(size, np.int32)
    cdef uint64_t triple
    cdef Py_ssize_t here
    cdef uint8_t level
    for at in range(size - 2):
        triple = (words[at] * BASE + words[at + 1]) * BASE + words[at + 2]
        here = <Py_ssize_t>(triple >> 32) & (slots - 1)
        while counts[here] and keys[here] != triple:
            here = (here + 1) & (slots - 1)
        keys[here] = triple
        counts[here] += 1
        slot[at] = <int32_t>here
    for at in range(size - 2):
        level = 0
        while level < bounds.shape[0] and counts[slot[at]] >= bounds[level]:
            level += 1
        if level:
            for offset in range(at, at + 3):
                if repeats[offset] < level:
                    repeats[offset] = level
    return repeats


def bonds(
    const uint64_t[::1] number, const int32_t[::1] gap, Numbers odds, const double[::1] bounds,
    const int32_t[::1] start, const int32_t[::1] end, int most_blanks
):
    """Return the class of the bond of each word to the next over a space, or of several blanks; see
    `features`.
    """
    found = np.zeros(len(number), np.int32)
    cdef int32_t[::1] bond = found
    cdef Py_ssize_t at, last = number.shape[0] - 1
    cdef int blanks
    for at in range(last):
        if at + 2 * AHEAD < last:
            odds.fetch_bucket(number[at + 2 * AHEAD] * BASE + number[at + 2 * AHEAD + 1])
        if at + AHEAD < last:
            odds.fetch(number[at + AHEAD] * BASE + number[at + AHEAD + 1])
        if gap[at] == 0:
            blanks = start[at + 1] - end[at]
            if blanks > 1:
                bond[at] = <int>bounds.shape[0] + 1 + min(blanks, most_blanks) - 2
            else:
                bond[at] = _level(odds.of(number[at] * BASE + number[at + 1]), bounds)
    return found


def pairs(
    const uint64_t[::1] alike, const int32_t[::1] ending, const uint8_t[::1] shape,
    Numbers common, int buckets
):
    """Return a hash of each word and the next, `common` being 1 for common words; see `features`.
    """
    found = np.zeros(len(alike), np.int32)
    cdef int32_t[::1] pair = found
    cdef Py_ssize_t at
    cdef uint64_t here, before = 0
    for at in range(alike.shape[0]):
        if at + 2 * AHEAD < alike.shape[0]:
            common.fetch_bucket(alike[at + 2 * AHEAD])
        if at + AHEAD < alike.shape[0]:
            common.fetch(alike[at + AHEAD])
        here = alike[at] if common.of(alike[at]) else <uint64_t>ending[at]
        here = here * 8 + shape[at]
        if at:
            pair[at - 1] = _bucket((before * BASE + here) * BASE >> 24, buckets)
        before = here
    return found


cdef inline bint _is_among(uint64_t word, const uint64_t[::1] words) noexcept:
    """Whether a word is among some, which are in rising order."""
    cdef Py_ssize_t low = 0, high = words.shape[0], middle
    while low < high:
        middle = (low + high) // 2
        if words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return low < words.shape[0] and words[low] == word


cdef enum:
    FEATURES = 13  # of the gate
    LABELS = 9  # and of the network, with the stray word in the place of none


def judged(
    const int32_t[:, ::1] inputs, list tables, list scales, const float[::1] bias,
    const double[::1] distances
):
    """Return the sums of the rows of tables of weights, each by the scale of its table, and a bias:
    those of labels, of which none has 0 (words x labels), and of the stray word; see `gate`.
    """
    cdef Py_ssize_t size = inputs.shape[0], at, label
    cdef int table, forms = len(tables[4])
    cdef int words = len(tables[0]) - 1, pairs = len(tables[2]) - 1  # masks
    cdef int form, gap, next_form, next_gap, gap_before = 0
    cdef int ahead[FEATURES]
    cdef const int8_t[:, ::1] weights
    cdef const int8_t* of_table[FEATURES]
    cdef float scale[FEATURES]
    cdef int row[FEATURES]
    cdef Py_ssize_t since = 0, following = 0
    assert bias.shape[0] == LABELS and not (words & words + 1 or pairs & pairs + 1)
    of_labels, of_words = np.zeros((size, LABELS), np.float32), np.empty(size, np.float32)
    cdef float[:, ::1] sums = of_labels
    cdef float[::1] stray = of_words
    cdef float[LABELS] total
    cdef const int8_t* own
    for table in range(FEATURES):
        weights, scale[table] = tables[table], scales[table]
        of_table[table] = &weights[0, 0]
    for at in range(size):
        if at + AHEAD < size:
            _hashed(inputs, at + AHEAD, words, pairs, forms, ahead)
            for table in range(4):
                _fetch(of_table[table] + ahead[table] * LABELS)
            _fetch(of_table[6] + ahead[6] * LABELS)
        form, gap = inputs[at, 2], inputs[at, 4]
        next_form = next_gap = 0
        if at + 1 < size:
            next_form, next_gap = inputs[at + 1, 2], inputs[at + 1, 4]
        if following <= at:  # where the next mark stands
            following = at + 1
            while following < size and inputs[following, 4] == 0:
                following += 1
        _hashed(inputs, at, words, pairs, forms, row)
        row[4] = form
        row[5] = next_form
        row[7] = inputs[at, 3]
        row[8] = gap_before
        row[9] = gap
        row[10] = next_gap
        row[11] = _level(since, distances)
        row[12] = _level(following - at if at + 1 < size else 0, distances)
        memset(total, 0, sizeof(total))
        for table in range(FEATURES):
            own = of_table[table] + row[table] * LABELS
            for label in range(LABELS):
                total[label] += own[label] * scale[table]
        for label in range(LABELS - 1):
            sums[at, label + 1] = total[label] + bias[label]
        stray[at] = total[LABELS - 1] + bias[LABELS - 1]
        since = 0 if gap > 0 else since + 1
        gap_before = gap
    return of_labels, of_words


cdef inline void _hashed(
    const int32_t[:, ::1] inputs, Py_ssize_t at, int words, int pairs, int forms, int* row
) noexcept:
    """Write the rows of a word in the tables of words and of pairs, which are the large ones."""
    cdef int word = inputs[at, 0], form = inputs[at, 2], next_word = 0, next_form = 0, before = 0
    if at + 1 < inputs.shape[0]:
        next_word, next_form = inputs[at + 1, 0], inputs[at + 1, 2]
    if at:
        before = inputs[at - 1, 0]
    row[0] = word & words
    row[1] = next_word & words
    row[2] = word * 31 + next_word & pairs
    row[3] = before * 31 + word & pairs
    row[6] = form * forms + next_form & pairs


cdef class Speech:
    """The weights of what pages speak; see `intrusions.page_speech`.

    `kinds` are those of its features: the word, the two of pairs, and the three of passages.
    `opens` and `ends` give the id of the marks that open what follows something, and of those that
    end what stands before it.
    """

    cdef Numbers weights
    cdef double most_lower_in_names
    cdef uint64_t word, pair, forms, opening, ending, length
    cdef uint64_t spread, nothing
    cdef const int32_t[::1] lengths
    cdef object opens, ends

    def __init__(
        self, Numbers weights, double most_lower_in_names, kinds, uint64_t spread,
        const int32_t[::1] lengths, opens, ends
    ):
        self.weights = weights
        self.most_lower_in_names = most_lower_in_names
        self.word, self.pair, self.forms, self.opening, self.ending, self.length = kinds
        self.spread = spread
        self.lengths = lengths
        self.opens, self.ends = opens, ends
        self.nothing = scan.identity("")

    cdef inline float of(self, uint64_t feature) noexcept:
        return self.weights.of(feature * self.spread)

    cdef inline uint64_t of_word(self, uint64_t word) noexcept:
        return (self.word * BASE + word) * self.spread

    cdef inline uint64_t of_pair(self, uint64_t first, uint64_t gap, uint64_t second) noexcept:
        return _pair(self.pair, first, gap, second) * self.spread

    def read(
        self, const int32_t[::1] word, const uint8_t[::1] shape, const float[::1] share,
        const uint64_t[::1] gap
    ):
        """Return what each word is known as, and the running sums over words and over pairs."""
        cdef Py_ssize_t at, ahead, size = word.shape[0]
        known, sums = np.empty(size, np.uint64), np.zeros(size + 1, np.float32)
        sums_of_pairs = np.zeros(max(size, 1), np.float32)
        cdef uint64_t[::1] own = known
        cdef float[::1] of_words = sums
        cdef float[::1] of_pairs = sums_of_pairs
        cdef float value
        cdef bint is_name
        for at in range(size):
            if at + 2 * AHEAD < size:
                self.weights.fetch_bucket(self.of_word(word[at + 2 * AHEAD]))
            if at + AHEAD < size:
                self.weights.fetch(self.of_word(word[at + AHEAD]))
            own[at] = word[at]
            value = self.weights.of(self.of_word(own[at]))
            if value == 0:
                is_name = share[at] <= self.most_lower_in_names
                own[at] = ~(<uint64_t>shape[at] * 2 + is_name)
                value = self.weights.of(self.of_word(own[at]))
            of_words[at + 1] = of_words[at] + value
        for at in range(1, size):
            if at + 2 * AHEAD < size:
                ahead = at + 2 * AHEAD
                self.weights.fetch_bucket(self.of_pair(own[ahead - 1], gap[ahead - 1], own[ahead]))
            if at + AHEAD < size:
                ahead = at + AHEAD
                self.weights.fetch(self.of_pair(own[ahead - 1], gap[ahead - 1], own[ahead]))
            value = self.weights.of(self.of_pair(own[at - 1], gap[at - 1], own[at]))
            value += self.of(_pair(self.forms, shape[at - 1], gap[at - 1], shape[at]))
            of_pairs[at] = of_pairs[at - 1] + value
        return known, sums, sums_of_pairs

    def heard(
        self, str source, const int32_t[::1] start, const int32_t[::1] end,
        const uint64_t[::1] own, const float[::1] of_words, const float[::1] of_pairs
    ):
        """Return what tells the log odds of passages of a text, from what `read` returned."""
        return Heard(self, source, start, end, own, of_words, of_pairs)


cdef class Heard:
    """A text as pages may speak in it; see `intrusions.page_speech`."""

    cdef Speech speech
    cdef str source
    cdef const int32_t[::1] start, end
    cdef const uint64_t[::1] own
    cdef const float[::1] of_words, of_pairs

    def __init__(
        self, Speech speech, str source, const int32_t[::1] start, const int32_t[::1] end,
        const uint64_t[::1] own, const float[::1] of_words, const float[::1] of_pairs
    ):
        self.speech, self.source, self.start, self.end = speech, source, start, end
        self.own, self.of_words, self.of_pairs = own, of_words, of_pairs

    def odds(self, const Py_ssize_t[:] first, const Py_ssize_t[:] after):
        """Return the log odds of passages, from each first word to the one before each `after`."""
        found = np.empty(len(first), np.float32)
        cdef float[::1] odds = found
        cdef Py_ssize_t at
        for at in range(first.shape[0]):
            odds[at] = self.of(first[at], after[at])
        return found

    def spans(self, const int32_t[:] starts, const int32_t[:] ends):
        """Return those of some spans of the source with words in them, in parallel arrays: start,
        end, first word, word after the last, and log odds.
        """
        cdef Py_ssize_t at, own = 0, size = starts.shape[0]
        places, chances = np.empty((4, size), np.intp), np.empty(size, np.float32)
        cdef Py_ssize_t[:, ::1] place = places
        cdef float[::1] odds = chances
        cdef Py_ssize_t first, after
        for at in range(size):
            first, after = _first_from(self.start, starts[at]), _first_from(self.start, ends[at])
            if first < after:
                place[0, own], place[1, own] = starts[at], ends[at]
                place[2, own], place[3, own] = first, after
                odds[own] = self.of(first, after)
                own += 1
        return (*places[:, :own], chances[:own])

    def labels(
        self, const Py_ssize_t[:] first, const Py_ssize_t[:] after, const int32_t[::1] gap,
        const uint8_t[::1] shape, const uint64_t[::1] ids, const float[::1] share,
        const uint64_t[::1] small, const uint8_t[::1] parts, int longest, float least
    ):
        """Return the likeliest label at the start of each sentence, if it comes to `least`: which
        sentence, the word after its last, and the log odds. See `intrusions.page_passages`.
        """
        cdef Py_ssize_t sentence, at, best, last
        cdef float chance, most
        cdef bint is_parted
        found = []
        for sentence in range(first.shape[0]):
            best, most, is_parted = -1, least, False
            last = min(first[sentence] + longest, after[sentence] - 1)
            for at in range(first[sentence] + 1, last + 1):
                if at > first[sentence] + 1 and parts[gap[at - 2] >> 4]:
                    is_parted = True
                if gap[at - 1] != 0 or shape[at] != IN_TITLE_CASE:
                    continue
                if share[at] <= self.speech.most_lower_in_names or _is_among(ids[at - 1], small):
                    continue
                if shape[at - 1] != IN_LOWER_CASE and not is_parted:
                    if not _is_among(ids[at], small):
                        continue
                chance = self.of(first[sentence], at)
                if chance > most or (best < 0 and chance >= least):
                    best, most = at, chance
            if best >= 0:
                found.append((sentence, best, most))
        return found

    cdef float of(self, Py_ssize_t start, Py_ssize_t end) except? -1:
        """Return the log odds of a passage."""
        cdef Speech speech = self.speech
        cdef float total, pairs
        cdef uint64_t length = 0
        while <Py_ssize_t>length < speech.lengths.shape[0]:
            if end - start < speech.lengths[length]:
                break
            length += 1
        total = self.of_words[end] - self.of_words[start]
        pairs = self.of_pairs[end - 1] - self.of_pairs[start]
        total = total + pairs
        cdef uint64_t opens = self.beside(start, speech.opens)
        total = total + speech.of((speech.opening * BASE + opens) * BASE + self.own[start])
        cdef uint64_t ends = self.beside(end, speech.ends)
        total = total + speech.of((speech.ending * BASE + self.own[end - 1]) * BASE + ends)
        return total + speech.of(speech.length * BASE + length)

    cdef uint64_t beside(self, Py_ssize_t place, marks) except? 1:
        """Return the id of the marks before a word, or behind the last; line ends surround a text.
        """
        cdef Py_ssize_t begin = self.end[place - 1] if place else 0
        cdef Py_ssize_t end = len(self.source)
        if place < self.start.shape[0]:
            end = self.start[place]
        if place == 0:
            return marks("\n" + self.source[:end])
        if place == self.start.shape[0]:
            return marks(self.source[begin:] + "\n")
        if end - begin == 1 and self.source[begin] == " ":
            return self.speech.nothing
        return marks(self.source[begin:end])


cdef inline Py_ssize_t _first_from(const int32_t[::1] starts, Py_ssize_t offset) noexcept:
    """Return the first of the words, or their number, that starts at an offset or behind it."""
    cdef Py_ssize_t low = 0, high = starts.shape[0], middle
    while low < high:
        middle = (low + high) // 2
        if starts[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low


cdef inline uint64_t _pair(
    uint64_t kind, uint64_t first, uint64_t between, uint64_t second
) noexcept:
    return ((kind * BASE + first) * BASE + between) * BASE + second
