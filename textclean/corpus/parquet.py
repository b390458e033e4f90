"""Parquet: each row a document, of whose columns nothing but the text is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from textclean.adapters.arrow.columns import Value, array_of, index_of, values
from textclean.adapters.arrow.edits import EDITS, records
from textclean.adapters.documents import Cleaned
from textclean.corpus.documents import BATCH, Batch, Columns, Split, document
from textclean.errors import ConfigurationError, UnknownNameError, unknown

ENDINGS = (".parquet", ".pq")

# Rows are written in groups of about this size; so much is in memory at once.
_GROUP = 32_000_000  # bytes
# A column is read by pieces of this size, not at once.
_BUFFER = 1 << 20  # bytes


def ending(path: str) -> str:
    """Return what a file ends in that holds the same."""
    return ".parquet"


def check(path: str, columns: Columns, add_edits: bool) -> None:
    """See that a file has the columns.

    Raises `TextcleanError` where it has not, `OSError`, and `ArrowInvalid` where it is no Parquet.
    """
    schema = pq.read_schema(path)
    index_of(schema, columns.text)
    for name in filter(None, (columns.id, columns.by)):
        if name not in schema.names:
            raise UnknownNameError(unknown("column", name, schema.names, of="the table"))
    if add_edits and _edits(columns.text).name in schema.names:
        raise ConfigurationError(f'there is a column "{columns.text}_edits" already; rename it')


def splits(path: str, rows: int) -> Iterator[Split]:
    """Yield the splits of a file, all but the last of so many rows. Raises `OSError`."""
    total = pq.read_metadata(path).num_rows
    for first in range(0, total, rows):
        yield Split(path, first, min(rows, total - first))


def read(split: Split, columns: Columns, most: int) -> Iterator[Batch[pa.RecordBatch]]:
    """Yield the rows of a split; texts of more than `most` bytes are none. Raises `OSError`."""
    with pq.ParquetFile(split.path, buffer_size=_BUFFER) as file:
        row = split.first
        for raw in _rows(file, split):
            texts = values(raw.column(columns.text))
            ids = raw.column(columns.id).to_pylist() if columns.id else [None] * len(texts)
            sources = raw.column(columns.by).to_pylist() if columns.by else [""] * len(texts)
            documents = []
            for id_, text, source in zip(ids, texts, sources, strict=True):
                row += 1
                name = f"{Path(split.path).name}:{row}" if id_ is None else str(id_)
                documents.append(document(name, text, source, most=most))
            yield Batch(documents, raw)


@contextmanager
def writing(path: Path, split: Split, columns: Columns, add_edits: bool) -> Iterator[Writer]:
    """Open a file for the rows of a split, compressed as theirs is."""
    with pq.ParquetFile(split.path) as file:
        schema, metadata = file.schema_arrow, file.metadata
        index = schema.get_field_index(columns.text)
        codec = "snappy"
        if metadata.num_row_groups:
            stored = metadata.row_group(0).column(_leaf(file, columns.text)).compression.lower()
            codec = "none" if stored == "uncompressed" else stored
    if add_edits:
        schema = schema.append(_edits(columns.text))
    with pq.ParquetWriter(path, schema, compression=codec) as file:
        writer = Writer(file, index, schema, add_edits)
        yield writer
        writer.flush()


@attrs.define
class Writer:
    """Writes rows in groups."""

    file: pq.ParquetWriter
    index: int
    schema: pa.Schema
    adds_edits: bool
    _waiting: list[pa.RecordBatch] = attrs.field(factory=list)
    _size: int = 0

    def write(self, batch: Batch[pa.RecordBatch], made: Sequence[Cleaned]) -> None:
        """Write some rows."""
        raw = batch.raw
        columns = raw.columns
        if any(one.edits for one in made):
            texts: list[Value] = values(columns[self.index])
            for row, one in enumerate(made):
                if one.edits:
                    texts[row] = one.text
            columns[self.index] = array_of(texts, raw.schema.field(self.index).type)
        if self.adds_edits:
            columns.append(_edits_of(batch, made))
        rows = pa.RecordBatch.from_arrays(columns, schema=self.schema)
        self._waiting.append(rows)
        self._size += rows.nbytes
        if self._size >= _GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are waiting as a group."""
        if self._waiting:
            table = pa.Table.from_batches(self._waiting, self.schema)
            self.file.write_table(table, row_group_size=len(table))
        self._waiting, self._size = [], 0


def _rows(file: pq.ParquetFile, split: Split) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a split by batches, from those groups alone that have some of them."""
    groups, start = [], 0
    skipped = split.first
    for group in range(file.num_row_groups):
        end = start + file.metadata.row_group(group).num_rows
        if end <= split.first:
            skipped = split.first - end
        elif start < split.first + split.rows:
            groups.append(group)
        start = end
    left = split.rows
    for batch in file.iter_batches(BATCH, row_groups=groups):
        if skipped >= len(batch):
            skipped -= len(batch)
            continue
        batch = batch.slice(skipped, left)
        skipped, left = 0, left - len(batch)
        yield batch
        if not left:
            return


def _edits(column: str) -> pa.Field:
    return pa.field(f"{column}_edits", EDITS)


def _edits_of(batch: Batch[Any], made: Sequence[Cleaned]) -> pa.Array:
    """Return the edits of some rows; null where there is no text."""
    rows = [
        None if old.text is None else list(records(old.text, new.edits))
        for old, new in zip(batch.documents, made, strict=True)
    ]
    return pa.array(rows, EDITS)


def _leaf(file: pq.ParquetFile, column: str) -> int:
    """Return the index of a column among those that are stored: nested ones are several."""
    paths = [file.schema.column(at).path for at in range(len(file.schema))]
    return paths.index(column)
