"""Edits in files of their own beside the repaired rows, an edit a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from textclean.adapters.arrow.edits import FIELDS, records
from textclean.adapters.documents import Cleaned
from textclean.corpus.documents import Document

# `row` counts from 0 within the shard.
_SCHEMA = pa.schema([("id", pa.string()), ("row", pa.int64()), *FIELDS])
_GROUP = 50_000  # edits


@attrs.define
class Sidecar:
    """Writes the edits of documents, one after another, to a file of Parquet."""

    file: pq.ParquetWriter
    row: int = 0
    _waiting: list[dict[str, Any]] = attrs.field(factory=list)

    def write(self, documents: Sequence[Document], made: Sequence[Cleaned]) -> None:
        """Write the edits of some documents."""
        for old, new in zip(documents, made, strict=True):
            for record in records(old.text or "", new.edits):
                self._waiting.append({"id": old.id, "row": self.row, **record})
            self.row += 1
        if len(self._waiting) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the edits that are waiting as a group."""
        if self._waiting:
            self.file.write_table(pa.Table.from_pylist(self._waiting, _SCHEMA))
        self._waiting = []


@contextmanager
def writing(path: Path) -> Iterator[Sidecar]:
    """Open a file for edits."""
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as file:
        sidecar = Sidecar(file)
        yield sidecar
        sidecar.flush()
