"""The table of speeds: MB/s, and the ratio to `str.split` in the same round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from time import perf_counter

from benches.subjects import COPY, SUBJECTS, Subject

ROUNDS = 5
FLOOR = "str.split"

# A subject that is done sooner is run again, or the clock would be measured.
_SHORTEST = 0.02


def summary() -> Iterator[str]:
    """Yield the lines of the table; each figure is a median over rounds."""
    for copy, source in COPY.items():
        size = len(source.encode())
        rounds = interleaved(SUBJECTS, source)
        yield f"{copy} copy, {size / 1000:.0f} KB{'MB/s':>15}{f'x {FLOOR}':>15}"
        for name in SUBJECTS:
            speed = median(size / seconds[name] for seconds in rounds) / 1e6
            ratio = median(seconds[FLOOR] / seconds[name] for seconds in rounds)
            yield f"  {name:<18}{speed:>14.3f}{ratio:>15.4f}"
        yield ""


def interleaved(subjects: Mapping[str, Subject], source: str) -> list[dict[str, float]]:
    """Return for each round the seconds that each subject took.

    Every round runs all subjects, so that a machine that slows down slows them all.
    """
    return [
        {name: seconds(subject, source) for name, subject in subjects.items()}
        for _ in range(ROUNDS)
    ]


def seconds(subject: Subject, source: str) -> float:
    """Return the seconds that one run takes, averaged over as many as fill the shortest time."""
    runs, start = 0, perf_counter()
    while (spent := perf_counter() - start) < _SHORTEST:
        subject(source)
        runs += 1
    return spent / runs
