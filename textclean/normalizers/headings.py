"""Headings that lost the blank lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from textclean.blocks import BYLINE, HEADING, PARAGRAPH, RULE_LINE, WIRE, Part, shape
from textclean.edit import Edit
from textclean.heading import probability
from textclean.normalizer import normalizer
from textclean.text import Text

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+ ?)+(?:, [A-Z][\w.]*\.?(?: [A-Z]\w+)*)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: \([A-Z][\w. /]*\))? ?(?:--|[-–—])\s"
)


@normalizer("spaces")
def headings(text: Text) -> Iterator[Edit]:
    r"""Set a heading apart from the text around it with one blank line on either side.

    Damage: the blank lines around headings are lost, so that a heading looks like a paragraph of
    its own among others.

    Evidence: a heading is short, has no final stop, is set in title case or capitals or drops the
    small words of a sentence, and stands before a body that starts afresh. The headings of a
    document are judged together: a line whose style others share is a surer one.

    Left alone: bylines, datelines and the headline that stands right over them, wire slugs and
    notes, addresses, signatures, verse, tables, lists of names or short items, questions of an
    interview, and runs of short lines in general. List items stay tight under their paragraph.

    >>> source = "Road Works\nThe bridge will be closed until May while it is painted.\n"
    >>> [(edit.start, edit.new) for edit in headings(Text(source))]
    [(11, '\n')]
    """
    parts = shape(text.source)
    line_end = "\r\n" if "\r\n" in text.source else "\r" if "\n" not in text.source else "\n"
    for at, (before, after) in enumerate(pairwise(parts)):
        heads = [part for part in (before, after) if part.kind == HEADING]
        if not heads or after.line.follows_blank:
            continue
        if _is_header(parts, at):
            continue
        odds = max(part.heading_odds for part in heads)
        start = after.line.start - after.line.indent
        yield Edit.insert(
            start,
            line_end,
            confidence=round(probability(odds), 2),
            why="a heading stands apart from the text around it",
        )


def _is_header(parts: list[Part], at: int) -> bool:
    """Whether the part and the next belong to one block at the head of a wire story.

    Slug, headline, byline and the paragraph with the dateline stand together there, and a rule
    drawn under a heading belongs to it.
    """
    before, after = parts[at], parts[at + 1]
    if any(part.kind in (BYLINE, WIRE, RULE_LINE) for part in (before, after)):
        return True
    return at == 0 and after.kind == PARAGRAPH and bool(_DATELINE.match(after.line.text))
