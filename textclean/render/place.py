"""Where an edit stands as an editor counts: lines and columns, both from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

import attrs

_LINE_END = re.compile(r"\r\n|\r|\n")


@attrs.frozen
class Places:
    """The lines of a source; columns count code points."""

    source: str

    @cached_property
    def _starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.source))]

    @cached_property
    def _ends(self) -> list[int]:
        """The offset at which each line ends, before its line end."""
        return [*(match.start() for match in _LINE_END.finditer(self.source)), len(self.source)]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset.

        >>> Places("One.\\nTwo.\\n").place(7)
        (2, 3)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, int]:
        """Return the offsets at which a line starts and ends, its line end not counted."""
        return self._starts[number - 1], self._ends[number - 1]
