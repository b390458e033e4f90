"""Has a function called in other processes, each call of which may take only so long.

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
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

import attrs

from textclean.errors import TextcleanError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")
R = TypeVar("R")

# How many tasks, for each worker, may be ahead of the one whose turn it is to be told.
AHEAD = 8


class Lost(Enum):
    """Why a task has no result: its process died, or its time was over."""

    KILLED = "killed"
    LATE = "late"


def results(
    function: Callable[[T], R],
    tasks: Iterable[T],
    number: int,
    limit: Callable[[T], float] = lambda task: 0.0,
    *,
    have_children: bool = False,
) -> Generator[tuple[T, R | Lost]]:
    """Yield each task with what `function` makes of it, in order; so many processes call it.

    The function is found by its name in the process, as pickle does it. `limit` is how many seconds
    a task may take, 0 for no limit: a worker that takes longer is killed, and so is its task where
    a worker dies by itself. In its place another goes on with the next task. Only workers that
    are to `have_children` may start processes of their own. Raises `TextcleanError` where one dies
    before it is up.
    """
    start = partial(Worker.start, function, have_children=have_children)
    waiting = iter(tasks)
    given: deque[Given[T, R]] = deque()
    is_all_given = False
    with _started(start, number) as workers:
        while True:
            for worker in workers:
                if worker.is_idle and not is_all_given and len(given) < number * AHEAD:
                    for task in islice(waiting, 1):
                        given.append(Given(task))
                        worker.give(given[-1], limit(task))
                        break
                    else:
                        is_all_given = True
            if given and given[0].is_done:
                first = given.popleft()
                yield first.task, first.result  # type: ignore[misc]
            elif given or not is_all_given:
                _receive(start, workers)
            else:
                return


@attrs.define(eq=False)
class Given(Generic[T, R]):
    """A task that a worker is at, or was, and what came of it."""

    task: T
    result: R | Lost | None = None
    is_done: bool = False

    def end(self, result: R | Lost) -> None:
        """Note what came of it."""
        self.result, self.is_done = result, True


@attrs.define(eq=False)
class Worker(Generic[T, R]):
    """A process, our end of its pipe, what it is at, if anything, and until when it may be; it is
    idle once it has said that it is up, and whenever it has answered.
    """

    process: BaseProcess
    pipe: Connection
    at: Given[T, R] | None = None
    deadline: float = math.inf
    is_up: bool = False
    is_idle: bool = False

    @classmethod
    def start(cls, function: Callable[[T], R], *, have_children: bool = False) -> Worker[T, R]:
        """Start a process."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        # What is no daemon is waited for at the end: whoever asks for it ends it.
        daemon = not have_children
        process = context.Process(target=_work, args=(theirs, function), daemon=daemon)
        with _interrupts_ignored():
            process.start()
        theirs.close()
        return cls(process, ours)

    def give(self, given: Given[T, R], limit: float = 0.0) -> None:
        """Hand over a task; that the worker has died is noticed when its answer is awaited."""
        self.at, self.is_idle = given, False
        self.deadline = time.monotonic() + (limit or math.inf)
        with suppress(BrokenPipeError):
            self.pipe.send(given.task)

    def answer(self) -> None:
        """Note what the worker says: that it is up, or what it made of its task.

        Raises `EOFError` where it has died.
        """
        try:
            result = self.pipe.recv()
        except ConnectionResetError:
            raise EOFError from None
        if self.at and self.is_up:
            self.at.end(result)
            self.at, self.deadline = None, math.inf
        self.is_up, self.is_idle = True, self.at is None

    @property
    def is_late(self) -> bool:
        """Whether the time for its task is over and no answer has come."""
        return self.deadline <= time.monotonic() and not self.pipe.poll()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _receive(start: Callable[[], Worker[T, R]], workers: list[Worker[T, R]]) -> None:
    """Wait until a worker says something or the time of one is over, and note what it is."""
    for worker in _answering(workers):
        try:
            worker.answer()
        except EOFError:
            _replace(start, workers, worker, Lost.KILLED)
    for late in [worker for worker in workers if worker.is_late]:
        _replace(start, workers, late, Lost.LATE)


def _answering(workers: Iterable[Worker[T, R]]) -> list[Worker[T, R]]:
    """Wait until a worker says something, or the time of one is over; return those that do."""
    deadline = min(worker.deadline for worker in workers)
    left = None if deadline == math.inf else max(0.0, deadline - time.monotonic())
    ready = wait([worker.pipe for worker in workers], left)
    return [worker for worker in workers if worker.pipe in ready]


def _replace(
    start: Callable[[], Worker[T, R]],
    workers: list[Worker[T, R]],
    worker: Worker[T, R],
    why: Lost,
) -> None:
    """End a worker, note that its task is lost, and start another in its place.

    Raises `TextcleanError` for a worker that died as it started, as another would.
    """
    if not worker.is_up:
        raise TextcleanError(
            "a worker process was killed as it started, perhaps for want of memory; run again "
            "with -j 1"
        )
    worker.end()
    if worker.at:
        worker.at.end(why)
    workers[workers.index(worker)] = start()


@contextmanager
def _started(start: Callable[[], Worker[T, R]], number: int) -> Iterator[list[Worker[T, R]]]:
    """Start workers, which may be replaced, and end them when the work is done or broken off."""
    workers: list[Worker[T, R]] = []
    try:
        workers.extend(start() for _ in range(number))
        yield workers
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.end()


def _work(pipe: Connection, function: Callable[[T], R]) -> None:
    """Say that this process is up, and call the function with what comes through the pipe until it
    is closed.
    """
    _end_with_parent()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(function(pipe.recv()))


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
