# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: initializedcheck=False
"""The scanner in Cython: one pass over the text, by windows of 64 characters.

It has the rules of `vectors`; a test holds the two equal on any text. Columns grow in byte arrays,
whose memory numpy then takes over as it is. Behind it stand the sequences that come back, as
`sequences` finds them by numpy.
"""

cimport cython
from cpython.bytearray cimport PyByteArray_AS_STRING, PyByteArray_Resize
from cpython.list cimport PyList_New, PyList_SET_ITEM
from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memset

import numpy as np

from textclean.tokens.scanner import abbreviations, characters, tokens
from textclean.tokens.scanner.addresses import unbroken
from textclean.tokens.scanner.tokens import Tokens

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    Py_ssize_t PyUnicode_GET_LENGTH(object)
    object PyUnicode_FromKindAndData(int, const void*, Py_ssize_t)
    bint Py_UNICODE_ISALNUM(uint32_t)

cdef extern from *:
    """
    #ifdef _MSC_VER
    #include <intrin.h>
    static int textclean_lowest(unsigned long long bits) {
        unsigned long at;
        _BitScanForward64(&at, bits);
        return (int)at;
    }
    #else
    #define textclean_lowest __builtin_ctzll
    #endif
    """
    int _lowest "textclean_lowest"(uint64_t) noexcept

ctypedef fused Char:
    uint8_t
    uint16_t
    uint32_t

# The numbers of `characters` and `tokens`, as constants that the C compiler sees.
cdef enum Class:
    UNKNOWN, SPACE, NEWLINE, LOWER_CASE, UPPER_CASE, CASELESS, DIGIT, APOSTROPHE, HYPHEN, POINT
    SEPARATOR, UNDERSCORE, AMPERSAND, CURRENCY, PERCENT, SIGN, RUN_MARK, RUN_SYMBOL, SINGLE, SYMBOL
    AT, HASH, BRACKET, EXTEND, GLUE, REGIONAL

cdef enum Kind:
    IS_WORD, IS_NUMBER, IS_ADDRESS, IS_MARK, IS_SYMBOL, IS_SPACE, IS_NEWLINE

cdef enum Shape:
    NO_LETTERS, ALL_LOWER, CAPITALISED, CAPITALS, MIXED, INITIAL, DIGITS

cdef enum Bond:
    FREE = 0, BEFORE = 1, AFTER = 2, BOTH = 3

cdef const uint8_t[::1] _class_table = characters.CLASS
cdef const uint32_t[::1] _lower_table = characters.LOWER
cdef const uint8_t* CLASS = &_class_table[0]
cdef const uint32_t* LOWER = &_lower_table[0]
cdef int LONGEST = abbreviations.LONGEST
cdef int ANYWHERE = abbreviations.ANYWHERE
cdef int BEFORE_NUMBER = abbreviations.BEFORE_NUMBER
cdef uint64_t BASE = tokens.BASE
cdef uint64_t MIXER = tokens.MIXER

cdef enum:
    MOST = 2097151  # letters in a token, as far as they are counted
    SHORT = 8  # nearly all tokens are no longer
    SHARED = 4096  # so many words are made into strings but once; a power of two
    LONGEST_SHARED = 16

# Three counts in one number, 21 bits each: letters in upper case, other letters, digits.
cdef uint64_t[26] _COUNTS
_COUNTS[:] = [0] * 26
_COUNTS[<int>UPPER_CASE] = 1
_COUNTS[<int>LOWER_CASE] = _COUNTS[<int>CASELESS] = 1 << 21
_COUNTS[<int>DIGIT] = <uint64_t>1 << 42

# The powers of the base that a short token needs.
cdef uint64_t[SHORT] _powers
_powers[0] = 1
for _index in range(1, SHORT):
    _powers[_index] = _powers[_index - 1] * BASE

# Most words are seen to be no abbreviation by their ends and length, before they are looked up.
cdef dict _places = abbreviations.places()

# The run of extending characters that was gone over last, behind the character at its base, and the
# class of that. Another thread may scan another text meanwhile, so the run knows its text.
cdef const void* _run_text = NULL
cdef Py_ssize_t _run_base, _run_end
cdef int _run_class
cdef uint8_t[1024] _may_be_known


cdef inline int _trait(uint32_t first, uint32_t last, Py_ssize_t length) noexcept:
    return (first * 31 + last * 7 + <uint32_t>length) & 1023


for _form in _places:
    _may_be_known[_trait(ord(_form[0]), ord(_form[-1]), len(_form))] = True


