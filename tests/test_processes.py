"""A function called in other processes: results in order, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from textclean.processes import AHEAD, Lost, results

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")

DEADLY, ENDLESS = 3, 5


def squared(number: int) -> int:
    """Return the square of a number, but of two."""
    if number == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == ENDLESS:
        time.sleep(600)
    return number * number


def test_results_come_in_order_and_what_is_lost_is_told() -> None:
    """A task that kills its process, or takes too long, is lost and no other is."""
    found = results(squared, range(8), 2, lambda number: 1.0 if number == ENDLESS else 0.0)
    expected: list[int | Lost] = [number * number for number in range(8)]
    expected[DEADLY], expected[ENDLESS] = Lost.KILLED, Lost.LATE
    assert list(found) == list(enumerate(expected))


def test_no_more_tasks_are_taken_than_are_worked_on() -> None:
    """Tasks are taken as they are needed, so that those of a large corpus need not be kept."""
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(10, 1000):
            taken.append(number)
            yield number

    found = results(squared, tasks(), 1)
    assert next(found) == (10, 100)
    assert len(taken) <= AHEAD
    found.close()


def test_without_tasks_there_is_nothing() -> None:
    """No task, no result."""
    assert list(results(squared, [], 1)) == []
