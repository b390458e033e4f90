"""Markdown: the rules mend its prose, the markup stays byte for byte as it was.

>>> from textclean.presets import pipeline
>>> repair("# The vote\\n\\nIt *isnâ€™t* `a , b` , [he said](x).\\n", pipeline("wire")).text
'# The vote\\n\\nIt *isn’t* `a , b` , [he said](x).\\n'
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from typing import Any

import attrs
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from textclean.adapters import lightweight, markdown_inline
from textclean.adapters.lightweight import (
    CELL,
    HEADING,
    ITEM,
    SOFT_BREAK,
    TEXT,
    Passage,
    Reading,
    Span,
)
from textclean.layout.markup_lines import front_matter, header
from textclean.pipeline import Pipeline, Report
from textclean.protection import Protection
from textclean.tokens.lines import line_spans
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span as Place

# Lines of their own that generators of sites and other dialects know, and that end a paragraph:
# fences of directives, heads of notes and tabs, shortcodes, attributes, places of contents.
_MARKUP_LINE = pattern(
    r"""
      :{3,}.* | (?:!!!|\?\?\?\+?|===)\ .* | \[\[?_?toc_?\]\]? | \{[:.\#][^{}]*\}
    | (?:(?:\{%[^%{]*%\}|\{\{[^{}]*\}\})[ \t]*)+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPED = pattern(r"[\\`*_\[\]{}~$|]")
# Of tokens of these types the content is text; it may change.
_TEXTS = frozenset(["text", "text_special", "softbreak"])
# Stands for no text where there may be some.
_EMPTY = "empty"


def repair(source: str, pipeline: Pipeline, protection: Protection | None = None) -> Report:
    """Repair the prose of a Markdown document.

    Paragraphs, headings, list items, quotations and the cells of tables are prose. Front matter,
    code, HTML, destinations, shortcodes, formulas, marks and breaks stay. Raises
    `UnstableRepairError` where the rules do not settle.
    """
    return lightweight.repair(source, read, _escaped, pipeline, protection)


def _escaped(text: str) -> str:
    r"""Return text as it stands in a paragraph.

    >>> print(_escaped("2 * 3 < a_b"))
    2 \* 3 &lt; a\_b
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _ESCAPED.sub(r"\\\g<0>", text)


def read(source: str) -> Reading:
    """Return what a Markdown document holds."""
    lines = line_spans(source)
    skipped = _lines_of_front_matter(source, lines)
    start = lines[skipped].start if skipped < len(lines) else len(source)
    environment: dict[str, Any] = {"steps": {}}
    tokens = _parser().parse(source[start:], environment)
    atlas = _Atlas(source, lines)
    passages = []
    for at, token in enumerate(tokens):
        if token.type != "inline" or not token.content or token.map is None:
            continue
        first, end = (skipped + line for line in token.map)
        chart = atlas.chart(token.content, first, end, is_cell=tokens[at - 1].tag in ("td", "th"))
        steps = environment["steps"].get(id(token.children), [])
        if chart and steps:
            found = markdown_inline.spans(token.content, token.children or [], steps)
            spans = tuple(map(chart.placed, found))
            # What stands in no other block may go whole; the first entry is the front matter.
            may_go = tokens[at - 1].type == "paragraph_open" and tokens[at - 1].level == 0
            entries = range(at, at + 3)
            passages.append(Passage(_kind(tokens, at), spans, first, end, entries, may_go))
    references = tuple(environment.get("references", {}))
    structure = [source[:start], *map(_entry, tokens), references]
    return Reading(source, lines, passages, structure)


def blocks_of_html(source: str) -> Iterator[Place]:
    """Yield where the blocks of HTML stand, comments on lines of their own among them."""
    lines = line_spans(source)
    skipped = _lines_of_front_matter(source, lines)
    start = lines[skipped].start if skipped < len(lines) else len(source)
    for token in _parser().parse(source[start:], {"steps": {}}):
        if token.type == "html_block" and token.map:
            first, end = (skipped + line for line in token.map)
            yield Place(lines[first].start, lines[end - 1].end)


@cache
def _parser() -> MarkdownIt:
    """Return the parser of CommonMark with tables, and with what other dialects add to it."""
    parser = MarkdownIt("commonmark").enable("table")
    markdown_inline.plug_in(parser)
    parents = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "markup_line", _markup_line, {"alt": parents})
    return parser


def _markup_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a line that is markup, or the lines of a formula."""
    text = _text_of_line(state, line)
    after = line + 1
    if text.startswith("$$") and "$$" not in text[2:]:
        while after < end and not _text_of_line(state, after).endswith("$$"):
            after += 1
        after += 1
    elif not _MARKUP_LINE.fullmatch(text):
        return False
    if state.is_code_block(line) or after > end:
        return False
    if not silent:
        state.line = after
        token = state.push("markup_line", "", 0)
        token.map = [line, after]
        token.content = "\n".join(_text_of_line(state, at) for at in range(line, after))
    return True


def _text_of_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _lines_of_front_matter(source: str, lines: Sequence[Place]) -> int:
    """Return how many lines at the head of a document are metadata, in YAML, TOML or JSON."""
    if source.startswith("{"):
        try:
            _, end = json.JSONDecoder().raw_decode(source)
        except (ValueError, RecursionError):
            return 0
        return bisect_right(lines, end, key=lambda line: line.start)
    texts = [source[slice(*line)].rstrip() for line in lines]
    return front_matter(texts) or header(texts)


def _kind(tokens: Sequence[Token], at: int) -> str:
    """Return what the block is that a token holds the content of."""
    if tokens[at - 1].type == "heading_open":
        return HEADING
    if tokens[at - 1].tag in ("td", "th"):
        return CELL
    return ITEM if at > 1 and tokens[at - 2].type == "list_item_open" else TEXT


def _entry(token: Token) -> Hashable:
    """Return what may not change of a token: all but text, and whether there is any within it."""
    content = "" if token.type == "inline" else token.content
    attributes = tuple(sorted(map(str, token.attrs.items())))
    own = (token.type, token.tag, token.markup, token.info, attributes, token.hidden, content)
    return own if token.type != "inline" else (*own, *_inner_entries(token.children or []))


def _inner_entries(tokens: Sequence[Token]) -> Iterator[Hashable]:
    """Yield the entries of the tokens within a block."""
    is_empty = True
    for token in tokens:
        if token.type in _TEXTS:
            is_empty = is_empty and not token.content.strip()
            continue
        if token.nesting < 0 and is_empty:
            yield _EMPTY
        is_empty = token.nesting > 0
        yield _entry(token)
    if is_empty and all(token.type in _TEXTS for token in tokens):
        yield _EMPTY


@attrs.define
class _Atlas:
    """Finds where the lines of a block's content stand in the source."""

    source: str
    lines: Sequence[Place]
    _row: int = -1
    _cursor: int = 0

    def chart(self, content: str, first: int, end: int, *, is_cell: bool) -> _Chart | None:
        """Return where the content of the lines from `first` to `end` stands; nothing where it
        does not stand there as it is.
        """
        if is_cell:
            return self._chart_of_cell(content, first)
        written = content.split("\n")
        if len(written) > end - first:
            return None
        starts, places, offset = [], [], 0
        for line, text in enumerate(written, first):
            bare = text.lstrip(" \t")
            place = self._place_of(bare, line)
            if place is None:
                return None
            starts.append(offset + len(text) - len(bare))
            places.append(place)
            offset += len(text) + 1
        return _Chart(starts, places)

    def _place_of(self, bare: str, line: int) -> int | None:
        """Return where a line's text without its indent starts, which ends the line or stands
        before the marks that close a heading.
        """
        start, end = self.lines[line]
        place = self.source.rfind(bare, start, end)
        rest = self.source[place + len(bare) : end].strip()
        return place if place >= 0 and not rest.strip("#") else None

    def _chart_of_cell(self, content: str, line: int) -> _Chart | None:
        """Return where a cell's content stands, which is the next between two pipes."""
        start, end = self.lines[line]
        if line != self._row:
            self._row, self._cursor = line, start
        place = self.source.find(content, self._cursor, end)
        if place < 0:
            return None
        before = self.source[self._cursor : place].rstrip()
        after = self.source[place + len(content) : end].lstrip()
        if after[:1] not in ("", "|") or not (before[-1:] in ("", "|") or before.strip() == ">"):
            return None
        self._cursor = place + len(content)
        return _Chart([0], [place])


@attrs.frozen
class _Chart:
    """Where content stands in the source: for each of its lines the offset at which text starts,
    and its place.
    """

    starts: Sequence[int]
    places: Sequence[int]

    def placed(self, span: Span) -> Span:
        """Return a span of the content at its place in the source."""
        start = self._place(span.start)
        is_break = span.kind >= SOFT_BREAK
        end = self._place(span.end) if is_break else self._place(span.end - 1) + 1
        return attrs.evolve(span, start=start, end=end)

    def _place(self, offset: int) -> int:
        line = bisect_right(self.starts, offset) - 1
        return self.places[line] + offset - self.starts[line]
