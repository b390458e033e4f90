"""`concise`: a line for each finding, with what goes and what comes in the text around."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.pipeline import Report
from textclean.render.lines import LineRenderer, changed, headline
from textclean.text import Text


class Concise(LineRenderer):
    """Writes `path:line:column: rule why  (confidence)  excerpt`.

    The excerpt has `[-what goes-]` and `{+what comes+}` within the text around it.
    """

    def lines(self, name: str, report: Report) -> Iterator[str]:
        """Yield a line for each finding."""
        text = Text(report.source)
        for edit, is_made in self.listed(report):
            says = headline(name, text, edit, is_made=is_made, colour=self.colour)
            yield f"{says}  {changed(text, edit, colour=self.colour)}"
