"""JSON lines: each line a document, of which nothing but the text is written anew."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import attrs
import pyarrow as pa

from textclean.adapters.arrow.edits import records
from textclean.adapters.documents import Cleaned
from textclean.corpus.documents import BATCH, Batch, Columns, Document, Split, document
from textclean.tokens.pattern import pattern

ENDINGS = tuple(
    f".{name}{packed}" for name in ("jsonl", "ndjson", "json") for packed in ("", ".gz", ".zst")
)

Lines = Sequence[bytes]

_CHUNK = 1 << 20  # bytes
_SPACE = pattern(r"[ \t\r\n]*")


class Number(str):
    """A number as it is written: one of thousands of digits is passed over as quickly."""

    __slots__ = ()


_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number)


@attrs.frozen
class Member:
    """A member of an object: its value, and where that stands in the line."""

    start: int
    end: int
    value: Any


def ending(path: str) -> str:
    """Return what a file ends in that holds the same.

    >>> ending("a/news.json.gz"), ending("news.ndjson")
    ('.jsonl.gz', '.jsonl')
    """
    return f".jsonl{Path(path).suffix if path.endswith(('.gz', '.zst')) else ''}"


def splits(path: str, rows: int) -> Iterator[Split]:
    """Yield the splits of a file, all but the last of so many rows. Raises `OSError`."""
    first = total = offset = at = 0
    is_within_line = False
    with _reading(path) as file:
        while chunk := file.read(_CHUNK):
            start = 0
            while total + chunk.count(b"\n", start) >= first + rows:
                for _ in range(first + rows - total):
                    start = chunk.index(b"\n", start) + 1
                total = first + rows
                yield Split(path, first, rows, offset)
                first, offset = total, at + start
            total += chunk.count(b"\n", start)
            at += len(chunk)
            is_within_line = not chunk.endswith(b"\n")
    if total + is_within_line > first:
        yield Split(path, first, total + is_within_line - first, offset)


def read(split: Split, columns: Columns, most: int) -> Iterator[Batch[Lines]]:
    """Yield the rows of a split; texts of more than `most` bytes are none. Raises `OSError`."""
    with _reading(split.path) as file:
        if _is_packed(split.path):
            for _ in islice(file, split.first):
                pass
        else:
            file.seek(split.offset)
        lines = islice(file, split.rows)
        row = split.first
        while batch := list(islice(lines, BATCH)):
            documents = []
            for line in batch:
                row += 1
                documents.append(_document(line, f"{Path(split.path).name}:{row}", columns, most))
            yield Batch(documents, batch)


@contextmanager
def writing(path: Path, split: Split, columns: Columns, add_edits: bool) -> Iterator[Writer]:
    """Open a file for the rows of a split."""
    with _writing(path, split.path) as file:
        yield Writer(file, columns.text, add_edits)


@attrs.frozen
class Writer:
    """Writes lines, each byte of which but those of the text is as it was."""

    file: IO[bytes]
    column: str
    adds_edits: bool

    def write(self, batch: Batch[Lines], made: Sequence[Cleaned]) -> None:
        """Write some rows."""
        for line, old, new in zip(batch.raw, batch.documents, made, strict=True):
            self.file.write(self._written(line, old, new))

    def _written(self, line: bytes, old: Document, new: Cleaned) -> bytes:
        if old.text is None or not (new.edits or self.adds_edits):
            return line
        text = line.decode()
        # What was written in ASCII alone stays so.
        is_ascii = text.isascii()
        members, end = _members(text)
        if self.adds_edits:
            edits = list(records(old.text, new.edits))
            added = json.dumps({f"{self.column}_edits": edits}, ensure_ascii=is_ascii)
            text = f"{text[:end].rstrip()}, {added[1:]}{text[end + 1 :]}"
        at = members[self.column]
        if new.edits:
            value = json.dumps(new.text, ensure_ascii=is_ascii)
            text = f"{text[: at.start]}{value}{text[at.end :]}"
        return text.encode()


def _document(line: bytes, row: str, columns: Columns, most: int) -> Document:
    """Return a line as a document."""
    if not line.strip():
        return Document(row, None)
    try:
        members, _ = _members(line.decode())
    except (UnicodeDecodeError, RecursionError, ValueError):
        return Document(row, None, error="is no object of JSON in UTF-8")
    values = {name: member.value for name, member in members.items()}
    id_ = str(values.get(columns.id, row)) if columns.id else row
    error = "" if columns.text in values else f'has no member "{columns.text}"'
    text = values.get(columns.text)
    return document(id_, text, values.get(columns.by, ""), error, most)


def _members(line: str) -> tuple[dict[str, Member], int]:
    """Return the members of an object, and where its brace closes. Raises `ValueError`.

    >>> members, end = _members('{"a": 1, "text": "b"}')
    >>> members["text"], end
    (Member(start=17, end=20, value='b'), 20)
    """
    at = _after_space(line, 0)
    _expect(line, at, "{")
    at = _after_space(line, at + 1)
    found: dict[str, Member] = {}
    while line[at : at + 1] != "}":
        if found:
            _expect(line, at, ",")
            at = _after_space(line, at + 1)
        _expect(line, at, '"')
        name, at = _DECODER.raw_decode(line, at)
        at = _after_space(line, at)
        _expect(line, at, ":")
        start = _after_space(line, at + 1)
        try:
            value, end = _DECODER.raw_decode(line, start)
        except StopIteration:
            raise ValueError("no value") from None
        found[name] = Member(start, end, value)
        at = _after_space(line, end)
    if _after_space(line, at + 1) != len(line):
        raise ValueError("more than one value")
    return found, at


def _after_space(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _expect(line: str, at: int, character: str) -> None:
    if line[at : at + 1] != character:
        raise ValueError(f"no {character}")


def _is_packed(path: str) -> bool:
    return path.endswith((".gz", ".zst"))


@contextmanager
def _reading(path: str) -> Iterator[IO[bytes]]:
    """Open a file for reading, whatever it is compressed with."""
    if path.endswith(".gz"):
        with gzip.open(path, "rb") as file:
            yield cast(IO[bytes], file)
    elif path.endswith(".zst"):
        with pa.input_stream(path, compression="zstd") as packed:
            yield cast(IO[bytes], io.BufferedReader(packed, _CHUNK))
    else:
        with Path(path).open("rb") as plain:
            yield plain


@contextmanager
def _writing(path: Path, like: str) -> Iterator[IO[bytes]]:
    """Open a file for writing, compressed as another is; equal content gives equal bytes."""
    with path.open("wb") as plain:
        if like.endswith(".gz"):
            with gzip.GzipFile("", "wb", fileobj=plain, mtime=0) as packed:
                yield cast(IO[bytes], packed)
        elif like.endswith(".zst"):
            with pa.CompressedOutputStream(pa.PythonFile(plain), "zstd") as packed:
                yield cast(IO[bytes], packed)
        else:
            yield plain
