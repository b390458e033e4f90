"""The loss of all marks at once, as exports do it that keep letters, figures and spaces alone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import attrs

from textclean.edit import Edit
from textclean.text import Text
from textclean.train.garble.marks import lost_marks

_MARKS = re.compile(r"[^\w\s]+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_DASH = re.compile(r"[-–—]")
_BLANKS_OF_UNICODE = 3  # a blank for each byte of UTF-8


@attrs.frozen
class Stripping:
    """How an export strips marks: all but those `kept`.

    A mark leaves so many `blanks`, three times as many for one beyond ASCII where they go
    `by_bytes`.
    """

    kept: str = ""
    blanks: int = 1
    by_bytes: bool = False

    def left_by(self, mark: str) -> str:
        """Return what a mark leaves."""
        if mark in self.kept:
            return mark
        is_long = self.by_bytes and not mark.isascii()
        return " " * self.blanks * (_BLANKS_OF_UNICODE if is_long else 1)


def stripped(text: Text, stripping: Stripping, rng: random.Random) -> Iterator[Edit]:
    """Yield the loss of marks, a run at a time; a dash or hyphen leaves a blank at least."""
    named = {edit.start: edit.why for edit in lost_marks(text, lambda _: 1.0, rng)}
    for run in _MARKS.finditer(text.source):
        why, left = "stripped", ""
        for at, mark in enumerate(run.group(), run.start()):
            left += stripping.left_by(mark)
            if mark not in stripping.kept:
                why = named.get(at, why)
        if not left and _APOSTROPHE.match(text.source, run.start()):
            why = "apostrophe"
        if left != run.group():
            is_dash = not left and _DASH.search(run.group())
            yield Edit.replace(*run.span(), " " if is_dash else left, why=why)


def loosened(text: Text, rate: float, rng: random.Random) -> Iterator[Edit]:
    """Yield a second blank in this share of the gaps between two words: some writers and programs
    leave them anywhere, and no mark was lost there."""
    if not rate:
        return
    for gap in re.finditer(r"(?<=\w) (?=\w)", text.source):
        if rng.random() < rate:
            yield Edit.insert(gap.end(), " ", why="loose")
