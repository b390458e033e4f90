"""How much words sound as if a page spoke them, and not a story: labels, prompts, notices, credits.

Each word, and each with the next and what stands between them, says something for or against it;
so do the form of the words, what stands at both ends, and how many they are.
`textclean.train.page_speech` weighs all that by logistic regression, on furniture of many sites, on
clean text, and on what stories have that looks like furniture. A word that no furniture has stands
for its kind: a name, a number, a word of prose. The odds of a passage are those of its parts added
up, so that they can be asked of any stretch of a text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.english import lexicon
from textclean.tagger.features import MARKS, features
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.scan import Tokens
from textclean.tokens.scanner.table import Floats, Ids, Table
from textclean.tokens.scanner.tokens import Indices

WEIGHTS = Path(__file__).with_name("page_speech.npz")

AreKnown = Callable[[Ids], NDArray[np.bool_]]

_WORD, _FORM, _PAIR, _OPENING, _ENDING, _NUMBER = (scan.identity(f"<{name}>") for name in range(6))
# The first bits of an id are to spread, and those of a sum of small numbers do not.
_SPREAD = np.uint64(scan.identity("spread"))
_OTHER = MARKS.index("other")
# A word that is seldomer than this in lower case is a name.
_SELDOM = 0.35
_NUMBERS = (2, 3, 4, 5, 6, 9, 13, 21, 31)  # of words, a class from each of them up


@attrs.frozen(eq=False)
class Seen:
    """What is seen of the words of a text: who each is, its form, and what stands behind it."""

    source: str
    tokens: Tokens
    word: Ids
    form: Ids
    gap: Ids

    def words(self) -> Ids:
        """Return the feature of each word."""
        return _feature(_WORD, self.word)

    def pairs(self) -> list[Ids]:
        """Return the features of each word with the next, but for the last: who both are, and what
        form they have.
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
        opens = scan.identities([_opening(self._between(at)) for at in first.tolist()])
        ends = scan.identities([_ending(self._between(at)) for at in after.tolist()])
        number = np.digitize(after - first, _NUMBERS).astype(np.uint64)
        return [
            _feature(_OPENING, opens, self.word[first]),
            _feature(_ENDING, self.word[after - 1], ends),
            _feature(_NUMBER, number),
        ]

    def _between(self, place: int) -> str:
        """Return what stands before a word, from the last word on; there are lines around all."""
        words, source = self.tokens, self.source
        if place == 0:
            return "\n" + source[: words.start[0]]
        if place == len(words):
            return source[words.end[-1] :] + "\n"
        return source[words.end[place - 1] : words.start[place]]


def words(text: Text) -> Ids:
    """Return the features that the words of a text have if each has its own."""
    return _feature(_WORD, features(text).word.astype(np.uint64))


def seen(text: Text, are_known: AreKnown) -> Seen:
    """Return what is seen of the words of a text, where some have features of their own: those of
    which `are_known` says so.
    """
    shown = features(text)
    word, form = shown.word.astype(np.uint64), shown.words.shape.astype(np.uint64)
    is_name = lexicon.lower_shares(shown.words.id) < _SELDOM
    # No word has a number as high as those of the kinds.
    kind = ~(form * np.uint64(2) + is_name.astype(np.uint64))
    gap = shown.gap.astype(np.uint64)
    ends = np.append(shown.words.start[1:], len(text.source))[: len(word)]
    for at in np.flatnonzero(shown.mark == _OTHER).tolist():
        gap[at] = scan.identity(text.source[shown.words.end[at] : ends[at]].strip())
    return Seen(
        text.source, text.scanned, np.where(are_known(_feature(_WORD, word)), word, kind), form, gap
    )


def _feature(kind: int, *parts: Ids) -> Ids:
    """Return the ids of features of a kind that are made of some numbers."""
    found = np.full(len(parts[0]), kind, np.uint64)
    for part in parts:
        found = scan.followed(found, part)
    return found * _SPREAD


@lru_cache(maxsize=1 << 12)
def _opening(between: str) -> str:
    """Return the marks that open what stands after them: "[" of ". [", "•" of a new line."""
    *_, last = between.rpartition("\n")
    return (last if "\n" in between else between.partition(" ")[2]).strip()


@lru_cache(maxsize=1 << 12)
def _ending(between: str) -> str:
    """Return the marks that end what stands before them."""
    return between.partition("\n" if "\n" in between else " ")[0].strip()


@attrs.frozen(eq=False)
class Speech:
    """What a text says for having been spoken by a page: sums over its words and over its pairs."""

    seen: Seen
    words: Floats
    pairs: Floats

    def odds(self, first: Indices, after: Indices) -> Floats:
        """Return the log odds that a page spoke some passages, each from a word of `first` to the
        one before that of `after`.
        """
        odds: Floats = self.words[after] - self.words[first]
        odds += self.pairs[after - 1] - self.pairs[first]
        for of_passages in self.seen.passages(first, after):
            odds += _weights().look_up(of_passages)
        return odds


@view
def speech(text: Text) -> Speech:
    """Return what `text` says for a page having spoken it; several rules ask in turn."""
    weights = _weights()
    found = seen(text, lambda words: weights.look_up(words) != 0)
    of_words = weights.look_up(found.words())
    of_pairs = sum(map(weights.look_up, found.pairs()), np.zeros(1, np.float32))
    return Speech(found, _sums(of_words), _sums(of_pairs))


def _sums(values: Floats) -> Floats:
    return np.concatenate([np.zeros(1, np.float32), np.cumsum(values, dtype=np.float32)])


@cache
def _weights() -> Table:
    with np.load(WEIGHTS) as arrays:
        return Table.of(arrays["feature"], arrays["weight"].astype(np.float32), 0.0)
