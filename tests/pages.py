"""The blocks of code on the pages for readers, and what it takes to run them.

A comment right above a block says what is to be done with it; a reader of the page does not see it:

- `<!-- file: stories/a.txt -->` the block is that file, in the folder that the page works in.
- `<!-- exits with 1 -->` the last command of the block ends with that code, not with 0.
- `<!-- not run: why -->` the block is only shown.

`<!-- run: cp -r seeds stories -->`, anywhere on the page, is a command that the reader is spared.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import yaml
from checkout import ROOT

from textclean.cli.config import settings_from

# The two commands of the README: `test_wheel.py` installs and runs, `.ci/run` takes the other.
RUN_ELSEWHERE = ("main job", "all tests")

# Languages of blocks that are only read.
SHOWN = ("text", "lua", "rust", "vim")

SCRIPTS = Path(sys.executable).parent  # where `textclean` is in the environment of the tests

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


def follow(page: Path, folder: Path, scripts: Path = SCRIPTS) -> None:
    """Do what the blocks of a page say, in `folder`, with the `textclean` that is in `scripts`.

    Raises `AssertionError`, with the place of the block, where something else comes of it.
    """
    names: dict[str, Any] = {}
    for block in blocks(page):
        if block.noted("not run:") or block.note in RUN_ELSEWHERE:
            continue
        if file := block.noted("file:"):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(block.body, encoding="utf-8")
        try:
            _follow(block, folder, scripts, names)
        except Exception as error:
            error.add_note(f"in the block at {page.relative_to(ROOT)}:{block.line}")
            raise


def _follow(block: Block, folder: Path, scripts: Path, names: dict[str, Any]) -> None:
    """Run a block, or read it where it is data."""
    match block.language:
        case "python" if not block.noted("file:"):
            run_python(block.body, names)
        case "sh":
            done = run_shell([block.body], folder, scripts)
            assert done.code == int(block.noted("exits with") or 0), done.printed
        case "console":
            told = list(transcript(block.body))
            done = run_shell([command for command, _ in told], folder, scripts)
            for (command, output), printed in zip(told, done.printed, strict=True):
                assert is_as_told(output, printed), f"$ {command}\n{printed}"
            assert done.code == int(block.noted("exits with") or 0)
        case "toml":
            table = tomllib.loads(block.body)
            if own := table.get("tool", {}).get("textclean"):
                settings_from(own, folder / "pyproject.toml").pipeline()
        case "yaml":
            yaml.safe_load(block.body)
        case "json":
            json.loads(block.body)
        case language:
            is_shown = language in SHOWN or language.startswith("{")  # a directive of the site
            assert is_shown or block.noted("file:"), f'nobody can run "{language}"'


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


def run_shell(commands: list[str], folder: Path, scripts: Path = SCRIPTS) -> Ran:
    """Run commands in one shell in a folder, as in a terminal where `textclean` is installed."""
    # A byte that no command prints ends what each of them has printed.
    script = "".join(
        f"{command}\n__code=$?; printf '\\0'; (exit $__code)\n" for command in commands
    )
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}"],
        cwd=folder,
        env=os.environ
        | {
            "PATH": os.pathsep.join((str(scripts), os.environ["PATH"])),
            "HOME": str(folder),
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
