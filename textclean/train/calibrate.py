"""Makes the tagger as sure as it should be, on documents that it was not trained on.

    python -m textclean.train.calibrate CORPORA/train

A network that has seen its training text several times is too sure of itself. For each group of
marks one scale and one shift of the logits make up for it (Platt, 1999; Guo et al., "On Calibration
of Modern Neural Networks", 2017); both are folded into the scales and biases of the last layer.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from textclean.tagger.kernel.shape import Floats
from textclean.tagger.loss import GROUPS
from textclean.tagger.network import LABELS, WEIGHTS, logits
from textclean.train.corpus import sources
from textclean.train.examples import IGNORED, damaged, kept_out

DOCUMENTS = 60  # of each source

Model = Callable[[NDArray[np.int32]], tuple[Floats, Floats]]


def main(folder: Path) -> dict[str, tuple[float, float]]:
    """Calibrate the weights on the documents of `folder` that are kept out of training.

    Return the scale and the shift of each label.
    """
    scale, shift = fitted(*judgements(folder))
    with np.load(WEIGHTS) as arrays:
        weights = dict(arrays)
    # The head has no output for the first label, which the others are compared with; behind those
    # of the others stand those of quotation marks.
    marks = slice(len(LABELS) - 1)
    weights["gap_scale"][marks] *= scale[1:].astype(np.float32)
    weights["gap_bias"][marks] *= scale[1:].astype(np.float32)
    weights["gap_bias"][marks] += shift[1:].astype(np.float32)
    np.savez(WEIGHTS, allow_pickle=False, **weights)
    return {
        label: (round(float(scale[at]), 3), round(float(shift[at]), 3))
        for at, label in enumerate(LABELS)
    }


def judgements(
    folder: Path, model: Model = logits
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the logits (gaps x labels) that a model gives, the true labels, and the logs of the
    rates of loss.
    """
    rng = random.Random(0)
    examples = []
    for path in sources(folder):
        documents = kept_out(path)
        rng.shuffle(documents)
        examples += [damaged(each, rng, documents) for each in documents[:DOCUMENTS]]
    logits = np.concatenate([model(each.inputs)[0] for each in examples])
    label = np.concatenate([each.label for each in examples])
    offset = np.concatenate([each.offset for each in examples])
    known = label != IGNORED
    return tuple(
        torch.from_numpy(array[known]) for array in (logits - logits[:, :1], label, offset)
    )


def fitted(
    logits: torch.Tensor, label: torch.Tensor, offset: torch.Tensor
) -> tuple[np.ndarray, np.ndarray]:
    """Return the scale and the shift of each label that make the true labels likeliest."""
    numbers = {name: at for at, (names, _) in enumerate(GROUPS.values(), 1) for name in names}
    group = [numbers.get(label, 0) for label in LABELS]
    scale = torch.ones(1 + len(GROUPS), requires_grad=True)
    shift = torch.zeros(1 + len(GROUPS), requires_grad=True)
    is_loss = torch.tensor([0.0] + [1.0] * (len(LABELS) - 1))

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        adjusted = (logits * scale[group] + shift[group]) * is_loss + offset
        value = torch.nn.functional.cross_entropy(adjusted, label)
        value.backward()
        return value

    optimizer = torch.optim.LBFGS([scale, shift], max_iter=100)
    optimizer.step(loss)
    return tuple((values[group] * is_loss).detach().numpy() for values in (scale, shift))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
