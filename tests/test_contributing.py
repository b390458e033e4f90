"""CONTRIBUTING.md and the tasks that it names work."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT, copy_checkout

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def nox(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run nox, and return what it said."""
    command = [sys.executable, "-m", "nox", "--nocolor", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_tasks_are_told() -> None:
    """The guide names each task, and no other."""
    listed = re.findall(r"^[*-] ([\w-]+) -> \w", nox("--list").stdout, re.MULTILINE)
    told = re.findall(r"^\| `\.venv/bin/nox -s ([\w-]+)", GUIDE, re.MULTILINE)
    assert sorted(told) == sorted(listed)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy this checkout, and make a rule in the copy."""
    folder = copy_checkout(tmp_path_factory.mktemp("checkout"))
    done = nox("-s", "new-rule", "--", "known_misprints", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_skeleton_of_a_rule_passes_its_own_tests(checkout: Path) -> None:
    """A new rule has its three parts, and its cases, example and checks hold as written."""
    assert '    "known_misprints",\n)' in (checkout / "textclean" / "presets.py").read_text()
    done = nox("-s", "rule", "--", "known_misprints", cwd=checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > 2 * GUIDE.count("<<< garbled")


def test_the_skeleton_is_in_good_form(checkout: Path) -> None:
    """Style and form need no mending before a newcomer has written a line."""
    path = "textclean/normalizers/known_misprints.py"
    for check in (("check",), ("format", "--check")):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *check, path],
            cwd=checkout,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["new-rule"], "name the new rule"),
        (["new-rule", "--", "Known-Misprints"], "write it like repeated_word"),
        (["new-rule", "--", "dates"], 'there is a rule "dates" already'),
        (["rule"], "name a rule"),
    ],
)
def test_what_is_wrong_is_one_line(checkout: Path, arguments: list[str], says: str) -> None:
    """A task that cannot be done says why, and writes nothing."""
    presets = (checkout / "textclean" / "presets.py").read_bytes()
    done = nox("-s", *arguments, cwd=checkout)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert (checkout / "textclean" / "presets.py").read_bytes() == presets
