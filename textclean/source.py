"""What may be given as a source: any string."""

from __future__ import annotations

import os

from textclean.errors import SourceError


def plain(source: object) -> str:
    """Return a source as a `str` and no subclass of it, as numpy and BeautifulSoup have them.

    Subclasses may do other things when they are cut or joined, and the scanner takes none.

    Raises `SourceError`, which is a `TypeError`, for whatever is no string.
    """
    if type(source) is str:
        return source
    if isinstance(source, str):
        return str.__str__(source)  # `str(source)` may have been overridden: enumerations have
    name = "None" if source is None else type(source).__name__
    raise SourceError(f"a string was wanted, not {name}{_way_out(source)}")


def _way_out(source: object) -> str:
    """Say how a string is made of what is none."""
    if isinstance(source, bytes | bytearray):
        return '; decode it first: source.decode("utf-8")'
    if isinstance(source, os.PathLike):
        return '; read it first: path.read_text(encoding="utf-8")'
    if hasattr(source, "read"):
        return "; read it first: source.read()"
    if isinstance(source, list | tuple):
        return "; give the strings in it one by one"
    return ""
