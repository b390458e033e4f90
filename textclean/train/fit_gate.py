"""Trains the gate: a linear model of the same labels, from the same examples as the network.

    python -m textclean.train.fit_gate CORPORA/train CLEAN [START.npz]

`textclean.train.fit` does this too, after the network.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from textclean.tagger import gate
from textclean.tagger.network import LABELS
from textclean.train.examples import IGNORED, Example, stream

MINUTES = 14.0
BATCH = 8192  # words
HIGHEST_RATE = 0.03  # of learning
LOWEST_RATE = 1e-4


class Linear(nn.Module):  # type: ignore[misc]
    """A number for each row of each table, for each label but "none" and for being stray."""

    def __init__(self) -> None:
        """Start from nothing."""
        super().__init__()
        sizes = gate.TABLES.values()
        self.tables = nn.ModuleList(nn.Embedding(rows, len(LABELS)) for rows in sizes)
        self.bias = nn.Parameter(torch.zeros(len(LABELS)))
        for table in self.tables:
            nn.init.zeros_(table.weight)

    def forward(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits of each gap (words x labels) and of each word (words)."""
        total = sum(table(each) for table, each in zip(self.tables, rows, strict=True)) + self.bias
        return torch.cat([torch.zeros(len(total), 1), total[:, :-1]], dim=1), total[:, -1]


def main(folder: Path, clean: Path, seed: int = 7, start: Path | None = None) -> None:
    """Train the gate on the same examples as the network, and write its weights.

    With `start`, go on from those weights.
    """
    torch.manual_seed(seed)
    network = Linear()
    if start:
        _load(network, start)
    optimizer = torch.optim.Adam(network.parameters(), fused=True)
    started = time.monotonic()
    for batch in _batches(folder, clean, random.Random(seed)):
        done = (time.monotonic() - started) / (60 * MINUTES)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = HIGHEST_RATE * (1 - done) + LOWEST_RATE
        rows = np.concatenate([gate.rows(each.inputs) for each in batch], axis=1)
        gaps, strays = network(torch.from_numpy(rows).long())
        label, stray, offset = (
            torch.from_numpy(np.concatenate([getattr(each, name) for each in batch]))
            for name in ("label", "stray", "offset")
        )
        loss = nn.functional.cross_entropy(gaps + offset, label, ignore_index=IGNORED)
        loss = loss + nn.functional.binary_cross_entropy_with_logits(strays, stray)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    np.savez(gate.WEIGHTS, allow_pickle=False, **_saved(network))


def _batches(folder: Path, clean: Path, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of damaged documents without end."""
    batch: list[Example] = []
    for each in stream(folder, clean, rng):
        batch.append(each)
        if sum(len(each.label) for each in batch) >= BATCH:
            yield batch
            batch = []


def _load(network: Linear, path: Path) -> None:
    """Set the weights to those of a file, as far as it has rows."""
    with np.load(path) as arrays, torch.no_grad():
        network.bias.copy_(torch.from_numpy(arrays["bias"].astype(np.float32)))
        for name, table in zip(gate.TABLES, network.tables, strict=True):
            rows = arrays[name] * arrays[f"{name}_scale"]
            table.weight[: len(rows)].copy_(torch.from_numpy(rows))


def _saved(network: Linear) -> dict[str, np.ndarray]:
    """Return the weights as they ship: tables in int8, each with a scale."""
    arrays = {"bias": network.bias.detach().numpy().astype(np.float16)}
    for name, table in zip(gate.TABLES, network.tables, strict=True):
        weight = table.weight.detach().numpy()
        scale = np.float32(np.abs(weight).max() / 127 + 1e-12)
        arrays[name] = np.round(weight / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale
    return arrays


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(Path(sys.argv[1]), Path(sys.argv[2]), start=Path(sys.argv[3]) if sys.argv[3:] else None)
