"""Trains the tagger.

    python -m textclean.train.fit CORPORA/train CLEAN

Needs PyTorch (`pip install --group train`); the tagger itself needs numpy alone. What the
weights were trained on goes into the model card beside them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset

from textclean.tagger.features import (
    BONDS,
    ENDING_BUCKETS,
    FORMS,
    GAPS,
    PAIR_BUCKETS,
    WORD_BUCKETS,
)
from textclean.tagger.network import CARD, DILATIONS, LABELS, QUOTES, WEIGHTS
from textclean.train import calibrate, fit_cohesion, fit_gate, score
from textclean.train.corpus import sources
from textclean.train.examples import IGNORED, SHARES, Example, stream
from textclean.train.quantised import measured, quantised, restored, texts
from textclean.train.shipped import Arrays, dense

BATCH = 4096  # words
KEPT = 0.5  # share of the weights that a training goes on from
# Where the processor emulates bfloat16, a step takes ten times as long as with float32.
HAS_BFLOAT = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
WIDTHS = {"word": 48, "ending": 16, "form": 12, "bond": 6, "gap": 16, "pair": 12}
HIDDEN = 160
PADDING = max(DILATIONS)  # words between two documents, so that no layer sees both


class Network(nn.Module):  # type: ignore[misc]
    """Embeddings of what each word looks like, residual dilated convolutions over the words, and
    three heads: the mark and the quotation mark lost in the gap after a word, and whether the word
    is stray."""

    def __init__(self) -> None:
        """Start from small random weights."""
        super().__init__()
        sizes = {
            "word": WORD_BUCKETS,
            "ending": ENDING_BUCKETS,
            "form": FORMS,
            "bond": BONDS,
            "gap": GAPS,
            "pair": PAIR_BUCKETS,
        }
        self.tables = nn.ModuleDict(
            {name: nn.Embedding(sizes[name] + 1, width) for name, width in WIDTHS.items()}
        )
        for embedding in self.tables.values():
            nn.init.normal_(embedding.weight, std=0.3)
        self.entry = nn.Linear(sum(WIDTHS.values()), HIDDEN)
        self.layers = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, 3, padding=dilation, dilation=dilation)
            for dilation in DILATIONS
        )
        self.gap = nn.Linear(2 * HIDDEN, len(LABELS))
        self.quote = nn.Linear(2 * HIDDEN, len(QUOTES))
        self.stray = nn.Linear(HIDDEN, 1)

    @property
    def dense(self) -> dict[str, nn.Linear]:
        """The layers that look at one word or gap at a time, by the names of their weights."""
        return {"entry": self.entry, "gap": self.gap, "quote": self.quote, "stray": self.stray}

    def forward(
        self, inputs: torch.Tensor, is_word: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the logits of each gap (words x labels, words x quotes) and of each word (words).

        What is no word but padding stays zero in each layer.
        """
        looks = [table(inputs[:, i]) for i, table in enumerate(self.tables.values())]
        state = (torch.relu(self.entry(torch.cat(looks, dim=1))) * is_word[:, None]).T[None]
        for layer in self.layers:
            state = state + torch.relu(layer(state)) * is_word
        state = state[0].T
        following = torch.cat([state[1:], state[-1:]])
        both = torch.cat([state, following], dim=1)
        return self.gap(both), self.quote(both), self.stray(state)[:, 0]


class Stream(IterableDataset):  # type: ignore[misc]
    """An endless stream of batches of damaged documents, padding between them."""

    def __init__(self, folder: Path, clean: Path, seed: int) -> None:
        """Read from the folders, and damage as `seed` has it."""
        self.folder, self.clean, self.seed = folder, clean, seed

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        batch: list[Example] = []
        for each in stream(self.folder, self.clean, random.Random(self.seed)):
            batch.append(each)
            if sum(len(each.label) + PADDING for each in batch) >= BATCH:
                yield joined(batch)
                batch = []


def joined(batch: list[Example]) -> dict[str, torch.Tensor]:
    """Join examples into one run of words, with padding before each and after the last."""

    def run(name: str, fill: float) -> torch.Tensor:
        parts = []
        for each in batch:
            array = getattr(each, name)
            parts += [np.full((PADDING, *array.shape[1:]), fill, dtype=array.dtype), array]
        parts.append(parts[0])
        return torch.from_numpy(np.concatenate(parts))

    return {
        "inputs": run("inputs", 0).long(),
        "is_word": (run("stray", IGNORED) >= 0).float(),
        "label": run("label", IGNORED),
        "quote": run("quote", IGNORED),
        "stray": run("stray", IGNORED),
        "offset": run("offset", 0),
        "quote_offset": run("quote_offset", 0),
    }


def losses(network: Network, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, ...]:
    """Return the cross-entropy of the gaps, of their quotation marks and of the stray words.

    The log of the true rate of loss is added to the logits, so that what the network itself learns
    is how likely an editor would have a mark there (Menon et al., "Long-tail learning via logit
    adjustment", 2021); the document's own rate is added again when the tagger is used.
    """
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HAS_BFLOAT):
        judged = network(batch["inputs"], batch["is_word"])
    gaps, quotes, strays = (each.float() for each in judged)
    gap, quote = (
        nn.functional.cross_entropy(logits + batch[offset], batch[label], ignore_index=IGNORED)
        for logits, offset, label in (
            (gaps, "offset", "label"),
            (quotes, "quote_offset", "quote"),
        )
    )
    known = batch["stray"] >= 0
    stray = nn.functional.binary_cross_entropy_with_logits(strays[known], batch["stray"][known])
    return gap, quote, stray


