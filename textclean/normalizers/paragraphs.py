"""The space between paragraphs, where a house wants one way throughout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from textclean.edit import Edit
from textclean.evidence.confidence import SURE, probability
from textclean.layout.blocks import FOREIGN, HEADING, PARAGRAPH, Part
from textclean.layout.forms import has_dateline, own_kind
from textclean.normalizer import normalizer
from textclean.text import Text


@normalizer("spaces", stage="gaps")
def paragraphs(
    text: Text, *, separation: Literal["keep", "blank-line", "line"] = "keep"
) -> Iterator[Edit]:
    r"""Part all paragraphs of a document by a blank line, or all by a line end.

    What it mends
        Paragraphs parted in two ways, or not in the way of the house. `separation = "blank-line"`
        puts one blank line between paragraphs, `separation = "line"` none; headings have one blank
        line on either side in both. The rule is in the preset all the same: one line of
        configuration turns it on beside the others.

    What it asks for
        That `separation` is set. Two neighbours that are paragraphs or headings.

    What it leaves
        Everything, unless `separation` is set: both ways are right. Whatever is not clearly a
        paragraph, and what stands around it: tables, verse, addresses, code, lists, turns of an
        interview, the slug, headline and byline at the head of a wire story, single short lines.
        Hard-wrapped text under `"line"`, where nothing would tell its paragraphs apart.

    Example
        >>> source = "Nobody came home.\n\nThe road was still shut.\n"
        >>> by_line = paragraphs.configured(separation="line")
        >>> [(edit.start, edit.new) for edit in by_line(Text(source))]
        [(17, '\n')]
    """
    if separation == "keep":
        return
    parts = text.parts
    if separation == "line" and any(part.line.is_joint for part in parts):
        return
    for before, after in pairwise(parts[_length_of_header(parts) :]):
        if not (_is_free(before) and _is_free(after)):
            continue
        by_heading = HEADING in (before.kind, after.kind)
        ends = 2 if by_heading or separation == "blank-line" else 1
        start, end = before.line.end, after.line.start - after.line.indent
        odds = max(part.heading_odds for part in (before, after))
        yield Edit.replace(
            start,
            end,
            ends * text.line_end,
            confidence=round(min(SURE, probability(odds)), 2) if by_heading else SURE,
            why="paragraphs are parted in one way throughout",
        )


def _is_free(part: Part) -> bool:
    """Whether the space around the part has no meaning of its own."""
    if part.kind == FOREIGN:
        return own_kind(part.line) is None
    return part.kind in (PARAGRAPH, HEADING)


def _length_of_header(parts: Sequence[Part]) -> int:
    """Return how many parts stand over the dateline of a wire story, whose header is one block."""
    first = next((at for at, part in enumerate(parts) if part.kind == PARAGRAPH), 0)
    return first if parts and has_dateline(parts[first].line) else 0
