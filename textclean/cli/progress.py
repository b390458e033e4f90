"""How far a run has come, on a terminal, once it takes over a second; drawn by tqdm."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import attrs

from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome

if TYPE_CHECKING:
    from tqdm import tqdm

# Seconds after which a run is worth a look at how far it has come.
PATIENCE = 1.0
# Seconds between two looks: whoever reads takes in no more, and a terminal need not.
REST = 0.1

_FORMAT = "{desc} {percentage:3.0f}% |{bar}| {rate_fmt}, {remaining} left"


def shown(
    outcomes: Iterable[tuple[Input, Outcome]], tasks: Sequence[Input], *, is_quiet: bool
) -> Iterator[tuple[Input, Outcome]]:
    """Yield outcomes, and draw on standard error how many of the tasks are done, if that is a
    terminal and nobody has asked for quiet.

    What is drawn is gone whenever an outcome is dealt with, so that lines may be printed.
    """
    if is_quiet or not _is_wanted(len(tasks)):
        yield from outcomes
        return
    progress = _Progress(tasks)
    try:
        for task, outcome in outcomes:
            progress.clear()
            yield task, outcome
            progress.add(task, outcome)
    finally:
        progress.close()


def size_of(task: Input) -> int:
    """Return how many bytes there are to read; none of what is not there."""
    if task.data is not None:
        return len(task.data)
    with suppress(OSError):
        return task.path.stat().st_size
    return 0


def _is_wanted(count: int) -> bool:
    """Whether there is a person to look at it, and more than one step to see."""
    is_dumb = os.environ.get("TERM") == "dumb"
    return count > 1 and sys.stderr.isatty() and not (is_dumb or os.environ.get("CI"))


@attrs.define
class _Progress:
    """Counts what is done, and draws it now and then."""

    tasks: Sequence[Input]
    _started: float = attrs.field(factory=time.monotonic)
    _drawn: float = 0.0
    _files: int = 0
    _bytes: int = 0
    _findings: int = 0
    _is_drawn: bool = False
    _bar: tqdm[Any] | None = None

    def add(self, task: Input, outcome: Outcome) -> None:
        """Count an outcome, and draw how far it all is if it is time to."""
        self._files += 1
        # By now a file may have been written.
        self._bytes += len(outcome.original) or size_of(task)
        self._findings += len(outcome.report.edits) if outcome.report else 0
        now = time.monotonic()
        if now - self._started >= PATIENCE and now - self._drawn >= REST:
            self._draw()
            self._drawn = now

    def clear(self) -> None:
        """Take off the terminal what was drawn."""
        if self._bar is not None and self._is_drawn:
            self._bar.clear()
            self._is_drawn = False

    def close(self) -> None:
        """Take it off for good."""
        if self._bar is not None:
            self._bar.close()

    def _draw(self) -> None:
        if self._bar is None:
            self._bar = self._opened()
        files = f"{self._files:,} of {len(self.tasks):,} files"
        findings = f"{self._findings:,} finding{'' if self._findings == 1 else 's'}"
        self._bar.n = self._bytes
        self._bar.set_description_str(f"{files}, {findings}", refresh=False)
        self._bar.refresh()
        self._is_drawn = True

    def _opened(self) -> tqdm[Any]:
        """Return the bar, which stands for all bytes that there are to read."""
        from tqdm import tqdm  # only who waits needs it

        tqdm.monitor_interval = 0  # no thread: the bar is drawn when there is something new
        bar: tqdm[Any] = tqdm(
            total=sum(map(size_of, self.tasks)),
            unit="B",
            unit_scale=True,
            bar_format=_FORMAT,
            dynamic_ncols=True,
            leave=False,
            file=sys.stderr,
        )
        bar.start_t -= time.monotonic() - self._started
        return bar
