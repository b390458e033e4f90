"""The pages under `docs/how-to/` hold what can be used as it stands."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import Command, in_empty_folder  # noqa: F401

import textclean
from textclean.cli.arguments import COMMANDS, parse
from textclean.cli.decisions import FILE, key_of, load, record_of
from textclean.edit import Edit

STORY = "The vote came late .\nIt ended on May 4 2026.\n"
PAGES = sorted((Path(__file__).parent.parent / "docs" / "how-to").glob("*.md"))

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.stem))


def blocks(page: Path, language: str) -> list[str]:
    """Return the code blocks of a page in a language."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@each_page
def test_commands_that_pages_name_are_commands(page: Path) -> None:
    """What stands behind `textclean` is a command that there is."""
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"[`\n]textclean ([a-z]+)", text))
    assert named - COMMANDS.keys() == set()


def test_the_workflow_asks_the_action_for_what_it_takes(tmp_path: Path) -> None:
    """It is valid; each input in it is one of the action, and the table names them all."""
    (page,) = (page for page in PAGES if page.stem == "github")
    action: dict[str, Any] = yaml.safe_load((page.parents[2] / "action.yml").read_text())
    (example,) = blocks(page, "yaml")
    (tmp_path / "check.yml").write_text(example, encoding="utf-8")
    check = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    subprocess.run([sys.executable, *check, str(tmp_path / "check.yml")], check=True)
    workflow: dict[str, Any] = yaml.safe_load(example)
    (step,) = (step for step in workflow["jobs"]["check"]["steps"] if "with" in step)
    told = re.findall(r"^\| `(\w+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert step["with"].keys() <= set(told) == action["inputs"].keys()


def neovim() -> tuple[int, int]:
    """Return the version of the Neovim that is installed."""
    if path := shutil.which("nvim"):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
        if version := re.match(r"NVIM v(\d+)\.(\d+)", said.stdout):
            return int(version[1]), int(version[2])
    return 0, 0


@pytest.mark.skipif(neovim() < (0, 5), reason="needs Neovim")
def test_the_configuration_of_neovim_is_lua(tmp_path: Path) -> None:
    """Neovim can read it; from 0.11 on it runs it too, and then knows how to start the server."""
    (page,) = (page for page in PAGES if page.stem == "editors")
    reads = 'assert(loadstring(table.concat(vim.fn.readfile("init.lua"), "\\n")))'
    runs = 'dofile("init.lua"); assert(vim.lsp.config.textclean.cmd[2] == "lsp")'
    (tmp_path / "init.lua").write_text("\n".join(blocks(page, "lua")), encoding="utf-8")
    code = reads if neovim() < (0, 11) else runs
    command = ["nvim", "--headless", "-u", "NONE", "-c", f"lua {code}", "-c", "qa!"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["review", "speed-up-runs"])
def test_the_commands_of_these_pages_can_be_given(command: Command, name: str) -> None:
    """Each command of a page is one, and those that need no terminal run one after another."""
    command.write("stories/a.txt", textclean.clean(STORY))
    command.write("decisions.json", "{}")
    (page,) = (page for page in PAGES if page.stem == name)
    for line in "".join(blocks(page, "sh")).splitlines():
        program, verb, *arguments = line.split()
        if program != "textclean":
            continue
        assert parse([verb, *arguments]).command == verb
        if verb != "review":
            assert command(verb, *arguments).code == 0


def test_the_decisions_of_the_review_are_such(command: Command) -> None:
    """The file on the page is one that is read, with the keys of these findings."""
    (page,) = (page for page in PAGES if page.stem == "review")
    (block,) = blocks(page, "json")
    command.write(FILE, block)
    about = load(command.folder)["a.txt"]
    assert {"a.txt": record_of(about)} == json.loads(block)
    edits = Edit(18, 19, "", "spacing"), Edit(38, 38, ",", "dates")
    assert {key_of(STORY, edit) for edit in edits} == about.keys()
