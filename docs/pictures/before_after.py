"""Draws the picture of the README: a passage of a seed before and after its repair.

    python docs/pictures/before_after.py

writes `before-after-light.svg` and `before-after-dark.svg` beside this file. What is struck or
underlined are the edits that the rules make of the seed; a test holds the pictures to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

import attrs

import textclean

HERE = Path(__file__).parent
SEED = HERE.parent.parent / "seeds" / "003_0e22b9a82a6b1fdf.txt"
FIRST, LAST = "15 Year Commitment", "suggest that the US brokered deal"

COLUMNS = 74  # of a line of text
ADVANCE = 9.0  # pixels from one character to the next
LEADING = 24.0  # pixels from one line to the next
MARGIN = 20.0  # pixels
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


@attrs.frozen
class Colours:
    """The colours of a picture, as CSS writes them."""

    page: str
    ink: str
    quiet: str
    goes: str
    comes: str


# Those of the report's style sheet.
THEMES = {
    "light": Colours("#ffffff", "#1a1a1a", "#595959", "#b34700", "#007a5a"),
    "dark": Colours("#16181b", "#e8e8e8", "#ababab", "#ff9a57", "#35c79a"),
}

# A character, and whether an edit takes it out or brings it.
Letters = list[tuple[str, bool]]


def passage() -> tuple[Letters, Letters]:
    """Return the characters of the passage before its repair, and those after it."""
    report = textclean.repair(SEED.read_text(encoding="utf-8"))
    start = report.source.index(FIRST)
    end = report.source.index(LAST) + len(LAST)
    before: Letters = []
    after: Letters = []
    at = start
    for edit in report.edits:
        if start < edit.end <= end:
            for letters in (before, after):
                letters += ((character, False) for character in report.source[at : edit.start])
            before += ((character, True) for character in report.source[edit.start : edit.end])
            after += ((character, True) for character in edit.new)
            at = edit.end
    for letters in (before, after):
        letters += ((character, False) for character in f"{report.source[at:end]} …")
    return before, after


def lines(letters: Letters) -> Iterator[Letters]:
    """Yield the lines of a passage, wrapped at spaces."""
    line: Letters = []
    for letter in letters:
        if letter[0] == "\n":
            yield line
            line = []
            continue
        line.append(letter)
        if len(line) > COLUMNS:
            last = max(at for at, (character, _) in enumerate(line) if character == " ")
            yield line[:last]
            line = line[last + 1 :]
    yield line


def picture(colours: Colours) -> str:
    """Return the picture as SVG."""
    body: list[str] = []
    y = MARGIN
    for title, letters, mark in zip(("Before", "After"), passage(), ("goes", "comes"), strict=True):
        y += LEADING
        body.append(f'<text class="title" x="{MARGIN:g}" y="{y:g}">{title}</text>')
        for line in lines(letters):
            y += LEADING
            body += _drawn(line, y, mark)
        y += LEADING
    width, height = 2 * MARGIN + ADVANCE * (COLUMNS + 1), y
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {width:g} {height:g}">',
            "<title>A passage of a story before and after its repair</title>",
            "<style>",
            f"text {{ font: 15px {FONT}; fill: {colours.ink}; white-space: pre; }}",
            f".title {{ font: 600 14px system-ui, sans-serif; fill: {colours.quiet}; }}",
            f".goes {{ fill: {colours.goes}; text-decoration: line-through; }}",
            f".comes {{ fill: {colours.comes}; font-weight: 600; }}",
            f".under {{ stroke: {colours.comes}; stroke-width: 2; }}",
            "</style>",
            f'<rect width="100%" height="100%" rx="8" fill="{colours.page}"/>',
            *body,
            "</svg>",
            "",
        )
    )


def _drawn(line: Letters, y: float, mark: str) -> Iterator[str]:
    """Yield the pieces of a line, each as wide as its characters whatever the font."""
    at = 0
    for is_marked, letters in groupby(line, key=lambda letter: letter[1]):
        text = _text(letters)
        x, width = MARGIN + at * ADVANCE, len(text) * ADVANCE
        kind = f' class="{mark}"' if is_marked else ""
        at += len(text)
        if text.strip():
            yield (
                f'<text{kind} x="{x:g}" y="{y:g}" textLength="{width:g}" '
                f'xml:space="preserve">{escape(text)}</text>'
            )
        if is_marked and mark == "comes":
            below = y + 4
            yield f'<path class="under" d="M{x:g} {below:g}h{width:g}"/>'


def _text(letters: Iterable[tuple[str, bool]]) -> str:
    return "".join(character for character, _ in letters)


def main() -> None:
    """Write the picture for a light and for a dark page."""
    for theme, colours in THEMES.items():
        path = HERE / f"before-after-{theme}.svg"
        path.write_text(picture(colours), encoding="utf-8")


if __name__ == "__main__":
    main()
