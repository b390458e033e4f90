"""Measures in rounds that run everything in turn."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time
from typing import TypeVar

Key = TypeVar("Key")

ROUNDS = 5

# What is done sooner is run again, or the clock would be measured.
_SHORTEST = 0.02


def in_rounds(
    measured: Mapping[Key, Callable[[], float]], rounds: int = ROUNDS
) -> list[dict[Key, float]]:
    """Return for each round what each of `measured` returned in it.

    Every round runs all of them, so that a machine that slows down slows them all.
    """
    # Else the collector goes through all libraries that are loaded, and those pay whose results
    # are many objects.
    gc.collect()
    gc.freeze()
    return [{key: measure() for key, measure in measured.items()} for _ in range(rounds)]


def median_ratio(rounds: list[dict[Key, float]], over: Key, under: Key) -> float:
    """Return the median over rounds of one figure divided by another of the same round."""
    return median(figures[over] / figures[under] for figures in rounds)


def seconds(run: Callable[[], object]) -> float:
    """Return the seconds of processor time that one run takes, all threads together.

    It is averaged over as many runs as fill the shortest time that can be told well.
    """
    runs, start = 0, process_time()
    while (spent := process_time() - start) < _SHORTEST:
        run()
        runs += 1
    return spent / runs
