"""Processes of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from textclean.corpus.engines import Engine, Run
from textclean.processes import Lost, results

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def started(engine: Engine) -> Iterator[Run]:
    """Give what has processes do the work; they are started when there is some."""
    yield partial(_run, engine.workers)


def _run(
    workers: int, function: Callable[[T], R], tasks: Sequence[T]
) -> Iterator[tuple[T, R | Lost]]:
    """Yield each task with what the function makes of it.

    One whose process was killed is done once more at the end, when there is the most memory.
    """
    workers = min(workers, len(tasks))
    if workers <= 1:
        yield from ((task, function(task)) for task in tasks)
        return
    lost = []
    for task, result in results(function, tasks, workers, have_children=True):
        if isinstance(result, Lost):
            lost.append(task)
        else:
            yield task, result
    if lost:
        yield from results(function, lost, 1, have_children=True)
