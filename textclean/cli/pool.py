"""Runs the rules over files in several processes, which read but never write.

The standard pools hang when a signal ends a process of theirs at the wrong moment, since threads
of theirs wait for a queue that nobody reads any more. Here each worker has a pipe of its own, and
this process is the one that waits, so that an end of a worker is an end of its pipe.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome, examine
from textclean.errors import TextcleanError

# How many files, for each worker, may be examined ahead of the next one to be reported.
AHEAD = 8


def outcomes(tasks: Sequence[Input], workers: int) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; `workers` processes do the work.

    Raises `TextcleanError` where one of them dies.
    """
    done: dict[int, Outcome] = {}
    busy: dict[Connection, int] = {}
    given = 0
    with _started(workers) as idle:
        for reported, task in enumerate(tasks):
            while reported not in done:
                while idle and given < min(len(tasks), reported + workers * AHEAD):
                    pipe = idle.pop()
                    busy[pipe] = given
                    _send(pipe, tasks[given])
                    given += 1
                for ready in [pipe for pipe in wait(list(busy)) if isinstance(pipe, Connection)]:
                    done[busy.pop(ready)] = _received(ready)
                    idle.append(ready)
            yield task, done.pop(reported)


@contextmanager
def _started(workers: int) -> Iterator[list[Connection]]:
    """Start processes and give a pipe to each; end them when the work is done or broken off."""
    context = multiprocessing.get_context("spawn")
    processes: list[BaseProcess] = []
    pipes: list[Connection] = []
    try:
        with _interrupts_ignored():
            for _ in range(workers):
                ours, theirs = context.Pipe()
                process = context.Process(target=_work, args=(theirs,), daemon=True)
                process.start()
                processes.append(process)
                theirs.close()
                pipes.append(ours)
        yield list(pipes)
    finally:
        for started in processes:
            started.kill()
        for started in processes:
            started.join()
        for pipe in pipes:
            pipe.close()


def _work(pipe: Connection) -> None:
    """Examine what comes through the pipe until it is closed."""
    with suppress(EOFError, BrokenPipeError):
        while True:
            pipe.send(examine(pipe.recv()))


def _send(pipe: Connection, task: Input) -> None:
    """Hand a task to a worker; one that has died is noticed when its answer is awaited."""
    with suppress(BrokenPipeError):
        pipe.send(task)


def _received(pipe: Connection) -> Outcome:
    """Return what a worker answers."""
    try:
        outcome: Outcome = pipe.recv()
    except (EOFError, ConnectionResetError):
        raise TextcleanError(
            "a worker process was killed, perhaps for want of memory; run again with -j 1"
        ) from None
    return outcome


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Ignore Ctrl-C while processes start: they inherit that, and so never see it.

    A terminal sends it to the whole process group, and each worker would print a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
