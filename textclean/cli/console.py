"""What the command says: errors, warnings and notes on standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import attrs

from textclean.cli.exit_code import ExitCode
from textclean.render import safe
from textclean.render.colour import paint_diff
from textclean.render.safe import one_line


@attrs.define
class Console:
    """Prints messages as loudly as the user wants, and remembers what they mean for the exit."""

    is_quiet: bool = False
    is_verbose: bool = False
    codes: set[ExitCode] = attrs.field(factory=set)

    def error(self, name: str, message: str) -> None:
        """Say that `name` could not be read or written."""
        self.codes.add(ExitCode.UNREADABLE)
        self._say(f"textclean: error: {name}: {message}")

    def warning(self, name: str, message: str) -> None:
        """Say that `name` was not examined, or not all was done to it; neither is a failure."""
        if not self.is_quiet:
            self._say(f"textclean: warning: {name}: {message}")

    def complaint(self, name: str, message: str) -> None:
        """Say what is wrong with `name`."""
        if not self.is_quiet:
            self._say(f"{name}: {message}")

    def detail(self, name: str, message: str) -> None:
        """Say what only a curious user wants to know."""
        if self.is_verbose:
            self._say(f"textclean: {name}: {message}")

    def summary(self, message: str) -> None:
        """Say how it all ended."""
        if not self.is_quiet:
            self._say(message)

    def found(self) -> None:
        """Remember that there is something left to repair, or that exit code 1 is wanted."""
        self.codes.add(ExitCode.FINDINGS)

    def _say(self, line: str) -> None:
        """Print a line after whatever standard output holds, so that the two keep their order."""
        sys.stdout.flush()
        print(one_line(line), file=sys.stderr)


def in_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose user has not declined colour (see no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def print_diff(diff: str) -> None:
    """Print a unified diff on standard output: as it is for `patch`, on a terminal made safe."""
    shown = safe.lines(diff) if sys.stdout.isatty() else diff
    sys.stdout.write(paint_diff(shown, wanted=in_colour(sys.stdout)))
