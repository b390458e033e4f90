"""Interruptions: what breaks into a sentence and is not part of it. A headline, a link, a label.

An interruption begins with a capital where no sentence ends, and the words before and after it hold
together better than either does with the interruption. Names begin with a capital too, and rare
words hold together with nothing; so a capital on a word that clean prose writes small is stronger
evidence than one on a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import log
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.english.lexicon import MOST_LOWER_IN_NAMES
from textclean.english.words import DETERMINERS, FUNCTION_WORDS
from textclean.evidence.scorecard import FeatureTable, read
from textclean.furniture.place import names_label
from textclean.intrusions.page_speech import speech
from textclean.intrusions.topic import share_back
from textclean.tagger.cohesion import cut, follows
from textclean.tagger.consultation import Look, is_worth_asking, precise
from textclean.tagger.features import NONE, features, members
from textclean.tagger.network import MOST_STRAY, Tagging
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.scanner.table import Floats
from textclean.tokens.scanner.tokens import Indices

try:
    from textclean.intrusions import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

SHORTEST = 2  # words
LONGEST = 20  # words

_CAPITALS = members((scan.CAPITALISED, scan.CAPITALS, scan.MIXED), scan.DIGITS + 1)

# Most cohesion, as a log ratio, of the first word of an interruption with the words before it.
_MOST_COHESION = -1.0

# Most that what the words say counts, in log odds that a page spoke them.
_MOST_SPOKEN = 7.0

# Least share of a word's mid-sentence occurrences in lower case with which an interruption may
# begin: "Harbour Bridge Closed" does with a word that names have, too.
_LEAST_LOWER_AT_START = 0.1

# A word that often has a capital in mid-sentence is a name ("when Bill decided"), and so are two
# words that come back.
_FEWEST_IN_NAMES = 3  # occurrences

# The weights of the features, fitted by `textclean.train.interruptions`: for where an interruption
# ends, and for whether there is one.
CARDS = Path(__file__).with_suffix(".json")
END = read(CARDS)["end"]
INTERRUPTION = read(CARDS)["interruption"]


@attrs.frozen
class Interruption:
    """Words that may break into a sentence: the index of the first, that of the word after the
    last, the probability that they end there, and their features, by name.
    """

    first: int
    after: int
    end_probability: float
    evidence: Mapping[str, float]

    @property
    def log_odds(self) -> float:
        """The log odds that what begins with the first word is no part of the sentence."""
        return INTERRUPTION.log_odds(self.evidence)


def interruptions(text: Text) -> list[Interruption]:
    """Return what may break into the sentences of `text`, the likeliest first; no two overlap."""
    found = asked_about(text)
    if not found:
        return []
    tagging = precise(text)
    tagging.stray(np.array([each.first for each in found]))  # at once, as they are read
    taken: set[int] = set()
    apart = []
    for each in sorted((tagged(tagging, each) for each in found), key=lambda each: -each.log_odds):
        own = range(each.first, each.after + 1)
        if taken.isdisjoint(own):
            taken.update(own)
            apart.append(each)
    return apart


@view
def asked_about(text: Text) -> list[Interruption]:
    """Return what may break into the sentences of `text` and is worth asking the network about."""
    return [
        each
        for each in candidates(text)
        if _says_something(text, each) and is_worth_asking(Look.INTERRUPTION, each.log_odds)
    ]


def is_named(text: Text, first: int) -> bool:
    """Whether what begins with a word is named in its sentence: “The Help to Buy scheme”, “the play
    Waiting for Godot”.
    """
    before = [word.lower() for word in _words(text, max(0, first - 2), first)]
    return not DETERMINERS.isdisjoint(before) or names_label(before[-1])


def _says_something(text: Text, found: Interruption) -> bool:
    """Whether two words at least are not the small ones of any sentence: "The The played"."""
    words = _words(text, found.first, found.after)
    return sum(word.lower() not in FUNCTION_WORDS for word in words) > 1


def _words(text: Text, first: int, after: int) -> list[str]:
    """Return the words from the first to the one before `after`; to make all spans takes longer."""
    starts, ends = text.scanned.start[first:after], text.scanned.end[first:after]
    return [text.source[at:end] for at, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def candidates(text: Text) -> list[Interruption]:
    """Return what may break into a sentence: from each word with a capital that hardly follows from
    what stands before it, up to where the text most likely goes on.
    """
    first = _starts(text)
    into = follows(text, first)
    first, into = first[into < _MOST_COHESION], into[into < _MOST_COHESION]
    into_from = dict(zip(first.tolist(), into.tolist(), strict=True))
    return [
        Interruption(start, int(after[best]), chance, evidence)
        for start, after, table in ends(text, first)
        for best, chance in [_likeliest(table)]
        for end in [table.row(best)]
        for evidence in [_evidence(text, start, int(after[best]), end, into_from[start])]
    ]


def end_after(text: Text, first: int) -> tuple[int, float]:
    """Return the word that the text most likely goes on with after something that begins with a
    word, and how likely that is; the word itself where nothing may end.
    """
    for _, after, table in ends(text, np.array([first])):
        best, chance = _likeliest(table)
        return int(after[best]), chance
    return first, 0.0


def ends(text: Text, first: Indices) -> Iterator[tuple[int, Indices, FeatureTable]]:
    """Yield each of `first` that something may begin with, the words that the sentence may go on
    with, and the features of each.
    """
    if not len(first):
        return
    after = first[:, None] + np.arange(SHORTEST, LONGEST + 1)
    row, column = np.nonzero(_may_end(text, first, after))
    start, end = first[row], after[row, column]
    seams = cut(text, start, end)
    spoken = np.clip(speech(text).odds(start, end), 0, _MOST_SPOKEN)
    columns = {
        "over": seams.over,
        "out of": seams.out_of,
        "ends small": text.scanned.shape[end - 1] == scan.LOWER,
        "spoken": spoken,
    }
    table = FeatureTable.of(columns)
    edges = np.searchsorted(row, np.arange(len(first) + 1)).tolist()
    for each, (begin, stop) in zip(first.tolist(), pairwise(edges), strict=True):
        if begin < stop:
            yield each, end[begin:stop], table[begin:stop]


def _likeliest(table: FeatureTable) -> tuple[int, float]:
    """Return which of some words the sentence most likely goes on with, and how likely that is."""
    gain = END.log_odds_of(table)
    likely = np.exp(gain - gain.max())
    best = int(np.argmax(likely))
    return best, float(likely[best] / likely.sum())


def tagged(tagging: Tagging, found: Interruption) -> Interruption:
    """Return an interruption with one more feature: the tagger's log odds of its first word."""
    (odds,) = np.clip(tagging.stray(np.array([found.first])), -MOST_STRAY, MOST_STRAY).tolist()
    return attrs.evolve(found, evidence={**found.evidence, "tagger": odds})


