"""`Text`: a source string and the views that rules look through."""

from __future__ import annotations

import re
from functools import cached_property

import attrs

from textclean import blocks, scan


@attrs.frozen
class Text:
    """An immutable source string and its views, each computed when first asked for.

    Views are spans over `source` in code points, in order, none overlapping another.
    """

    source: str

    @cached_property
    def lines(self) -> list[scan.Span]:
        """The lines without their ends; a text that ends in a line end has no empty last line."""
        return [
            scan.Span(*m.span())
            for m in re.finditer(r"[^\r\n]*(?:(?=\r?\n|\r)|(?<=[^\r\n])\Z)", self.source)
        ]

    @cached_property
    def blocks(self) -> list[blocks.Block]:
        """The paragraphs, headings, list items, tables and so on; see `textclean.blocks`."""
        return blocks.blocks(self.source)

    @cached_property
    def words(self) -> list[scan.Span]:
        """The words, hyphenated ones cut at their hyphens; see `textclean.scan`."""
        return scan.words(self.source)

    @cached_property
    def sentences(self) -> list[scan.Span]:
        """The sentences, without the space between them; see `textclean.scan`."""
        return scan.sentences(self.source)
