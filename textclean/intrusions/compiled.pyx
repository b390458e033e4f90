# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: initializedcheck=False
"""Where something may have been pasted in or run in, found in one pass over the words.

`run_in_headings` and `within_sentences` say the same in numpy; a test holds both equal.
"""

from libc.stdint cimport int32_t, uint8_t, uint64_t

import numpy as np

from textclean.tokens import scan
from textclean.tokens.scanner import tokens

cdef uint64_t BASE = tokens.BASE
cdef int IN_LOWER_CASE = scan.LOWER
cdef enum:
    NONE = 0  # the gap that is one space


cdef class _Counts:
    """How often each of some ids, of which there are `most` at most, was added."""

    cdef uint64_t[::1] keys
    cdef int32_t[::1] counts
    cdef Py_ssize_t last

    def __init__(self, Py_ssize_t most):
        cdef Py_ssize_t slots = 64
        while slots < 2 * most:
            slots *= 2
        self.keys, self.counts = np.empty(slots, np.uint64), np.zeros(slots, np.int32)
        self.last = slots - 1

    cdef inline Py_ssize_t slot(self, uint64_t key) noexcept:
        cdef Py_ssize_t at = <Py_ssize_t>(key >> 32) & self.last
        while self.counts[at] and self.keys[at] != key:
            at = (at + 1) & self.last
        return at

    cdef inline void add(self, uint64_t key) noexcept:
        cdef Py_ssize_t at = self.slot(key)
        self.keys[at] = key
        self.counts[at] += 1

    cdef inline int32_t of(self, uint64_t key) noexcept:
        return self.counts[self.slot(key)]


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


def candidates(
    const int32_t[::1] gap, const uint8_t[::1] ends, const uint8_t[::1] shape,
    const uint64_t[::1] ids, const float[::1] share, const uint64_t[::1] verbs,
    double most_lower_in_names, int longest
):
    """Return the first and the last word of each heading that may have run into its text; of its
    words the share of capitals, that of capitals on such as are mostly small, and that of others
    where a verb is among them; and how often its last word and the next stand side by side. See
    `run_in_headings`.
    """
    cdef Py_ssize_t size = ids.shape[0], at, first = 0, own = 0
    cdef int capitals = 0, small = 0, verb = 0
    cdef _Counts pairs = _Counts(size)
    places, shares = np.empty((2, size), np.intp), np.empty((3, size))
    times = np.empty(size, np.intp)
    cdef Py_ssize_t[:, ::1] place = places
    cdef double[:, ::1] form = shares
    cdef Py_ssize_t[::1] number = times
    cdef double length
    for at in range(size - 1):
        if gap[at] == NONE:
            pairs.add(ids[at] * BASE + ids[at + 1])
        if at - first < longest:  # behind that nothing is counted
            if shape[at] != IN_LOWER_CASE:
                capitals += 1
                small += share[at] > most_lower_in_names
            elif not verb:
                verb = _is_among(ids[at], verbs)
            if gap[at] == NONE and shape[at + 1] != IN_LOWER_CASE:
                place[0, own], place[1, own] = first, at
                length = at - first + 1
                form[0, own], form[1, own] = capitals / length, small / length
                form[2, own] = 1 - form[0, own] if verb else 0
                own += 1
        if ends[at]:
            first, capitals, small, verb = at + 1, 0, 0, 0
    for at in range(own):
        number[at] = pairs.of(ids[place[1, at]] * BASE + ids[place[1, at] + 1])
    return (*places[:, :own], *shares[:, :own], times[:own])


def starts(
    const int32_t[::1] gap, const uint8_t[::1] shape, const uint64_t[::1] ids,
    const float[::1] share, const uint8_t[::1] capitals, float least_share, int fewest
):
    """Return the words with which an interruption may begin: they have a capital behind nothing but
    a space, clean prose writes them small often enough, and neither they nor they and the next word
    come back with it as often as names do. See `within_sentences`.
    """
    cdef Py_ssize_t size = ids.shape[0], at, own = 0
    cdef _Counts names, pairs
    found = np.empty(size, np.intp)
    cdef Py_ssize_t[::1] place = found
    for at in range(1, size):
        if gap[at - 1] == NONE and capitals[shape[at]]:
            place[own] = at
            own += 1
    if not own:
        return found[:0]
    names, pairs = _Counts(own), _Counts(size)
    cdef Py_ssize_t each, rest = 0
    for each in range(own):
        names.add(ids[place[each]])
    for at in range(size):
        pairs.add(_with_next(ids, at))
    for each in range(own):
        at = place[each]
        if share[at] > least_share and names.of(ids[at]) < fewest:
            if pairs.of(_with_next(ids, at)) < fewest:
                place[rest] = at
                rest += 1
    return found[:rest]


cdef inline uint64_t _with_next(const uint64_t[::1] ids, Py_ssize_t at) noexcept:
    """Return the id of a word and the next."""
    return ids[at] * BASE + (ids[at + 1] if at + 1 < ids.shape[0] else 0)
