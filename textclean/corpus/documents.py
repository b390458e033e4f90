"""What a reader makes of a row."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Generic, TypeVar

import attrs
from pyarrow import ArrowException

Raw = TypeVar("Raw")

# What is raised where an input cannot be read, or an output not be written.
FAULTS = (OSError, EOFError, zlib.error, ArrowException)

# How many rows are in memory at once. Each is a document, whose size has a limit of its own.
BATCH = 64

# What JSON may have in the place of a text.
_KINDS = {bool: "true or false", dict: "an object", list: "an array"}


@attrs.frozen
class Columns:
    """Where a row has its text, what it is called, and which source it is from; none where ""."""

    text: str = "text"
    id: str = ""
    by: str = ""


@attrs.frozen
class Document:
    """A row: its text, or none where it has none, or why what stands there is no text."""

    id: str
    text: str | None
    source: str = ""
    error: str = ""


@attrs.frozen
class Batch(Generic[Raw]):
    """Some rows as documents, and as their format has them."""

    documents: Sequence[Document]
    raw: Raw


@attrs.frozen
class Split:
    """Rows of a file, from the one numbered `first` from 0.

    `offset` is where they start in a file that is not compressed, in bytes. Of a folder of texts,
    each of which is a row, `names` are their paths in it.
    """

    path: str
    first: int
    rows: int
    offset: int = 0
    names: tuple[str, ...] = ()


def document(
    id_: str, value: object, source: object = "", error: str = "", most: int = 0
) -> Document:
    """Return a row as a document, if its value is a text of no more than `most` bytes of UTF-8.

    >>> document("a", "Aid grew.").text, document("a", 7).error
    ('Aid grew.', 'is no text but a number')
    """
    by = "" if source is None else str(source)
    if error or value is None:
        return Document(id_, None, by, error)
    if isinstance(value, bytes):
        return Document(id_, None, by, "is not UTF-8")
    if type(value) is not str:
        return Document(id_, None, by, f"is no text but {_KINDS.get(type(value), 'a number')}")
    if most and len(value) > most // 4 and len(value.encode("utf-8", "replace")) > most:
        return Document(id_, None, by, f"larger than {most} bytes")
    if "\0" in value:
        return Document(id_, None, by, "is no text: it has a NUL")
    try:
        value.encode()
    except UnicodeEncodeError as fault:
        character = ord(value[fault.start])
        return Document(id_, None, by, f"is no text: half of a surrogate pair, U+{character:04X}")
    return Document(id_, value, by)
