"""Draws what repair costs beside what others do, from the figures of one run of the bench.

    python -m benches.repair CORPORA/heldout --json docs/pictures/speed.json
    python docs/pictures/speed.py

writes `speed-light.svg` and `speed-dark.svg` beside this file; a test holds them to the figures.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from html import escape
from typing import Any

from before_after import HERE, MARGIN, THEMES, Colours

FIGURES = HERE / "speed.json"
FONT = "system-ui, sans-serif"
LEAST, MOST = 0.05, 500.0  # microseconds a word, at both ends of the scale
WIDTH = 900.0  # pixels, as all that follows
NAMES = 190.0
NUMBERS = 70.0
LINE = 22.0
BAR = 13.0
# What cuts text and mends nothing is told in the tables alone, but for those that people know.
SHOWN = ("minimal", "wire", "plsfix", "ftfy fix_text", "clean-text", "pysbd", "spacy sentencizer")
OURS = ("minimal", "wire")


def picture(colours: Colours) -> str:
    """Return the picture as SVG."""
    body = list(_body(json.loads(FIGURES.read_text(encoding="utf-8"))))
    height = MARGIN + sum(kind != "bar" for kind, _ in body) * LINE
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {WIDTH:g} {height:g}">',
            "<title>Microseconds a word, on a logarithmic scale</title>",
            "<style>",
            f"text {{ font: 14px {FONT}; fill: {colours.ink}; }}",
            f".title {{ font-weight: 600; fill: {colours.quiet}; }}",
            f".ours {{ fill: {colours.comes}; }}",
            f".theirs {{ fill: {colours.quiet}; }}",
            "</style>",
            f'<rect width="100%" height="100%" rx="8" fill="{colours.page}"/>',
            *(line for _, line in body),
            "</svg>",
            "",
        )
    )


def _body(figures: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the titles, names and bars, from top to bottom."""
    y = MARGIN
    for copy in figures:
        y += LINE
        name = f"{copy['source']}, {copy['condition']}".replace("_", " ")
        title = f"{name}: microseconds a word, logarithmic"
        yield "title", f'<text class="title" x="{MARGIN:g}" y="{y:g}">{escape(title)}</text>'
        for name in SHOWN:
            if name not in copy["subjects"]:
                continue
            y += LINE
            taken = copy["subjects"][name]
            figure = f"{taken:.0f}" if taken >= 10 else f"{taken:.2g}"
            width = _length(taken)
            kind = "ours" if name in OURS else "theirs"
            top, after = y - BAR + 1, MARGIN + NAMES + width + 8
            yield "name", f'<text x="{2 * MARGIN:g}" y="{y:g}">{escape(name)}</text>'
            yield (
                "bar",
                f'<rect class="{kind}" x="{MARGIN + NAMES:g}" y="{top:g}" '
                f'width="{width:.1f}" height="{BAR:g}" rx="2"/>'
                f'<text x="{after:.1f}" y="{y:g}">{figure}</text>',
            )
        y += LINE / 2
        yield "space", ""


def _length(taken: float) -> float:
    """Return how long the bar of so many microseconds is."""
    whole = WIDTH - 2 * MARGIN - NAMES - NUMBERS
    return max(2.0, whole * math.log(taken / LEAST) / math.log(MOST / LEAST))


def main() -> None:
    """Write the picture for a light and for a dark page."""
    for theme, colours in THEMES.items():
        path = HERE / f"speed-{theme}.svg"
        path.write_text(picture(colours), encoding="utf-8")


if __name__ == "__main__":
    main()
