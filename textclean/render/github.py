"""`github`: annotations, which GitHub shows beside the lines that a workflow complains of."""

from __future__ import annotations

import json
from collections.abc import Iterator

from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.render.lines import LineRenderer, action, sure
from textclean.render.safe import in_json, one_line
from textclean.text import Text

# What the value of a property may not hold as it is; line ends are gone by then.
_ESCAPES = str.maketrans({"%": "%25", ":": "%3A", ",": "%2C"})


class GitHub(LineRenderer):
    """Writes a workflow command for each finding: a warning, or a notice for a suggestion.

    The message says why, how sure, and what goes and comes, whole, as strings of JSON.
    """

    is_for_people = False

    def lines(self, name: str, report: Report) -> Iterator[str]:
        """Yield a line for each finding."""
        text = Text(report.source)
        for edit, is_made in self.listed(report):
            line, column = text.position(edit.start)
            end_line, end_column = text.position(edit.end)
            # GitHub takes no columns where an annotation is of several lines.
            place = {"file": name, "line": line, "endLine": end_line, "col": column}
            if end_line == line:
                place["endColumn"] = end_column
            place["title"] = f"textclean {edit.rule}"
            stated = ",".join(f"{key}={_property(value)}" for key, value in place.items())
            level = "warning" if is_made else "notice"
            yield f"::{level} {stated}::{_message(text.source, edit)}"


def _message(source: str, edit: Edit) -> str:
    says = f"{one_line(edit.why)} ({sure(edit)}): {action(source, edit, _quoted)}"
    return says.replace("%", "%25")


def _quoted(text: str) -> str:
    return in_json(json.dumps(text, ensure_ascii=False))


def _property(value: object) -> str:
    return one_line(str(value)).translate(_ESCAPES)
