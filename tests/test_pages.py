"""Every block of code on the README and on the pages of the site does what the page says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from checkout import ROOT
from pages import follow, is_as_told, pages

from textclean.cli.arguments import _PARSERS


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
    follow(page, tmp_path)


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
    others = {"--version", "--corpora", "--only", "--group", "--from", "--before", "--start"}
    assert told - known <= others  # of benches, training and pip


def test_a_transcript_that_is_not_so_is_told() -> None:
    """The comparison takes `…` for any lines, and nothing else for anything."""
    assert is_as_told("a\n…\nb\n", "a\n1\n2\nb\n")
    assert is_as_told("a\n…\nb\n", "a\nb\n")
    assert not is_as_told("a\n…\nb\n", "a\n1\nc\n")
    assert not is_as_told("a+\n", "aa\n")
