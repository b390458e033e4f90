"""`full`: each finding with the line that it is in, marked, and what goes and comes there."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.render.colour import paint
from textclean.render.lines import LineRenderer, action, cells, headline
from textclean.text import Text

# Columns of a terminal: the excerpt of a paragraph shows this much before and around an edit.
BEFORE = 40
WIDTH = 88


class Full(LineRenderer):
    """Writes what the concise form says of a finding over an excerpt of its line."""

    def lines(self, name: str, report: Report) -> Iterator[str]:
        """Yield the headline of each finding, its line, what is done there, and a blank line."""
        text = Text(report.source)
        for edit, is_made in self.listed(report):
            yield headline(name, text, edit, is_made=is_made, colour=self.colour)
            yield from _excerpt(text, edit, colour=self.colour)
            yield ""


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
    says = action(source, edit)
    if len(says) > WIDTH:  # a line of its own, where a terminal may wrap it
        yield f"  {gutter} {bar} {' ' * before}{paint(carets, 'red', wanted=colour)}"
        yield f"  {gutter} {bar} {paint(says, 'red', wanted=colour)}"
    else:
        yield f"  {gutter} {bar} {' ' * before}{paint(f'{carets} {says}', 'red', wanted=colour)}"


def _visible(text: str) -> str:
    """Return a text of as many characters, none of which moves the cursor or is invisible."""
    return "".join(
        c if c.isprintable() else " " if c in "\t\xa0" else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )
