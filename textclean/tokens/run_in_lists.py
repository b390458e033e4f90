"""Lists whose items run on in one line: `1) Open the door 2) Close it`.

Each item begins a sentence, and the point of its number or letter ends none. The numbers or letters
have one form and count up, and the first begins the line: so `Article 1. Scope Article 2. Duties`
is no list. Nor is `1) eggs, 2) milk and 3) bread`, which is one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

from textclean.tokens.pattern import pattern

BULLETS = "•⁃‣◦▪●·"
LONGEST_NUMBER = 4  # characters: "viii"

# "1." "1)" "1.)" "a." "iv)" "A)" "• 9.", but not "A.", which is an initial.
_LABEL = pattern(
    rf"(?<!\S)(?:(?P<bullet>[{BULLETS}])\s?)?"
    r"(?P<number>\d{1,2}|[ivx]{1,4}|[a-z]|[A-Z](?=\)))(?P<point>\.\)?|\))\s+(?=\S)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROWS = (tuple(map(str, range(1, 100))), _ROMAN, tuple(ascii_lowercase), tuple(ascii_uppercase))

# What no item ends in: "1. It fell by 2. Nobody saw it", "12. They met in Room 13. Nobody came",
# "1) eggs, 2) milk".
_GOES_ON = pattern(
    r"(?:[,;–—-]|\b(?:a|about|above|aged|an|and|at|below|by|for|from|in|no|of|on|only|or|than|the|to"
    r"|under|until|with|Article|Chapter|Day|Figure|Gate|Grade|Level|No|Page|Part|Phase|Room|Route"
    r"|Rule|Section|Step|Table|Week|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|January|February|March"
    r"|April|May|June|July|August|September|October|November|December)\.?)\Z"
)
_LONGEST_END = 12  # characters


def items(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the items of the line from `start` to `end` begin, and where their texts do.

    A line that begins as an item does, and has no other, is one item.

    >>> list(items("a. Open the door b. Close it", 0, 28))
    [(0, 3), (17, 20)]
    """
    labels = [*_LABEL.finditer(source, start, end)]
    if not labels or labels[0].start() != start:
        return
    rows = [row for row in _ROWS if labels[0]["number"] in row]
    for label in max((_counting(source, labels, row) for row in rows), key=len, default=[]):
        yield label.span()


def _counting(
    source: str, labels: Sequence[re.Match[str]], row: Sequence[str]
) -> list[re.Match[str]]:
    """Return the labels that count up with the first one, or it alone where they part no items."""
    first = labels[0]
    found = [first]
    to_come = iter(row[row.index(first["number"]) + 1 :])
    number = next(to_come, None)
    for label in labels[1:]:
        is_of_form = label.group("bullet", "point") == first.group("bullet", "point")
        if is_of_form and label["number"] == number:
            found.append(label)
            number = next(to_come, None)
    return found if all(_are_items(source, *pair) for pair in pairwise(found)) else [first]


def _are_items(source: str, label: re.Match[str], following: re.Match[str]) -> bool:
    """Whether an item stands between two labels, and the second begins as the first does."""
    item = source[label.end() : following.start()].rstrip()
    return (
        any(map(str.isalpha, item))
        and item.count("(") <= item.count(")")
        and not (source[label.end()].isupper() and source[following.end()].islower())
        and not _GOES_ON.search(item[-_LONGEST_END:])
    )
