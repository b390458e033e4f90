"""Folders of text: each file a document, written to the same path in the output."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import attrs

from textclean.adapters.documents import Cleaned
from textclean.corpus.documents import BATCH, Batch, Columns, Document, Split, document
from textclean.corpus.writing import whole

ENDINGS = (".txt", ".text")

# What `--by` calls the first folder of a path.
FOLDER = "folder"

Names = Sequence[str]

_MARK = codecs.BOM_UTF8


def splits(folder: str, rows: int, names: Sequence[str]) -> Iterator[Split]:
    """Yield the splits of the files in a folder, all but the last of so many."""
    for first in range(0, len(names), rows):
        chosen = tuple(names[first : first + rows])
        yield Split(folder, first, len(chosen), names=chosen)


def read(split: Split, columns: Columns, most: int) -> Iterator[Batch[Names]]:
    """Yield the files of a split; larger ones than `most` are not read. Raises `OSError`."""
    names = iter(split.names)
    while batch := list(islice(names, BATCH)):
        yield Batch([_document(split.path, name, columns, most) for name in batch], batch)


def _document(folder: str, name: str, columns: Columns, most: int) -> Document:
    path = Path(folder, name)
    source = Path(name).parts[0] if columns.by and len(Path(name).parts) > 1 else ""
    if most and path.stat().st_size > most:
        return document(name, None, source, f"larger than {most} bytes")
    data = path.read_bytes().removeprefix(_MARK)
    try:
        return document(name, data.decode(), source)
    except UnicodeDecodeError as error:
        return document(name, None, source, f"is not UTF-8 at byte offset {error.start}")


@contextmanager
def writing(output: Path, split: Split, columns: Columns, add_edits: bool) -> Iterator[Writer]:
    """Open the folder for the files of a split."""
    yield Writer(output, Path(split.path))


@attrs.frozen
class Writer:
    """Writes files, each of which is whole; a byte order mark stays."""

    output: Path
    folder: Path

    def write(self, batch: Batch[Names], made: Sequence[Cleaned]) -> None:
        """Write some files. Raises `OSError`."""
        for name, new in zip(batch.raw, made, strict=True):
            with whole(self.output / name) as temporary:
                if new.edits:
                    with (self.folder / name).open("rb") as file:
                        mark = _MARK if file.read(len(_MARK)) == _MARK else b""
                    temporary.write_bytes(mark + new.text.encode())
                else:
                    shutil.copyfile(self.folder / name, temporary)