def scan(str source, *, bint words=False, bint spaces=False):
    """Return the tokens of `source`, or its words; see `textclean.tokens.scan`."""
    found = _Found(source, words=words, spaces=spaces, described=True)
    return Tokens(*found.columns())


def spans(str source):
    """Return the starts and the ends of the tokens of `source`."""
    return _Found(source, words=False, spaces=False, described=False).columns()


def strings(str source, *, bint unbroken=False):
    """Return the tokens of `source` as strings, or its `unbroken` words."""
    cdef _Found found = _Found(source, words=False, spaces=False, described=False)
    cdef int kind = PyUnicode_KIND(source)
    if kind == 1:
        return _strings(<const uint8_t*>PyUnicode_DATA(source), found, unbroken)
    if kind == 2:
        return _strings(<const uint16_t*>PyUnicode_DATA(source), found, unbroken)
    return _strings(<const uint32_t*>PyUnicode_DATA(source), found, unbroken)


def identities(words):
    """Return the ids of the tokens that these strings would be; see `tokens.identity`."""
    cdef bytearray id_bytes = bytearray(8 * len(words))
    cdef uint64_t* ids = <uint64_t*>PyByteArray_AS_STRING(id_bytes)
    cdef Py_ssize_t index, length
    cdef int width
    cdef void* text
    for index, token in enumerate(words):
        length, width, text = len(token), PyUnicode_KIND(token), PyUnicode_DATA(token)
        if width == 1:
            ids[index] = _identity(<const uint8_t*>text, length)
        elif width == 2:
            ids[index] = _identity(<const uint16_t*>text, length)
        else:
            ids[index] = _identity(<const uint32_t*>text, length)
    return np.frombuffer(id_bytes, np.uint64)


def look_up(
    const uint64_t[:] asked, const uint64_t[::1] ids, const float[::1] values, float default,
    const int32_t[::1] buckets, int bits
):
    """Return the numbers of ids; see `table.Table`."""
    found = np.empty(len(asked), np.float32)
    cdef float[::1] numbers = found
    cdef Py_ssize_t at, row, size = len(ids)
    cdef uint64_t wanted
    for at in range(len(asked)):
        wanted = asked[at]
        row = buckets[wanted >> (64 - bits)]
        while row < size and ids[row] < wanted:
            row += 1
        numbers[at] = values[row] if row < size and ids[row] == wanted else default
    return found


def members(const uint64_t[::1] ids, const uint8_t[::1] may_hold, const uint64_t[::1] known):
    """Return the indices of the ids that are among known ones, which are in rising order; see
    `tokens.word_set`.
    """
    cdef Py_ssize_t at, low, high, middle
    cdef uint64_t low_bits = may_hold.shape[0] - 1
    found = []
    for at in range(ids.shape[0]):
        if not may_hold[ids[at] & low_bits]:
            continue
        low, high = 0, known.shape[0]
        while low < high:
            middle = (low + high) // 2
            if known[middle] < ids[at]:
                low = middle + 1
            else:
                high = middle
        if low < known.shape[0] and known[low] == ids[at]:
            found.append(at)
    return found


cdef uint64_t _identity(const Char* text, Py_ssize_t length) except? 0:
    """Return the id of a token."""
    cdef uint64_t polynomial = 0, power = 1
    cdef Py_ssize_t at
    for at in range(length):
        _class(text, at, length)
        polynomial += (<uint64_t>LOWER[text[at]] + 1) * power
        power *= BASE
    return _mixed(polynomial)


cdef inline uint64_t _mixed(uint64_t polynomial) noexcept:
    polynomial = (polynomial ^ polynomial >> 33) * MIXER
    return polynomial ^ polynomial >> 33


cdef struct Window:
    # A bit for each of 64 characters: letters and digits, marks, spaces within a line, what tokens
    # are made of, and whether a character joins the one before it.
    uint64_t word, mark, space, visible, joins
    # What the window before leaves to this one.
    uint64_t word_before, space_before, visible_before, join_after


