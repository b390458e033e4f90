"""Runs a subject in a process of its own, under a limit of its time, and says how that went."""

from __future__ import annotations

import math
import multiprocessing
import resource
import signal
import traceback
import tracemalloc
from collections.abc import Callable
from multiprocessing.connection import Connection
from time import process_time

import attrs

from benches.hostile.subjects import READERS, SUBJECTS
from textclean.errors import TextcleanError
from textclean.pipeline import Report

# Seconds of the processor in which an input must be done, and by the clock, for what waits.
_MOST_SECONDS, _MOST_WAITED = 60, 900.0
# Bytes for each character, beside what is loaded once.
_MOST_MEMORY, _LOADED = 300, 3_000_000
# Four times the input, four times the time; what takes more than twice that grows faster.
_TIMES = 4
_MOST_GROWTH = 2.2
_TOLD = 0.2  # seconds of the processor


@attrs.define
class Guarded:
    """A process that runs subjects; one that takes too long is killed, and another takes over."""

    _process: multiprocessing.process.BaseProcess | None = None
    _pipe: Connection | None = None

    def finding(self, check: str, subject: str, text: str) -> str:
        """Return what is wrong with a subject on a text by a `check`, or nothing."""
        if self._pipe is None:
            context = multiprocessing.get_context("fork")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()  # so that its end is the end of the pipe
        self._pipe.send((check, subject, text))
        try:
            if self._pipe.poll(_MOST_WAITED):
                return str(self._pipe.recv())
            found = f"took longer than {_MOST_WAITED:.0f} s by the clock"
        except EOFError:
            found = self._ended()
        self.end()
        return found

    def _ended(self) -> str:
        """Return what a process died of."""
        if self._process:
            self._process.join()
            if self._process.exitcode == -signal.SIGXCPU:
                return f"took longer than {_MOST_SECONDS} s of the processor"
        return "its process died"

    def end(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _serve(pipe: Connection) -> None:
    while True:
        check, subject, text = pipe.recv()
        # The system ends it, whatever it is at.
        most = math.ceil(process_time()) + _MOST_SECONDS
        _, ceiling = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, ceiling))
        try:
            found = CHECKS[check](subject, text)
        except TextcleanError as error:
            found = f"{type(error).__name__}: {error}"
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            found = f"{type(error).__name__} in {last.name}, line {last.lineno}: {error}"
        pipe.send(found)


def _goes_well(subject: str, text: str) -> str:
    """The report can be undone, and repairing its text again does nothing."""
    report = SUBJECTS[subject](text)
    if not isinstance(report, Report):
        return ""
    if report.undo() != report.source:
        return "cannot be undone"
    if subject in READERS:  # whose texts are wrapped already
        return ""
    again = SUBJECTS[subject](report.text)
    return "changes again" if isinstance(again, Report) and again.edits else ""


def _grows_evenly(subject: str, text: str) -> str:
    """Four times the text takes about four times as long."""
    SUBJECTS[subject](text[:200])
    spent = [_seconds(subject, text * times) for times in (1, _TIMES)]
    if spent[1] < _TOLD or spent[1] < _MOST_GROWTH * _TIMES * spent[0]:
        return ""
    spent = [
        min(one, _seconds(subject, text * n)) for one, n in zip(spent, (1, _TIMES), strict=True)
    ]
    if spent[1] < _MOST_GROWTH * _TIMES * spent[0]:
        return ""
    # Where the network begins to be asked there is a step, and no growth behind it.
    if _seconds(subject, text * _TIMES**2) < _MOST_GROWTH * _TIMES * spent[1]:
        return ""
    return f"{_TIMES} times the text takes {spent[1] / spent[0]:.0f} times as long"


def _takes_little_memory(subject: str, text: str) -> str:
    """The peak of what is allocated is in proportion to the text."""
    SUBJECTS[subject](text)  # what is loaded once, which less of it may not need
    tracemalloc.start()
    try:
        SUBJECTS[subject](text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    most = _MOST_MEMORY * len(text) + _LOADED
    return f"{(peak - _LOADED) / len(text):.0f} bytes a character" if peak > most else ""


def _seconds(subject: str, text: str) -> float:
    start = process_time()
    SUBJECTS[subject](text)
    return process_time() - start


CHECKS: dict[str, Callable[[str, str], str]] = {
    "result": _goes_well,
    "growth": _grows_evenly,
    "memory": _takes_little_memory,
}
"""What is looked at, by name."""
