"""The tables of what systems did to documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isnan

from benches.quality.repairs import KINDS
from benches.quality.tally import Tally

_WIDTH = 19  # of a column, which is precision, recall and F1

_OF_DAMAGED: Mapping[str, Callable[[Tally], float]] = {
    "right sentence marks, as lost": lambda found: found.same("sentence marks"),
    "share of damage repaired": lambda found: found.repaired,
    "documents repaired exactly": lambda found: found.exact_rate,
}
_OF_UNDAMAGED: Mapping[str, Callable[[Tally], float]] = {
    "edits a 1000 undamaged words": lambda found: found.harm,
}


def shown(figure: float) -> str:
    """Return a figure as tables have it: a dash where there is none."""
    return "–" if isnan(figure) else f"{figure:.3f}"


def table(title: str, columns: Mapping[str, Tally]) -> Iterator[str]:
    """Yield the lines of a table: a row for each kind of damage, a column for each tally."""
    yield f"{title:<30}" + "".join(f"{name:>{_WIDTH}}" for name in columns)
    yield f"{'':<30}" + f"{'P':>7}{'R':>6}{'F1':>6}" * len(columns)
    for kind in KINDS:
        cells = (
            f"{shown(found.precision(kind)):>7}{shown(found.recall(kind)):>6}"
            f"{shown(found.f1(kind)):>6}"
            for found in columns.values()
        )
        yield f"  {kind:<28}" + "".join(cells)
    rows = dict(_OF_DAMAGED)
    if any(found.words for found in columns.values()):
        rows |= _OF_UNDAMAGED
    for name, figure in rows.items():
        cells = (f"{shown(figure(found)):>{_WIDTH}}" for found in columns.values())
        yield f"  {name:<28}" + "".join(cells)
