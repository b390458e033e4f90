"""What the width of gaps tells of lost marks is learned of the text itself."""

from __future__ import annotations

import numpy as np

from textclean.normalizer import load
from textclean.tagger.blanks import log_odds
from textclean.tagger.features import ENDS_LINE, NONE
from textclean.text import Text

LIKELY, UNLIKELY = 3.0, -4.0


def test_what_stands_where_marks_are_lost_speaks_for_a_loss_elsewhere() -> None:
    """A gap as wide as those that surely lost a mark is likelier to have lost one, and a narrow one
    is not; a width of its own tells less.
    """
    blanks = np.array([2, 1] * 20 + [2, 1, 3], np.int32)
    logits = np.array([LIKELY, UNLIKELY] * 20 + [0.0, 0.0, 0.0])[:, None]
    told = log_odds(logits, blanks, np.full(43, NONE, np.int32))
    assert told[-3] > 2
    assert told[-2] < -1
    assert abs(told[-1]) < 1


def test_blanks_that_stand_anywhere_tell_nothing() -> None:
    """Where half of the gaps are wide that lost a mark, and half of those that lost none, the width
    is no evidence.
    """
    blanks = np.array([1, 1, 2, 2] * 10, np.int32)
    logits = np.array([LIKELY, UNLIKELY] * 20)[:, None]
    told = log_odds(logits, blanks, np.full(40, NONE, np.int32))
    assert np.abs(told).max() < 0.1


def test_one_wide_gap_tells_little() -> None:
    """One doubled space between words that nothing parts is a slip of the hand."""
    blanks = np.ones(100, np.int32)
    blanks[50] = 2
    told = log_odds(np.full((100, 1), UNLIKELY), blanks, np.full(100, NONE, np.int32))
    assert told[50] < 0.5


def test_the_end_of_a_line_has_no_width() -> None:
    """No blanks are left at the end of a line: that there are none there speaks against nothing."""
    blanks = np.array([2, 1] * 20, np.int32)
    logits = np.array([LIKELY, UNLIKELY] * 20)[:, None]
    gap = np.full(40, NONE, np.int32)
    gap[-1] = ENDS_LINE
    told = log_odds(logits, blanks, gap)
    assert told[-1] == 0
    assert told[-3] < -1


def test_two_blanks_behind_a_point_are_those_of_a_stop() -> None:
    """Who sets two blanks behind each stop sets two behind "v.t.", where nothing is lost."""
    source = """DISABUSE, v.t.  To present your neighbour with another and better error.

DISCRIMINATE, v.i.  To note the particulars in which one person is worse than another.

DISOBEY, v.t.  To celebrate with a fitting ceremony the maturity of a command.

DISSEMBLE, v.i.  To put a clean shirt upon the character.

EAT, v.i.  To perform in turn the functions of chewing, moistening and swallowing.
"""
    assert load("punctuation")(Text(source)) == ()
