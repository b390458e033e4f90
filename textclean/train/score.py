"""Scores the network, and the gate beside it, on documents that they were not trained on, for the
model card.

    python -m textclean.train.score CORPORA/train

What the whole of textclean makes of such documents is measured by `benches.quality`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from textclean.pipeline import DEFAULT_MIN_CONFIDENCE
from textclean.tagger import gate
from textclean.tagger.loss import GROUPS
from textclean.tagger.network import LABELS, logits
from textclean.train.calibrate import judgements

Scores = dict[str, dict[str, float]]


def main(folder: Path) -> dict[str, Scores]:
    """Return the scores of both models on the documents of `folder` that are kept out of training.

    Precision, recall and F1 of each group of marks, at the default confidence and the true rates of
    loss; and the mean negative log likelihood of what each gap has lost, in nats.
    """
    return {
        "network": scores(*judgements(folder, logits)),
        "gate": scores(*judgements(folder, gate.logits)),
    }


def scores(logits: torch.Tensor, label: torch.Tensor, offset: torch.Tensor) -> Scores:
    """Score the logits of gaps against their true labels; see `calibrate.judgements`."""
    probability = torch.softmax(logits + offset, dim=1)
    surprise = -torch.log(probability[torch.arange(len(label)), label]).mean()
    found: Scores = {"all": {"surprise": round(float(surprise), 4)}}
    for group, (labels, _) in GROUPS.items():
        columns = [LABELS.index(name) for name in labels]
        is_found = probability[:, columns].sum(dim=1) >= DEFAULT_MIN_CONFIDENCE
        is_lost = torch.isin(label, torch.tensor(columns))
        right, made, lost = (int(each.sum()) for each in (is_found & is_lost, is_found, is_lost))
        found[group] = {
            "precision": round(right / max(1, made), 3),
            "recall": round(right / max(1, lost), 3),
            "f1": round(2 * right / max(1, made + lost), 3),
        }
    return found


if __name__ == "__main__":
    for model, found in main(Path(sys.argv[1])).items():
        for group, figures in found.items():
            print(f"{model:<10}{group:<16}", figures)
