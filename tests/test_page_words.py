"""What pages speak with, and the marks that their stamps have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.furniture import stamps, vocabulary


@pytest.mark.parametrize(
    ("passage", "speaks"),
    [
        ("Scroll to keep reading", True),
        ("Story continues below advertisement", True),
        ("Keep reading below this advertisement", True),
        ("The newsletter is in your inbox", False),
        ("… Scroll to keep reading", False),
        ("", False),
    ],
)
def test_a_page_begins_with_certain_words(passage: str, *, speaks: bool) -> None:
    """Or it says what continues where; with any other first word a passage weighs nothing."""
    assert (vocabulary.weight(passage) > 0) == speaks


@given(st.text("0123:.h٣ "))
def test_times_of_day_are_found_from_their_marks(text: str) -> None:
    """They are what a form finds that begins with the hour."""
    assert list(stamps.clocks(text)) == [
        clock.start() for clock in re.finditer(r"\d[:.h]\d\d(?!\d)", text)
    ]
