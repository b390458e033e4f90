"""Presets, as data; and which rules run, with which options: decided here for Python, the
configuration and the command alike.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import attrs

from textclean.errors import ConfigurationError, PluginError, UnknownNameError, unknown
from textclean.normalizer import is_rule, load, misplaced, registered
from textclean.options import named
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline, expected, protected, threshold

# The order of the rules. Each sees what those before it have made: characters first, then lines,
# then matter that does not belong, then blocks, words and marks. What frames a message is read by
# `anpa` before `encoding` takes it for stray control characters.
RULES = (
    "anpa",
    "escapes",
    "encoding",
    "replacement_characters",
    "parted_letters",
    "broken_words",
    "token_spaces",
    "spacing",
    "running_heads",
    "wrapped_lines",
    "repeated_passage",
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
    "numbers",
    "dates",
    "apostrophes",
    "compounds",
    "punctuation",
    "quotation_marks",
)

PRESETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wire": RULES,
        "minimal": ("encoding", "spacing"),
    }
)

# How many pipelines are kept for the next call with the same arguments.
_KEPT = 64

Options = tuple[tuple[str, Hashable], ...]


def pipeline(
    preset: str = "wire",
    *,
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    protect: Iterable[str] = (),
    expect_damage: float | None = None,
) -> Pipeline:
    """Return the pipeline that the arguments describe, the same one for the same arguments.

    `select` names the rules to run instead of those of the preset, `extend_select` rules to run
    beside them, `ignore` rules to leave out whatever else is said: lists, or strings with commas.
    `options` maps names of rules that run to their options; `protect` lists regular expressions of
    what stays; `expect_damage` is the share of the texts that lost marks.

    Raises `UnknownNameError` where there is no such preset, rule or option, and
    `ConfigurationError`, a `ValueError`, where a value is none that can be set, options are those
    of a rule that does not run, or no rule is left.
    """
    names = chosen(
        preset,
        _checked("select", select),
        _checked("extend_select", extend_select),
        _checked("ignore", ignore),
    )
    checked_options = () if options is None else _configured(options, names)
    return _built(
        names,
        threshold(min_confidence),
        checked_options,
        protected(protect),
        expected(expect_damage),
    )


def chosen(
    preset: str,
    select: Collection[str] = (),
    extend_select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the names of the rules that run, in the order in which they do.

    A rule of another package runs where its decorator says, one that does not say last; in
    alphabetical order where several share a place.

    Raises `UnknownNameError` where there is no such preset, and `ConfigurationError` where no rule
    is left.
    """
    if not isinstance(preset, str) or preset not in PRESETS:
        raise UnknownNameError(unknown("preset", str(preset), PRESETS))
    names = {*(select or PRESETS[preset]), *extend_select}.difference(ignore)
    if not names:
        raise ConfigurationError("select and ignore leave no rule to run; select another")
    return tuple(sorted(names, key=_place))


def rule_names(names: object) -> tuple[str, ...]:
    """Return the names in a list, or in a string with commas, each checked to be that of a rule.

    Raises `ConfigurationError` where there is neither, and `UnknownNameError`.

    >>> rule_names("dates, spacing"), rule_names(["dates"])
    (('dates', 'spacing'), ('dates',))
    """
    found = listed(names)
    for name in found:
        if not is_rule(name):
            parts = name.split()
            if len(parts) > 1 and all(map(is_rule, parts)):
                raise UnknownNameError(
                    f'"{name}" is no name of a rule; part names with commas: {",".join(parts)}'
                )
            raise UnknownNameError(unknown("rule", name, [*RULES, *registered()]))
    return found


def listed(names: object) -> tuple[str, ...]:
    """Return the names in a list, or in a string with commas between them.

    Raises `ConfigurationError` where there is neither.
    """
    found = names.split(",") if isinstance(names, str) else names
    if isinstance(found, Mapping) or not isinstance(found, Iterable):
        raise ConfigurationError("must be a list of strings")
    found = tuple(found)
    if not all(isinstance(name, str) for name in found):
        raise ConfigurationError("must be a list of strings")
    return tuple(name.strip() for name in found if name.strip())


def _checked(argument: str, names: object) -> tuple[str, ...]:
    """Return the names of rules that an argument gives."""
    if names == ():
        return ()
    return rule_names(named(argument, listed, names))


def _place(name: str) -> tuple[int, int, str]:
    """Return what the rules are sorted by."""
    if name in RULES:
        return RULES.index(name), 0, name
    rule = load(name)
    if says := misplaced(rule):
        raise PluginError(says)
    neighbour = rule.before or rule.after
    if not neighbour:
        return len(RULES), 0, name
    return RULES.index(neighbour), -1 if rule.before else 1, name


def _configured(options: object, names: Collection[str]) -> tuple[tuple[str, Options], ...]:
    """Return the options of each rule that runs, checked and frozen."""
    if not isinstance(options, Mapping):
        raise ConfigurationError('options must be a dict, as in {"headings": {"heading_style": …}}')
    configured = []
    for name, own in options.items():
        if not isinstance(name, str):
            raise ConfigurationError(f"options are by the name of a rule, a string, not {name!r}")
        rule = load(name)
        if name not in names:
            raise ConfigurationError(
                f'options are given for "{name}", which does not run; select it or leave them out'
            )
        if not isinstance(own, Mapping):
            raise ConfigurationError(f'the options of "{name}" must be a dict')
        if not all(isinstance(option, str) for option in own):
            raise ConfigurationError(f'the options of "{name}" must have strings for names')
        configured.append((name, rule.configured(**own).options))
    return tuple(sorted(configured))


@lru_cache(_KEPT)
def _built(
    names: tuple[str, ...],
    min_confidence: float,
    options: tuple[tuple[str, Options], ...],
    protect: tuple[str, ...],
    expect_damage: float | None,
) -> Pipeline:
    """Build a pipeline of what has been checked."""
    of = dict(options)
    rules = (attrs.evolve(load(name), options=of.get(name, ())) for name in names)
    return Pipeline(tuple(rules), min_confidence, protect, expect_damage)
