"""Repairs the documents of a collection, where none that fails may stop the others."""

from __future__ import annotations

from time import perf_counter

import attrs

from textclean import defects
from textclean.edit import Edit
from textclean.errors import TextcleanError
from textclean.pipeline import Pipeline


@attrs.frozen
class Cleaned:
    """What came of a document: its text, the edits that made it, and the seconds that it took.

    Where the repair failed, `error` says why in one line, and the text is as it was.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    error: str = ""
    seconds: float = 0.0


def cleaned(source: str, pipeline: Pipeline) -> Cleaned:
    """Repair a document; whatever goes wrong is part of what comes of it.

    >>> import textclean
    >>> cleaned("Aid  grew.", textclean.pipeline("minimal")).text
    'Aid grew.\\n'
    """
    start = perf_counter()
    try:
        report = pipeline(source)
    except TextcleanError as error:
        return Cleaned(source, error=str(error), seconds=perf_counter() - start)
    except Exception as error:
        return Cleaned(source, error=defects.told(error), seconds=perf_counter() - start)
    return Cleaned(report.text, report.edits, seconds=perf_counter() - start)
