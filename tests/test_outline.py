"""What a closer look tells of the parts of a document: their sorts and their levels."""

from __future__ import annotations

import pytest

from textclean.layout import blocks as b
from textclean.layout.outline import (
    CAPTION,
    DATELINE,
    QUOTATION,
    WIRE_HEADER,
    WIRE_TRAILER,
    details,
    heading_levels,
)
from textclean.text import Text

LONG = (
    "The harbour board voted on Tuesday to close the old quay, which has been falling into the sea "
    "since the winter of the great storms, and to build a slipway at the other end of the bay."
)


def told(*lines: str) -> list[tuple[str, int]]:
    """Return kind and level of each line of a document."""
    return [(kind, level) for kind, level in details(Text("\n".join(lines) + "\n").parts)]


def levels(*lines: str) -> list[int]:
    """Return the levels of the headings of a document."""
    return [level for level in heading_levels(Text("\n\n".join(lines) + "\n").parts) if level]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("HARWICK, May 10 (Reuters) - The quay will be closed on Monday.", DATELINE),
        ("“We will stay until the water comes, and then we will go.”", QUOTATION),
        ("“We will stay,” he said, “until the water comes.”", b.PARAGRAPH),
        ("FILE - The quay is seen from the air on May 10, 2024.", CAPTION),
        ("The quay on Monday, before it was closed for good. (AP Photo/Jane Doe)", CAPTION),
        ("The FILE format is older than the quay, he said.", b.PARAGRAPH),
    ],
)
def test_sorts_of_paragraphs(line: str, kind: str) -> None:
    """Datelines, captions and quotations are told by their form from other paragraphs."""
    assert told(LONG, line, LONG)[1] == (kind, 0)


def test_a_place_and_a_colon_head_a_story_and_a_name_an_answer() -> None:
    """Both look alike; the one comes once and first, the other again."""
    assert told("The Quay", f"ISLAMABAD: {LONG}", LONG)[1] == (DATELINE, 0)
    assert told(LONG, f"MR HALE: {LONG}")[1] == (b.TURN, 0)
    turns = told(f"MR HALE: {LONG}", f"MS MOLE: {LONG}")
    assert turns == [(b.TURN, 0)] * 2


def test_wire_matter_heads_or_trails_the_story() -> None:
    """The same kind of line is header or trailer by the side of the story that it stands on."""
    found = told("BC-EU--Ferry Cuts", LONG, "(MORE)", LONG, "(XINHUA)")
    assert [kind for kind, _ in found] == [
        WIRE_HEADER,
        b.PARAGRAPH,
        b.WIRE,
        b.PARAGRAPH,
        WIRE_TRAILER,
    ]


def test_wire_matter_without_a_story_is_neither() -> None:
    """Where there is no story there is no before and after."""
    assert told("(MORE)") == [(b.WIRE, 0)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The Old Quay", LONG, "A New Slipway", LONG], [1, 2]),
        ([LONG, "The Old Quay", LONG, "A New Slipway", LONG], [1, 1]),
        (["BC-EU--Ferry Cuts", "The Old Quay", LONG, "A New Slipway", LONG], [1, 2]),
        ([LONG, "THE QUAY", LONG, "A New Slipway", LONG, "THE BAY", LONG], [1, 2, 1]),
        (["The Plan", LONG, "1. The Quay", LONG, "1.1 Its Wall", LONG], [1, 2, 3]),
        (["1. The Quay", LONG, "1.1 Its Wall", LONG, "2. The Bay", LONG], [1, 2, 1]),
        (["48 Hours in Melby", LONG, "Where to Stay", LONG], [1, 2]),
        (["## The Quay", LONG, "### its wall", LONG, "## The Bay", LONG], [2, 3, 2]),
        (["# 1. The Quay", LONG, "2. The Bay", LONG], [1, 1]),
    ],
)
def test_levels_of_headings(lines: list[str], expected: list[int]) -> None:
    """Marks, numbers and capitals tell the level, and the headline stands over all."""
    assert levels(*lines) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["- quay", "- bay"], [1, 1]),
        (["- quay", "  - wall", "    - stones", "- bay"], [1, 2, 3, 1]),
        (["1. Close the quay", "a) the wall", "b) the steps", "2. Build"], [1, 2, 2, 1]),
        (["1. Close the quay", "• the wall", "• the steps", "2. Build"], [1, 2, 2, 1]),
        (["• the wall", "• the steps", "1. Close the quay"], [1, 1, 1]),
    ],
)
def test_depths_of_list_items(items: list[str], expected: list[int]) -> None:
    """Items that are indented, or have the lesser marker, stand in a list within the list."""
    assert told(*items) == [(b.LIST_ITEM, depth) for depth in expected]


def test_a_paragraph_ends_a_list() -> None:
    """The next list begins at the outermost level, however deep the last one ended."""
    assert told("- quay", "  - wall", LONG, "• bay")[-1] == (b.LIST_ITEM, 1)
