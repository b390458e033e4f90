"""Fits the weights by which `english.detection` tells English from other languages.

    python -m textclean.train.detection CLEAN

CLEAN is a folder of clean documents of many kinds; see `textclean.train.clean`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np

from textclean.english.detection import CARDS, features
from textclean.evidence.scorecard import FeatureTable
from textclean.tokens.scan import unbroken_words
from textclean.train.clean import OTHER_LANGUAGES, fitted
from textclean.train.logistic import fit
from textclean.train.scorecards import refit

LINES = 25  # of each document
FEWEST_WORDS = 2
# Kinds with words of more than one language, or of an old one.
MIXED = ("mixed_language", "very_short", "liturgy_bible")


def main(folder: Path) -> None:
    """Fit the weights on lines of the documents of `folder`, as many in English as in others."""
    rng = random.Random(17)
    by_language: dict[bool, list[dict[str, float]]] = {True: [], False: []}
    for document in fitted(folder):
        if document.kind not in MIXED:
            lines = [words for line in document.text.split("\n") if (words := unbroken_words(line))]
            for words in rng.sample(lines, min(LINES, len(lines))):
                if len(words) >= FEWEST_WORDS:
                    is_english = not document.kind.startswith(OTHER_LANGUAGES)
                    by_language[is_english].append(features(words))
    number = min(map(len, by_language.values()))
    english, others = (rng.sample(by_language[is_so], number) for is_so in (True, False))
    table = FeatureTable.of_rows([*english, *others])
    labels = np.repeat([1.0, 0.0], number)
    card = refit(CARDS, {"english": fit(table, labels)})["english"]
    right = (card.log_odds_of(table) > 0) == labels
    print(f"# {len(labels)} lines, {right.mean():.3f} told apart by themselves")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
