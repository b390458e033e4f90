"""The furniture and the phrases that are pasted into documents, from lists written by hand: those
to develop on, and those to measure on.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from textclean.train.corpus import documents, headings
from textclean.train.templates import Fillings, Template, filled, listed, read

# What is filled in is of other names, too, while developing than in measuring.
_FILLINGS: dict[bool, Fillings] = {
    True: {
        "first": "Paula Henrik Amara Tomás Grace Oleg Linh Brian".split(),  # noqa: SIM905
        "last": "Whitcombe Aalto Okafor Prieto Sandhu Brandt O’Dowd Nakata".split(),  # noqa: SIM905
        "site": ["The Valley Times", "Harbour FM", "InfoNord", "CityLine", "The Post-Gazetteer"],
        "agency": ["AP", "EPA", "Getty Images", "Alamy", "Bloomberg", "Xinhua"],
        "date": ["{month} {day}, {year}", "{day} {mon} {year}", "{year}-{number:02}-{day:02}"],
        "time": ["{hour}:{minute:02} PM", "{hour:02}:{minute:02} GMT", "{hour}.{minute:02} am"],
    },
    False: {
        "first": "Marguerite Dmitri Sunita Carlos Ewan Fatima Jo Wei".split(),  # noqa: SIM905
        "last": "Lindqvist Abara Castellanos McBride Thorne Ivanova Rao Petit".split(),  # noqa: SIM905
        "site": ["The Daily Lantern", "Radio Delta", "NewsMark", "The Islander", "Metro 24"],
        "agency": ["Getty Images", "Reuters", "AFP", "PA", "Shutterstock", "AP"],
        "date": ["{mon} {day}, {year}", "{day} {month} {year}", "{number:02}/{day:02}/{year}"],
        "time": ["{hour}:{minute:02}am", "{hour:02}:{minute:02} EST", "{hour}:{minute:02} p.m. ET"],
    },
}


@cache
def templates(*, dev: bool) -> tuple[Template, ...]:
    """Return the templates to develop on, or those to measure on."""
    return tuple(read(Path(__file__).with_name(f"furniture_{'dev' if dev else 'measured'}.txt")))


@cache
def phrases(*, dev: bool) -> tuple[str, ...]:
    """Return the phrases that scripts paste, to develop on or to measure on."""
    return tuple(listed(Path(__file__).with_name(f"phrases_{'dev' if dev else 'measured'}.txt")))


@cache
def headlines(path: Path) -> tuple[str, ...]:
    """Return the headings of a file of a corpus that could be headlines, each once."""
    found = (line for document in documents(path) for line in headings(document))
    return tuple(dict.fromkeys(line for line in found if 4 <= len(line.split()) <= 16))


def furniture(
    template: Template, other: str, heads: Sequence[str], rng: random.Random, *, dev: bool
) -> str:
    """Fill in a template, with text of `other`, another document, and a headline of `heads`."""
    return filled(template, other, heads, _FILLINGS[dev], rng)
