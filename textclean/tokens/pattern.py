"""Regular expressions that are compiled when they are first used.

Few texts need more than a third of them, and compiling them all is a third of a cold start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, as far as its methods and attributes go.

    An expression that is wrong raises `re.error` when it is first used.

    >>> pattern(r"[aeiou]").sub(".", "ferry")
    'f.rry'
    """
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class Signs:
    """Some marks, one of which is a sign where the rest of an expression matches behind it.

    Where all that an expression finds begins with one character, `re` skips from one of these to
    the next; where it may begin with several, it tries each character of a text. So each mark is
    looked for by itself, and with its rest only in a text that has it.

    >>> Signs("-‐", "[a-z]").are_in("well-known"), Signs("-‐", "[a-z]").are_in("- no")
    (True, False)
    """

    def __init__(self, marks: Iterable[str], rest: str = "") -> None:
        """Take marks, and the rest of the expression that each begins."""
        self._of_each = {mark: pattern(re.escape(mark) + rest) for mark in marks}

    def are_in(self, source: str) -> bool:
        """Whether a text has one."""
        return any(mark in source and sign.search(source) for mark, sign in self._of_each.items())


class _Pattern:
    """Stands for a pattern; its own attributes are the compiled one's from the first use on."""

    def __init__(self, expression: str, flags: int) -> None:
        self._arguments = expression, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._arguments)
        vars(self).update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)
