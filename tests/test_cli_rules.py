"""`textclean rules`: the docstrings are the documentation."""

from __future__ import annotations

import tomllib

import pytest
from command import Command, in_empty_folder  # noqa: F401

from textclean.normalizer import load
from textclean.presets import RULES


def test_each_rule_has_a_line(command: Command) -> None:
    """The overview names each rule, in the order in which they run, and its first line."""
    lines = command("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    for line in lines:
        name, _, says = line.partition(" ")
        assert says.strip() == load(name).documentation.splitlines()[0]


@pytest.mark.parametrize("name", RULES)
def test_one_rule_is_told_whole(command: Command, name: str) -> None:
    """The document of a rule holds its docstring, what it may touch, and its options as TOML."""
    rule = load(name)
    document = command("rules", name).out
    assert rule.documentation in document
    assert f"May touch: {', '.join(sorted(rule.touches))}." in document
    if rule.defaults:
        _, _, options = document.partition(f"[tool.textclean.{name}]:")
        stated = tomllib.loads(options)
        listed = {k: tuple(v) if isinstance(v, list) else v for k, v in stated.items()}
        assert listed == rule.defaults


def test_several_rules_are_told_one_after_another(command: Command) -> None:
    """Each rule that is named is told once, as it is told alone, in the order of the call."""
    dates, lists = command("rules", "dates").out, command("rules", "lists").out
    assert command("rules", "lists", "dates", "lists").out == f"{lists}\n\n{dates}"
    done = command("rules", "dates", "list")
    assert (done.code, done.out) == (2, "")


def test_an_unknown_rule_is_answered_with_the_nearest(command: Command) -> None:
    """A misspelled name is a wrong call that says which name was meant."""
    done = command("rules", "stray_phrases")
    assert done.code == 2
    assert 'did you mean "stray_phrase"?' in done.err
