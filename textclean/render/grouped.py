"""`grouped`: the findings of each file under its name, a line for each."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.pipeline import Report
from textclean.render.colour import paint
from textclean.render.lines import LineRenderer, changed, reason
from textclean.render.safe import one_line
from textclean.text import Text


class Grouped(LineRenderer):
    """Writes what the concise form says, the name of the file once and the places in a column."""

    def lines(self, name: str, report: Report) -> Iterator[str]:
        """Yield the name of a file that has findings, a line for each, and a blank line."""
        text = Text(report.source)
        listed = self.listed(report)
        if not listed:
            return
        places = [
            f"{line}:{column}" for line, column in (text.position(e.start) for e, _ in listed)
        ]
        width = max(map(len, places))
        yield f"{paint(one_line(name), 'bold', wanted=self.colour)}:"
        for place, (edit, is_made) in zip(places, listed, strict=True):
            says = reason(edit, is_made=is_made, colour=self.colour)
            yield f"  {place:>{width}}  {says}  {changed(text, edit, colour=self.colour)}"
        yield ""
