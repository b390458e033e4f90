"""The tags and texts of HTML and XML with their exact places in the source."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.parsers import expat

from textclean.errors import UnreadableInputError

OPEN, CLOSE, LITERAL, DECODED, CDATA, KEPT, OTHER = range(7)

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")


class Token(NamedTuple):
    """A tag or a run of text: its place in the source, in code points.

    `value` is the local name of a tag, in lower case in HTML, and the characters that a text stands
    for: those of the source itself where the text is `LITERAL` or `CDATA`. A reference to an entity
    that only the document knows is `KEPT`; comments and declarations are `OTHER`.
    """

    kind: int
    value: str
    start: int
    end: int


def html_tokens(source: str) -> list[Token]:
    """Return the tokens of HTML; whatever its mistakes, nothing is refused."""
    reader = _HtmlReader(source)
    reader.feed(source)
    reader.close()
    return reader.tokens


class _HtmlReader(HTMLParser):
    """Notes where the parser of the standard library found what.

    That parser follows the tokenizer of the HTML standard and gives the line and column at which
    each token starts. Where one ends is known from what was found.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        lengths = (len(line) + 1 for line in source.split("\n"))
        self._line_starts = list(accumulate(lengths, initial=0))
        self.tokens: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag."""
        start = self._offset()
        self.tokens.append(Token(OPEN, tag, start, start + len(self.get_starttag_text() or "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag: in HTML the slash at its end says nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note an end tag."""
        start = self._offset()
        end = self._source.find(">", start) + 1 or len(self._source)
        self.tokens.append(Token(CLOSE, tag, start, end))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        start = self._offset()
        if self._source.startswith(data, start):
            self.tokens.append(Token(LITERAL, data, start, start + len(data)))

    def handle_entityref(self, name: str) -> None:
        """Note a reference; one without its semicolon may end within the name: `&ampere`."""
        self._note_reference()

    def handle_charref(self, name: str) -> None:
        """Note a reference to a code point."""
        self._note_reference()

    def _note_reference(self) -> None:
        start = self._offset()
        reference = _REFERENCE.match(self._source, start)
        if reference:
            text = html.unescape(reference.group())
            kind = LITERAL if text == reference.group() else DECODED
            self.tokens.append(Token(kind, text, start, reference.end()))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column


def xml_tokens(source: str) -> list[Token]:
    """Return the tokens of XML; entities that the document declares are not expanded.

    Raises `UnreadableInputError` where it is not well-formed.
    """
    return _XmlReader(source).tokens()


class _XmlReader:
    """Notes where expat found what: expat gives the byte at which each token starts, and each byte
    belongs to a token.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._data = source.encode()
        self._found: list[tuple[int, int, str]] = []
        self._text_kind = LITERAL
        # What a document declares about its encoding is true of the file, not of what was decoded.
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = lambda name, _: self._note(OPEN, name.rpartition(":")[2])
        parser.EndElementHandler = lambda name: self._note(CLOSE, name.rpartition(":")[2])
        parser.CharacterDataHandler = lambda text: self._note(self._text_kind, text)
        parser.StartCdataSectionHandler = lambda: self._begin_cdata()
        parser.EndCdataSectionHandler = lambda: self._end_cdata()
        # With a handler for the rest, expat hands on references to entities as they stand.
        parser.DefaultHandler = lambda text: self._note(KEPT if text[:1] == "&" else OTHER, text)

    def tokens(self) -> list[Token]:
        """Return the tokens in order."""
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            raise UnreadableInputError(
                f"not well-formed XML at line {error.lineno}, column {error.offset + 1} "
                f"({expat.ErrorString(error.code)}); mend the markup, or use --input-format text"
            ) from None
        starts = [start for start, _, _ in self._found]
        places = self._code_points([*starts, len(self._data)])
        return [
            self._token(kind, value, start, end)
            for (_, kind, value), (start, end) in zip(self._found, pairwise(places), strict=True)
        ]

    def _token(self, kind: int, value: str, start: int, end: int) -> Token:
        """Return a token; a text that does not stand in the source as it is was decoded."""
        raw = self._source[start:end]
        if kind == KEPT:
            value = html.unescape(raw)
            return Token(KEPT if value == raw else DECODED, value, start, end)
        if kind in (LITERAL, CDATA) and value != raw:
            # expat makes one line end of "\r\n"; white space is shown as a space in any case.
            is_space = value.isspace() and raw.isspace()
            return Token(kind if is_space else DECODED, raw if is_space else value, start, end)
        return Token(kind, value, start, end)

    def _note(self, kind: int, value: str) -> None:
        self._found.append((self._parser.CurrentByteIndex, kind, value))

    def _begin_cdata(self) -> None:
        self._note(OTHER, "")
        self._text_kind = CDATA

    def _end_cdata(self) -> None:
        self._note(OTHER, "")
        self._text_kind = LITERAL

    def _code_points(self, offsets: list[int]) -> list[int]:
        """Turn offsets in bytes, in order, into offsets in code points."""
        if len(self._data) == len(self._source):
            return offsets
        sizes = (len(self._data[start:end].decode()) for start, end in pairwise([0, *offsets]))
        return list(accumulate(sizes))
