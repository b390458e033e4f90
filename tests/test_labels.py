"""Labels at the head of lines are told from lines that lost their marks."""

from __future__ import annotations

import pytest

from textclean.grammar.labels import label_ends
from textclean.text import Text


def labels(source: str) -> list[str]:
    """Return the labels of a text."""
    text = Text(source)
    return [source[text.line_at(end).start : end] for end in sorted(label_ends(text))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("LONDON  The minister left.\nPARIS  The minister stayed.\n", ["LONDON", "PARIS"]),
        ("Raya 7  Had little to do.\n\nRice 9  Ran the game.\n", ["Raya 7", "Rice 9"]),
        ("ANNE Where is he?\nPAUL Who?\nANNE Your brother.\nPAUL He left.\n", ["ANNE", "PAUL"] * 2),
    ],
    ids=["slugs", "ratings", "speakers in capitals"],
)
def test_what_begins_the_lines_is_a_label(source: str, expected: list[str]) -> None:
    """Blanks behind the first words of nearly all lines part labels; so do capitals that return."""
    assert labels(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "LONDON  The minister left.\n",
        "In London  the minister left  and so did we  The train was late\nPARIS  It rained\n",
        "He left.  She stayed.\nIt rained.  We waited.\n",
        "The boat is  here.\nThe boat left  .\n",
        "IBM Shares fell.\nNASA A rocket rose.\nUNESCO The list grew.\n",
        "",
    ],
    ids=[
        "one line",
        "marks that became blanks",
        "two blanks behind stops",
        "slips",
        "others",
        "nothing",
    ],
)
def test_no_label_is_seen_elsewhere(source: str) -> None:
    """One line has no fellows, and where blanks stand anywhere they are no layout."""
    assert labels(source) == []
