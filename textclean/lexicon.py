"""What 27 million words of clean news and government prose say about words.

The tables are counts made by `textclean.train.count`; they are read when first asked for.
"""

from __future__ import annotations

import re
from functools import cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from textclean.scan import followed, identities
from textclean.scanner.table import Floats, Ids, Table

_DATA = Path(__file__).parent / "data"
_COMMONEST = 4000
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORDS = _DATA / "words.tsv"
COMPOUNDS = _DATA / "compounds.tsv"


def count(word: str) -> int:
    """Return how often `word` occurs, whatever its case; 0 if less than five times."""
    rows, counts, _ = _words()
    row = rows.get(word.lower())
    return 0 if row is None else int(counts[row])


def lower_share(word: str) -> float:
    """Return the share of the mid-sentence occurrences of `word` that are in lower case.

    A name has a share near 0, a common word near 1. An unknown word has 0.
    """
    rows, _, shares = _words()
    row = rows.get(word.lower())
    return 0.0 if row is None else float(shares[row])


def hyphenated(first: str, second: str) -> tuple[int, int]:
    """Return how often `first-second` and `first second` occur, whatever their case.

    All numbers count as one. Both are 0 where the hyphenated form occurs less than three times.
    """
    return _compounds().get(number(f"{first}-{second}".lower()), (0, 0))


def lower_shares(words: Ids) -> Floats:
    """Return `lower_share` of each word, given by its id; -1 where it is unknown."""
    return _lower_shares().look_up(words)


def are_common(words: Ids) -> NDArray[np.bool_]:
    """Whether each word, given by its id, is among the commonest of clean prose."""
    common = _common()
    at = np.minimum(np.searchsorted(common, words), len(common) - 1)
    is_common: NDArray[np.bool_] = common[at] == words
    return is_common


def bonds(first: Ids, second: Ids) -> Floats:
    """Return for each pair of words the log odds of being written with a hyphen, not a space.

    The words are given by their ids, numbers by that of `number`. The log odds are -inf where the
    hyphenated form is too rare to be known.
    """
    return _bonds().look_up(followed(first, second))


def number(word: str) -> str:
    """Return the word under which all numbers like this one are counted.

    >>> number("15"), number("$1,000"), number("27th")
    ('0', '$0', '0th')
    """
    return _NUMBER.sub("0", word)


@cache
def _lower_shares() -> Table:
    rows, _, shares = _words()
    return Table.of(identities([*rows]), shares, -1.0)


@cache
def _common() -> Ids:
    """Return the ids of the commonest words, in rising order."""
    rows, counts, _ = _words()
    words = list(rows)
    commonest = np.argsort(-counts, kind="stable")[:_COMMONEST].tolist()
    return np.sort(identities([words[row] for row in commonest]))


@cache
def _bonds() -> Table:
    first, _, second = zip(*(pair.partition("-") for pair in _compounds()), strict=True)
    odds = [log((joined + 0.5) / (apart + 0.5)) for joined, apart in _compounds().values()]
    return Table.of(followed(identities(first), identities(second)), odds, -np.inf)


@cache
def _words() -> tuple[dict[str, int], Floats, Floats]:
    """Return the row of each word, and of each row the count and the share in lower case."""
    # A column at a time: row by row it would take three times as long, on each start.
    cells = WORDS.read_text(encoding="utf-8").split()
    words = cells[::3]
    counts, shares = (
        np.fromstring(" ".join(cells[column::3]), np.float32, sep=" ") for column in (1, 2)
    )
    return dict(zip(words, range(len(words)), strict=True)), counts, shares


@cache
def _compounds() -> dict[str, tuple[int, int]]:
    rows = (line.split("\t") for line in COMPOUNDS.read_text(encoding="utf-8").splitlines())
    table: dict[str, tuple[int, int]] = {}
    for pair, joined, apart in rows:
        folded = number(pair)
        before = table.get(folded, (0, 0))
        table[folded] = (before[0] + int(joined), before[1] + int(apart))
    return table
