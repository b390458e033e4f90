"""Tasks of Ray, on a cluster that runs, or on one of this machine that is started and stopped."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import ray
from ray.exceptions import RayError

from textclean.corpus.engines import Engine, Run
from textclean.errors import TextcleanError
from textclean.processes import Lost

T = TypeVar("T")
R = TypeVar("R")

# How often Ray does a task again whose process or machine was lost.
_RETRIES = 3

# Tasks that wait in the cluster for each processor, so that none is idle while we look.
_AHEAD = 2

_PATIENCE = 10.0  # seconds


@contextmanager
def started(engine: Engine) -> Iterator[Run]:
    """Connect to a cluster, or start one, and leave it. Raises `TextcleanError`."""
    _start(engine)
    try:
        yield _run
    finally:
        ray.shutdown()


def _run(function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R | Lost]]:
    """Yield each task with what the function makes of it, as the results come."""
    remote = ray.remote(max_retries=_RETRIES)(function)
    waiting = iter(tasks)
    running: dict[ray.ObjectRef, T] = {}
    while True:
        # A cluster may grow.
        room = max(1, int(ray.cluster_resources().get("CPU", 1))) * _AHEAD - len(running)
        for _, task in zip(range(room), waiting, strict=False):
            running[remote.remote(task)] = task
        if not running:
            return
        for done in ray.wait(list(running))[0]:
            task = running.pop(done)
            try:
                yield task, ray.get(done)
            except RayError:
                yield task, Lost.KILLED


def _start(engine: Engine) -> None:
    """Connect to a cluster, or start one. Raises `TextcleanError`."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    quiet = {"log_to_driver": False, "configure_logging": False, "logging_level": logging.ERROR}
    try:
        if engine.address:
            _see_that_it_answers(engine.address)
            ray.init(engine.address, **quiet)
        else:
            ray.init(num_cpus=engine.workers, include_dashboard=False, **quiet)
    except (OSError, RayError, RuntimeError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise TextcleanError(
            f"Ray cannot be reached ({reason}); see that the cluster runs, or leave out --address"
        ) from None


def _see_that_it_answers(address: str) -> None:
    """Raise `OSError` for an address at which nothing answers: Ray would try for many minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdigit():  # none is "auto", nor a name that Ray knows
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