@cython.final
cdef class _Found:
    """The columns of `Tokens`, as they grow."""

    cdef str source
    cdef bint words, spaces, described
    cdef Py_ssize_t starts, ends, room
    cdef bytearray start_bytes, end_bytes, kind_bytes, shape_bytes, id_bytes
    cdef int32_t* start
    cdef int32_t* end

    # The tokens that only their whole form tells, up to `chunk_end`; those still to come are in
    # `unbroken`, the next of them is given by its offsets.
    cdef Py_ssize_t chunk_start, chunk_end, unbroken_start, unbroken_end
    cdef list unbroken, addresses

    cdef Py_ssize_t last_regional
    cdef bint completes_flag

    def __cinit__(self, str source, *, bint words, bint spaces, bint described):
        cdef Py_ssize_t length = len(source)
        cdef int width = PyUnicode_KIND(source)
        cdef void* text = PyUnicode_DATA(source)
        self.source, self.words, self.spaces, self.described = source, words, spaces, described
        self.start_bytes, self.end_bytes = bytearray(), bytearray()
        self.kind_bytes, self.shape_bytes, self.id_bytes = bytearray(), bytearray(), bytearray()
        self.starts = self.ends = self.room = self.chunk_end = 0
        self.unbroken, self.addresses, self.unbroken_start = [], [], -1
        self.last_regional, self.completes_flag = -2, False
        self.resize(length // 5 + 64)
        if width == 1:
            _scan(<const uint8_t*>text, length, self)
        elif width == 2:
            _scan(<const uint16_t*>text, length, self)
        else:
            _scan(<const uint32_t*>text, length, self)

    cdef int resize(self, Py_ssize_t room) except -1:
        self.room = room
        PyByteArray_Resize(self.start_bytes, room * sizeof(int32_t))
        PyByteArray_Resize(self.end_bytes, room * sizeof(int32_t))
        self.start = <int32_t*>PyByteArray_AS_STRING(self.start_bytes)
        self.end = <int32_t*>PyByteArray_AS_STRING(self.end_bytes)
        return 0

    cdef int take(self, Py_ssize_t base, Py_ssize_t size, Window* window) except -1:
        """Add the starts and ends in the first `size` characters of a window."""
        cdef uint64_t taken = ~<uint64_t>0 >> 64 - size
        cdef uint64_t parted, starts, ends
        if self.starts + 64 > self.room:
            self.resize(self.room + (self.room >> 2) + 64)
        if 0 <= self.unbroken_start < base + size:
            self.join_unbroken(base, base + size, window)
        parted = taken & ~window.joins
        starts = window.visible & parted
        ends = (window.visible << 1 | window.visible_before) & parted
        while starts:
            self.start[self.starts] = <int32_t>(base + _lowest(starts))
            starts &= starts - 1
            self.starts += 1
        while ends:
            self.end[self.ends] = <int32_t>(base + _lowest(ends))
            ends &= ends - 1
            self.ends += 1
        window.word_before = window.word >> size - 1 & 1
        window.space_before = window.space >> size - 1 & 1
        window.visible_before = window.visible >> size - 1 & 1
        return 0

    cdef int drop_from(self, Py_ssize_t place, Window* window) except -1:
        """Take back the tokens from `place` on, before which there is white space."""
        while self.starts and self.start[self.starts - 1] >= place:
            self.starts -= 1
        self.ends = self.starts
        window.word_before = window.space_before = window.visible_before = 0
        return 0

    cdef int look_up(self, Py_ssize_t start, Py_ssize_t end) except -1:
        """Find out which tokens of a chunk only their whole form tells."""
        self.chunk_start, self.chunk_end = start, end
        self.unbroken = unbroken(self.source[start:end])[::-1]
        self.next_unbroken()
        return 0

    cdef int next_unbroken(self) except -1:
        """Make the next such token the one to look out for."""
        self.unbroken_start = -1
        if self.unbroken:
            start, end, is_address = self.unbroken.pop()
            self.unbroken_start = self.chunk_start + start
            self.unbroken_end = self.chunk_start + end
            if is_address:
                self.addresses.append(self.unbroken_start)
        return 0

    cdef int join_unbroken(self, Py_ssize_t base, Py_ssize_t limit, Window* window) except -1:
        """Set the joins of the characters between `base` and `limit` as those tokens want it."""
        cdef Py_ssize_t at
        cdef uint64_t bit
        while 0 <= self.unbroken_start < limit:
            for at in range(max(base, self.unbroken_start), min(limit, self.unbroken_end + 1)):
                bit = <uint64_t>1 << at - base
                window.joins |= bit
                if at == self.unbroken_start or at == self.unbroken_end:
                    window.joins ^= bit
            if self.unbroken_end >= limit:
                break
            self.next_unbroken()
        return 0

    def columns(self):
        """Return the columns as arrays."""
        self.resize(self.starts)
        columns = (self.start_bytes, np.int32), (self.end_bytes, np.int32)
        if self.described:
            columns += (self.kind_bytes, np.uint8), (self.shape_bytes, np.uint8)
            columns += ((self.id_bytes, np.uint64),)
        return tuple(np.frombuffer(column, kind) for column, kind in columns)


cdef int _scan(const Char* text, Py_ssize_t length, _Found found) except -1:
    """Find the starts and the ends of the tokens, by windows of 64 characters, a bit for each.

    A loop over words would guess wrong at the end of nearly each of them; a window branches for its
    few marks alone, and the bits that part tokens are then read off one by one.
    """
    cdef Py_ssize_t base = 0, asked, chunk
    cdef Window window
    window.word_before = window.space_before = window.visible_before = window.join_after = 0
    global _run_text
    _run_text = NULL
    while base <= length:
        _classify(text, base, length, found.spaces, &window)
        asked = _join_marks(text, base, length, &window, found) if window.mark else -1
        if asked < 0:
            found.take(base, 64, &window)
            base += 64
            continue
        chunk = _chunk_start(text, asked, length)
        if chunk > base:
            found.take(base, chunk - base, &window)
        elif chunk < base:
            found.drop_from(chunk, &window)
        found.look_up(chunk, _chunk_end(text, asked, length))
        base = chunk
    if found.described:
        _describe(text, length, found)
    return 0


cdef int _classify(
    const Char* text, Py_ssize_t base, Py_ssize_t length, bint spaces, Window* window
) except -1:
    """Fill a window with the classes of its characters; white space surrounds the text."""
    cdef int eighth, at
    cdef uint64_t classes, valid
    cdef uint64_t visible = 0, mark = 0, not_space = 0
    for eighth in range(0, 64, 8):
        classes = 0
        if base + eighth + 8 <= length:
            for at in range(8):
                classes |= <uint64_t>CLASS[text[base + eighth + at]] << 8 * at
        if _at_least(classes, SPACE) != 0xFF:
            classes = 0
            for at in range(8):
                classes |= <uint64_t>_class(text, base + eighth + at, length) << 8 * at
        not_space |= _at_least(classes, NEWLINE) << eighth
        visible |= _at_least(classes, LOWER_CASE) << eighth
        mark |= _at_least(classes, APOSTROPHE) << eighth
    window.word = visible & ~mark
    window.mark = mark
    window.visible = visible
    window.space = ~not_space
    window.joins = (window.word & (window.word << 1 | window.word_before)) | window.join_after
    window.join_after = 0
    if spaces:
        valid = (<uint64_t>1 << length - base) - 1 if length - base < 64 else ~<uint64_t>0
        window.joins |= window.space & (window.space << 1 | window.space_before)
        _join_line_ends(text, base, not_space & ~visible, window)
        window.joins &= valid
        window.visible = valid
    return 0


cdef inline uint64_t _at_least(uint64_t classes, uint64_t least) noexcept:
    """Return a bit for each of eight classes that is no less than this one."""
    cdef uint64_t ones = 0x0101010101010101ULL
    return ((classes + (0x80 - least) * ones >> 7 & ones) * 0x0102040810204080ULL) >> 56


cdef int _join_line_ends(
    const Char* text, Py_ssize_t base, uint64_t line_ends, Window* window
) noexcept:
    """Join a line feed to the carriage return before it."""
    cdef Py_ssize_t at
    while line_ends:
        at = base + _lowest(line_ends)
        if at and text[at] == 10 and text[at - 1] == 13:
            window.joins |= line_ends & -line_ends
        line_ends &= line_ends - 1
    return 0


cdef Py_ssize_t _join_marks(
    const Char* text, Py_ssize_t base, Py_ssize_t length, Window* window, _Found found
) except -2:
    """Join each mark of a window to what it belongs to.

    Return -1, or the place of a mark whose chunk must be looked up first.
    """
    cdef uint64_t marks = window.mark, bit
    cdef Py_ssize_t at
    cdef int here, bond
    while marks:
        at = base + _lowest(marks)
        bit = marks & -marks
        marks ^= bit
        here = CLASS[text[at]]
        if here >= EXTEND:
            bond = _extension(text, at, length, here, found)
        elif at >= found.chunk_end and _asks(text, at, length, here):
            return at
        else:
            bond = _bond(text, at, length, here, found)
        if bond & BEFORE:
            window.joins |= bit
        if bond & AFTER:
            window.joins |= bit << 1
            window.join_after |= bit >> 63
    return -1


cdef int _extension(
    const Char* text, Py_ssize_t at, Py_ssize_t length, int here, _Found found
) except -1:
    """Return the bond of a character that extends another, or of half a flag."""
    cdef int base, after, bond
    if here == REGIONAL:
        found.completes_flag = found.last_regional == at - 1 and not found.completes_flag
        found.last_regional = at
        return BEFORE if found.completes_flag else FREE
    base = _effective(text, at, length)
    after = _class(text, at + 1, length)
    bond = FREE if _class(text, at - 1, length) <= NEWLINE else BEFORE
    if _is_word(base):
        return bond | AFTER if _is_word(after) else bond
    if here == GLUE and base == SYMBOL and after == SYMBOL:
        return bond | AFTER
    return bond | _bond(text, at, length, base, found)


cdef Py_ssize_t _chunk_start(const Char* text, Py_ssize_t at, Py_ssize_t length) except -1:
    """Return where the chunk begins that `at` lies in."""
    while at > 0 and _class(text, at - 1, length) > NEWLINE:
        at -= 1
    return at


cdef Py_ssize_t _chunk_end(const Char* text, Py_ssize_t at, Py_ssize_t length) except -1:
    """Return where the chunk ends that `at` lies in."""
    while _class(text, at, length) > NEWLINE:
        at += 1
    return at


cdef inline bint _is_word(int character_class) noexcept:
    return LOWER_CASE <= character_class <= DIGIT


cdef inline bint _is_letter(int character_class) noexcept:
    return LOWER_CASE <= character_class <= CASELESS


cdef inline int _class(const Char* text, Py_ssize_t at, Py_ssize_t length) except -1:
    """Return the class of the character at `at`; white space surrounds the text."""
    if <size_t>at >= <size_t>length:
        return SPACE
    return CLASS[text[at]] if CLASS[text[at]] != UNKNOWN else _filled(text[at])


cdef int _filled(uint32_t code) except -1:
    """Return the class of a character whose page is not filled yet."""
    characters.fill(code // 256)
    return CLASS[code]


cdef inline int _effective(const Char* text, Py_ssize_t at, Py_ssize_t length) except -1:
    """Return the class at `at`, which is for an extending character that of what it extends."""
    cdef int here = _class(text, at, length)
    return here if here != EXTEND and here != GLUE else _extended(text, at, length)


cdef int _extended(const Char* text, Py_ssize_t at, Py_ssize_t length) except -1:
    """Return the class of what the character at `at` extends; alone it is a symbol.

    A run of such characters is gone over once: the neighbours of each are asked for several times.
    """
    global _run_text, _run_base, _run_end, _run_class
    cdef Py_ssize_t end = at
    cdef int here = EXTEND
    cdef bint is_same = _run_text == <const void*>text
    while here == EXTEND or here == GLUE:
        if is_same and _run_base < at <= _run_end:
            _run_end = max(_run_end, end)
            return _run_class
        at -= 1
        here = _class(text, at, length)
    _run_text, _run_base, _run_end = <const void*>text, at, end
    _run_class = here if here > NEWLINE else SYMBOL
    return _run_class


cdef int _asks(const Char* text, Py_ssize_t at, Py_ssize_t length, int here) except -1:
    """Whether the mark at `at` may belong to a token that only its whole form tells."""
    if AT <= here <= BRACKET:
        return True
    if here == POINT:
        return (
            _is_word(_effective(text, at - 1, length))
            and _is_letter(_effective(text, at + 1, length))
            and not _is_inner_point(text, at, length)
        )
    return (
        here == SEPARATOR
        and _effective(text, at + 1, length) == SEPARATOR
        and _is_word(_effective(text, at - 1, length))
    )


cdef int _bond(const Char* text, Py_ssize_t at, Py_ssize_t length, int here, _Found found) except -1:
    """Return to which of its neighbours a mark is joined."""
    cdef int before, after
    cdef int bond = FREE
    if here > RUN_SYMBOL:
        return FREE
    before = _effective(text, at - 1, length)
    after = _effective(text, at + 1, length)
    if here == APOSTROPHE or here == UNDERSCORE:
        bond = BOTH if _is_word(before) and _is_word(after) else FREE
    elif here == POINT:
        bond = _point(text, at, length, before, after, found)
    elif here == HYPHEN:
        bond = FREE if found.words else _hyphen(text, at, length, before, after, found)
    elif here == SIGN:
        bond = FREE if found.words else _sign(text, at, length, before, after)
    elif here == SEPARATOR:
        bond = BOTH if before == DIGIT and after == DIGIT else FREE
    elif here == AMPERSAND:
        bond = BOTH if before == UPPER_CASE and after == UPPER_CASE else FREE
    elif here == CURRENCY:
        bond = AFTER if after == DIGIT else FREE
        if before == DIGIT or (before == UPPER_CASE and after == DIGIT):
            bond |= BEFORE
    elif here == PERCENT:
        bond = BEFORE if before == DIGIT else FREE
    if (here <= POINT or here == UNDERSCORE or here >= RUN_MARK) and at and text[at] == text[at - 1]:
        bond |= BEFORE
    return bond


cdef int _hyphen(
    const Char* text, Py_ssize_t at, Py_ssize_t length, int before, int after, _Found found
) except -1:
    """multi-billion-dollar, U.S.-brokered, 50%-owned; -5, -$5"""
    if _is_word(after) and (
        _is_word(before)
        or before == PERCENT
        or (
            before == POINT
            and _is_letter(_effective(text, at - 2, length))
            and _bond(text, at - 1, length, POINT, found) & BEFORE
        )
    ):
        return BOTH
    return _sign(text, at, length, before, after)


cdef int _sign(
    const Char* text, Py_ssize_t at, Py_ssize_t length, int before, int after
) except -1:
    """-5, +3, -$5"""
    if before > NEWLINE:
        return FREE
    if after == DIGIT or (after == CURRENCY and _effective(text, at + 2, length) == DIGIT):
        return AFTER
    return FREE


cdef int _point(
    const Char* text, Py_ssize_t at, Py_ssize_t length, int before, int after, _Found found
) except -1:
    """3.5, .5, U.S., Jan."""
    if after == DIGIT:
        if before == DIGIT or before == CURRENCY:
            return BOTH
        if before <= NEWLINE or before == SINGLE or before == BRACKET:
            return AFTER
    if not _is_letter(before) or after == POINT:
        return FREE
    if _is_inner_point(text, at, length):
        return BOTH
    if (
        _effective(text, at - 2, length) == POINT
        and _is_letter(_effective(text, at - 3, length))
        and not _is_word(_effective(text, at - 4, length))
    ):
        return FREE if _is_word(after) else BEFORE
    if found.words or _is_letter(after):
        return FREE
    return _abbreviation(text, at, length, after, found)


cdef int _is_inner_point(const Char* text, Py_ssize_t at, Py_ssize_t length) except -1:
    """Whether the point at `at` stands between two single letters."""
    return (
        _is_letter(_effective(text, at - 1, length))
        and _is_letter(_effective(text, at + 1, length))
        and not _is_word(_effective(text, at - 2, length))
        and not _is_word(_effective(text, at + 2, length))
    )


cdef int _abbreviation(
    const Char* text, Py_ssize_t at, Py_ssize_t length, int after, _Found found
) except -1:
    """Jan., Mr., No. 10, J. Smith"""
    cdef Py_ssize_t start = at - 1
    cdef int beyond, place
    while at - start <= LONGEST and _is_letter(_effective(text, start - 1, length)):
        start -= 1
    if at - start > LONGEST or _is_word(_effective(text, start - 1, length)):
        return FREE
    beyond = _effective(text, at + 2, length)
    if (
        at - start == 1
        and after == SPACE
        and beyond == UPPER_CASE
        and text[start] != c"I"
        and _effective(text, start, length) == UPPER_CASE
    ):
        return BEFORE
    if not _may_be_known[_trait(text[start], text[at - 1], at - start)]:
        return FREE
    place = _places.get(found.source[start:at], 0)
    if place == ANYWHERE:
        return BEFORE
    if place == BEFORE_NUMBER and (after == DIGIT or (after <= NEWLINE and beyond == DIGIT)):
        return BEFORE
    return FREE


cdef int _describe(const Char* text, Py_ssize_t length, _Found found) except -1:
    """Fill the kinds, shapes and ids of the tokens; where words are wanted, drop the others."""
    cdef Py_ssize_t index, at, start, end, upper, other, digits, kept = 0
    cdef Py_ssize_t address = 0, addresses = len(found.addresses), next_address = -1
    cdef int first, token_kind
    cdef uint64_t polynomial, power, counts, inside
    PyByteArray_Resize(found.kind_bytes, found.starts)
    PyByteArray_Resize(found.shape_bytes, found.starts)
    PyByteArray_Resize(found.id_bytes, found.starts * sizeof(uint64_t))
    cdef uint8_t* kind = <uint8_t*>PyByteArray_AS_STRING(found.kind_bytes)
    cdef uint8_t* shape = <uint8_t*>PyByteArray_AS_STRING(found.shape_bytes)
    cdef uint64_t* id = <uint64_t*>PyByteArray_AS_STRING(found.id_bytes)
    if addresses:
        next_address = found.addresses[0]
    for index in range(found.starts):
        start, end = found.start[index], found.end[index]
        polynomial = counts = 0
        if end - start <= SHORT and start + SHORT <= length:
            # Nearly all tokens, without a branch that depends on their length.
            for at in range(SHORT):
                inside = -<uint64_t>(at < end - start)
                counts += _COUNTS[CLASS[text[start + at]]] & inside
                polynomial += (<uint64_t>LOWER[text[start + at]] + 1 & inside) * _powers[at]
        else:
            power = 1
            for at in range(start, end):
                counts += _COUNTS[CLASS[text[at]]]
                polynomial += (<uint64_t>LOWER[text[at]] + 1) * power
                power *= BASE
        upper, other, digits = counts & MOST, counts >> 21 & MOST, counts >> 42
        first = _effective(text, start, length)
        token_kind = _kinds[first][upper + other > 0][digits > 0]
        if start == next_address:
            token_kind = IS_ADDRESS
            address += 1
            next_address = found.addresses[address] if address < addresses else -1
        if found.words and token_kind > IS_ADDRESS:
            continue
        found.start[kept], found.end[kept] = <int32_t>start, <int32_t>end
        kind[kept] = token_kind
        shape[kept] = _shapes[min(upper, 2)][other > 0][digits > 0][first == UPPER_CASE]
        id[kept] = _mixed(polynomial)
        kept += 1
    found.starts = kept
    PyByteArray_Resize(found.kind_bytes, kept)
    PyByteArray_Resize(found.shape_bytes, kept)
    PyByteArray_Resize(found.id_bytes, kept * sizeof(uint64_t))
    return 0


cdef int _kind(int first, bint letters, bint digits) noexcept:
    """Return the kind of a token from the class of its first character, and what is in it."""
    if first == SPACE:
        return IS_SPACE
    if first == NEWLINE:
        return IS_NEWLINE
    if _is_letter(first):
        return IS_WORD
    if digits or first == DIGIT:
        return IS_NUMBER
    if letters:
        return IS_WORD
    if first in (CURRENCY, SIGN, RUN_SYMBOL, SYMBOL, REGIONAL):
        return IS_SYMBOL
    return IS_MARK


cdef int _shape(int upper, bint other, bint digits, bint starts_upper) noexcept:
    """Return the shape of a token from its letters: none, one or two and more in upper case."""
    if not upper and not other:
        return DIGITS if digits else NO_LETTERS
    if not upper:
        return ALL_LOWER
    if upper == 1 and not other and not digits:
        return INITIAL
    if not other:
        return CAPITALS
    return CAPITALISED if upper == 1 and starts_upper else MIXED


# Both for whatever comes up, so that describing a token has no branch.
cdef uint8_t[26][2][2] _kinds
cdef uint8_t[3][2][2][2] _shapes
cdef int _a, _b, _c, _d
for _a in range(26):
    for _b in range(2):
        for _c in range(2):
            _kinds[_a][_b][_c] = _kind(_a, _b, _c)
            for _d in range(2):
                if _a < 3:
                    _shapes[_a][_b][_c][_d] = _shape(_a, _b, _c, _d)


cdef list _strings(const Char* text, _Found found, bint unbroken):
    """Return the tokens of a text as strings; words come back, and are shared."""
    cdef list made
    cdef PyObject* shared[SHARED]
    cdef Py_ssize_t index, start, size, at
    cdef uint32_t slot, slots = 64
    cdef object token
    if unbroken:
        _leave_unbroken(text, found)
    made = PyList_New(found.starts)
    while slots < found.starts and slots < SHARED:
        slots <<= 1
    memset(shared, 0, slots * sizeof(PyObject*))
    for index in range(found.starts):
        start = found.start[index]
        size = found.end[index] - start
        slot = SHARED
        if size <= LONGEST_SHARED:
            slot = <uint32_t>size
            for at in range(start, start + size):
                slot = slot * 31 + text[at]
            slot = (slot ^ slot >> 12) & (slots - 1)
            if shared[slot] != NULL and _is(<object>shared[slot], text + start, size):
                token = <object>shared[slot]
                Py_INCREF(token)
                PyList_SET_ITEM(made, index, token)
                continue
        token = PyUnicode_FromKindAndData(sizeof(Char), text + start, size)
        Py_INCREF(token)
        PyList_SET_ITEM(made, index, token)
        if slot < SHARED and PyUnicode_KIND(token) == 1:
            shared[slot] = <PyObject*>token
    return made


cdef int _leave_unbroken(const Char* text, _Found found) except -1:
    """Leave the tokens that have letters or digits, without the point of an abbreviation."""
    cdef Py_ssize_t index, at, start, end, kept = 0
    for index in range(found.starts):
        start, end = found.start[index], found.end[index]
        at = start
        while at < end and not Py_UNICODE_ISALNUM(text[at]):
            at += 1
        if at == end:
            continue
        if text[end - 1] == c".":
            at = start
            while text[at] != c".":
                at += 1
            if at == end - 1:
                end -= 1
        found.start[kept], found.end[kept] = <int32_t>start, <int32_t>end
        kept += 1
    found.starts = found.ends = kept
    return 0


cdef inline bint _is(object token, const Char* text, Py_ssize_t size) noexcept:
    """Whether a string of Latin characters is this text."""
    cdef const uint8_t* data = <const uint8_t*>PyUnicode_DATA(token)
    cdef Py_ssize_t at
    if PyUnicode_GET_LENGTH(token) != size:
        return False
    for at in range(size):
        if data[at] != text[at]:
            return False
    return True


def repeats(
    const uint64_t[::1] ids, const uint8_t[::1] goes_on, Py_ssize_t fewest, int longest
):
    """Return the columns of the sequences that come back; see `sequences.Repeats`."""
    cdef Py_ssize_t size = ids.shape[0], going = size, slots = 64, at, here, place, last
    cdef Py_ssize_t groups, group, many, new
    cdef Py_ssize_t sequences = 0, filled = 0  # of what is found
    cdef int length
    cdef uint64_t pair
    while slots < 2 * size:
        slots *= 2
    # A table with open addresses: of the sequences, then of the words beside their places.
    cdef uint64_t[::1] keys = np.empty(slots, np.uint64)
    cdef int32_t[::1] owners = np.empty(slots, np.int32)
    cdef uint64_t[::1] sequence = np.zeros(size, np.uint64)
    cdef int32_t[::1] starts = np.arange(size, dtype=np.int32)
    cdef int32_t[::1] group_of = np.empty(size, np.int32)
    cdef int32_t[::1] counts = np.empty(size, np.int32)
    cdef int32_t[::1] ends = np.empty(size, np.int32)
    cdef int32_t[::1] own = np.empty(size, np.int32)
    # More room than is ever filled: memory is taken where it is written.
    all_lengths, all_numbers = np.empty((2, longest * size), np.int32)
    all_places, all_new = np.empty(longest * size, np.int32), np.empty(longest * size, np.bool_)
    cdef int32_t[::1] lengths = all_lengths, numbers = all_numbers, places = all_places
    cdef uint8_t[::1] is_new = all_new.view(np.uint8)
    for length in range(1, longest + 1):
        if going < fewest:
            break
        while slots > 64 and slots >= 4 * going:
            slots //= 2
        memset(&owners[0], 0, slots * sizeof(int32_t))
        groups = 0
        for at in range(going):
            place = starts[at]
            sequence[place] = sequence[place] * BASE + ids[place + length - 1]
            here = <Py_ssize_t>(sequence[place] >> 32) & (slots - 1)
            while owners[here] and keys[here] != sequence[place]:
                here = (here + 1) & (slots - 1)
            if not owners[here]:
                keys[here] = sequence[place]
                counts[groups] = 0
                groups += 1
                owners[here] = <int32_t>groups
            group_of[at] = owners[here] - 1
            counts[group_of[at]] += 1
        # The places of a sequence side by side.
        many = 0
        for group in range(groups):
            ends[group] = <int32_t>many
            if counts[group] >= fewest:
                many += counts[group]
        for at in range(going):
            group = group_of[at]
            if counts[group] >= fewest:
                own[ends[group]] = starts[at]
                ends[group] += 1
        memset(&owners[0], 0, slots * sizeof(int32_t))
        for group in range(groups):
            if counts[group] < fewest:
                continue
            new = 0
            for at in range(counts[group]):
                place = own[ends[group] - counts[group] + at]
                pair = ids[place - 1] * BASE if place else 0
                pair += ids[place + length] if place + length < size else 0
                here = <Py_ssize_t>((pair + <uint64_t>group * MIXER) >> 32) & (slots - 1)
                while owners[here] and (owners[here] != group + 1 or keys[here] != pair):
                    here = (here + 1) & (slots - 1)
                places[filled + at] = <int32_t>place
                is_new[filled + at] = not owners[here]
                new += not owners[here]
                owners[here] = <int32_t>(group + 1)
                keys[here] = pair
            if new >= fewest:
                lengths[sequences] = length
                numbers[sequences] = counts[group]
                sequences += 1
                filled += counts[group]
        # Those that may come back with one more token.
        many = 0
        for at in range(going):
            last = starts[at] + length - 1
            if counts[group_of[at]] >= fewest and last + 1 < size and goes_on[last]:
                starts[many] = starts[at]
                many += 1
        going = many
    found = all_lengths[:sequences], all_numbers[:sequences], all_places[:filled], all_new[:filled]
    return tuple(column.copy() for column in found)
