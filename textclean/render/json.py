"""`json`: one object with all findings, written file by file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from textclean.edit import Edit
from textclean.render.offsets import Side, Span, repaired_spans
from textclean.render.renderer import Renderer, Repaired
from textclean.render.safe import in_json
from textclean.text import Text


@attrs.define
class Json(Renderer):
    """Writes `{"files": [...], "statistics": {...}}`.

    `files` has an entry for each file with edits, suggestions or warnings.
    """

    _files: int = attrs.field(default=0, init=False)

    def add(self, file: Repaired) -> None:
        """Write the findings of one file."""
        if says_something(file):
            lead = ",\n  " if self._files else '{"files": [\n  '
            self._files += 1
            self.stream.write(lead + dumped(file_record(file)))

    def close(self, counts: Mapping[str, int]) -> None:
        """Write how often each rule found something, and end the object."""
        lead = "\n]" if self._files else '{"files": []'
        self.stream.write(f'{lead}, "statistics": {dumped(dict(counts))}}}\n')


def says_something(file: Repaired) -> bool:
    """Whether there is anything to say of a file."""
    return bool(file.report.edits or file.report.suggestions or file.report.warnings)


def dumped(value: Any) -> str:
    """Return a value as JSON on one line, fit for a terminal."""
    return in_json(json.dumps(value, ensure_ascii=False))


def file_record(file: Repaired) -> dict[str, Any]:
    """Return the findings of one file as plain values; see the README for what they mean."""
    report = file.report
    spans = repaired_spans(file)
    places = _Places(
        Text(report.source),
        Side.of(report.source, ((e.start, e.end) for e in spans), file.original, file.encoding),
        Side.of(report.text, spans.values(), file.repaired, file.encoding),
        spans,
    )
    return {
        "path": file.name,
        "encoding": file.encoding,
        "edits": [places.record(edit) for edit in report.edits],
        "suggestions": [places.record(edit) for edit in report.suggestions],
        "warnings": list(report.warnings),
    }


@attrs.frozen
class _Places:
    """Where the edits of a file stand, in its source and in the repaired text, in all units."""

    text: Text
    source: Side
    repaired: Side
    spans: Mapping[Edit, Span]

    def record(self, edit: Edit) -> dict[str, Any]:
        """Return an edit as plain values; offsets and columns count code points."""
        line, column = self.text.position(edit.start)
        end_line, end_column = self.text.position(edit.end)
        start, end = self.spans[edit]
        return {
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "start": edit.start,
            "end": edit.end,
            **self.source.measured(edit.start, edit.end),
            "repaired": {"start": start, "end": end, **self.repaired.measured(start, end)},
            "old": self.text.source[edit.start : edit.end],
            "new": edit.new,
            "rule": edit.rule,
            "confidence": edit.confidence,
            "why": edit.why,
        }
