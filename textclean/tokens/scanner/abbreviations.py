"""The abbreviations that keep their point, as `textclean.train.abbreviations` learned them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "abbreviations.tsv"
LONGEST = 8  # letters

# Where an abbreviation keeps its point.
BEFORE_NUMBER = 1
ANYWHERE = 2
_PLACES = {"number": BEFORE_NUMBER, "any": ANYWHERE}


@cache
def places() -> dict[str, int]:
    """Return where each abbreviation, written without its point, keeps it."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {form: _PLACES[place] for form, place, *_ in rows}
