"""Makes furniture of web pages, from lists written by hand, to paste into documents.

A list has sections, `[kind: places]` with a template a line. Places are `line` (a line of its own),
`between` (two sentences of a paragraph) and `within` (a sentence). What stands in braces is filled
in: headlines, captions and words are those of other documents.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import attrs

from textclean.text import Text
from textclean.train.corpus import documents

Place = Literal["line", "between", "within"]

_SECTION = re.compile(r"\[(?P<kind>[^:\]]+): (?P<places>(?:(?:line|between|within) ?)+)\]\Z")

# What is filled in is of other names, too, while developing than in measuring.
_NAMES = {
    True: {
        "first": "Paula Henrik Amara Tomás Grace Oleg Linh Brian".split(),  # noqa: SIM905
        "last": "Whitcombe Aalto Okafor Prieto Sandhu Brandt O’Dowd Nakata".split(),  # noqa: SIM905
        "site": ["The Valley Times", "Harbour FM", "InfoNord", "CityLine", "The Post-Gazetteer"],
        "agency": ["AP", "EPA", "Getty Images", "Alamy", "Bloomberg", "Xinhua"],
    },
    False: {
        "first": "Marguerite Dmitri Sunita Carlos Ewan Fatima Jo Wei".split(),  # noqa: SIM905
        "last": "Lindqvist Abara Castellanos McBride Thorne Ivanova Rao Petit".split(),  # noqa: SIM905
        "site": ["The Daily Lantern", "Radio Delta", "NewsMark", "The Islander", "Metro 24"],
        "agency": ["Getty Images", "Reuters", "AFP", "PA", "Shutterstock", "AP"],
    },
}
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DATES = {
    True: ("{month} {day}, {year}", "{day} {mon} {year}", "{year}-{number:02}-{day:02}"),
    False: ("{mon} {day}, {year}", "{day} {month} {year}", "{number:02}/{day:02}/{year}"),
}
_TIMES = {
    True: ("{hour}:{minute:02} PM", "{hour:02}:{minute:02} GMT", "{hour}.{minute:02} am"),
    False: ("{hour}:{minute:02}am", "{hour:02}:{minute:02} EST", "{hour}:{minute:02} p.m. ET"),
}


@attrs.frozen
class Template:
    """A form of furniture: of what kind it is, where it stands, and its text with slots."""

    kind: str
    places: tuple[Place, ...]
    form: str


@cache
def templates(*, dev: bool) -> tuple[Template, ...]:
    """Return the templates to develop on, or those to measure on."""
    return tuple(_read(Path(__file__).with_name(f"furniture_{'dev' if dev else 'measured'}.txt")))


def _read(path: Path) -> Iterator[Template]:
    kind, places = "", ()
    for line in path.read_text(encoding="utf-8").splitlines():
        if section := _SECTION.match(line):
            kind, places = section["kind"], tuple(section["places"].split())
        elif line and not line.startswith("# "):
            yield Template(kind, places, line)


@cache
def phrases(*, dev: bool) -> tuple[str, ...]:
    """Return the phrases that scripts paste, to develop on or to measure on."""
    path = Path(__file__).with_name(f"phrases_{'dev' if dev else 'measured'}.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("# "))


@cache
def headlines(path: Path) -> tuple[str, ...]:
    """Return the headings of a file of a corpus that could be headlines, each once."""
    found = (
        line.removeprefix("# ")
        for document in documents(path)
        for line in document.splitlines()
        if line.startswith("# ")
    )
    return tuple(dict.fromkeys(line for line in found if 4 <= len(line.split()) <= 16))


def furniture(
    template: Template, other: str, heads: Sequence[str], rng: random.Random, *, dev: bool
) -> str:
    """Fill in a template, with text of `other`, another document, and a headline of `heads`."""
    names = _NAMES[dev]
    moment = {
        "month": (month := rng.choice(_MONTHS)),
        "mon": month[:3],
        "number": _MONTHS.index(month) + 1,
        "day": rng.randint(1, 28),
        "year": rng.randint(2009, 2025),
        "hour": rng.randint(1, 11),
        "minute": rng.randint(0, 59),
    }
    person = f"{rng.choice(names['first'])} {rng.choice(names['last'])}"
    agency = rng.choice(names["agency"])
    return template.form.format(
        headline=rng.choice(heads) if heads else "",
        caption=_sentence(other, rng),
        word=rng.choice([word for word in other.split() if word.isalpha() and word.islower()]),
        person=person,
        PERSON=person.upper(),
        agency=agency,
        AGENCY=agency.upper(),
        site=rng.choice(names["site"]),
        date=rng.choice(_DATES[dev]).format(**moment),
        time=rng.choice(_TIMES[dev]).format(**moment),
        n=rng.randint(13, 2400),
        small=rng.randint(2, 8),
    )


def _sentence(document: str, rng: random.Random) -> str:
    """Return a sentence of a document such as captions are, or its shortest."""
    lines = [line for line in document.splitlines() if not line.startswith("# ")]
    text = Text("\n".join(lines))
    found = [text.source[start:end] for start, end in text.sentences]
    fit = [sentence for sentence in found if 6 <= len(sentence.split()) <= 22]
    return rng.choice(fit) if fit else min(found, key=len)
