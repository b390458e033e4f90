"""`Text`: a source string and its views; `view`: what makes a function one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, wraps
from itertools import repeat
from typing import Any, TypeVar

import attrs

from textclean.layout.blocks import Block, Part, merged, shape
from textclean.layout.lines import Line, written_lines
from textclean.public import Public
from textclean.source import plain
from textclean.tokens import scan
from textclean.tokens.lines import line_index, line_spans
from textclean.tokens.sentences import sentence_spans

View = TypeVar("View")


@attrs.frozen
class Text(metaclass=Public):
    """An immutable `source` string and its views, each computed when first asked for.

    Views are spans over `source`, in order, none overlapping another, each with `start` and `end`
    in code points: `lines`, without their ends; `blocks`, `sentences` and `words`. Hyphenated words
    are cut at their hyphens. A block has a `kind` too: "paragraph", "heading", "list item",
    "byline", "wire matter", "verse", "table", "address", "code", "rule line", "interview turn",
    "quoted mail", "page furniture", "fragment" or "foreign text".

    `expect_damage` is the share of such texts that lost marks, where it is known; `sets_marks` is
    whether a rule that reads this text may put marks back: where none may, nothing is kept for it.

    >>> text = Text("The vote\\n\\nAid grew. It will grow.\\n")
    >>> [(block.kind, text.source[block.start : block.end]) for block in text.blocks]
    [('heading', 'The vote'), ('paragraph', 'Aid grew. It will grow.')]
    >>> [text.source[start:end] for start, end in text.sentences]
    ['The vote', 'Aid grew.', 'It will grow.']
    """

    source: str = attrs.field(converter=plain)
    expect_damage: float | None = None
    sets_marks: bool = True
    _views: dict[Callable[[Text], Any], Any] = attrs.field(
        init=False, factory=dict, eq=False, repr=False
    )
    # What may serve the text that takes the place of this one, by its kind.
    lasting: dict[type, Any] = attrs.field(init=False, factory=dict, eq=False, repr=False)

    def __reduce__(self) -> tuple[type[Text], tuple[str, float | None, bool]]:
        return Text, (self.source, self.expect_damage, self.sets_marks)

    def changed(self, source: str) -> Text:
        """Return the text that takes the place of this one, whose views are let go: those of a long
        text take a few hundred times its memory. What is `lasting` goes to the new one.
        """
        text = Text(source, self.expect_damage, self.sets_marks)
        text.lasting.update(self.lasting)
        self.lasting.clear()
        self._views.clear()
        for name in _KEPT:
            with suppress(AttributeError):  # it was not asked for
                object.__delattr__(self, name)
        return text

    @cached_property
    def lines(self) -> list[scan.Span]:
        """The lines without their ends; a text that ends in a line end has no empty last line."""
        *lines, last = self._lines
        return [*lines, last] if last.start < last.end else lines

    @cached_property
    def _lines(self) -> list[scan.Span]:
        """The lines, and an empty one where the text ends in a line end or has no characters."""
        return line_spans(self.source)

    @cached_property
    def line_end(self) -> str:
        """The line end that the text uses; a line feed where it has none."""
        return "\r\n" if "\r\n" in self.source else "\r" if "\r" in self.source else "\n"

    def line_at(self, offset: int) -> scan.Span:
        """Return the line that the character at `offset` lies in, or that it ends.

        Behind a line end that ends the text stands one more line, which is empty.
        """
        return self._lines[line_index(self._lines, offset)]

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return the number of the line that `offset` lies in and its column there.

        Both count from 1, as an editor does; columns count code points.

        >>> Text("One.\nTwo.\n").position(7)
        (2, 3)
        """
        at = line_index(self._lines, offset)
        return at + 1, offset - self._lines[at].start + 1

    @cached_property
    def written_lines(self) -> tuple[Line, ...]:
        """The lines that are not blank, each with its form; see `textclean.layout.lines`."""
        lines = tuple(written_lines(self.source, self.lines, self.lasting.get(Line, {})))
        self.lasting[Line] = {line.text: line for line in lines}
        return lines

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The lines that are not blank, each with its kind; see `textclean.layout.blocks`."""
        return shape(self.written_lines)

    @cached_property
    def blocks(self) -> list[Block]:
        """The paragraphs, headings, list items, tables and so on; see `textclean.layout.blocks`."""
        return list(merged(self.parts))

    def block_at(self, offset: int) -> Block:
        """Return the block that the character at `offset` lies in.

        Raises `IndexError` where that character is white space before the first block.
        """
        return self.blocks[bisect_right(self._block_starts, offset) - 1]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def is_english(self, offset: int) -> bool:
        """Whether the line that the character at `offset` lies in is in English."""
        at = bisect_right(self.parts, offset, key=lambda part: part.line.start) - 1
        return at < 0 or self.parts[at].is_english

    @cached_property
    def scanned(self) -> scan.Tokens:
        """The words as arrays, with the shape and a hash of each; see `textclean.tokens.scan`."""
        return scan.words(self.source)

    @cached_property
    def words(self) -> list[scan.Span]:
        """The words, hyphenated ones cut at their hyphens; see `textclean.tokens.scan`."""
        return _spans(self.scanned.start, self.scanned.end)

    @cached_property
    def sentences(self) -> list[scan.Span]:
        """The sentences, without the space between them; see `textclean.tokens.sentences`."""
        return _spans(*self.sentence_offsets)

    @cached_property
    def sentence_offsets(self) -> tuple[scan.Offsets, scan.Offsets]:
        """The starts and the ends of the sentences, as arrays."""
        return sentence_spans(self.source)


# The views that a text keeps by itself: attrs makes a slot of each.
_GIVEN = {"source", "expect_damage", "sets_marks", "_views", "lasting", "__weakref__"}
_KEPT = frozenset(vars(Text)["__slots__"]) - _GIVEN


def view(look: Callable[[Text], View]) -> Callable[[Text], View]:
    """Make a function of a text one of its views: it is computed once for each text.

    The result is kept on the text itself and freed with it; so it must not refer to the text.

    >>> @view
    ... def length(text: Text) -> int:
    ...     print("measured")
    ...     return len(text.source)
    >>> text = Text("Aid grew.")
    >>> length(text), length(text)
    measured
    (9, 9)
    """

    @wraps(look)
    def kept(text: Text) -> View:
        views = text._views
        if look not in views:
            views[look] = look(text)
        found: View = views[look]
        return found

    return kept


def _spans(starts: scan.Offsets, ends: scan.Offsets) -> list[scan.Span]:
    # `tuple` makes them in half the time that their own `__new__` takes.
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    return list(map(tuple.__new__, repeat(scan.Span), pairs))
