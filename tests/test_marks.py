"""Where grammar and layout have no room for a mark, none was lost, however likely it looks."""

from __future__ import annotations

import pytest

from textclean.grammar.compounds import may_be_compound
from textclean.grammar.marks import room
from textclean.text import Text


def gap_of(marked: str) -> tuple[Text, int]:
    """Return a text without its `|`, and the last word before that."""
    return Text(marked.replace("|", "")), len(Text(marked.split("|")[0]).words) - 1


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("The talks ended on Monday| They had failed.", "stop", True),
        ("The talks ended on Monday| they had failed.", "stop", False),
        (
            "The talks failed. They will go on when all of the sides are in town again|",
            "stop",
            True,
        ),
        (
            "The talks failed. They will go on when all of the sides are in town again|",
            "comma",
            False,
        ),
        ("He said nothing about the| Nobody asked him.", "stop", False),
        ("(e|) If an owner of land sells it, the lease ends.", "stop", False),
        ("He asked for water; and 4|) The door was shut.", "stop", False),
        ("It was sold to a friend (the mayor|) The price was high.", "stop", True),
        ("¶ 12| The parties agree that it was late.", "stop", False),
        ("It was late. Smith v. Jones, 2012| IL 112754, is clear.", "semicolon", False),
        ("It was late, see Smith v. Jones, 89| Wis. 2d 417.", "comma", False),
        ("They married in 1999. [3] [4|] The pair have a son.", "stop", False),
        ("They married in 1999 [4|] The pair have a son.", "stop", True),
        ("Read all of it at https://example.org/story|", "stop", False),
        ("Read all of it (at https://example.org/story) in town|", "stop", True),
        ("They left (at noon)| (nobody saw them).", "comma", False),
        ("They left| Mr Lindqvist said: nobody saw them.", "colon", False),
        ("They left| Mr Lindqvist said at 10:30 that nobody saw them.", "colon", True),
        ("They came from the U.S.| Nobody saw them.", "stop", False),
        ("They came from the U.S.| Nobody saw them.", "question", True),
        ("They said that| that was all.", "comma", False),
        ("It marks the pauses (i.e.| the commas) of a line.", "comma", False),
        ("1, Harbour, Lund 14 (Petrov|) 5:20.", "comma", False),
        ("Bread costs 1.15 euros| a loaf in the town.", "comma", False),
        ("After a year in Paris| a friend wrote to her.", "comma", True),
        ("Marco Brunetti| Andrea Lodi Paolo Serra", "comma", False),
        ("The mayor of Lyon| Marie Blanc said so.", "comma", True),
        ("They looked for Him. And all of them| He healed.", "stop", False),
        ("They looked for him. And all of them were ill| He healed them.", "stop", True),
    ],
)
def test_a_mark_can_have_been_lost_only_where_there_is_room(
    marked: str, label: str, expected: bool
) -> None:
    """Numbering, citations, references, scores, addresses, rates and names have no room for it."""
    text, gap = gap_of(marked)
    assert room(text)[label][gap] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("A 15| year contract was signed.", True),
        ("R| de Marigny was there.", False),
        ("W| E B Du Bois was there.", False),
        ("An X| ray was taken.", True),
        ("Fabien| Pelous was there.", False),
        ("The Rolls| Royce was sold.", True),
        ("They filed it as In re| M.I. and lost.", False),
    ],
)
def test_two_words_can_be_one_unless_they_are_names(marked: str, expected: bool) -> None:
    """Initials and names stand side by side, unless clean prose joins just these."""
    assert may_be_compound(*gap_of(marked)) is expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The Long Way Home| The ship left at noon.", True),
        ("¶ 27| In the case before us it was late.", False),
    ],
)
def test_numbering_is_no_heading(marked: str, expected: bool) -> None:
    """The number of a paragraph does not end a heading."""
    text, gap = gap_of(marked)
    assert room(text)["heading"][gap] == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_who_said_it_takes_no_stop_whatever_ends_the_line(end: str) -> None:
    """The name ends with its line; the last of the next one may have lost its stop."""
    said = "They would not go. “We built this town with our hands” — Ruth Olsen, the mayor"
    source = f"{said}{end}{end}The council will vote in the town on Tuesday"
    text, gap = gap_of(source)
    last = len(Text(said).words) - 1
    assert room(text)["stop"][[last, gap]].tolist() == [False, True]
