"""Each rule does to its golden cases what a person decided it should do."""

from __future__ import annotations

import pytest

from golden import GOLDEN, Case, cases
from textclean.edit import apply, invert
from textclean.presets import RULES, pipeline

CASES = [case for path in sorted((GOLDEN / "rules").glob("*.txt")) for case in cases(path)]
KNOWN_FAILURES = [
    case for path in sorted((GOLDEN / "known-failures").glob("*.txt")) for case in cases(path)
]
each_case = pytest.mark.parametrize("case", CASES, ids=str)


@each_case
def test_the_rule_makes_the_golden_text(case: Case) -> None:
    """The rule alone turns the garbled text into the clean one, and a second run adds nothing."""
    report = case.pipeline(case.garbled)
    assert report.text == case.clean, report.edits
    settled = report if case.is_negative else case.pipeline(report.text)
    assert not settled.edits


@each_case
def test_the_preset_replays_undoes_and_leaves_clean_copy(case: Case) -> None:
    """The edits of the whole preset give the text from the source, and the source from the text;
    what one rule must leave alone, the whole preset leaves alone.
    """
    report = pipeline("wire", options={case.rule: case.options})(case.garbled)
    assert apply(case.garbled, report.edits) == report.text
    assert apply(report.text, invert(case.garbled, report.edits)) == case.garbled
    assert report.undo() == case.garbled
    if case.is_negative:
        assert report.text == case.garbled, report.edits


@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=str)
def test_a_known_failure_still_fails(case: Case) -> None:
    """What a rule is known to get wrong it does get wrong; else the case is a golden one."""
    made = case.pipeline(case.garbled).text
    assert made != case.clean, f'"{case}" is right now: move it to golden/rules'


@pytest.mark.parametrize("rule", RULES)
def test_half_of_the_cases_are_negatives(rule: str) -> None:
    """Every rule is held to as many texts that look like damage as texts that are damaged."""
    own = [case for case in CASES if case.rule == rule]
    negatives = sum(case.is_negative for case in own)
    assert own
    assert 2 * negatives >= len(own)
