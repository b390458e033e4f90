"""Matter pasted into paragraphs."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

from textclean.edit import Edit
from textclean.text import Text

_FEWEST_PLACES = 5
_ONCE = 0.9  # of the paragraphs that get one; the others may get two


def pasted(text: Text, pieces: Sequence[str], share: float, rng: random.Random) -> Iterator[Edit]:
    """Yield the pasting of one of `pieces` into about this share of the paragraphs.

    It stands between two words of the same line.
    """
    if not pieces or not share:
        return
    source, words = text.source, text.words
    gaps: dict[int, list[int]] = {}
    line = 0
    for left, right in pairwise(words):
        gap = source[left.end : right.start]
        line += "\n" in gap
        if gap == " ":
            gaps.setdefault(line, []).append(right.start)
    for places in gaps.values():
        if len(places) >= _FEWEST_PLACES and rng.random() < share:
            for at in {rng.choice(places) for _ in range(1 if rng.random() < _ONCE else 2)}:
                yield Edit.insert(at, rng.choice(pieces) + " ", why="stray")
