"""Repairs clean documents, and counts what became of them."""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import attrs

import textclean
from benches.harm.words import length, lost
from textclean.edit import Edit, apply

# Rules whose edits are no harm: white space that carries nothing, and lines cut at a width.
HARMLESS = frozenset(["spacing", "wrapped_lines"])
ACCEPTED = Path(__file__).with_name("accepted.tsv")
SNAPSHOT = Path(__file__).with_name("snapshot.tsv")

_MARKS = frozenset(".!?…,;:-‐‑'’。！？，、؟،।")
_DIGITS = 12  # of a hash


class Document(NamedTuple):
    """A clean document: its kind, and its text."""

    kind: str
    text: str


class Harm(NamedTuple):
    """A harmful edit as the snapshot has it: known by hashes of its document and of its text."""

    kind: str
    document: str
    start: int
    end: int
    new: str
    rule: str

    @classmethod
    def of(cls, document: Document, edit: Edit) -> Harm:
        """Return an edit of a document without their text."""
        return cls(
            document.kind, digest(document.text), edit.start, edit.end, digest(edit.new), edit.rule
        )


@attrs.frozen
class Measured:
    """What became of a document: the edits that are harm, and what they come to."""

    document: Document
    edits: tuple[Edit, ...]
    words: int
    lost: int
    marks: int
    breaks: int

    @property
    def harm(self) -> list[Harm]:
        """The edits without their text."""
        return [Harm.of(self.document, edit) for edit in self.edits]


def documents(folder: Path, per_kind: int = 0) -> Iterator[Document]:
    """Yield the documents of a folder, all or `per_kind` of each kind, the same every time.

    Raises `FileNotFoundError` where there are none.
    """
    paths = sorted(folder.glob("*.jsonl.xz"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no *.jsonl.xz here")
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts = sorted((json.loads(line)["text"] for line in lines), key=digest)
        kind = path.name.removesuffix(".jsonl.xz")
        yield from (Document(kind, text) for text in islice(texts, per_kind or None))


def measured(document: Document, accepted: frozenset[Harm] = frozenset()) -> Measured:
    """Repair a document by the default preset, and count what is harm."""
    edits = tuple(
        edit
        for edit in textclean.repair(document.text).edits
        if not HARMLESS.issuperset(edit.rules)
        if Harm.of(document, edit) not in accepted
    )
    old = [document.text[edit.start : edit.end] for edit in edits]
    return Measured(
        document,
        edits,
        length(document.text),
        lost(document.text, apply(document.text, edits)).total(),
        sum(abs(_marks(edit.new) - _marks(was)) for edit, was in zip(edits, old, strict=True)),
        sum(
            abs(edit.new.count("\n") - was.count("\n"))
            for edit, was in zip(edits, old, strict=True)
        ),
    )


def read(path: Path) -> dict[Harm, str]:
    """Return the edits of a table of harm, each with what stands beside it in the last column."""
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t"))
    return {
        Harm(kind, document, int(start), int(end), new, rule): note
        for kind, document, start, end, new, rule, note in rows
    }


def write(path: Path, found: Sequence[Measured]) -> None:
    """Write a table of the harm that was found, in order, with the confidence of each edit."""
    rows = sorted(
        (*harm, f"{edit.confidence:.2f}")
        for one in found
        for harm, edit in zip(one.harm, one.edits, strict=True)
    )
    with path.open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, delimiter="\t", lineterminator="\n").writerows(rows)


def by_rule(found: Sequence[Measured]) -> Counter[str]:
    """Count the harmful edits that each rule had a part in."""
    return Counter(rule for one in found for edit in one.edits for rule in edit.rules)


def _marks(passage: str) -> int:
    return sum(map(_MARKS.__contains__, passage))


def digest(text: str) -> str:
    """Return a hash by which a text is known where it may not be shown."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
