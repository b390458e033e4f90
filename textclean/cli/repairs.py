"""Runs the rules over files, and never writes."""

from __future__ import annotations

import attrs

from textclean import defects
from textclean.adapters import formats
from textclean.cli import files
from textclean.cli.config import Settings
from textclean.cli.decisions import decided
from textclean.cli.inputs import Input
from textclean.errors import TextcleanError, UnstableRepairError
from textclean.pipeline import Pipeline, Report
from textclean.protection import Kept, Protection


@attrs.frozen
class Outcome:
    """What came of one input.

    Without a `report` the input was not examined, for the reason that `error` or `warning` gives.
    `original` is what was read, `repaired` what should be written; none where nothing changes.
    `encoding` is that of both. `accepted` are the keys of the decisions that were found to hold,
    `idle` the comments that switch nothing off.
    """

    report: Report | None = None
    original: bytes = b""
    repaired: bytes | None = None
    error: str = ""
    warning: str = ""
    encoding: str = "utf-8"
    accepted: frozenset[str] = frozenset()
    idle: tuple[str, ...] = ()


def repair(
    data: bytes,
    settings: Settings,
    form: str = formats.PLAIN,
    decisions: frozenset[str] = frozenset(),
) -> Outcome:
    """Run the rules over the bytes of a file of the format `form`; what was decided to stay stays.

    What comes of it is what the rules leave alone. Whatever goes wrong is part of the outcome.
    """
    try:
        if settings.max_file_size and len(data) > settings.max_file_size:
            raise files.too_large(settings.max_file_size)
        declared = formats.declared_encoding(data, form)
        document = files.decode(data, declared or settings.encoding)
        pipeline = settings.pipeline()
        report, protection = _repaired(document, pipeline, form, decisions)
        reasons = dict.fromkeys(one.reason for one in protection.kept)
        accepted = decisions.intersection(reasons)
        idle = tuple(one for one in reasons if one not in protection.used | accepted)
        if not report.edits:
            return Outcome(report, data, encoding=document.encoding, accepted=accepted, idle=idle)
        repaired = document.encoded(report.text)
        text = files.decode(repaired, document.encoding).text
        # The last pass has found nothing in just this text, unless the bytes read otherwise.
        if text != report.text:
            document = attrs.evolve(document, text=text)
            again, _ = _repaired(document, pipeline, form, decisions)
            if again.edits:
                raise UnstableRepairError(f"the repair would change again; first: {again.edits[0]}")
    except files.SkippedInputError as error:
        return Outcome(original=data, warning=str(error))
    except TextcleanError as error:
        return Outcome(original=data, error=str(error))
    except Exception as error:
        return Outcome(original=data, error=defects.told(error))
    encoding = document.encoding
    return Outcome(report, data, repaired, encoding=encoding, accepted=accepted, idle=idle)


def _repaired(
    document: files.Document, pipeline: Pipeline, form: str, decisions: frozenset[str]
) -> tuple[Report, Protection]:
    """Repair a document, and return what kept places of it as well.

    A finding that was accepted is known by what comes of the whole repair, as people saw it. So it
    is looked for there, and then all is repaired once more without it.
    """
    kept: list[Kept] = []
    while True:
        protection = Protection(kept)
        report = formats.repair(document.text, pipeline, form, document.encoding, protection)
        found = [one for one in decided(report, decisions) if one not in kept]
        if not found:
            return report, protection
        kept += found


def examine(task: Input) -> Outcome:
    """Read a file, unless it has been read, and run the rules over it."""
    try:
        data = task.data
        if data is None:
            data = files.read(task.path, task.settings.max_file_size)
    except files.SkippedInputError as error:
        return Outcome(warning=str(error))
    except TextcleanError as error:
        return Outcome(error=str(error))
    return repair(data, task.settings, task.form, task.decisions)
