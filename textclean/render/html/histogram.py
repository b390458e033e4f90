"""How sure the repairs are, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from textclean.render.html.markup import element

STEP = 5  # percent to a bar
_BAR = 24
_HEIGHT = 120


def histogram(made: Sequence[int], suggested: Sequence[int]) -> str:
    """Return a drawing of how many edits have which confidence, in percent."""
    bars, others = _counted(made), _counted(suggested)
    most = max(map(sum, zip(bars, others, strict=True)))
    if not most:
        return ""
    drawn = []
    for place, (edits, suggestions) in enumerate(zip(bars, others, strict=True)):
        lower = _HEIGHT * edits / most
        upper = _HEIGHT * suggestions / most
        drawn += [
            _bar("made", place, _HEIGHT - lower, lower),
            _bar("suggested", place, _HEIGHT - lower - upper, upper),
        ]
        if edits or suggestions:
            at = {"x": place * _BAR + _BAR / 2, "y": f"{_HEIGHT - lower - upper - 5:.1f}"}
            drawn.append(element("text", f"{edits + suggestions}", **at))
    drawn += [
        element("text", f"{share}%", x=share / STEP * _BAR, y=_HEIGHT + 20, class_="scale")
        for share in range(0, 101, 25)
    ]
    width = len(bars) * _BAR
    drawn.append(element("path", "", d=f"M0 {_HEIGHT}H{width}", class_="axis"))
    return element(
        "svg",
        "".join(drawn),
        viewBox=f"-20 -20 {width + 40} {_HEIGHT + 48}",
        role="img",
        aria_label=_told(bars, others),
    )


def _counted(shares: Sequence[int]) -> list[int]:
    """Return how many are in each step; those that are certain belong to the last."""
    counts = [0] * (100 // STEP)
    for share in shares:
        counts[min(share // STEP, len(counts) - 1)] += 1
    return counts


def _bar(kind: str, place: int, top: float, height: float) -> str:
    if not height:
        return ""
    place, width = place * _BAR + 2, _BAR - 4
    return element(
        "rect", "", class_=kind, x=place, y=f"{top:.1f}", width=width, height=f"{height:.1f}"
    )


def _told(bars: Sequence[int], others: Sequence[int]) -> str:
    """Say in words what the drawing shows."""
    told = [
        f"{place * STEP} to {place * STEP + STEP}%: {edits} repairs, {suggestions} suggestions"
        for place, (edits, suggestions) in enumerate(zip(bars, others, strict=True))
        if edits or suggestions
    ]
    return f"How many are how sure. {'; '.join(told)}."
