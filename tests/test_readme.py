"""The README tells the truth."""

from __future__ import annotations

import ast
import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

from textclean.cli.arguments import _PARSERS
from textclean.cli.config import KEYS, settings_from

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str, containing: str) -> str:
    """Return the code block of the README in a language that contains something."""
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)
    return next(body for body in blocks if containing in body)


def test_every_option_is_told() -> None:
    """Each option of these commands stands in the README, and no other does."""
    options = {
        option
        for command in ("fix", "check", "report", "survey")
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


def test_the_library_examples_are_right() -> None:
    """What Python does in the section on the library is what the comments say."""
    assert run_examples(section("The library"), {}) >= 9


def test_the_rule_of_the_readme_is_that_of_the_example_package() -> None:
    """A newcomer's rule, test and package stand in the README whole; they are run elsewhere."""
    blocks = re.findall(r"^```\w+\n(.*?)^```$", section("Adding a rule"), re.M | re.S)
    package = Path(__file__).with_name("example_plugin")
    for name in ("islander_style.py", "test_islander_style.py", "pyproject.toml"):
        assert (package / name).read_text(encoding="utf-8") in blocks


def test_every_name_in_the_readme_is_there() -> None:
    """Each dotted name of textclean that the README names can be had."""
    told = set(re.findall(r"(?<!tool\.)\btextclean(?:\.[a-z]\w+)+", README, re.I))
    told = {name for name in told if not name.startswith(("textclean.train", "textclean.toml"))}
    assert len(told) > 10
    for name in told:
        assert pkgutil.resolve_name(name) is not None


def section(title: str) -> str:
    """Return a section of the README."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def run_examples(text: str, names: dict[str, object]) -> int:
    """Run the blocks of Python in a text, and return how many values were as a comment says.

    A comment behind an expression is its value where it begins as a string, list or number does.
    """
    compared = 0
    for block in re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S):
        for statement in ast.parse(block).body:
            if not isinstance(statement, ast.Expr):
                exec(ast.unparse(statement), names)
                continue
            value = eval(ast.unparse(statement), names)
            _, _, comment = block.splitlines()[(statement.end_lineno or 0) - 1].partition("  # ")
            if re.match(r"['\"\[(\d]", comment):
                assert value == ast.literal_eval(comment)
                compared += 1
    return compared


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
    told = re.findall(r"^\| ([\w-]+) \| \w", table, re.M)
    assert told == sorted(names)
    assert project["name"] in README


@pytest.mark.parametrize("marker", ["main job", "all tests"])
def test_each_of_the_two_commands_is_one_line(marker: str) -> None:
    """Both commands can be copied whole, and the one in `.ci/run` is found by its marker."""
    (command,) = re.findall(rf"^<!-- {marker} -->\n```sh\n(.*)\n```$", README, re.M)
    assert command.startswith("python3 -m venv .venv && ")
    assert "<!-- all tests -->" in (ROOT / ".ci" / "run").read_text()
