"""The hooks, run by the real pre-commit in a repository of their own against this checkout.

Their environment is built as where nothing can be compiled; `test_wheel.py` has it compiled.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT, commit_all, copy_checkout, git
from command import DAMAGED, REPAIRED

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "how-to" / "pre-commit.md").read_text(encoding="utf-8")
CONFIGURATION = """\
repos:
  - repo: {checkout}
    rev: {revision}
    hooks:
      - id: textclean
      - id: textclean-check
      - id: textclean-golden
        args: [seeds/, stories/]
"""


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Commit a copy of this checkout, and give its folder and the commit."""
    checkout = copy_checkout(tmp_path_factory.mktemp("checkout"))
    return checkout, commit_all(checkout)


@pytest.fixture(scope="module")
def hooks(
    committed: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """Give the configuration of the hooks of this checkout and a cache for pre-commit."""
    checkout, revision = committed
    configuration = CONFIGURATION.format(checkout=checkout, revision=revision)
    return configuration, tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path, hooks: tuple[str, Path]) -> Path:
    """Make a repository with stories, seeds and the hooks."""
    files = {
        ".pre-commit-config.yaml": hooks[0],
        "textclean.toml": 'exclude = ["/seeds"]\n',
        "seeds/a.txt": DAMAGED,
        "stories/a.txt": REPAIRED,
        "code.py": "x = 1 \n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    commit_all(tmp_path)
    return tmp_path


def run_hook(name: str, project: Path, hooks: tuple[str, Path]) -> subprocess.CompletedProcess[str]:
    """Run one hook over all files of a repository, as it is in the working tree."""
    git("add", "--all", cwd=project)
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", name, "--all-files", "--color=never"],
        cwd=project,
        env=os.environ | {"PRE_COMMIT_HOME": str(hooks[1]), "CC": "false"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_fix_repairs_and_fails(project: Path, hooks: tuple[str, Path]) -> None:
    """The hook repairs what is committed, fails once, and passes when run again."""
    story = project / "new.txt"
    story.write_text(DAMAGED)
    done = run_hook("textclean", project, hooks)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "new.txt:1:15: spacing" in done.stdout
    assert story.read_text() == REPAIRED
    assert run_hook("textclean", project, hooks).returncode == 0


def test_fix_leaves_seeds_and_code(project: Path, hooks: tuple[str, Path]) -> None:
    """What the configuration excludes stays raw, and what is no prose is not touched."""
    done = run_hook("textclean", project, hooks)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "seeds/a.txt").read_text() == DAMAGED
    assert (project / "code.py").read_text() == "x = 1 \n"


def test_check_reports_and_changes_nothing(project: Path, hooks: tuple[str, Path]) -> None:
    """The hook for checking fails and leaves the file."""
    story = project / "new.txt"
    story.write_text(DAMAGED)
    done = run_hook("textclean-check", project, hooks)
    assert done.returncode == 1
    assert "new.txt:1:15: spacing" in done.stdout
    assert story.read_text() == DAMAGED


def test_golden_compares_the_two_folders(project: Path, hooks: tuple[str, Path]) -> None:
    """The hook for golden texts passes while they hold and shows what differs when they do not."""
    done = run_hook("textclean-golden", project, hooks)
    assert done.returncode == 0, done.stdout + done.stderr
    (project / "stories/a.txt").write_text("Talks resumed!\nThey ended.\n")
    done = run_hook("textclean-golden", project, hooks)
    assert done.returncode == 1
    assert "-Talks resumed!" in done.stdout


def test_without_a_compiler_the_scanner_is_that_on_numpy(
    project: Path, hooks: tuple[str, Path]
) -> None:
    """Where nothing can be compiled the package is built all the same, without the extension."""
    run_hook("textclean-check", project, hooks)
    (scanner,) = hooks[1].glob("*/*/lib/*/site-packages/textclean/tokens/scanner")
    assert (scanner / "vectors.py").is_file()
    assert not [path for path in scanner.iterdir() if path.suffix in (".so", ".pyd")]


def test_the_configuration_on_the_page_works(
    tmp_path: Path, committed: tuple[Path, str], hooks: tuple[str, Path]
) -> None:
    """Put into an empty repository as they stand, the hook for golden texts below the others, its
    blocks run each hook over what it is for.
    """
    stated = "".join(re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    checkout, revision = committed
    stated = re.sub(r"(?<=repo: ).+", str(checkout), stated)
    stated = re.sub(r"(?<=rev: ).+", revision, stated)
    files = {
        ".pre-commit-config.yaml": stated,
        "stories/a.txt": DAMAGED,
        "wire/a.txt": DAMAGED,
        "notes.txt": DAMAGED,
        "seeds/a.txt": DAMAGED,
        "golden/stories/a.txt": REPAIRED,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    commit_all(tmp_path)
    repairs, reports, verifies = (
        run_hook(name, tmp_path, hooks)
        for name in ("textclean", "textclean-check", "textclean-golden")
    )
    assert (repairs.returncode, reports.returncode, verifies.returncode) == (1, 1, 0)
    assert (tmp_path / "stories/a.txt").read_text() == REPAIRED
    assert "wire/a.txt:1:15: spacing" in reports.stdout
    assert "notes.txt" not in repairs.stdout + reports.stdout
    assert (tmp_path / "wire/a.txt").read_text() == DAMAGED
