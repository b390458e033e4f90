"""The odd sequences of words in a sample, with all their places.

It reads each document three times, and holds in memory only what may turn out to be stray.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.survey.sampled import STEPS, Sampled
from textclean.tokens.scanner.sequences import LONGEST, Growing
from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import Indices

Odds = NDArray[np.float64]


@attrs.frozen(eq=False)
class Occurrences:
    """The places of a sequence of `length` words: for each the index of the document, the index of
    the first word, and the mean log odds of the words above those of the typical word.
    """

    length: int
    document: Indices
    first: Indices
    odds: Odds

    def where(self, chosen: NDArray[np.bool_]) -> Occurrences:
        """Return some of the places."""
        return Occurrences(
            self.length, self.document[chosen], self.first[chosen], self.odds[chosen]
        )


def odd_sequences(sample: Sequence[Sampled], least: float, fewest: int) -> list[Occurrences]:
    """Return the sequences that are odder than `least` on average, and in `fewest` documents."""
    typical = _typical(sample)
    ids = _odd_in_some(sample, typical, least, fewest)
    ids = ids[_mean_odds(sample, typical, ids) > least]
    found: list[list[tuple[int, int, int, float]]] = [[] for _ in ids]
    for document, one in enumerate(sample):
        for length, starts, sequences, odds in _windows(one, typical):
            at, row = _known(ids, sequences)
            for start, odd, into in zip(starts[at], odds[at], row, strict=True):
                found[into].append((length, document, int(start), float(odd)))
    return [_apart(places) for places in found]


def _apart(found: Sequence[tuple[int, int, int, float]]) -> Occurrences:
    """Return the places of a sequence, of those that overlap one another the first."""
    kept = []
    free = (0, 0)
    for length, document, first, odds in found:
        if (document, first) >= free:
            kept.append((document, first, odds))
            free = (document, first + length)
    documents, firsts, odd = map(np.array, zip(*kept, strict=True))
    return Occurrences(found[0][0], documents, firsts, odd)


def _typical(sample: Sequence[Sampled]) -> float:
    """Return the log odds of the typical word of running text, in the steps that they are kept in.

    Of what is less odd than that, no word says more than another.
    """
    odds = [one.odds[one.goes_on] for one in sample]
    return float(np.median(np.concatenate(odds))) if any(map(len, odds)) else 0.0


def _odd_in_some(sample: Sequence[Sampled], typical: float, least: float, fewest: int) -> Ids:
    """Return the ids, in rising order, of sequences that are odd somewhere in enough documents."""
    found = [np.zeros(0, np.uint64)]
    for one in sample:
        odd = [ids[odds > least] for _, _, ids, odds in _windows(one, typical)]
        found.append(np.unique(np.concatenate(odd)))
    ids, documents = np.unique(np.concatenate(found), return_counts=True)
    return ids[documents >= fewest]


def _mean_odds(sample: Sequence[Sampled], typical: float, ids: Ids) -> Odds:
    """Return how odd these sequences are on the mean of all their places."""
    total, count = np.zeros(len(ids)), np.zeros(len(ids))
    for one in sample:
        for _, _, sequences, odds in _windows(one, typical):
            at, row = _known(ids, sequences)
            np.add.at(total, row, odds[at])
            np.add.at(count, row, 1)
    return total / np.maximum(count, 1)


def _windows(one: Sampled, typical: float) -> Iterator[tuple[int, Indices, Ids, Odds]]:
    """Yield for each length the sequences in a document: the indices of their first words, their
    ids, and how odd their words are on average.

    Nothing but spaces and commas stands within a sequence.
    """
    words = one.words.astype(np.uint64)
    total = np.concatenate([[0], np.cumsum(np.maximum(one.odds - typical, 0) / STEPS)])
    growing = Growing(words, one.goes_on)
    for length in range(1, LONGEST + 1):
        sequences, starts = growing.grown(), growing.starts
        yield length, starts, sequences, (total[starts + length] - total[starts]) / length


def _known(ids: Ids, sequences: Ids) -> tuple[Indices, Indices]:
    """Return which of `sequences` are among `ids`, and the index there of each of those."""
    if not len(ids):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    row = np.minimum(np.searchsorted(ids, sequences), len(ids) - 1)
    at = np.flatnonzero(ids[row] == sequences)
    return at, row[at]
