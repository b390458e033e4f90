"""Runs the command `textclean` as a user does, in a process of its own or in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from textclean.cli import main

DAMAGED = "Talks resumed. \nThey ended.\n"
REPAIRED = "Talks resumed.\nThey ended.\n"


@attrs.frozen
class Done:
    """A call that has ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def run(*arguments: str, cwd: Path, stdin: bytes = b"", **environment: str) -> Done:
    """Run the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "textclean", *arguments],
        cwd=cwd,
        input=stdin,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@attrs.frozen
class Command:
    """Runs the command in this process, in a folder of its own."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> Done:
        """Call `main` with the arguments."""
        code = main(arguments)
        out, err = self.capsys.readouterr()
        return Done(code, out, err)

    def write(self, name: str, text: str | bytes = DAMAGED) -> Path:
        """Write a file into the folder, making the folders above it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name: str) -> str:
        """Return the text of a file in the folder, its line ends as they are."""
        return (self.folder / name).read_bytes().decode()


def written(path: Path) -> tuple[int, int]:
    """Return which file stands at a path and when it was last written."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


@pytest.fixture(name="command")
def in_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Give a command that works in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Command(tmp_path, capsys)
