"""Scores the tagger on documents that it was not trained on, for its model card.

    python -m textclean.train.score CORPORA/train

What the whole of textclean makes of such documents is measured by `benches.quality`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from textclean.pipeline import DEFAULT_MIN_CONFIDENCE
from textclean.tagger import LABELS
from textclean.tagger.loss import GROUPS
from textclean.train.calibrate import judgements

Scores = dict[str, dict[str, float]]


def main(folder: Path) -> Scores:
    """Return precision, recall and F1 of each group of marks in the documents of `folder` that are
    kept out of training, at the default confidence and the true rates of loss.
    """
    logits, label, offset = (tensor.numpy() for tensor in judgements(folder))
    odds = np.exp(logits + offset)
    probability = odds / odds.sum(axis=1, keepdims=True)
    scores: Scores = {}
    for group, (labels, _) in GROUPS.items():
        columns = [LABELS.index(name) for name in labels]
        is_found = probability[:, columns].sum(axis=1) >= DEFAULT_MIN_CONFIDENCE
        is_lost = np.isin(label, columns)
        right, found, lost = (int(each.sum()) for each in (is_found & is_lost, is_found, is_lost))
        scores[group] = {
            "precision": round(right / max(1, found), 3),
            "recall": round(right / max(1, lost), 3),
            "f1": round(2 * right / max(1, found + lost), 3),
        }
    return scores


if __name__ == "__main__":
    for group, found in main(Path(sys.argv[1])).items():
        print(f"{group:<16}", found)
