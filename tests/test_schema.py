"""The JSON schemas judge as the code does: what may be configured, and what `json` writes."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import Command, in_empty_folder  # noqa: F401
from hypothesis import given
from hypothesis import strategies as st

from textclean.cli.config import KEYS, settings_from
from textclean.cli.schema import schema
from textclean.errors import TextcleanError
from textclean.presets import RULES

HERE = Path("/project/textclean.toml")


def shipped(part: str, name: str) -> dict[str, Any]:
    """Return a schema that is part of the package."""
    text = (files("textclean") / part / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    jsonschema.Draft7Validator.check_schema(schema)
    return schema


SHIPPED = shipped("cli", "configuration")
VALIDATOR = jsonschema.Draft7Validator(SHIPPED)
OUTPUT = shipped("render", "output")

RIGHT = """
preset = "minimal"
select = ["dates"]
extend-select = []
ignore = ["dates", "headings"]
ignore = []
min-confidence = 0
min-confidence = 1.0
protect = ['^Order No\\..*$']
terms = ["Yahoo !"]
per-file-ignores = {}
per-file-ignores = {"a*" = ["dates"]}
include = ["*.md"]
exclude = []
force-exclude = true
encoding = "cp1252"
encoding = {}
max-file-size = 0
max-file-size = "10M"
max-file-size = " 500 kb "
timeout = 2.5
output-format = "sarif"
statistics = false
exit-non-zero-on-fix = true
jobs = 0
headings = {}
headings = {heading-style = "markdown"}
headings = {heading_style = "plain"}
stray_phrase = {phrases = ["as was noted"]}
wire_matter = {strip = true}
"""
WRONG = """
presets = "wire"
preset = "wires"
preset = ["wire"]
select = []
select = "dates"
select = ["date"]
extend-select = [1]
min-confidence = 1.1
min-confidence = -0.1
min-confidence = true
min-confidence = "0.5"
min_confidence = 0.5
protect = "a"
terms = [" "]
terms = ["a", ""]
per-file-ignores = ["a*"]
per-file-ignores = {"a*" = []}
per-file-ignores = {"a*" = "dates"}
include = "*.md"
exclude = [1]
force-exclude = 1
encoding = 1
encoding = ""
encoding = {name = "utf-8"}
max-file-size = -1
max-file-size = 1.5
max-file-size = "10T"
max-file-size = true
timeout = -1
timeout = "2"
timeout = false
output-format = "xml"
output-format = ["json"]
statistics = "no"
jobs = -1
jobs = 1.5
jobs = true
extend = 1
extend = ""
dates = true
dates = {commas = true}
heading = {}
headings = {heading-style = "html"}
headings = {heading-style = true}
headings = {style = "plain"}
stray_phrase = {phrases = "as was noted"}
stray_phrase = {phrases = [1]}
wire_matter = {strip = "yes"}
"""


def lines(text: str) -> list[str]:
    """Return the lines of a text."""
    return text.strip().splitlines()


def passes_code(table: dict[str, Any]) -> bool:
    """Whether the command would take a configuration."""
    try:
        settings_from(table, HERE)
    except TextcleanError:
        return False
    return True


@pytest.mark.parametrize("stated", lines(RIGHT))
def test_what_the_code_takes_the_schema_takes(stated: str) -> None:
    """Both let pass what is right."""
    table = tomllib.loads(stated)
    assert passes_code(table)
    VALIDATOR.validate(table)


@pytest.mark.parametrize("stated", lines(WRONG))
def test_what_the_code_refuses_the_schema_refuses(stated: str) -> None:
    """Both refuse what is wrong."""
    table = tomllib.loads(stated)
    assert not passes_code(table)
    assert not VALIDATOR.is_valid(table)


# Not among them are whole numbers with a point, since JSON has but one kind of number, and blank
# names of rules, which the code passes over.
_SCALARS = [0.5, -0.5, 1.5, "a", "dates", "headings", "wire", "minimal", "sarif", "10M", "set"]
_OPTIONS = ["strip", "phrases", "lines", "heading-style", "heading_style", "flattened", "a*"]
_values = st.recursive(
    st.booleans() | st.integers(-2, 2) | st.sampled_from(_SCALARS),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(_OPTIONS), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*KEYS, *RULES, "key"]), _values, max_size=3))
def test_they_judge_alike_whatever_is_stated(table: dict[str, Any]) -> None:
    """Of all keys with values of all kinds, code and schema take the same."""
    # Which encodings there are is what a schema cannot know.
    if isinstance(table.get("encoding"), str):
        table["encoding"] = "utf-8"
    assert VALIDATOR.is_valid(table) == passes_code(table)


def test_what_is_shipped_is_what_the_code_makes() -> None:
    """The file is up to date: `textclean config --schema` writes it."""
    assert schema() == SHIPPED


def test_the_command_prints_it(command: Command) -> None:
    """It needs no file and reads none."""
    command.write("textclean.toml", "presets = 1")
    done = command("config", "--schema")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == SHIPPED


SEEDS = Path(__file__).parent.parent / "seeds"


def test_what_json_writes_is_as_its_schema_says(command: Command) -> None:
    """The schema names every key that there is, and refuses what lacks one or has another."""
    command.write("clean.txt", "All is well.\n")
    done = command("check", str(SEEDS), "clean.txt", "--output-format", "json")
    written = json.loads(done.out)
    validator = jsonschema.Draft7Validator(OUTPUT)
    validator.validate(written)
    edit = written["files"][0]["edits"][0]
    for broken in (edit | {"other": 1}, {key: edit[key] for key in edit if key != "why"}):
        written["files"][0]["edits"][0] = broken
        assert not validator.is_valid(written)


def test_each_line_of_json_lines_is_a_file_of_the_schema(command: Command) -> None:
    """A schema that points at one definition of ours judges a line."""
    of_a_line = {"$ref": "#/definitions/file", "definitions": OUTPUT["definitions"]}
    validator = jsonschema.Draft7Validator(of_a_line)
    lines = command("check", str(SEEDS), "--output-format", "json-lines").out.splitlines()
    assert len(lines) == 2
    for line in lines:
        validator.validate(json.loads(line))
