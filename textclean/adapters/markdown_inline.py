"""What stands where within a paragraph of Markdown: text, marks around it, and what is no text.

The parser tells which tokens a paragraph has and not where. A rule that matches nothing, put before
all others, notes each place at which the parser looks for the next of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import attrs
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from textclean.adapters.lightweight import (
    CLOSE,
    DECODED,
    HARD_BREAK,
    KEPT,
    LITERAL,
    OPEN,
    SOFT_BREAK,
    Span,
)
from textclean.adapters.vocabulary import HTML
from textclean.tokens.pattern import pattern

# What generators of sites and other dialects add to CommonMark within text: shortcodes, variables,
# attributes; footnotes, wiki links; formulas; short names of emoji; marks of what is struck out.
# What stands in brackets names a definition, of this document or of another that it is put into.
_VERBATIM = pattern(
    r"""
      \{\{[^{}]*\}\} | \{%[^%{]*%\} | \{[:.\#][^{}\n]*\}
    | \[\^[^\[\]\s]+\]:? | !?\[\[[^\[\]\n]+\]\] | \[[^\[\]\\`<>\n]*\](?![(\[])
    | \$\$[^$]+\$\$ | \$(?![\s$])[^$\n]*(?<![\s\\])\$(?![\d$])
    | \\\((?:[^\\]|\\(?!\))){1,400}\\\) | \\\[(?:[^\\]|\\(?!\])){1,400}\\\]
    | :[a-z][a-z0-9_+-]*:(?![\w:]) | ~~+
    """,
    re.VERBOSE,
)
_ADDRESS = pattern(r"(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")
_TAG = pattern(r"<(/?)([A-Za-z][\w-]*)")
# What other dialects have, and an address between angles, which is a link without brackets.
_KEPT_TYPES = frozenset(["verbatim", "link_open"])
_KEPT_ELEMENTS = HTML.kept | HTML.skipped

# The end of a link whose text names the definition of where it leads.
_NAMED_BY_TEXT = ("]", "][]")


class Step(NamedTuple):
    """A place at which the parser looks for what comes next: its offset in the paragraph, how many
    tokens there are so far, and where the part that is read ends.
    """

    start: int
    tokens: int
    limit: int


def plug_in(parser: MarkdownIt) -> None:
    """Let a parser note its steps, in `env["steps"]` by the `id` of the list of tokens, and know
    what other dialects have within text.
    """
    parser.inline.ruler.before("text", "step", _note)
    parser.inline.ruler.after("text", "verbatim", _verbatim)
    parser.disable(["fragments_join", "text_join"])  # a token for each mark


def _note(state: StateInline, silent: bool) -> bool:
    if not silent:
        step = Step(state.pos, len(state.tokens), state.posMax)
        state.env["steps"].setdefault(id(state.tokens), []).append(step)
    return False


def _verbatim(state: StateInline, silent: bool) -> bool:
    found = _VERBATIM.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("verbatim", "", 0).content = found.group()
    state.pos = found.end()
    return True


def spans(content: str, tokens: Sequence[Token], steps: Sequence[Step]) -> list[Span]:
    """Return the spans of a paragraph; offsets count from where its content begins."""
    gatherer = _Gatherer(content)
    last = Step(len(content), len(tokens), len(content))
    for step, following in zip(steps, [*steps[1:], last], strict=True):
        made = tokens[step.tokens : following.tokens]
        end = min(following.start, step.limit)
        gatherer.add(step, end, made)
        if end < following.start:
            gatherer.close_link(end, following.start)
    return list(gatherer.finished())


@attrs.define
class _Gatherer:
    """Gathers the spans of a paragraph; within some elements of HTML text is kept."""

    content: str
    _spans: list[Span] = attrs.field(factory=list)
    _links: list[int] = attrs.field(factory=list)
    _element: str = ""
    _depth: int = 0

    def add(self, step: Step, end: int, made: Sequence[Token]) -> None:
        """Add what the parser made at one step."""
        start = step.start
        types = {token.type: token for token in made}
        first = self.content[start]
        if "softbreak" in types or "hardbreak" in types:
            self._break(SOFT_BREAK if "softbreak" in types else HARD_BREAK, start, end)
        elif first in "*_":
            self._marks(start, end, made)
        elif first in "\\&" and "text_special" in types:
            self._put(DECODED, start, end, types["text_special"].content)
        elif first == "<" and "html_inline" in types:
            self._tag(start, end)
        elif first == "[" and "link_open" in types:
            self._open_link(start, end, is_empty="link_close" in types)
        elif "image" in types:
            self._put(KEPT, start, end, types["image"].content or self.content[start:end])
        elif "code_inline" in types:
            self._put(KEPT, start, end, f"`{types['code_inline'].content}`")
        elif not _KEPT_TYPES.isdisjoint(types):
            self._put(KEPT, start, end, self.content[start:end])
        else:
            self._put(LITERAL, start, end)

    def close_link(self, start: int, end: int) -> None:
        """Add what stands behind the text of a link; the text may be its name and has to stay."""
        opened = self._links.pop()
        if self.content[start:end] in _NAMED_BY_TEXT:
            self._spans[opened:] = map(self._kept, self._spans[opened:])
        self._put(CLOSE, start, end)

    def finished(self) -> Iterator[Span]:
        """Yield the spans; addresses in the text are kept."""
        for span in self._spans:
            if span.kind != LITERAL:
                yield span
                continue
            at = span.start
            for address in _ADDRESS.finditer(self.content, span.start, span.end):
                if at < address.start():
                    yield Span(LITERAL, at, address.start())
                yield Span(KEPT, *address.span(), address.group())
                at = address.end()
            if at < span.end:
                yield Span(LITERAL, at, span.end)

    def _put(self, kind: int, start: int, end: int, text: str = "") -> None:
        """Add a span, or make one literal longer."""
        if start == end:
            return
        span = Span(kind, start, end, text)
        if self._element:
            span = self._kept(span)
        last = self._spans[-1] if self._spans else None
        if last and last.kind == span.kind == LITERAL and last.end == start:
            self._spans[-1] = attrs.evolve(last, end=end)
        else:
            self._spans.append(span)

    def _kept(self, span: Span) -> Span:
        """Return a span with text as one that is kept."""
        if span.kind == LITERAL:
            return Span(KEPT, span.start, span.end, self.content[span.start : span.end])
        return attrs.evolve(span, kind=KEPT) if span.kind == DECODED else span

    def _break(self, kind: int, start: int, end: int) -> None:
        """Add a line end and the white space around it."""
        last = self._spans[-1] if self._spans else None
        if last and last.kind == LITERAL and last.end == start:
            start -= len(self.content[last.start : start]) - len(
                self.content[last.start : start].rstrip(" ")
            )
            self._spans[-1] = attrs.evolve(last, end=start)
            if last.start == start:
                self._spans.pop()
        self._put(kind, start, end)

    def _marks(self, start: int, end: int, made: Sequence[Token]) -> None:
        """Add a run of asterisks or low lines, each of which is a token.

        Before them may stand one of the text before. Of a strong mark the outer token is left
        without content.
        """
        if made and made[0].content.strip("*_"):
            made = made[1:]
        for at in range(start, end):
            token = made[at - start] if at - start < len(made) else None
            following = made[at - start + 1 : at - start + 2]
            if token is None or (token.type == "text" and token.content):
                self._put(LITERAL, at, at + 1)
            elif token.nesting > 0 or (token.type == "text" and any(_opens(following))):
                self._put(OPEN, at, at + 1)
            else:
                self._put(CLOSE, at, at + 1)

    def _tag(self, start: int, end: int) -> None:
        """Add a tag of HTML, or a comment."""
        tag = self.content[start:end]
        found = _TAG.match(tag)
        name = found[2].lower() if found else ""
        if name == "br":
            self._break(HARD_BREAK, start, end)
            return
        is_close = bool(found and found[1])
        if self._element and name == self._element:
            self._depth += -1 if is_close else 1
            self._element = self._element if self._depth else ""
        elif name in _KEPT_ELEMENTS and not (self._element or is_close or tag.endswith("/>")):
            self._put(OPEN, start, end)
            self._element, self._depth = name, 1
            return
        self._put(CLOSE if is_close else OPEN, start, end)

    def _open_link(self, start: int, end: int, *, is_empty: bool) -> None:
        """Add the bracket before the text of a link, or all of a link without text."""
        if is_empty:
            self._put(KEPT, start, end, self.content[start:end])
        else:
            self._put(OPEN, start, end)
            self._links.append(len(self._spans))


def _opens(tokens: Sequence[Token]) -> Iterator[bool]:
    return (token.nesting > 0 for token in tokens)
