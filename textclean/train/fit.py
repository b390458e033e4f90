"""Trains the tagger.

    python -m textclean.train.fit CORPORA/train CLEAN

Needs PyTorch (`pip install textclean-wire[train]`); the tagger itself needs numpy alone. What the
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
from textclean.train.quantised import quantised, restored
from textclean.train.shipped import Arrays, dense

BATCH = 4096  # words
RATE = 2e-3  # of learning, at its highest
WHOLE = 0.15  # of the training is in integers: a step takes twice as long so
SEEN = 3  # times that the network reads a batch: to make one takes longer than to learn from it
POOL = 300  # batches that the next one may be drawn from
MEASURED = 24  # batches that the caps are measured on
SHARE_BELOW_CAP = 0.9998  # of what goes into a layer; the rest is as large as the cap
LEAST_CAP = 1e-3
STATE_ROOM = 1.5  # of the last state, which is rounded finely
CHECKPOINT = Path("build/tagger.npz")
# Where the processor emulates bfloat16, a step takes ten times as long as with float32.
HAS_BFLOAT = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
WIDTHS = {"word": 48, "ending": 16, "form": 12, "bond": 6, "gap": 16, "pair": 12}
HIDDEN = 160
PADDING = max(DILATIONS)  # words between two documents, so that no layer sees both


class Network(nn.Module):  # type: ignore[misc]
    """Embeddings of what each word looks like, residual dilated convolutions over the words, and
    three heads: the mark and the quotation mark lost in the gap after a word, and whether the word
    is stray.

    While `is_whole` it computes as it will run, in integers: what goes into a layer is a whole number of steps, and
    so are the weights (Jacob et al., "Quantization and Training of Neural Networks for Efficient
    Integer-Arithmetic-Only Inference", 2018).
    """

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
        self.is_whole = False
        self.register_buffer("entry_cap", torch.ones(sum(WIDTHS.values())))
        self.register_buffer("layer_caps", torch.ones(len(DILATIONS), HIDDEN))
        self.register_buffer("state_cap", torch.ones(HIDDEN))

    @property
    def dense(self) -> dict[str, nn.Linear]:
        """The layers that look at one word or gap at a time, by the names of their weights."""
        return {"entry": self.entry, "gap": self.gap, "quote": self.quote, "stray": self.stray}

    def embedded(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the embeddings of the words, of each table beside one another."""
        looks = [table(inputs[:, i]) for i, table in enumerate(self.tables.values())]
        return torch.cat(looks, dim=1)

    def forward(
        self, inputs: torch.Tensor, is_word: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the logits of each gap (words x labels, words x quotes) and of each word (words).

        What is no word but padding stays zero in each layer.
        """
        embedded, weight = self.embedded(inputs), self.entry.weight
        if self.is_whole:
            step = self.entry_cap / 63
            embedded, weight = rounded(embedded, step, -64, 63), whole(weight, step)
        state = torch.relu(nn.functional.linear(embedded, weight, self.entry.bias))
        state = (state * is_word[:, None]).T[None]
        for layer, cap in zip(self.layers, self.layer_caps, strict=True):
            state = state + torch.relu(self._convolved(layer, state, cap / 127)) * is_word
        state = state[0].T
        following = torch.cat([state[1:], state[-1:]])
        both = torch.cat([state, following], dim=1)
        return self.gap(both), self.quote(both), self.stray(state)[:, 0]

    def _convolved(
        self, layer: nn.Conv1d, state: torch.Tensor, step: torch.Tensor
    ) -> torch.Tensor:
        """Return what a layer makes of its input."""
        if not self.is_whole:
            return layer(state)
        taken = rounded(state, step[:, None], 0, 127)
        weight = whole(layer.weight, step[:, None])
        return nn.functional.conv1d(
            taken, weight, layer.bias, padding=layer.padding, dilation=layer.dilation
        )

    def measure(self, batches: list[dict[str, torch.Tensor]]) -> None:
        """Set the caps: how large what goes into each layer becomes, by channel."""
        entries, states = [], []
        with torch.no_grad():
            for batch in batches:
                is_word = batch["is_word"]
                embedded = self.embedded(batch["inputs"])
                entries.append(embedded.abs().amax(dim=0))
                state = (torch.relu(self.entry(embedded)) * is_word[:, None]).T[None]
                found = [state]
                for layer in self.layers:
                    state = state + torch.relu(layer(state)) * is_word
                    found.append(state)
                states.append(torch.cat(found)[:, :, ::4])  # layers x channels x words
            by_layer = torch.cat(states, dim=2)
            rank = max(1, int(by_layer.shape[2] * (1 - SHARE_BELOW_CAP)))
            caps = by_layer.topk(rank, dim=2).values[:, :, -1].clamp(min=LEAST_CAP)
            self.entry_cap.copy_(torch.stack(entries).amax(dim=0).clamp(min=LEAST_CAP))
            self.layer_caps.copy_(caps[:-1])
            self.state_cap.copy_(by_layer[-1].amax(dim=1) * STATE_ROOM + LEAST_CAP)


def rounded(values: torch.Tensor, step: torch.Tensor, low: int, high: int) -> torch.Tensor:
    """Round values to whole steps within bounds; the gradient passes where they lie within."""
    within = torch.minimum(torch.maximum(values, low * step), high * step)
    whole_steps = torch.floor(within.detach() / step + 0.5).clamp(low, high) * step
    return within + (whole_steps - within.detach())


def whole(weight: torch.Tensor, step: torch.Tensor) -> torch.Tensor:
    """Round the weights of a layer (outputs x inputs …) as if they were integers from -127 to 127,
    for inputs that are whole numbers of steps.
    """
    with torch.no_grad():
        scaled = weight * step
        unit = scaled.abs().flatten(1).amax(dim=1).clamp(min=1e-12) / 127
        unit = unit.reshape(-1, *[1] * (weight.dim() - 1))
        change = torch.round(scaled / unit) * unit / step - weight
    return weight + change


class Stream(IterableDataset):  # type: ignore[misc]
    """An endless stream of batches of damaged documents, padding between them; each comes `SEEN`
    times, with others in between."""

    def __init__(self, folder: Path, clean: Path, seed: int) -> None:
        """Read from the folders, and damage as `seed` has it."""
        self.folder, self.clean, self.seed = folder, clean, seed

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        rng = random.Random(self.seed)
        pool: list[dict[str, torch.Tensor]] = []
        batch: list[Example] = []
        for each in stream(self.folder, self.clean, rng):
            batch.append(each)
            if sum(len(each.label) + PADDING for each in batch) >= BATCH:
                pool += [joined(batch)] * SEEN
                batch = []
            while len(pool) > POOL:
                at = rng.randrange(len(pool))
                pool[at], pool[-1] = pool[-1], pool[at]
                yield pool.pop()


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
    folder: Path, clean: Path, seed: int, minutes: float, start: Path | None = None
) -> Network:
    """Train on the corpora of `folder` and the other kinds of `clean` for some minutes; the rate of
    learning falls to zero.

    With `start`, go on from those weights.
    """
    torch.manual_seed(seed)
    network = Network()
    if start:
        load(network, start)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-3, fused=True)
    started, shown, running = time.monotonic(), 0.0, np.zeros(3)
    batches = iter(DataLoader(Stream(folder, clean, seed), batch_size=None, num_workers=1))
    for step, batch in enumerate(batches):
        if step == 0:
            started = time.monotonic()
        done = (time.monotonic() - started) / (60 * minutes)
        if done >= 1:
            break
        if done >= 1 - WHOLE and not network.is_whole:
            network.measure([next(batches) for _ in range(MEASURED)])
            network.is_whole = True
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * done))
        found = losses(network, batch)
        optimizer.zero_grad()
        sum(found).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        running = 0.98 * running + 0.02 * np.array([each.item() for each in found])
        if done - shown > 0.02:
            shown = done
            if network.is_whole:
                np.savez(CHECKPOINT, allow_pickle=False, **quantised(saved(network)))
            print(f"{done:5.0%} step {step} loss {running / (1 - 0.98 ** (step + 1))}", flush=True)
    return network


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
        arrays[f"layer{index}_cap"] = network.layer_caps[index].numpy()
    arrays["entry_cap"], arrays["state_cap"] = network.entry_cap.numpy(), network.state_cap.numpy()
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
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument(
        "--keep-cohesion", action="store_true", help="ship the cohesion that ships now"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    start: Path | None = arguments.start
    network = train(arguments.folder, arguments.clean, arguments.seed, arguments.minutes, start)
    np.savez(WEIGHTS, allow_pickle=False, **quantised(saved(network)))
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
