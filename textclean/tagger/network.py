"""The tagger: for each gap between words, how likely a mark was lost there; for each word, how
likely it was pasted in.

A small convolutional network, trained by `textclean.train.fit` and made one of whole numbers by
`textclean.train.quantised`; what it was trained on and how well it does stands in `card.json`
beside its weights. It runs where it is asked: who needs three gaps pays for these, and for the
words that are seen from them. Its sums are exact, so that nothing depends on what else is asked,
nor on which of its builds runs (`kernel`): one on numpy, and one in C where there is a compiler.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.arrays import mapped
from textclean.tagger.features import Features, features
from textclean.tagger.kernel import build
from textclean.tagger.kernel.shape import DILATIONS as DILATIONS
from textclean.tagger.kernel.shape import Floats, Network, Numbers
from textclean.text import Text
from textclean.tokens.scanner.sequences import followed
from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import BASE, MIXER, Indices

WEIGHTS = Path(__file__).parent / "weights.npz"
CARD = Path(__file__).parent / "card.json"

LABELS = (
    "none",
    "comma",
    "stop",
    "question",
    "colon",
    "semicolon",
    "hyphen",
    "heading",
    "apostrophe",
)
QUOTES = ("none", "opens", "closes")  # the quotation mark that a gap lost beside its other mark
_OUTPUTS = len(LABELS) + len(QUOTES) - 1

# How many words are read at once, and how far on either side the layers see.
_AT_ONCE = 2048
_SEEN = sum(DILATIONS) + 1

# Where more than one word in so many is asked for, most of the work is to be done anyway, and all
# are judged at once: somebody may ask for the others.
_APART = 4

# As evidence no word says more than this for or against having been pasted in, in log odds.
MOST_STRAY = 7.0


@attrs.frozen(eq=False)
class Tagging:
    """The judgement of a model on a text, gap by gap and word by word.

    `of_gaps` (words x `LABELS` and, by the network, `QUOTES` but for none) and `of_words` (words)
    are what is known of it so far, `is_known` says of which words.
    """

    features: Features
    of_gaps: Floats
    of_words: Floats
    is_known: NDArray[np.bool_]

    def logits(self, gaps: Indices) -> Floats:
        """Return how likely an editor would put each mark into some gaps, whatever the document has
        lost, as log odds against none (gaps x `LABELS`).
        """
        self._ask(gaps)
        return self.of_gaps[gaps, : len(LABELS)]

    def quotes(self, gaps: Indices) -> Floats:
        """Return how likely an editor would put an opening and a closing quotation mark into some
        gaps, as log odds against neither (gaps x 2).
        """
        self._ask(gaps)
        return self.of_gaps[gaps, len(LABELS) :]

    def stray(self, words: Indices) -> Floats:
        """Return the log odds that some words were pasted in (words)."""
        self._ask(words)
        return self.of_words[words]

    def _ask(self, places: Indices) -> None:
        """Run the network where it is not known what it says."""
        if self.is_known.all():
            return
        is_asked = np.zeros(len(self.is_known), np.bool_)
        is_asked[places] = True
        is_asked &= ~self.is_known
        number = np.count_nonzero(is_asked)
        if number > len(is_asked) // _APART:
            np.logical_not(self.is_known, out=is_asked)
        if number:
            of_gaps, of_words = judged(self.features.inputs, is_asked)
            self.of_gaps[is_asked], self.of_words[is_asked] = of_gaps, of_words
            self.is_known[is_asked] = True

    def take_over(self, former: Tagging) -> None:
        """Know what another tagging knows of words from which the network sees the same."""
        known = np.flatnonzero(former.is_known)
        if not len(known):
            return
        ids = _seen(former.features.inputs)[known]
        order = np.argsort(ids)
        own = _seen(self.features.inputs)
        at = order[np.searchsorted(ids, own, sorter=order) % len(order)]
        self.is_known[:] = ids[at] == own
        same = known[at[self.is_known]]
        self.of_gaps[self.is_known] = former.of_gaps[same]
        self.of_words[self.is_known] = former.of_words[same]


def tag(text: Text) -> Tagging:
    """Return the judgement of the network on `text`, of which no more is known yet than was of the
    text whose place it took.
    """
    found = features(text)
    size = len(found.words)
    of_gaps, of_words = np.empty((size, _OUTPUTS), np.float32), np.empty(size, np.float32)
    tagging = Tagging(found, of_gaps, of_words, np.zeros(size, np.bool_))
    if former := text.lasting.get(Tagging):
        tagging.take_over(former)
    text.lasting[Tagging] = tagging
    return tagging


def _seen(inputs: Numbers) -> Ids:
    """Return an id of all that the network sees from each word (words)."""
    rows = np.zeros(len(inputs) + 2 * _SEEN, np.uint64)
    for column in inputs.T:
        rows[_SEEN:-_SEEN] = followed(rows[_SEEN:-_SEEN], column.astype(np.uint64))
    rows = (rows ^ rows >> np.uint64(32)) * np.uint64(MIXER)
    seen, size = rows, 1
    while size < 2 * _SEEN:
        seen = seen[:-size] * np.uint64(pow(BASE, size, 1 << 64)) + seen[size:]
        size *= 2
    return followed(seen[:-1], rows[size:])


def logits(inputs: Numbers) -> tuple[Floats, Floats]:
    """Return the logits of all gaps (words x `LABELS`) and words (words); see `judged`."""
    gaps, words = judged(inputs, np.ones(len(inputs), np.bool_))
    return gaps[:, : len(LABELS)], words


def judged(inputs: Numbers, is_asked: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the logits of the gaps that are asked for (gaps x `LABELS` and `QUOTES` but for none),
    those of none being 0, and of these words (words).

    `inputs` (words x `TABLES`) are `Features.inputs`. What the layers make of a word takes a
    kilobyte and more, so a long text is read by pieces, with as many words around each as it sees.
    """
    gaps = np.zeros((np.count_nonzero(is_asked), _OUTPUTS), np.float32)
    words = np.empty(len(gaps), np.float32)
    asked = np.flatnonzero(is_asked)
    pieces = np.arange(0, len(inputs) + _AT_ONCE, _AT_ONCE)
    for known, after in pairwise(np.searchsorted(asked, pieces).tolist()):
        if known < after:
            own = asked[known:after]
            start, end = max(0, int(own[0]) - _SEEN), int(own[-1]) + _SEEN + 1
            is_own = np.zeros(len(inputs[start:end]), np.bool_)
            is_own[own - start] = True
            found, strays = _network().judge(inputs[start:end], is_own)
            gaps[known:after, 1:], words[known:after] = found, strays
    return gaps, words


@cache
def _network() -> Network:
    """Return the network, its weights read."""
    return build.network(mapped(WEIGHTS))
