"""The documents that quality is measured on, damaged and undamaged."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import attrs

from textclean.edit import Edit, apply, invert
from textclean.text import Text
from textclean.tokens.scan import Span
from textclean.train.examples import drawn_phrase, is_dev, pieces
from textclean.train.garble import Rates, garble

UNDAMAGED = 0.0
LEVELS = (0.2, 0.5, 0.8, 1.0)

# Two documents in five get a stray phrase, about as many as in training.
_STRAY_EVERY, _STRAY_AT = 5, (1, 3)


@attrs.frozen
class Case:
    """A document, what was made of it, and the edits that would give it back.

    `level` is the share of marks, of line ends around headings and, where there is a stray phrase,
    of paragraphs that are damaged. `number` is that of the document in its source.
    """

    source: str
    number: int
    level: float
    clean: str
    garbled: str
    repair: tuple[Edit, ...]


def cases(path: Path, per_level: int, *, dev: bool = False) -> Iterator[Case]:
    """Yield the cases of one file of a corpus: `per_level` documents damaged at each level, and
    each of them undamaged.

    Documents longer than a story are cut, as in training. No two levels share a document unless
    the source has too few. With `dev`, only documents that are kept out of training are taken.
    """
    name = path.name.removesuffix(".txt.xz")
    documents = list(_documents(path, dev))
    random.Random(name).shuffle(documents)
    for number in range(min(len(documents), per_level * len(LEVELS))):
        clean, _ = laid_out(documents[number], random.Random(f"{name} {number}"))
        yield Case(name, number, UNDAMAGED, clean, clean, ())
    for at, level in enumerate(LEVELS):
        for place in range(min(len(documents), per_level)):
            number = (at * per_level + place) % len(documents)
            other = documents[(number + 1) % len(documents)]
            has_stray = place % _STRAY_EVERY in _STRAY_AT
            yield damaged(name, number, level, documents[number], other if has_stray else "")


def undamaged(path: Path, *, dev: bool = False) -> Iterator[Case]:
    """Yield every document of a file as it is, or those alone that are kept out of training."""
    name = path.name.removesuffix(".txt.xz")
    for number, document in enumerate(pieces(path)):
        if is_dev(document) or not dev:
            clean, _ = laid_out(document, random.Random(f"{name} {number}"))
            yield Case(name, number, UNDAMAGED, clean, clean, ())


@cache
def _documents(path: Path, dev: bool) -> tuple[str, ...]:
    """Return the documents of a file, of the length of a story; it takes seconds to read one."""
    return tuple(piece for piece in pieces(path) if is_dev(piece) or not dev)


def drawn(
    path: Path, kind: str, *, dev: bool = False
) -> Iterator[tuple[int, str, str, random.Random]]:
    """Yield the documents of a file in an order of their own for each kind of damage: the number,
    the text, that of another, and their chance.
    """
    found = list(_documents(path, dev))
    random.Random(f"{path.name} {kind}").shuffle(found)
    for number, document in enumerate(found):
        other = found[(number + 1) % len(found)]
        yield number, document, other, random.Random(f"{path.name} {number} {kind}")


def damaged(source: str, number: int, level: float, document: str, other: str = "") -> Case:
    """Damage a document at one level of every kind.

    The stray phrase is cut out of `other`, another document that is measured on, so that it comes
    from text that neither rules nor tagger have seen; without `other` there is none.
    """
    clean, headings = laid_out(document, random.Random(f"{source} {number}"))
    rng = random.Random(f"{source} {number} {level}")
    phrases = (drawn_phrase(other, rng),) if other else ()
    rates = Rates(level, level, level, level, level, phrases)
    damage = garble(Text(clean), rates, rng, headings)
    return Case(source, number, level, clean, apply(clean, damage), invert(clean, damage))


def laid_out(document: str, rng: random.Random) -> tuple[str, Sequence[Span]]:
    """Return a document as an editor sets it, and the places of its headings.

    Paragraphs are parted by a blank line or by a line end alone, headings always stand between
    blank lines.
    """
    parting = rng.choice(("\n", "\n\n"))
    source, headings = "", []
    after_heading = False
    for line in document.splitlines():
        text = line.removeprefix("# ")
        is_heading = text != line
        if source:
            source += "\n\n" if is_heading or after_heading else parting
        if is_heading:
            headings.append(Span(len(source), len(source) + len(text)))
        source += text
        after_heading = is_heading
    return source + "\n", headings
