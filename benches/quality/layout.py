"""The documents that lose their layout: headings tight, run in or glued, words glued together,
paragraphs cut into lines and pages.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import attrs

from benches.quality.cases import Case, drawn, laid_out
from benches.quality.pages import JOIN, wrapped
from textclean.edit import Edit, apply, invert
from textclean.text import Text
from textclean.tokens.scan import Span
from textclean.train.garble import Rates, garble

# What the `why` of an edit calls the damage, before its kind.
TIGHT, RUN_IN, GLUED = "tight", "run-in", "glued"

# The marks that documents with damaged headings have lost besides, and the share of the headings.
_LEVELS, _SHARES = (0.0, 0.5), (0.4, 1.0)

# Where words are glued together, at what share of the places of a document; and how many of those
# places the kinds get that would leave it without its stops.
_GLUED_SHARES = (0.05, 0.2, 0.6)
_GLUABLE = {
    "sentence": re.compile(r"(?<=[^\W\d_]{2}[.!?]) (?=[A-Z][a-z])|(?<=\d{4}\.) (?=[A-Z][a-z])"),
    "quotation mark": re.compile(r"(?<=[.,!?]”) (?=[^\W\d_]{2})|(?<=[a-z][.,:]) (?=“[^\W\d_])"),
    "comma": re.compile(r"(?<=[^\W\d_],) (?=[^\W\d_])"),
    "stop lost": re.compile(r"(?<=[a-z]{3})\. (?=[A-Z][a-z])"),
}
_SELDOM = {"stop lost": 0.2}

_Maker = Callable[[str, random.Random], Iterator[tuple[str, float, Iterable[Edit]]]]


def layout_cases(path: Path, most: int, *, dev: bool = False) -> Iterator[Case]:
    """Yield documents of a file with one kind of damage each, `most` of each kind.

    What the damage is called, the `why` of the repair says: one of the kinds, and what is special.
    """
    source = path.name.removesuffix(".txt.xz")
    for kind in (TIGHT, RUN_IN, GLUED, JOIN):
        found = (
            Case(source, number, level, clean, apply(clean, damage), invert(clean, damage))
            for number, document, _, rng in drawn(path, kind, dev=dev)
            for clean, level, damage in [_damaged(document, kind, rng, dev=dev)]
            if damage
        )
        yield from islice(found, most)


def _damaged(
    document: str, kind: str, rng: random.Random, *, dev: bool
) -> tuple[str, float, list[Edit]]:
    """Return a document as it was, the share of marks that it loses besides, and all its damage;
    none where it has nothing that can be damaged so.
    """
    if kind == JOIN:
        clean, damage = wrapped(document, rng, dev=dev)
        return clean, 0.0, damage
    clean, headings = laid_out(document, rng)
    text = Text(clean)
    if kind == GLUED:
        return clean, 0.0, list(_glued(text, headings, rng))
    level, share = rng.choice(_LEVELS), rng.choice(_SHARES)
    tight, run_in = (share, 0.0) if kind == TIGHT else (0.0, share)
    damage = [
        attrs.evolve(edit, why=f"{kind}, {level:.0%} of the marks lost" if is_break else "mark")
        for edit in garble(text, Rates(level, level, level, run_in, tight=tight), rng, headings)
        for is_break in [edit.why in ("heading", "line end", "blank line")]
    ]
    return clean, level, damage if any(edit.why != "mark" for edit in damage) else []


def _glued(text: Text, headings: Iterable[Span], rng: random.Random) -> Iterator[Edit]:
    """Yield the loss of spaces between words, in a share of the places drawn for the document."""
    share = rng.choice(_GLUED_SHARES)
    found = [
        attrs.evolve(edit, why=f"{GLUED}, heading")
        for edit in garble(text, Rates(glued=share), rng, list(headings))
    ]
    found += [
        Edit.delete(*gap.span(), why=f"{GLUED}, {kind}")
        for kind, form in _GLUABLE.items()
        for gap in form.finditer(text.source)
        if rng.random() < share * _SELDOM.get(kind, 1.0)
    ]
    done = 0
    for edit in sorted(found):
        if edit.start >= done:
            yield edit
            done = edit.end + 1
