"""The goals that textclean set itself, and whether they are reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from benches.cold_start import FIX
from benches.copies import Copy
from benches.growth import Growth
from benches.ours import builds, named
from benches.rivals import SPLIT
from benches.speed import Speed
from benches.subject import Product
from textclean.tokens.scan import BUILD

_SPANS_OVER_SPLIT = {"compiled": 4.0, "numpy": 0.4}
_IN_USE_OVER_SPLIT: Mapping[Product, float] = {"token strings": 0.9, "sentence spans": 0.8}
_LARGEST_GROWTH = 11.0
_BYTES_A_CHARACTER = 12.0
_SECONDS_TO_FIX = 0.4

SpeedsByCopy = Mapping[Copy, Iterable[Speed]]


@attrs.frozen
class Goal:
    """What was to be reached, what was found, and whether that is enough."""

    aim: str
    found: str
    reached: bool


def goals(
    by_copy: SpeedsByCopy,
    grown: Iterable[Growth],
    peaks: Mapping[str, float],
    starts: Mapping[str, float],
) -> Iterator[Goal]:
    """Yield the goals; one of speed is reached where it is on clean and on garbled copy."""
    for build, least in _SPANS_OVER_SPLIT.items():
        yield _speed_goal(by_copy, "token spans", build, least)
    for product, least in _IN_USE_OVER_SPLIT.items():
        yield _speed_goal(by_copy, product, BUILD, least)
    yield _growth_goal(grown)
    for build in builds():
        peak = peaks.get(f"token spans: {named(build)}")
        yield Goal(
            f"token spans, {build}: under {_BYTES_A_CHARACTER:g} bytes a character",
            "not measured" if peak is None else f"{peak:.1f}",
            peak is not None and peak < _BYTES_A_CHARACTER,
        )
    yield Goal(
        f"{FIX}: at most {_SECONDS_TO_FIX:g} s above bare Python",
        f"{starts[FIX]:.2f} s",
        starts[FIX] <= _SECONDS_TO_FIX,
    )


def table(found: Iterable[Goal]) -> Iterator[str]:
    """Yield the lines of the table of goals."""
    yield f"{'goal':<58}{'found':<36}  reached"
    for goal in found:
        yield f"  {goal.aim:<56}{goal.found:<36}  {'yes' if goal.reached else 'NO'}"


def _speed_goal(by_copy: SpeedsByCopy, product: Product, build: str, least: float) -> Goal:
    """Return the goal that a product of a build has so many times the speed of `str.split`.

    It was set, and is judged, on copy in one text.
    """
    ratios: dict[bool, list[float]] = {True: [], False: []}
    for copy, speeds in by_copy.items():
        for speed in speeds:
            if (speed.subject.product, speed.subject.name) == (product, named(build)):
                ratios[copy.is_one_text].append(speed.over_split)
    judged, others = (", ".join(f"{r:.2f}" for r in found) for found in ratios.values())
    return Goal(
        f"{product}, {build}: at least {least:g} x {SPLIT}",
        f"{judged} (by documents {others})" if judged else "not built",
        bool(judged) and min(ratios[True]) >= least,
    )


def _growth_goal(grown: Iterable[Growth]) -> Goal:
    """Return the goal that nothing costs much more than in proportion to its length."""
    worst = max(grown, key=lambda growth: growth.factor)
    return Goal(
        f"10 times as long: at most {_LARGEST_GROWTH:g} times as dear",
        f"{worst.factor:.1f} ({worst.subject.name}, {worst.text})",
        worst.factor <= _LARGEST_GROWTH,
    )
