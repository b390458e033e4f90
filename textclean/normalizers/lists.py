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

_FEWEST_ITEMS = 3
_MAY_HOLD_LIST = frozenset([FRAGMENT, HEADING, LIST_ITEM, PARAGRAPH])

# The sort of a marker tells which others go with it.
_MARKER = re.compile(
    r"""
    (?:(?<=\s)|\A)
    (?: (?P<bullet>[•▪◦‣●■□]) | (?P<dash>[*-]) | \(?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))[.)] )
    \s+(?=\S)
    """,
    re.VERBOSE,
)
# What a list may stand after: the words that announce it, or a sentence.
_LEADS_IN = re.compile(r"\A\s*\Z|[:.!?][\"”’)]*\s*\Z")
# "(a) money, (b) time and (c) luck" is a sentence.
_GOES_ON = re.compile(r"(?:[,;/&–—-]|\b(?:and|or))\s*\Z", re.IGNORECASE)
_STOPPED = re.compile(r"[.!?…][\"”’)]*\s*\Z")
_WORD = re.compile(r"[\"“‘(]*[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?\"”’)]*")


@normalizer("spaces")
def lists(text: Text, *, flattened: Literal["keep", "set"] = "keep") -> Iterator[Edit]:
    r"""Set a list that was run together into one line as a list, one item a line.

    Damage: the line ends between the items are lost: "Key points: • Wages rise • Shifts end •
    Members vote", or "1. … 2. … 3. …".

    It is done only where `flattened = "set"` asks for it, since some set short lists so on purpose.
    The rule stands in the preset all the same, where one line of configuration turns it on beside
    the others; to select it would leave them out.

    Evidence: three markers or more of one kind in a line, numbers and letters in order from 1 or
    a and none beside them; the first at the line's start or right after a colon or a sentence; the
    items alike, all beginning with a capital or none, all but the last with a stop or none, and
    made of words.

    Left alone: bullets that part names, prices or links ("Dow 39,000 • Nasdaq 16,000", "Home •
    Sport • Weather"), enumerations that are a sentence ("(a) money, (b) time and (c) luck"), moves
    of chess, scores, times, sentences that end in a number, and tables, verse, addresses and code.

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
            # A dash may stand in an item too, and only a capital tells that one begins.
            is_clear = kind != "dash" or all(item[0].isupper() for item in items)
            if is_clear and _LEADS_IN.search(line[: edges[0]]) and _are_alike(items):
                ends = (len(line[:start].rstrip()) for start in edges[:-1])
                yield from ((end, start) for end, start in zip(ends, edges, strict=False) if end)
                return


def _are_in_order(markers: Sequence[re.Match[str]], kind: str) -> bool:
    """Whether the markers are one sign each time, or count from 1 or a."""
    signs = [marker[kind] for marker in markers]
    if kind == "number":
        return signs == [str(number + 1) for number in range(len(signs))]
    if kind == "letter":
        return signs == [chr(ord("a") + number) for number in range(len(signs))]
    return len(set(signs)) == 1


def _are_alike(items: Sequence[str]) -> bool:
    """Whether the items are such as a list has, and none a part of a sentence."""
    if any(_GOES_ON.search(item) for item in items[:-1]):
        return False
    stops = {bool(_STOPPED.search(item)) for item in items[:-1]}
    capitals = {item[0].isupper() for item in items if item[0].isalpha()}
    return len(stops) == 1 and len(capitals) <= 1 and all(map(_is_worded, items))


def _is_worded(item: str) -> bool:
    """Whether an item consists of words more than of figures, moves and names of shares."""
    parts = item.split()
    words = sum(bool(_WORD.fullmatch(part)) for part in parts)
    return 2 * words > len(parts)
