"""HTML, NITF and NewsML-G2: the rules mend the text, the markup stays byte for byte as it was.

>>> from textclean.presets import pipeline
>>> repair_html("<p class=lead>The caf&eacute; isnâ€™t <b>open.</b></p>", pipeline("wire")).text
'<p class=lead>The caf&eacute; isn’t <b>open.</b></p>'
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

import attrs

from textclean.adapters.markup_tokens import (
    CDATA,
    CLOSE,
    DECODED,
    KEPT,
    LITERAL,
    OPEN,
    Token,
    html_tokens,
    xml_tokens,
)
from textclean.adapters.scribe import ITEM, Scribe
from textclean.adapters.splice import Documents, spliced
from textclean.adapters.transcript import HEADING, TEXT, Writer
from textclean.adapters.vocabulary import BY_ROOT, HTML, Vocabulary
from textclean.errors import UnreadableInputError
from textclean.pipeline import Pipeline, Report
from textclean.protection import Protection
from textclean.source import plain


def repair_html(
    source: str,
    pipeline: Pipeline,
    encoding: str = "utf-8",
    protection: Protection | None = None,
) -> Report:
    """Repair the text of an HTML page or fragment.

    Characters that `encoding` has not are written as references, and in a source that is ASCII
    all that are not. Scripts, styles, code, preformatted text and controls are left alone.
    Raises `UnstableRepairError` where the rules do not settle.
    """
    source = plain(source)
    write = _escaping(source, encoding)

    def read(text: str) -> Documents:
        scribe = Scribe(write)
        transcribe(html_tokens(text), HTML, scribe)
        return [[scribe.transcript()]]

    return spliced(source, read, pipeline, protection or Protection())


def repair_xml(
    source: str,
    pipeline: Pipeline,
    encoding: str = "utf-8",
    protection: Protection | None = None,
) -> Report:
    """Repair the text of NITF, NewsML-G2 or XHTML; `encoding` counts as in `repair_html`.

    Raises `UnreadableInputError` where the source is not well-formed or is none of these, and
    `UnstableRepairError` where the rules do not settle.
    """
    source = plain(source)
    write = _escaping(source, encoding)

    def read(text: str) -> Documents:
        tokens = xml_tokens(text)
        scribe = Scribe(write)
        transcribe(tokens, _vocabulary(tokens), scribe)
        return [[scribe.transcript()]]

    return spliced(source, read, pipeline, protection or Protection())


def _vocabulary(tokens: Sequence[Token]) -> Vocabulary:
    """Return what the elements of a document mean, by its root. Raises `UnreadableInputError`."""
    root = next(token.value for token in tokens if token.kind == OPEN)
    if root not in BY_ROOT:
        raise UnreadableInputError(
            f"its root element is {root}, which is none of {', '.join(BY_ROOT)}; "
            "use --input-format text to repair it as plain text"
        )
    # In XML every element has an end.
    return attrs.evolve(BY_ROOT[root], empty=frozenset())


def _escaping(source: str, encoding: str) -> Writer:
    """Return how text is written between the tags of a source."""
    target = "ascii" if source.isascii() else encoding

    def write(text: str) -> str:
        return escaped(text).encode(target, "xmlcharrefreplace").decode(target)

    return write


def escaped(text: str) -> str:
    """Return text as it stands between tags.

    >>> escaped("Q&A <live>")
    'Q&amp;A &lt;live&gt;'
    """
    return html.escape(text, quote=False)


def _in_cdata(text: str) -> str:
    return text.replace("]]>", "]]]]><![CDATA[>")


def transcribe(tokens: Iterable[Token], vocabulary: Vocabulary, scribe: Scribe) -> None:
    """Write the text of a document to a scribe: a block for each element that holds text."""
    reads = [not vocabulary.blocks]
    for token in _readable(tokens, vocabulary):
        name = token.value
        if token.kind == OPEN:
            if _is_inline(name, vocabulary, within_text=reads[-1]):
                scribe.opening()
            else:
                _part(token, vocabulary, scribe)
            reads.append(reads[-1] or name in vocabulary.blocks)
        elif token.kind == CLOSE:
            if len(reads) > 1:
                reads.pop()
            if _is_inline(name, vocabulary, within_text=reads[-1]):
                scribe.closing(token.end)
            elif name not in vocabulary.breaks | vocabulary.cells:
                scribe.block()
        elif reads[-1]:
            _write(token, scribe)


def _readable(tokens: Iterable[Token], vocabulary: Vocabulary) -> Iterator[Token]:
    """Yield the tokens without those in skipped elements, and text in kept elements as `KEPT`.

    An empty element of HTML gets an end tag of no length.
    """
    outer, depth = "", 0
    for token in tokens:
        kind, name = token.kind, token.value
        if outer and kind in (OPEN, CLOSE) and name == outer:
            depth += 1 if kind == OPEN else -1
            outer = outer if depth else ""
        elif not outer and kind == OPEN and name in vocabulary.skipped | vocabulary.kept:
            outer, depth = name, 1
            yield token
            continue
        if not outer:
            yield token
            if kind == OPEN and name in vocabulary.empty:
                yield Token(CLOSE, name, token.end, token.end)
        elif outer in vocabulary.kept and kind in (LITERAL, DECODED, CDATA):
            yield token._replace(kind=KEPT)


def _is_inline(name: str, vocabulary: Vocabulary, *, within_text: bool) -> bool:
    """Whether an element stands in running text."""
    if vocabulary.inline:
        return name in vocabulary.inline
    parts = vocabulary.blocks | vocabulary.cells | vocabulary.breaks
    return within_text and name not in parts


def _part(token: Token, vocabulary: Vocabulary, scribe: Scribe) -> None:
    """Begin what a start tag that parts text begins: a line, a cell or a block."""
    if token.value in vocabulary.breaks:
        scribe.line_break(token.start, token.end)
    elif token.value in vocabulary.cells:
        scribe.cell()
    elif token.value in vocabulary.headings:
        scribe.block(HEADING)
    else:
        scribe.block(ITEM if token.value in vocabulary.items else TEXT)


def _write(token: Token, scribe: Scribe) -> None:
    """Write a text."""
    kind, text, start, end = token
    if kind == KEPT:
        scribe.kept(text, start, end)
    elif kind in (LITERAL, CDATA):
        write = _in_cdata if kind == CDATA else None
        scribe.text(text, start, end, is_literal=True, write=write)
    elif kind == DECODED:
        scribe.text(text, start, end, is_literal=False)
