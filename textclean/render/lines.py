"""Findings as lines: what the formats that have a line for each finding share."""

from __future__ import annotations

import unicodedata
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import ClassVar

from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.render.colour import paint
from textclean.render.renderer import Renderer, Repaired
from textclean.render.safe import one_line
from textclean.text import Text

# What goes and what comes is told whole up to this length; of more, both ends.
SHOWN = 2000
# So much of the text around an edit stands on its line.
AROUND = 24


class LineRenderer(Renderer):
    """Writes lines, a few to a finding."""

    is_for_people: ClassVar[bool] = True

    def add(self, file: Repaired) -> None:
        """Write the findings of one file in order of place."""
        self.stream.writelines(f"{line}\n" for line in self.lines(file.name, file.report))

    @abstractmethod
    def lines(self, name: str, report: Report) -> Iterator[str]:
        """Yield the lines that tell the findings of one file."""

    def listed(self, report: Report) -> list[tuple[Edit, bool]]:
        """Return the edits in order of place, and whether each was sure enough to be made."""
        return listed(report, suggestions=self.suggestions)


def listed(report: Report, *, suggestions: bool) -> list[tuple[Edit, bool]]:
    """Return the edits in order of place, and whether each was sure enough to be made."""
    found = [(edit, True) for edit in report.edits]
    if suggestions:
        found += [(edit, False) for edit in report.suggestions]
    return sorted(found)


def headline(name: str, text: Text, edit: Edit, *, is_made: bool, colour: bool) -> str:
    """Return the line that says where, which rule, why and how sure."""
    line, column = text.position(edit.start)
    place = f"{paint(one_line(name), 'bold', wanted=colour)}:{line}:{column}"
    return f"{place}: {reason(edit, is_made=is_made, colour=colour)}"


def reason(edit: Edit, *, is_made: bool, colour: bool) -> str:
    """Say which rule an edit is of, why it is made, and how sure it is."""
    sureness = f"({sure(edit)}{'' if is_made else ', suggestion'})"
    return "{} {}  {}".format(
        paint(edit.rule, "red" if is_made else "cyan", wanted=colour),
        one_line(edit.why),
        paint(sureness, "dim", wanted=colour),
    )


def sure(edit: Edit) -> str:
    """Return the confidence of an edit, cut and not rounded.

    What is shown as 0.80 must not have failed a threshold of 0.8.
    """
    return f"{int(edit.confidence * 100 + 1e-9) / 100:.2f}"


def changed(text: Text, edit: Edit, *, colour: bool) -> str:
    """Return what an edit does to the words around it, as `wdiff` writes it."""
    source = text.source
    first = max(text.line_at(edit.start)[0], edit.start - AROUND)
    last = min(text.line_at(edit.end)[1], edit.end + AROUND)
    before, old = source[first : edit.start], source[edit.start : edit.end]
    after = source[edit.end : last]
    return "".join(
        (
            "…" if first > text.line_at(edit.start)[0] else "",
            one_line(before),
            paint(f"[-{_cut(old)}-]", "red", wanted=colour) if old else "",
            paint(f"{{+{_cut(edit.new)}+}}", "green", wanted=colour) if edit.new else "",
            one_line(after),
            "…" if last < text.line_at(edit.end)[1] else "",
        )
    )


def action(source: str, edit: Edit, quoted: Callable[[str], str] | None = None) -> str:
    r"""Say what an edit does; `quoted` puts a text in quotation marks.

    >>> action("post war", Edit.replace(4, 5, "-"))
    'replace " " with "-"'
    >>> action("end. \n", Edit.delete(4, 5))
    'delete " "'
    """
    quoted = quoted or _quoted
    old = source[edit.start : edit.end]
    if not old:
        return f"insert {quoted(edit.new)}"
    if not edit.new:
        return f"delete {quoted(old)}"
    return f"replace {quoted(old)} with {quoted(edit.new)}"


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes up."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _quoted(text: str) -> str:
    """Return a text in quotation marks, what cannot be seen escaped, the middle left out."""
    return f'"{_cut(text)}"'


def _cut(text: str) -> str:
    """Return a text on one line, without its middle where it is longer."""
    if len(text) > SHOWN:
        text = f"{text[: SHOWN // 2]}…{text[-SHOWN // 2 :]}"
    return one_line(text)
