"""`json-lines`: an object for each file on a line of its own, for programs that read as they go."""

from __future__ import annotations

from textclean.render.json import dumped, file_record, says_something
from textclean.render.renderer import Renderer, Repaired


class JsonLines(Renderer):
    """Writes the entries of `files` in the JSON, each on its line, and no more."""

    def add(self, file: Repaired) -> None:
        """Write the findings of one file."""
        if says_something(file):
            self.stream.write(dumped(file_record(file)) + "\n")
