"""The engines that do the work on shards, each a module with one function `started`.

While it is started, an engine calls a function with each of some tasks, wherever it likes and as
many at once as it can, and yields the tasks with the results as they come, in any order. A task
whose process was lost is done again; where that was to no avail, its result is `Lost.KILLED`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Protocol, TypeVar

import attrs

from textclean.errors import ConfigurationError, installing
from textclean.processes import Lost

T = TypeVar("T")
R = TypeVar("R")

# The engines, and the extra that brings each.
ENGINES = {"local": "arrow", "ray": "ray", "spark": "spark"}


class Run(Protocol):
    """What an engine does while it is started."""

    def __call__(
        self, function: Callable[[T], R], tasks: Sequence[T], /
    ) -> Iterator[tuple[T, R | Lost]]:
        """Yield each task with what the function makes of it, as the results come."""


@attrs.frozen
class Engine:
    """Which engine does the work, with so many processes here, or else where a cluster is.

    `address` is that of a cluster of Ray, or the master of Spark.
    """

    name: str = "local"
    workers: int = 1
    address: str = ""

    def started(self) -> AbstractContextManager[Run]:
        """Start the engine, and stop it at the end.

        Raises `ConfigurationError` where it is not installed, and `TextcleanError` where it cannot
        be started.
        """
        try:
            module = import_module(f"textclean.corpus.engines.{self.name}")
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                f"--engine {self.name} needs {error.name}; {installing(ENGINES[self.name])}"
            ) from None
        started: AbstractContextManager[Run] = module.started(self)
        return started
