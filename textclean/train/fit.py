"""Trains the tagger.

    python -m textclean.train.fit CORPORA/train

Needs PyTorch (`pip install textclean-wire[train]`); the tagger itself needs numpy alone. Two cores
and about two hours give the weights that ship; the scores go into the model card beside them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset

from textclean.edit import apply, invert
from textclean.lexicon import count
from textclean.scan import Span
from textclean.tagger import CARD, LABELS, PADDING, WEIGHTS
from textclean.tagger.features import ENDING_BUCKETS, FORMS, GAPS, WORD_BUCKETS, features
from textclean.text import Text
from textclean.train.corpus import documents, sources
from textclean.train.garble import Rates, garble

# How much of the training text each source gives: news and releases first, dry or spoken text less.
SHARES = {
    "senate_press": 0.40,
    "wikinews_2020": 0.08,
    "au_pm_media_releases": 0.14,
    "openstax": 0.16,
    "beige_book": 0.10,
    "gsa_digitalgov": 0.04,
    "gsa_18f": 0.03,
    "au_pm_speeches": 0.05,
}
DEV_SHARE = 0.02
LONGEST = 8_000  # characters: a longer document is cut at a line end, to the length of a story
BATCH = 4096  # words
WIDTHS = {"word": 32, "ending": 16, "form": 8, "gap": 16}
HIDDEN = 128
DILATIONS = (1, 2, 4, 8)
IGNORED = -100
LOWEST_RATE = 0.02


@attrs.frozen(eq=False)
class Example:
    """A damaged document and what is wrong with it; one row a word."""

    inputs: np.ndarray[Any, np.dtype[np.int32]]  # words x 4: word, ending, form, gap
    label: np.ndarray[Any, np.dtype[np.int64]]  # the mark lost after the word, or IGNORED
    stray: np.ndarray[Any, np.dtype[np.float32]]  # 1 where the word was pasted in
    offset: np.ndarray[Any, np.dtype[np.float32]]  # words x labels: log of the rate of loss


class Network(nn.Module):  # type: ignore[misc]
    """Embeddings of what each word looks like, residual dilated convolutions over the words, and
    two heads: the mark lost in the gap after a word, and whether the word is stray."""

    def __init__(self) -> None:
        """Start from small random weights."""
        super().__init__()
        sizes = {"word": WORD_BUCKETS, "ending": ENDING_BUCKETS, "form": FORMS, "gap": GAPS}
        self.tables = nn.ModuleDict(
            {name: nn.Embedding(sizes[name] + 1, width) for name, width in WIDTHS.items()}
        )
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.3)
        self.entry = nn.Linear(sum(WIDTHS.values()), HIDDEN)
        self.layers = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, 3, padding=dilation, dilation=dilation)
            for dilation in DILATIONS
        )
        self.gap = nn.Linear(2 * HIDDEN, len(LABELS))
        self.stray = nn.Linear(HIDDEN, 1)

    def forward(self, inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits of each gap (words x labels) and of each word (words)."""
        looks = [table(inputs[:, i]) for i, table in enumerate(self.tables.values())]
        state = torch.relu(self.entry(torch.cat(looks, dim=1))).T[None]
        for layer in self.layers:
            state = state + torch.relu(layer(state))
        state = state[0].T
        following = torch.cat([state[1:], state[-1:]])
        return self.gap(torch.cat([state, following], dim=1)), self.stray(state)[:, 0]


def plain(document: str, rng: random.Random) -> tuple[str, list[Span]]:
    """Return a document as a story, and the places of its headings.

    Lines are parted as one publisher or another does, and some paragraphs become lists, whose items
    go without a final stop.
    """
    newline = rng.choice(("\n", "\n\n"))
    list_share = rng.choice((0, 0, 0, 0.2))
    parts: list[str] = []
    headings = []
    at = 0
    for line in document.splitlines():
        part = line.removeprefix("# ")
        if part != line:
            headings.append(Span(at, at + len(part)))
        elif rng.random() < list_share:
            part = listed(part, rng)
        parts.append(part)
        at += len(part) + len(newline)
    return newline.join(parts) + "\n", headings


