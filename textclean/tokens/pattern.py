"""Regular expressions that are compiled when they are first used.

Few texts need more than a third of them, and compiling them all is a third of a cold start.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, as far as its methods and attributes go.

    An expression that is wrong raises `re.error` when it is first used.

    >>> pattern(r"[aeiou]").sub(".", "ferry")
    'f.rry'
    """
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    """Stands for a pattern; its own attributes are the compiled one's from the first use on."""

    def __init__(self, expression: str, flags: int) -> None:
        self._arguments = expression, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._arguments)
        vars(self).update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)
