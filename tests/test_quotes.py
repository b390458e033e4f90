"""Quotation marks that left blanks are found by turns, and only where marks left blanks."""

from __future__ import annotations

import numpy as np
import pytest

import textclean
from textclean.tagger.quotes import _chain, lost_quotes
from textclean.text import Text


def test_a_quotation_is_opened_before_it_is_closed() -> None:
    """What can only close says nothing where nothing is open; a pair is believed as one."""
    opens, closes = _chain(np.array([(0.0, 50.0), (9.0, 0.0), (0.0, 0.1), (0.0, 30.0)]), 0.05)
    assert closes[0] == 0
    assert opens[1] == pytest.approx(closes[3], abs=0.02)
    assert opens[1] > 0.9


def test_a_quotation_may_go_on_in_the_next_paragraph() -> None:
    """One that nothing closes is likelier to go on than not to be one, if it surely begins."""
    opens, closes = _chain(np.array([(1000.0, 0.0), (0.0, 0.0)]), 0.05)
    assert opens[0] > 0.9
    assert closes.max() == 0


def test_who_speaks_on_behind_the_speaker_speaks_to_the_end() -> None:
    """Of two places where the second quotation of a paragraph may close alike, it is the last."""
    said = [(50.0, 0.0), (0.0, 50.0)]
    _, closes = _chain(np.array([*said, *said[:1], (0.0, 0.5), (0.0, 0.5)]), 0.05)
    assert closes[4] > 0.8 > 0.2 > closes[3]
    _, closes = _chain(np.array([*said[:1], (0.0, 0.5), (0.0, 0.5)]), 0.05)
    assert closes[1] == pytest.approx(closes[2], abs=0.01)


@pytest.mark.parametrize(
    "source",
    [
        "We stay, he said. They go, she said. It rains.\n",
        "We stay  he said  They go  she said  It rains\n",
        '"We stay"   he said   They go   she said   It rains\n',
        "‘We stay’   he said   They go   she said   It rains\n",
        "",
    ],
    ids=[
        "no blanks",
        "blanks of two",
        "quotation marks",
        "single ones",
        "nothing",
    ],
)
def test_nothing_is_looked_for_where_no_quotation_mark_left_a_blank(source: str) -> None:
    """Text without blanks that are wide enough, or with quotation marks, has lost none."""
    found = lost_quotes(Text(source))
    assert not np.any(found.opens)
    assert not np.any(found.closes)


def test_a_slip_of_the_hand_brings_no_quotation() -> None:
    """One doubled space in a text that quotes without marks is closed, and nothing else is done."""
    said = (
        "Judge: How did you pay them? Witness: I had a man who offered to pay my employees, fill "
        "out — he had em fill out{}W2 forms all of em, and he took care of the rest of it.\n"
    )
    assert textclean.clean(said.format("  ")) == said.format(" ")


def test_the_lines_of_verse_in_a_paragraph_bring_no_quotation() -> None:
    """Wide gaps of a text that kept its marks are none that quotation marks left."""
    lines = (
        "O who will mend the harbour wall",
        "And who will bring the timber down?",
        "The tide is high, the stones are small,",
        "And no one comes from out the town.",
        "Yet I have seen the builders pass",
        "With heavy carts along the sand,",
        "And heard the ringing of the brass",
        "That calls the keepers to the land.",
    )
    verse = "   ".join(lines * 3) + "\n"
    assert lost_quotes(Text(verse)).closes.max() < 0.1


def test_the_marks_that_are_back_do_not_tell_that_none_were_lost() -> None:
    """The stops come back first, and the quotation marks of the same text after them."""
    source = (
        "The bridge was built for carts  and it has carried trucks for forty years   said Olsen   "
        "We owe our drivers a road that they can trust\n"
    )
    assert textclean.clean(source).endswith('"We owe our drivers a road that they can trust."\n')


def test_no_quotation_begins_behind_a_sign() -> None:
    """What stands beside an arrow is no quotation that lost its mark."""
    source = (
        "Low fat   and low salt\n*do not write to me* -> I have no valid address, nor can I write\n"
    )
    text = Text(source)
    word = int(np.searchsorted(text.scanned.start, source.index("I have")))
    assert lost_quotes(text).opens[word] < 1e-6
