"""Where the offsets of a text stand for an editor: in lines, and in the units that it counts in."""

from __future__ import annotations

from functools import cached_property

import attrs
from lsprotocol.types import Position, Range, TextEdit
from pygls.workspace import PositionCodec

from textclean.edit import Edit
from textclean.tokens.lines import line_index, line_spans
from textclean.tokens.scan import Span


@attrs.frozen(slots=False)
class Lines:
    """The lines of a text; `codec` counts code units as server and editor have agreed to."""

    text: str
    codec: PositionCodec

    @cached_property
    def spans(self) -> list[Span]:
        """The lines without their ends."""
        return line_spans(self.text)

    def position(self, offset: int) -> Position:
        """Return where the character at an offset stands."""
        line = line_index(self.spans, offset)
        start, end = self.spans[line]
        units = self.codec.client_num_units(self.text[start : min(offset, end)])
        return Position(line, units)

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
