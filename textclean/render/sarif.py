"""`sarif`: the Static Analysis Results Interchange Format 2.1.0, with a fix for each finding."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import attrs

from textclean import __version__
from textclean.edit import Edit
from textclean.normalizer import load
from textclean.render.json import dumped
from textclean.render.lines import action, listed, sure
from textclean.render.renderer import Renderer, Repaired
from textclean.text import Text

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_RUN = {"columnKind": "unicodeCodePoints", "newlineSequences": ["\r\n", "\r", "\n"]}


@attrs.define
class Sarif(Renderer):
    """Writes a log with one run: its results file by file, and then the rules that they are of."""

    _results: int = attrs.field(default=0, init=False)
    _rules: dict[str, None] = attrs.field(factory=dict, init=False)

    def add(self, file: Repaired) -> None:
        """Write the findings of one file."""
        text = Text(file.report.source)
        place = {"uri": _uri(file.name)}
        for edit, is_made in listed(file.report, suggestions=self.suggestions):
            self._rules |= dict.fromkeys(edit.rules)
            self.stream.write(",\n    " if self._results else self._opening())
            self._results += 1
            self.stream.write(dumped(_result(text, edit, place, is_made=is_made)))

    def close(self, counts: Mapping[str, int]) -> None:
        """End the results and write what made them."""
        if not self._results:
            self.stream.write(self._opening())
        driver = {
            "name": "textclean",
            "version": __version__,
            "rules": [_rule(name) for name in self._rules],
        }
        self.stream.write(f'\n  ],\n  "tool": {dumped({"driver": driver})}\n}}]}}\n')

    def _opening(self) -> str:
        """Return what stands before the results."""
        log = dumped({"$schema": SCHEMA, "version": "2.1.0"})[:-1]
        return f'{log}, "runs": [{dumped(_RUN)[:-1]},\n  "results": [\n    '


def _uri(name: str) -> str:
    """Return the address of a file: relative if its name is, for viewers have other folders."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _rule(name: str) -> dict[str, Any]:
    """Return what a rule says of itself."""
    documentation = inspect.cleandoc(load(name).documentation)
    return {
        "id": name,
        "shortDescription": _message(documentation.partition("\n")[0]),
        "help": _message(documentation),
    }


def _result(text: Text, edit: Edit, place: dict[str, str], *, is_made: bool) -> dict[str, Any]:
    """Return one finding with its fix."""
    region = _region(text, edit)
    replacement: dict[str, Any] = {"deletedRegion": region}
    if edit.new:
        replacement["insertedContent"] = {"text": edit.new}
    change = {"artifactLocation": place, "replacements": [replacement]}
    shown = {**region, "snippet": {"text": text.source[edit.start : edit.end]}}
    does = action(text.source, edit)
    return {
        "ruleId": edit.rules[0],
        "level": "warning" if is_made else "note",
        "message": _message(f"{edit.why} ({sure(edit)}): {does}"),
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": shown}}],
        "fixes": [{"description": _message(does), "artifactChanges": [change]}],
        "rank": round(edit.confidence * 100, 6),
        "properties": {"rules": list(edit.rules), "confidence": edit.confidence},
    }


def _message(text: str) -> dict[str, str]:
    """Return a text as a message, in which single braces would hold the number of an argument."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _region(text: Text, edit: Edit) -> dict[str, Any]:
    """Return the place of an edit; offsets and columns count code points."""
    line, column = text.position(edit.start)
    end_line, end_column = text.position(edit.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": edit.start,
        "charLength": edit.end - edit.start,
    }
