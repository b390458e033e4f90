"""The text of a document in another format, as the rules read it, and the way back to its source.

A format's reader makes a `Transcript`: pieces of text, each with its place in the source. The rules
run over the text of the pieces; what they change is written into the source at those places, and
every other character of the source stays as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

import attrs

from textclean.edit import Edit

Writer = Callable[[str], str]

# What the text of a block may do: a heading gets no final stop, and only where line ends are part
# of the text, as in plain text within JSON, may rules set new ones.
TEXT = "text"
HEADING = "heading"
LINES = "lines"


@attrs.frozen
class Piece:
    """Characters of the transcript, and what stands for them in the source.

    `start` and `end` are the place in the source, in code points; nothing stands there for what
    parts two blocks. `after` is where an insertion behind the piece goes, which is behind the tags
    that close there. `write` turns new text into what the source has for it; a piece without it
    is read and never changed. Of a literal piece each character stands for itself. `hidden` are the
    spaces behind the piece that are not shown because it ends in one: they go where that goes.
    """

    text: str
    start: int = -1
    end: int = -1
    after: int = -1
    write: Writer | None = None
    is_literal: bool = False
    kind: str = TEXT
    hidden: tuple[tuple[int, int], ...] = ()


@attrs.define
class Stretch:
    """A run of characters that rules may change, between others that stay as they are; whether it
    is all of its block.
    """

    start: int
    end: int
    kind: str
    is_block: bool


@attrs.frozen
class Transcript:
    """The pieces of a document in their order."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """What the rules read."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(piece.text) for piece in self.pieces), initial=0))

    def stretches(self) -> Iterator[Stretch]:
        """Yield the runs of characters that may be changed, in order."""
        run: Stretch | None = None
        follows_block = True
        for piece, start in zip(self.pieces, self._starts, strict=False):
            end = start + len(piece.text)
            if piece.write is None:
                parts_blocks = piece.start < 0
                if run:
                    run.is_block &= parts_blocks
                    yield run
                run, follows_block = None, parts_blocks
            elif run:
                run.end = end
            else:
                run = Stretch(start, end, piece.kind, is_block=follows_block)
        if run:
            yield run

    def into_source(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """Yield what edits of the text are in the source; none of them crosses what may not change.

        Text that tags cut into several pieces loses characters from each; what comes in their place
        goes where the first of them stood.
        """
        for edit in edits:
            if edit.start == edit.end:
                yield self._inserted(edit)
            else:
                yield from self._replaced(edit)

    def from_source(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where the text of a span of the source stands, and the places at its edges."""
        for piece, at in zip(self.pieces, self._starts, strict=False):
            if piece.start < 0 or end < piece.start or max(piece.end, piece.after) < start:
                continue
            length = len(piece.text)
            if piece.is_literal:
                yield (
                    at + min(max(start - piece.start, 0), length),
                    at + min(max(end - piece.start, 0), length),
                )
            else:
                yield at, at + length

    def _inserted(self, edit: Edit) -> Edit:
        """Return an insertion as one into the source: behind the character before it, or, where a
        block begins, before the one after it.
        """
        right = self._at(edit.start)
        left = self._at(edit.start - 1) if edit.start else None
        if left is None or self.pieces[left].start < 0:
            piece = self.pieces[right]
            return _written(edit, piece, piece.start, piece.start, edit.new)
        piece = self.pieces[left]
        within = edit.start - self._starts[left]
        if within == len(piece.text):
            writing = piece if piece.write else self.pieces[right]
            return _written(edit, writing, piece.after, piece.after, edit.new)
        return next(self._within(edit, left, edit.new))

    def _replaced(self, edit: Edit) -> Iterator[Edit]:
        """Yield what a deletion or replacement is in each of the pieces that it covers."""
        first, last = self._at(edit.start), self._at(edit.end - 1)
        if first < last:
            edit = _without_common(edit, self.text)
            if edit.start == edit.end:
                yield self._inserted(edit)
                return
            first, last = self._at(edit.start), self._at(edit.end - 1)
        new = edit.new
        for at in range(first, last + 1):
            yield from self._within(edit, at, new)
            new = ""

    def _within(self, edit: Edit, at: int, new: str) -> Iterator[Edit]:
        """Yield the part of an edit that lies within one piece; a piece that is not literal is
        written anew as a whole.
        """
        piece, offset = self.pieces[at], self._starts[at]
        start = max(edit.start - offset, 0)
        end = min(edit.end - offset, len(piece.text))
        if piece.is_literal:
            yield _written(edit, piece, piece.start + start, piece.start + end, new)
        else:
            whole = piece.text[:start] + new + piece.text[end:]
            yield _written(edit, piece, piece.start, piece.end, whole)
        if start < end == len(piece.text):
            for hidden in piece.hidden:
                yield _written(edit, piece, *hidden, "")

    def _at(self, offset: int) -> int:
        """Return the index of the piece that the character at `offset` lies in."""
        return min(bisect_right(self._starts, offset), len(self.pieces)) - 1


def _written(edit: Edit, piece: Piece, start: int, end: int, new: str) -> Edit:
    """Return the edit at its place in the source, its text as the source writes it."""
    assert piece.write is not None
    return attrs.evolve(edit, start=start, end=end, new=piece.write(new) if new else "")


def _without_common(edit: Edit, text: str) -> Edit:
    """Return the edit without what its old and its new text begin and end with."""
    old, new = text[edit.start : edit.end], edit.new
    shortest = min(len(old), len(new))
    lead = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    shortest -= lead
    tail = next((at for at in range(shortest) if old[-1 - at] != new[-1 - at]), shortest)
    return attrs.evolve(
        edit, start=edit.start + lead, end=edit.end - tail, new=new[lead : len(new) - tail]
    )