def listed(paragraph: str, rng: random.Random) -> str:
    """Return a paragraph of three or more short sentences as a list, any other as it is."""
    items = [paragraph[start:end] for start, end in Text(paragraph).sentences]
    if len(items) < 3 or max(map(len, items)) > 120:
        return paragraph
    bullet = rng.choice(("- ", "• ", "* ", "", "1. "))
    return "\n".join(bullet + item.removesuffix(".") for item in items)


def pieces(path: Path) -> Iterator[str]:
    """Yield the documents of a file, long ones cut at line ends to the length of a story."""
    for document in documents(path):
        piece: list[str] = []
        for line in document.splitlines(keepends=True):
            if piece and sum(map(len, piece)) + len(line) > LONGEST:
                yield "".join(piece)
                piece = []
            piece.append(line)
        yield "".join(piece)


def is_dev(document: str) -> bool:
    """Whether the document is kept out of training; decided by its text alone."""
    digest = hashlib.sha256(document.encode()).digest()
    return int.from_bytes(digest[:4]) < DEV_SHARE * 2**32


def drawn_rates(rng: random.Random, phrases: list[str]) -> Rates:
    """Draw the damage of one document: from nearly none to nearly all of each kind."""
    level = rng.uniform(LOWEST_RATE, 1.0)

    def near() -> float:
        return min(1.0, max(LOWEST_RATE, rng.gauss(level, 0.25)))

    stray = rng.choice((0.4, 0.7, 1.0)) if phrases else 0.0
    return Rates(near(), near(), near(), near(), stray, phrases)


def drawn_phrase(document: str, rng: random.Random) -> str:
    """Cut a phrase of one to seven words out of a document, oftener one that means nothing."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", document)
    length = rng.choices((1, 2, 3, 4, 5, 6, 7), (3, 20, 34, 20, 12, 7, 4))[0]
    for _ in range(40):
        start = rng.randrange(max(1, len(words) - length))
        phrase = words[start : start + length]
        if rng.random() < 0.15 or (phrase[0].islower() and count(phrase[0]) > 40_000):
            break
    comma = "," if rng.random() < 0.08 else ""
    return " ".join(phrase) + comma


def example(source: str, headings: list[Span], rates: Rates, rng: random.Random) -> Example:
    """Damage a clean text and say, for each word, what a repair has to find."""
    damage = garble(Text(source), rates, rng, headings)
    seen = features(Text(apply(source, damage)))
    ends = np.array([end for _, end in seen.words])
    is_open = seen.mark == 0
    label = np.where(is_open, 0, IGNORED)
    stray = np.zeros(len(ends), dtype=np.float32)
    for repair in invert(source, damage):
        if repair.why == "stray":
            stray[(ends > repair.start) & (ends <= repair.end)] = 1
        elif repair.why in LABELS:
            index = int(np.searchsorted(ends, repair.start, side="right")) - 1
            if index >= 0 and is_open[index]:
                label[index] = LABELS.index(repair.why)
    rates_of = [1.0] + [max(LOWEST_RATE, rates.of(name)) for name in LABELS[1:]]
    offset = np.broadcast_to(np.log(rates_of).astype(np.float32), (len(ends), len(LABELS)))
    inputs = np.stack([seen.word, seen.ending, seen.form, seen.gap + 1], axis=1)
    return Example(inputs, label.astype(np.int64), stray, offset)


class Stream(IterableDataset):  # type: ignore[misc]
    """An endless stream of batches of damaged documents, padding between them."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Read from `folder`, and damage as `seed` has it."""
        self.folder, self.seed = folder, seed

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        rng = random.Random(self.seed)
        stories = {
            name: [piece for piece in pieces(self.folder / f"{name}.txt.xz") if not is_dev(piece)]
            for name in SHARES
        }
        batch: list[Example] = []
        while True:
            story = rng.choice(stories[rng.choices(list(SHARES), list(SHARES.values()))[0]])
            batch.append(damaged(story, rng, stories["senate_press"]))
            if sum(len(each.label) + PADDING for each in batch) >= BATCH:
                yield joined(batch)
                batch = []


