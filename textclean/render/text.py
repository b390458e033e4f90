"""Findings as lines for people: `concise` one to a finding, `full` with the text they are about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.render.colour import paint
from textclean.render.safe import one_line
from textclean.text import Text

# Columns of a terminal: the excerpt of a paragraph shows this much before and around an edit.
BEFORE = 40
WIDTH = 88

# A longer piece of text is quoted by its ends alone.
QUOTED = 60
# The one line of an edit in the concise form has what goes and what comes, and so much around it.
SHOWN = 2000
AROUND = 24


def concise(
    name: str, report: Report, *, suggestions: bool = False, colour: bool = False
) -> Iterator[str]:
    """Yield a line for each edit: `path:line:column: rule why  (confidence)  excerpt`.

    The excerpt has `[-what goes-]` and `{+what comes+}` within the text around it.
    """
    text = Text(report.source)
    for edit, is_made in _listed(report, suggestions=suggestions):
        headline = _headline(name, text, edit, is_made=is_made, colour=colour)
        yield f"{headline}  {_changed(text, edit, colour=colour)}"


def full(
    name: str, report: Report, *, suggestions: bool = False, colour: bool = False
) -> Iterator[str]:
    """Yield what `concise` says of each edit, with the line that it is in and what it does."""
    text = Text(report.source)
    for edit, is_made in _listed(report, suggestions=suggestions):
        yield _headline(name, text, edit, is_made=is_made, colour=colour)
        yield from _excerpt(text, edit, colour=colour)
        yield ""


def _listed(report: Report, *, suggestions: bool) -> list[tuple[Edit, bool]]:
    """Return the edits in order of place, and whether each was sure enough to be made."""
    listed = [(edit, True) for edit in report.edits]
    if suggestions:
        listed += [(edit, False) for edit in report.suggestions]
    return sorted(listed)


def _headline(name: str, text: Text, edit: Edit, *, is_made: bool, colour: bool) -> str:
    """Return the line that says where, which rule, why and how sure."""
    line, column = text.position(edit.start)
    # Cut, not rounded: what is shown as 0.80 must not have failed a threshold of 0.8.
    sureness = f"{int(edit.confidence * 100 + 1e-9) / 100:.2f}"
    return "{}:{}:{}: {} {}  {}".format(
        paint(one_line(name), "bold", wanted=colour),
        line,
        column,
        paint(edit.rule, "red" if is_made else "cyan", wanted=colour),
        one_line(edit.why),
        paint(f"({sureness}{'' if is_made else ', suggestion'})", "dim", wanted=colour),
    )


def _changed(text: Text, edit: Edit, *, colour: bool) -> str:
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
            paint(f"[-{_cut(old, SHOWN)}-]", "red", wanted=colour) if old else "",
            paint(f"{{+{_cut(edit.new, SHOWN)}+}}", "green", wanted=colour) if edit.new else "",
            one_line(after),
            "…" if last < text.line_at(edit.end)[1] else "",
        )
    )


def _excerpt(text: Text, edit: Edit, *, colour: bool) -> Iterator[str]:
    """Yield the line that an edit is in, cut to fit, with what it does marked below it."""
    source = text.source
    number, _ = text.position(edit.start)
    line_start, line_end = text.line_at(edit.start)
    first = max(line_start, edit.start - BEFORE)
    last = min(line_end, first + WIDTH)
    lead = "…" if first > line_start else ""
    shown = lead + _visible(source[first:last]) + ("…" if last < line_end else "")
    before = cells(lead + _visible(source[first : edit.start]))
    carets = "^" * max(1, cells(_visible(source[edit.start : min(edit.end, last)])))
    gutter = " " * len(str(number))
    bar = paint("|", "cyan", wanted=colour)
    yield f"  {paint(str(number), 'cyan', wanted=colour)} {bar} {shown}"
    marked = paint(f"{carets} {action(source, edit)}", "red", wanted=colour)
    yield f"  {gutter} {bar} {' ' * before}{marked}"


def action(source: str, edit: Edit) -> str:
    r"""Say what an edit does.

    >>> action("post war", Edit.replace(4, 5, "-"))
    'replace " " with "-"'
    >>> action("end. \n", Edit.delete(4, 5))
    'delete " "'
    """
    old = source[edit.start : edit.end]
    if not old:
        return f"insert {_quoted(edit.new)}"
    if not edit.new:
        return f"delete {_quoted(old)}"
    return f"replace {_quoted(old)} with {_quoted(edit.new)}"


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes up."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _quoted(text: str) -> str:
    """Return a text in quotation marks, what cannot be seen escaped, the middle left out."""
    return f'"{_cut(text, QUOTED)}"'


def _cut(text: str, longest: int) -> str:
    """Return a text on one line, without its middle where it is longer."""
    if len(text) > longest:
        text = f"{text[: longest // 2]}…{text[-longest // 2 :]}"
    return one_line(text)


def _visible(text: str) -> str:
    """Return a text of as many characters, none of which moves the cursor or is invisible."""
    return "".join(
        c if c.isprintable() else " " if c in "\t\xa0" else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )
