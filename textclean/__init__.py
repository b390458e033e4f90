"""textclean finds the damage in news text, mends it, and says what it mended and why.

>>> import textclean
>>> textclean.clean("The copy ends in a space. \\n")
'The copy ends in a space.\\n'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textclean.edit import Alignment, Edit
    from textclean.errors import TextcleanError
    from textclean.normalizer import Normalizer
    from textclean.pipeline import Pipeline, Report
    from textclean.text import Text
    from textclean.tokens import scan
    from textclean.tokens.scan import token_spans, tokenize
    from textclean.tokens.sentences import sentence_spans, sentences

__version__ = "0.1.0"

# Each public name and the module that it stands in, imported when the name is first asked for:
# `textclean --version` waits for none.
_HOMES = {
    "Alignment": "edit",
    "Edit": "edit",
    "Normalizer": "normalizer",
    "Pipeline": "pipeline",
    "Report": "pipeline",
    "Text": "text",
    "TextcleanError": "errors",
    "scan": "tokens.scan",
    "sentence_spans": "tokens.sentences",
    "sentences": "tokens.sentences",
    "token_spans": "tokens.scan",
    "tokenize": "tokens.scan",
}

__all__ = [
    "Alignment",
    "Edit",
    "Normalizer",
    "Pipeline",
    "Report",
    "Text",
    "TextcleanError",
    "clean",
    "repair",
    "scan",
    "sentence_spans",
    "sentences",
    "token_spans",
    "tokenize",
]


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
    home = importlib.import_module(f"{__name__}.{_HOMES[name]}")
    return getattr(home, name, home)  # `scan` is a module itself


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
