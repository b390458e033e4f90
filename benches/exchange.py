"""Exchanges the words of a document, so that a few passages make much copy, no two parts alike."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import accumulate, islice

import attrs

from textclean.train.lexicon import WORDS

# The commonest words are the grammar of a passage, and what rules look for: they stay.
_STAY = 400

# "Sept." must not become "Table.", "don’t" not "sky’t", nor an address another kind of token.
_EXCHANGEABLE = re.compile(r"(?<![\w.@/#])(?![A-Za-z]{1,5}\.)[A-Za-z]{2,}(?![\w@/]|\.\w|[’']t|://)")

_WORD = re.compile(r"[a-z]{2,}")


@attrs.frozen
class _Band:
    """Words that are about equally common, names apart from others, and their running counts."""

    words: list[str]
    totals: list[int]


def exchanged(document: str, rng: random.Random) -> str:
    """Return `document` with its rarer words exchanged, each for one that is about as common.

    The same word becomes the same everywhere in the document, as a document keeps to its subject.
    Case, marks, numbers and lines stay as they are, and so do words in capitals.
    """
    chosen: dict[str, str] = {}

    def exchange(match: re.Match[str]) -> str:
        word = match.group()
        if word not in chosen:
            chosen[word] = _drawn(word, rng)
        return chosen[word]

    return _EXCHANGEABLE.sub(exchange, document)


def _drawn(word: str, rng: random.Random) -> str:
    """Return a word of the same band in the same case, drawn by frequency."""
    band = _bands().get(_kind(word))
    if band is None or word.lower() in _staying() or not (word.islower() or word[1:].islower()):
        return word
    (drawn,) = rng.choices(band.words, cum_weights=band.totals)
    return drawn if word.islower() else drawn.capitalize()


def _kind(word: str) -> tuple[int, bool]:
    """Return how common a word is, in powers of two, and whether it is mostly in lower case.

    Words that the counts do not have are as common as their rarest.
    """
    count, share = _counts().get(word.lower(), (5, float(word.islower())))
    return count.bit_length(), share > 0.5


@cache
def _counts() -> Mapping[str, tuple[int, float]]:
    """Return the count and the share in lower case of each plain word, commonest first."""
    rows = (line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines())
    counts = {
        word: (int(count), int(thousandths) / 1000)
        for word, count, thousandths in rows
        if _WORD.fullmatch(word)
    }
    return dict(sorted(counts.items(), key=lambda row: -row[1][0]))


@cache
def _staying() -> frozenset[str]:
    """Return the commonest words."""
    return frozenset(islice(_counts(), _STAY))


@cache
def _bands() -> Mapping[tuple[int, bool], _Band]:
    """Return the words that may be drawn for each kind of word."""
    words: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for word in islice(_counts(), _STAY, None):
        words[_kind(word)].append(word)
    return {
        kind: _Band(of_kind, list(accumulate(_counts()[word][0] for word in of_kind)))
        for kind, of_kind in words.items()
    }
