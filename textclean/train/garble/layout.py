"""Headings that lose what sets them apart."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from textclean.edit import Edit
from textclean.text import Text
from textclean.tokens.lines import LINE_END
from textclean.tokens.scan import Span

_SPACE = re.compile(r"\s+")


def damaged_headings(
    text: Text,
    headings: Sequence[Span],
    run_in: float,
    tight: float,
    glued: float,
    rng: random.Random,
) -> Iterator[Edit]:
    """Yield what damages each heading at these rates: it runs into its text, at times into what
    stands before it too; it keeps its line and loses the blank ones around it; or it loses all
    space between it and its text."""
    last = 0
    for start, end in headings:
        after = _SPACE.match(text.source, end)
        if not after or after.end() == len(text.source):
            continue
        before = len(text.source[:start].rstrip())
        if rng.random() < run_in:
            yield Edit.replace(*after.span(), " ", why="heading")
            if before > last and rng.random() < 0.5:
                yield Edit.replace(before, start, " ", why="line end")
        elif rng.random() < glued:
            yield Edit.delete(*after.span(), why="glued")
        elif rng.random() < tight:
            yield from _without_blank_lines(text.source, *after.span())
            if before > last:
                yield from _without_blank_lines(text.source, before, start)
        last = after.end()


def _without_blank_lines(source: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the loss of all line ends but the first, if there are more."""
    first, *others = LINE_END.finditer(source, start, end)
    if others:
        yield Edit.delete(first.end(), others[-1].end(), why="blank line")
