"""`Pipeline`, an ordered tuple of rules, and `Report`, what came of running it."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from textclean.edit import Alignment, Edit, apart, apply, compose, in_order, invert
from textclean.errors import ConfigurationError, UnknownNameError, UnstableRepairError, unknown
from textclean.evidence.confidence import LEAST_TOLD, SURE
from textclean.normalizer import Normalizer, load, misplaced
from textclean.options import named, probability
from textclean.protection import Both, Guard, Protection, matches, patterns
from textclean.public import Public
from textclean.source import plain
from textclean.text import Text

if TYPE_CHECKING:
    from textclean.render.html.document import Document

DEFAULT_MIN_CONFIDENCE = 0.7

# A repair may make the next one possible (a stray phrase gone, a sentence mark shows as lost), so
# the rules run until they find nothing. Real copy settles in two or three passes.
MAX_PASSES = 10

# The largest share of the letters of a text that a rule may take away at once by its judgement;
# what is known by its form does not count, unless it is all that there is: a prompt alone may be a
# step of instructions, or what the text is about. Where a rule would take more, it takes the text
# for what it is not, and all that it proposes stays a suggestion.
MOST_DELETED = 0.5


@attrs.frozen
class Report(metaclass=Public):
    """What a pipeline made of a source.

    `edits` turn `source` into `text`; `suggestions` were not sure enough to be made. Both are in
    the coordinates of `source`, in code points, and sorted. `warnings` are lines that say where a
    rule would have taken too much of the text away by its judgement, and so took nothing.
    `protected` are those patterns of the pipeline that match the source.
    """

    source: str
    text: str
    edits: tuple[Edit, ...]
    suggestions: tuple[Edit, ...]
    warnings: tuple[str, ...] = ()
    protected: frozenset[str] = frozenset()

    def undo(self) -> str:
        """Return the source again, made from the text and the edits alone."""
        return apply(self.text, invert(self.source, self.edits))

    @cached_property
    def alignment(self) -> Alignment:
        """Where each offset of the source stands in the text, and the other way round."""
        return Alignment.of(self.edits)

    @property
    def counts(self) -> Counter[str]:
        """How many edits each rule had a part in."""
        return Counter(rule for edit in self.edits for rule in edit.rules)

    def diff(self, name: str = "text") -> str:
        """Return a unified diff from `source` to `text`."""
        lines = difflib.unified_diff(
            _lines(self.source),
            _lines(self.text),
            name,
            name,
        )
        return "".join(
            line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
            for line in lines
        )

    def _repr_html_(self) -> str:
        """Show the repairs in place, as notebooks ask for it."""
        from textclean.render.html.page import fragment

        return fragment(self._document())

    def show(self) -> None:
        """Open a page that shows the repairs in the browser."""
        import tempfile
        import webbrowser
        from pathlib import Path

        from textclean.render.html.page import Page

        page = Page()
        page.add(self._document())
        # The browser reads it when it comes to it, so that it is the system's to remove.
        with tempfile.NamedTemporaryFile(
            "w", suffix=".html", prefix="textclean-", encoding="utf-8", delete=False
        ) as file:
            file.write(page.html())
        webbrowser.open(Path(file.name).as_uri())

    def _document(self) -> Document:
        """Return what a page needs to know."""
        from textclean.render.html.document import Document

        return Document("text", self.source, self.edits, self.suggestions, self.warnings)

    def to_dict(self) -> dict[str, Any]:
        """Return the edits, suggestions and warnings as plain values, ready for JSON."""
        return {
            "edits": [attrs.asdict(edit) for edit in self.edits],
            "suggestions": [attrs.asdict(edit) for edit in self.suggestions],
            "warnings": list(self.warnings),
        }

    def to_json(self) -> str:
        """Return `to_dict()` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def _rules(rules: Iterable[Normalizer]) -> tuple[Normalizer, ...]:
    """Return rules as a tuple.

    Raises `ConfigurationError` where they are no list, and what `_rule` raises.
    """
    if isinstance(rules, str) or not isinstance(rules, Iterable):
        raise ConfigurationError(
            f"{rules!r} is no list of rules; textclean.pipeline(select=[…]) takes their names"
        )
    return tuple(map(_rule, rules))


def _rule(rule: object) -> Normalizer:
    """Return a rule.

    Raises `ConfigurationError` where it is none, and `UnknownNameError` where it is to run beside
    one that there is none of.
    """
    if not isinstance(rule, Normalizer):
        raise ConfigurationError(f"{rule!r} is no rule; its function wants @textclean.normalizer")
    if says := misplaced(rule):
        raise UnknownNameError(says)
    return rule


def protected(protect: object) -> tuple[str, ...]:
    """Return patterns of what stays. Raises `ConfigurationError` where one is none."""
    return named("protect", patterns, protect)


