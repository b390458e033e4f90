"""The work on a shard: read its rows, repair them, and write them whole with what came of them."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, nullcontext
from itertools import tee
from pathlib import Path
from typing import Any

import attrs

from textclean import defects
from textclean.adapters.documents import Cleaned, cleaned
from textclean.corpus import layout, sidecar
from textclean.corpus.documents import FAULTS, Batch, Columns, Document, Split
from textclean.corpus.formats import FORMATS, TEXT, ending
from textclean.corpus.summary import Summary
from textclean.corpus.writing import whole, write
from textclean.pipeline import Pipeline
from textclean.processes import Lost, results

# Where the edits of documents go.
SIDECAR, COLUMN, NONE = "sidecar", "column", "none"

_KILLED = "its worker process was killed, perhaps for want of memory"


@attrs.frozen
class Job:
    """What is the same for all shards.

    `pipelines` are those of sources that have one of their own. A text of more than `most` bytes,
    or one whose repair takes longer than `timeout` seconds, is left as it was; 0 sets no limit.
    """

    output: Path
    format: str
    columns: Columns
    edits: str
    pipeline: Pipeline
    pipelines: tuple[tuple[str, Pipeline], ...] = ()
    most: int = 0
    timeout: float = 0.0


@attrs.frozen
class Shard:
    """A number of rows that are written together."""

    number: int
    split: Split
    job: Job

    @property
    def name(self) -> str:
        """What messages call it."""
        first = self.split.first + 1
        return f"{self.split.path}, rows {first} to {self.split.first + self.split.rows}"


@attrs.frozen
class Made:
    """What came of a shard, or why there is nothing of it."""

    summary: Summary = attrs.field(factory=Summary)
    error: str = ""


def clean(shard: Shard) -> Made:
    """Repair and write a shard, unless that is done already.

    It may be called again, in another process and at the same time: what it writes is the same.
    """
    try:
        return Made(_done(shard) or _cleaned(shard))
    except FAULTS as error:
        return Made(error=" ".join(str(error).split()))
    except Exception as error:
        return Made(error=defects.told(error))


def is_done(output: Path, number: int) -> bool:
    """Whether a shard is written whole."""
    return layout.marker(output, number).exists()


def rejects(output: Path, number: int) -> list[dict[str, Any]]:
    """Return the documents of a shard that were left as they were, and why. Raises `OSError`."""
    found: list[dict[str, Any]] = _marked(output, number)["rejected"]
    return found


def summary(output: Path, number: int) -> Summary:
    """Return what came of a shard that is done. Raises `OSError`."""
    return Summary.from_dict(_marked(output, number)["summary"])


def _marked(output: Path, number: int) -> Any:
    return json.loads(layout.marker(output, number).read_text(encoding="utf-8"))


def _done(shard: Shard) -> Summary | None:
    """Return what came of a shard, where another process has done it."""
    output, number = shard.job.output, shard.number
    return summary(output, number) if is_done(output, number) else None


def _cleaned(shard: Shard) -> Summary:
    """Repair and write a shard. Raises those of `FAULTS`."""
    job, number = shard.job, shard.number
    found = Summary()
    rejected: list[dict[str, Any]] = []
    format_ = FORMATS[job.format]
    part = layout.part(job.output, number, ending(job.format, shard.split))
    batches = format_.read(shard.split, job.columns, job.most)
    row = shard.split.first
    with ExitStack() as stack:
        # The edits first: whoever sees the rows finds their edits.
        path = part if job.format == TEXT else stack.enter_context(whole(part))
        writer = stack.enter_context(
            format_.writing(path, shard.split, job.columns, job.edits == COLUMN)
        )
        edits = None
        if job.edits == SIDECAR:
            aside = stack.enter_context(whole(layout.sidecar(job.output, number)))
            edits = stack.enter_context(sidecar.writing(aside))
        for batch, made in stack.enter_context(closing(_repaired(batches, job))):
            writer.write(batch, made)
            if edits:
                edits.write(batch.documents, made)
            for document, one in zip(batch.documents, made, strict=True):
                row += 1
                found.add(document, one)
                if one.error:
                    place = {"file": shard.split.path, "row": row, "id": document.id}
                    rejected.append(place | {"reason": one.error})
    stated = {"summary": found.to_dict(), "rejected": rejected}
    write(layout.marker(job.output, number), json.dumps(stated, ensure_ascii=False) + "\n")
    return found


def _repaired(
    batches: Iterator[Batch[Any]], job: Job
) -> Generator[tuple[Batch[Any], Sequence[Cleaned]]]:
    """Yield the batches with what comes of each document.

    Where a document may take only so long, its repair is the work of a process that can be killed.
    """
    pipelines = dict(job.pipelines)
    ahead, batches = tee(batches)
    tasks = (
        (document.text, pipelines.get(document.source, job.pipeline))
        for batch in ahead
        for document in batch.documents
        if document.text is not None
    )
    working = (
        closing(results(_clean, tasks, 1, lambda task: job.timeout))
        if job.timeout
        else nullcontext((task, _clean(task)) for task in tasks)
    )
    with working as outcomes:
        for batch in batches:
            yield batch, [_outcome(document, outcomes, job) for document in batch.documents]


def _clean(task: tuple[str, Pipeline]) -> Cleaned:
    """Repair a text."""
    return cleaned(*task)


def _outcome(document: Document, outcomes: Iterator[Any], job: Job) -> Cleaned:
    """Return what came of a document; `outcomes` has the next of those that have a text."""
    if document.text is None:
        return Cleaned("", error=document.error)
    _, made = next(outcomes)
    if made is Lost.KILLED:
        return Cleaned(document.text, error=_KILLED)
    if made is Lost.LATE:
        return Cleaned(document.text, error=f"took longer than {job.timeout:g} s")
    found: Cleaned = made
    return found
