"""The blocks of code on the pages for readers, and what it takes to run them.

A comment right above a block says what is to be done with it; a reader of the page does not see it:

- `<!-- file: stories/a.txt -->` the block is that file, in the folder that the page works in.
- `<!-- exits with 1 -->` the last command of the block ends with that code, not with 0.
- `<!-- not run: why -->` the block is only shown.

`<!-- run: cp -r seeds stories -->`, anywhere on the page, is a command that the reader is spared.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from checkout import ROOT

GENERATED = ROOT / "docs" / "generated"  # by docs/generate.py, from what is tested elsewhere

_FENCE = re.compile(
    r"(?:^<!-- (?P<note>[^\n]*) -->\n)?"
    r"^(?P<fence>```+)(?P<language>[^\n]*)\n(?P<body>.*?)^(?P=fence)$"
    r"|^<!-- run: (?P<command>[^\n]*) -->$",
    re.MULTILINE | re.DOTALL,
)
_SECONDS = 300  # for all the commands of one block


def pages() -> list[Path]:
    """Return the pages that a person wrote for readers."""
    site = (page for page in (ROOT / "docs").rglob("*.md") if not page.is_relative_to(GENERATED))
    return [ROOT / "README.md", *sorted(site)]


@attrs.frozen
class Block:
    """A block of code, with the language behind its fence and the comment above it."""

    language: str
    body: str
    note: str
    line: int

    def noted(self, key: str) -> str | None:
        """Return what the comment above the block says under a key, as in `file: a.txt`."""
        return self.note.removeprefix(key).strip() if self.note.startswith(key) else None


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page; the commands that the reader is spared are blocks of `sh`."""
    text = page.read_text(encoding="utf-8")
    return [_block(match, text) for match in _FENCE.finditer(text)]


def _block(match: re.Match[str], text: str) -> Block:
    line = text.count("\n", 0, match.start()) + 1
    if match["command"]:
        return Block("sh", match["command"] + "\n", "", line)
    return Block(match["language"].strip() or "text", match["body"], match["note"] or "", line)


def run_python(body: str, names: dict[str, Any]) -> int:
    """Run a block of Python, and return how many values were as a comment says.

    A comment behind an expression is its value where it begins as a string, list or number does.
    """
    compared = 0
    for statement in ast.parse(body).body:
        if not isinstance(statement, ast.Expr):
            exec(compile(ast.Module([statement], []), "page", "exec"), names)
            continue
        value = eval(ast.unparse(statement), names)
        _, _, comment = body.splitlines()[(statement.end_lineno or 0) - 1].partition("  # ")
        if re.match(r"['\"\[(\d]", comment):
            assert value == ast.literal_eval(comment)
            compared += 1
    return compared


@attrs.frozen
class Ran:
    """What each command of a block printed, on both streams, and how the last one ended."""

    printed: list[str]
    code: int


def run_shell(commands: list[str], folder: Path) -> Ran:
    """Run commands in one shell in a folder, as in a terminal where `textclean` is installed."""
    # A byte that no command prints ends what each of them has printed.
    script = "".join(
        f"{command}\n__code=$?; printf '\\0'; (exit $__code)\n" for command in commands
    )
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}"],
        cwd=folder,
        env=os.environ
        | {
            "PATH": os.pathsep.join((str(scripts), os.environ["PATH"])),
            "PYTHONUNBUFFERED": "1",
            "COLUMNS": "80",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    return Ran(done.stdout.split("\0")[:-1], done.returncode)


def transcript(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block of `console`, and what stands below it as its output."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command += f"\n{more}"
        yield command, output


def is_as_told(told: str, printed: str) -> bool:
    """Whether a command printed what a page tells; a line `…` stands for any lines."""
    pattern = re.escape(told).replace("…\\\n", "…\n")
    pattern = re.sub(r"^…\n", r"(?:.*\\n)*?", pattern, flags=re.MULTILINE)
    return re.fullmatch(pattern, printed) is not None