def expected(expect_damage: object) -> float | None:
    """Return a share of damaged texts, if any. Raises `ConfigurationError` where it is none."""
    if expect_damage is None:
        return None
    return named("expect_damage", probability, expect_damage)


def threshold(min_confidence: object) -> float:
    """Return a threshold of confidence. Raises `ConfigurationError` where it is none."""
    return named("min_confidence", probability, min_confidence)


class Pass(NamedTuple):
    """The text that a step made of another; edits and suggestions are over the other."""

    text: Text
    edits: Sequence[Edit]
    suggestions: Sequence[Edit]
    warnings: Sequence[str]
    protected: frozenset[str] = frozenset()


@attrs.frozen
class Pipeline(metaclass=Public):
    """An ordered tuple of rules; called with a string, it returns a `Report`.

    Edits under `min_confidence`, a number from 0 to 1, are not made but reported as suggestions.
    Rules that follow one another in one stage look at the same text, and are judged by one
    assessment of it. What a pattern of `protect` matches in the source stays as it is.
    `expect_damage` is the share, from 0 to 1, of the texts of a source that lost marks; without it,
    what was measured of copy from anywhere.
    """

    normalizers: tuple[Normalizer, ...] = attrs.field(converter=_rules)
    min_confidence: float = attrs.field(default=DEFAULT_MIN_CONFIDENCE, converter=threshold)
    protect: tuple[str, ...] = attrs.field(default=(), converter=protected)
    expect_damage: float | None = attrs.field(default=None, converter=expected)

    def with_rule(
        self, rule: Normalizer | str, *, before: str | None = None, after: str | None = None
    ) -> Pipeline:
        """Return the pipeline with one more rule: its own or a registered one, given by name.

        It runs before or after the rule named; else where its decorator says, if that is here; else
        last.

        Raises `UnknownNameError` where there is no rule of a name that is given, here or to its
        decorator, and `ConfigurationError` where the rule is in the pipeline already, or where both
        places are named.
        """
        if before and after:
            raise ConfigurationError('say "before" or "after", not both')
        added = load(rule) if isinstance(rule, str) else _rule(rule)
        names = [one.name for one in self.normalizers]
        if added.name in names:
            raise ConfigurationError(
                f"the pipeline has {added.name} already; to put another in its place, "
                f'leave it out first: .without("{added.name}")'
            )
        for neighbour in filter(None, (before, after)):
            self._see_that_it_has(neighbour)
        if not (before or after):
            before, after = added.before, added.after
        at = len(names)
        if before in names:
            at = names.index(before)
        elif after in names:
            at = names.index(after) + 1
        rules = (*self.normalizers[:at], added, *self.normalizers[at:])
        return attrs.evolve(self, normalizers=rules)

    def without(self, name: str) -> Pipeline:
        """Return the pipeline without a rule. Raises `UnknownNameError` where it has none such."""
        self._see_that_it_has(name)
        rules = tuple(rule for rule in self.normalizers if rule.name != name)
        return attrs.evolve(self, normalizers=rules)

    def _see_that_it_has(self, name: str) -> None:
        if not isinstance(name, str):
            raise ConfigurationError(f"a rule is named by a string, not {name!r}")
        names = [rule.name for rule in self.normalizers]
        if name not in names:
            raise UnknownNameError(unknown("rule", name, names, of="the pipeline"))

    def __call__(self, source: str) -> Report:
        """Repair `source` until no rule finds anything more.

        Raises `SourceError`, a `TypeError`, where it is no string, and `UnstableRepairError` where
        the rules do not settle.
        """
        return self.repair(source)

    def repair(self, source: str, guard: Guard | None = None) -> Report:
        """Repair `source` as a call does, within what `guard` allows."""
        quiet: dict[Normalizer, Text] = {}
        source = plain(source)
        sets_marks = any(rule.sets_marks for rule in self.normalizers)
        text = Text(source, self.expect_damage, sets_marks)
        kept = list(matches(source, self.protect))
        if kept:
            guard = Both(Protection(kept), guard) if guard else Protection(kept)
        report = settled(text, lambda text: self._pass(text, guard, quiet))
        return attrs.evolve(report, protected=frozenset(one.reason for one in kept))

    @property
    def fingerprint(self) -> str:
        """A hash that is the same wherever the same rules run with the same options.

        A rule that is not ours is known by its module and its name.
        """
        import hashlib  # it loads all of OpenSSL

        stated = [[rule.full_name, rule.options] for rule in self.normalizers]
        return hashlib.sha256(
            json.dumps(
                [stated, self.min_confidence, self.protect, self.expect_damage], default=sorted
            ).encode()
        ).hexdigest()

    def _pass(self, text: Text, guard: Guard | None, quiet: dict[Normalizer, Text]) -> Pass:
        """Run each rule once, but those that were quiet on this very text.

        `quiet` has the text on which each rule last changed nothing.
        """
        source = text.source
        edits: tuple[Edit, ...] = ()
        suggestions: list[Edit] = []
        warnings: list[str] = []
        for stage in _stages(self.normalizers):
            sure: list[Edit] = []
            for rule in stage:
                if quiet.get(rule) is text:
                    continue
                proposed: Iterable[Edit] = rule(text)
                if not proposed:  # as most rules do: there is nothing to sort
                    quiet[rule] = text
                    continue
                if guard:
                    proposed = [part for edit in proposed for part in guard.allowed(edit, rule)]
                unsure = [edit for edit in proposed if edit.confidence < self.min_confidence]
                suggestions += _located(unsure, edits)
                # Where two rules want one place, the first has it; the other sees what came of it.
                new = [edit for edit in proposed if edit.confidence >= self.min_confidence]
                if rule.judges and (share := _share_deleted(text.source, new)) > MOST_DELETED:
                    doubted = [attrs.evolve(edit, confidence=LEAST_TOLD) for edit in new]
                    suggestions += _located(doubted, edits)
                    warnings.append(
                        f"{rule.name} would have taken away {share:.0%} of the letters, more than "
                        f"{MOST_DELETED:.0%}; nothing of that was done, and all of it is suggested"
                    )
                    continue
                if new:
                    sure = sorted([*sure, *apart(new, sure)], key=in_order)
                else:
                    quiet[rule] = text
            if sure:
                edits = compose(source, edits, sure)
                text = text.changed(apply(text.source, sure))
                if guard:
                    guard.follow(sure)
        return Pass(text, edits, suggestions, warnings)


