"""Confidences: one scale for what a form tells, and one way in which damage speaks for damage."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from textclean.evidence.confidence import CERTAIN, DOUBTFUL, LEAST_TOLD, LIKELY, SURE
from textclean.evidence.peers import SYSTEMATIC
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE

PACKAGE = Path(__file__).parents[1] / "textclean"
PARTS = ("normalizers", "furniture", "grammar", "survey", "layout", "intrusions", "assessment")
MODULES = sorted(path for part in PARTS for path in (PACKAGE / part).rglob("*.py"))


def test_doubt_alone_is_told_and_not_made() -> None:
    """The steps go down, and the default threshold lies between what is likely and what is not."""
    assert CERTAIN > SURE > LIKELY > DEFAULT_MIN_CONFIDENCE > DOUBTFUL > LEAST_TOLD > 0


def test_three_sure_places_make_a_doubtful_one_likely() -> None:
    """Two are no system yet, nine are no more of one, and what is impossible stays so."""
    assert [SYSTEMATIC.supported(DOUBTFUL, sure) for sure in (2, 3, 9)] == [
        DOUBTFUL,
        LIKELY,
        LIKELY,
    ]
    assert SYSTEMATIC.supported(0.0, 9) == 0.0


def own_confidences(source: str) -> Iterator[str]:
    """Yield the numbers that a module takes for a confidence, 0 aside: as an argument of that name,
    or as what a function of that name returns.
    """
    for node in ast.walk(ast.parse(source)):
        told: list[ast.AST] = []
        if isinstance(node, ast.keyword) and node.arg == "confidence":
            told = [node.value]
        elif isinstance(node, ast.FunctionDef) and node.name.endswith(("confidence", "certainty")):
            told = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
        for number in (each for part in told for each in ast.walk(part)):
            if (
                isinstance(number, ast.Constant)
                and isinstance(number.value, float)
                and number.value
            ):
                yield f"line {number.lineno}: {number.value}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_has_a_confidence_of_its_own(module: Path) -> None:
    """What is so sure by its form takes a step of the scale; so a step can be measured."""
    assert list(own_confidences(module.read_text(encoding="utf-8"))) == []


def test_a_confidence_of_its_own_is_seen() -> None:
    """The test above would see one, in either place."""
    source = (
        "def _confidence():\n    return 0.9 if 1 else 0.0\nEdit.insert(1, '', confidence=0.8)\n"
    )
    assert list(own_confidences(source)) == ["line 2: 0.9", "line 3: 0.8"]
