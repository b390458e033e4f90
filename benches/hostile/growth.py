"""How the processor time of a subject grows as a hostile piece is repeated."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from contextlib import suppress
from time import process_time

import attrs

from benches.hostile.subjects import Reading
from textclean.errors import UnstableRepairError

# Code points: where the doubling begins, and where it ends.
_SHORTEST, _LONGEST = 500, 32_000
# Seconds: less is not told from noise, and more is not waited for.
_TOLD, _ENOUGH = 0.03, 0.4
# The power of the length that the time may grow with, over a factor of `_OVER`; a sort, caches and
# a collector of garbage that has more to look at let linear work grow a little faster.
MOST = 1.35
_OVER = 4
# What seems to grow too fast is followed so far, in seconds for one text.
_PATIENCE = 3.0


@attrs.frozen
class Growth:
    """The times of one subject on texts of one family, in seconds, by their lengths; and the power
    of the length that they grow with at the end.
    """

    seconds: dict[int, float]
    power: float

    @property
    def is_superlinear(self) -> bool:
        """Whether the time grows faster than the text."""
        return self.power > MOST


def growth(read: Reading, family: Callable[[int], str]) -> Growth:
    """Measure how the time of a subject grows: at a length, twice, four times the length …"""
    _seconds(read, family(_SHORTEST))  # what is loaded once
    spent: dict[int, float] = {}
    length = _SHORTEST
    while length <= _LONGEST:
        spent[length] = _seconds(read, family(length))
        if spent[length] > _ENOUGH:
            break
        length *= 2
    # From some length on a model may run that did not before: a step, and no growth.
    while _power(spent) > MOST and spent[max(spent)] < _PATIENCE and max(spent) < 8 * _LONGEST:
        longest = max(spent)
        spent[longest] = min(spent[longest], _seconds(read, family(longest)))
        if _power(spent) > MOST:
            spent[2 * longest] = _seconds(read, family(2 * longest))
    return Growth(spent, _power(spent))


def _power(spent: dict[int, float]) -> float:
    """Return the power between the longest text and one of a quarter of it; 0 for what is quick."""
    longest = max(spent)
    shorter = longest // _OVER
    if spent[longest] < _TOLD or shorter not in spent:
        return 0.0
    return math.log(spent[longest] / max(spent[shorter], 1e-6), _OVER)


def _seconds(read: Reading, text: str) -> float:
    gc.collect()
    start = process_time()
    # That a repair does not settle is for the search to find.
    with suppress(UnstableRepairError):
        read(text)
    return process_time() - start
