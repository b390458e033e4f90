"""ninjs: the rules mend headlines, descriptions and bodies, the JSON stays as it was laid out.

>>> from textclean.presets import pipeline
>>> repair('{ "headline":"CafÃ©s aren’t\\\\/ open" }', pipeline("minimal")).text
'{ "headline":"Cafés aren’t\\\\/ open" }'
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from json import scanner
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

import attrs

from textclean.adapters.markup import escaped, transcribe
from textclean.adapters.markup_tokens import html_tokens
from textclean.adapters.scribe import Scribe
from textclean.adapters.splice import Documents, spliced
from textclean.adapters.transcript import HEADING, LINES, TEXT, Piece, Transcript, Writer
from textclean.adapters.vocabulary import HTML
from textclean.errors import UnreadableInputError
from textclean.pipeline import Pipeline, Report
from textclean.protection import Protection
from textclean.source import plain
from textclean.tokens.pattern import pattern

# Version 1 says behind the name what a body is written in, later versions in the entry of a list.
_FIELD = pattern(r"(headline|byline|description|body)(?:_(text|x?html\d?))?", re.IGNORECASE)
_LISTS = {"headlines": "headline", "descriptions": "description", "bodies": "body"}

_KINDS = {"headline": HEADING, "byline": TEXT}

_ESCAPE = pattern(r"\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\u\w{4}|\\.")
_BETWEEN_FIELDS = Piece("\n\n")


class _Located(str):
    """A string of JSON that knows where it starts and ends, quotation marks not counted."""

    start: int
    end: int


@attrs.frozen
class _Field:
    """A text of an item, its place in the source, and what it is."""

    name: str
    text: _Located
    is_html: bool


def repair(source: str, pipeline: Pipeline, protection: Protection | None = None) -> Report:
    """Repair the texts of a ninjs item, and of those associated with it.

    A body in HTML beside one in plain text is a second version of the same, and read by itself.
    What comes new into a source that is ASCII is escaped. Raises `UnreadableInputError` where the
    source is no JSON or no ninjs, and `UnstableRepairError` where the rules do not settle.
    """
    return spliced(plain(source), _documents, pipeline, protection or Protection())


def _documents(source: str) -> Documents:
    """Return what the rules read of the texts in a source. Raises `UnreadableInputError`."""
    items = [list(_fields(item)) for item in _items(_parsed(source))]
    if not any(items):
        raise UnreadableInputError(
            "its JSON has none of the texts of ninjs (headline, body_text, body_html …); "
            "use --input-format text to repair it as plain text"
        )
    return [
        _transcripts(source, version) for item in items for version in _versions(item) if version
    ]


def _parsed(source: str) -> Any:
    """Return the values of the JSON, each string `_Located`."""
    try:
        return _Decoder().decode(source)
    except json.JSONDecodeError as error:
        raise UnreadableInputError(
            f"not valid JSON at line {error.lineno}, column {error.colno} "
            f"({error.msg[:1].lower()}{error.msg[1:]}); mend it, or use --input-format text"
        ) from None
    except RecursionError:
        raise UnreadableInputError("its JSON is nested too deep to be ninjs") from None


class _Decoder(json.JSONDecoder):
    """The decoder of the standard library, in its Python form, which asks for each string here."""

    def __init__(self) -> None:
        super().__init__()
        self.parse_string = _located
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def _located(source: str, start: int, strict: bool = True) -> tuple[_Located, int]:
    """Return the string that starts at an offset, and the offset behind its quotation mark."""
    text, end = scanstring(source, start, strict)
    located = _Located(text)
    located.start, located.end = start, end - 1
    return located, end


def _items(value: Any) -> Iterator[dict[str, Any]]:
    """Yield an item and those associated with it."""
    if isinstance(value, dict):
        yield value
        associated = value.get("associations", [])
        if isinstance(associated, dict):
            associated = list(associated.values())
        for item in associated if isinstance(associated, list) else []:
            yield from _items(item)


def _fields(item: dict[str, Any]) -> Iterator[_Field]:
    """Yield the texts of an item, in the order in which they stand there."""
    for key, value in item.items():
        field = _FIELD.fullmatch(key)
        if field and isinstance(value, _Located):
            yield _Field(field[1].lower(), value, is_html="html" in (field[2] or "").lower())
        elif key in _LISTS and isinstance(value, list):
            for entry in (one for one in value if isinstance(one, dict)):
                text, form = entry.get("value"), str(entry.get("contenttype", "text/plain"))
                if isinstance(text, _Located) and ("html" in form or form == "text/plain"):
                    yield _Field(_LISTS[key], text, is_html="html" in form)


def _versions(fields: Sequence[_Field]) -> Sequence[Sequence[_Field]]:
    """Return the texts of an item as they make documents: all together, or, where there is a body
    in plain text, those in plain text and those in HTML.
    """
    if not any(field.name == "body" and not field.is_html for field in fields):
        return [fields]
    return [[field for field in fields if field.is_html is form] for form in (False, True)]


def _transcripts(source: str, fields: Sequence[_Field]) -> list[Transcript]:
    """Return what the rules read of some texts, and what that was made from: their JSON strings."""
    strings: list[Piece] = []
    scribe = Scribe(str)
    for field in fields:
        scribe.base = sum(len(piece.text) for piece in strings)
        if field.is_html:
            scribe.write = escaped
            transcribe(html_tokens(field.text), HTML, scribe)
        else:
            scribe.write = str
            scribe.plain(field.text, _KINDS.get(field.name, LINES))
        scribe.block()
        strings += [*_decoded(source, field.text), _BETWEEN_FIELDS]
    return [scribe.transcript(), Transcript(tuple(strings))]


def _decoded(source: str, text: _Located) -> Iterator[Piece]:
    """Yield the pieces of a string: what stands for itself, and escapes."""
    write = _escaping(is_ascii=source.isascii())
    at = text.start
    for escape in _ESCAPE.finditer(source, text.start, text.end):
        if at < escape.start():
            yield _literal(source, at, escape.start(), write)
        start, at = escape.span()
        yield Piece(json.loads(f'"{escape.group()}"'), start, at, at, write)
    if at < text.end:
        yield _literal(source, at, text.end, write)


def _literal(source: str, start: int, end: int, write: Writer) -> Piece:
    return Piece(source[start:end], start, end, end, write, is_literal=True)


def _escaping(*, is_ascii: bool) -> Writer:
    """Return how text is written into a string of JSON."""
    return lambda text: json.dumps(text, ensure_ascii=is_ascii)[1:-1]
