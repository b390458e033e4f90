"""How far a text is from the original, in tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from textclean import tokenize


def tokens(source: str) -> list[str]:
    """Return the tokens of a text, with a line end after each line that is not blank.

    A heading that ran into its text has lost a line end and nothing else.
    """
    return [
        token for line in source.splitlines() if line.strip() for token in (*tokenize(line), "\n")
    ]


def distance(first: Sequence[Hashable], second: Sequence[Hashable]) -> int:
    """Return Levenshtein's distance: the fewest insertions, deletions and replacements of an
    element that turn `first` into `second`.

    A column of the table of distances is two sets of bits, for where it rises and where it falls
    by one: Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances",
    2003. Python's integers hold columns of any length.

    >>> distance("kitten", "sitting")
    3
    """
    if not first:
        return len(second)
    places: defaultdict[Hashable, int] = defaultdict(int)
    for at, element in enumerate(first):
        places[element] |= 1 << at
    every, last = (1 << len(first)) - 1, 1 << (len(first) - 1)
    rises, falls = every, 0
    found = len(first)
    for element in second:
        equal = places.get(element, 0)
        diagonal = (((equal & rises) + rises) ^ rises) | equal | falls
        right_rises = falls | (every & ~(diagonal | rises))
        right_falls = diagonal & rises
        found += bool(right_rises & last) - bool(right_falls & last)
        right_rises = right_rises << 1 | 1
        rises = every & (right_falls << 1 | ~(diagonal | right_rises))
        falls = every & right_rises & diagonal
    return found
