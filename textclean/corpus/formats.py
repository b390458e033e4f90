"""The formats of collections, and which of them an input is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import attrs

from textclean.adapters.documents import Cleaned
from textclean.corpus import json_lines, parquet, text_files
from textclean.corpus.documents import Batch, Columns, Split
from textclean.errors import ConfigurationError, UnreadableInputError


class Writer(Protocol):
    """Writes rows as a format has them."""

    def write(self, batch: Batch[Any], made: Sequence[Cleaned], /) -> None:
        """Write some rows. Raises `OSError`."""


class Format(Protocol):
    """What a module of a format has."""

    def read(self, split: Split, columns: Columns, most: int) -> Iterator[Batch[Any]]:
        """Yield the rows of a split."""

    def writing(
        self, path: Path, split: Split, columns: Columns, add_edits: bool
    ) -> AbstractContextManager[Writer]:
        """Open a file, or the folder of the output, for the rows of a split."""


PARQUET, JSON_LINES, TEXT = "Parquet", "JSON lines", "text"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {PARQUET: parquet, JSON_LINES: json_lines, TEXT: text_files}
)
_ENDINGS = {PARQUET: parquet.ENDINGS, JSON_LINES: json_lines.ENDINGS, TEXT: text_files.ENDINGS}


@attrs.frozen
class Source:
    """An input: a file, or a folder of texts with their paths in it."""

    format: str
    path: str
    names: tuple[str, ...] = ()


def sources(inputs: Sequence[str]) -> list[Source]:
    """Return what is to be read, all in one format, in the order in which its rows are written.

    Folders are walked in alphabetical order; what begins with a dot or an underscore is left out.
    Raises `UnreadableInputError` where there is no input, and `ConfigurationError` where they are
    in several formats.
    """
    found: list[Source] = []
    for named in inputs:
        path = Path(named).absolute()  # machines of a cluster have other working folders
        if path.is_dir():
            found += _in_folder(path)
        elif path.is_file():
            found.append(_file(path))
        else:
            raise UnreadableInputError(f"{named}: no such file or folder; check the path")
    formats = sorted({source.format for source in found})
    if len(formats) > 1:
        raise ConfigurationError(
            f"the inputs are in several formats ({', '.join(formats)}); name those of one, and "
            "take the others in a run of their own"
        )
    folders = [source.path for source in found if source.format == TEXT]
    if len(folders) > 1:
        raise ConfigurationError(
            "several folders of text would be written to the same paths; name one, or the folder "
            "above them"
        )
    return found


def _file(path: Path) -> Source:
    """Return the input that a file is. Raises `ConfigurationError`."""
    format_ = _format(path.name)
    if format_ == TEXT:
        raise ConfigurationError(
            f"{path}: of texts a folder is wanted; for single files there is textclean fix"
        )
    if not format_:
        endings = ", ".join((*parquet.ENDINGS, *json_lines.ENDINGS))
        raise ConfigurationError(f"{path}: its name ends in none of {endings}; rename it")
    return Source(format_, str(path))


def _in_folder(folder: Path) -> list[Source]:
    """Return the inputs in a folder. Raises as `sources` does."""
    names: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_hidden = any(part.startswith((".", "_")) for part in name.parts)
        if (format_ := _format(path.name)) and not is_hidden and path.is_file():
            names.setdefault(format_, []).append(name.as_posix())
    if not names:
        raise UnreadableInputError(
            f"{folder}: holds no Parquet, JSON lines or text (.txt); name another folder"
        )
    found: list[Source] = []
    for format_, those in names.items():
        if format_ == TEXT:
            found.append(Source(TEXT, str(folder), tuple(those)))
        else:
            found += (Source(format_, str(folder / name)) for name in those)
    return found


def _format(name: str) -> str:
    """Return the format that a file is in by its name, or nothing."""
    matching = (format_ for format_, ends in _ENDINGS.items() if name.lower().endswith(ends))
    return next(matching, "")


def splits(source: Source, rows: int) -> list[Split]:
    """Return the splits of an input, all but the last of so many rows. Raises `OSError`."""
    if source.format == TEXT:
        return list(text_files.splits(source.path, rows, source.names))
    if source.format == PARQUET:
        return list(parquet.splits(source.path, rows))
    return list(json_lines.splits(source.path, rows))


def ending(format_: str, split: Split) -> str:
    """Return what the name of the file of a split ends in; nothing for texts."""
    if format_ == TEXT:
        return ""
    return parquet.ending(split.path) if format_ == PARQUET else json_lines.ending(split.path)
