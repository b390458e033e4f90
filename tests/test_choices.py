"""An option that takes one of a few values is held to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from textclean.cli.config import settings_from
from textclean.edit import Edit
from textclean.errors import ConfigurationError
from textclean.normalizer import load, normalizer
from textclean.presets import RULES
from textclean.text import Text

HERE = Path("/project/textclean.toml")


@normalizer("spaces")
def gaps(
    text: Text, *, width: Literal["one", "two", "three"] = "one", names: tuple[str, ...] = ()
) -> Iterator[Edit]:
    """Do nothing, in one of three ways."""
    yield from ()


def test_the_type_states_the_choices() -> None:
    """What `Literal` lists may be chosen; options of other types have no choices."""
    assert gaps.choices == {"width": ("one", "two", "three")}


def test_another_value_is_an_error_that_names_the_choices() -> None:
    """Nobody has to look up what could have been said."""
    says = '"width" of gaps must be "one" or "two" or "three", not "four"'
    with pytest.raises(ConfigurationError, match=says):
        gaps.configured(width="four")


@pytest.mark.parametrize("value", ["markdwon", True, ["plain"]])
def test_a_configuration_file_is_told_with_the_choices(value: object) -> None:
    """The error names file, option and rule, whatever the type of the value."""
    with pytest.raises(ConfigurationError) as caught:
        settings_from({"headings": {"heading-style": value}}, HERE)
    says = f'{HERE}: "heading-style" of headings must be "plain" or "markdown", not '
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize("rule", RULES)
def test_defaults_are_among_the_choices(rule: str) -> None:
    """An option that is not set has one of the values that could be set."""
    loaded = load(rule)
    assert all(loaded.defaults[name] in values for name, values in loaded.choices.items())


@pytest.mark.parametrize(("rule", "option"), [("lists", "flattened"), ("paragraphs", "separation")])
def test_rules_of_layout_keep_it_by_default(rule: str, option: str) -> None:
    """What a house decides is left as it is until the house says so."""
    assert load(rule).defaults[option] == "keep"
