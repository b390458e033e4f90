"""Lists findings in the format that the user asked for, and counts them."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

import attrs

from textclean.cli.console import in_colour
from textclean.pipeline import Report
from textclean.render import text
from textclean.render.json import JsonStream

_RENDERERS = {"full": text.full, "concise": text.concise}


@attrs.define
class Listing:
    """Writes the findings of each file to a stream, in the format `full`, `concise` or `json`.

    `is_quiet` leaves out what nobody asked for by name: the findings of the formats for people.
    """

    stream: TextIO
    format: str
    is_quiet: bool = False
    is_verbose: bool = False
    counts: Counter[str] = attrs.field(factory=Counter)
    _json: JsonStream = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Open the object that JSON is written in."""
        self._json = JsonStream(self.stream)

    def add(self, name: str, report: Report) -> None:
        """List the findings of one file."""
        self.counts += report.counts
        if self.format == "json":
            if report.edits or report.suggestions or report.warnings:
                self._json.add(name, report)
        elif not self.is_quiet:
            lines = _RENDERERS[self.format](
                name,
                report,
                suggestions=self.is_verbose,
                colour=in_colour(self.stream),
            )
            self.stream.writelines(f"{line}\n" for line in lines)

    def close(self, *, statistics: bool) -> None:
        """End the list, with the number of repairs of each rule if `statistics` are wanted."""
        if self.format == "json":
            self._json.close(self.counts)
        elif statistics:
            ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
            self.stream.writelines(f"{count:7}  {rule}\n" for rule, count in ordered)
