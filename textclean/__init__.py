"""textclean finds the damage in news text, mends it, and says what it mended and why.

>>> import textclean
>>> textclean.clean("The copy ends in a space. \\n")
'The copy ends in a space.\\n'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textclean.edit import Edit
    from textclean.errors import TextcleanError
    from textclean.normalizer import Normalizer
    from textclean.pipeline import Pipeline, Report
    from textclean.scan import token_spans, tokenize
    from textclean.sentence import sentence_spans, sentences
    from textclean.text import Text

__version__ = "0.1.0"

__all__ = [
    "Edit",
    "Normalizer",
    "Pipeline",
    "Report",
    "Text",
    "TextcleanError",
    "clean",
    "repair",
    "sentence_spans",
    "sentences",
    "token_spans",
    "tokenize",
]

# A public name is imported when it is first asked for: `textclean --version` waits for none.
_HOMES = {
    "Edit": "edit",
    "Normalizer": "normalizer",
    "Pipeline": "pipeline",
    "Report": "pipeline",
    "Text": "text",
    "sentence_spans": "sentence",
    "sentences": "sentence",
    "token_spans": "scan",
    "tokenize": "scan",
    "TextcleanError": "errors",
}


def clean(source: str, *, preset: str = "wire") -> str:
    """Return `source` repaired by a preset; clean copy comes back as it is.

    Raises `UnknownNameError` where there is no such preset.
    """
    return repair(source, preset=preset).text


def repair(source: str, *, preset: str = "wire") -> Report:
    """Repair `source` by a preset, and return the `Report` of what was mended and why.

    Raises `UnknownNameError` where there is no such preset.
    """
    from textclean.presets import pipeline

    return pipeline(preset)(source)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
