"""reStructuredText: the rules mend its prose, the markup stays byte for byte as it was.

>>> from textclean.presets import pipeline
>>> source = "The vote\\n========\\n\\nIt *isnâ€™t* open , he said. See ``a , b``.\\n"
>>> repair(source, pipeline("wire")).text
'The vote\\n========\\n\\nIt *isn’t* open, he said. See ``a , b``.\\n'

Prose are paragraphs and the items of lists. Whatever else a line may be by its form is left alone,
with all that is indented under it: directives, comments, targets, tables, fields, options, terms of
definitions, literal and line blocks, titles.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

import attrs

from textclean.adapters import lightweight
from textclean.adapters.lightweight import (
    CLOSE,
    HEADING,
    ITEM,
    KEPT,
    LITERAL,
    OPEN,
    SOFT_BREAK,
    TEXT,
    Passage,
    Reading,
    Span,
)
from textclean.pipeline import Pipeline, Report
from textclean.protection import Protection
from textclean.tokens.lines import line_spans
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span as Place

_ADORNMENT = pattern(r"([!-/:-@\[-`{-~])\1*\Z")
_SHORTEST_ADORNMENT = 4  # that is one whatever stands over it
_SIMPLE_TABLE = pattern(r"=+(?: +=+)+\Z")
_ITEM = pattern(r"(?:[-*+•‣⁃]|\(?(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|\#)[.)])(?:[ ]+(?=\S)|\Z)")
# What a line begins with that is no prose, nor what is indented under it.
_NO_PROSE = pattern(
    r"""
      \.\.(?:[ ]|\Z) | __(?:[ ]|\Z)              # directives, comments, targets, footnotes
    | :(?![: ])(?:[^:\\]|\\.)+:(?:[ ]|\Z)        # fields
    | (?:--?|/)[A-Za-z?\d]                       # options
    | \|(?:[ ]|\Z) | \+[-=]+\+ | >>>(?:[ ]|\Z)  # line blocks, grids of tables, sessions
    | ---?[ ]?[^-\s] | —                        # whom a quotation is by
    """,
    re.VERBOSE,
)
# The header of a proposal: keys with values at the head of the document.
_HEADER = pattern(r"[A-Z][\w-]*:(?:\s|\Z)")

# What starts and ends as markup within text does; what is left of its marks is not understood.
_MARKUP = pattern(
    r"""
      (?<!\w)``(?:[^`]|`(?!`)){1,400}``(?!\w)                  # literal text
    | (?<!\w)(?::[\w.+:-]{1,60}:)?`(?!\s)[^`]{1,400}(?<!\s)`(?::[\w.+:-]{1,60}:|__?)?(?!\w)
                                                             # roles, references
    | (?<!\w)\|[^|\s](?:[^|]{0,200}[^|\s])?\|_{0,2}(?!\w)      # substitutions
    | \[(?:\d+|\#[\w.-]*|\*|[A-Za-z][\w.-]*)\]_                # footnotes and citations
    | (?:https?://|www\.)[^\s<>]+ | (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+
    | (?<![\w.+:-])[A-Za-z\d](?:[\w.+:-]{0,60}[A-Za-z\d])?__?(?!\w)   # references by one word
    | (?<![\w*])(?P<mark>\*\*?)(?=[^\s*])(?P<inner>[^*`|\\]{0,400}[^\s*`|\\])(?P=mark)(?![\w*])
    | \\. | (?<!\S)[*|](?!\S) | (?P<rest>[*`|\\]|:[\w.+-]+:(?=`))
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE_END = pattern(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_ESCAPED = pattern(r"[\\*`|]|_\b")


def repair(source: str, pipeline: Pipeline, protection: Protection | None = None) -> Report:
    """Repair the prose of a reStructuredText document: paragraphs and the items of lists.

    Raises `UnstableRepairError` where the rules do not settle.
    """
    return lightweight.repair(source, read, _escaped, pipeline, protection)


def _escaped(text: str) -> str:
    r"""Return text as it stands in a paragraph.

    >>> print(_escaped("2 * 3"))
    2 \* 3
    """
    return _ESCAPED.sub(r"\\\g<0>", text)


def read(source: str) -> Reading:
    """Return what a reStructuredText document holds."""
    reader = _Reader.of(source)
    reader.read()
    return Reading(source, reader.places, reader.passages, reader.structure)


def lone_markup(source: str) -> Iterator[Place]:
    """Yield where explicit markup of a single line stands, as comments may be, from its dots on."""
    reader = _Reader.of(source)
    reader.read()
    for start, end in reader.lone_markup:
        yield Place(end - len(source[start:end].lstrip()), end)


@attrs.define
class _Reader:
    """Goes through the lines of a document, one block after another."""

    source: str
    texts: Sequence[str]
    places: Sequence[Place]
    passages: list[Passage] = attrs.field(factory=list)
    structure: list[Hashable] = attrs.field(factory=list)
    lone_markup: list[Place] = attrs.field(factory=list)

    @classmethod
    def of(cls, source: str) -> _Reader:
        """Return the reader of a document, at its beginning."""
        lines = line_spans(source)
        return cls(source, [source[slice(*line)].rstrip().expandtabs(8) for line in lines], lines)

    def read(self) -> None:
        """Find the passages and the structure."""
        at = self._after_header()
        self._leave(0, at)
        end = at
        while at < len(self.texts):
            if not self.texts[at]:
                at += 1
                continue
            if at >= end:
                end = self._end_of_chunk(at)
            at = self._block(at, end)

    def _block(self, at: int, end: int) -> int:
        """Read the block that begins at a line, in a chunk that ends before another; return the
        line after it.
        """
        text = self.texts[at].strip()
        if _SIMPLE_TABLE.match(text):
            return self._leave(at, self._end_of_simple_table(at))
        if self._is_adorned(at, end):
            return self._title(at, end)
        if text.startswith((">>>", "+-", "+=")):
            return self._leave_chunk(at, end)
        if _NO_PROSE.match(text):
            after = self._end_of_indented(at)
            if text.startswith("..") and after == at + 1:
                self.lone_markup.append(self.places[at])
            return self._leave(at, after)
        item = _ITEM.match(text)
        if item:
            return self._item(at, end, item.end())
        if _ADORNMENT.match(text):
            return self._leave_chunk(at, end)
        column = _indent(self.texts[at])
        last = at + 1
        while last < end and _indent(self.texts[last]) >= column:
            last += 1
        return self._paragraph(at, last, column, TEXT)

    def _item(self, at: int, end: int, mark: int) -> int:
        """Read the first paragraph of a list item."""
        indent = _indent(self.texts[at])
        column = indent + mark
        text = self.texts[at][column:]
        if not text or _NO_PROSE.match(text) or _ITEM.match(text) or _ADORNMENT.match(text):
            return self._leave(at, self._end_of_indented(at))
        last = at + 1
        while last < end and _indent(self.texts[last]) == column:
            last += 1
        # What is indented less or more than the item's text is of it or not as its mark says.
        is_parted = last == end or _ITEM.match(self.texts[last].strip())
        if not is_parted and _indent(self.texts[last]) > indent:
            return self._leave(at, self._end_of_indented(at))
        if not is_parted:
            return self._leave_chunk(at, end)
        return self._paragraph(at, last, column, ITEM)

    def _paragraph(self, at: int, end: int, column: int, kind: str) -> int:
        """Read lines as a paragraph, if all are indented as its first is and none is markup."""
        rest = range(at + 1, end)
        if any(_indent(self.texts[line]) != column for line in rest):
            return self._leave(at, self._end_of_indented(at))
        start = self.places[at].start + column
        stop = self.places[end - 1].start + len(self.texts[end - 1])
        if any(map(_is_markup, (self.texts[line].strip() for line in rest))) or (
            "\t" in self.source[self.places[at].start : stop]
        ):
            return self._leave_chunk(at, end)
        if any(found["rest"] for found in _MARKUP.finditer(self.source, start, stop)):
            return self._leave_chunk(at, end)
        literal = self.source.endswith("::", start, stop)
        spans = list(self._spans(start, stop - 2 if literal else stop))
        if literal:
            spans.append(Span(KEPT, stop - 2, stop))
        first = len(self.structure)
        marks = tuple(
            self.source[one.start : one.end] for one in spans if one.kind in (OPEN, CLOSE, KEPT)
        )
        is_whole = kind == TEXT and column == 0 and not literal
        self.structure.append((kind, column, self.texts[at][:column], marks))
        entries = range(first, first + 1)
        if spans:
            self.passages.append(Passage(kind, tuple(spans), at, end, entries, is_whole))
        return self._literal(end, column) if literal else end

    def _literal(self, at: int, indent: int) -> int:
        """Leave the literal block under a paragraph, which is indented or has quotation marks."""
        start = at
        while start < len(self.texts) and not self.texts[start]:
            start += 1
        if start == len(self.texts):
            return start
        if _indent(self.texts[start]) > indent:
            return self._leave(start, self._end_of_indented(start, indent))
        return self._leave_chunk(start, self._end_of_chunk(start))

    def _title(self, at: int, end: int) -> int:
        """Leave a title and its adornment; it is read."""
        is_over = bool(_ADORNMENT.match(self.texts[at].strip()))
        line = at + is_over
        after = min(line + 2, end)
        place = self.places[line]
        spans = (Span(KEPT, place.start, place.end, self.texts[line].strip()),)
        entry = len(self.structure)
        entries = range(entry, entry + 1)
        self.passages.append(Passage(HEADING, spans, line, line + 1, entries, may_go=False))
        return self._leave(at, after)

    def _is_adorned(self, at: int, end: int) -> bool:
        """Whether a title begins at a line."""
        texts = self.texts
        if _ADORNMENT.match(texts[at].strip()) and at + 2 < end:
            return texts[at].strip() == texts[at + 2].strip()
        if at + 1 >= end or _indent(texts[at]) or not _ADORNMENT.match(texts[at + 1]):
            return False
        return len(texts[at + 1]) >= min(len(texts[at]), _SHORTEST_ADORNMENT)

    def _leave(self, at: int, end: int) -> int:
        """Note lines that stay; return the line after them."""
        if at < end:
            self.structure.append(self.source[self.places[at].start : self.places[end - 1].end])
        return end

    def _leave_chunk(self, at: int, end: int) -> int:
        """Leave lines that are not understood, and what is indented or literal under them."""
        indent = min(map(_indent, self.texts[at:end]))
        after = self._leave(at, self._end_of_indented(end - 1, indent))
        return self._literal(after, indent) if self.texts[after - 1].endswith("::") else after

    def _after_header(self) -> int:
        """Return the line after the header of a proposal."""
        end = self._end_of_chunk(0) if self.texts[0] else 0
        texts = self.texts[:end]
        is_header = all(_HEADER.match(text) or text[:1] == " " for text in texts)
        return end if len(texts) > 1 and is_header and _HEADER.match(texts[0]) else 0

    def _end_of_chunk(self, at: int) -> int:
        """Return the line after the lines that follow one another with no blank line between."""
        while at < len(self.texts) and self.texts[at]:
            at += 1
        return at

    def _end_of_indented(self, at: int, indent: int | None = None) -> int:
        """Return the line after a line and all that is indented under it."""
        own = _indent(self.texts[at]) if indent is None else indent
        end = at + 1
        for line in range(at + 1, len(self.texts)):
            if not self.texts[line]:
                continue
            if _indent(self.texts[line]) <= own:
                break
            end = line + 1
        return end

    def _end_of_simple_table(self, at: int) -> int:
        """Return the line after a simple table: its second border, or one before a blank line."""
        found = 0
        for line in range(at + 1, len(self.texts)):
            if _SIMPLE_TABLE.match(self.texts[line].strip()):
                found += 1
                if found == 2 or not "".join(self.texts[line + 1 : line + 2]):
                    return line + 1
        return len(self.texts)

    def _spans(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans of a paragraph."""
        at = start
        for found in _MARKUP.finditer(self.source, start, end):
            yield from self._literals(at, found.start())
            at = found.end()
            if found["mark"]:
                inner, after = found.span("inner")
                yield Span(OPEN, found.start(), inner)
                yield from self._literals(inner, after)
                yield Span(CLOSE, after, at)
            else:
                # Two grave accents in a row tell text that was cut into tokens for a machine.
                yield Span(KEPT, found.start(), at, found.group().replace("``", "`"))
        yield from self._literals(at, end)

    def _literals(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans of text without markup: its lines, and what is between them."""
        at = start
        for line_end in _LINE_END.finditer(self.source, start, end):
            if at < line_end.start():
                yield Span(LITERAL, at, line_end.start())
            yield Span(SOFT_BREAK, *line_end.span())
            at = line_end.end()
        if at < end:
            yield Span(LITERAL, at, end)


def _is_markup(text: str) -> bool:
    """Whether a line within a paragraph may be the first of something else."""
    return bool(_ADORNMENT.match(text) or _NO_PROSE.match(text) or _ITEM.match(text))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))  # a no-break space indents nothing
