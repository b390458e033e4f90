"""The command that trains all that ships."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT

from textclean.train.__main__ import STEPS

TRAIN = ROOT / "textclean" / "train"
# What other steps call, which runs alone too.
PARTS = {"fit_gate", "fit_cohesion", "calibrate", "score", "quantised", "lexicon"}


def trained(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    command = [sys.executable, "-m", "textclean.train", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_each_script_that_trains_is_a_step() -> None:
    """A script that nobody runs makes weights that nobody can make again."""
    scripts = {
        path.stem
        for path in TRAIN.glob("*.py")
        if path.stem != "__main__" and 'if __name__ == "__main__"' in path.read_text("utf-8")
    }
    assert scripts - PARTS == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_gets_the_folders_that_its_docstring_names(step: str) -> None:
    """A usage line says what a script reads; the command gives it that, in that order."""
    usage = re.search(
        rf"python -m textclean.train.{step} (.*)", (TRAIN / f"{step}.py").read_text("utf-8")
    )
    assert usage is not None
    assert [name.split("/")[0].lower() for name in usage[1].split()] == list(STEPS[step])


def test_a_path_that_is_not_there_is_told_before_anything_is_written(tmp_path: Path) -> None:
    """Training takes hours; a misspelt folder at its end is told at its start."""
    run = trained(tmp_path, tmp_path, tmp_path / "none.txt")
    assert run.returncode == 2
    assert f"FURNITURE: there is no {tmp_path / 'none.txt'}" in run.stderr


def test_a_step_that_fails_is_named_with_the_way_on(tmp_path: Path) -> None:
    """What was trained before is not lost: the command goes on from where it failed."""
    run = trained(tmp_path, tmp_path, tmp_path, "--from", "detection")
    assert run.returncode != 0
    assert run.stderr.endswith("detection failed; once it is mended, go on with --from detection\n")
