"""Where the lines of a source begin and end: at `\\r\\n`, `\\r` or `\\n`, and at nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span

LINE_END = pattern(r"\r\n|\r|\n")
_LINE_FEED = pattern(r"\n")


def line_spans(source: str) -> list[Span]:
    r"""Return the lines of a source without their ends: one line more than it has line ends.

    >>> [source[slice(*line)] for source in ["One.\r\n\nTwo.\n"] for line in line_spans(source)]
    ['One.', '', 'Two.', '']
    """
    spans, start = [], 0
    for end in (LINE_END if "\r" in source else _LINE_FEED).finditer(source):
        spans.append(Span(start, end.start()))
        start = end.end()
    spans.append(Span(start, len(source)))
    return spans


def line_index(lines: Sequence[Span], offset: int) -> int:
    r"""Return the index of the line that the character at an offset lies in, or that it ends.

    >>> lines = line_spans("One.\nTwo.\n")
    >>> [line_index(lines, offset) for offset in (0, 4, 5, 10)]
    [0, 0, 1, 2]
    """
    return bisect_right(lines, offset, key=itemgetter(0)) - 1
