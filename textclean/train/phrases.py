"""Fits the weights by which `textclean.recurrence` tells pasted phrases from those that come back.

    python -m textclean.train.phrases CORPORA/train

Only documents that the tagger was not trained on are used: of those it has seen it is too sure. It
prints the weights, from which those in `textclean/recurrence.py` were made.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from textclean.edit import apply, invert
from textclean.recurrence import Recurring, recurring
from textclean.tagger import tag
from textclean.text import Text
from textclean.train.corpus import sources
from textclean.train.examples import drawn_phrase, is_dev, pieces, plain
from textclean.train.garble import Rates, garble
from textclean.train.logistic import fit

DOCUMENTS = 60  # of each source
TIMES = 2  # that each of them is damaged
DAMAGED = 0.7
# So much of the places of a phrase must be pasted.
SHARE = 0.8
LEVELS = (0.0, 0.0, 0.1, 0.5, 0.9)  # of lost marks


def main(folder: Path) -> None:
    """Fit the weights on the corpora of `folder` and print them."""
    rows, labels = [], []
    for evidence, is_pasted in examples(folder, random.Random(11)):
        rows.append(evidence)
        labels.append(is_pasted)
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    weights = fit(table, np.array(labels, float))
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    right = (table @ weights > 0) == np.array(labels)
    print(f"# {len(rows)} phrases, {sum(labels)} pasted, {right.mean():.4f} told apart")


def examples(folder: Path, rng: random.Random) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the evidence of each phrase that comes back, and whether it was pasted in."""
    for path in sources(folder):
        documents = [piece for piece in pieces(path) if is_dev(piece)]
        rng.shuffle(documents)
        for document in documents[:DOCUMENTS]:
            for _ in range(TIMES):
                is_damaged = rng.random() < DAMAGED
                phrases = (drawn_phrase(rng.choice(documents), rng),) if is_damaged else ()
                yield from _of_document(document, phrases, rng)


def _of_document(
    document: str, phrases: tuple[str, ...], rng: random.Random
) -> Iterator[tuple[dict[str, float], bool]]:
    source, headings = plain(document, rng)
    level, share = rng.choice(LEVELS), rng.choice((0.4, 0.7, 1.0))
    rates = Rates(level, level, level, level, share, phrases)
    damage = garble(Text(source), rates, rng, headings)
    text = Text(apply(source, damage))
    pasted = np.zeros(len(text.scanned) + 1, np.bool_)
    for repair in invert(source, damage):
        if repair.why == "stray":
            ends = text.scanned.end
            pasted[:-1] |= (ends > repair.start) & (ends <= repair.end)
    for phrase in recurring(text, tag(text).stray, 0.0, 1):
        yield phrase.evidence, _share_of_pasted(phrase, pasted) >= SHARE


def _share_of_pasted(phrase: Recurring, pasted: np.ndarray) -> float:
    """Return the share of the places whose words were all pasted in."""
    within = [pasted[place : place + phrase.length].all() for place in phrase.places.tolist()]
    return float(np.mean(within))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
