"""The benches of cases from the wild and of others' suites judge what they say they judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benches import suites, wild
from benches.wild import Case, verdict

DAMAGED = Case("damaged", "Talks  resumed , he said .\n", "Talks resumed, he said.\n")
CLEAN = Case("clean", "Talks resumed.\n", "Talks resumed.\n")


@pytest.mark.parametrize(
    ("case", "made", "expected"),
    [
        (DAMAGED, "Talks resumed, he said.\n", "exact"),
        (DAMAGED, "Talks resumed, he said .\n", "partly"),
        (DAMAGED, "Talks  resumed , he said .\n", "nothing"),
        (DAMAGED, "Talks  resumed , he said . .\n", "hurt"),
        (CLEAN, "Talks resumed.\n", "exact"),
        (CLEAN, "Talks, resumed.\n", "hurt"),
    ],
)
def test_a_verdict_says_how_near_the_text_came(case: Case, made: str, expected: str) -> None:
    """What is not exact is nearer, the same, or hurt; of clean copy any change is harm."""
    assert verdict(case, made) == expected


def test_cases_are_pairs_of_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each input has its expected text beside it; the run prints a line a case, and the sum."""
    (tmp_path / "a.in.txt").write_text("Talks  resumed.\n", encoding="utf-8")
    (tmp_path / "a.expected.txt").write_text("Talks resumed.\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["wild", str(tmp_path)])
    assert wild.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "exact   a",
        "1 cases: 1 exact, 0 partly, 0 nothing, 0 hurt",
    ]
    with pytest.raises(FileNotFoundError, match=r"no \*\.in\.txt here"):
        list(wild.cases(tmp_path / "empty"))


def test_a_folder_of_suites_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each form of suite that is there has its line; what ftfy fails at does not count."""
    cases = [
        {"label": "quote", "original": "itâ€™s", "fixed": "it's", "expect": "pass"},
        {"label": "none", "original": "“São”", "fixed": '"São"', "expect": "pass"},
        {"label": "hard", "original": "x", "fixed": "y", "expect": "fail"},
    ]
    (tmp_path / "ftfy-some.json").write_text(json.dumps(cases), encoding="utf-8")
    rules = """RULES = [
        ("Aid grew. It fell.", ["Aid grew.", "It fell."]),
        pytest.param("Aid grew. It fell.", ["Aid grew. It fell."], marks=pytest.mark.xfail),
    ]"""
    (tmp_path / "pysbd_english.py").write_text(rules, encoding="utf-8")
    in_json = [{"text": "Aid grew. It fell.", "sentences": ["Aid grew.", "It fell."]}]
    (tmp_path / "pysbd-golden.json").write_text(json.dumps(in_json), encoding="utf-8")
    treebank = "# doc\n\nAid grew.\nIt fell.\n\nit rose\n# doc\n\nWhy?\n"
    (tmp_path / "some-sentences.txt").write_text(treebank, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["suites", str(tmp_path)])
    assert suites.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "ftfy-some.json: 2 of 2 alike, 0 of 1 negatives changed",
        "pysbd-golden.json: 1 of 1 rules kept",
        "pysbd_english.py: 1 of 2 rules kept",
        "some-sentences.txt: precision 1.000, recall 1.000, F1 1.000 of 4",
    ]
