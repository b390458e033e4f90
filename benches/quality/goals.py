"""The goals of quality, and whether they are reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from benches.quality.calibration import expected_error
from benches.quality.table import shown
from benches.quality.tally import Tally


@attrs.frozen
class Goal:
    """A figure, and the least or the most that it should be."""

    heading: str
    name: str
    bound: float
    is_least: bool
    figure: Callable[[Tally], float]

    def is_reached(self, found: Tally) -> bool:
        """Whether the figure is good enough; one that is not a number is not."""
        figure = self.figure(found)
        return figure >= self.bound if self.is_least else figure <= self.bound

    @property
    def aim(self) -> str:
        """The goal in few characters."""
        return f"{self.name}{'≥' if self.is_least else '≤'}{self.bound:g}"


GOALS = (
    Goal("sentence", "P", 0.97, True, lambda found: found.precision("sentence marks")),
    Goal("marks", "F1", 0.93, True, lambda found: found.f1("sentence marks")),
    Goal("commas", "P", 0.85, True, lambda found: found.precision("commas")),
    Goal("", "F1", 0.65, True, lambda found: found.f1("commas")),
    Goal("hyphens", "P", 0.95, True, lambda found: found.precision("hyphens")),
    Goal("", "F1", 0.75, True, lambda found: found.f1("hyphens")),
    Goal("harm", "", 0.1, False, lambda found: found.harm),
    Goal("cal. err.", "", 0.02, False, lambda found: expected_error(found.judgements)),
)


def table(by_title: Mapping[str, Tally]) -> Iterator[str]:
    """Yield the lines of the table of goals, one for each title."""
    yield f"{'':<24}" + "".join(f"{goal.heading:<11}" for goal in GOALS).rstrip()
    yield f"{'':<24}" + "".join(f"{goal.aim:<11}" for goal in GOALS).rstrip()
    for title, found in by_title.items():
        cells = (
            f"{shown(goal.figure(found)):>5} {'yes' if goal.is_reached(found) else 'NO':<5}"
            for goal in GOALS
        )
        yield f"  {title:<22}" + "".join(cells).rstrip()
