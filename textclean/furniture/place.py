"""`Place`: where furniture may stand in a paragraph, and what decides whether it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.evidence.confidence import LIKELY, SURE
from textclean.furniture.form import Form
from textclean.furniture.gap import Gap
from textclean.tokens.lines import line_index
from textclean.tokens.scan import Span

# "A box headed Advertisement in grey": the label is named, and not set.
_NAMES_LABEL = frozenset(
    """
    label labels labelled labeled marked headed titled tagged called named word words link button
    sign reads reading read saying says type typed types wrote writes written writing painted press
    click as select choose visit open tap hit use via
    """.split()  # noqa: SIM905
)


class Place(NamedTuple):
    """Where furniture may stand, from `first` to `last`, found before its paragraph is known.

    `judged` takes the gap that it would leave there, and returns the gap to be closed, which may be
    wider, with its confidence. `what` names it to the reader of an edit.
    """

    first: int
    last: int
    judged: Callable[[Gap], Gap]
    what: str
    stays_in_list: bool = False


def lines_at(lines: Sequence[Span], offsets: Iterable[int]) -> list[Span]:
    r"""Return those of the lines that one of the characters stands in, in order.

    >>> lines_at([Span(0, 4), Span(5, 9), Span(10, 16)], [11, 0, 2])
    [Span(start=0, end=4), Span(start=10, end=16)]
    """
    return [lines[at] for at in sorted({line_index(lines, offset) for offset in offsets})]


def marks(source: str, lines: Sequence[Span], signs: Iterable[str]) -> Iterator[int]:
    r"""Yield where marks stand, the first of each in a line.

    >>> list(marks("a|b|c<\n|", [Span(0, 6), Span(7, 8)], "<|"))
    [5, 1, 7]
    """
    for mark in signs:
        at = source.find(mark)
        while at >= 0:
            yield at
            at = source.find(mark, lines[line_index(lines, at)].end)


def found(
    form: Form | re.Pattern[str], source: str, lines: Iterable[Span]
) -> Iterator[re.Match[str]]:
    r"""Yield what a form finds in some lines of a source.

    >>> form = re.compile("a")
    >>> [match.start() for match in found(form, "a\na\na", [Span(2, 3), Span(4, 5)])]
    [2, 4]
    """
    for start, end in lines:
        yield from form.finditer(source, start, end)


def between_sentences(gap: Gap, *, may_lack_stop: bool = False) -> float:
    """Return how sure it is that what stands between two sentences is no part of either; the first
    may have lost its stop.
    """
    following, second = gap.words_after
    if not gap.before:
        return 0.0
    if not gap.follows_sentence:
        is_start = following[:1].isupper() and starts_sentence(following, second)
        return LIKELY if may_lack_stop and is_start and gap.source[gap.first].isupper() else 0.0
    if not gap.after:
        return LIKELY
    return SURE if following and starts_sentence(following, second) else 0.0


def starts_sentence(word: str, second: str) -> bool:
    """Whether `word` has its capital because a sentence starts with it, by itself and by the word
    after it.
    """
    if not word[0].isupper():
        return False
    if word.lower() in FUNCTION_WORDS:
        return True
    return second[:1].islower() or (word.istitle() and not lexicon.is_name(word))


def names_label(word: str) -> bool:
    """Whether what follows a word is named in the text: "a box headed Advertisement"."""
    return word.lower() in _NAMES_LABEL
