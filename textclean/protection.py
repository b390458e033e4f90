"""What stays as it is: places of a text, and the guard that keeps rules from them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol

import attrs

from textclean.edit import Alignment, Edit
from textclean.errors import ConfigurationError
from textclean.normalizer import Normalizer
from textclean.options import typed


class Guard(Protocol):
    """Holds what rules propose to what may be changed of a text, and follows it as it changes."""

    def allowed(self, edit: Edit, rule: Normalizer) -> Iterable[Edit]:
        """Yield what may be made of an edit: all of it, parts of it, or nothing."""

    def follow(self, edits: Sequence[Edit]) -> None:
        """Take note that these edits, sorted, have been made of the text."""


@attrs.frozen
class Kept:
    """A place of a text that rules leave alone: those named, or all; `reason` says who wants it.

    Where it does not hold `at_edges`, only what claims its characters is kept from it, or inserts
    where it is itself but a point.
    """

    start: int
    end: int
    reason: str
    rules: frozenset[str] = frozenset()
    at_edges: bool = True

    def holds(self, edit: Edit, rule: str) -> bool:
        """Whether a rule may not make an edit: it would change the place, or write at its edge."""
        if self.rules and rule not in self.rules:
            return False
        have_characters = edit.start < edit.end, self.start < self.end
        if all(have_characters) or (any(have_characters) and not self.at_edges):
            return edit.start < self.end and self.start < edit.end
        return edit.start <= self.end and self.start <= edit.end


@attrs.define
class Protection:
    """The guard of places that stay, kept in step with a text that rules are changing.

    `used` has the reasons for which an edit was not made.
    """

    kept: Sequence[Kept] = ()
    used: set[str] = attrs.field(factory=set)
    _ends: list[int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Put the places in order."""
        self._sort(self.kept)

    def add(self, kept: Iterable[Kept]) -> None:
        """Keep more places."""
        self._sort([*self.kept, *kept])

    def allowed(self, edit: Edit, rule: Normalizer) -> Iterator[Edit]:
        """Yield an edit, unless a place that it touches stays."""
        holding = {one.reason for one in self._near(edit) if one.holds(edit, rule.name)}
        self.used |= holding
        if not holding:
            yield edit

    def follow(self, edits: Sequence[Edit]) -> None:
        """Move the places as the text moves under these edits."""
        alignment = Alignment.of(edits)
        moved = []
        for one in self.kept:
            start, end = alignment.to_text_span(one.start, one.end)
            moved.append(attrs.evolve(one, start=start, end=end))
        self._sort(moved)

    def _sort(self, kept: Iterable[Kept]) -> None:
        """Take these places, in an order in which those around an edit are found without a look at
        all of them.
        """
        self.kept = sorted(kept, key=lambda one: one.start)
        self._ends = list(accumulate((one.end for one in self.kept), max))

    def _near(self, edit: Edit) -> Iterator[Kept]:
        """Yield the places that an edit may touch, and few others."""
        for at in range(bisect_right(self.kept, edit.end, key=lambda one: one.start) - 1, -1, -1):
            if self._ends[at] < edit.start:
                return
            yield self.kept[at]


@attrs.frozen
class Both:
    """Two guards, the second of which sees what the first allows."""

    first: Guard
    second: Guard

    def allowed(self, edit: Edit, rule: Normalizer) -> Iterator[Edit]:
        """Yield what both allow of an edit."""
        for part in self.first.allowed(edit, rule):
            yield from self.second.allowed(part, rule)

    def follow(self, edits: Sequence[Edit]) -> None:
        """Have both follow the text."""
        self.first.follow(edits)
        self.second.follow(edits)


def patterns(value: object) -> tuple[str, ...]:
    """Return regular expressions in a list, each checked. Raises `ConfigurationError`."""
    listed: tuple[str, ...] = typed(value, tuple[str, ...])  # type: ignore[assignment]
    for pattern in listed:
        try:
            _compiled(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            raise ConfigurationError(
                f'"{pattern}" is no regular expression ({error}); put a backslash before a mark '
                "that stands for itself"
            ) from None
    return listed


def pattern_of(term: str) -> str:
    r"""Return the pattern of a word or phrase that stands by itself, over line ends too.

    >>> re.findall(pattern_of("U S"), "A U S plan, a U\nS Open, no U SA.")
    ['U S', 'U\nS']
    """
    words = r"\s".join(map(re.escape, term.split()))
    before = r"(?<!\w)" if term.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if term.strip()[-1:].isalnum() else ""
    return f"{before}{words}{after}"


def matches(source: str, protect: Iterable[str]) -> Iterator[Kept]:
    """Yield the places of a source that patterns match; the reason of each is its pattern."""
    for pattern in protect:
        for match in _compiled(pattern).finditer(source):
            if match.group():
                yield Kept(*match.span(), reason=pattern)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern, in which `^` and `$` are the start and the end of a line."""
    return re.compile(pattern, re.MULTILINE)
