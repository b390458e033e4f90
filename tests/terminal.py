"""A command on a terminal of its own: what it shows, and keys that are typed there."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyte

# Seconds after which what was waited for does not come any more.
PATIENCE = 60.0


class Terminal:
    """A terminal in which a command runs; `screen` is what one sees there."""

    def __init__(
        self,
        *arguments: str,
        cwd: Path,
        columns: int = 80,
        lines: int = 24,
        program: Sequence[str] = ("-m", "textclean"),
        **environment: str,
    ) -> None:
        """Start the command, or another program of Python."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.printed = b""
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        surroundings = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI")}
        self.process = subprocess.Popen(
            [sys.executable, *program, *arguments],
            cwd=cwd,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings | {"TERM": "xterm-256color"} | environment,
            start_new_session=True,
        )
        os.close(theirs)

    def type(self, keys: str) -> None:
        """Type keys."""
        os.write(self._ours, keys.encode())

    @property
    def text(self) -> str:
        """What is on the screen, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, text: str) -> str:
        """Wait until a text stands on the screen, its lines joined, and return the screen."""
        self.read_until(lambda: text in self.joined)
        assert text in self.joined, self.text
        return self.text

    @property
    def joined(self) -> str:
        """What is on the screen as one line, as a reader takes it whose terminal is narrow."""
        return " ".join(self.text.split())

    def end(self) -> int:
        """Wait until the command ends, and return its exit code."""
        self.read_until(lambda: self.process.poll() is not None)
        code = self.process.poll()
        assert code is not None, self.text
        while self._read():  # a terminal hands over a few thousand bytes at a time
            pass
        return code

    def close(self) -> None:
        """End the command, if it has not ended."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def read_until(self, is_there: Callable[[], bool]) -> None:
        """Read what is printed until something is so, or it takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not is_there() and time.monotonic() < deadline:
            self._read()

    def _read(self) -> bool:
        """Show what has been printed since, and say whether that was anything."""
        if not select.select([self._ours], [], [], 0.05)[0]:
            return False
        try:
            data = os.read(self._ours, 100_000)
        except OSError:  # nobody is at the other end any more
            return False
        self.printed += data
        self._stream.feed(data)
        return bool(data)


@contextmanager
def on_terminal(*arguments: str, cwd: Path, **given: Any) -> Iterator[Terminal]:
    """Run a command on a terminal, and end it."""
    terminal = Terminal(*arguments, cwd=cwd, **given)
    try:
        yield terminal
    finally:
        terminal.close()
