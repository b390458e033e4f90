"""What the command's exit code means."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes; where several hold, the first of USAGE, UNREADABLE, FINDINGS, CLEAN counts.

    A wrong call outranks the rest, because then nothing was done as it was meant. An input that
    was not examined outranks findings, because it may hide more of them.
    """

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the code that counts where several hold."""
    order = (ExitCode.CLEAN, ExitCode.FINDINGS, ExitCode.UNREADABLE, ExitCode.USAGE)
    return max(codes, key=order.index, default=ExitCode.CLEAN)
