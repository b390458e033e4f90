"""The views of a text are spans over its source."""

from __future__ import annotations

import pickle
import weakref

import pytest
from hypothesis import given
from strategies import any_text, damaged_copy

from textclean.text import Text


def places(spans: object) -> list[tuple[int, int]]:
    """Return the bare places of a view."""
    return [(span.start, span.end) for span in spans]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param("", [], id="no text, no line"),
        pytest.param("one", ["one"], id="no end"),
        pytest.param("one\n", ["one"], id="the last end starts no line"),
        pytest.param("one\ntwo", ["one", "two"], id="two lines"),
        pytest.param("one\n\ntwo\n", ["one", "", "two"], id="a blank line is a line"),
        pytest.param("\n", [""], id="nothing but an end"),
        pytest.param("one\r\ntwo\r\n", ["one", "two"], id="Windows"),
        pytest.param("one\rtwo\r", ["one", "two"], id="old Macintosh"),
        pytest.param("one\n\r\ntwo", ["one", "", "two"], id="both at once"),
        pytest.param("a\x0bb\x85c\u2028d\n", ["a\x0bb\x85c\u2028d"], id="no other line ends"),
    ],
)
def test_lines(source: str, lines: list[str]) -> None:
    """Lines end at the three line ends that files have, and come without them."""
    assert [source[start:end] for start, end in places(Text(source).lines)] == lines


@given(any_text)
def test_nothing_stands_between_two_lines_but_one_line_end(source: str) -> None:
    """The lines with a line end after each, the last perhaps without, are the whole text."""
    line_ends = {"\n", "\r\n", "\r"}
    position = None
    for start, end in places(Text(source).lines):
        assert start == 0 if position is None else source[position:start] in line_ends
        assert not set("\r\n") & set(source[start:end])
        position = end
    assert source[position or 0 :] in line_ends | {""}


@pytest.mark.parametrize(
    ("source", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("a", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n", 2, (2, 1)),
        ("a\u2028b\x0cc", 4, (1, 5)),
        ("🎉\u0301x", 2, (1, 3)),
    ],
)
def test_places_count_as_editors_do(source: str, offset: int, place: tuple[int, int]) -> None:
    """Lines end where files end them, whatever Unicode calls a line; columns are code points."""
    assert Text(source).position(offset) == place


@given(any_text)
def test_each_character_has_its_line_and_column(source: str) -> None:
    """The line of a position holds the character, as many columns in as the position says."""
    text = Text(source)
    for offset, character in enumerate(source):
        line, column = text.position(offset)
        assert text.lines[line - 1].start + column - 1 == offset
        assert text.line_at(offset) == text.lines[line - 1]
        assert offset < text.lines[line - 1].end or character in "\r\n"


@pytest.mark.parametrize(("source", "line"), [("", (0, 0)), ("a", (0, 1)), ("a\r\n", (3, 3))])
def test_the_end_of_a_text_lies_in_a_line(source: str, line: tuple[int, int]) -> None:
    """Behind the line end that ends a text stands an empty line, as editors show it."""
    assert Text(source).line_at(len(source)) == line


@given(any_text | damaged_copy)
def test_every_view_is_in_order_and_within_the_source(source: str) -> None:
    """No span of a view overlaps the one before it, leaves the source or is upside down."""
    text = Text(source)
    for view in (text.lines, text.blocks, text.words, text.sentences):
        position = 0
        for start, end in places(view):
            assert position <= start <= end <= len(source)
            position = end


@given(any_text | damaged_copy)
def test_blocks_hold_every_character_but_white_space(source: str) -> None:
    """Between two blocks there is nothing but white space, and no block takes its line end in."""
    position = 0
    for start, end in places(Text(source).blocks):
        assert not source[position:start].strip()
        assert start < end
        assert source[end - 1] not in "\r\n"
        position = end
    assert not source[position:].strip()


def test_text_is_a_value() -> None:
    """Texts are equal by their source, whichever views were looked at, and survive pickling."""
    text = Text("Aid grew.")
    assert text.words
    assert text == Text("Aid grew.")
    assert hash(text) == hash(Text("Aid grew."))
    assert pickle.loads(pickle.dumps(text)).words == text.words


def test_views_are_computed_once() -> None:
    """A view that was asked for is kept."""
    text = Text("Aid grew. It will grow.\n")
    for view in ("lines", "blocks", "words", "sentences"):
        assert getattr(text, view) is getattr(text, view)


def test_a_text_that_changed_lets_go_of_its_views_and_answers_still() -> None:
    """What a view was made of is freed with the text, and a question is answered anew."""
    text = Text("Aid grew.\n\nIt fell.\n")
    views = text.lines, text.words, text.sentences, text.parts, text.blocks, text.scanned
    freed = weakref.ref(views[-1])
    assert text.changed("Aid fell.\n") == Text("Aid fell.\n")
    assert views[:-1] == (text.lines, text.words, text.sentences, text.parts, text.blocks)
    del views
    text.changed("")
    assert freed() is None


def test_what_is_known_of_a_line_is_known_where_it_stands_in_the_text_that_follows() -> None:
    """A line that an edit leaves as it is need not be looked at anew; it moves with its text."""
    text, source = Text("Aid fell.\n  Aid grew.\n"), "It is so.\n\nAid grew.\n"
    words = text.written_lines[1].words
    line = text.changed(source).written_lines[1]
    assert line.words is words
    assert line == Text(source).written_lines[1]
