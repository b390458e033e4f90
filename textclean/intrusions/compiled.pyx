# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: initializedcheck=False
"""Where something may have been pasted in or run in, found in one pass over the words.

`run_in_headings`, `within_sentences` and `recurring_phrases` say the same in numpy; a test holds
both equal.
"""

from libc.math cimport log
from libc.stdint cimport int32_t, uint8_t, uint64_t
from libc.string cimport memset

import numpy as np

from textclean.tokens import scan
from textclean.tokens.scanner import tokens

cdef uint64_t BASE = tokens.BASE
cdef int IN_LOWER_CASE = scan.LOWER
# Cohesion so little under 0 counts as 0: sums differ by as much, and a bound is what says more.
cdef double ROUNDED = 1e-9  # log ratio
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


def candidates(
    const int32_t[::1] gap, const uint8_t[::1] ends, const uint8_t[::1] shape,
    const uint64_t[::1] ids, const float[::1] share, const uint8_t[::1] are_verbs,
    double most_lower_in_names, int longest, const float[:] heading, const double[::1] weights,
    double least
):
    """Return the first and the last word of each heading that may have run into its text; of its
    words the share of capitals, that of capitals on such as are mostly small, and that of others
    where a verb is among them; how often its last word and the next stand side by side; and how
    often they do so as the end of the same words. See `run_in_headings`.

    Those are left out where by `weights`, of nothing, of these three shares and of `heading` at
    their last word, they do not come to more than `least`.
    """
    cdef Py_ssize_t size = ids.shape[0], at, first = 0, own = 0
    cdef int capitals = 0, small = 0, verb = 0
    cdef uint64_t words = 0
    cdef _Counts pairs = _Counts(size), wholes = _Counts(size)
    cdef uint64_t[::1] whole = np.empty(size, np.uint64)
    places, shares = np.empty((2, size), np.intp), np.empty((3, size))
    counts = np.empty((2, size), np.intp)
    cdef Py_ssize_t[:, ::1] place = places
    cdef double[:, ::1] form = shares
    cdef Py_ssize_t[:, ::1] times = counts
    cdef double length, total
    cdef int column
    for at in range(size - 1):
        if gap[at] == NONE:
            pairs.add(_with_next(ids, at))
        if at - first < longest:  # behind that nothing is counted
            words = words * BASE + ids[at]
            if shape[at] != IN_LOWER_CASE:
                capitals += 1
                small += share[at] > most_lower_in_names
            elif not verb:
                verb = are_verbs[at]
            if gap[at] == NONE and shape[at + 1] != IN_LOWER_CASE:
                place[0, own], place[1, own] = first, at
                whole[own] = words * BASE + ids[at + 1]
                wholes.add(whole[own])
                length = at - first + 1
                form[0, own], form[1, own] = capitals / length, small / length
                form[2, own] = 1 - form[0, own] if verb else 0
                total = weights[0] + weights[4] * heading[at]
                for column in range(3):
                    total += weights[1 + column] * form[column, own]
                own += total > least
        if ends[at]:
            first, words, capitals, small, verb = at + 1, 0, 0, 0, 0
    for at in range(own):
        times[0, at] = pairs.of(_with_next(ids, place[1, at]))
        times[1, at] = wholes.of(whole[at])
    return (*places[:, :own], *shares[:, :own], *counts[:, :own])


def starts(
    const int32_t[::1] gap, const uint8_t[::1] shape, const uint64_t[::1] ids,
    const float[::1] share, const uint8_t[::1] capitals, float least_share, int fewest
):
    """Return the words with which an interruption may begin: they have a capital behind nothing but
    a space, clean prose writes them small often enough, and neither they, with a capital, nor they
    and the next word come back as often as names do. See `within_sentences`.
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


cdef enum:
    # The features of a sequence that comes back, in the order of their weights.
    BIAS, MEAN, AT_BEST, OVER, INTO, OUT_OF, OVER_MORE, NOT_OVER, PLACES, IN_100, IN_500
    ONE_WORD, TWO_WORDS, BEFORE_NO_MARK, ELSEWHERE, REST


def most(
    list found, const float[::1] stray, const float[::1] over, const float[::1] into,
    const float[::1] out_of, const int32_t[::1] gap, const double[::1] weights, double fewest,
    double most_stray
):
    """Return what the log odds of some sequences that come back come to at most, but for rounding.

    `stray` are the log odds of the words of the text; `over`, `into` and `out_of` are the cohesion
    at all places of the sequences. See `recurring_phrases`.
    """
    cdef const int32_t[::1] places
    cdef const uint8_t[::1] is_new
    cdef Py_ssize_t length, each, at, word, row = 0
    cdef double mean, number, size = stray.shape[0]
    cdef double told[REST + 1]
    bounds = np.empty(len(found))
    cdef double[::1] bound = bounds
    for each in range(len(found)):
        length, own, new = found[each]
        places, is_new = own, new.view(np.uint8)
        memset(told, 0, sizeof(told))
        told[AT_BEST] = most_stray
        number = 0
        for at in range(places.shape[0]):
            told[BEFORE_NO_MARK] += gap[places[at] + length - 1] == NONE
            if is_new[at]:
                mean = 0
                for word in range(places[at], places[at] + length):
                    mean += stray[word]
                mean = min(max(mean / length, -most_stray), most_stray)
                number += 1
                told[MEAN] += mean
                told[AT_BEST] = min(told[AT_BEST], mean)
                told[OVER] += over[row]
                told[INTO] += into[row]
                told[OUT_OF] += out_of[row]
            row += 1
        for at in (MEAN, OVER, INTO, OUT_OF):
            told[at] /= number
        told[BIAS] = told[REST] = 1
        told[OVER_MORE] = told[OVER] - max(told[INTO], told[OUT_OF])
        told[NOT_OVER] = told[OVER] < -ROUNDED
        told[PLACES] = log(number / fewest)
        told[IN_100] = min(0.0, log(100 * number / size))
        told[IN_500] = min(0.0, log(500 * number / size))
        told[ONE_WORD], told[TWO_WORDS] = length == 1, length == 2
        told[BEFORE_NO_MARK] /= places.shape[0]
        told[ELSEWHERE] = log(max(1.0, size / places.shape[0]))
        bound[each] = 0
        for at in range(REST + 1):
            bound[each] += told[at] * weights[at]
    return bounds


cdef inline uint64_t _with_next(const uint64_t[::1] ids, Py_ssize_t at) noexcept:
    """Return the id of a word and the next."""
    return ids[at] * BASE + (ids[at + 1] if at + 1 < ids.shape[0] else 0)
