"""Which passages of a text are in English, the one language whose sentences the rules mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.evidence.scorecard import read

CARDS = Path(__file__).with_suffix(".json")

# Small words of English that the languages around it have too, most of them for something else.
_SHARED = frozenset(
    """
    a all am an as at be by can do for had has have he her his i in is it me my no not of off on or
    over per so these those to under us via was we will would you
    """.split()  # noqa: SIM905
)
ENGLISH_ALONE = FUNCTION_WORDS - _SHARED

# Counts in clean prose from which on a word is very common, or common.
_VERY_COMMON = 3000
_COMMON = 300

_ENGLISH = "English alone"
_ACCENTS = "accents"

# The last code point of the Latin letters, accents and all.
_OTHER_SCRIPT = "other script"
_LAST_LATIN = "\N{LATIN SMALL LETTER Y WITH STROKE}"

# A long passage says no more than so many words of each kind.
_MOST_WORDS = 12.0
# A passage of fewer letters says nothing of its language: "- quay".
_FEWEST_LETTERS = 8
# With such a share of small words of its own, a passage is English whatever else it has.
_CLEARLY_ENGLISH = 0.15
# The passages of a document are mostly of one language: it says no more than this of each, in log
# odds.
_MOST_SUPPORT = 3.0


def are_english(passages: Sequence[Sequence[str]]) -> list[bool]:
    """Return whether each passage of a document, given by its words, is in English.

    The words of all say something of each: a heading, a name or a figure is in the language of what
    stands around it.

    >>> are_english([["Über", "uns"], "Wir haben ein Haus in der Stadt gekauft".split()])
    [False, False]
    >>> are_english([["Über", "uns"], "We bought a house in that town last year".split()])
    [True, True]
    """
    least = list(map(least_log_odds, passages))
    if sum(least) >= _MOST_SUPPORT:
        return [own + _MOST_SUPPORT >= 0 for own in least]
    odds = list(map(log_odds, passages))
    support = min(max(sum(odds), -_MOST_SUPPORT), _MOST_SUPPORT)
    return [own + support >= 0 for own in odds]


def log_odds(words: Sequence[str]) -> float:
    """Return the log odds that some words are English, by themselves."""
    told = _told_at_once(words)
    return read(CARDS)["english"].log_odds(features(words)) if told is None else told


def least_log_odds(words: Sequence[str]) -> float:
    """Return a lower bound of `log_odds` that the support of other passages makes up for, or else
    the log odds: to look up the count of each word takes much longer.
    """
    told = _told_at_once(words)
    if told is not None:
        return told
    if max(words)[0] > _LAST_LATIN:
        return log_odds(words)
    alone = sum(map(ENGLISH_ALONE.__contains__, words))
    accented = len(words) - sum(map(str.isascii, words))
    english, accents, least, least_of_all = _weights()
    bound = english * min(alone, _MOST_WORDS) + accents * accented
    # No function word speaks against English.
    others = len(words) - sum(map(FUNCTION_WORDS.__contains__, words))
    bound += max(least * others, least_of_all)
    return bound if bound >= -_MOST_SUPPORT else log_odds(words)


def _told_at_once(words: Sequence[str]) -> float | None:
    """Return the log odds of words that are too few, or among which enough are English alone."""
    if len(words) < _FEWEST_LETTERS and sum(map(len, words)) < _FEWEST_LETTERS:
        return 0.0
    alone = sum(map(ENGLISH_ALONE.__contains__, words))
    return _MOST_SUPPORT if alone and alone >= _CLEARLY_ENGLISH * len(words) else None


@cache
def _weights() -> tuple[float, float, float, float]:
    """Return what a word that only English has weighs, and one with an accent; and the least that
    another word may, and that all others may together.
    """
    weights = {kind: weight.value for kind, weight in read(CARDS)["english"].weights.items()}
    english, accents = weights.pop(_ENGLISH), weights.pop(_ACCENTS)
    del weights[_OTHER_SCRIPT]
    against = [weight for weight in weights.values() if weight < 0]
    return english, accents, min(against, default=0.0), _MOST_WORDS * sum(against)


def features(words: Sequence[str]) -> dict[str, float]:
    """Return how many of some words are of each kind; names, which may be anything, are of none."""
    kinds = Counter(map(_kind, words))
    # In scripts without spaces a word of ours is a clause.
    kinds[_OTHER_SCRIPT] = sum(
        max(1, len(word) // 2) for word in words if word[0].isalpha() and word[0] > _LAST_LATIN
    )
    if 2 * kinds["capitals"] > len(words):  # a bulletin, set in capitals throughout
        kinds += Counter(_kind(word.lower()) for word in words if word.isupper())
    return {name: min(float(kinds[name]), _MOST_WORDS) for name in read(CARDS)["english"].names}


@lru_cache(maxsize=1 << 14)
def _kind(word: str) -> str:
    """Return what a word tells of its language."""
    if word in ENGLISH_ALONE:
        return _ENGLISH
    if not word[0].isalpha():
        return "number"
    if word[0] > _LAST_LATIN:
        return _OTHER_SCRIPT
    if not word.islower():
        if word.lower() in ENGLISH_ALONE:
            return _ENGLISH
        return "capitals" if word.isupper() and len(word) > 1 else "name"
    if not word.isascii():
        return _ACCENTS
    return _kind_by_count(word)


def _kind_by_count(word: str) -> str:
    count = lexicon.count(word)
    if count >= _COMMON:
        return "very common" if count >= _VERY_COMMON else "common"
    return "rare" if count else "unknown"