def train(
    folder: Path, clean: Path, seed: int, minutes: float, rate: float, start: Path | None = None
) -> Network:
    """Train on the corpora of `folder` and the other kinds of `clean` for some minutes; the rate of
    learning falls to zero.

    `rate` is that of learning at its highest. With `start`, go on from those weights, and keep a
    share of them in the end.
    """
    torch.manual_seed(seed)
    network = Network()
    if start:
        load(network, start)
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3, fused=True)
    started, shown, running = time.monotonic(), 0.0, np.zeros(3)
    for step, batch in enumerate(
        DataLoader(Stream(folder, clean, seed), batch_size=None, num_workers=1)
    ):
        if step == 0:
            started = time.monotonic()
        done = (time.monotonic() - started) / (60 * minutes)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * done))
        found = losses(network, batch)
        optimizer.zero_grad()
        sum(found).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        running = 0.98 * running + 0.02 * np.array([each.item() for each in found])
        if done - shown > 0.02:
            shown = done
            print(f"{done:5.0%} step {step} loss {running / (1 - 0.98 ** (step + 1))}", flush=True)
    if start:
        average(network, start)
    return network


def average(network: Network, start: Path) -> None:
    """Draw the parameters back to those that the training started from, by `KEPT`.

    What lies between the two is often better than both (Wortsman et al., "Robust fine-tuning of
    zero-shot models", 2022).
    """
    before = Network()
    load(before, start)
    with torch.no_grad():
        for parameter, old in zip(network.parameters(), before.parameters(), strict=True):
            parameter.lerp_(old, KEPT)


def saved(network: Network) -> Arrays:
    """Return the weights as `textclean.train.quantised` reads them."""
    arrays: Arrays = {}
    for name, embedding in network.tables.items():
        arrays[f"{name}_table"] = embedding.weight.detach().numpy()
        arrays[f"{name}_scale"] = np.ones(len(embedding.weight), np.float32)
    for name, layer in network.dense.items():
        arrays |= dense(name, layer)
    for index, convolution in enumerate(network.layers):
        weight = convolution.weight.detach().numpy()  # out, in, tap
        taps = weight.transpose(2, 1, 0).reshape(-1, len(weight))  # taps x in, out
        arrays[f"layer{index}_weight"] = taps
        arrays[f"layer{index}_bias"] = convolution.bias.detach().numpy()
    return arrays


def load(network: Network, path: Path) -> None:
    """Set the parameters of the network to those of weights that ship."""
    with np.load(path) as arrays:
        weights = {
            name: torch.from_numpy(array.astype(np.float32))
            for name, array in restored(dict(arrays)).items()
        }
    with torch.no_grad():
        for name, embedding in network.tables.items():
            embedding.weight.copy_(weights[f"{name}_table"])
        for name, layer in network.dense.items():
            layer.weight.copy_(weights[f"{name}_weight"].T)
            layer.bias.copy_(weights[f"{name}_bias"])
        for index, convolution in enumerate(network.layers):
            taps = weights[f"layer{index}_weight"].reshape(3, HIDDEN, HIDDEN)
            convolution.weight.copy_(taps.permute(2, 1, 0))
            convolution.bias.copy_(weights[f"layer{index}_bias"])


def main() -> None:
    """Train, and write the weights and the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of training corpora")
    parser.add_argument("clean", type=Path, help="the folder of clean documents of other kinds")
    parser.add_argument("--minutes", type=float, default=88.0)
    parser.add_argument("--rate", type=float, default=2e-3, help="of learning, at its highest")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument(
        "--keep-cohesion", action="store_true", help="ship the cohesion that ships now"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    start: Path | None = arguments.start
    drawn = (arguments.folder, arguments.clean, arguments.seed)
    network = train(*drawn, arguments.minutes, arguments.rate, start)
    weights = saved(network)
    caps = measured(weights, texts(arguments.folder))
    np.savez(WEIGHTS, allow_pickle=False, **quantised({**weights, **caps}))
    scales = calibrate.main(arguments.folder)
    fit_gate.main(arguments.folder, arguments.clean, arguments.seed)
    if arguments.keep_cohesion:
        cohesion = json.loads(CARD.read_text(encoding="utf-8"))["cohesion"]
    else:
        surprise = fit_cohesion.main(arguments.folder, arguments.seed)
        cohesion = {"minutes": fit_cohesion.MINUTES, "surprise": round(surprise, 3)}
    data = sources(arguments.folder)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in data))
    card = {
        "seed": arguments.seed,
        "minutes": arguments.minutes,
        "start_sha256": hashlib.sha256(start.read_bytes()).hexdigest() if start else None,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "calibration": scales,
        "scores": score.main(arguments.folder),
        "cohesion": cohesion,
        "sources": {path.name.split(".")[0]: SHARES[path.name.split(".")[0]] for path in data},
        "data_sha256": digest.hexdigest(),
    }
    CARD.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
