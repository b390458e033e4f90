"""Stray phrases of a source: sequences of words that come back where no sentence wants them.

A phrase needs two kinds of evidence, since each is weak by itself. The tagger finds its places odd
on the mean; those of a phrase that its sentences want are not. And the text closes over it: the
words before and after it are adjacent elsewhere in the sample, as often as those of any pair are.
Adverbs and adjectives leave such gaps too, but their places are not odd; "that would" looks odd in
many places, but nothing closes over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.survey.findings import Example, Finding, chosen, ordered
from textclean.survey.sampled import Sampled
from textclean.survey.sequences import Occurrences, odd_sequences
from textclean.tokens import scan
from textclean.tokens.scanner.table import Ids

# A phrase in fewer documents is not the source's doing.
_FEWEST_DOCUMENTS = 5

# Mean log odds, above those of the typical word, that n places must exceed: 1.6 + 5.5/√n. Wanted
# phrases hardly ever reach 1.5; pasted ones reach 2 to 6 where they stand once in a document, and
# more where they come back in it.
_THRESHOLD = 1.6
_THRESHOLD_OVER_ROOT = 5.5
# Places of one document that count in n, at most.
_MOST_IN_DOCUMENT = 3

# Least ratio of observed to expected adjacent pairs: the words around the places, against any two
# neighbours of the sample. Fewer places, and odder ones, need less.
_LEAST_CLOSED = 0.7

# A word beside at least this share of the places belongs to a longer phrase.
_COMMON_NEIGHBOUR = 0.5


def stray_phrases(sample: Sequence[Sampled]) -> tuple[Finding, ...]:
    """Return the phrases that are stray in these documents.

    Of sequences that overlap, the one with the most evidence gets the words.
    """
    neighbours = _Neighbours.of(sample)
    weighed = [
        (places.length * evidence, places)
        for places in odd_sequences(sample, _THRESHOLD, _FEWEST_DOCUMENTS)
        if (evidence := neighbours.evidence(places))
    ]
    taken = [np.zeros(len(one.words), np.bool_) for one in sample]
    found = []
    for _, places in sorted(weighed, key=lambda one: -one[0]):
        left = places.where(_are_free(places, taken))
        evidence = neighbours.evidence(left)
        examples = list(_examples(sample, left))
        if evidence and examples:
            for document, first in zip(left.document, left.first, strict=True):
                taken[document][first : first + left.length] = True
            found.append(
                Finding(
                    examples[0][0],
                    len(left.first),
                    len(np.unique(left.document)),
                    round(evidence, 1),
                    chosen(example for _, example in examples),
                )
            )
    return ordered(found)


def _are_free(places: Occurrences, taken: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Whether no word of each place is taken."""
    pairs = zip(places.document, places.first, strict=True)
    return np.array([not taken[one][first : first + places.length].any() for one, first in pairs])


@attrs.frozen(eq=False)
class _Neighbours:
    """The pairs of adjacent words in a sample, and the share of them that occur more than once."""

    sample: Sequence[Sampled]
    pairs: Ids
    closes_by_chance: float

    @classmethod
    def of(cls, sample: Sequence[Sampled]) -> _Neighbours:
        """Count the pairs of neighbours."""
        none = np.zeros(0, np.uint64)
        every = np.concatenate([none, *(_pairs(one) for one in sample)])
        pairs, counts = np.unique(every, return_counts=True)
        again = 1 - np.count_nonzero(counts == 1) / max(len(every), 1)
        return cls(sample, pairs, again)

    def evidence(self, places: Occurrences) -> float:
        """Return the evidence that the sequence is stray: the sum of its log odds over the
        threshold, a mean for each document; 0 if it is not stray.
        """
        before, after = self._beside(places)
        _, new = np.unique(scan.followed(before, after), return_index=True)
        before, after = before[new], after[new]
        _, row, count = np.unique(places.document[new], return_inverse=True, return_counts=True)
        if len(count) < _FEWEST_DOCUMENTS:
            return 0.0
        odds = np.bincount(row, places.odds[new]) / count
        slack = 1 / sqrt(np.minimum(count, _MOST_IN_DOCUMENT).sum())
        inner = (before > 0) & (after > 0)
        threshold = _THRESHOLD + _THRESHOLD_OVER_ROOT * slack
        least_closed = _LEAST_CLOSED * (1 - slack) * self.closes_by_chance
        is_stray = (
            odds.mean() > threshold
            and 2 * np.count_nonzero(inner) > len(new)
            and _commonest(before) < _COMMON_NEIGHBOUR * len(new)
            and _commonest(after) < _COMMON_NEIGHBOUR * len(new)
            and self._share_closed(scan.followed(before[inner], after[inner]))
            >= least_closed * threshold / odds.mean()
        )
        return float((odds - _THRESHOLD).sum()) if is_stray else 0.0

    def _share_closed(self, between: Ids) -> float:
        """Return the share of these pairs that stand side by side somewhere in the sample."""
        at = np.minimum(np.searchsorted(self.pairs, between), len(self.pairs) - 1)
        return float(np.mean(self.pairs[at] == between))

    def _beside(self, places: Occurrences) -> tuple[Ids, Ids]:
        """Return the word before and the word after each place, 0 where its sentence ends."""
        before, after = np.zeros((2, len(places.first)), np.uint64)
        for at, (document, first) in enumerate(zip(places.document, places.first, strict=True)):
            one, last = self.sample[document], first + places.length - 1
            if first and one.goes_on[first - 1]:
                before[at] = one.words[first - 1]
            if one.goes_on[last]:
                after[at] = one.words[last + 1]
        return before, after


def _commonest(words: Ids) -> int:
    """Return how often the commonest of the words that are there occurs."""
    _, counts = np.unique(words[words > 0], return_counts=True)
    return int(counts.max(initial=0))


def _pairs(one: Sampled) -> Ids:
    """Return the ids of the pairs of neighbours in a document."""
    first = np.flatnonzero(one.goes_on)
    words = one.words.astype(np.uint64)
    return scan.followed(words[first], words[first + 1])


def _examples(sample: Sequence[Sampled], places: Occurrences) -> Iterator[tuple[str, Example]]:
    """Yield the phrase, in lower case, and its place, for each place of which the text was kept."""
    for document, first in zip(places.document.tolist(), places.first.tolist(), strict=True):
        one = sample[document]
        for passage in one.passages:
            if passage.first > first:
                break
            words = scan.words(passage.text)
            start = first - passage.first
            last = start + places.length - 1
            if last >= len(words):
                continue
            same = (
                words.id[start : last + 1].astype(np.uint32) == one.words[first:][: places.length]
            )
            if same.all():
                begin, end = int(words.start[start]), int(words.end[last])
                column = passage.column + begin
                example = Example(one.name, passage.line, column, passage.text)
                yield passage.text[begin:end].lower(), example
