"""Writes a transcript from what a reader finds, tag by tag and text by text."""

from __future__ import annotations

import attrs

from textclean.adapters.transcript import TEXT, Piece, Transcript, Writer
from textclean.tokens.pattern import pattern

_SPACE = " \t\n\r\f"
# White space that is shown as something else than it is: as one space.
_SHOWN_AS_SPACE = pattern(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")

_BETWEEN_BLOCKS = Piece("\n\n")
_BETWEEN_CELLS = Piece(" | ")
_LIST_MARK = Piece("- ")
_END = Piece("\n")

ITEM = "item"


@attrs.define
class Scribe:
    """Gathers pieces; `base` is added to all places, which count from there in the source.

    White space is what a browser would show: a run of it is one space, and none stands at the edges
    of a block. What parts blocks and cells, and the mark of a list item, is there for the rules to
    read; nothing stands for it in the source.
    """

    write: Writer
    base: int = 0
    _pieces: list[Piece] = attrs.field(factory=list)
    _kind: str = TEXT
    _has_text: bool = False
    _depth: int = 0
    _is_behind_text: bool = False

    def transcript(self) -> Transcript:
        """Return what was written."""
        self.block()
        return Transcript((*self._pieces, _END) if self._pieces else ())

    def block(self, kind: str | None = None) -> None:
        """End the block. With a `kind` another begins; that of an element within an element that
        has no text of its own, as of a paragraph in a list item, is the outer one's.
        """
        if self._has_text:
            self._trim()
            self._kind, self._has_text = TEXT, False
        if kind is None:
            self._kind = TEXT
        elif kind != TEXT:
            self._kind = kind

    def text(
        self, text: str, start: int, end: int, *, is_literal: bool, write: Writer | None = None
    ) -> None:
        """Write characters of the block; `write` is how the source has text at this place."""
        write = write or self.write
        if not is_literal:
            self._add(" " if text in _SPACE else text, start, end, write, is_literal=False)
            return
        at = 0
        for space in _SHOWN_AS_SPACE.finditer(text):
            self._add(text[at : space.start()], start + at, start + space.start(), write)
            self._add(" ", start + space.start(), start + space.end(), write, is_literal=False)
            at = space.end()
        self._add(text[at:], start + at, end, write)

    def plain(self, text: str, kind: str) -> None:
        """Write a block of plain text, whose white space is its own, from `base` on."""
        stripped = text.strip()
        start = text.index(stripped)
        self.block(kind)
        self._add(stripped, start, start + len(stripped), self.write)
        self.block()

    def kept(self, text: str, start: int, end: int) -> None:
        """Write characters that are read and stay as they are, such as code."""
        text = _SHOWN_AS_SPACE.sub(" ", text)
        if text.strip(_SPACE):
            self._begin()
            self._pieces.append(self._piece(text, start, end))
            self._depth, self._is_behind_text = 0, True

    def line_break(self, start: int, end: int) -> None:
        """Write a line end within the block, which its tag stands for."""
        if self._has_text:
            self._trim()
            self._pieces.append(self._piece("\n", start, end))
            self._is_behind_text = False

    def cell(self) -> None:
        """Begin the next cell of a row, which is one block."""
        if self._has_text:
            self._trim()
            self._pieces.append(_BETWEEN_CELLS)
            self._is_behind_text = False

    def opening(self) -> None:
        """Note the start tag of an element within the block."""
        self._depth += 1

    def closing(self, end: int) -> None:
        """Note the end tag of an element within the block: what is inserted behind the text goes
        behind the tags that close around it.
        """
        self._depth -= 1
        if self._is_behind_text and self._depth < 0:
            self._depth = 0
            if self._pieces[-1].write in (self.write, None):
                self._pieces[-1] = attrs.evolve(self._pieces[-1], after=self.base + end)

    def _add(
        self, text: str, start: int, end: int, write: Writer, *, is_literal: bool = True
    ) -> None:
        """Write characters, without a space at the start of the block or behind another space."""
        if text[:1] == " " and (not self._has_text or self._pieces[-1].text[-1:] in (" ", "\n")):
            shown = start + 1 if is_literal else end
            if self._has_text and self._pieces[-1].write:
                self._hide(start, shown)
            text, start = text[1:], shown
            self._is_behind_text = False
        if text:
            self._begin()
            piece = self._piece(text, start, end)
            self._pieces.append(
                attrs.evolve(piece, write=write, is_literal=is_literal, kind=self._kind)
            )
            self._depth, self._is_behind_text = 0, True

    def _hide(self, start: int, end: int) -> None:
        """Note a space that is not shown beside the one before it."""
        last = self._pieces[-1]
        hidden = (*last.hidden, (self.base + start, self.base + end))
        self._pieces[-1] = attrs.evolve(last, hidden=hidden)

    def _begin(self) -> None:
        """Part the block from the one before it, at its first character."""
        if not self._has_text:
            if self._pieces:
                self._pieces.append(_BETWEEN_BLOCKS)
            if self._kind == ITEM:
                self._pieces.append(_LIST_MARK)
                self._kind = TEXT
        self._has_text = True

    def _trim(self) -> None:
        """Take off the space at the end of what was written."""
        last = self._pieces[-1]
        if last.text == " ":
            self._pieces.pop()
        elif last.text.endswith(" ") and last.is_literal:
            end = last.end - 1
            self._pieces[-1] = attrs.evolve(last, text=last.text[:-1], end=end, after=end)

    def _piece(self, text: str, start: int, end: int) -> Piece:
        """Return a piece that may not be changed, at its place in the source."""
        return Piece(text, self.base + start, self.base + end, after=self.base + end)
