"""The gaps between words: what stands in them, and which sentence, block or span a word lies in.

The gap of a word is the one behind it; what stands before the first word is none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from textclean.text import Text, view
from textclean.tokens.scanner.characters import code_points
from textclean.tokens.scanner.tokens import Indices

Bools = NDArray[np.bool_]

_SENTENCE_MARKS = frozenset(".!?:;¶§\r\n")


@view
def are_spaces(text: Text) -> Bools:
    """Return whether one space stands behind each word and before the next, and nothing else.

    >>> are_spaces(Text("Aid grew, and  it will")).tolist()
    [True, False, False, True, False]
    """
    words = text.scanned
    are = np.zeros(len(words), np.bool_)
    are[:-1] = words.start[1:] - words.end[:-1] == 1
    are[are] = code_points(text.source)[words.end[are]] == ord(" ")
    return are


@view
def sentence_starts(text: Text) -> Indices:
    """Return for each word the first word of its sentence, or of the part of one behind a colon or
    semicolon.

    >>> sentence_starts(Text("Aid grew. It will: they said")).tolist()
    [0, 0, 2, 2, 4, 4]
    """
    starts = np.zeros(len(text.scanned), np.intp)
    for gap in np.flatnonzero(~are_spaces(text)[:-1]).tolist():
        if not _SENTENCE_MARKS.isdisjoint(between(text, gap)):
            starts[gap + 1] = gap + 1
    return np.maximum.accumulate(starts)


@view
def blocks_of_words(text: Text) -> Indices:
    """Return for each word the index of the block that it lies in.

    >>> blocks_of_words(Text("The vote\\n\\nAid grew.\\n")).tolist()
    [0, 0, 1, 1]
    """
    starts = [block.start for block in text.blocks]
    return np.searchsorted(starts, text.scanned.start, side="right") - 1


def hold(text: Text, sign: str) -> Bools:
    """Return whether a character stands in the gap after each word.

    >>> hold(Text("Aid (of all kinds) grew ("), "(").tolist()
    [True, False, False, False, True]
    """
    words = text.scanned
    held = np.zeros(len(words) + 1, np.bool_)
    at = np.flatnonzero(code_points(text.source) == ord(sign))
    gaps = np.searchsorted(words.end, at, side="right")  # and before the first word
    held[gaps[gaps == np.searchsorted(words.start, at)]] = True
    return held[1:]


def end_within(text: Text, spans: Sequence[tuple[int, int]]) -> Bools:
    """Return whether each word ends within one of some spans of the source, or at the edge of one.

    >>> end_within(Text("Aid grew and it will"), [(3, 8), (5, 12)]).tolist()
    [True, True, True, False, False]
    """
    ends, edges = text.scanned.end, np.array(spans, np.int32).reshape(-1, 2)
    number = np.zeros(len(ends) + 1, np.intp)
    np.add.at(number, np.searchsorted(ends, edges[:, 0]), 1)
    np.subtract.at(number, np.searchsorted(ends, edges[:, 1], side="right"), 1)
    within: Bools = number[:-1].cumsum() > 0
    return within


def next_to(are: Bools) -> Bools:
    """Return for each word what is so of the next; the last has none, of which nothing is so.

    >>> next_to(np.array([True, False, True])).tolist()
    [False, True, False]
    """
    of_next = np.zeros_like(are)
    of_next[:-1] = are[1:]
    return of_next


def between(text: Text, gap: int) -> str:
    """Return what stands behind a word and before the next, or the end of the text."""
    words = text.words
    following = words[gap + 1].start if gap + 1 < len(words) else None
    return text.source[words[gap].end : following]
