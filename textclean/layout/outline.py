"""A closer look at the parts of a document: sorts of paragraphs and of wire matter, and the levels
of headings and list items.

Few rules need it, so it is not a view of `Text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import attrs

from textclean.layout.blocks import (
    FURNITURE,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    RULE_LINE,
    TURN,
    WIRE,
    Part,
)
from textclean.layout.forms import has_dateline, heading_marks, is_caption
from textclean.layout.headings import style
from textclean.layout.lines import Line
from textclean.tokens.pattern import pattern

DATELINE = "dateline paragraph"
CAPTION = "caption"
QUOTATION = "quotation"
WIRE_HEADER = "wire header"
WIRE_TRAILER = "wire trailer"

_WHOLLY_QUOTED = pattern(r"“[^“”]*”\Z|\"[^\"]*\"\Z|«[^«»]*»\Z")
_NUMBER = pattern(r"\d+(?:\.\d+)*")
_MARKER = pattern(r"\(?(?:(?P<number>\d+(?:\.\d+)*)|[A-Za-z]+)[.)]")
# Levels of markers in a list, below all numbers (`1.`, `1.1`).
_LETTER = 10
_BULLET = 11
_DEEPEST = 6  # level that Markdown has marks for
_STORY = frozenset([HEADING, PARAGRAPH, TURN])
# What may stand over a headline.
_OVER_HEADLINE = frozenset([FURNITURE, RULE_LINE, WIRE])


class Detail(NamedTuple):
    """The kind of a part, narrower than `Part.kind` where possible, and its level: from 1 for the
    outermost headings and list items, 0 for all else.
    """

    kind: str
    level: int


def details(parts: Sequence[Part]) -> list[Detail]:
    r"""Return the details of each of the parts of a document.

    A paragraph may be a `DATELINE` paragraph, a `CAPTION` or, where nothing stands outside its
    quotation marks, a `QUOTATION`; wire matter is a `WIRE_HEADER` before the story and a
    `WIRE_TRAILER` after it.

    >>> from textclean.layout.blocks import shape
    >>> from textclean.layout.lines import lines
    >>> source = "OSLO, Norway (AP) — It snows.\n- Roads:\n  - The E6 is shut.\n(MORE)\n"
    >>> [tuple(detail) for detail in details(shape(list(lines(source))))]
    [('dateline paragraph', 0), ('list item', 1), ('list item', 2), ('wire trailer', 0)]
    """
    story = [at for at, part in enumerate(parts) if part.kind in _STORY]
    sorts = [_sort(part, at, story) for at, part in enumerate(parts)]
    turns = [at for at, part in enumerate(parts) if part.kind == TURN]
    lede = [at for at in story if parts[at].kind != HEADING][:1]
    # "ISLAMABAD: The army said" heads a story; "MR HALE: The army said" is one of several.
    if len(turns) == 1 and turns == lede and has_dateline(parts[turns[0]].line):
        sorts[turns[0]] = DATELINE
    levels = map(max, heading_levels(parts), _depths(parts))
    return list(map(Detail, sorts, levels))


def _sort(part: Part, at: int, story: Sequence[int]) -> str:
    """Return the kind of a part; `story` holds the indices of the parts of the story."""
    if part.kind == WIRE and story and not story[0] < at < story[-1]:
        return WIRE_HEADER if at < story[0] else WIRE_TRAILER
    if is_caption(part.line):
        return CAPTION
    if part.kind != PARAGRAPH:
        return part.kind
    if has_dateline(part.line):
        return DATELINE
    return QUOTATION if _WHOLLY_QUOTED.match(part.line.text) else PARAGRAPH


def heading_levels(parts: Sequence[Part]) -> list[int]:
    """Return the level of each part that is a heading, from 1, and 0 for the others.

    Marks (`##`) and numbers (`2.1`) state it; else headings in capitals stand over the others. All
    stand below a headline at the head of the document.
    """
    headings = [part.line for part in parts if part.kind == HEADING]
    marks = list(map(heading_marks, headings))
    titles = [attrs.evolve(line, text=line.text.lstrip("# ")) for line in headings]
    has_headline = _begins_with_heading(parts) and marks[0] < 2 and not _is_first(titles[0])
    below = titles[has_headline:]
    is_ranked = 0 < sum(title.is_capitals for title in below) < len(below)
    levels = [1] * has_headline
    levels += [has_headline + _own_level(title, is_ranked=is_ranked) for title in below]
    own = (stated or min(_DEEPEST, level) for stated, level in zip(marks, levels, strict=True))
    return [next(own) if part.kind == HEADING else 0 for part in parts]


def _begins_with_heading(parts: Sequence[Part]) -> bool:
    """Whether nothing but slugs and the like stands over the first heading."""
    kinds = (part.kind for part in parts if part.kind not in _OVER_HEADLINE)
    return next(kinds, None) == HEADING


def _is_first(title: Line) -> bool:
    """Whether the heading is the first of a count, which "48 hours in Melby" is not."""
    number = _NUMBER.match(title.text)
    return style(title) == "numbered" and (number is None or number.group() == "1")


def _own_level(title: Line, *, is_ranked: bool) -> int:
    """Return how deep a heading stands under the headline by its number, or by its capitals where
    only some headings have them.
    """
    if style(title) == "numbered" and (number := _NUMBER.match(title.text)):
        return number.group().count(".") + 1
    return 2 if is_ranked and not title.is_capitals else 1


def _depths(parts: Sequence[Part]) -> Iterator[int]:
    """Yield the depth of each part in its list, from 1, and 0 for what is no list item.

    A list within a list is indented or, as letters under numbers are, of a lesser sort.
    """
    lists: list[tuple[int, int]] = []
    for part in parts:
        if part.kind != LIST_ITEM:
            if not part.line.indent:
                lists = []
            yield 0
            continue
        own = part.line.indent, _rank_of_marker(part.line)
        while lists and lists[-1] > own:
            lists.pop()
        if own not in lists:
            lists.append(own)
        yield len(lists)


def _rank_of_marker(item: Line) -> int:
    """Return how deep the sort of a list item's marker goes: `1.`, then `1.1`, `a)`, bullets."""
    marker = _MARKER.match(item.text)
    if not marker:
        return _BULLET
    return marker["number"].count(".") if marker["number"] else _LETTER
