"""How far a run is, on a terminal and nowhere else; and how many processes work by default."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command import DAMAGED, run
from terminal import on_terminal
from test_cli_process import workers_of

from textclean.cli.work import SHARE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")

CHECK = ("check", ".", "--output-format", "concise", "-j", "1")
BAR = rb"\d+ of 60 files, [\d,]+ findings +\d+% \|.*?\| *[\d.]+[kM]?B/s, [\d:]+ left"


@pytest.fixture(name="folder")
def with_stories(tmp_path: Path) -> Path:
    """Give a folder of stories that take several seconds: drawing begins after one."""
    for number in range(60):
        story = f"Edition {number} came out.\n\n" + "The vote, he said, went on.\n" * 1000
        story += "The vote , he said, went on .\n"
        (tmp_path / f"{number:02}.txt").write_text(story)
    return tmp_path


def test_a_long_run_says_how_far_it_is(folder: Path) -> None:
    """Files, findings, bytes a second and the time left are drawn, and are gone at the end: what
    stays on the screen is what is printed elsewhere.
    """
    printed = run(*CHECK, cwd=folder)
    with on_terminal(*CHECK, cwd=folder, columns=160, lines=200, NO_COLOR="1") as terminal:
        assert terminal.end() == 1
        assert re.search(BAR, terminal.printed)
        assert terminal.text.splitlines()[: printed.out.count("\n")] == printed.out.splitlines()
        assert terminal.text.strip().endswith(printed.err.strip())


@pytest.mark.parametrize("quieted", ["-q", "CI", "dumb", "pipe"])
def test_nothing_is_drawn_where_nobody_looks(folder: Path, quieted: str) -> None:
    """With --quiet, under CI, and where standard error is no terminal, nothing is drawn."""
    if quieted == "pipe":
        assert "files, " not in run(*CHECK, "-v", cwd=folder).err
        return
    environment = {"CI": {"CI": "true"}, "dumb": {"TERM": "dumb"}}.get(quieted, {})
    quiet = ["-q"] if quieted == "-q" else []
    with on_terminal(*CHECK, *quiet, cwd=folder, **environment) as terminal:
        assert terminal.end() == 1
        assert b"files, " not in terminal.printed


def test_nobody_waits_for_the_library(tmp_path: Path) -> None:
    """A short run does not load what draws."""
    (tmp_path / "a.txt").write_text(DAMAGED)
    script = "import sys; from textclean.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, "check", "a.txt"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert "tqdm" not in done.stdout.decode().split()


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
@pytest.mark.parametrize(("count", "are_many"), [(4, True), (2, False)])
def test_many_files_are_shared_out(tmp_path: Path, count: int, are_many: bool) -> None:
    """Without -j, workers are started where each has enough to do, and else none."""
    size = SHARE * 2 // 3  # four files are enough for two workers, two are not
    for number in range(count):
        text = DAMAGED * (size // len(DAMAGED))
        (tmp_path / f"{number}.txt").write_text(text)
    process = subprocess.Popen(
        [sys.executable, "-m", "textclean", "check", ".", "-q", "--preset", "minimal"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert bool(workers_of(process)) is are_many
    assert process.wait() == 1
