"""What the pages of docs/how-to say is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command import Command, in_empty_folder  # noqa: F401

import textclean
from textclean.cli.arguments import COMMANDS, parse
from textclean.cli.decisions import FILE, key_of, load, record_of
from textclean.edit import Edit

HOW_TO = Path(__file__).parent.parent / "docs" / "how-to"
STORY = "The vote came late .\nIt ended on May 4 2026.\n"


def blocks(page: str, language: str) -> list[str]:
    """Return the code blocks of a page in a language."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


@pytest.mark.parametrize("page", ["review.md", "speed-up-runs.md"])
def test_the_commands_can_be_given(command: Command, page: str) -> None:
    """Each command of a page is one, and those that need no terminal run one after another."""
    command.write("stories/a.txt", textclean.clean(STORY))
    command.write("decisions.json", "{}")
    for line in "".join(blocks(page, "sh")).splitlines():
        program, verb, *arguments = line.split()
        if program != "textclean":
            continue
        assert verb in COMMANDS
        assert parse([verb, *arguments]).command == verb
        if verb != "review":
            assert command(verb, *arguments).code == 0


def test_the_decisions_of_the_review_are_such(command: Command) -> None:
    """The file on the page is one that is read, with the keys of these findings."""
    (block,) = blocks("review.md", "json")
    command.write(FILE, block)
    about = load(command.folder)["a.txt"]
    assert {"a.txt": record_of(about)} == json.loads(block)
    edits = Edit(18, 19, "", "spacing"), Edit(38, 38, ",", "dates")
    assert {key_of(STORY, edit) for edit in edits} == about.keys()
