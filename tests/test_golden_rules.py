"""Each rule does to its golden cases what a person decided it should do."""

from __future__ import annotations

import pytest

from golden import GOLDEN, Case, cases
from textclean.edit import apply, invert
from textclean.normalizer import load
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline
from textclean.presets import RULES, pipeline

CASES = [case for path in sorted((GOLDEN / "rules").glob("*.txt")) for case in cases(path)]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.title}")


@each_case
def test_the_rule_makes_the_golden_text(case: Case) -> None:
    """The rule alone turns the garbled text into the clean one, and a second run adds nothing."""
    configured = load(case.rule).configured(**dict(case.options))
    rule = Pipeline((configured,), case.min_confidence or DEFAULT_MIN_CONFIDENCE)
    report = rule(case.garbled)
    assert report.text == case.clean, report.edits
    assert not rule(report.text).edits


@each_case
def test_edits_replay_and_undo(case: Case) -> None:
    """The edits of the whole preset give the text from the source, and the source from the text."""
    report = pipeline("wire", options={case.rule: dict(case.options)})(case.garbled)
    assert apply(case.garbled, report.edits) == report.text
    assert apply(report.text, invert(case.garbled, report.edits)) == case.garbled
    assert report.undo() == case.garbled


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.is_negative],
    ids=lambda case: f"{case.rule}: {case.title}",
)
def test_no_rule_touches_clean_copy(case: Case) -> None:
    """What one rule must leave alone, the whole preset leaves alone."""
    wire = pipeline("wire", options={case.rule: dict(case.options)})
    assert wire(case.garbled).text == case.garbled


@pytest.mark.parametrize("rule", RULES)
def test_half_of_the_cases_are_negatives(rule: str) -> None:
    """Every rule is held to as many texts that look like damage as texts that are damaged."""
    own = [case for case in CASES if case.rule == rule]
    negatives = sum(case.is_negative for case in own)
    assert own
    assert 2 * negatives >= len(own)
