"""The value of an option has the type of its annotation, and is frozen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest

from textclean.edit import Edit
from textclean.errors import ConfigurationError
from textclean.normalizer import normalizer
from textclean.text import Text

if TYPE_CHECKING:
    from fractions import Fraction


@normalizer("spaces")
def every(
    text: Text,
    *,
    flag: bool = False,
    name: str = "",
    limit: int = 3,
    share: float = 0.5,
    style: Literal["plain", 2] = "plain",
    words: tuple[str, ...] = (),
    limits: tuple[int, ...] = (),
    bare: object = None,
) -> Iterator[Edit]:
    """Do nothing, with an option of each type."""
    yield from ()


@pytest.mark.parametrize(
    ("option", "value", "kept"),
    [
        ("flag", True, True),
        ("name", np.str_("a"), "a"),
        ("limit", 0, 0),
        ("share", 1, 1.0),
        ("share", 0.25, 0.25),
        ("style", 2, 2),
        ("style", np.str_("plain"), "plain"),
        ("words", ["a", np.str_("b")], ("a", "b")),
        ("words", (), ()),
        ("limits", [1, 2], (1, 2)),
        ("bare", {"a": [1]}, (("a", (1,)),)),
        ("bare", {1}, frozenset([1])),
    ],
)
def test_a_value_of_the_type_is_taken_and_frozen(option: str, value: object, kept: object) -> None:
    """Lists become tuples and strings `str`, so that rules can be hashed, compared and sent."""
    rule = every.configured(**{option: value})
    (stated,) = rule.options
    assert stated == (option, kept)
    assert type(stated[1]) is type(kept)
    assert hash(rule) == hash(every.configured(**{option: kept}))


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("flag", "no", 'must be true or false, not "no"'),
        ("flag", 1, "must be true or false, not 1"),
        ("flag", None, "must be true or false, not None"),
        ("name", 1, "must be a string, not 1"),
        ("limit", True, "must be a whole number, not True"),
        ("limit", 1.5, "must be a whole number, not 1.5"),
        ("share", "1", 'must be a number, not "1"'),
        ("style", "2", 'must be "plain" or 2, not "2"'),
        ("style", True, 'must be "plain" or 2, not True'),
        ("words", "a", 'must be a list of strings, not a string; did you mean ["a"]?'),
        ("words", ["a", 1], "must be a list of strings, and 1 is none"),
        ("words", {"a": 1}, "must be a list of strings, not {'a': 1}"),
        ("limits", 1, "must be a list of whole numbers, not 1"),
        ("limits", [True], "must be a list of whole numbers, and True is none"),
        ("bare", np.zeros(2), "must be a value that can be hashed"),
        ("name", b"x" * 99, "must be a string, not b'" + "x" * 37 + "…"),
    ],
)
def test_any_other_value_is_an_error(option: str, value: object, says: str) -> None:
    """The error names option and rule, and says what was wanted and what came, in one line."""
    with pytest.raises(ConfigurationError) as caught:
        every.configured(**{option: value})
    assert str(caught.value).startswith(f'"{option}" of every {says}')
    assert isinstance(caught.value, ValueError)


def test_annotations_of_other_parameters_may_be_for_type_checkers_only() -> None:
    """What the options do not need is not looked up; what they need and lack is told."""

    @normalizer("spaces")
    def good(text: Fraction, *, limit: int = 3) -> Iterator[Edit]:
        yield from ()

    @normalizer("spaces")
    def bad(text: Text, *, share: Fraction | None = None) -> Iterator[Edit]:
        yield from ()

    assert good.configured(limit=2).options == (("limit", 2),)
    with pytest.raises(ConfigurationError, match="types of the options of bad cannot be read"):
        bad.configured(share=None)
