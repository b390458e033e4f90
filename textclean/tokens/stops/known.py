"""What is known of the marks and the words around a stop; `textclean.train.abbreviations` learned
the odds.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from textclean.evidence.confidence import log_odds
from textclean.tokens import run_in_lists, scan
from textclean.tokens.scanner import abbreviations
from textclean.tokens.scanner.table import Table

ABBREVIATIONS = abbreviations.TABLE
OPENERS = ABBREVIATIONS.with_name("openers.tsv")
OTHER_STOPS = ABBREVIATIONS.with_name("other_stops.tsv")

# Flags: what a mark does at the end or the beginning of a sentence; straight quotes do both.
STOPS = 1
CLOSES = 2
OPENS = 4
DASHES = 8
BULLETS = 16
STOP_MARKS = ".?!…"
ROLE = np.zeros(0x110000, np.uint8)
for _characters, _role in (
    (STOP_MARKS, STOPS),
    ("\"'’”»)]}*†", CLOSES),
    ("\"'‘“«([{¿¡-–—*•", OPENS),
    ("-–—", DASHES),
    (run_in_lists.BULLETS, BULLETS),
):
    ROLE[[ord(character) for character in _characters]] |= _role

MOST_CLOSING = 3  # marks after a stop
MOST_OPENING = 2  # marks before the word after it
LONGEST_UNIT = 3  # characters: "ft."
LONGEST_LABEL = 2  # characters: "1.", "12.", "A."

# Whether a sentence may begin with a token, by its kind and shape.
MAY_BEGIN = np.zeros((scan.NEWLINE + 1, scan.DIGITS + 1), np.bool_)
MAY_BEGIN[[scan.NUMBER, scan.ADDRESS]] = True
MAY_BEGIN[scan.WORD, [scan.CAPITALISED, scan.CAPITALS, scan.MIXED, scan.INITIAL]] = True

NEVER = -99.0  # log odds

# What is rather left out of a sentence than at its end, in log odds beside other ellipses.
OMISSION = -3.5

# The least share of its places in which any form ends a sentence: one that never did still might.
_LEAST_SHARE = 0.0005

# What opens a phrase of time or place: "At 5 a.m. Mr. Ng left", "In the U.S. Mr. Ng left".
PREPOSITIONS = scan.identities(
    """
    after around at before between by during for from in near on since through until
    """.split()  # noqa: SIM905
)
LONGEST_PHRASE = 3  # tokens before the point

# With a small letter behind it such a word opens a question: in a title both have capitals. So "the
# U.S. How did it go?" is cut.
ASKING = scan.identities(
    """
    how what when where which who whom whose why
    are can could did do does has have is should was were would
    """.split()  # noqa: SIM905
)
ASKS = 5.0  # log odds that it begins a sentence, those of "We"

# "He left at 6 p.m. Mr. Ng stayed": the hour tells nothing of a person.
HOURS = scan.identities(["a.m.", "p.m."])
TITLES = scan.identities(["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof.", "sen."])
AFTER_HOUR = 2.0  # log odds added

PRONOUN = scan.identity("I")
ANY_NUMBER = scan.identity("0")
UNKNOWN = 0  # the id of no token


@cache
def of_abbreviations() -> Table:
    """Return how the odds are that an abbreviation ends a sentence."""
    forms, _, shares = zip(*_rows(ABBREVIATIONS), strict=True)
    odds = [_log_odds(float(share)) for share in shares]
    return Table.of(
        scan.identities([f"{form}." for form in forms]), odds, of_other_stops()["initialism"]
    )


@cache
def of_other_stops() -> dict[str, float]:
    """Return the log odds that a stop ends a sentence which is no abbreviation of the table."""
    return {name: float(odds) for name, odds in _rows(OTHER_STOPS)}


@cache
def of_openers() -> Table:
    """Return how the odds are that a word begins a sentence, where it has a capital."""
    odds = {word: float(value) for word, value in _rows(OPENERS)}
    default = odds.pop("")
    odds |= {word.replace("'", "’"): value for word, value in odds.items() if word[1:].count("'")}
    forms = [form.lower() for form, *_ in _rows(ABBREVIATIONS)]
    odds |= {f"{form}.": odds[form] for form in forms if form in odds}
    return Table.of(scan.identities([*odds]), [*odds.values()], default)


def _log_odds(share: float) -> float:
    return log_odds(min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE))


def _rows(path: Path) -> list[list[str]]:
    """Return the rows of a table in `data`."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
