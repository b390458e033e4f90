"""Runs the rules over files in other processes, which read but never write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome, examine
from textclean.processes import Lost, results

_KILLED = (
    "its worker process was killed, perhaps for want of memory, and the file was left alone; "
    "run again with this file alone"
)


def outcomes(tasks: Sequence[Input], number: int) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; so many worker processes do the work.

    A worker that takes longer over a file than its settings allow is killed; where one dies by
    itself, so does the work on its file. Raises `TextcleanError` where one dies before it is up.
    """
    for task, outcome in results(examined, tasks, number, lambda task: task.settings.timeout):
        yield task, unfinished(task, outcome) if isinstance(outcome, Lost) else outcome


def examined(task: Input) -> Outcome:
    """Examine a file, in a worker."""
    return examine(task)


def unfinished(task: Input, why: Lost) -> Outcome:
    """Return what came of a file whose work was broken off."""
    if why is Lost.KILLED:
        return Outcome(error=_KILLED)
    seconds = task.settings.timeout
    return Outcome(
        error=f"took longer than {seconds:g} s and was left alone; allow it more with --timeout, "
        "or --ignore the rule that is slow, and please report it"
    )
