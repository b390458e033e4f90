"""Every block of code on the README and on the pages of the site does what the page says."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import ROOT
from pages import Block, blocks, is_as_told, pages, run_python, run_shell, transcript

from textclean.cli.arguments import _PARSERS
from textclean.cli.config import settings_from

# The two commands of the README: `test_wheel.py` installs and runs, `.ci/run` takes the other.
RUN_ELSEWHERE = ("main job", "all tests")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_the_blocks_of_a_page_do_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They run in their order, in a folder with the seeds and golden texts of a clone."""
    for name in ("seeds", "golden"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks(page):
        if block.noted("not run:") or block.note in RUN_ELSEWHERE:
            continue
        if file := block.noted("file:"):
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(block.body, encoding="utf-8")
        try:
            _run(block, tmp_path, names)
        except Exception as error:
            error.add_note(f"in the block at {_name(page)}:{block.line}")
            raise


def _run(block: Block, folder: Path, names: dict[str, Any]) -> None:
    """Run a block, or read it where it is data."""
    match block.language:
        case "python" if not block.noted("file:"):
            run_python(block.body, names)
        case "sh":
            done = run_shell([block.body], folder)
            assert done.code == int(block.noted("exits with") or 0), done.printed
        case "console":
            told = list(transcript(block.body))
            done = run_shell([command for command, _ in told], folder)
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
        case "text" | "python" | "html" | "markdown" | "xml":
            pass  # shown, or a file
        case language if language.startswith("{"):
            pass  # a directive of the site
        case language:
            raise AssertionError(f'nothing is known about blocks of "{language}"')


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_every_option_on_a_page_is_one(page: Path) -> None:
    """What a page calls an option of textclean is one of its commands."""
    known = {
        option
        for parser in _PARSERS.values()
        for action in parser()._actions
        for option in action.option_strings
    }
    text = page.read_text(encoding="utf-8")
    told = set(re.findall(r"(?<=`)--[a-z-]+", text))
    told |= {
        option
        for line in re.findall(r"textclean \w+ [^\n`#|]*", text)
        for option in re.findall(r"(?<= )--[a-z-]+", line)
    }
    assert told - known <= {"--version", "--corpora", "--only", "--group"}  # of other commands


def test_a_transcript_that_is_not_so_is_told() -> None:
    """The comparison takes `…` for any lines, and nothing else for anything."""
    assert is_as_told("a\n…\nb\n", "a\n1\n2\nb\n")
    assert is_as_told("a\n…\nb\n", "a\nb\n")
    assert not is_as_told("a\n…\nb\n", "a\n1\nc\n")
    assert not is_as_told("a+\n", "aa\n")
