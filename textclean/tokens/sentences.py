"""Where the sentences of a text begin and end.

A line end always ends a sentence. Within a line a sentence may end at a token that ends in `.`,
`?`, `!` or `…`, with the closing quotes and brackets after it, where what follows can begin a
sentence: a capital, a number or an address, after any opening marks. There the point of an ordinary
word ends the sentence. For an abbreviation, an initial, an ellipsis or another mark the odds
decide: how often it ends a sentence, times how much likelier the following marks and word are at
the beginning of a sentence than within one. So a sentence goes on in `U.S. Army` and ends in `the
U.S. He`. `textclean.tokens.stops` has these rules.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from textclean.source import plain
from textclean.tokens import run_in_lists, scan
from textclean.tokens.scan import Offsets, Tokens
from textclean.tokens.set_apart import set_apart

try:
    from textclean.tokens.stops import compiled as _stops
except ImportError:
    from textclean.tokens.stops import vectors as _stops  # type: ignore[no-redef]


def sentences(source: str) -> list[str]:
    """Return the sentences of `source` as strings, without the white space around them.

    >>> sentences("Sen. Ng left. “Why?” he asked. U.S. aid grew.")
    ['Sen. Ng left.', '“Why?” he asked.', 'U.S. aid grew.']
    """
    source = plain(source)
    starts, ends = sentence_spans(source)
    return [source[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def sentence_spans(source: str) -> tuple[Offsets, Offsets]:
    """Return the starts and the ends of the sentences of `source`, in code points (int32)."""
    source = plain(source)
    return spans(source, scan.tokens(source))


def spans(source: str, tokens: Tokens) -> tuple[Offsets, Offsets]:
    """Return the sentences of `source`, whose tokens these are, white space left out."""
    start, end = tokens.start, tokens.end
    if not len(start):
        return start, end
    begins, labelled = _stops.begins(source, tokens)
    if labelled:
        _cut_lists(source, start, labelled, begins)
    if apart := [*set_apart(source)]:
        begins[np.searchsorted(start, apart)] = True
    return start[np.flatnonzero(begins[:-1])], end[np.flatnonzero(begins[1:])]


def _cut_lists(
    source: str, start: Offsets, lines: Sequence[tuple[int, int]], begins: NDArray[np.bool_]
) -> None:
    """Let the items of lists begin sentences in `begins`, and the texts behind their labels not.

    `lines` are the offsets of those that may begin with a label, `start` are those of the tokens.
    """
    items = [item for line in lines for item in run_in_lists.items(source, *line)]
    for offsets, begins_there in zip(zip(*items, strict=True), (True, False), strict=False):
        place = np.minimum(np.searchsorted(start, offsets), len(start) - 1)
        begins[place[start[place] == offsets]] = begins_there
