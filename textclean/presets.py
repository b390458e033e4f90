"""Presets: named pipelines, as data."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import MappingProxyType

from textclean.errors import UnknownNameError, unknown
from textclean.normalizer import load
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline

# The order of the rules. Each sees what those before it have made: characters first, then lines,
# then matter that does not belong, then blocks, words and marks. What frames a message is read by
# `anpa` before `encoding` takes it for stray control characters.
RULES = (
    "anpa",
    "encoding",
    "spacing",
    "running_heads",
    "wrapped_lines",
    "source_lines",
    "wire_matter",
    "page_furniture",
    "glued_words",
    "stray_phrase",
    "repeated_word",
    "lists",
    "run_in_headings",
    "headings",
    "paragraphs",
    "initialisms",
    "dates",
    "apostrophes",
    "compounds",
    "punctuation",
)

PRESETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wire": RULES,
        "minimal": ("encoding", "spacing"),
    }
)


def pipeline(
    preset: str = "wire",
    *,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
    options: Mapping[str, Mapping[str, Hashable]] = MappingProxyType({}),
) -> Pipeline:
    """Return the pipeline of a preset; `options` maps names of rules to their options.

    Raises `UnknownNameError` where there is no such preset, rule or option.
    """
    if preset not in PRESETS:
        raise UnknownNameError(unknown("preset", preset, PRESETS))
    for name in options:
        if name not in RULES:
            raise UnknownNameError(unknown("rule", name, RULES))
    rules = (load(name).configured(**options.get(name, {})) for name in PRESETS[preset])
    return Pipeline(tuple(rules), min_confidence)
