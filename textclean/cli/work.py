"""Has files examined, here or in other processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from textclean.cli.inputs import Input
from textclean.cli.progress import size_of
from textclean.cli.repairs import Outcome, examine

# Bytes for which it pays to start a worker: it takes about a second to load what the rules know,
# and a second for a hundred stories of a kilobyte.
SHARE = 100_000


def outcomes(tasks: Sequence[Input], jobs: int | None) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; `jobs` processes work, 0 means one a processor,
    none as many of those as it pays to start.

    Other processes do it too where a file may take only so long. Raises `TextcleanError` where one
    of them dies.
    """
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if jobs is None and workers > 1:
        workers = min(workers, sum(map(size_of, tasks)) // SHARE)
    # Only another process can be stopped in the middle of a search that takes too long.
    if workers > 1 or any(task.settings.timeout for task in tasks):
        from textclean.cli import pool

        yield from pool.outcomes(tasks, max(workers, 1))
    else:
        yield from zip(tasks, map(examine, tasks), strict=True)
