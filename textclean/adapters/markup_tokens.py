"""The tags and texts of HTML and XML with their exact places in the source."""

from __future__ import annotations

import html
import re
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.parsers import expat

from textclean.errors import UnreadableInputError
from textclean.tokens.pattern import pattern

OPEN, CLOSE, LITERAL, DECODED, CDATA, KEPT, OTHER = range(7)

# What begins something else than text. A name or number is no longer than those of HTML are, which
# has more zeros at the start than it needs at most.
_HTML_MARKUP = pattern(
    r"<(?:!--|!\[CDATA\[|[A-Za-z/!?])"
    r"|&(?:#(?:[0-9]{1,12}|[xX][0-9A-Fa-f]{1,12})|[A-Za-z][A-Za-z0-9]{0,39});?"
)
_NAME = pattern(r"[A-Za-z][^\s/>]*")
# A name, attributes and the end of the tag, or of the source. No part gives back what it took:
# from each `<` in a tag without an end, a parser would else go to the end of the source.
_START_TAG = pattern(
    r"""<([A-Za-z][^\s/>]*+)
        (?: [\s/]*+ [^\s/>][^\s/>=]*+
            (?: \s*+ =\s*+ (?: "[^"]*+" | '[^']*+' | [^\s"'>][^\s>]*+ )?+ )?+ )*+
        [\s/]*+ (?: > | \Z )
    """,
    re.VERBOSE,
)
# How comments and sections of characters end.
_ENDS = {"<!--": re.compile(r"(?<=<!--)-?>|--!?>"), "<![CDATA[": re.compile(r"\]\]>")}
# The elements in which nothing is markup but their own end.
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style")}


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
    """Return the tokens of HTML, as its standard reads them; whatever its mistakes, nothing is
    refused. What is not ended before the source is, is no text.
    """
    tokens: list[Token] = []
    at = 0
    while found := _HTML_MARKUP.search(source, at):
        if at < found.start():
            tokens.append(Token(LITERAL, source[at : found.start()], at, found.start()))
        token = _html_token(source, found)
        tokens.append(token)
        at = token.end
        if token.kind == OPEN and token.value in _RAW_END:
            raw_end = _RAW_END[token.value].search(source, at)
            end = raw_end.start() if raw_end else len(source)
            if at < end:
                tokens.append(Token(LITERAL, source[at:end], at, end))
            at = end
    if at < len(source):
        tokens.append(Token(LITERAL, source[at:], at, len(source)))
    return tokens


def _html_token(source: str, found: re.Match[str]) -> Token:
    """Return the tag, declaration or reference that begins where `found` does."""
    start, mark = found.start(), found.group()
    if mark[0] == "&":
        text = html.unescape(mark)
        return Token(LITERAL if text == mark else DECODED, text, start, found.end())
    if mark[1].isalpha():
        tag = _START_TAG.match(source, start)
        assert tag is not None  # any characters up to a ">" or the end are a tag
        if tag.group().endswith(">"):
            return Token(OPEN, tag[1].lower(), start, tag.end())
        return Token(OTHER, "", start, tag.end())
    if mark in _ENDS:
        end = _ENDS[mark].search(source, start + len(mark))
        return Token(OTHER, "", start, end.end() if end else len(source))
    end_at = source.find(">", start) + 1
    name = _NAME.match(source, start + 2)
    if mark == "</" and name and end_at:
        return Token(CLOSE, name.group().lower(), start, end_at)
    return Token(OTHER, "", start, end_at or len(source))


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
