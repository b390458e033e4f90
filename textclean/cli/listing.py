"""Lists findings in the format that the user asked for, and counts them."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TextIO

import attrs

from textclean.cli.console import in_colour
from textclean.cli.repairs import Outcome
from textclean.render import renderer_of
from textclean.render.renderer import Renderer, Repaired


@attrs.define
class Listing:
    """Writes the findings of each file to a stream, in one of `textclean.render.OUTPUT_FORMATS`.

    `is_quiet` leaves out what nobody asked for by name: the findings of the formats for people.
    """

    stream: TextIO
    format: str
    is_quiet: bool = False
    is_verbose: bool = False
    counts: Counter[str] = attrs.field(factory=Counter)
    _renderer: Renderer = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Load what writes the format."""
        renderer = renderer_of(self.format)
        self._renderer = renderer(self.stream, self.is_verbose, in_colour(self.stream))

    def add(self, name: str, outcome: Outcome) -> None:
        """List the findings of one file that was examined."""
        report = outcome.report
        if report is None:
            return
        self.counts += report.counts
        if self.is_quiet and self._renderer.is_for_people:
            return
        repaired = outcome.original if outcome.repaired is None else outcome.repaired
        self._renderer.add(Repaired(name, report, outcome.original, repaired, outcome.encoding))

    def close(self, *, statistics: bool) -> None:
        """End the list, with the number of repairs of each rule if `statistics` are wanted.

        They would spoil a format for programs, and so stand on standard error there, and in the
        JSON in any case.
        """
        self._renderer.close(self.counts)
        if statistics and self.format != "json":
            stream = self.stream if self._renderer.is_for_people else sys.stderr
            ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
            stream.writelines(f"{count:7}  {rule}\n" for rule, count in ordered)
