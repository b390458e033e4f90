"""What 27 million words of clean news and government prose say about words.

The tables are counts made by `textclean.train.count`; they are read when first asked for.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORDS = _DATA / "words.tsv"
COMPOUNDS = _DATA / "compounds.tsv"


def count(word: str) -> int:
    """Return how often `word` occurs, whatever its case; 0 if less than five times."""
    return _words().get(word.lower(), (0, 0.0))[0]


def lower_share(word: str) -> float:
    """Return the share of the mid-sentence occurrences of `word` that are in lower case.

    A name has a share near 0, a common word near 1. An unknown word has 0.
    """
    return _words().get(word.lower(), (0, 0.0))[1]


def hyphenated(first: str, second: str) -> tuple[int, int]:
    """Return how often `first-second` and `first second` occur, whatever their case.

    All numbers count as one. Both are 0 where the hyphenated form occurs less than three times.
    """
    return _compounds().get(_NUMBER.sub("0", f"{first}-{second}".lower()), (0, 0))


@cache
def _words() -> dict[str, tuple[int, float]]:
    rows = (line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines())
    return {word: (int(number), float(share)) for word, number, share in rows}


@cache
def _compounds() -> dict[str, tuple[int, int]]:
    rows = (line.split("\t") for line in COMPOUNDS.read_text(encoding="utf-8").splitlines())
    table: dict[str, tuple[int, int]] = {}
    for pair, joined, apart in rows:
        number = _NUMBER.sub("0", pair)
        before = table.get(number, (0, 0))
        table[number] = (before[0] + int(joined), before[1] + int(apart))
    return table
