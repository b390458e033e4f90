"""Runs the rules over files in several processes, which read but never write."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome, examine
from textclean.errors import TextcleanError


def outcomes(tasks: Sequence[Input], workers: int) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; `workers` processes do the work.

    Raises `TextcleanError` where one of them dies.
    """
    with _pool(workers) as pool:
        chunk = max(1, min(16, len(tasks) // (workers * 4)))
        with _interrupts_held():
            results = pool.map(examine, tasks, chunksize=chunk)
        try:
            yield from zip(tasks, results, strict=True)
        except BrokenProcessPool:
            raise TextcleanError(
                "a worker process was killed, perhaps for want of memory; run again with -j 1"
            ) from None


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Open a pool of processes, and end them at once if the work is broken off."""
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield pool
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()
        raise


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C while processes start: they inherit the mask, and so never see it.

    A terminal sends it to the whole process group, and each worker would print a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    previous = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous)
