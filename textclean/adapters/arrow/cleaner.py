"""`Cleaner`, which repairs a column of batches and tables, and short ways to call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
import pyarrow as pa

import textclean
from textclean.adapters.arrow.columns import Value, array_of, index_of, is_text, values
from textclean.adapters.arrow.edits import EDITS, records
from textclean.adapters.documents import Cleaned, cleaned
from textclean.errors import ConfigurationError, UnknownNameError, unknown
from textclean.pipeline import Pipeline
from textclean.public import Public

Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)

# What may be added for each document, and its type: the edits; how many edits each rule had a part
# in; why the document was left as it was, where its repair failed; and what the rules are.
ADDED: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "edits": EDITS,
        "counts": pa.map_(pa.string(), pa.int32()),
        "error": pa.string(),
        "fingerprint": pa.string(),
    }
)

_NOT_UTF_8 = "is not UTF-8; decode it first"


def _wanted(add: object) -> tuple[str, ...]:
    """Return what is to be added, in the order of `ADDED`. Raises `UnknownNameError`."""
    if isinstance(add, str) or not isinstance(add, Iterable):
        raise ConfigurationError(f'add is a list, as in add=["edits"], not {add!r}')
    names = list(add)
    for name in names:
        if name not in ADDED:
            raise UnknownNameError(unknown("column to add", str(name), ADDED))
    return tuple(name for name in ADDED if name in names)


def _pipeline(pipeline: object) -> Pipeline:
    """Return a pipeline. Raises `ConfigurationError` where it is none."""
    if not isinstance(pipeline, Pipeline):
        raise ConfigurationError(f"pipeline is what textclean.pipeline() returns, not {pipeline!r}")
    return pipeline


@attrs.frozen
class Cleaner(metaclass=Public):
    """Repairs a column of text: called with a `RecordBatch` or `Table`, it returns the same.

    `column` may be of any type that holds text; nulls stay null. `add` lists what is added behind
    the last column, each under the name of the column and its own, as in `text_edits`:
    `edits` (a list of structs: `start` and `end` in the source, `new_start` and `new_end` in the
    repaired text, in code points, `old`, `new`, `rule`, `confidence`, `why`), `counts` (edits of
    each rule), `error` (why a document was left as it was, else null) and `fingerprint` (of the
    pipeline). A document whose repair fails is left as it was.

    It can be hashed, compared and sent to other processes, where each loads its models once; its
    pickle is the same wherever the same rules run, so that caches know it again. A process with
    another version of textclean refuses it.
    """

    column: str = "text"
    pipeline: Pipeline = attrs.field(factory=textclean.pipeline, converter=_pipeline)
    add: tuple[str, ...] = attrs.field(default=(), converter=_wanted)

    def __call__(self, batch: Batch) -> Batch:
        """Return the batch repaired.

        Raises `UnknownNameError` where it has no such column, and `ConfigurationError` where the
        column is not of text or the name of an added one is taken.
        """
        if not isinstance(batch, pa.RecordBatch | pa.Table):
            raise ConfigurationError(f"a RecordBatch or Table was wanted, not {type(batch)}")
        self.schema(batch.schema)
        index = index_of(batch.schema, self.column)
        field = batch.schema.field(index)
        if isinstance(batch, pa.RecordBatch):
            texts, *added = self._chunk(batch.column(index))
        else:
            made = list(map(self._chunk, batch.column(index).chunks))
            columns = list(zip(*made, strict=True)) or [()] * (1 + len(self.add))
            types = [field.type, *self._types]
            texts, *added = map(pa.chunked_array, columns, types)
        batch = batch.set_column(index, field, texts)
        for name, one in zip(self.add, added, strict=True):
            batch = batch.append_column(self._field(name), one)
        return batch

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """Return the schema of what comes of batches of this schema. Raises as a call does."""
        index_of(schema, self.column)
        for name in self.add:
            field = self._field(name)
            if field.name in schema.names:
                raise ConfigurationError(
                    f'there is a column "{field.name}" already; rename it, or do not add {name}'
                )
            schema = schema.append(field)
        return schema

    @property
    def _types(self) -> list[pa.DataType]:
        return [ADDED[name] for name in self.add]

    def _field(self, name: str) -> pa.Field:
        return pa.field(f"{self.column}_{name}", ADDED[name])

    def _chunk(self, array: pa.Array) -> list[pa.Array]:
        """Return an array repaired, and behind it what is added."""
        sources = values(array)
        made = clean_values(sources, self.pipeline)
        texts = [_kept(source, one) for source, one in zip(sources, made, strict=True)]
        # An array in which nothing changed is handed on and not copied.
        repaired = array if texts == sources else array_of(texts, array.type)
        added = (self._added(name, sources, made) for name in self.add)
        return [repaired, *map(pa.array, added, self._types)]

    def _added(
        self, name: str, sources: Sequence[Value], made: Sequence[Cleaned | None]
    ) -> list[Any]:
        """Return what is added under one of the names for each value."""
        if name == "fingerprint":
            fingerprint = self.pipeline.fingerprint
            return [fingerprint] * len(made)
        return [_cell(name, source, one) for source, one in zip(sources, made, strict=True)]

    def __reduce__(self) -> tuple[Any, ...]:
        stated = (self.column, self.pipeline.normalizers, self.pipeline.min_confidence)
        return _restored, (textclean.__version__, *stated, self.pipeline.protect, self.add)


def clean_batch(
    batch: Batch,
    column: str = "text",
    *,
    pipeline: Pipeline | None = None,
    add: Iterable[str] = (),
) -> Batch:
    """Return a `RecordBatch` or `Table` with a column repaired; see `Cleaner`.

    >>> batch = pa.record_batch({"text": ["Aid  grew.\\n", None]})
    >>> clean_batch(batch).to_pydict()
    {'text': ['Aid grew.\\n', None]}
    """
    return Cleaner(column, pipeline or textclean.pipeline(), add)(batch)


def clean_array(
    array: pa.Array | pa.ChunkedArray, *, pipeline: Pipeline | None = None
) -> pa.Array | pa.ChunkedArray:
    """Return an array or chunked array of text repaired, of the same type.

    Raises `ConfigurationError` where it is not of text.
    """
    if not is_text(array.type):
        raise ConfigurationError(f"an array of text was wanted, not one of {array.type}")
    table = pa.table({"text": array})
    column = Cleaner(pipeline=pipeline or textclean.pipeline())(table).column(0)
    return column if isinstance(array, pa.ChunkedArray) else column.combine_chunks()


def clean_values(sources: Sequence[Value], pipeline: Pipeline) -> list[Cleaned | None]:
    """Return what comes of each value; nothing of a null.

    A value that comes again, as in columns that are stored as dictionaries, is repaired once.
    """
    made: dict[str, Cleaned] = {}
    found: list[Cleaned | None] = []
    for source in sources:
        if isinstance(source, str):
            if source not in made:
                made[source] = cleaned(source, pipeline)
            found.append(made[source])
        else:
            found.append(None if source is None else Cleaned("", error=_NOT_UTF_8))
    return found


def _kept(source: Value, made: Cleaned | None) -> Value:
    """Return what stands in the place of a value."""
    return made.text if isinstance(source, str) and made else source


def _cell(name: str, source: Value, made: Cleaned | None) -> Any:
    """Return what is added for a document under one of the names."""
    if made is None:
        return None
    if name == "error":
        return made.error or None
    if name == "counts":
        counts = Counter(rule for edit in made.edits for rule in edit.rules)
        return sorted(counts.items())
    return list(records(source, made.edits)) if isinstance(source, str) else []


def _restored(
    version: str,
    column: str,
    normalizers: tuple[Any, ...],
    min_confidence: float,
    protect: tuple[str, ...],
    add: tuple[str, ...],
) -> Cleaner:
    """Make a pickled cleaner again. Raises `ConfigurationError` under another version."""
    if version != textclean.__version__:
        raise ConfigurationError(
            f"made by textclean {version}, but this process has {textclean.__version__}; install "
            "the same version everywhere"
        )
    return Cleaner(column, Pipeline(normalizers, min_confidence, protect), add)
