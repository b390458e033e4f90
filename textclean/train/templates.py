"""Makes furniture of web pages, from lists written by hand, to paste into documents.

A list has sections, `[kind: places]` with a template a line. Places are `line` (a line of its own),
`between` (two sentences of a paragraph) and `within` (a sentence). What stands in braces is filled
in: headlines, captions and words are those of other documents.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import attrs

from textclean.text import Text
from textclean.train.corpus import body

Place = Literal["line", "between", "within"]
Fillings = Mapping[str, Sequence[str]]

_SECTION = re.compile(r"\[(?P<kind>[^:\]]+): (?P<places>(?:(?:line|between|within) ?)+)\]\Z")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)

# What is filled in while training.
FILLINGS: Fillings = {
    "first": "Ada Noor Yusuf Hanna Peter Imani Rosa Kwame Ingrid Sam Mei Dara".split(),  # noqa: SIM905
    "last": "Marsh Delgado Osei Lindgren Farouk Byrne Novak Tanaka Ferreira Quill Hoang".split(),  # noqa: SIM905
    "site": [
        *("The Morning Post", "Coast Radio", "NewsHub", "The Courier", "Channel 8", "The Beacon"),
        *("Daily Standard", "TechWire", "The Star-Tribune", "FutureDesk"),
    ],
    "agency": [
        *("AP", "AFP", "Reuters", "Getty Images", "EPA", "PA", "Xinhua", "Bloomberg", "Alamy"),
        *("Shutterstock", "dpa", "AAP"),
    ],
    "date": [
        *("{month} {day}, {year}", "{mon} {day}, {year}", "{day} {month} {year}"),
        *("{day} {mon} {year}", "{number:02}/{day:02}/{year}", "{year}-{number:02}-{day:02}"),
    ],
    "time": [
        *("{hour}:{minute:02} a.m.", "{hour}:{minute:02}pm", "{hour:02}:{minute:02}"),
        *("{hour}:{minute:02} PM ET", "{hour:02}:{minute:02} GMT", "{hour}.{minute:02}am"),
    ],
}


@attrs.frozen
class Template:
    """A form of furniture: of what kind it is, where it stands, and its text with slots."""

    kind: str
    places: tuple[Place, ...]
    form: str


def read(path: Path) -> Iterator[Template]:
    """Yield the templates of a list."""
    kind, places = "", ()
    for line in listed(path):
        if section := _SECTION.match(line):
            kind, places = section["kind"], tuple(section["places"].split())
        else:
            yield Template(kind, places, line)


def listed(path: Path) -> list[str]:
    """Return the lines of a list, without its comments and what is blank."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def filled(
    template: Template, other: str, headlines: Sequence[str], fillings: Fillings, rng: random.Random
) -> str:
    """Fill in a template, with text of `other`, another document, and one of some headlines.

    `fillings` are the names and forms to choose from: "first" and "last" names, "site", "agency",
    "date" and "time".
    """
    moment = {
        "month": (month := rng.choice(_MONTHS)),
        "mon": month[:3],
        "number": _MONTHS.index(month) + 1,
        "day": rng.randint(1, 28),
        "year": rng.randint(2009, 2025),
        "hour": rng.randint(1, 11),
        "minute": rng.randint(0, 59),
    }
    person = f"{rng.choice(fillings['first'])} {rng.choice(fillings['last'])}"
    agency = rng.choice(fillings["agency"])
    return template.form.format(
        headline=rng.choice(headlines) if headlines else "",
        caption=_sentence(other, rng),
        word=rng.choice([word for word in other.split() if word.isalpha() and word.islower()]),
        person=person,
        PERSON=person.upper(),
        agency=agency,
        AGENCY=agency.upper(),
        site=rng.choice(fillings["site"]),
        date=rng.choice(fillings["date"]).format(**moment),
        time=rng.choice(fillings["time"]).format(**moment),
        n=rng.randint(13, 2400),
        small=rng.randint(2, 8),
    )


def _sentence(document: str, rng: random.Random) -> str:
    """Return a sentence of a document such as captions are, or its shortest."""
    text = Text("\n".join(body(document)))
    found = [text.source[start:end] for start, end in text.sentences]
    fit = [sentence for sentence in found if 6 <= len(sentence.split()) <= 22]
    return rng.choice(fit) if fit else min(found, key=len)
