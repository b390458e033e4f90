"""The README tells the truth."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import textclean
from textclean.cli.arguments import _PARSERS
from textclean.cli.config import KEYS, settings_from

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str, containing: str) -> str:
    """Return the code block of the README in a language that contains something."""
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)
    return next(body for body in blocks if containing in body)


def test_every_option_is_told() -> None:
    """Each option of `fix`, `check` and `survey` stands in the README, and no other does."""
    options = {
        option
        for command in ("fix", "check", "survey")
        for action in _PARSERS[command]()._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    told = set(re.findall(r"`(?:textclean \w+ )?(--[a-z-]+)", README))
    assert options - told <= {"--help", "--quiet", "--verbose", "--jobs"}
    assert told - options <= {"--update", "--corpora", "--only"}  # of `golden`, of the benchmarks


def test_every_key_is_told() -> None:
    """Each key of the configuration stands in the README."""
    _, _, section = README.partition("## Configuration")
    assert [key for key in KEYS if f"`{key}`" not in section] == []


def test_the_configuration_in_the_readme_is_right() -> None:
    """The example is one that textclean accepts."""
    table = tomllib.loads(block("toml", "[tool.textclean]"))["tool"]["textclean"]
    assert settings_from(table, ROOT / "pyproject.toml").pipeline().min_confidence == 0.9


def test_the_library_example_is_right() -> None:
    """The first lines of Python in the README do what their comment says."""
    source, expected = re.findall(r'clean\((".*?")\)\s+# (\'.*?\')$', README, re.M)[0]
    unescaped = source[1:-1].replace("\\n", "\n")
    assert repr(textclean.clean(unescaped)) == expected


def test_the_example_is_that_of_the_golden_story() -> None:
    """What stands under "Before" is in the seed, what stands under "After" in its golden."""
    before, after = re.findall(r"^```text\n(.*?)^```$", README, re.M | re.S)[:2]
    name = "003_0e22b9a82a6b1fdf.txt"
    assert before in (ROOT / "seeds" / name).read_text(encoding="utf-8")
    assert after in (ROOT / "golden" / "stories" / name).read_text(encoding="utf-8")


def test_dependencies_are_justified() -> None:
    """Each library that is needed at run time has its line."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = [re.split(r"[<>=\[]", needed)[0] for needed in project["dependencies"]]
    _, _, table = README.partition("## Dependencies")[2].partition("|---|---|\n")
    told = re.findall(r"^\| (\w+) \| \w", table, re.M)
    assert told == sorted(names)
    assert project["name"] in README


@pytest.mark.parametrize("marker", ["main job", "all tests"])
def test_each_of_the_two_commands_is_one_line(marker: str) -> None:
    """Both commands can be copied whole, and the one in `.ci/run` is found by its marker."""
    (command,) = re.findall(rf"^<!-- {marker} -->\n```sh\n(.*)\n```$", README, re.M)
    assert command.startswith("python3 -m venv .venv && ")
    assert "<!-- all tests -->" in (ROOT / ".ci" / "run").read_text()
