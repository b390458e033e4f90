"""Counts of words and compounds in 27 million words of clean news and government prose.

`textclean.train.count` makes the tables; each is read when it is first needed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from textclean.english.words import FUNCTION_WORDS
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import followed, identities
from textclean.tokens.scanner.table import Floats, Ids, Table

Counts = NDArray[np.int_]

_DATA = Path(__file__).parent / "data"
_COMMONEST = 4000  # words
MOST_LOWER_IN_NAMES = 0.5  # share of the mid-sentence occurrences of a name in lower case
_SHORTEST_HALF = 3  # letters of a word that another one follows
_NUMBER = pattern(r"\d+(?:[.,]\d+)*")
# A word, its count, and how many in a thousand in mid-sentence are in lower case; whole numbers are
# read in a seventh of the time of others.
WORDS = _DATA / "words.tsv"
# A compound, and its counts with a hyphen and with a space.
COMPOUNDS = _DATA / "compounds.tsv"


def count(word: str) -> int:
    """Return how often `word` occurs, whatever its case; 0 if less than five times."""
    row = _row(word)
    return 0 if row is None else int(_words()[1][row])


def lower_share(word: str) -> float:
    """Return the share of the mid-sentence occurrences of `word` that are in lower case.

    A name has a share near 0, a common word near 1. An unknown word has 0.
    """
    row = _row(word)
    return 0.0 if row is None else float(_words()[2][row])


def is_name(word: str) -> bool:
    """Whether clean prose mostly writes `word` with a capital in mid-sentence, or does not know it.

    >>> is_name("Kyiv"), is_name("Grant"), is_name("Talks")
    (True, False, False)
    """
    return lower_share(word) <= MOST_LOWER_IN_NAMES


def are_names(words: Ids) -> NDArray[np.bool_]:
    """Return `is_name` of each word, given by its id."""
    names: NDArray[np.bool_] = lower_shares(words) <= MOST_LOWER_IN_NAMES
    return names


def hyphenated(first: str, second: str) -> tuple[int, int]:
    """Return how often `first-second` and `first second` occur, whatever their case.

    All numbers count as one. Both are 0 where the hyphenated form occurs less than three times.
    """
    rows, joined, apart = _compounds()
    row = rows.get(number(f"{first}-{second}".lower()))
    return (0, 0) if row is None else (int(joined[row]), int(apart[row]))


def second_halves(word: str) -> tuple[int, int]:
    """Return how many words of clean prose end in `word` after another word, and how many end in
    it after a hyphen.

    >>> solid, hyphenated = second_halves("men")
    >>> solid > hyphenated
    True
    """
    solid, compounds = _second_halves()
    return solid[word], compounds[word]


def lower_shares(words: Ids) -> Floats:
    """Return `lower_share` of each word, given by its id; -1 where it is unknown."""
    return share_table().look_up(words)


def are_common(words: Ids) -> NDArray[np.bool_]:
    """Whether each word, given by its id, is among the commonest of clean prose."""
    return _are_among(words, common_ids())


def are_function_words(words: Ids) -> NDArray[np.bool_]:
    """Whether each word, given by its id, is one of `FUNCTION_WORDS`."""
    return _are_among(words, _function_words())


def bonds(first: Ids, second: Ids) -> Floats:
    """Return for each pair of words the log odds of being written with a hyphen, not a space.

    The words are given by their ids, numbers by that of `number`. The log odds are -inf where the
    hyphenated form is too rare to be known.
    """
    return bond_table().look_up(followed(first, second))


def number(word: str) -> str:
    """Return the word under which all numbers like this one are counted.

    >>> number("15"), number("$1,000"), number("27th")
    ('0', '$0', '0th')
    """
    return _NUMBER.sub("0", word)


@cache
def _second_halves() -> tuple[Counter[str], Counter[str]]:
    """Return how many words and how many hyphenated pairs end in each second half."""
    words = set(_words()[0])
    solid = Counter(
        word[cut:]
        for word in words
        for cut in range(_SHORTEST_HALF, len(word) - 1)
        if word[:cut] in words
    )
    return solid, Counter(pair.partition("-")[2] for pair in _compounds()[0])


@cache
def share_table() -> Table:
    """Return `lower_share` of all words by their ids; -1 for others."""
    words, _, shares = _words()
    return Table.of(identities(words), shares, -1.0)


@cache
def common_ids() -> Ids:
    """Return the ids of the commonest words of clean prose, in rising order."""
    words, counts, _ = _words()
    commonest = np.argsort(-counts, kind="stable")[:_COMMONEST].tolist()
    return np.sort(identities([words[row] for row in commonest]))


def _are_among(words: Ids, others: Ids) -> NDArray[np.bool_]:
    """Whether each word is one of others, which are in rising order."""
    at = np.minimum(np.searchsorted(others, words), len(others) - 1)
    is_among: NDArray[np.bool_] = others[at] == words
    return is_among


@cache
def _function_words() -> Ids:
    return np.sort(identities([*FUNCTION_WORDS]))


@cache
def bond_table() -> Table:
    """Return `bonds` of all pairs by their ids."""
    pairs, joined, apart = _compounds()
    first, second = ([pair.partition("-")[half] for pair in pairs] for half in (0, 2))
    odds = np.log((joined + 0.5) / (apart + 0.5))
    return Table.of(followed(identities(first), identities(second)), odds, -np.inf)


def _row(word: str) -> int | None:
    """Return the row of `word`, whatever its case, if it has one."""
    # The words are in order. A dictionary of them all would take longer to make than a document
    # takes to ask for its words.
    words, lowered = _words()[0], word.lower()
    row = bisect_left(words, lowered)
    return row if words[row : row + 1] == [lowered] else None


@cache
def _words() -> tuple[list[str], Counts, Floats]:
    """Return the words, and the count and the share in lower case of each."""
    words, counts, thousandths = _columns(WORDS)
    return words, counts, (thousandths / 1000).astype(np.float32)


@cache
def _compounds() -> tuple[dict[str, int], Counts, Counts]:
    """Return the row of each compound, and how often each occurs with a hyphen and with a space."""
    pairs, joined, apart = _columns(COMPOUNDS)
    rows: dict[str, int] = {}
    row = [rows.setdefault(pair, len(rows)) for pair in number(" ".join(pairs)).split()]
    return rows, np.bincount(row, joined).astype(int), np.bincount(row, apart).astype(int)


def _columns(path: Path) -> tuple[list[str], Counts, Counts]:
    """Return the columns of a table: one of words, two of whole numbers."""
    # A column at a time: row by row it would take three times as long, on each start.
    cells = path.read_text(encoding="utf-8").split()
    first, second = (
        np.fromstring(" ".join(cells[column::3]), np.int_, sep=" ") for column in (1, 2)
    )
    return cells[::3], first, second
