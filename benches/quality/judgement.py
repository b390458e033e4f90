"""Whether single edits are right."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from benches.quality.repairs import Place, repairs
from textclean.pipeline import Report
from textclean.text import Text


class Judgement(NamedTuple):
    """An edit that a rule proposed, made or not: how sure it was, and whether it is right."""

    rule: str
    confidence: float
    is_right: bool


def judgements(text: Text, report: Report, wanted: Set[Place]) -> tuple[Judgement, ...]:
    """Judge the edits and suggestions of a report on a damaged text, of which these are the places
    to be repaired: an edit is right where all that it does is wanted and it does something.
    """
    return tuple(
        Judgement(edit.rule, edit.confidence, bool(alone) and alone <= wanted)
        for edit in (*report.edits, *report.suggestions)
        for alone in [repairs(text, [edit]).keys()]
    )
