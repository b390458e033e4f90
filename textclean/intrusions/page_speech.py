"""Page speech: the log odds that a page spoke some words, and not a story.

The features of a passage are its words, each pair of words with the marks between them, the forms
of both, the marks at its ends, and its length. `textclean.train.page_speech` fits their weights by
logistic regression, on furniture of many sites, on clean text, and on what stories have that looks
like furniture. A word that no furniture has stands for its kind: a name, a number, a word of prose.
The log odds of a passage are a sum over its features, so any stretch of a text can be asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.arrays import mapped
from textclean.english import lexicon
from textclean.tagger.features import MARKS, Features, features
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.scan import Tokens
from textclean.tokens.scanner.table import Floats, Ids, Table
from textclean.tokens.scanner.tokens import Indices, Offsets

try:
    from textclean.tagger import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

WEIGHTS = Path(__file__).with_name("page_speech.npz")

AreKnown = Callable[[Ids], NDArray[np.bool_]]

# The kinds of features.
_WORD = scan.identity("<0>")
_FORM = scan.identity("<1>")
_PAIR = scan.identity("<2>")
_OPENING = scan.identity("<3>")
_ENDING = scan.identity("<4>")
_NUMBER = scan.identity("<5>")
# A factor that spreads the first bits of ids, which sums of small numbers would share.
_SPREAD = np.uint64(scan.identity("spread"))
_OTHER = MARKS.index("other")
# Lower bounds of the classes of length, in words.
_LENGTHS = (2, 3, 4, 5, 6, 9, 13, 21, 31)


@attrs.frozen(eq=False)
class WordFeatures:
    """The words of a text and what their features are made of: word, form and the gap after it."""

    source: str
    tokens: Tokens
    word: Ids
    form: Ids
    gap: Ids

    def words(self) -> Ids:
        """Return the feature of each word."""
        return _feature(_WORD, self.word)

    def pairs(self) -> list[Ids]:
        """Return the features of each word with the next, but for the last: of the two words, and
        of their forms.
        """
        between = self.gap[:-1]
        return [
            _feature(_PAIR, self.word[:-1], between, self.word[1:]),
            _feature(_FORM, self.form[:-1], between, self.form[1:]),
        ]

    def passages(self, first: Indices, after: Indices) -> list[Ids]:
        """Return the features of passages, each from a word of `first` to the one before that of
        `after`: how they begin and end, and how many words they have.
        """
        number = np.digitize(after - first, _LENGTHS).astype(np.uint64)
        return [
            _feature(_OPENING, self.opens(first), self.word[first]),
            _feature(_ENDING, self.word[after - 1], self.ends(after)),
            _feature(_NUMBER, number),
        ]

    def opens(self, places: Indices) -> Ids:
        """Return the ids of the marks that open what begins with some words."""
        return np.array([*map(_opening, self._between(places))], np.uint64)

    def ends(self, places: Indices) -> Ids:
        """Return the ids of the marks that end what stands before some words."""
        return np.array([*map(_ending, self._between(places))], np.uint64)

    def _between(self, places: Indices) -> list[str]:
        """Return what stands before some words, from the last one on; line ends surround a text."""
        source, begins, ends = self._surrounded
        spans = zip(begins[places].tolist(), ends[places].tolist(), strict=True)
        return [source[begin:end] for begin, end in spans]

    @cached_property
    def _surrounded(self) -> tuple[str, Offsets, Offsets]:
        """The source between line ends, and where in it what stands before each word, and behind
        the last, begins and ends.
        """
        source = f"\n{self.source}\n"
        begins = np.append(np.int32(0), self.tokens.end + 1)
        return source, begins, np.append(self.tokens.start + 1, np.int32(len(source)))


def words(text: Text) -> Ids:
    """Return the feature of each word of a text, known or not."""
    return _feature(_WORD, features(text).word.astype(np.uint64))


def word_features(text: Text, are_known: AreKnown) -> WordFeatures:
    """Return the features of the words of a text. Words that `are_known` have one of their own, the
    others that of their kind.
    """
    found = features(text)
    word, form = found.word.astype(np.uint64), found.words.shape.astype(np.uint64)
    is_name = found.share <= lexicon.MOST_LOWER_IN_NAMES
    # No word has a number as high as those of the kinds.
    kind = ~(form * np.uint64(2) + is_name.astype(np.uint64))
    own = np.where(are_known(_feature(_WORD, word)), word, kind)
    return WordFeatures(text.source, text.scanned, own, form, _gaps(text.source, found))


def _gaps(source: str, found: Features) -> Ids:
    """Return the gap after each word: by its class, or by what stands there if that tells none."""
    gap, words = found.gap.astype(np.uint64), found.words
    for at in np.flatnonzero(found.mark == _OTHER).tolist():
        end = words.start[at + 1] if at + 1 < len(words) else len(source)
        gap[at] = scan.identity(source[words.end[at] : end].strip())
    return gap


def _feature(kind: int, *parts: Ids) -> Ids:
    """Return the ids of features of a kind that are made of some numbers."""
    found = np.full(len(parts[0]), kind, np.uint64)
    for part in parts:
        found = scan.followed(found, part)
    return found * _SPREAD


@lru_cache(maxsize=1 << 12)
def _opening(between: str) -> int:
    """Return the id of the marks that open what follows: "[" of ". [", "•" of a new line."""
    *_, last = between.rpartition("\n")
    return scan.identity((last if "\n" in between else between.partition(" ")[2]).strip())


@lru_cache(maxsize=1 << 12)
def _ending(between: str) -> int:
    """Return the id of the marks that end what stands before them."""
    return scan.identity(between.partition("\n" if "\n" in between else " ")[0].strip())


@attrs.frozen(eq=False)
class Speech:
    """The evidence that a page spoke a text: running sums over its words and over its pairs."""

    features: WordFeatures
    words: Floats
    pairs: Floats

    def odds(self, first: Indices, after: Indices) -> Floats:
        """Return the log odds that a page spoke some passages, each from a word of `first` to the
        one before that of `after`.
        """
        if compiled:
            return self.heard.odds(first, after)
        odds: Floats = self.words[after] - self.words[first]
        odds += self.pairs[after - 1] - self.pairs[first]
        for of_passages in self.features.passages(first, after):
            odds += _weights().look_up(of_passages)
        return odds

    def spans(
        self, start: Offsets, end: Offsets
    ) -> tuple[Indices, Indices, Indices, Indices, Floats]:
        """Return those of some spans of the source that have words in them, in parallel arrays: the
        start and the end of each, its first word and the word after its last, and the log odds.
        """
        if compiled:
            return self.heard.spans(start, end)
        starts = self.features.tokens.start
        first, after = np.searchsorted(starts, start), np.searchsorted(starts, end)
        is_worded = first < after
        first, after = first[is_worded], after[is_worded]
        begins, stops = (edges[is_worded].astype(np.intp) for edges in (start, end))
        return begins, stops, first, after, self.odds(first, after)

    @cached_property
    def heard(self) -> compiled.Heard:
        """The same as C reads it."""
        own = self.features
        tokens = own.tokens
        return _compiled().heard(
            own.source, tokens.start, tokens.end, own.word, self.words, self.pairs
        )


@view
def speech(text: Text) -> Speech:
    """Return the evidence that a page spoke `text`."""
    return _read(text) if compiled else _read_on_numpy(text)


def _read(text: Text) -> Speech:
    """Return what `_read_on_numpy` does."""
    found = features(text)
    gap, shape = _gaps(text.source, found), found.words.shape
    own, words, pairs = _compiled().read(found.word, shape, found.share, gap)
    form = shape.astype(np.uint64)
    return Speech(WordFeatures(text.source, text.scanned, own, form, gap), words, pairs)


def _read_on_numpy(text: Text) -> Speech:
    weights = _weights()
    found = word_features(text, lambda words: weights.look_up(words) != 0)
    of_words = weights.look_up(found.words())
    of_pairs = sum(map(weights.look_up, found.pairs()), np.zeros(1, np.float32))
    return Speech(found, _sums(of_words), _sums(of_pairs))


def _sums(values: Floats) -> Floats:
    return np.concatenate([np.zeros(1, np.float32), np.cumsum(values, dtype=np.float32)])


@cache
def _weights() -> Table:
    arrays = mapped(WEIGHTS)
    return Table.in_order(arrays["feature"], arrays["weight"].astype(np.float32), 0.0)


@cache
def _compiled() -> compiled.Speech:
    """Return the weights as C reads them."""
    return compiled.Speech(
        compiled.Numbers(_weights()),
        lexicon.MOST_LOWER_IN_NAMES,
        (_WORD, _PAIR, _FORM, _OPENING, _ENDING, _NUMBER),
        int(_SPREAD),
        np.array(_LENGTHS, np.int32),
        _opening,
        _ending,
    )
