"""Sentences that go on from line to line, and whole lines that are taken out between them."""

from __future__ import annotations

import pytest

from textclean.edit import apply
from textclean.layout.lines import goes_on, lines
from textclean.layout.removal import cut_sentence, without_lines


@pytest.mark.parametrize(
    ("before", "after", "goes"),
    [
        ("The board said on Monday", "that talks would go on.", True),
        ("The board said on Monday,", "and so did the union.", True),
        ("The board voted for a slipway;", "the fishermen want a wall.", True),
        ("The board met on Monday.", "that is all we know.", False),
        ("“Are you sure?”", "asked the mayor.", False),
        ("The board said on Monday", "Talks will go on.", False),
        ("The board has these members:", "a baker and two smiths.", False),
        ("The board tested", "iPhone and Android phones.", False),
    ],
)
def test_a_sentence_goes_on(before: str, after: str, goes: bool) -> None:
    """It does where the first line lacks its stop and the second has a small letter first."""
    assert goes_on(*lines(f"{before}\n\n{after}\n")) == goes


def test_a_short_line_may_be_no_sentence() -> None:
    """Where a label may stand before the gap, a sentence must have some words to break off."""
    short = list(lines("Ann Bright\n\nwas there.\n"))
    assert goes_on(*short, fewest_words=2)
    assert not goes_on(*short, fewest_words=3)


def test_a_semicolon_may_part_the_clauses_of_a_list() -> None:
    """Whoever asks says whether a sentence goes on over a semicolon."""
    clauses = list(lines("The tenant pays the rent;\nthe owner pays the taxes.\n"))
    assert goes_on(*clauses)
    assert not goes_on(*clauses, over_semicolon=False)


@pytest.mark.parametrize(
    ("source", "left"),
    [
        pytest.param("One.\n\nX\n\nTwo.\n", "One.\n\nTwo.\n", id="one gap is left"),
        pytest.param("One.\nX\n\nTwo.\n", "One.\n\nTwo.\n", id="the wider one, below"),
        pytest.param("One.\n\nX\nTwo.\n", "One.\n\nTwo.\n", id="the wider one, above"),
        pytest.param("X\n\nTwo.\n", "Two.\n", id="the first line leaves none"),
        pytest.param("One.\n\nX\n", "One.\n", id="nor does the last"),
        pytest.param("X\n", "", id="nor does the only one"),
        pytest.param("One.\r\n\r\nX\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n", id="Windows"),
        pytest.param("One.\rX\r\rTwo.\r", "One.\r\rTwo.\r", id="old Macintosh"),
        pytest.param(
            "She said on\n\nX\n\n that it snows.\n", "She said on that it snows.\n", id="cut"
        ),
        pytest.param(
            "Snow\n\nX\n\nin the hills\n", "Snow\n\nin the hills\n", id="a label, not cut"
        ),
    ],
)
def test_a_line_is_taken_out(source: str, left: str) -> None:
    """What is left reads as if the line had never been there."""
    found = list(lines(source))
    (at,) = (at for at, line in enumerate(found) if line.text == "X")
    edit = without_lines(source, found, at, at, confidence=0.9, why="a test")
    assert apply(source, [edit]) == left
    assert (edit.confidence, edit.why) == (0.9, "a test")


def test_several_lines_go_at_once() -> None:
    """A sentence is seen to go on over all of them."""
    source = "She said on\n\nX\n\nY\n\nthat it snows.\n"
    found = list(lines(source))
    assert cut_sentence(found, 1, 2)
    assert not cut_sentence(found, 1, 1)
    edit = without_lines(source, found, 1, 2, confidence=0.9, why="a test")
    assert apply(source, [edit]) == "She said on that it snows.\n"
