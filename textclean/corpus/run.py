"""A run over a corpus: plan it, survey it if that is asked for, repair its shards, and sum up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import attrs

from textclean.corpus import layout, manifest, parquet, shards, surveying
from textclean.corpus.documents import FAULTS, Columns, Split
from textclean.corpus.engines import Engine, Run
from textclean.corpus.formats import PARQUET, TEXT, Source, sources, splits
from textclean.corpus.manifest import Manifest
from textclean.corpus.page import page
from textclean.corpus.progress import Progress
from textclean.corpus.shards import COLUMN, Job, Made, Shard
from textclean.corpus.summary import Summary
from textclean.corpus.surveying import Part, Surveyed
from textclean.corpus.text_files import FOLDER
from textclean.corpus.writing import sweep, whole, write
from textclean.errors import ConfigurationError, TextcleanError, UnreadableInputError
from textclean.pipeline import Pipeline
from textclean.processes import Lost

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

SHARD_ROWS = 10_000

# A survey is cut into so many parts: each sends home its sample.
_PARTS = 64

_KILLED = "its process was killed again and again, perhaps for want of memory; run again for it"


@attrs.frozen
class Corpus:
    """What is to be done: the inputs, where their repaired copy goes, and by which rules.

    `rows` is how many rows a shard has; `most` the size of the largest text that is repaired, in
    bytes, and `timeout` the seconds that a repair may take, 0 for no limit.
    """

    inputs: tuple[str, ...]
    output: Path
    pipeline: Pipeline
    columns: Columns = Columns()  # noqa: RUF009 (it never changes)
    edits: str = shards.SIDECAR
    rows: int = SHARD_ROWS
    surveys: bool = False
    most: int = 0
    timeout: float = 0.0


@attrs.frozen
class Done:
    """What came of a run: the summary of what is done, and a line for each shard that is not."""

    summary: Summary
    errors: tuple[str, ...]
    progress: Progress


def run(
    corpus: Corpus,
    engine: Engine,
    *,
    overwrites: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> Done:
    """Repair a corpus, or go on where an earlier run of the same was broken off.

    `tell` hears of the progress. Raises `ConfigurationError` where the output is that of another
    run, and none of `overwrites`, or the inputs do not have what was asked for; `TextcleanError`
    and `OSError` where they cannot be read, the output cannot be written or the engine not started.
    """
    found = sources(corpus.inputs)
    _see_that_they_agree(corpus, found)
    manifest.see_that_it_is_free(corpus.output)
    starting = engine.started()  # which sees first that the engine is installed
    corpus.output.mkdir(parents=True, exist_ok=True)
    with _locked(corpus.output), starting as call:
        if overwrites:
            manifest.discard(corpus.output)
        plan = _plan(corpus, found, call, tell)
        job = Job(
            corpus.output.absolute(),
            found[0].format,
            corpus.columns,
            corpus.edits,
            corpus.pipeline,
            most=corpus.most,
            timeout=corpus.timeout,
        )
        if corpus.surveys:
            job = attrs.evolve(job, pipelines=_surveyed(plan, job, call, tell))
        return _repaired(plan, job, call, tell)


def _see_that_they_agree(corpus: Corpus, found: Sequence[Source]) -> None:
    """Raise `ConfigurationError` for what cannot be done with such inputs."""
    output = corpus.output.resolve()
    for source in found:
        path = Path(source.path).resolve()
        is_within = output in path.parents or (source.format == TEXT and path in output.parents)
        if path == output or is_within:
            raise ConfigurationError(f"{corpus.output}: is where an input is; name another output")
    if found[0].format != TEXT:
        return
    if corpus.edits == COLUMN:
        raise ConfigurationError("--edits column: texts have no columns; use --edits sidecar")
    if corpus.columns.by not in ("", FOLDER):
        raise ConfigurationError(f"--by: of texts, the source is their first folder: --by {FOLDER}")


def _plan(
    corpus: Corpus, found: Sequence[Source], call: Run, tell: Callable[[str], None]
) -> Manifest:
    """Return what the run is, by its manifest or by a look at the inputs."""
    stated = manifest.stated(
        found,
        corpus.pipeline,
        corpus.columns,
        edits=corpus.edits,
        rows=corpus.rows,
        survey=corpus.surveys,
        most=corpus.most,
        timeout=corpus.timeout,
    )
    if known := manifest.begun(corpus.output, stated):
        return known
    tell(f"counting the rows of {len(found):,} inputs")
    planned: dict[Source, _Planned] = {}
    tasks = [_Task(source, corpus.columns, corpus.edits == COLUMN, corpus.rows) for source in found]
    for task, result in call(_planned, tasks):
        if isinstance(result, Lost) or result.error:
            error = _KILLED if isinstance(result, Lost) else result.error
            raise UnreadableInputError(f"{task.source.path}: {error}")
        planned[task.source] = result
    plan = Manifest(stated, tuple(split for one in found for split in planned[one].splits))
    plan.write(corpus.output)
    return plan


@attrs.frozen
class _Task:
    """An input that is to be cut into splits of so many rows."""

    source: Source
    columns: Columns
    adds_edits: bool
    rows: int


@attrs.frozen
class _Planned:
    """The splits of an input, or why it has none."""

    splits: tuple[Split, ...] = ()
    error: str = ""


def _planned(task: _Task) -> _Planned:
    """Return the splits of an input."""
    try:
        if task.source.format == PARQUET:
            parquet.check(task.source.path, task.columns, task.adds_edits)
        return _Planned(tuple(splits(task.source, task.rows)))
    except (*FAULTS, TextcleanError) as error:
        return _Planned(error=" ".join(str(error).split()))


def _surveyed(
    plan: Manifest, job: Job, call: Run, tell: Callable[[str], None]
) -> tuple[tuple[str, Pipeline], ...]:
    """Return the pipeline of each source, by what its survey found, now or in an earlier run."""
    path = layout.surveyed(job.output)
    if not path.exists():
        parts = surveying.parts(plan.splits, job, _PARTS)
        found = surveying.findings(_survey(parts, call, tell), job)
        write(path, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    stated = json.loads(path.read_text(encoding="utf-8"))
    return surveying.pipelines(job.pipeline, stated)


def _survey(parts: Sequence[Part], call: Run, tell: Callable[[str], None]) -> Iterator[Surveyed]:
    """Yield the surveys of the parts as they come. Raises `UnreadableInputError`."""
    for done, (part, result) in enumerate(call(surveying.survey, parts), 1):
        if isinstance(result, Lost) or result.error:
            error = _KILLED if isinstance(result, Lost) else result.error
            raise UnreadableInputError(f"{part.name}: {error}")
        tell(f"survey: {done} of {len(parts)} parts")
        yield result


def _repaired(plan: Manifest, job: Job, call: Run, tell: Callable[[str], None]) -> Done:
    """Repair the shards that are missing, and sum up."""
    every = [Shard(number, split, job) for number, split in enumerate(plan.splits)]
    progress = Progress(sum(split.rows for split in plan.splits))
    summary = Summary()
    missing = []
    for shard in every:
        if shards.is_done(job.output, shard.number):
            earlier = shards.summary(job.output, shard.number)
            summary.merge(earlier)
            progress.add(earlier.counts, is_new=False)
        else:
            missing.append(shard)
    errors = []
    for shard, result in call(shards.clean, missing):
        made = Made(error=_KILLED) if isinstance(result, Lost) else result
        if made.error:
            errors.append(f"{shard.name}: {made.error}")
        else:
            summary.merge(made.summary)
            progress.add(made.summary.counts)
            tell(progress.line())
    if not errors:
        _sum_up(job.output, len(every), summary)
    return Done(summary, tuple(sorted(errors)), progress)


def _sum_up(output: Path, number: int, summary: Summary) -> None:
    """Write what came of a corpus that is done."""
    with (
        whole(layout.rejects(output)) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as file,
    ):
        for shard in range(number):
            for reject in shards.rejects(output, shard):
                file.write(json.dumps(reject, ensure_ascii=False) + "\n")
    stated = json.dumps(summary.to_dict(), ensure_ascii=False, indent=1)
    write(layout.summary(output, ".json"), f"{stated}\n")
    write(layout.summary(output, ".html"), page(output.name, summary))


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Have the output to ourselves; what killed runs and our own killed workers left goes.

    Raises `ConfigurationError` where another run is at it.
    """
    path = output / layout.RUN / "lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as file:
        _lock(file, output)
        sweep(output)
        try:
            yield
        finally:
            sweep(output)


def _lock(file: IO[str], output: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ConfigurationError(f"{output}: another run is at it; wait for its end") from None
    except OSError:  # a file system without locks
        return
