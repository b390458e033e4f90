"""Lists that were run together into one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from textclean.edit import Edit
from textclean.evidence.confidence import SURE
from textclean.layout.blocks import FRAGMENT, HEADING, LIST_ITEM, PARAGRAPH
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import pattern

_FEWEST_ITEMS = 3
_MAY_HOLD_LIST = frozenset([FRAGMENT, HEADING, LIST_ITEM, PARAGRAPH])

# Markers of one sort make a list.
_MARKER = pattern(
    r"""
    (?:(?<=\s)|\A)
    (?: (?P<bullet>[•▪◦‣●■□]) | (?P<dash>[*-]) | \(?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))[.)] )
    \s+(?=\S)
    """,
    re.VERBOSE,
)
# What a list may stand after: the words that announce it, or a sentence.
_LEADS_IN = pattern(r"\A\s*\Z|[:.!?][\"”’)]*\s*\Z")
# "(a) money, (b) time and (c) luck" is a sentence.
_GOES_ON = pattern(r"(?:[,;/&–—-]|\b(?:and|or))\s*\Z", re.IGNORECASE)
_STOPPED = pattern(r"[.!?…][\"”’)]*\s*\Z")
_WORD = pattern(r"[\"“‘(]*[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?\"”’)]*")


@normalizer("spaces")
def lists(text: Text, *, flattened: Literal["keep", "set"] = "keep") -> Iterator[Edit]:
    """Set a list that was run together into one line as a list, one item a line.

    What it mends
        The line ends between the items are lost: "Key points: • Wages rise • Shifts end • Members
        vote", or "1. … 2. … 3. …". Some set short lists so on purpose, so it is done only where
        `flattened = "set"` asks for it. The rule is in the preset all the same: one line of
        configuration turns it on beside the others, where selecting it would leave them out.

    What it asks for
        Three markers or more of one kind in a line; numbers and letters in order, from 1 or a. The
        first marker stands at the start of the line, or right after a colon or a sentence. The
        items are alike: all begin with a capital or none does, all but the last end in a stop or
        none does, and they are made of words.

    What it leaves
        Everything, unless `flattened` is set. Bullets between names, prices or links ("Dow 39,000 •
        Nasdaq 16,000", "Home • Sport • Weather"). Enumerations that are a sentence ("(a) money, (b)
        time and (c) luck"). Moves of chess, scores, times, sentences that end in a number. Tables,
        verse, addresses and code.

    Example
        >>> source = "Key points: • Wages rise • Night shifts end • Members vote"
        >>> [edit.start for edit in lists.configured(flattened="set")(Text(source))]
        [11, 24, 43]
    """
    if flattened == "keep":
        return
    why = "an item of a list stands in a line of its own"
    for part in text.parts:
        if part.kind in _MAY_HOLD_LIST and not part.line.is_joint:
            for start, end in _gaps(part.line.text):
                start, end = start + part.line.start, end + part.line.start
                yield Edit.replace(start, end, text.line_end, confidence=SURE, why=why)


def _gaps(line: str) -> Iterator[tuple[int, int]]:
    """Yield the spaces before the items of the list that the line holds; nothing if it is none."""
    found = list(_MARKER.finditer(line))
    for kind in ("bullet", "dash", "number", "letter"):
        markers = [marker for marker in found if marker[kind]]
        if len(markers) >= _FEWEST_ITEMS and _are_in_order(markers, kind):
            edges = [marker.start() for marker in markers] + [len(line)]
            items = [
                line[marker.end() : end] for marker, end in zip(markers, edges[1:], strict=True)
            ]
            # A dash may stand within an item too; a capital after it shows that an item begins.
            is_clear = kind != "dash" or all(item[0].isupper() for item in items)
            if is_clear and _LEADS_IN.search(line[: edges[0]]) and _are_alike(items):
                ends = (len(line[:start].rstrip()) for start in edges[:-1])
                yield from ((end, start) for end, start in zip(ends, edges, strict=False) if end)
                return


def _are_in_order(markers: Sequence[re.Match[str]], kind: str) -> bool:
    """Whether the markers are all the same, or count from 1 or a."""
    labels = [marker[kind] for marker in markers]
    if kind == "number":
        return labels == [str(number + 1) for number in range(len(labels))]
    if kind == "letter":
        return labels == [chr(ord("a") + number) for number in range(len(labels))]
    return len(set(labels)) == 1


def _are_alike(items: Sequence[str]) -> bool:
    """Whether the items are such as a list has, and none a part of a sentence."""
    if any(_GOES_ON.search(item) for item in items[:-1]):
        return False
    stops = {bool(_STOPPED.search(item)) for item in items[:-1]}
    capitals = {item[0].isupper() for item in items if item[0].isalpha()}
    return len(stops) == 1 and len(capitals) <= 1 and all(map(_is_worded, items))


def _is_worded(item: str) -> bool:
    """Whether an item consists of words more than of figures."""
    parts = item.split()
    words = sum(bool(_WORD.fullmatch(part)) for part in parts)
    return 2 * words > len(parts)
