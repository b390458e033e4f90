"""Trains the networks that know how well a text holds together at a place.

    python -m textclean.train.fit_cohesion CORPORA/train

`textclean.train.fit` does this too, after the gate. It prints the mean negative log likelihood, in
nats, of the words that follow among those of 2,047 other places.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from textclean.tagger import cohesion
from textclean.tagger.cohesion import SIDES, rows, windows
from textclean.tagger.features import ENDING_BUCKETS, GAPS, MARKS, NONE, SHAPES, WORD_BUCKETS
from textclean.tagger.kernel.shape import REACH, Numbers
from textclean.text import Text
from textclean.tokens.scanner.tokens import Indices
from textclean.train.examples import SHARES, is_dev, pieces
from textclean.train.quantised import quantised_cohesion, texts
from textclean.train.shipped import Arrays, dense, table

MINUTES = 40.0
BATCH = 2048  # places
STRETCH = 128  # words in a row that places are drawn from
WIDTHS = {"word": 40, "ending": 8, "shape": 4, "gap": 4}
ENTRY = sum(WIDTHS.values()) * REACH - WIDTHS["gap"]
HIDDEN = 224  # units
EXIT = 112  # units
HIGHEST_RATE = 3e-3  # of learning
WARMING = 300  # steps
SCORED = 50  # batches

# Most stories lose marks, a share of them that is drawn for each.
DAMAGED = 0.6
_MAY_BE_LOST = np.isin(
    np.arange(GAPS),
    [
        MARKS.index(mark) * 16
        for mark in ("comma", "stop", "question", "exclamation", "colon", "semicolon")
    ],
)


class Side(nn.Sequential):  # type: ignore[misc]
    """What stands on one side of a place, in numbers."""

    def __init__(self) -> None:
        """Start from small random weights."""
        super().__init__(nn.Linear(ENTRY, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, EXIT))


class Cohesion(nn.Module):  # type: ignore[misc]
    """Embeddings of what words look like, and a network for each side of a place."""

    def __init__(self) -> None:
        """Start from small random weights."""
        super().__init__()
        sizes = {"word": WORD_BUCKETS, "ending": ENDING_BUCKETS, "shape": SHAPES, "gap": GAPS}
        self.tables = nn.ModuleDict(
            {name: nn.Embedding(sizes[name] + 1, width) for name, width in WIDTHS.items()}
        )
        for embedding in self.tables.values():
            nn.init.normal_(embedding.weight, std=0.3)
        self.sides = nn.ModuleDict({side: Side() for side in SIDES})

    def forward(self, inputs: Numbers, places: Indices) -> list[torch.Tensor]:
        """Return what is made of the words before each place, and of those after it (each places x
        features); `inputs` are the rows of some texts.
        """
        return [
            network(self.looks(torch.from_numpy(inputs[windows(places, side)]).long()))
            for side, network in self.sides.items()
        ]

    def looks(self, window: torch.Tensor) -> torch.Tensor:
        """Return the embeddings of the words in windows (places x `REACH` x numbers)."""
        columns = [*window.unbind(dim=2)[:-1], window[:, :-1, -1]]
        return torch.cat(
            [
                embedding(column).flatten(1)
                for embedding, column in zip(self.tables.values(), columns, strict=True)
            ],
            dim=1,
        )


def main(folder: Path, seed: int = 7) -> float:
    """Train on the corpora of `folder`, write the weights, and return the mean negative log
    likelihood of what follows in documents that are kept out of training.
    """
    torch.manual_seed(seed)
    network = Cohesion()
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=1e-3, fused=True)
    started = time.monotonic()
    for step, batch in enumerate(_batches(folder, np.random.default_rng(seed))):
        if step == 0:
            started = time.monotonic()
        done = (time.monotonic() - started) / (60 * MINUTES)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            rate = HIGHEST_RATE * min(1.0, (step + 1) / WARMING)
            group["lr"] = rate * 0.5 * (1 + math.cos(math.pi * done))
        loss = surprise(network, *batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    shipped = quantised_cohesion(_saved(network), texts(folder))
    np.savez(cohesion.WEIGHTS, allow_pickle=False, **shipped)
    return scored(network, folder)


def surprise(network: Cohesion, inputs: Numbers, places: Indices) -> torch.Tensor:
    """Return the mean negative log likelihood of what follows, and of what stands before."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        before, after = network(inputs, places)
    together = before.float() @ after.float().T
    own = torch.arange(len(places))
    cross_entropy = nn.functional.cross_entropy
    return (cross_entropy(together, own) + cross_entropy(together.T, own)) / 2


def scored(network: Cohesion, folder: Path) -> float:
    """Return the surprise on documents that are kept out of training."""
    batches = _batches(folder, np.random.default_rng(0), dev=True)
    with torch.no_grad():
        return float(np.mean([surprise(network, *next(batches)) for _ in range(SCORED)]))


def _batches(
    folder: Path, rng: np.random.Generator, *, dev: bool = False
) -> Iterator[tuple[Numbers, Indices]]:
    """Yield the rows of stretches of documents, and the places in them at which no mark stands."""
    sources = [_rows_of(folder / f"{name}.txt.xz", dev=dev) for name in SHARES]
    while True:
        drawn = rng.choice(len(SHARES), size=BATCH // STRETCH * 2, p=list(SHARES.values()))
        inputs = np.concatenate([_stretch(sources[source], rng) for source in drawn])
        is_inner = (inputs[:-1, 0] > 0) & (inputs[1:, 0] > 0) & (inputs[:-1, -1] == NONE)
        is_inner[:REACH] = is_inner[-REACH:] = False
        places = np.flatnonzero(is_inner) + 1
        yield inputs, places[:BATCH] - REACH


def _rows_of(path: Path, *, dev: bool) -> Numbers:
    """Return the rows of all documents of a file that are, or are not, kept out of training."""
    found = (document for document in pieces(path) if is_dev(document) is dev)
    plain = (document.replace("# ", "").replace("\n", "\n\n") for document in found)
    return np.concatenate([rows(Text(document)) for document in plain])


def _stretch(inputs: Numbers, rng: np.random.Generator) -> Numbers:
    """Draw a stretch, with marks lost; nothing is before its first word or after its last."""
    start = rng.integers(0, len(inputs) - STRETCH)
    stretch = inputs[start : start + STRETCH].copy()
    rate = rng.random() if rng.random() < DAMAGED else 0.0
    stretch[_MAY_BE_LOST[stretch[:, -1]] & (rng.random(STRETCH) < rate), -1] = NONE
    return np.pad(stretch, ((REACH, REACH), (0, 0)))


def _saved(network: Cohesion) -> Arrays:
    """Return the weights as a checkpoint has them."""
    arrays: Arrays = {}
    for name, embedding in network.tables.items():
        arrays |= table(name, embedding)
    for side, (entry, _, last) in network.sides.items():
        arrays |= dense(f"{side}_entry", entry) | dense(f"{side}_exit", last)
    return arrays


if __name__ == "__main__":
    torch.set_num_threads(2)
    print(f"surprise {main(Path(sys.argv[1])):.4f}")
