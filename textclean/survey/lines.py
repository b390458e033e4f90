"""Whole lines that come back in many documents as furniture of a page does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import attrs

from textclean import furniture
from textclean.evidence.confidence import LIKELY
from textclean.layout.blocks import (
    ADDRESS,
    BYLINE,
    CODE,
    QUOTED,
    RULE_LINE,
    TABLE,
    VERSE,
    WIRE,
    Part,
)
from textclean.layout.lines import folded, goes_on
from textclean.survey.findings import Example, Finding, chosen, ordered
from textclean.text import Text

_KEPT = frozenset([ADDRESS, BYLINE, CODE, QUOTED, RULE_LINE, TABLE, VERSE, WIRE])
_LONGEST = 120  # characters
_FEWEST_DOCUMENTS = 3
_FEWEST_LETTERS = 3

# Where a line stands: where a sentence goes on over it, beside furniture, or anywhere else.
BREAKS = "breaks"
BESIDE = "beside"
ELSEWHERE = "elsewhere"

# Least shares of the places of a line: a heading, too, comes back in many documents
# ("Manufacturing"), but hardly ever where a sentence goes on over it.
_LEAST_ODD_OF_DOUBTFUL_FORM = 0.25  # that break a sentence or stand beside furniture
_LEAST_BREAKS = 0.3
_LEAST_BESIDE = 0.8
_FEWEST_BESIDE = 5  # documents


@attrs.frozen
class CandidateLine:
    """A line that may be furniture: its number, its text, and where it stands."""

    number: int
    text: str
    place: str


def candidate_lines(text: Text) -> Iterator[CandidateLine]:
    """Yield the lines of a document that may be furniture: short ones that are no running text."""
    parts = text.parts
    sure = [part.line.furniture for part in parts]
    for at, part in enumerate(parts):
        line = part.line
        if part.kind in _KEPT or len(line.text) > _LONGEST or line.is_joint:
            continue
        if len(line.letters) >= _FEWEST_LETTERS and (sure[at] or not line.is_prose):
            number, _ = text.position(line.start)
            yield CandidateLine(number, line.text, _place(parts, sure, at))


def _place(parts: Sequence[Part], sure: Sequence[float], at: int) -> str:
    """Return where a line stands; other furniture beside it is passed over."""
    first, last = at - 1, at + 1
    while first >= 0 and sure[first]:
        first -= 1
    while last < len(parts) and sure[last]:
        last += 1
    if first >= 0 and last < len(parts):
        before, after = parts[first].line, parts[last].line
        if before.is_long and goes_on(before, after, over_semicolon=False):
            return BREAKS
    return BESIDE if any(sure[first + 1 : at]) or any(sure[at + 1 : last]) else ELSEWHERE


def furniture_lines(
    documents: Sequence[tuple[str, Sequence[CandidateLine]]],
) -> tuple[Finding, ...]:
    """Return the lines that come back as furniture in these documents, each a name and its lines.

    Either the form of the line says so, or the places where it stands.
    """
    found: defaultdict[str, list[tuple[int, Example, str]]] = defaultdict(list)
    for document, (name, lines) in enumerate(documents):
        for line in lines:
            example = Example(name, line.number, 1, line.text)
            found[folded(line.text)].append((document, example, line.place))
    return ordered(
        Finding(
            min(example.text for _, example, _ in places),
            len(places),
            _documents(places),
            float(len(places)),
            chosen(example for _, example, _ in places),
        )
        for places in found.values()
        if _is_furniture(places)
    )


def _documents(places: Sequence[tuple[int, Example, str]]) -> int:
    """Return in how many documents the places lie."""
    return len({document for document, _, _ in places})


def _is_furniture(places: Sequence[tuple[int, Example, str]]) -> bool:
    """Whether a line that stands in these places is furniture."""
    documents = _documents(places)
    if documents < _FEWEST_DOCUMENTS:
        return False
    certainty = max(furniture.certainty(example.text) for _, example, _ in places)
    if certainty >= LIKELY:  # such a form needs no more than to come back
        return True
    shares = Counter(place for _, _, place in places)
    breaks, beside = shares[BREAKS] / len(places), shares[BESIDE] / len(places)
    if certainty:
        return breaks + beside >= _LEAST_ODD_OF_DOUBTFUL_FORM
    return breaks >= _LEAST_BREAKS or (beside >= _LEAST_BESIDE and documents >= _FEWEST_BESIDE)
