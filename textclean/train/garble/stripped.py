"""The loss of all marks at once, as exports do it that keep letters, figures and spaces alone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from textclean.edit import Edit
from textclean.text import Text
from textclean.train.garble.marks import lost_marks

_MARKS = re.compile(r"[^\w\s]+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_DASH = re.compile(r"[-–—]")
_BLANKS_OF_UNICODE = 3  # a blank for each byte of UTF-8


def stripped(
    text: Text, kept: str, blanks: int, by_bytes: bool, rng: random.Random
) -> Iterator[Edit]:
    """Yield the loss of all marks but those `kept`, a run of them at a time.

    A mark leaves so many `blanks`, three times as many for one beyond ASCII where they go
    `by_bytes`. A dash or hyphen leaves at least one.
    """
    named = {edit.start: edit.why for edit in lost_marks(text, lambda _: 1.0, rng)}
    for run in _MARKS.finditer(text.source):
        why, left = "stripped", ""
        for at, mark in enumerate(run.group(), run.start()):
            if mark in kept:
                left += mark
                continue
            left += " " * blanks * (_BLANKS_OF_UNICODE if by_bytes and not mark.isascii() else 1)
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
