"""Fits the weights by which `textclean.intrusions.page_matter` tells what is of the page.

    python -m textclean.train.page_matter CORPORA/train CLEAN FURNITURE

Into documents of the corpora furniture is pasted, of a list that `train.page_speech` did not learn
from, so that what words say weighs no more than it should. What else may be spoken in them, in
undamaged ones and in clean documents of many kinds is the document's own.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from textclean.edit import Edit, apply, invert
from textclean.evidence.scorecard import FeatureTable
from textclean.intrusions import page_matter
from textclean.normalizers.page_furniture import known_pieces, known_places
from textclean.text import Text
from textclean.train import clean
from textclean.train.corpus import headings, sources
from textclean.train.examples import is_dev, pieces
from textclean.train.logistic import fit
from textclean.train.scorecards import refit
from textclean.train.templates import FILLINGS, Template, filled, read

DOCUMENTS = 48  # of each source
PARAGRAPHS = 3  # of a document that has much furniture, for each piece of it
MUCH = 0.5  # of the documents that have furniture have much of it, the others a piece
# Least share of a passage that must be furniture, to be told from the document's own.
LEAST_PASTED = 0.95

Row = tuple[Mapping[str, float], bool]


def main(corpora: Path, clean_folder: Path, furniture: Path) -> None:
    """Fit the weights, write them, and print how well they tell."""
    rng = random.Random(5)
    templates = list(read(furniture))
    rows = [row for document in clean.fitted(clean_folder) for row in _of(Text(document.text), ())]
    for path in sources(corpora):
        found = list(islice((each for each in pieces(path) if not is_dev(each)), DOCUMENTS + 1))
        for document, other in pairwise(found):
            text = Text(_laid_out(document, rng))
            rows += _of(text, ())
            if pasted := list(_pasted(text, other, templates, rng)):
                damaged = Text(apply(text.source, pasted))
                rows += _of(damaged, invert(text.source, pasted))
    table = FeatureTable.of_rows([features for features, _ in rows])
    labels = np.array([is_pasted for _, is_pasted in rows])
    print(f"{len(rows)} passages, {labels.sum()} of them furniture")
    card = refit(page_matter.CARDS, {"spoken": fit(table, labels)})["spoken"]
    odds = card.log_odds_of(table)
    for least in (0.0, 1.0, 2.0):
        told = odds > least
        print(f"over {least}: {np.mean(told[labels]):.3f} of it, {told[~labels].sum()} others")


def _of(text: Text, pasted: Sequence[Edit]) -> Iterator[Row]:
    """Yield the features of what a page may speak in a text, and whether it was pasted: nothing
    that was pasted in part alone, nor what is known by its form.
    """
    known = list(known_places(text))
    peers = known_pieces(text, known)
    of_lines = page_matter.line_evidence(text, text.parts, peers)
    of_sentences = page_matter.sentence_evidence(text, peers)
    of_links = page_matter.link_evidence(text, peers)
    for passage, features in (*of_lines, *of_sentences, *of_links):
        if any(place.first < passage.end and passage.start < place.last for place in known):
            continue
        shared = [
            min(each.end, passage.end) - max(each.start, passage.start)
            for each in pasted
            if each.start < passage.end and passage.start < each.end
        ]
        if not shared or max(shared) >= LEAST_PASTED * (passage.end - passage.start):
            yield features, bool(shared)


def _laid_out(document: str, rng: random.Random) -> str:
    """Return a document without the marks of its headings, its paragraphs apart in one of two."""
    lines = document.replace("\n# ", "\n").removeprefix("# ").splitlines()
    return ("\n\n" if rng.random() < 0.5 else "\n").join(lines) + "\n"


def _pasted(
    text: Text, other: str, templates: Sequence[Template], rng: random.Random
) -> Iterator[Edit]:
    """Yield the pasting of furniture into some paragraphs, or after them, of any kind as often."""
    titles = headings(other) or [""]
    kinds = sorted({template.kind for template in templates})
    inside = sorted({text.line_at(sentence.start) for sentence in text.sentences})
    number = -(-len(inside) // PARAGRAPHS) if rng.random() < MUCH else min(1, len(inside))
    for line in rng.sample(inside, number):
        kind = rng.choice(kinds)
        template = rng.choice([each for each in templates if each.kind == kind])
        piece = filled(template, other, titles, FILLINGS, rng)
        place = rng.choice(template.places)
        if place == "line":
            parting = "\n\n" if "\n\n" in text.source else "\n"
            yield Edit.insert(line.end, f"{parting}{piece}")
            continue
        starts = {sentence.start for sentence in text.sentences if line.start < sentence.start}
        words = [word.start for word in text.words if line.start < word.start < line.end]
        may = [at for at in words if (at in starts) is (place == "between")]
        may = [at for at in may if text.source[at - 1] == " "]
        if may:
            yield Edit.insert(rng.choice(may), f"{piece} ")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
