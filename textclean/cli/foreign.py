"""Files that hold text and are none: PDF, Word … What people have, and what to do with it first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs


@attrs.frozen
class Kind:
    """A kind of file: how its bytes begin, what it is called, and how one comes by its text."""

    name: str
    start: bytes
    suffixes: tuple[str, ...]
    remedy: str


_SAVE = "save it as text first"
_KINDS = (
    Kind("a PDF", b"%PDF-", (".pdf",), "take its text out first, for instance with pdftotext"),
    # Word and OpenDocument files are archives.
    Kind("an archive, as Word files are", b"PK\x03\x04", (".docx", ".odt", ".zip"), _SAVE),
    Kind("an old Word file", b"\xd0\xcf\x11\xe0", (".doc",), _SAVE),
    # It has no NUL, and its codes would be repaired as if somebody had written them.
    Kind("an RTF file", b"{\\rtf", (".rtf",), _SAVE),
)


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a file that holds text and is none, told by its first bytes."""
    return next((kind for kind in _KINDS if data.startswith(kind.start)), None)


def remedy_for(paths: Iterable[Path]) -> str:
    """Return what to do with a folder that has files of these kinds and nothing to take.

    >>> remedy_for([Path("a.jpg"), Path("b.PDF")])
    'it has *.pdf; take its text out first, for instance with pdftotext'
    >>> remedy_for([Path("a.jpg")])
    ''
    """
    for suffix in (path.suffix.lower() for path in paths):
        for kind in _KINDS:
            if suffix in kind.suffixes:
                return f"it has *{suffix}; {kind.remedy}"
    return ""