def _starts(text: Text) -> Indices:
    """Return the words with a capital that stand after nothing but a space, but for names."""
    found, words = features(text), text.scanned
    if compiled:
        return compiled.starts(
            found.gap,
            words.shape,
            words.id,
            found.share,
            _CAPITALS.view(np.uint8),
            _LEAST_LOWER_AT_START,
            _FEWEST_IN_NAMES,
        )
    capitals = _capitals(text)
    starts = capitals[_shares_small(text, capitals) > _LEAST_LOWER_AT_START]
    return starts[_are_rare(text, starts)]


def _are_rare(text: Text, places: Indices) -> NDArray[np.bool_]:
    """Whether each word at some places comes back with the next less often than names do."""
    if not len(places):
        return np.zeros(0, np.bool_)
    ids = text.scanned.id
    pairs = scan.followed(ids, np.append(ids[1:], np.uint64(0)))
    own = np.sort(pairs[places])
    begins, ends = (np.searchsorted(own, pairs, side) for side in ("left", "right"))
    counts = np.bincount(begins[ends > begins], minlength=len(own))
    return counts[np.searchsorted(own, pairs[places])] < _FEWEST_IN_NAMES


@view
def _capitals(text: Text) -> Indices:
    """Return the words with a capital that stand after nothing but a space."""
    is_capital = _CAPITALS[text.scanned.shape[1:]]
    return np.flatnonzero(is_capital & (features(text).gap[:-1] == NONE)) + 1


def _may_end(text: Text, first: Indices, after: Indices) -> NDArray[np.bool_]:
    """Whether something from each of `first` on may end before each word of its row of `after`: in
    the same line and sentence, after nothing but a space, and before a small letter. "The gains
    from Than Shwe’s visit": a capital may go on with a name.
    """
    gap = features(text).gap
    run = np.concatenate([[0], np.cumsum(features(text).ends)])
    inside = np.minimum(after, len(gap) - 1)
    may_end: NDArray[np.bool_] = (
        (after < len(gap))
        & (gap[inside - 1] == NONE)
        & (run[inside] == run[first][:, None])
        & (text.scanned.shape[inside] == scan.LOWER)
    )
    return may_end


def _shares_small(text: Text, places: Indices) -> Floats:
    """Return how often clean prose writes some words small; never, if it is a name in this text."""
    ids, names = text.scanned.id[places], _names(text)
    shares = features(text).share[places]
    shares[[word in names for word in ids.tolist()]] = 0
    return shares


@view
def _names(text: Text) -> frozenset[int]:
    """Return the ids of the words that are names in a text."""
    times = Counter(text.scanned.id[_capitals(text)].tolist())
    return frozenset(word for word, count in times.items() if count >= _FEWEST_IN_NAMES)


def _evidence(
    text: Text, first: int, after: int, end: Mapping[str, float], into: float
) -> dict[str, float]:
    """Return the features of some words, from those of their end and how well they follow what
    stands before them; that of the tagger is still missing.
    """
    # Lists: of a few words numpy makes no less work.
    names, ids = _names(text), text.scanned.id[first:after].tolist()
    clean = features(text).share[first:after].tolist()
    shares = [0.0 if word in names else share for word, share in zip(ids, clean, strict=True)]
    is_capital = [shape != scan.LOWER for shape in text.scanned.shape[first:after].tolist()]
    on_small = sum(
        capital and share > MOST_LOWER_IN_NAMES
        for capital, share in zip(is_capital, shares, strict=True)
    )
    words = _words(text, first, after)
    is_title = len(words) > 2 and all(
        capital or word in FUNCTION_WORDS for word, capital in zip(words, is_capital, strict=True)
    )
    return {
        "bias": 1.0,
        "over": end["over"],
        "into": into,
        "out of": end["out of"],
        "spoken": end["spoken"],
        "first word mostly small": shares[0],
        "share of capitals on such words": on_small / len(words),
        "title case": float(is_title and is_capital[-1]),
        "number of words": log(after - first),
        "share that comes back": share_back(text, first, after),
        "tagger": 0.0,
    }
