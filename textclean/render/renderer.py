"""What each output format is: a renderer that is given the files of a run, one after another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, TextIO

import attrs

from textclean.pipeline import Report


@attrs.frozen
class Repaired:
    """A file and what its repair makes of it: as text in the report, and as bytes."""

    name: str
    report: Report
    original: bytes
    repaired: bytes
    encoding: str = "utf-8"


@attrs.define
class Renderer(ABC):
    """Writes the findings of a run to a stream, file by file, so that no run is too long for it.

    Nothing is written before the first file is added, or the renderer closed. `suggestions` asks
    for what was not sure enough too, and `colour` for colour, where a format leaves the choice.
    """

    stream: TextIO
    suggestions: bool = False
    colour: bool = False

    # Formats for people may be silenced, and other lines may follow them.
    is_for_people: ClassVar[bool] = False

    @abstractmethod
    def add(self, file: Repaired) -> None:
        """Write the findings of one file, which may have none."""

    def close(self, counts: Mapping[str, int]) -> None:
        """End what was written; `counts` says how often each rule found something."""
        return  # most formats have no end
