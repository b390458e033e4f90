"""The walk through findings that `textclean review` shows: where it is, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

import attrs

from textclean.cli.decisions import About, Decision, key_of
from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome
from textclean.edit import Edit
from textclean.errors import TextcleanError
from textclean.text import Text


class Verdict(Enum):
    """What was decided about a finding."""

    OPEN = "not decided"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited by hand"


class UndecidableError(TextcleanError):
    """A decision cannot be made as things stand."""


@attrs.frozen(eq=False)
class Finding:
    """An edit or a suggestion in a file, and the key by which it is decided on."""

    task: Input
    text: Text
    edit: Edit
    is_made: bool
    key: str


def findings(task: Input, outcome: Outcome) -> Iterator[Finding]:
    """Yield the edits and suggestions in a file, in order of place."""
    if outcome.report is None:
        return
    text = Text(outcome.report.source)
    found = [(edit, True) for edit in outcome.report.edits]
    found += [(edit, False) for edit in outcome.report.suggestions]
    for edit, is_made in sorted(found):
        yield Finding(task, text, edit, is_made, key_of(text.source, edit))


@attrs.define
class Walk:
    """A walk through findings, of which one is looked at; each step of it can be taken back.

    `decided` has what was decided about each file. `save` is told of each file whose decisions
    changed, and may raise a `TextcleanError`; so may `check`, before words by hand are taken.
    """

    decided: dict[Path, About]
    save: Callable[[Path, About], None]
    check: Callable[[Finding, About], None]
    at: int = 0
    findings: list[Finding] = attrs.field(factory=list, init=False)
    _by_path: dict[Path, list[Finding]] = attrs.field(factory=dict, init=False)
    _past: list[tuple[int, dict[Path, About]]] = attrs.field(factory=list, init=False)

    def add(self, found: Iterable[Finding]) -> None:
        """Add findings to the walk, and look at the first that is not decided on."""
        for finding in found:
            self.findings.append(finding)
            self._by_path.setdefault(finding.task.path, []).append(finding)
        self.go_on()

    def has(self, finding: Finding) -> bool:
        """Whether a finding is in the walk, or touches one that was decided on."""
        return any(
            one.key == finding.key
            or (one.edit.touches(finding.edit) and self.verdict(one) is not Verdict.OPEN)
            for one in self._by_path.get(finding.task.path, ())
        )

    @property
    def current(self) -> Finding:
        """The finding that is looked at."""
        return self.findings[self.at]

    @property
    def is_over(self) -> bool:
        """Whether all is decided."""
        return not any(self.verdict(one) is Verdict.OPEN for one in self.findings)

    def decision(self, finding: Finding) -> Decision | None:
        """Return what was decided about a finding, if anything was."""
        return self.decided.get(finding.task.path, {}).get(finding.key)

    def verdict(self, finding: Finding) -> Verdict:
        """Return the kind of what was decided about a finding."""
        decision = self.decision(finding)
        if decision is None:
            return Verdict.OPEN
        if decision.new is None:
            return Verdict.REJECTED
        return Verdict.ACCEPTED if decision.new == finding.edit.new else Verdict.EDITED

    def count(self, verdict: Verdict) -> int:
        """Return how many findings have a verdict."""
        return sum(self.verdict(one) is verdict for one in self.findings)

    def step(self, by: int) -> None:
        """Look at another finding, so many on or back."""
        self.at = max(0, min(len(self.findings) - 1, self.at + by))

    def go_on(self) -> None:
        """Look at the next finding that is not decided on, from here on or from the start."""
        places = [*range(self.at, len(self.findings)), *range(self.at)]
        still_open = (at for at in places if self.verdict(self.findings[at]) is Verdict.OPEN)
        self.at = next(still_open, self.at)

    def same_rule(self) -> list[Finding]:
        """Return the findings of the rule of this one that are not decided on, and this one."""
        rule = self.current.edit.rule
        return [
            one
            for one in self.findings
            if one is self.current or (one.edit.rule == rule and self.verdict(one) is Verdict.OPEN)
        ]

    def accept(self, chosen: Sequence[Finding]) -> None:
        """Decide that findings are repaired as is proposed.

        Raises `UndecidableError` where only one is chosen and in the way of another.
        """
        before = dict(self.decided)
        for one in chosen:
            if not (other := self._in_the_way(one)):
                self._decide(one, Decision.to_write(one.text.source, one.edit, one.edit.new))
            elif len(chosen) == 1:
                place = self.findings.index(other) + 1
                raise UndecidableError(f"in the way of number {place}, which was accepted")
        self._close(before)

    def reject(self, chosen: Iterable[Finding]) -> None:
        """Decide that the text stays as it is where findings are."""
        before = dict(self.decided)
        for one in chosen:
            self._decide(one, Decision.to_keep(one.text.source, one.edit))
        self._close(before)

    def write(self, new: str) -> None:
        """Decide that `new` is written where this finding is.

        Raises `TextcleanError` where that cannot be done.
        """
        one, before = self.current, dict(self.decided)
        source = one.text.source
        if new == source[one.edit.start : one.edit.end]:
            self.reject([one])
            return
        if other := self._in_the_way(one):
            place = self.findings.index(other) + 1
            raise UndecidableError(f"in the way of number {place}, which was accepted")
        self._decide(one, Decision.to_write(source, one.edit, new))
        try:
            self.check(one, self.decided[one.task.path])
        except TextcleanError:
            self.decided = before
            raise
        self._close(before)

    def undo(self) -> bool:
        """Take the last decision back and return to it; return whether there was one."""
        if not self._past:
            return False
        self.at, before = self._past.pop()
        after, self.decided = self.decided, before
        self._save_changed(after)
        return True

    def _decide(self, finding: Finding, decision: Decision) -> None:
        path = finding.task.path
        self.decided[path] = {**self.decided.get(path, {}), finding.key: decision}

    def _in_the_way(self, finding: Finding) -> Finding | None:
        """Return another finding that will be made and claims the same characters, if one does."""
        for other in self._by_path[finding.task.path]:
            if other.edit.touches(finding.edit) and other.key != finding.key:
                decision = self.decision(other)
                if decision and decision.new is not None:
                    return other
        return None

    def _close(self, before: dict[Path, About]) -> None:
        """Remember the step and save what it changed."""
        self._past.append((self.at, before))
        self.go_on()
        self._save_changed(before)

    def _save_changed(self, before: Mapping[Path, About]) -> None:
        for path in before.keys() | self.decided.keys():
            about = self.decided.get(path, {})
            if about is not before.get(path, {}):
                self.save(path, about)
