"""What a survey remembers of one document: arrays and a few passages, not its text."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.layout.blocks import FRAGMENT, RUNNING
from textclean.survey.lines import CandidateLine, candidate_lines
from textclean.text import Text
from textclean.tokens.scan import Offsets

# How much of a document is read; hardly any story is as long.
LONGEST = 20_000  # code points

# Bounds of log odds, and the steps to a unit in which they are kept.
LEAST_ODDS = -12.0
MOST_ODDS = 2.5
STEPS = 10

_MAY_HOLD_PHRASE = RUNNING | {FRAGMENT}

# Least log odds of a word whose passage is kept as text, and the context on either side of it.
_WORTH_KEEPING = -4.0
_CONTEXT = 10  # words


@attrs.frozen
class Passage:
    """Some words of one line: the index of the first, where it stands, and the text."""

    first: int
    line: int
    column: int
    text: str


@attrs.frozen(eq=False)
class Sampled:
    """A document as a survey remembers it.

    For each word of its running text, `words` has the last 32 bits of its id, `odds` the log odds
    that it was pasted in, in tenths, and `goes_on` says whether nothing but a space, or a comma,
    stands between it and the next. `passages` are those around odd words, and `lines` those short
    lines that are no running text.
    """

    name: str
    words: NDArray[np.uint32]
    odds: NDArray[np.int8]
    goes_on: NDArray[np.bool_]
    passages: tuple[Passage, ...]
    lines: tuple[CandidateLine, ...]

    @classmethod
    def of(cls, name: str, source: str) -> Sampled:
        """Look at a document with the tagger, at some 20 microseconds a word."""
        from textclean.assessment import assess
        from textclean.tagger.features import COMMA, NONE, features

        text = Text(source)
        if not text.words:
            return cls(name, *_nothing(), (), tuple(candidate_lines(text)))
        gap = features(text).gap
        is_running = _is_running(text)
        goes_on = ((gap == NONE) | (gap == COMMA)) & is_running & np.append(is_running[1:], False)
        odds = np.clip(assess(text).pasted_in(), LEAST_ODDS, MOST_ODDS)
        odds = np.where(is_running, odds, LEAST_ODDS)
        return cls(
            name,
            text.scanned.id.astype(np.uint32),
            np.round(odds * STEPS).astype(np.int8),
            goes_on,
            tuple(_passages(text, odds > _WORTH_KEEPING)),
            tuple(candidate_lines(text)),
        )

    def to_record(self) -> dict[str, Any]:
        """Return the document as plain values, ready for JSON."""
        return {
            "name": self.name,
            "words": _packed(self.words.astype("<u4")),
            "odds": _packed(self.odds),
            "goes_on": _packed(np.packbits(self.goes_on)),
            "passages": [attrs.astuple(passage) for passage in self.passages],
            "lines": [attrs.astuple(line) for line in self.lines],
        }

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Sampled:
        """Return the document again.

        Raises `KeyError`, `TypeError` or `ValueError` where the record is none of ours.
        """
        words = _unpacked(record["words"], "<u4").astype(np.uint32)
        goes_on = np.unpackbits(_unpacked(record["goes_on"], "u1"), count=len(words))
        return cls(
            str(record["name"]),
            words,
            _unpacked(record["odds"], "i1").astype(np.int8),
            goes_on.astype(np.bool_),
            tuple(Passage(*values) for values in record["passages"]),
            tuple(CandidateLine(*values) for values in record["lines"]),
        )


def beginning(source: str) -> str:
    """Return as much of a document as is read: whole lines, unless its first is longer.

    >>> len(beginning("word " * 10_000)), len(beginning("a line\\n" * 10_000))
    (20000, 19999)
    """
    if len(source) <= LONGEST:
        return source
    return source[: source.rfind("\n", 0, LONGEST) + 1 or LONGEST]


def _nothing() -> tuple[NDArray[np.uint32], NDArray[np.int8], NDArray[np.bool_]]:
    return np.zeros(0, np.uint32), np.zeros(0, np.int8), np.zeros(0, np.bool_)


def _is_running(text: Text) -> NDArray[np.bool_]:
    """Whether each word stands in running text, in English, and not in a heading or a table."""
    borders = []
    for part in text.parts:
        if part.kind in _MAY_HOLD_PHRASE:
            borders += [part.line.start, part.line.end]
    inside: NDArray[np.bool_] = np.searchsorted(borders, text.scanned.start, side="right") % 2 == 1
    return inside


def _passages(text: Text, is_odd: NDArray[np.bool_]) -> Iterator[Passage]:
    """Yield the words around odd ones, as far as their line goes; no two passages overlap."""
    starts, ends = text.scanned.start, text.scanned.end
    done = 0
    for word in np.flatnonzero(is_odd).tolist():
        if word < done:
            continue
        line = text.line_at(int(starts[word]))
        first, last = _words_in(starts, ends, line.start, line.end)
        first, last = max(first, word - _CONTEXT, done), min(last, word + _CONTEXT)
        start, end = int(starts[first]), int(ends[last])
        yield Passage(first, *text.position(start), text.source[start:end])
        done = last + 1


def _words_in(starts: Offsets, ends: Offsets, start: int, end: int) -> tuple[int, int]:
    """Return the indices of the first and the last word of a line."""
    return int(np.searchsorted(starts, start)), int(np.searchsorted(ends, end, side="right")) - 1


def _packed(array: NDArray[Any]) -> str:
    return base64.b64encode(array.tobytes()).decode("ascii")


def _unpacked(packed: str, dtype: str) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(packed, validate=True), np.dtype(dtype))
