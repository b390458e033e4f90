"""Findings as JSON: one object, written file by file, so that no run is too long for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TextIO

import attrs

from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.render.safe import in_json
from textclean.text import Text


@attrs.define
class JsonStream:
    """Writes `{"files": [...], "statistics": {...}}` to a stream.

    `files` has an entry for each file with edits, suggestions or warnings.
    """

    stream: TextIO
    _files: int = 0

    def add(self, name: str, report: Report) -> None:
        """Write the findings of one file."""
        lead = ",\n  " if self._files else '{"files": [\n  '
        self._files += 1
        record = in_json(json.dumps(file_record(name, report), ensure_ascii=False))
        self.stream.write(lead + record)

    def close(self, counts: Mapping[str, int]) -> None:
        """Write how often each rule found something, and end the object."""
        lead = "\n]" if self._files else '{"files": []'
        self.stream.write(f'{lead}, "statistics": {json.dumps(dict(counts))}}}\n')


def file_record(name: str, report: Report) -> dict[str, Any]:
    """Return the findings of one file as plain values; offsets and columns count code points."""
    text = Text(report.source)
    return {
        "path": name,
        "edits": [_edit_record(text, edit) for edit in report.edits],
        "suggestions": [_edit_record(text, edit) for edit in report.suggestions],
        "warnings": list(report.warnings),
    }


def _edit_record(text: Text, edit: Edit) -> dict[str, Any]:
    """Return an edit as plain values, with its place as offsets and as lines and columns."""
    line, column = text.position(edit.start)
    end_line, end_column = text.position(edit.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": edit.start,
        "end": edit.end,
        "old": text.source[edit.start : edit.end],
        "new": edit.new,
        "rule": edit.rule,
        "confidence": edit.confidence,
        "why": edit.why,
    }
