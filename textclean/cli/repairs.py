"""Runs the rules over files, and never writes."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from textclean.adapters import formats
from textclean.cli import files
from textclean.cli.config import Settings
from textclean.cli.inputs import Input
from textclean.errors import TextcleanError, UnstableRepairError
from textclean.pipeline import Report


@attrs.frozen
class Outcome:
    """What came of one input.

    Without a `report` the input was not examined, for the reason that `error` or `warning` gives.
    `original` is what was read, `repaired` what should be written; none where nothing changes.
    """

    report: Report | None = None
    original: bytes = b""
    repaired: bytes | None = None
    error: str = ""
    warning: str = ""


def repair(data: bytes, settings: Settings, form: str = formats.PLAIN) -> Outcome:
    """Run the rules over the bytes of a file of the format `form`, and over their own output once
    more.

    Whatever goes wrong is part of the outcome.
    """
    try:
        if settings.max_file_size and len(data) > settings.max_file_size:
            raise files.too_large(settings.max_file_size)
        declared = formats.declared_encoding(data, form)
        document = files.decode(data, declared or settings.encoding)
        pipeline = settings.pipeline()
        report = formats.repair(document.text, pipeline, form, document.encoding)
        if not report.edits:
            return Outcome(report, data)
        repaired = document.encoded(report.text)
        text = files.decode(repaired, document.encoding).text
        again = formats.repair(text, pipeline, form, document.encoding)
        if again.edits:
            raise UnstableRepairError(f"the repair would change again; first: {again.edits[0]}")
    except files.SkippedInputError as error:
        return Outcome(original=data, warning=str(error))
    except TextcleanError as error:
        return Outcome(original=data, error=str(error))
    except Exception as error:
        return Outcome(original=data, error=_bug(error))
    return Outcome(report, data, repaired)


def examine(task: Input) -> Outcome:
    """Read a file and run the rules over it."""
    try:
        data = files.read(task.path, task.settings.max_file_size)
    except files.SkippedInputError as error:
        return Outcome(warning=str(error))
    except TextcleanError as error:
        return Outcome(error=str(error))
    return repair(data, task.settings, task.form)


def outcomes(tasks: Sequence[Input], jobs: int) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; `jobs` processes work, 0 means one a processor.

    Raises `TextcleanError` where a worker process dies.
    """
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if workers > 1:
        from textclean.cli import pool

        yield from pool.outcomes(tasks, workers)
    else:
        yield from zip(tasks, map(examine, tasks), strict=True)


def _bug(error: Exception) -> str:
    """Say in one line what failed and where, for the report that the user may send."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    says = " ".join(str(error).split())
    return (
        f"{type(error).__name__} at {where}: {says}; "
        "this is a defect of textclean, please report it; --ignore the rule for now"
    )
