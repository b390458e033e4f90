"""The documents that phrases or furniture are pasted into."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

from benches.quality.cases import Case, drawn, laid_out
from benches.quality.furniture import furniture, headlines, phrases, templates
from textclean.edit import Edit, apply, invert
from textclean.text import Text
from textclean.tokens.scan import Span
from textclean.train.corpus import sources
from textclean.train.examples import drawn_phrase
from textclean.train.garble import Rates, garble
from textclean.train.templates import Place

# What the `why` of an edit calls a pasted phrase, and furniture before its kind and place.
PHRASE, FURNITURE = "stray", "furniture"

# What else the documents have lost: most web copy nothing, some of it half of its marks.
_LEVELS = {PHRASE: (0.0, 0.2, 0.5, 0.8, 1.0), FURNITURE: (0.0, 0.0, 0.5)}

# A phrase comes back so often; three times is the fewest by which it can be known.
_TIMES = (3, 4, 5, 7, 10)


def phrase_cases(path: Path, most: int, *, dev: bool = False) -> Iterator[Case]:
    """Yield documents with a phrase pasted in at least three times: one of another document, or
    one of the list.
    """
    listed = phrases(dev=dev)
    for number, document, other, rng in islice(drawn(path, PHRASE, dev=dev), most):
        phrase = drawn_phrase(other, rng) if number % 2 else rng.choice(listed)
        clean, headings = laid_out(document, random.Random(f"{path.name} {number}"))
        text = Text(clean)
        pasted = list(_phrase(text, phrase, rng.choice(_TIMES), rng))
        if len(pasted) >= min(_TIMES):
            yield _case(path, number, PHRASE, text, headings, pasted, rng)


def furniture_cases(path: Path, most: int, *, dev: bool = False) -> Iterator[Case]:
    """Yield documents with furniture pasted in about every third paragraph."""
    by_source = [headlines(source) for source in sources(path.parent)]
    by_source = [found for found in by_source if found] or [()]
    for number, document, other, rng in islice(drawn(path, FURNITURE, dev=dev), most):
        clean, headings = laid_out(document, random.Random(f"{path.name} {number}"))
        text = Text(clean)
        heads = [head for head in rng.choice(by_source) if head not in clean]
        if pasted := list(_furniture(text, headings, other, heads, rng, dev=dev)):
            yield _case(path, number, FURNITURE, text, headings, pasted, rng)


def _case(
    path: Path,
    number: int,
    kind: str,
    text: Text,
    headings: Sequence[Span],
    pasted: Sequence[Edit],
    rng: random.Random,
) -> Case:
    """Return the case of a document that also loses marks, but not where something is pasted."""
    level = _LEVELS[kind][number % len(_LEVELS[kind])]
    lost = [
        edit
        for edit in garble(text, Rates(level, level, level, level), rng, headings)
        if not any(edit.start <= paste.start <= edit.end for paste in pasted)
    ]
    damage = sorted([*lost, *pasted])
    source = path.name.removesuffix(".txt.xz")
    garbled = apply(text.source, damage)
    return Case(source, number, level, text.source, garbled, invert(text.source, damage))


def _phrase(text: Text, phrase: str, times: int, rng: random.Random) -> Iterator[Edit]:
    """Yield the pasting of a phrase so many times, about once a paragraph."""
    by_line: dict[int, list[int]] = {}
    for before, after in pairwise(text.words):
        if text.source[before.end : after.start] == " ":
            by_line.setdefault(text.line_at(after.start).start, []).append(after.start)
    lines = [places for places in by_line.values() if len(places) > 4]
    rng.shuffle(lines)
    for at in range(min(times, 2 * len(lines))):
        places = lines[at % len(lines)]
        yield Edit.insert(places.pop(rng.randrange(len(places))), f"{phrase} ", why=PHRASE)


def _furniture(
    text: Text,
    headings: Sequence[Span],
    other: str,
    heads: Sequence[str],
    rng: random.Random,
    *,
    dev: bool,
) -> Iterator[Edit]:
    """Yield the pasting of furniture, of any kind as often as of another."""
    known = [each for each in templates(dev=dev) if heads or "{headline}" not in each.form]
    kinds = sorted({template.kind for template in known})
    parting = "\n\n" if "\n\n" in text.source else "\n"
    starts = {heading.start for heading in headings}
    paragraphs = [line for line in text.lines if line.end > line.start and line.start not in starts]
    for line in rng.sample(paragraphs, -(-len(paragraphs) // 3)):
        kind = rng.choice(kinds)
        template = rng.choice([template for template in known if template.kind == kind])
        place = rng.choice(template.places)
        if not (gaps := list(_gaps(text, line, place))):
            continue
        piece = furniture(template, other, heads, rng, dev=dev)
        why = f"{FURNITURE}, {kind} {place}"
        new = f"{parting}{piece}" if place == "line" else f"{piece} "
        yield Edit.insert(rng.choice(gaps), new, why=why)


def _gaps(text: Text, line: Span, place: Place) -> Iterable[int]:
    """Return where in or after a paragraph something can be pasted."""
    if place == "line":
        return [line.end]
    starts = [start for start, _ in text.sentences if line.start < start < line.end]
    if place == "between":
        return starts
    words = [word for word in text.words if line.start <= word.start < line.end]
    return [
        after.start
        for before, after in pairwise(words)
        if text.source[before.end : after.start] == " " and after.start not in starts
    ]
