"""`Form`: a regular expression that is compiled when it is first used.

Those of stamps and credits take as long to compile as a story takes to repair, and few texts use
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import attrs


@attrs.frozen
class Form:
    """A verbose regular expression, not yet compiled."""

    pattern: str

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.VERBOSE)

    def match(self, passage: str, start: int = 0) -> re.Match[str] | None:
        """Return what stands at `start` of a passage in this form, if anything does."""
        return self._compiled.match(passage, start)

    def search(self, passage: str, start: int = 0) -> re.Match[str] | None:
        """Return the first that a passage has in this form from `start` on, if anything."""
        return self._compiled.search(passage, start)

    def finditer(self, passage: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield all that stands in this form between two places of a passage."""
        return self._compiled.finditer(passage, start, end)
