"""What a survey finds: phrases and lines, each with its counts and a few of its places."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

_MOST_EXAMPLES = 3


@attrs.frozen(order=True)
class Example:
    """A place of a finding, line and column counted from 1, and the text around it."""

    name: str
    line: int
    column: int
    text: str


@attrs.frozen
class Finding:
    """A phrase, in lower case, or a whole line that comes back where it does not belong.

    `occurrences` and `documents` are counted in the sample; `evidence` is what findings of a kind
    are ordered by.
    """

    text: str
    occurrences: int
    documents: int
    evidence: float
    examples: tuple[Example, ...]


@attrs.frozen
class Findings:
    """What a survey found in the `sampled` of the documents that it `read`.

    Of those that are `cut` only the beginning was read, since they are long.
    """

    read: int
    cut: int
    sampled: int
    phrases: tuple[Finding, ...]
    lines: tuple[Finding, ...]


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by their evidence, the strongest first."""
    return tuple(sorted(findings, key=lambda finding: (-finding.evidence, finding.text)))


def chosen(places: Iterable[Example]) -> tuple[Example, ...]:
    """Return a few places to show, each in another document."""
    first = {example.name: example for example in sorted(places, reverse=True)}
    return tuple(sorted(first.values())[:_MOST_EXAMPLES])
