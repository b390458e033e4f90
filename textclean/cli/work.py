"""Has files examined, here or in other processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome, examine


def outcomes(tasks: Sequence[Input], jobs: int) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; `jobs` processes work, 0 means one a processor.

    Other processes do it too where a file may take only so long. Raises `TextcleanError` where one
    of them dies.
    """
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    # Only another process can be stopped in the middle of a search that takes too long.
    if workers > 1 or any(task.settings.timeout for task in tasks):
        from textclean.cli import pool

        yield from pool.outcomes(tasks, workers)
    else:
        yield from zip(tasks, map(examine, tasks), strict=True)
