"""What came of a corpus: counts, samples and the slowest documents; those of shards add up.

`merge` is associative and has an empty summary as its neutral element, whichever shards come first:
counts are added, and of samples and slow documents those are kept that are first in an order of
their own. Samples are chosen by hash, so that they are the same however the work was shared out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from heapq import nlargest, nsmallest
from typing import Any

import attrs

from textclean.adapters.documents import Cleaned
from textclean.corpus.documents import Document
from textclean.edit import Edit

SAMPLES = 10  # for each rule
SLOWEST = 10  # documents
_CONTEXT = 60  # characters on either side of an edit
_LONGEST = 300  # characters of a deletion or an insertion


@attrs.define
class Counts:
    """What was counted in the documents of a source, or in all.

    `documents` have a text, or something else in its place; `repaired` have edits, `rejected`
    could not be read or repaired, and `empty` rows have nothing. `characters` and `size`, in bytes
    of UTF-8, are of the texts before the repair; `rules` counts the edits that each had a part in.
    """

    documents: int = 0
    empty: int = 0
    repaired: int = 0
    rejected: int = 0
    characters: int = 0
    size: int = 0
    edits: int = 0
    rules: Counter[str] = attrs.field(factory=Counter, converter=Counter)

    def add(self, document: Document, made: Cleaned) -> None:
        """Count a document."""
        if document.text is None and not document.error:
            self.empty += 1
            return
        text = document.text or ""
        self.documents += 1
        self.rejected += bool(made.error)
        self.repaired += bool(made.edits)
        self.characters += len(text)
        self.size += len(text.encode())
        self.edits += len(made.edits)
        self.rules.update(rule for edit in made.edits for rule in edit.rules)

    def merge(self, other: Counts) -> None:
        """Add what was counted elsewhere."""
        for field in attrs.fields(Counts):
            added = getattr(self, field.name) + getattr(other, field.name)
            setattr(self, field.name, added)


@attrs.frozen(order=True)
class Sample:
    """An edit in the text around it, before and after, which starts at `at` in the document."""

    order: str
    id: str
    at: int
    before: str
    after: str
    edit: tuple[int, int, str, str, float, str]  # over `before`


@attrs.frozen(order=True)
class Slow:
    """A document that took long."""

    seconds: float
    id: str
    characters: int


@attrs.define
class Summary:
    """What came of documents."""

    counts: Counts = attrs.field(factory=Counts)
    sources: dict[str, Counts] = attrs.field(factory=dict)
    samples: dict[str, list[Sample]] = attrs.field(factory=dict)
    slowest: list[Slow] = attrs.field(factory=list)
    reasons: Counter[str] = attrs.field(factory=Counter)

    def add(self, document: Document, made: Cleaned) -> None:
        """Add a document."""
        self.counts.add(document, made)
        if document.source:
            self.sources.setdefault(document.source, Counts()).add(document, made)
        if made.error:
            self.reasons[_kind(made.error)] += 1
        if document.text is None:
            return
        slow = Slow(round(made.seconds, 3), document.id, len(document.text))
        self.slowest = nlargest(SLOWEST, [*self.slowest, slow])
        for edit in made.edits:
            for rule in edit.rules:
                self._sample(rule, document, edit)

    def merge(self, other: Summary) -> None:
        """Add what came of other documents."""
        self.counts.merge(other.counts)
        for source, counts in other.sources.items():
            self.sources.setdefault(source, Counts()).merge(counts)
        for rule, samples in other.samples.items():
            chosen = nsmallest(SAMPLES, [*self.samples.get(rule, []), *samples])
            self.samples[rule] = chosen
        self.slowest = nlargest(SLOWEST, [*self.slowest, *other.slowest])
        self.reasons.update(other.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as plain values, ready for JSON, always in the same order."""
        return {
            **_plain(self.counts),
            "sources": {source: _plain(self.sources[source]) for source in sorted(self.sources)},
            "rejects": dict(sorted(self.reasons.items())),
            "samples": {
                rule: [_sample_dict(one) for one in self.samples[rule]]
                for rule in sorted(self.samples)
            },
            "slowest": [attrs.asdict(one) for one in self.slowest],
        }

    @classmethod
    def from_dict(cls, stated: Mapping[str, Any]) -> Summary:
        """Return the summary again. Raises `KeyError` or `TypeError` where it is none."""
        names = [field.name for field in attrs.fields(Counts)]
        return cls(
            Counts(**{name: stated[name] for name in names}),
            {source: Counts(**counts) for source, counts in stated["sources"].items()},
            {
                rule: [Sample(**one | {"edit": tuple(one["edit"])}) for one in samples]
                for rule, samples in stated["samples"].items()
            },
            [Slow(**one) for one in stated["slowest"]],
            Counter(stated["rejects"]),
        )

    def _sample(self, rule: str, document: Document, edit: Edit) -> None:
        """Keep an edit as a sample of a rule, if its hash is low enough."""
        known = self.samples.setdefault(rule, [])
        stated = f"{document.id}\0{edit.start}\0{edit.end}\0{edit.new}"
        order = hashlib.blake2b(stated.encode("utf-8", "replace"), digest_size=8).hexdigest()
        if len(known) == SAMPLES and order >= known[-1].order:
            return
        if edit.end - edit.start > _LONGEST or len(edit.new) > _LONGEST:
            return
        text = document.text or ""
        at = max(0, edit.start - _CONTEXT)
        before = text[at : edit.end + _CONTEXT]
        start, end = edit.start - at, edit.end - at
        after = before[:start] + edit.new + before[end:]
        place = (start, end, edit.new, edit.rule, edit.confidence, edit.why)
        known.append(Sample(order, document.id, at, before, after, place))
        self.samples[rule] = nsmallest(SAMPLES, known)


def _plain(counts: Counts) -> dict[str, Any]:
    return attrs.asdict(counts) | {"rules": dict(sorted(counts.rules.items()))}


def _sample_dict(sample: Sample) -> dict[str, Any]:
    return attrs.asdict(sample) | {"edit": list(sample.edit)}


def _kind(error: str) -> str:
    """Return what errors of a kind have in common: what comes before figures and details.

    >>> _kind("larger than 100 bytes"), _kind("is no text: it has a NUL")
    ('larger than the limit', 'is no text')
    """
    if error.startswith("larger than"):
        return "larger than the limit"
    if error.startswith("took longer than"):
        return "took longer than the limit"
    return error.partition(" at byte")[0].partition(":")[0].partition(";")[0]
