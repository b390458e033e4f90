"""Counts of words and compounds in 27 million words of clean news and government prose.

The words are known by their ids; `textclean.train.lexicon` makes the tables.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from textclean.arrays import mapped
from textclean.english.words import FUNCTION_WORDS
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import identities
from textclean.tokens.scanner.table import Floats, Ids, Table
from textclean.tokens.scanner.tokens import BASE, identity

TABLES = Path(__file__).with_suffix(".npz")

MOST_LOWER_IN_NAMES = 0.5  # share of the mid-sentence occurrences of a name in lower case
_NUMBER = pattern(r"\d+(?:[.,]\d+)*")
LONGEST = 4  # words of a compound
_LAST_64_BITS = (1 << 64) - 1
_KEPT = 1 << 14  # words whose rows are kept: those of a text come again and again


def count(word: str) -> int:
    """Return how often `word` occurs, whatever its case; 0 if less than five times."""
    row = _row(word)
    return 0 if row is None else int(_tables()["count"][row])


def lower_share(word: str) -> float:
    """Return the share of the mid-sentence occurrences of `word` that are in lower case.

    A name has a share near 0, a common word near 1. An unknown word has 0.
    """
    row = _row(word)
    return 0.0 if row is None else float(share_table().values[row])


def is_name(word: str) -> bool:
    """Whether clean prose mostly writes `word` with a capital in mid-sentence, or does not know it.

    >>> is_name("Kyiv"), is_name("Grant"), is_name("Talks")
    (True, False, False)
    """
    return lower_share(word) <= MOST_LOWER_IN_NAMES


def hyphenated(*words: str) -> tuple[int, int]:
    """Return how often some words occur with hyphens between them, and how often with spaces,
    whatever their case.

    All numbers count as one. Both are 0 where two words have a hyphen less than three times, or
    three or four less than ten times.
    """
    row = _found("compound", sequence([number(word.lower()) for word in words]))
    return (0, 0) if row is None else (int(_tables()["joined"][row]), int(_tables()["apart"][row]))


def second_halves(word: str) -> tuple[int, int]:
    """Return how many words of clean prose end in `word` after another word, and how many end in
    it after a hyphen; 0 and 0 where none does after a hyphen.

    >>> solid, hyphenated = second_halves("old")
    >>> solid < hyphenated
    True
    """
    row = _found("half", identity(word))
    if row is None:
        return 0, 0
    return int(_tables()["solid"][row]), int(_tables()["hyphenated"][row])


def lower_shares(words: Ids) -> Floats:
    """Return `lower_share` of each word, given by its id; -1 where it is unknown."""
    return share_table().look_up(words)


def are_common(words: Ids) -> NDArray[np.bool_]:
    """Whether each word, given by its id, is among the commonest of clean prose."""
    return _are_among(words, common_ids())


def are_function_words(words: Ids) -> NDArray[np.bool_]:
    """Whether each word, given by its id, is one of `FUNCTION_WORDS`."""
    return _are_among(words, function_ids())


def _are_among(words: Ids, known: Ids) -> NDArray[np.bool_]:
    """Whether each of some ids is among those of others, which are in rising order."""
    at = np.minimum(np.searchsorted(known, words), len(known) - 1)
    is_known: NDArray[np.bool_] = known[at] == words
    return is_known


def bonds(compounds: Ids) -> Floats:
    """Return for some words that stand side by side, two to `LONGEST`, the log odds of being
    written with hyphens, not with spaces.

    They are given as `followed` makes one id of theirs; a number has that of `number`. The log odds
    are -inf where the hyphenated form is too rare to be known.
    """
    return bond_table().look_up(compounds)


def number(word: str) -> str:
    """Return the word under which all numbers like this one are counted.

    >>> number("15"), number("$1,000"), number("27th")
    ('0', '$0', '0th')
    """
    return _NUMBER.sub("0", word)


def sequence(words: Sequence[str]) -> int:
    """Return the id of words that stand side by side, as `followed` makes it of theirs."""
    found = 0
    for word in words:
        found = (found * BASE + identity(word)) & _LAST_64_BITS
    return found


@cache
def share_table() -> Table:
    """Return `lower_share` of all words by their ids; -1 for others."""
    shares = (_tables()["thousandths"] / 1000).astype(np.float32)
    return Table.in_order(_tables()["word"], shares, -1.0)


@cache
def common_ids() -> Ids:
    """Return the ids of the commonest words of clean prose, in rising order."""
    common: Ids = _tables()["common"]
    return common


@cache
def function_ids() -> Ids:
    """Return the ids of `FUNCTION_WORDS`, in rising order."""
    return np.sort(identities([*FUNCTION_WORDS]))


@cache
def bond_table() -> Table:
    """Return `bonds` of all compounds by their ids."""
    joined, apart = _tables()["joined"], _tables()["apart"]
    odds = np.log((joined + 0.5) / (apart + 0.5)).astype(np.float32)
    return Table.in_order(_tables()["compound"], odds, -np.inf)


@lru_cache(_KEPT)
def _row(word: str) -> int | None:
    """Return the row of `word`, whatever its case, if it has one."""
    return _found("word", identity(word.lower()))


def _found(table: str, sought: int) -> int | None:
    """Return the row of an id in a table, if it has one."""
    ids = _ids(table)
    row = bisect_left(ids, sought)
    return row if row < len(ids) and ids[row] == sought else None


@cache
def _ids(table: str) -> memoryview:
    """Return the ids of a table, which are in order, as Python's own numbers."""
    return _tables()[table].data


@cache
def _tables() -> dict[str, NDArray[Any]]:
    return mapped(TABLES)
