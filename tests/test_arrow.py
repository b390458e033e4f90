"""Batches and tables of Arrow with a column repaired."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest

import textclean
from textclean.adapters.arrow import ADDED, Cleaner, clean_array, clean_batch
from textclean.edit import Edit, apply
from textclean.errors import ConfigurationError, TextcleanError, UnknownNameError
from textclean.text import Text

DAMAGED = "It ended on Tuesday January 27 2026, they said.\n"
REPAIRED = "It ended on Tuesday, January 27, 2026, they said.\n"
TEXTS = ["Aid  grew.\n", None, DAMAGED, "Aid fell.\n", "Aid  grew.\n"]
EXPECTED = ["Aid grew.\n", None, REPAIRED, "Aid fell.\n", "Aid grew.\n"]
TYPES = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string()),
]


@textclean.normalizer("characters")
def fails_on_seven(text: Text) -> Iterator[Edit]:
    """Fail where there is a seven, as a rule of another package may."""
    if "7" in text.source:
        raise ZeroDivisionError("seven")
    yield from ()


FAILING = textclean.pipeline("minimal").with_rule(fails_on_seven)


def table(type_: pa.DataType) -> pa.Table:
    """Return a table of two chunks, whose column of text has a type."""
    plain = pa.chunked_array([TEXTS[:2], TEXTS[2:]], pa.string())
    if pa.types.is_dictionary(type_):
        chunks = [chunk.cast(type_.value_type).dictionary_encode() for chunk in plain.chunks]
        column = pa.chunked_array([with_indices(chunk, type_) for chunk in chunks], type_)
    else:
        column = pa.chunked_array(
            [pa.array(chunk.to_pylist(), type_) for chunk in plain.chunks], type_
        )
    field = pa.field("text", type_, metadata={"from": "wire"})
    return pa.Table.from_arrays(
        [pa.array(range(5)), column], schema=pa.schema([("n", pa.int64()), field])
    )


def with_indices(array: pa.Array, type_: pa.DataType) -> pa.Array:
    """Return an array that is stored as a dictionary, its indices of a type."""
    indices = array.indices.cast(type_.index_type)
    return pa.DictionaryArray.from_arrays(indices, array.dictionary)


@pytest.mark.parametrize("type_", TYPES, ids=str)
def test_a_table_comes_back_the_same_but_for_its_texts(type_: pa.DataType) -> None:
    """Types, chunks, other columns and what is noted of the columns stay; nulls stay null."""
    source = table(type_)
    made = clean_batch(source)
    assert made.schema.equals(source.schema, check_metadata=True)
    assert made["text"].to_pylist() == EXPECTED
    assert made["n"].equals(source["n"])
    assert [len(chunk) for chunk in made["text"].chunks] == [2, 3]
    made.validate(full=True)


@pytest.mark.parametrize("type_", TYPES, ids=str)
def test_a_batch_comes_back_as_a_batch(type_: pa.DataType) -> None:
    """A `RecordBatch` is answered by one, a slice of one too."""
    for batch in table(type_).to_batches():
        made = clean_batch(batch.slice(1))
        assert isinstance(made, pa.RecordBatch)
        assert made["text"].to_pylist() == clean_batch(batch)["text"].to_pylist()[1:]
        made.validate(full=True)


def test_what_has_no_damage_is_not_copied() -> None:
    """The column of a batch without damage is that of the source, in the same memory."""
    batch = pa.record_batch({"text": ["Aid grew.\n", "Aid fell.\n"]})
    assert clean_batch(batch)["text"].buffers()[2].address == batch["text"].buffers()[2].address


@pytest.mark.parametrize("make", [lambda source: source, lambda source: source.to_batches()[1]])
def test_the_edits_lead_from_the_source_to_the_text(make: Callable[[pa.Table], pa.Table]) -> None:
    """The nested edits, replayed, make the repaired text, and each is there at its new offsets."""
    source = make(table(pa.string()))
    made = clean_batch(source, add=["edits", "counts"])
    rows = zip(source["text"].to_pylist(), made.to_pylist(), strict=True)
    for before, row in rows:
        if before is None:
            assert row["text_edits"] is None
            continue
        edits = [Edit.replace(one["start"], one["end"], one["new"]) for one in row["text_edits"]]
        assert apply(before, edits) == row["text"]
        for one in row["text_edits"]:
            assert before[one["start"] : one["end"]] == one["old"]
            assert row["text"][one["new_start"] : one["new_end"]] == one["new"]
            assert one["why"]
            assert 0.7 <= one["confidence"] <= 1
        assert dict(row["text_counts"]) == textclean.repair(before).counts


def test_the_schema_of_what_comes_is_known_before() -> None:
    """Engines that must know it beforehand are told, for batches, tables and empty ones."""
    cleaner = Cleaner(add=list(ADDED))
    for source in (table(pa.string()), table(pa.string())[:0], *table(pa.string()).to_batches()):
        assert cleaner(source).schema == cleaner.schema(source.schema)


def test_the_fingerprint_is_that_of_the_pipeline() -> None:
    """Each row can say by which rules it was made."""
    made = clean_batch(table(pa.string()), add=["fingerprint"])
    assert set(made["text_fingerprint"].to_pylist()) == {textclean.pipeline().fingerprint}


def test_a_document_that_fails_is_kept_and_says_why() -> None:
    """A rule that fails costs its document and no other."""
    batch = pa.record_batch({"text": ["Aid  7.\n", "Aid  8.\n", None]})
    made = clean_batch(batch, pipeline=FAILING, add=["error"])
    assert made["text"].to_pylist() == ["Aid  7.\n", "Aid 8.\n", None]
    first, *rest = made["text_error"].to_pylist()
    assert first.startswith("ZeroDivisionError at test_arrow.py:")
    assert rest == [None, None]


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string()], ids=str)
def test_what_is_no_utf_8_keeps_its_bytes(type_: pa.DataType) -> None:
    """Arrow does not look whether strings are UTF-8; those that are not stay, byte for byte."""
    stored = [b"Aid  grew.\n", b"caf\xe9  \n", None]
    is_large = type_ == pa.large_string()
    binary = pa.large_binary() if is_large else pa.binary()
    batch = pa.record_batch([pa.array(stored, binary).view(type_)], names=["text"])
    made = clean_batch(batch, add=["error"])
    assert made["text"].view(binary).to_pylist() == [b"Aid grew.\n", b"caf\xe9  \n", None]
    assert made["text_error"].to_pylist() == [None, "is not UTF-8; decode it first", None]


def test_an_array_is_repaired_too() -> None:
    """Functions over a column alone, as DuckDB's and Polars' are, get the same type back."""
    column = table(pa.large_string())["text"]
    assert clean_array(column).to_pylist() == EXPECTED
    assert clean_array(column.chunk(1)).type == pa.large_string()
    with pytest.raises(ConfigurationError, match="not one of int64"):
        clean_array(pa.array([1]))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: clean_batch(table(pa.string()), "txt"), 'no column "txt"; did you mean "text"'),
        (lambda: clean_batch(table(pa.string()), "n"), 'column "n" has the type int64, not text'),
        (lambda: clean_batch(table(pa.string()), add=["edit"]), 'did you mean "edits"'),
        (lambda: clean_batch(table(pa.string()), add="edits"), r'as in add=\["edits"\]'),
        (lambda: clean_batch([1]), "a RecordBatch or Table was wanted"),
        (lambda: Cleaner(pipeline="wire"), "textclean.pipeline"),
        (
            lambda: clean_batch(clean_batch(table(pa.string()), add=["edits"]), add=["edits"]),
            'a column "text_edits" already',
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_line(call: Callable[[], object], says: str) -> None:
    """A column that is missing, of another type or in the way is one clear error."""
    with pytest.raises(TextcleanError, match=says) as told:
        call()
    assert "\n" not in str(told.value)
    assert isinstance(told.value, ConfigurationError | UnknownNameError)


def test_a_cleaner_goes_to_other_processes() -> None:
    """It is the same there: equal, with an equal hash, and does the same."""
    cleaner = Cleaner("body", textclean.pipeline(ignore=["headings"]), ["edits"])
    there = pickle.loads(pickle.dumps(cleaner))
    assert there == cleaner
    assert hash(there) == hash(cleaner)
    assert there.pipeline.fingerprint == cleaner.pipeline.fingerprint


def test_a_cleaner_is_refused_by_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Machines of a cluster with several versions would make rows that are not of a piece."""
    pickled = pickle.dumps(Cleaner())
    monkeypatch.setattr(textclean, "__version__", "99")
    with pytest.raises(ConfigurationError, match="install the same version everywhere"):
        pickle.loads(pickled)


def test_caches_know_a_cleaner_again() -> None:
    """`datasets` hashes it alike in processes that hash strings otherwise, and others otherwise."""
    program = """
from datasets.fingerprint import Hasher
import textclean
from textclean.adapters.arrow import Cleaner
for add in ([], ["edits"]):
    pipeline = textclean.pipeline(options={"stray_phrase": {"phrases": ["as was noted"]}})
    print(Hasher.hash(Cleaner("text", pipeline, add)))
"""
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "HF_DATASETS_OFFLINE": "1"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    (stated,) = hashes
    assert len(set(stated.split())) == 2


def test_datatrove_has_a_step() -> None:
    """A pipeline of datatrove repairs documents, keeps those that fail, and counts both."""
    from datatrove.data import Document

    from textclean.adapters.datatrove import Textclean

    step = Textclean(FAILING)
    documents = [
        Document(text=text, id=text) for text in ("Aid  grew.\n", "Aid  7.\n", "Aid fell.\n")
    ]
    made = [document.text for document in step.run(documents)]
    assert made == ["Aid grew.\n", "Aid  7.\n", "Aid fell.\n"]
    assert [step.stats[name].total for name in ("repaired", "failed", "clean")] == [1, 1, 1]
