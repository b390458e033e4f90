"""Patterns that are compiled when they are first used are those of `re`."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import cast

import pytest

import textclean
from textclean.tokens.pattern import pattern

MODULES = [
    found.name
    for found in pkgutil.walk_packages(textclean.__path__, "textclean.")
    if ".train" not in found.name and not found.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_pattern_of_a_module_is_one(name: str) -> None:
    """An expression that is wrong shows itself here, and not in the text that first needs it."""
    kind = type(cast(object, pattern("a")))
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, kind):
            assert re.compile(value.pattern, value.flags)  # type: ignore[attr-defined]


def test_it_is_compiled_once() -> None:
    """After the first use its methods are those of the compiled pattern."""
    found = pattern("(a)(b)?", re.IGNORECASE)
    assert found.match("A")
    assert found.groups == 2
    assert found.match is found.match
    with pytest.raises(re.error):
        pattern("(").search("a")
