"""`Text`: a source string and the views that rules look through."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

import attrs

from textclean import scan
from textclean.blocks import Block
from textclean.blocks import blocks as find_blocks


@attrs.frozen
class Text:
    """An immutable source string and its views, each computed when first asked for.

    Views are spans over `source` in code points, in order, none overlapping another.
    """

    source: str

    @cached_property
    def lines(self) -> list[scan.Span]:
        """The lines without their ends; a text that ends in a line end has no empty last line."""
        spans, start = [], 0
        for end in re.finditer(r"\r\n|\r|\n", self.source):
            spans.append(scan.Span(start, end.start()))
            start = end.end()
        if start < len(self.source):
            spans.append(scan.Span(start, len(self.source)))
        return spans

    @cached_property
    def blocks(self) -> list[Block]:
        """The paragraphs, headings, list items, tables and so on; see `textclean.blocks`."""
        return find_blocks(self.source)

    def block_at(self, offset: int) -> Block:
        """Return the block that the character at `offset` lies in.

        Raises `IndexError` where that character is white space before the first block.
        """
        return self.blocks[bisect_right(self._block_starts, offset) - 1]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def words(self) -> list[scan.Span]:
        """The words, hyphenated ones cut at their hyphens; see `textclean.scan`."""
        return scan.words(self.source)

    @cached_property
    def sentences(self) -> list[scan.Span]:
        """The sentences, without the space between them; see `textclean.scan`."""
        return scan.sentences(self.source)
