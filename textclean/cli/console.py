"""What the command says: errors, warnings and notes on standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import attrs

from textclean.cli.exit_code import ExitCode


@attrs.define
class Console:
    """Prints messages as loudly as the user wants, and remembers what they mean for the exit."""

    is_quiet: bool = False
    is_verbose: bool = False
    codes: set[ExitCode] = attrs.field(factory=set)

    def error(self, name: str, message: str) -> None:
        """Say that `name` could not be read or written."""
        self.codes.add(ExitCode.UNREADABLE)
        self._say(f"textclean: error: {one_line(name)}: {message}")

    def warning(self, name: str, message: str) -> None:
        """Say that `name` was not examined, which is no failure."""
        if not self.is_quiet:
            self._say(f"textclean: warning: {one_line(name)}: {message}")

    def complaint(self, name: str, message: str) -> None:
        """Say what is wrong with `name`."""
        if not self.is_quiet:
            self._say(f"{one_line(name)}: {message}")

    def detail(self, name: str, message: str) -> None:
        """Say what only a curious user wants to know."""
        if self.is_verbose:
            self._say(f"textclean: {one_line(name)}: {message}")

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
        print(line, file=sys.stderr)


def one_line(name: str) -> str:
    """Return a path without characters that would break the line or speak to the terminal."""
    return "".join(
        c if c.isprintable() or "\udc80" <= c <= "\udcff" else repr(c)[1:-1] for c in name
    )


def in_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose user has not declined colour (see no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()
