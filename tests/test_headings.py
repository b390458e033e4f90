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
