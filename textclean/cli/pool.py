"""Runs the rules over files in other processes, which read but never write.

The standard pools hang when a signal ends a process of theirs at the wrong moment, since threads
of theirs wait for a queue that nobody reads any more. Here each worker has a pipe of its own, and
this process is the one that waits, so that an end of a worker is an end of its pipe.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

import attrs

from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome, examine
from textclean.errors import TextcleanError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# How many files, for each worker, may be ahead of the one whose turn it is to be told.
AHEAD = 8

KILLED = (
    "its worker process was killed, perhaps for want of memory, and the file was left alone; "
    "run again with this file alone"
)


def outcomes(tasks: Sequence[Input], number: int) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; so many worker processes do the work.

    A worker that takes longer over a file than its settings allow is killed; where one dies by
    itself, so does the work on its file. In its place another goes on with the next file. Raises
    `TextcleanError` where one dies before it is up.
    """
    done: dict[int, Outcome] = {}
    given = 0
    with _started(number) as workers:
        for told, task in enumerate(tasks):
            while told not in done:
                for worker in workers:
                    if worker.is_idle and given < min(len(tasks), told + number * AHEAD):
                        worker.give(given, tasks[given])
                        given += 1
                for worker in _answering(workers):
                    at = worker.at
                    try:
                        outcome = worker.answer()
                    except EOFError:
                        _see_that_it_was_up(worker)
                        outcome = Outcome(error=KILLED)
                        _replace(workers, worker)
                    if outcome and at is not None:
                        done[at] = outcome
                for late in [worker for worker in workers if worker.is_late]:
                    if late.at is not None:
                        done[late.at] = unfinished(tasks[late.at])
                    _replace(workers, late)
            yield task, done.pop(told)


@attrs.define(eq=False)
class Worker:
    """A process, our end of its pipe, the number of the file that it is at, if any, and until when
    it may be; it is idle once it has said that it is up, and whenever it has answered.
    """

    process: BaseProcess
    pipe: Connection
    at: int | None = None
    deadline: float = math.inf
    is_idle: bool = False

    @classmethod
    def start(cls) -> Worker:
        """Start a process."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        with _interrupts_ignored():
            process.start()
        theirs.close()
        return cls(process, ours)

    def give(self, at: int, task: Input) -> None:
        """Hand over a file; that the worker has died is noticed when its answer is awaited."""
        self.at, self.is_idle = at, False
        self.deadline = time.monotonic() + (task.settings.timeout or math.inf)
        with suppress(BrokenPipeError):
            self.pipe.send(task)

    def answer(self) -> Outcome | None:
        """Return what the worker says: nothing but that it is up, or the outcome of its file.

        Raises `EOFError` where it has died.
        """
        try:
            outcome: Outcome | None = self.pipe.recv()
        except ConnectionResetError:
            raise EOFError from None
        self.at, self.is_idle, self.deadline = None, True, math.inf
        return outcome

    @property
    def is_late(self) -> bool:
        """Whether the time for its file is over and no answer has come."""
        return self.deadline <= time.monotonic() and not self.pipe.poll()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _answering(workers: Iterable[Worker]) -> list[Worker]:
    """Wait until a worker says something, or the time of one is over; return those that do."""
    deadline = min(worker.deadline for worker in workers)
    left = None if deadline == math.inf else max(0.0, deadline - time.monotonic())
    ready = wait([worker.pipe for worker in workers], left)
    return [worker for worker in workers if worker.pipe in ready]


def _see_that_it_was_up(worker: Worker) -> None:
    """Raise `TextcleanError` for a worker that died as it started, as another would."""
    if worker.at is None and not worker.is_idle:
        raise TextcleanError(
            "a worker process was killed as it started, perhaps for want of memory; run again "
            "with -j 1"
        )


def _replace(workers: list[Worker], worker: Worker) -> None:
    """End a worker and start another in its place."""
    worker.end()
    workers[workers.index(worker)] = Worker.start()


def unfinished(task: Input) -> Outcome:
    """Return what came of a file that took too long."""
    seconds = task.settings.timeout
    return Outcome(
        error=f"took longer than {seconds:g} s and was left alone; allow it more with --timeout, "
        "or --ignore the rule that is slow, and please report it"
    )


@contextmanager
def _started(number: int) -> Iterator[list[Worker]]:
    """Start workers, which may be replaced, and end them when the work is done or broken off."""
    workers: list[Worker] = []
    try:
        workers.extend(Worker.start() for _ in range(number))
        yield workers
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.end()


def _work(pipe: Connection) -> None:
    """Say that this process is up, and examine what comes through the pipe until it is closed."""
    _end_with_parent()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(examine(pipe.recv()))


def _end_with_parent() -> None:
    """Have the system end this process with its parent, even within one long search of a text.

    The parent holds the other end of a pipe, and the signal that tells of its end is not handled.
    """
    parent = multiprocessing.parent_process()
    if fcntl is None or parent is None:
        return
    pipe = parent.sentinel
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)


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
