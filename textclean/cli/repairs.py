"""Runs the rules over files, and never writes."""

from __future__ import annotations

import traceback
from pathlib import Path

import attrs

from textclean.adapters import formats
from textclean.cli import files
from textclean.cli.config import Settings
from textclean.cli.inputs import Input
from textclean.errors import TextcleanError, UnstableRepairError
from textclean.normalizer import Normalizer, registered
from textclean.pipeline import Report
from textclean.plugins import package


@attrs.frozen
class Outcome:
    """What came of one input.

    Without a `report` the input was not examined, for the reason that `error` or `warning` gives.
    `original` is what was read, `repaired` what should be written; none where nothing changes.
    `encoding` is that of both.
    """

    report: Report | None = None
    original: bytes = b""
    repaired: bytes | None = None
    error: str = ""
    warning: str = ""
    encoding: str = "utf-8"


def repair(data: bytes, settings: Settings, form: str = formats.PLAIN) -> Outcome:
    """Run the rules over the bytes of a file of the format `form`.

    What comes of it is what the rules leave alone. Whatever goes wrong is part of the outcome.
    """
    try:
        if settings.max_file_size and len(data) > settings.max_file_size:
            raise files.too_large(settings.max_file_size)
        declared = formats.declared_encoding(data, form)
        document = files.decode(data, declared or settings.encoding)
        pipeline = settings.pipeline()
        report = formats.repair(document.text, pipeline, form, document.encoding)
        if not report.edits:
            return Outcome(report, data, encoding=document.encoding)
        repaired = document.encoded(report.text)
        text = files.decode(repaired, document.encoding).text
        # The last pass has found nothing in just this text, unless the bytes read otherwise.
        if text != report.text:
            again = formats.repair(text, pipeline, form, document.encoding)
            if again.edits:
                raise UnstableRepairError(f"the repair would change again; first: {again.edits[0]}")
    except files.SkippedInputError as error:
        return Outcome(original=data, warning=str(error))
    except TextcleanError as error:
        return Outcome(original=data, error=str(error))
    except Exception as error:
        return Outcome(original=data, error=_bug(error))
    return Outcome(report, data, repaired, encoding=document.encoding)


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
    return repair(data, task.settings, task.form)


def _bug(error: Exception) -> str:
    """Say in one line what failed, where, and whose it is, for the report that one may send."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    says = " ".join(str(error).split())
    whose, remedy = "textclean", ""
    if rule := _failed_rule(error):
        entry = registered().get(rule)
        whose = f"the package {package(entry)}" if entry else whose
        remedy = f"; --ignore {rule} for now"
    return (
        f"{type(error).__name__} at {where}: {says}; "
        f"this is a defect of {whose}, please report it{remedy}"
    )


def _failed_rule(error: Exception) -> str:
    """Return the name of the rule that ran when an error was raised, if one did."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code is Normalizer.__call__.__code__:
            return str(frame.f_locals["self"].name)
    return ""
