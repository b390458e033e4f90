"""`extend`, and `textclean config`, which prints what holds for a file and where it is stated."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import attrs
import pytest
from command import Command, in_empty_folder  # noqa: F401

from textclean.cli.config import KEYS, Configuration, Settings, load_file, settings_from

HOUSE = """\
min-confidence = 0.9
ignore = ["dates"]
exclude = ["raw"]

[stray_phrase]
phrases = ["a b"]

[headings]
heading-style = "markdown"
"""
OWN = """\
extend = "../house.toml"
ignore = ["lists"]
protect = ['\\bU ?S\\b', 'a "b"']

[per-file-ignores]
"a*" = ["spacing"]

[stray_phrase]
phrases = ["c d"]
"""


def put(command: Command) -> None:
    """Write a configuration that extends another."""
    command.write("house.toml", HOUSE)
    command.write("desk/textclean.toml", OWN)


def test_a_file_extends_another(command: Command) -> None:
    """Its own keys and options go before those of the other, which hold where it states none."""
    put(command)
    settings = Configuration({}).of(command.folder / "desk")
    assert settings.min_confidence == 0.9
    assert settings.ignore == ("lists",)
    assert settings.exclude == ((command.folder, "raw"),)
    assert settings.origin == command.folder / "desk/textclean.toml"
    assert dict(settings.rules) == {
        "stray_phrase": (("phrases", ("c d",)),),
        "headings": (("heading_style", "markdown"),),
    }


def test_the_options_of_a_rule_are_merged_one_by_one(tmp_path: Path) -> None:
    """A table that states one option leaves the others to the file that is extended."""
    house, own = tmp_path / "house.toml", tmp_path / "textclean.toml"
    house.write_text('[headings]\nheading-style = "markdown"')
    own.write_text('extend = "house.toml"\n[headings]\n')
    settings = load_file(own)
    assert settings
    assert dict(settings.rules)["headings"] == (("heading_style", "markdown"),)


def test_extending_goes_on(command: Command) -> None:
    """The file that is extended may extend another, in a `pyproject.toml` too."""
    put(command)
    command.write("top/pyproject.toml", '[tool.textclean]\nextend = "../desk/textclean.toml"')
    settings = Configuration({}).of(command.folder / "top")
    assert (settings.min_confidence, settings.ignore) == (0.9, ("lists",))


WRONG = [
    ("extend = 1", '"extend": must be the path of a file'),
    ('extend = ""', '"extend": must be the path of a file'),
    ('extend = "nowhere.toml"', "nowhere.toml: cannot be read (no such file or directory)"),
    ('extend = "textclean.toml"', "extends this file; leave one out"),
    ('extend = "b.toml"', "extends this file; leave one out"),
    ('extend = "pyproject.toml"', "pyproject.toml: has no [tool.textclean] table; add one"),
    ('extend = "c.toml"', 'c.toml: "preset": textclean has no preset "wires"'),
    ('extent = "c.toml"', 'no key "extent"; did you mean "extend"?'),
]


@pytest.mark.parametrize(("stated", "says"), WRONG)
def test_what_cannot_be_extended_is_an_error(command: Command, stated: str, says: str) -> None:
    """One line names the file that is wrong, and nothing is done."""
    command.write("textclean.toml", stated)
    command.write("b.toml", 'extend = "textclean.toml"')
    command.write("c.toml", 'preset = "wires"')
    command.write("pyproject.toml", "[tool.ruff]")
    path = command.write("a.txt")
    before = path.read_bytes()
    done = command("fix", "a.txt")
    assert done.code == 2
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert path.read_bytes() == before


def test_what_is_extended_may_be_used_elsewhere(command: Command) -> None:
    """A check warns only of what the file of the folder itself states in vain."""
    command.write("house.toml", 'terms = ["no where"]')
    own = command.write("desk/textclean.toml", 'extend = "../house.toml"\nprotect = ["nowhere"]')
    command.write("desk/a.txt", "All is well.\n")
    warnings = [line for line in command("check", "desk").err.splitlines() if "warning" in line]
    assert warnings == [
        f'textclean: warning: {own}: "protect": "nowhere" matches nothing; take it out'
    ]


def test_config_says_where_each_setting_is_stated(command: Command) -> None:
    """Behind each key and table stands the file that states it, or that it is the default."""
    put(command)
    command.write("desk/b.txt")
    lines = command("config", "desk/b.txt").out.splitlines()
    where = {
        line.split(" = ")[0].split("]")[0].strip("[ "): line.rpartition(" # ")[2].strip()
        for line in lines
        if " # " in line
    }
    own, house = str(command.folder / "desk/textclean.toml"), str(command.folder / "house.toml")
    assert {key for key, place in where.items() if place == own} == {
        "ignore",
        "protect",
        "per-file-ignores",
        "stray_phrase",
    }
    assert {key for key, place in where.items() if place == house} == {
        "min-confidence",
        "exclude",
        "headings",
    }
    assert where["preset"] == "default"


def test_config_prints_what_a_file_may_state(command: Command) -> None:
    """The output is itself a configuration, with the same settings."""
    put(command)
    done = command("config", "desk")
    assert (done.code, done.err) == (0, "")
    table = tomllib.loads(done.out)
    assert set(KEYS) - set(table) == {
        "select",
        "encoding",
        "output-format",
        "jobs",
        "expect-damage",
    }
    held = Configuration({}).of(command.folder / "desk")
    again = settings_from(table, command.folder / "textclean.toml")
    per_file = tuple((command.folder, *entry[1:]) for entry in held.per_file_ignores)
    origin = again.origin
    assert again == attrs.evolve(held, origin=origin, per_file_ignores=per_file)


def test_config_lists_the_rules_of_the_very_file(command: Command) -> None:
    """What `per-file-ignores` leaves out of the file is not among the rules that run over it."""
    put(command)
    command.write("desk/a.txt")
    command.write("desk/b.txt")

    def rules(name: str) -> list[str]:
        listed = command("config", name).out.partition("# The rules that run:\n")[2]
        return re.findall(r"^# (\w+)$", listed, re.MULTILINE)

    assert "spacing" in rules("desk/b.txt")
    assert "spacing" not in rules("desk/a.txt")
    assert "lists" not in rules("desk")


def test_config_without_a_file_is_of_the_working_folder(command: Command) -> None:
    """Nothing configured, all is default; `--isolated` and `--config` say otherwise."""
    command.write("textclean.toml", 'preset = "minimal"')
    other = command.write("other.toml", "jobs = 3")
    assert 'preset = "minimal"' in command("config").out
    assert 'preset = "wire"' in command("config", "--isolated").out
    assert re.search(rf"jobs = 3 +# {other}", command("config", "--config", "other.toml").out)


def test_config_of_nothing_is_an_error(command: Command) -> None:
    """A path that is not there has no configuration: the error is that of every command."""
    done = command("config", "nothere")
    assert (done.code, done.out) == (3, "")
    assert done.err == command("check", "nothere").err


def test_config_of_a_broken_file_is_an_error(command: Command) -> None:
    """What cannot be used is told as every command tells it."""
    command.write("textclean.toml", "presets = 1")
    done = command("config")
    assert done.code == 2
    assert 'no key "presets"; did you mean "preset"?' in done.err
    assert command("config", "").code == 2


def test_where_settings_are_stated_makes_no_difference() -> None:
    """Two files that state the same under one configuration are the same settings."""
    assert Settings(stated=(("jobs", Path("a")),)) == Settings()
