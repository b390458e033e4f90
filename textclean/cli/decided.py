"""Repairs a text as the rules and the decisions about its findings have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import attrs

from textclean.adapters import formats
from textclean.cli.decisions import About, key_of
from textclean.cli.files import Document
from textclean.edit import Alignment, Edit, apart, apply, checked, compose, in_order
from textclean.evidence.confidence import CERTAIN
from textclean.pipeline import Pipeline, Report
from textclean.protection import Kept, Protection

# Why rules leave alone what a person wrote.
_DECIDED = "decided"


class Decided(NamedTuple):
    """The repair of a document, the keys of the decisions whose findings were there, and the
    comments in it that switch nothing off.
    """

    report: Report
    held: frozenset[str]
    idle: tuple[str, ...]


def repaired(document: Document, pipeline: Pipeline, form: str, decisions: About) -> Decided:
    """Repair a document.

    A finding that was decided on is known by what comes of the whole repair, as people saw it. So
    it is looked for there, and then all is repaired once more with its place left to the decision.
    """
    places = _Places(document.text, decisions)
    while True:
        protection = Protection(places.kept)
        report = formats.repair(document.text, pipeline, form, document.encoding, protection)
        if places.take(report):
            continue
        if places.written:
            report = _with(places, report, document, pipeline, form)
        if not (places.written and places.take(report)):
            break
    reasons = dict.fromkeys(one.reason for one in protection.kept)
    known = protection.used | places.held | {_DECIDED}
    idle = tuple(reason for reason in reasons if reason not in known)
    return Decided(report, frozenset(places.held), idle)


@attrs.define
class _Places:
    """The places of a source that were decided on, as they are found.

    `stays` are those that stay as they are, `written` the edits that were decided on and that the
    rules do not make by themselves.
    """

    source: str
    decisions: About
    stays: list[Kept] = attrs.field(factory=list)
    written: list[Edit] = attrs.field(factory=list)
    held: set[str] = attrs.field(factory=set)
    _agreed: dict[tuple[int, int, str], Edit] = attrs.field(factory=dict)

    @property
    def kept(self) -> list[Kept]:
        """The places that no rule may change."""
        return [*self.stays, *(_kept(edit.start, edit.end) for edit in self.written)]

    def take(self, report: Report) -> bool:
        """Take what a report finds that was decided on; return whether there was anything new."""
        if not self.decisions:
            return False
        before = len(self.stays) + len(self.written)
        made = {(edit.start, edit.end, edit.new) for edit in report.edits}
        for edit in (*report.edits, *report.suggestions):
            key = key_of(self.source, edit)
            if key not in self.decisions:
                continue
            self.held.add(key)
            new = self.decisions[key].new
            if new is None:
                self._keep(Kept(edit.start, edit.end, key, frozenset(edit.rules)))
            elif (edit.start, edit.end, new) in made:
                self._agreed[edit.start, edit.end, new] = edit
            else:
                self._write(attrs.evolve(edit, new=new, confidence=CERTAIN))
        # What the rules would have made may be found no more, once something else stays.
        for place, edit in self._agreed.items():
            if place not in made:
                self._write(edit)
        return len(self.stays) + len(self.written) > before

    def _keep(self, place: Kept) -> None:
        if place not in self.stays:
            self.stays.append(place)

    def _write(self, edit: Edit) -> None:
        """Have an edit made, unless another has been taken that claims the same characters."""
        self.written = sorted([*self.written, *apart([edit], self.written)], key=in_order)


def _with(
    places: _Places, report: Report, document: Document, pipeline: Pipeline, form: str
) -> Report:
    """Return a report with what was decided to be written, and what the rules make of the rest.

    The rules have seen the text as it came in, so that what is written in one place is no evidence
    against damage in another; now they see what came of it, and leave what was written.
    """
    source = report.source
    written = tuple(apart(places.written, report.edits))
    first = checked(source, [*report.edits, *written])
    protection = Protection([*_moved(places.stays, written, first)])
    text = apply(source, first)
    second = formats.repair(text, pipeline, form, document.encoding, protection)
    edits = compose(source, first, second.edits)
    return Report(
        source,
        second.text,
        edits,
        tuple(apart(report.suggestions, edits)),
        second.warnings,
        report.protected | second.protected,
    )


def _moved(stays: Iterable[Kept], written: Sequence[Edit], made: Sequence[Edit]) -> Iterator[Kept]:
    """Yield where the places of a source stand in the text that edits made of it; where the text
    was deleted there is nothing left to keep.
    """
    alignment = Alignment.of(made)
    for one in stays:
        start, end = alignment.to_text_span(one.start, one.end)
        yield attrs.evolve(one, start=start, end=end)
    for edit, (start, end) in zip(alignment.edits, alignment.text_spans, strict=True):
        if edit in written and start < end:
            yield _kept(start, end)


def _kept(start: int, end: int) -> Kept:
    """Return a place where what was decided stands, beside which rules may write."""
    return Kept(start, end, _DECIDED, at_edges=False)