def damaged(story: str, rng: random.Random, others: list[str]) -> Example:
    """Damage one story at rates of its own, one in three with phrases from another story."""
    number = rng.choices((0, 1, 2), (64, 30, 6))[0]
    phrases = [drawn_phrase(rng.choice(others), rng) for _ in range(number)]
    return example(*plain(story, rng), drawn_rates(rng, phrases), rng)


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
        "label": run("label", IGNORED),
        "stray": run("stray", IGNORED),
        "offset": run("offset", 0),
    }


def losses(network: Network, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the cross-entropy of the gaps and of the stray words.

    The log of the true rate of loss is added to the logits, so that what the network itself learns
    is how likely an editor would have a mark there (Menon et al., "Long-tail learning via logit
    adjustment", 2021); the document's own rate is added again when the tagger is used.
    """
    gaps, strays = network(batch["inputs"])
    gap = nn.functional.cross_entropy(gaps + batch["offset"], batch["label"], ignore_index=IGNORED)
    known = batch["stray"] >= 0
    stray = nn.functional.binary_cross_entropy_with_logits(strays[known], batch["stray"][known])
    return gap, stray


def train(folder: Path, seed: int, minutes: float) -> Network:
    """Train on the corpora of `folder` for so many minutes; the rate of learning falls to zero."""
    torch.manual_seed(seed)
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-3)
    started, shown, running = time.monotonic(), 0.0, np.zeros(2)
    for step, batch in enumerate(DataLoader(Stream(folder, seed), batch_size=None, num_workers=1)):
        if step == 0:
            started = time.monotonic()
        done = (time.monotonic() - started) / (60 * minutes)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * done))
        gap, stray = losses(network, batch)
        optimizer.zero_grad()
        (gap + stray).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        running = 0.98 * running + 0.02 * np.array([gap.item(), stray.item()])
        if done - shown > 0.02:
            shown = done
            print(f"{done:5.0%} step {step} loss {running / (1 - 0.98 ** (step + 1))}", flush=True)
    return network


def saved(network: Network) -> dict[str, np.ndarray[Any, Any]]:
    """Return the weights as they ship: tables in int8 with a scale a row, the rest in float16."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name, table in network.tables.items():
        weight = table.weight.detach().numpy()
        scale = np.abs(weight).max(axis=1, keepdims=True) / 127 + 1e-12
        arrays[f"{name}_table"] = np.round(weight / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale[:, 0].astype(np.float16)
    dense = {"entry": network.entry, "gap": network.gap, "stray": network.stray}
    for name, layer in dense.items():
        arrays[f"{name}_weight"] = layer.weight.detach().numpy().T.astype(np.float16)
        arrays[f"{name}_bias"] = layer.bias.detach().numpy().astype(np.float16)
    for index, convolution in enumerate(network.layers):
        weight = convolution.weight.detach().numpy()  # out, in, tap
        arrays[f"layer{index}_weight"] = weight.transpose(2, 1, 0).astype(np.float16)
        arrays[f"layer{index}_bias"] = convolution.bias.detach().numpy().astype(np.float16)
    return arrays


def main() -> None:
    """Train, and write the weights and the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of training corpora")
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--seed", type=int, default=20261121)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = train(arguments.folder, arguments.seed, arguments.minutes)
    np.savez(WEIGHTS, allow_pickle=False, **saved(network))
    data = hashlib.sha256(b"".join(path.read_bytes() for path in sources(arguments.folder)))
    card = {"seed": arguments.seed, "minutes": arguments.minutes, "data_sha256": data.hexdigest()}
    CARD.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
