"""The rule that takes out what belongs to the web page."""

from __future__ import annotations

import pytest

from textclean.evidence.confidence import LIKELY
from textclean.normalizer import load
from textclean.text import Text

_BODY = "Half of the town works at the port, and the other half sells things to those who do."


@pytest.mark.parametrize(
    ("entries", "under", "stay"),
    [(4, _BODY, True), (3, _BODY, False), (4, "Ferry fares to rise", False)],
)
def test_times_over_the_entries_of_a_text_are_its_own(entries: int, under: str, stay: bool) -> None:
    """Four times with text under each are those of a live blog or a log; a page has fewer, or has
    them between its links.
    """
    times = "".join(f"{hours} hours ago\n\n{under}\n\n" for hours in range(2, 2 + entries))
    edits = load("page_furniture")(Text(f"{_BODY}\n\n{times}{_BODY}\n"))
    assert len(edits) == (0 if stay else entries)


def test_what_is_not_worth_telling_hides_nothing() -> None:
    """A piece that overlaps others which hardly could be furniture goes alone."""
    source = "u newtter. Signup or our newsletter. Sr our newsletter.\n"
    [edit] = load("page_furniture")(Text(source))
    assert source[edit.start : edit.end].startswith("Signup or our newsletter.")
    assert edit.confidence == LIKELY
