"""Damages clean text the way the world does, so that a model can learn to mend it.

The damage is a set of `Edit`s like any other; its inverse is what the model has to find.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from textclean.edit import Edit
from textclean.scan import Span, is_abbreviation
from textclean.text import Text

# What a lost mark is called; the order is that of the tagger's classes.
LOSABLE = {",": "comma", ".": "stop", "!": "stop", "?": "question", ":": "colon", ";": "semicolon"}

_MARK_IN_GAP = re.compile(r"[\"'”’»)\]]*([,.;:?!])[\"'”’»)\]]*(?:\s|\Z)")


@attrs.frozen
class Rates:
    """The share of each kind of mark that is lost, of headings that run into the body, and of
    paragraphs that get one of `phrases`."""

    stop: float = 0.0
    comma: float = 0.0
    hyphen: float = 0.0
    heading: float = 0.0
    stray: float = 0.0
    phrases: Sequence[str] = ()

    def of(self, lost: str) -> float:
        """Return the rate of what was lost; sentence marks of every kind go as stops do."""
        own = {"comma": self.comma, "hyphen": self.hyphen, "heading": self.heading}
        return own.get(lost, self.stop)


def garble(
    text: Text, rates: Rates, rng: random.Random, headings: Sequence[Span] = ()
) -> tuple[Edit, ...]:
    """Return edits that damage `text` at the given rates; each `why` names what was lost or added.

    `headings` are the heading lines of the text, in order.

    >>> source = "Kyiv agreed. A 15-year guarantee, he said, is near."
    >>> from textclean.edit import apply
    >>> apply(source, garble(Text(source), Rates(stop=1, comma=1, hyphen=1), random.Random(0)))
    'Kyiv agreed A 15 year guarantee he said is near'
    """
    damage = [
        *_lost_marks(text, rates, rng),
        *_stray_phrases(text, rates, rng),
        *_run_in_headings(text, headings, rates, rng),
    ]
    return tuple(sorted(damage))


def _lost_marks(text: Text, rates: Rates, rng: random.Random) -> Iterator[Edit]:
    """Yield the loss of sentence marks, commas and hyphens."""
    source, words = text.source, text.words
    for index, (start, end) in enumerate(words):
        following = words[index + 1].start if index + 1 < len(words) else len(source)
        gap = source[end:following]
        if gap in (" ", "\n"):
            continue
        if gap == "-":
            word = source[start:end]
            is_range = word[-1].isdigit() and source[following : following + 1].isdigit()
            if not is_range and rng.random() < rates.hyphen:
                yield Edit.replace(end, following, " ", why="hyphen")
        elif (match := _MARK_IN_GAP.match(gap)) and not _is_point(source[start:end], gap):
            mark = LOSABLE[match[1]]
            if rng.random() < rates.of(mark):
                yield Edit.delete(end + match.start(1), end + match.end(1), why=mark)


def _is_point(word: str, gap: str) -> bool:
    """Whether the gap begins with the point of an abbreviation or an initial."""
    return gap.startswith(". ") and is_abbreviation(word)


def _stray_phrases(text: Text, rates: Rates, rng: random.Random) -> Iterator[Edit]:
    """Yield the pasting of a phrase into about `rates.stray` of the paragraphs."""
    if not rates.phrases:
        return
    source, words = text.source, text.words
    gaps: dict[int, list[int]] = {}
    line = 0
    for left, right in pairwise(words):
        gap = source[left.end : right.start]
        line += "\n" in gap
        if gap == " ":
            gaps.setdefault(line, []).append(right.start)
    for places in gaps.values():
        if len(places) > 4 and rng.random() < rates.stray:
            for at in {rng.choice(places) for _ in range(1 if rng.random() < 0.9 else 2)}:
                yield Edit.insert(at, rng.choice(rates.phrases) + " ", why="stray")


def _run_in_headings(
    text: Text, headings: Sequence[Span], rates: Rates, rng: random.Random
) -> Iterator[Edit]:
    """Yield the loss of the line end after a heading, and at times of the one before it."""
    last = 0
    for start, end in headings:
        after = re.compile(r"\s+").match(text.source, end)
        if not after or rng.random() >= rates.heading or after.end() == len(text.source):
            continue
        yield Edit.replace(*after.span(), " ", why="heading")
        before = len(text.source[:start].rstrip())
        if before > last and rng.random() < 0.5:
            yield Edit.replace(before, start, " ", why="line end")
        last = after.end()