def settled(
    text: Text, step: Callable[[Text], Pass], protection: Protection | None = None
) -> Report:
    """Return what comes of a text when a step is taken again and again until it changes nothing.

    The edits and suggestions of the report are over its source; its warnings are those of the last
    step. A `protection` that is over the source follows the steps. Raises `UnstableRepairError`
    where the steps do not come to an end.
    """
    source = text.source
    edits: tuple[Edit, ...] = ()
    suggestions: list[Edit] = []
    protected: frozenset[str] = frozenset()
    for _ in range(MAX_PASSES):
        repaired, made, unsure, warnings, found = step(text)
        protected |= found
        suggestions += _located(unsure, edits)
        if repaired == text:
            still_open = _open(suggestions, edits)
            return Report(source, text.source, edits, still_open, tuple(warnings), protected)
        edits = compose(source, edits, made)
        if protection:
            protection.follow(made)
        text = repaired
    raise UnstableRepairError(
        f"the repair still changes after {MAX_PASSES} passes; last: {made[0]}"
    )


def _stages(rules: Sequence[Normalizer]) -> Iterator[list[Normalizer]]:
    """Yield rules that look at the same text: those of one stage that follow one another."""
    for stage, members in groupby(rules, key=lambda rule: rule.stage):
        if stage:
            yield list(members)
        else:
            yield from ([rule] for rule in members)


def _share_deleted(source: str, edits: Sequence[Edit]) -> float:
    """Return the share of the letters of a source that edits delete, but those that are sure,
    unless they leave no letter.
    """
    deleted = _letters_deleted(source, (edit for edit in edits if edit.confidence < SURE))
    if not edits:
        return 0.0
    letters = _letters(source)
    if letters and _letters_deleted(source, edits) == letters:
        return 1.0
    return deleted / letters if deleted else 0.0


def _letters_deleted(source: str, edits: Iterable[Edit]) -> int:
    return sum(_letters(source[edit.start : edit.end]) - _letters(edit.new) for edit in edits)


def _letters(passage: str) -> int:
    return sum(map(str.isalnum, passage))


def _lines(text: str) -> list[str]:
    """Return the lines as `patch` knows them: no other separator of Unicode ends one."""
    return re.findall(r".*\n|.+", text)


def _open(suggestions: list[Edit], edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return what no edit has settled, each suggestion once, as the first pass that made it did."""
    found: dict[tuple[int, int, str], Edit] = {}
    for suggestion in apart(suggestions, edits):
        found.setdefault((suggestion.start, suggestion.end, suggestion.new), suggestion)
    return tuple(sorted(found.values(), key=in_order))


def _located(suggestions: Sequence[Edit], edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Move suggestions from the text that `edits` made to the source they were made of."""
    if not suggestions:
        return ()
    alignment = Alignment.of(edits)
    moved = []
    for suggestion in suggestions:
        start, end = alignment.to_source_span(suggestion.start, suggestion.end)
        moved.append(attrs.evolve(suggestion, start=start, end=end))
    return tuple(sorted(moved, key=in_order))
