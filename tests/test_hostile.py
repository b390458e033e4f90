"""Hostile text that once harmed: repairs that did not settle, readings and memory without bound."""

from __future__ import annotations

import tracemalloc

import attrs
import pytest

from textclean.adapters import lightweight, markdown, rst
from textclean.adapters.lightweight import Reading
from textclean.edit import apply
from textclean.normalizer import load
from textclean.presets import pipeline
from textclean.text import Text

WIRE = pipeline("wire")
# Bytes of memory for each character of a text, at most, beside what a piece of it takes in the
# networks, whatever the length of the text.
MOST_MEMORY, ANY_TEXT = 300, 3_000_000


@pytest.mark.parametrize(
    ("rule", "source", "passes"),
    [
        ("repeated_word", "a " * 750, 1),
        ("repeated_word", "He saw the end " + "of the " * 100 + "war.", 1),
        ("page_furniture", "Read more: " * 100, 2),
        ("page_furniture", "He said Advertisement " + "Advertisement " * 50 + "that it was.", 1),
    ],
)
def test_a_pass_takes_all_that_stands_in_a_row(rule: str, source: str, passes: int) -> None:
    """One piece a pass would need as many passes as there are pieces."""
    edits = []
    while found := load(rule)(Text(source)):
        edits.append(found)
        source = apply(source, found)
    assert len(edits) == passes


def repaired(source: str, *, counts: str = "") -> tuple[int, int]:
    """Repair Markdown; return how often it was read and how many edits were made. What it `counts`
    is part of the structure, beside what Markdown has.
    """
    read = 0

    def reader(text: str) -> Reading:
        nonlocal read
        read += 1
        found = markdown.read(text)
        counted = [counts] * text.count(counts) if counts else []
        return attrs.evolve(found, structure=[*found.structure, *counted])

    report = lightweight.repair(source, reader, str, WIRE)
    return read, len(report.edits)


def test_passages_whose_marks_would_go_tell_themselves() -> None:
    """However many there are, one more reading finds them; the others are mended."""
    harmed, mended = "He saw the *the* vote on Friday.\n\n", "He saw the the vote on Friday.\n\n"
    few, many = repaired(harmed + mended), repaired((harmed + mended) * 40)
    assert many == (few[0], 40)


def test_what_harms_is_searched_for_a_bounded_number_of_times() -> None:
    """Where any change adds to the structure or takes from it, nothing tells which one did."""
    paragraphs = "He saw the the vote on Friday.\n\n" * 200
    read, edits = repaired(paragraphs, counts="the the")
    assert read <= 70
    assert edits == 0


def test_a_row_of_short_lines_in_markup_settles() -> None:
    """Each reading gave the first of them to the long line above, and that pass took no more."""
    source = "The boat was at the quay by the door of the old an</p>\n" + "<p>\n" * 12 + "<p></"
    assert rst.repair(source, WIRE).text == source


@pytest.mark.parametrize(
    "piece",
    ["1 2 3 Next ", "3.5% 10:30 $5\n", "The board met on Monday. ", "x = f(y);\n", "a "],
)
def test_memory_is_in_proportion(piece: str) -> None:
    """A text of many short words takes no more for each character than another."""
    source = (piece * 12_000)[:12_000]
    WIRE(source[:1000])  # what is loaded once
    tracemalloc.start()
    try:
        WIRE(source)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= ANY_TEXT + MOST_MEMORY * len(source)
