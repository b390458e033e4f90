"""Fits the weights by which `intrusions.run_in_headings` finds headings that ran into their text.

    python -m textclean.train.run_in CORPORA/train CLEAN

Of the corpora only documents that the tagger was not trained on are used: of those it has seen it
is too sure. Clean documents of many kinds show what else words with capitals begin. The gate is
fitted first, and the network on what it would be asked about. It writes the weights into
`textclean/intrusions/run_in_headings.json`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from textclean.edit import apply, invert
from textclean.evidence.scorecard import FeatureTable
from textclean.intrusions.run_in_headings import (
    CARDS,
    LEAST_ASKED_ABOUT,
    candidates,
    gate_evidence,
    network_evidence,
)
from textclean.tagger.consultation import precise, rough
from textclean.text import Text
from textclean.train.clean import in_english
from textclean.train.corpus import sources
from textclean.train.examples import kept_out, plain
from textclean.train.garble import Rates, garble
from textclean.train.logistic import fit
from textclean.train.scorecards import refit

DOCUMENTS = 80  # of each source
DAMAGED = 0.5
LEVELS = (0.0, 0.0, 0.5)  # of lost marks
SHARES = (0.4, 1.0)  # of headings that run in


def main(folder: Path, clean: Path) -> None:
    """Fit the weights on the corpora of `folder` and on `clean` documents of many kinds, and write
    them, those for the gate and those for the network.
    """
    undamaged = ((Text(each.text), set[int]()) for each in in_english(clean))
    drawn = [
        (text, found, np.isin(found.last, list(ends)))
        for text, ends in chain(texts(folder, random.Random(3)), undamaged)
        for found in [candidates(text)]
    ]
    by_gate = [gate_evidence(found, rough(text)) for text, found, _ in drawn]
    labels = np.concatenate([label for _, _, label in drawn])
    gate = refit(CARDS, {"gate": fit(FeatureTable.joined(by_gate), labels)})["gate"]
    is_asked = [gate.log_odds_of(table) > LEAST_ASKED_ABOUT for table in by_gate]
    by_network = [
        network_evidence(text, found[chosen], precise(text))
        for (text, found, _), chosen in zip(drawn, is_asked, strict=True)
        if chosen.any()
    ]
    of_asked = labels[np.concatenate(is_asked)]
    refit(CARDS, {"network": fit(FeatureTable.joined(by_network), of_asked)})
    print(f"# {len(labels)} candidates, {labels.sum()} headings")


def texts(folder: Path, rng: random.Random) -> Iterator[tuple[Text, set[int]]]:
    """Yield documents, and the last word of each heading that ran into its text."""
    for path in sources(folder):
        documents = kept_out(path)
        rng.shuffle(documents)
        for document in documents[:DOCUMENTS]:
            source, headings = plain(document, rng)
            level = rng.choice(LEVELS)
            share = rng.choice(SHARES) if rng.random() < DAMAGED else 0.0
            damage = garble(Text(source), Rates(level, level, level, share), rng, headings)
            text = Text(apply(source, damage))
            starts = [edit.start for edit in invert(source, damage) if edit.why == "heading"]
            yield text, set((np.searchsorted(text.scanned.end, starts, side="right") - 1).tolist())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
