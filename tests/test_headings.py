"""The rule that sets headings apart."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from textclean.layout.headings import style
from textclean.normalizer import load
from textclean.normalizers import headings
from textclean.text import Text

_BODY = "Half of the town works at the port, and the other half sells things to those who do. "
_LINES = ["Roads and Bridges", "THE VOTE", "Who Pays?", "# It Grew.", "In the U.S.", "It rained."]
_documents = st.lists(
    st.tuples(st.sampled_from([*_LINES, 2 * _BODY, 3 * _BODY]), st.sampled_from(["\n", "\n\n"])),
    max_size=12,
).map(lambda lines: "".join(line + end for line, end in lines))


@example(f"# It Grew.\n{2 * _BODY}\n\n{2 * _BODY}\n\n# It Fell.\n\n{2 * _BODY}\n")
@example(
    f"# It Grew.\n{2 * _BODY}\n\nRoads and Bridges\n\n{2 * _BODY}\n\n# It Fell.\n\n{2 * _BODY}\n"
)
@given(_documents)
def test_a_heading_is_looked_for_wherever_one_may_lack_a_blank_line(source: str) -> None:
    """The parts of a document are made where that may be so; the rule finds no more if they always
    are.
    """
    found = load("headings")(Text(source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headings, "may_have_headings", lambda lines: True)
        assert found == load("headings")(Text(source))


def test_each_style_is_looked_at_a_few_times_however_many_there_are() -> None:
    """What the headings of a document have in common is counted once, not anew for each."""
    counted = Mock(wraps=style)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headings, "style", counted)
        edits = load("headings")(Text(f"Roads and Bridges\n{2 * _BODY}\n" * 50))
    assert len(edits) > 50
    assert counted.call_count <= 4 * 50


def _is_set_apart(line: str, end: str) -> bool:
    """Return whether the rule sets a line apart from the long paragraphs around it."""
    source = f"{_BODY}{_BODY}{end}{_BODY}\n{line}\n{_BODY}{end}{_BODY}\n"
    return any(edit.confidence >= 0.7 for edit in load("headings")(Text(source)))


@pytest.mark.parametrize(
    ("line", "by_line_end", "by_blank_line"),
    [
        ("Roads and Bridges", True, True),
        ("Campaigning and charity", True, True),
        ("Money", False, True),
        ("STOP THE BOATS!", False, True),
        ("Who pays?", False, False),
        ("Nobody in the town had asked for it", False, False),
    ],
)
def test_a_heading_without_another_has_to_be_surer(
    line: str, by_line_end: bool, by_blank_line: bool
) -> None:
    """A line alone that could be a sentence is a heading where its form leaves little doubt; one
    word is so where blank lines part the text.
    """
    assert (_is_set_apart(line, "\n"), _is_set_apart(line, "\n\n")) == (by_line_end, by_blank_line)


@pytest.mark.parametrize(
    ("line", "other", "is_sure"),
    [
        ("Money", "Roads and Bridges", True),
        ("Money", "## Roads and Bridges", False),
        ("STOP THE BOATS!", "Roads and Bridges", False),
    ],
)
def test_another_heading_speaks_for_a_plain_one(line: str, other: str, is_sure: bool) -> None:
    """But not one with marks for one that lacks them, nor any but its like for a cry."""
    source = f"{_BODY}{_BODY}\n{_BODY}\n{line}\n{_BODY}\n{_BODY}\n\n{other}\n\n{_BODY}{_BODY}\n"
    place = source.index(line)
    [edit] = [edit for edit in load("headings")(Text(source)) if edit.start == place]
    assert (edit.confidence >= 0.7) == is_sure


@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_a_heading_may_stand_under_a_paragraph_that_lost_its_stop(end: str) -> None:
    """A line of so many words is no label that stands over it."""
    over = "The board met in May and sold the boats of the town [19]"
    source = (
        f"{_BODY}{_BODY}{end}{_BODY}{end}{over}\nRoads and Bridges\n{_BODY}{_BODY}{end}{_BODY}\n"
    )
    places = [edit.start for edit in load("headings")(Text(source))]
    assert places == [source.index("Roads"), source.index("Roads") + len("Roads and Bridges\n")]


def test_a_heading_is_shorter_than_a_sentence_under_it() -> None:
    """Of two short lines the longer stands over no other."""
    heading = "Roads and Bridges and the Money for All of Them Together"
    source = f"{_BODY}\n{_BODY}\n{heading}\nNobody in the town has asked for it.\n{_BODY}\n"
    assert load("headings")(Text(source)) == ()


@pytest.mark.parametrize(
    ("text", "is_text"),
    [
        ("The office answers within ten days of the letter.", True),
        ("These are the things that you have to bring:", True),
        ("It will.", False),
        ("The man who came to dinner and stayed", False),
    ],
)
def test_a_whole_sentence_is_text_under_a_heading(text: str, is_text: bool) -> None:
    """Where line ends part the text, a short line under a heading is a sentence with its stop, or
    leads something in.
    """
    found = load("headings")(Text(f"{_BODY}\n{_BODY}\nRoads and Bridges\n{text}\n{_BODY}\n"))
    assert bool(found) == is_text


def test_what_is_no_running_text_is_none_under_a_heading() -> None:
    """However long it is, as what somebody quotes."""
    quoted = f"> {2 * _BODY}"
    source = f"{_BODY}\n{_BODY}\n# Roads and Bridges\n{{}}\n{_BODY}\n"
    assert load("headings")(Text(source.format(quoted))) == ()
    assert load("headings")(Text(source.format(2 * _BODY)))
