"""The GitHub action: it is valid, and its steps do in a repository what they say.

The steps that are shell run here as a runner would run them; those of other actions, which GitHub
alone can run, are left out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from checkout import ROOT, commit_all, copy_checkout
from command import DAMAGED, REPAIRED

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {
    step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step
}


def test_the_action_is_valid() -> None:
    """GitHub's schema of actions takes it."""
    check = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions"]
    subprocess.run([sys.executable, *check, str(ROOT / "action.yml")], check=True)


def test_what_is_asked_for_is_used() -> None:
    """Each input and each output of a step that is named is there, and each input is named."""
    text = json.dumps(ACTION)
    assert set(re.findall(r"inputs\.(\w+)", text)) == set(ACTION["inputs"])
    for step, output in re.findall(r"steps\.(\w+)\.outputs\.(\w+)", text):
        assert step == "python" or f"{output}=" in STEPS[step]["run"]


@attrs.define
class Runner:
    """Runs the steps of the action that are shell, in a workspace, with inputs and outputs."""

    workspace: Path
    temporary: Path
    action: Path = ROOT
    inputs: dict[str, str] = attrs.field(factory=dict)
    outputs: dict[str, str] = attrs.field(factory=dict)

    def run(self, step: str) -> subprocess.CompletedProcess[str]:
        """Run a step, and note what it puts out."""
        stated = STEPS[step]
        written = self.temporary / "output"
        written.touch()
        environment = {
            **os.environ,
            "RUNNER_TEMP": str(self.temporary),
            "RUNNER_OS": "Linux",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_OUTPUT": str(written),
            **{name: self.evaluated(text) for name, text in stated["env"].items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", stated["run"]],
            cwd=self.evaluated(stated.get("working-directory", str(self.workspace))),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        for line in written.read_text().splitlines():
            name, _, value = line.partition("=")
            self.outputs[f"steps.{step}.outputs.{name}"] = value
        written.unlink()
        return done

    def evaluated(self, text: str) -> str:
        """Return a text with its expressions evaluated."""
        known = {
            **{f"inputs.{name}": stated["default"] for name, stated in ACTION["inputs"].items()},
            **{f"inputs.{name}": value for name, value in self.inputs.items()},
            "steps.python.outputs.python-path": sys.executable,
            "runner.temp": str(self.temporary),
            **self.outputs,
        }
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Give a runner with a repository, in which the textclean of this environment is installed."""
    workspace, temporary = tmp_path / "workspace", tmp_path / "temporary"
    for folder in (workspace / "two words", temporary):
        folder.mkdir(parents=True)
    (workspace / "a.txt").write_text(DAMAGED)
    (workspace / "two words" / "b.txt").write_text(DAMAGED)
    commit_all(workspace)
    command = str(Path(sys.executable).with_name("textclean"))
    return Runner(workspace, temporary, outputs={"steps.install.outputs.command": command})


def results(runner: Runner) -> list[str]:
    """Return the paths of the findings in the SARIF file that the action uploads."""
    log = json.loads(Path(runner.outputs["steps.sarif.outputs.sarif"]).read_text())
    found = [one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"]]
    return [place["artifactLocation"]["uri"] for place in found]


def test_findings_are_annotated_and_uploaded(runner: Runner) -> None:
    """The file to upload is written without an error; annotations fail the action at the end."""
    assert runner.run("sarif").returncode == 0
    assert results(runner) == ["a.txt", "two%20words/b.txt"]
    done = runner.run("check")
    assert done.returncode == 1
    annotations = done.stdout.splitlines()
    assert [one.partition(",")[0] for one in annotations] == [
        "::warning file=a.txt",
        "::warning file=two words/b.txt",
    ]


def test_clean_copy_passes(runner: Runner) -> None:
    """Where nothing is found, nothing is annotated and nothing fails."""
    for path in runner.workspace.rglob("*.txt"):
        path.write_text(REPAIRED)
    assert runner.run("sarif").returncode == 0
    assert results(runner) == []
    done = runner.run("check")
    assert (done.returncode, done.stdout) == (0, "")


def test_paths_stand_on_lines_and_options_between_spaces(runner: Runner) -> None:
    """A path may have spaces, or begin as an option does; options go to `check` as they are."""
    (runner.workspace / "-odd.txt").write_text(DAMAGED)
    runner.inputs["paths"] = "two words\n-odd.txt\n"
    runner.run("sarif")
    assert results(runner) == ["two%20words/b.txt", "-odd.txt"]
    runner.inputs["args"] = " --ignore spacing  --min-confidence 0.9 "
    runner.run("sarif")
    assert results(runner) == []
    assert runner.run("check").returncode == 0


@pytest.mark.parametrize("step", ["sarif", "check"])
def test_what_is_no_finding_is_an_error_at_once(runner: Runner, step: str) -> None:
    """A wrong option or a path that is not there fails each of the steps, and is told."""
    runner.inputs["args"] = "--ignore spaces"
    done = runner.run(step)
    assert done.returncode != 0
    assert 'no rule "spaces"' in done.stderr
    runner.inputs = {"paths": "nowhere"}
    assert runner.run(step).returncode != 0


@pytest.mark.slow
def test_the_action_installs_itself(runner: Runner, tmp_path: Path) -> None:
    """Without a version it installs itself, and takes no module of the checkout for its own."""
    runner.action = copy_checkout(tmp_path / "action")
    for name in ("venv.py", "pip.py", "textclean.py"):
        (runner.workspace / name).write_text("raise SystemExit('a module of the checkout')\n")
    done = runner.run("install")
    assert done.returncode == 0, done.stderr
    command = runner.outputs["steps.install.outputs.command"]
    assert Path(command).is_relative_to(runner.temporary)
    assert runner.run("sarif").returncode == 0
    assert results(runner) == ["a.txt", "two%20words/b.txt"]
