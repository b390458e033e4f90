"""Fits the weights by which `textclean.layout.headings` distinguishes headings from sentences.

    python -m textclean.train.headings CORPORA/train

It writes them into `textclean/layout/headings.json`, and prints how far those that are adjusted
there are from the fit.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from textclean.evidence.scorecard import FeatureTable
from textclean.layout.blocks import body_of
from textclean.layout.headings import CARDS, evidence
from textclean.layout.lines import lines
from textclean.train.corpus import documents, sources
from textclean.train.logistic import fit
from textclean.train.scorecards import refit

# Most documents of a corpus, so that none dominates.
DOCUMENTS = 1500
# The shares of paragraphs that lose their final stop, one drawn for each document.
LOSSES = (0.0, 0.0, 0.1, 0.3, 0.6, 1.0)


def main(folder: Path) -> None:
    """Fit the weights on the corpora of `folder` and write them."""
    chance = random.Random(7)
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    for path in sources(folder):
        sample = list(documents(path))
        chance.shuffle(sample)
        for document in sample[:DOCUMENTS]:
            for features, is_heading in _examples(document, chance):
                rows.append(features)
                labels.append(is_heading)
    table = FeatureTable.of_rows(rows)
    card = refit(CARDS, {"heading": fit(table, np.array(labels, float))})["heading"]
    right = (card.log_odds_of(table) > 0) == np.array(labels)
    print(f"# {len(rows)} lines, {sum(labels)} headings, {right.mean():.4f} told apart")


def _examples(document: str, chance: random.Random) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the evidence of each line that could be a heading, and whether it is one."""
    loss = chance.choice(LOSSES)
    texts, marks = [], []
    for raw in document.splitlines():
        is_heading = raw.startswith("# ")
        text = raw.removeprefix("# ").strip()
        if not is_heading and chance.random() < loss:
            text = text.rstrip(".")
        texts.append(text)
        marks.append(is_heading)
    found = list(lines("\n".join(texts)))
    if len(found) != len(marks):
        return
    for features, is_heading in zip(evidence(found, body_of(found)), marks, strict=True):
        if features is not None:
            yield features, is_heading


if __name__ == "__main__":
    main(Path(sys.argv[1]))
