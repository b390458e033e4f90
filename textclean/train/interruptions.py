"""Fits the weights by which `intrusions.within_sentences` finds interruptions of sentences.

    python -m textclean.train.interruptions CORPORA/train

Only documents that the tagger was not trained on are used: of those it has seen it is too sure. It
writes them into `within_sentences.json` and `between_sentences.json` of `textclean/intrusions`, and
prints how far those that are adjusted there are from the fit.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from textclean.edit import Edit, apply, invert
from textclean.evidence.scorecard import FeatureTable
from textclean.intrusions import between_sentences, within_sentences
from textclean.intrusions.between_sentences import interposed
from textclean.intrusions.within_sentences import candidates, ends, tagged
from textclean.tagger.consultation import precise
from textclean.text import Text
from textclean.train.corpus import headings, sources
from textclean.train.examples import kept_out, plain
from textclean.train.garble import Rates, garble
from textclean.train.logistic import fit, fit_choice
from textclean.train.scorecards import refit
from textclean.train.templates import FILLINGS, Template, filled, read

DOCUMENTS = 60  # of each source
DAMAGED = 0.7
SHARE = 0.35  # of the longer lines that something breaks into
HEADLINES = 0.6  # of what breaks in; the rest is other furniture
LEVELS = (0.0, 0.0, 0.5)  # of lost marks
PASTED = "pasted"

_LONG = 80  # characters


def main(folder: Path) -> None:
    """Fit the weights on the corpora of `folder` and write them."""
    drawn = list(texts(folder, random.Random(5)))
    groups = [
        (features, int(np.flatnonzero(after == pasted[first])[0]))
        for text, pasted in drawn
        for first, after, features in ends(text, np.array(list(pasted), np.intp))
        if pasted[first] in after
    ]
    print(f"{len(groups)} pasted")
    found, labels = [], []
    for text, pasted in drawn:
        inside = {word for first, after in pasted.items() for word in range(first + 1, after + 1)}
        for each in candidates(text):
            if each.first not in inside:
                found.append(tagged(precise(text), each).evidence)
                labels.append(each.first in pasted)
    fitted = {"end": fit_choice(groups), "interruption": _fitted(found, labels)}
    refit(within_sentences.CARDS, fitted)
    found, labels = [], []
    for text, pasted in texts(folder, random.Random(7), between=True):
        for between in interposed(text):
            is_whole = pasted.get(between.first) == between.after
            if is_whole or between.first not in pasted:
                found.append(between.evidence)
                labels.append(is_whole)
    refit(between_sentences.CARDS, {"interposed": _fitted(found, labels)})


def _fitted(found: Sequence[Mapping[str, float]], labels: Sequence[bool]) -> dict[str, float]:
    """Fit the weights of evidence, and print on how much."""
    print(f"{len(labels)} candidates, {sum(labels)} pasted")
    return fit(FeatureTable.of_rows(found), np.array(labels, float))


def texts(
    folder: Path, rng: random.Random, *, between: bool = False
) -> Iterator[tuple[Text, dict[int, int]]]:
    """Yield damaged documents and, for each thing that breaks into their sentences, its first word
    and the one after its last; or headlines `between` sentences, and theirs.
    """
    by_source = [kept_out(path) for path in sources(folder)]
    titles = [found for documents in by_source if (found := list(_titles(documents)))]
    for documents in by_source:
        rng.shuffle(documents)
        for document in documents[:DOCUMENTS]:
            source, headings = plain(document, rng)
            pastings = []
            if rng.random() < DAMAGED:
                pastings = list(_pastings(Text(source), titles, rng, between=between))
            level = rng.choice(LEVELS)
            losses = (
                edit
                for edit in garble(Text(source), Rates(level, level, level), rng, headings)
                if not any(edit.start <= pasting.start <= edit.end for pasting in pastings)
            )
            damage = sorted([*losses, *pastings])
            text = Text(apply(source, damage))
            repairs = [repair for repair in invert(source, damage) if repair.why == PASTED]
            places = [(repair.start, repair.end) for repair in repairs]
            yield text, dict(np.searchsorted(text.scanned.start, places).tolist())


@cache
def furniture() -> list[Template]:
    """Return the templates of furniture that breaks into sentences."""
    every = read(Path(__file__).with_name("furniture.txt"))
    return [template for template in every if "within" in template.places]


def _titles(documents: Sequence[str]) -> Iterator[str]:
    """Yield the headings of some documents that could be headlines."""
    for document in documents:
        yield from (title for title in headings(document) if len(title.split()) > 2)


def _pastings(
    text: Text, titles: Sequence[Sequence[str]], rng: random.Random, *, between: bool
) -> Iterator[Edit]:
    """Yield the pasting of headlines of each source as often, and of furniture, into sentences; or
    of headlines alone `between` them.
    """
    starts = {start for start, _ in text.sentences}
    for line in text.lines:
        gaps = [
            after.start
            for before, after in pairwise(text.words)
            if line.start < before.start and after.end <= line.end
            if text.source[before.end : after.start].endswith(" ")
            if (after.start in starts) is between
            if between or text.source[before.end : after.start] == " "
        ]
        if line.end - line.start > _LONG and gaps and rng.random() < SHARE:
            title = rng.choice(rng.choice(titles))
            piece = title
            if not between and rng.random() > HEADLINES:
                piece = filled(rng.choice(furniture()), text.source, [title], FILLINGS, rng)
            yield Edit.insert(rng.choice(gaps), " ".join([*piece.split(), ""]), why=PASTED)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
