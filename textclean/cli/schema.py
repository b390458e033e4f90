"""The JSON schema of the configuration, made of what checks the configuration itself.

It is as strict as that where a schema can be: it cannot tell whether there is such an encoding or
file, or whether a text is a regular expression. `configuration.schema.json` is what it is where no
other package registers rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args, get_origin

from textclean.cli import config
from textclean.cli.config import EXTEND, KEYS
from textclean.normalizer import Normalizer, load, registered
from textclean.options import probability
from textclean.presets import PRESETS, RULES
from textclean.protection import patterns
from textclean.render import OUTPUT_FORMATS

Schema = dict[str, Any]

_RULES = {"$ref": "#/definitions/rules"}
_SELECTION = {"allOf": [_RULES], "minItems": 1}
_STRINGS = {"type": "array", "items": {"type": "string"}}

# What each check of a value lets pass.
_PASSES: Mapping[Callable[[object], Any], Schema] = {
    config.preset_name: {"enum": list(PRESETS)},
    config.selected_names: _SELECTION,
    config.rules_named: _RULES,
    probability: {"type": "number", "minimum": 0, "maximum": 1},
    patterns: _STRINGS,
    config.words: {"type": "array", "items": {"type": "string", "pattern": r"\S"}},
    config.rules_by_pattern: {"type": "object", "additionalProperties": _SELECTION},
    config.strings: _STRINGS,
    config.flag: {"type": "boolean"},
    config.encoding_name: {"type": "string", "minLength": 1},
    config.size: {
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": r"^\s*[0-9]+\s*[KMGkmg]?[Bb]?\s*$"},
        ]
    },
    config.seconds: {"type": "number", "minimum": 0},
    config.output_format: {"enum": list(OUTPUT_FORMATS)},
    config.count: {"type": "integer", "minimum": 0},
}

_SAYS = {
    EXTEND: "A file, as seen from this one, whose settings hold where this one states none.",
    "preset": "The rules that run where none are selected: all, or certain, mechanical ones.",
    "select": "The rules that run, instead of those of the preset.",
    "extend-select": "Rules that run as well.",
    "ignore": "Rules that do not run, whatever else is said.",
    "min-confidence": "What is less sure is a suggestion and not made.",
    "expect-damage": "The share of the texts of the source that lost marks, where it is known.",
    "protect": "Regular expressions whose matches stay as they are; ^ and $ are those of a line.",
    "terms": "Words and phrases that stay as they are.",
    "per-file-ignores": "Rules that do not run over files that match, in the syntax of .gitignore.",
    "include": "The files of a folder that are taken, by name.",
    "exclude": "Files and folders that are left out, in the syntax of .gitignore.",
    "force-exclude": "Leave them out even where they are named on the command line.",
    "encoding": "The encoding of files that have no byte order mark and are not UTF-8.",
    "max-file-size": "Larger files are skipped: bytes, or 500K or 10M; 0 sets no limit.",
    "timeout": "Leave a file alone that takes longer, in seconds; 0 sets no limit.",
    "output-format": "How findings are told.",
    "statistics": "Count the repairs of each rule.",
    "exit-non-zero-on-fix": "Exit with 1 when a file was changed.",
    "jobs": "How many processes work; 0 means one a processor; by default as many of those as pay.",
}

_PRIMITIVE = {bool: "boolean", str: "string", int: "integer", float: "number"}


def schema() -> Schema:
    """Return the schema, with the rules of other packages that are installed.

    Raises `ConfigurationError` where one of those cannot be used.
    """
    rules = [load(name) for name in [*RULES, *registered()]]
    properties = {EXTEND: {"type": "string", "minLength": 1}}
    properties |= {key: _PASSES[check] for key, check in KEYS.items()}
    properties = {key: {"description": _SAYS[key], **of} for key, of in properties.items()}
    for rule in rules:
        own = properties.get(rule.name)
        # `encoding` is a key and a rule: a text means the one, a table the other.
        properties[rule.name] = {"anyOf": [own, _table(rule)]} if own else _table(rule)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The configuration of textclean",
        "description": "textclean.toml, or the table [tool.textclean] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "definitions": {
            "rules": {"type": "array", "items": {"enum": [rule.name for rule in rules]}}
        },
    }


def _table(rule: Normalizer) -> Schema:
    """Return the schema of the table of options of a rule."""
    options = {name: _passing(rule.types.get(name)) for name in rule.defaults}
    # Either of two signs may stand in a name; editors offer the hyphen.
    written = {name.replace("_", "-"): of for name, of in options.items()}
    either = {f"^{name.replace('_', '[-_]')}$": of for name, of in options.items() if "_" in name}
    table = {
        "description": rule.documentation.partition("\n")[0],
        "type": "object",
        "additionalProperties": False,
        "properties": written,
    }
    return table | ({"patternProperties": either} if either else {})


def _passing(annotation: Any) -> Schema:
    """Return the schema of what `textclean.options.typed` lets pass.

    >>> _passing(tuple[str, ...]), _passing(Literal["a", "b"])
    ({'type': 'array', 'items': {'type': 'string'}}, {'enum': ['a', 'b']})
    """
    if get_origin(annotation) is Literal:
        return {"enum": list(get_args(annotation))}
    if get_origin(annotation) is tuple and get_args(annotation)[1:] == (...,):
        return {"type": "array", "items": _passing(get_args(annotation)[0])}
    return {"type": _PRIMITIVE[annotation]} if annotation in _PRIMITIVE else {}
