"""Where the offsets of a text stand for an editor: in lines, and in the units that it counts in."""

from __future__ import annotations

from functools import cached_property

import attrs
import numpy as np
from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit
from numpy.typing import NDArray

from textclean.edit import Edit
from textclean.tokens.lines import line_index, line_spans
from textclean.tokens.scan import Span

# The code points from which on a character takes one unit more.
_LONGER = {
    PositionEncodingKind.Utf8: (0x80, 0x800, 0x10000),
    PositionEncodingKind.Utf16: (0x10000,),
    PositionEncodingKind.Utf32: (),
}


@attrs.frozen(slots=False)
class Lines:
    """The lines of a text; `encoding` is the one whose code units server and editor count."""

    text: str
    encoding: PositionEncodingKind

    @cached_property
    def spans(self) -> list[Span]:
        """The lines without their ends."""
        return line_spans(self.text)

    @cached_property
    def units(self) -> NDArray[np.int64]:
        """How many code units stand before each offset: a text may be one line, with many edits."""
        encoded = self.text.encode("utf-32-le", "surrogatepass")
        points = np.frombuffer(encoded, np.dtype("<u4"))
        sizes = np.ones(len(points) + 1, np.int64)
        sizes[0] = 0
        for least in _LONGER[self.encoding]:
            sizes[1:] += points >= least
        return np.cumsum(sizes)

    def position(self, offset: int) -> Position:
        """Return where the character at an offset stands."""
        line = line_index(self.spans, offset)
        start, end = self.spans[line]
        return Position(line, int(self.units[min(offset, end)] - self.units[start]))

    def range(self, start: int, end: int) -> Range:
        """Return the place of the characters from `start` to `end`."""
        return Range(self.position(start), self.position(end))

    def around(self, start: int, end: int) -> Range:
        """Return a place that can be seen: of an insertion, what stands on both sides of it."""
        if start == end:
            line = self.spans[line_index(self.spans, start)]
            start, end = max(line.start, start - 1), min(line.end, end + 1)
        return self.range(start, end)

    def text_edit(self, edit: Edit) -> TextEdit:
        r"""Return an edit for the editor, for which no position parts `\r` from `\n`."""
        start, end, new = edit.start, edit.end, edit.new
        if self._is_within_line_end(start):
            start, new = start - 1, "\r" + new
        if self._is_within_line_end(end):
            end, new = end + 1, new + "\n"
        return TextEdit(self.range(start, end), new)

    def _is_within_line_end(self, offset: int) -> bool:
        return self.text[max(0, offset - 1) : offset + 1] == "\r\n"
