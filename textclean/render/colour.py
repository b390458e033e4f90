"""Colours for terminals."""

from __future__ import annotations

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "cyan": "36"}


def paint(text: str, colour: str, *, wanted: bool) -> str:
    """Return `text` in a colour where colour is `wanted`."""
    return f"\033[{_CODES[colour]}m{text}\033[0m" if wanted else text


def paint_diff(diff: str, *, wanted: bool) -> str:
    """Return a unified diff with its lines coloured by what they do."""
    if not wanted:
        return diff
    return "".join(_painted_line(line) for line in diff.splitlines(keepends=True))


def _painted_line(line: str) -> str:
    """Return one line of a diff in its colour, its end left plain."""
    body = line.rstrip("\r\n")
    colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
    if line.startswith(("+++ ", "--- ")):
        colour = "bold"
    return paint(body, colour, wanted=True) + line[len(body) :] if colour and body else line
