"""Runs the rules over files, and never writes."""

from __future__ import annotations

from types import MappingProxyType

import attrs

from textclean import defects
from textclean.adapters import formats
from textclean.cli import files
from textclean.cli.config import Settings
from textclean.cli.decided import repaired
from textclean.cli.decisions import About
from textclean.cli.inputs import Input
from textclean.errors import TextcleanError, UnstableRepairError
from textclean.pipeline import Report


@attrs.frozen
class Outcome:
    """What came of one input.

    Without a `report` the input was not examined, for the reason that `error` or `warning` gives.
    `original` is what was read, `repaired` what should be written; none where nothing changes.
    `encoding` is that of both. `held` are the keys of the decisions whose findings were there,
    `idle` the comments that switch nothing off.
    """

    report: Report | None = None
    original: bytes = b""
    repaired: bytes | None = None
    error: str = ""
    warning: str = ""
    encoding: str = "utf-8"
    held: frozenset[str] = frozenset()
    idle: tuple[str, ...] = ()


def repair(
    data: bytes,
    settings: Settings,
    form: str = formats.PLAIN,
    decisions: About = MappingProxyType({}),
) -> Outcome:
    """Run the rules over the bytes of a file of the format `form`, as was decided about it.

    What comes of it is what the rules leave alone. Whatever goes wrong is part of the outcome.
    """
    try:
        if settings.max_file_size and len(data) > settings.max_file_size:
            raise files.too_large(settings.max_file_size)
        declared = formats.declared_encoding(data, form)
        document = files.decode(data, declared or settings.encoding)
        pipeline = settings.pipeline()
        report, held, idle = repaired(document, pipeline, form, decisions)
        outcome = Outcome(report, data, encoding=document.encoding, held=held, idle=idle)
        if not report.edits:
            return outcome
        written = document.encoded(report.text)
        text = files.decode(written, document.encoding).text
        # The last pass has found nothing in just this text, unless the bytes read otherwise.
        if text != report.text:
            document = attrs.evolve(document, text=text)
            again = repaired(document, pipeline, form, decisions).report
            if again.edits:
                raise UnstableRepairError(f"the repair would change again; first: {again.edits[0]}")
    except files.SkippedInputError as error:
        return Outcome(original=data, warning=str(error))
    except TextcleanError as error:
        return Outcome(original=data, error=str(error))
    except Exception as error:
        return Outcome(original=data, error=defects.told(error))
    return attrs.evolve(outcome, repaired=written)


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
