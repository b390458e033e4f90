"""Makes the integer weights that ship of a checkpoint in floating point.

    python -m textclean.train.quantised CHECKPOINT.npz [CORPORA]

A checkpoint of the tagger has tables with a scale a row, and weights and biases as floats. It says
how large things grow: `entry_cap`, `layerN_cap` (activations before each layer) and `state_cap`
(before the heads), a number a channel, each a little less than the largest that was met. Where it
does not say, that is measured on documents of `CORPORA`; so it always is for cohesion.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from textclean.tagger import cohesion
from textclean.tagger.features import features
from textclean.tagger.kernel.shape import (
    DILATIONS,
    FINEST_ACTIVATION,
    FINEST_STATE,
    FINEST_WEIGHT,
    REACH,
    TABLES,
    ZERO,
    Arrays,
)
from textclean.tagger.network import LABELS, WEIGHTS
from textclean.text import Text
from textclean.train.corpus import documents, sources

Doubles = NDArray[np.float64]

_MEASURED = 4  # documents of each source
_LONGEST = 8000  # characters of each
# Activations of a word in ten thousand are cut off, so that the others are told apart more finely.
_MET = 99.99  # percent
_ROOM = 1.5  # for states before the heads that are larger than any that was met
_LEAST = 1e-3  # of a cap: a channel that is never active
_INPUT_STEPS = ZERO - 1  # to either side of zero
_SPREAD = 0.3  # of the inputs that are trained on: as wide as they begin


def quantised(checkpoint: Arrays) -> dict[str, NDArray[Any]]:
    """Return the arrays that ship, as `textclean.tagger.kernel.shape` describes them, of those of
    a checkpoint with its caps.
    """
    shipped: dict[str, NDArray[Any]] = {}
    # Rounding is as where the network was trained: in float32.
    fineness = _fineness(checkpoint["entry_cap"], _INPUT_STEPS)
    for name, own in zip(TABLES, np.split(fineness, _edges(checkpoint)), strict=True):
        shipped[f"{name}_table"] = _input_levels(_table(checkpoint, name), own)
    shipped |= _layer(checkpoint, "entry", fineness)
    for layer in range(len(DILATIONS)):
        name = f"layer{layer}"
        fineness = _fineness(checkpoint[f"{name}_cap"], FINEST_ACTIVATION)
        shipped[f"{name}_fineness"] = fineness
        shipped |= _layer(checkpoint, name, np.tile(fineness, 3))
    fineness = _fineness(checkpoint["state_cap"], FINEST_STATE)
    shipped["state_fineness"] = fineness
    compared = {
        f"gap_{kind}": np.concatenate(
            [_against_none(checkpoint[f"{head}_{kind}"]) for head in ("gap", "quote")], axis=-1
        )
        for kind in ("weight", "bias")
    } | {
        "stray_weight": checkpoint["stray_weight"],
        "stray_bias": checkpoint["stray_bias"],
    }
    for name, taps in (("gap", 2), ("stray", 1)):
        shipped |= _layer(compared, name, np.tile(fineness, taps), FINEST_STATE, np.int16)
    return shipped


def restored(shipped: Arrays) -> dict[str, NDArray[Any]]:
    """Return a checkpoint that `quantised` makes the same shipped arrays of, to train on from."""
    of: dict[str, NDArray[Any]] = {}
    steps = []
    for name in TABLES:
        levels = shipped[f"{name}_table"].astype(np.float32) - ZERO
        step = _SPREAD / np.maximum(levels.std(axis=0), _LEAST)
        of[f"{name}_table"] = levels * step
        of[f"{name}_scale"] = np.ones(len(levels), np.float32)
        steps.append(step)
    step = np.concatenate(steps)
    of["entry_cap"] = _INPUT_STEPS * step
    of |= _floats(shipped, "entry", 1 / step)
    for layer in range(len(DILATIONS)):
        fineness = shipped[f"layer{layer}_fineness"]
        of[f"layer{layer}_cap"] = FINEST_ACTIVATION / fineness
        of |= _floats(shipped, f"layer{layer}", np.tile(fineness, 3))
    fineness = shipped["state_fineness"]
    of["state_cap"] = FINEST_STATE / fineness
    heads = _floats(shipped, "gap", np.tile(fineness, 2)) | _floats(shipped, "stray", fineness)
    for kind in ("weight", "bias"):
        of[f"stray_{kind}"] = heads[f"stray_{kind}"]
        marks, quotes = np.split(heads[f"gap_{kind}"], [len(LABELS) - 1], axis=-1)
        for head, own in (("gap", marks), ("quote", quotes)):
            of[f"{head}_{kind}"] = np.concatenate([np.zeros_like(own[..., :1]), own], axis=-1)
    return of


def _floats(
    shipped: Arrays, name: str, fineness: NDArray[np.floating[Any]]
) -> dict[str, NDArray[Any]]:
    """Return a layer whose inputs are no whole numbers, of one whose inputs are."""
    weight = shipped[f"{name}_weight"] * shipped[f"{name}_scale"] * fineness[:, None]
    return {f"{name}_weight": weight, f"{name}_bias": shipped[f"{name}_bias"]}


def quantised_cohesion(checkpoint: Arrays, texts: Iterable[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays that ship of those of a checkpoint of cohesion, whose caps some texts tell.

    The inputs of a checkpoint are the words of a window by table; those that ship word by word.
    """
    inputs = np.concatenate([cohesion.rows(Text(text)) for text in texts])
    tables = [_table(checkpoint, name) for name in cohesion.TABLES]
    rows = zip(tables, inputs.T, strict=True)
    looks = np.concatenate([table[row] for table, row in rows], axis=1)
    fineness = _fineness(np.abs(looks).max(axis=0), _INPUT_STEPS)
    edges = np.cumsum([table.shape[1] for table in tables])[:-1]
    shipped: dict[str, NDArray[Any]] = {
        f"{name}_table": _input_levels(table, own)
        for name, table, own in zip(cohesion.TABLES, tables, np.split(fineness, edges), strict=True)
    }
    order = _by_word([table.shape[1] for table in tables])
    windows = sliding_window_view(looks, REACH, axis=0)[::7].swapaxes(1, 2)
    for side in cohesion.SIDES:
        of = {
            name: checkpoint[f"{side}_{name}"].astype(float)
            for name in ("entry_weight", "entry_bias", "exit_weight", "exit_bias")
        }
        weight = np.zeros((len(order), of["entry_weight"].shape[1]))
        weight[order >= 0] = of["entry_weight"][order[order >= 0]]
        hidden = np.maximum(windows.reshape(len(windows), -1) @ weight + of["entry_bias"], 0)
        within = _fineness(hidden.max(axis=0), FINEST_ACTIVATION)
        cap = _ROOM * np.abs(hidden @ of["exit_weight"] + of["exit_bias"]).max()
        own = {
            **_layer(of | {"entry_weight": weight}, "entry", np.tile(fineness, REACH)),
            **_layer(of, "exit", within),
            "hidden_fineness": within,
            "exit_fineness": _fineness(cap, FINEST_STATE),
        }
        shipped |= {f"{side}_{name}": array for name, array in own.items()}
    return shipped


def _by_word(widths: Sequence[int]) -> NDArray[np.intp]:
    """Return for each input of a window, word by word, which it is table by table; -1 for the gap
    after the last word, which is not read.
    """
    order, begins = np.full((REACH, sum(widths)), -1), 0
    for table, width in enumerate(widths):
        words = REACH - 1 if table == len(widths) - 1 else REACH
        own = slice(sum(widths[:table]), sum(widths[: table + 1]))
        order[:words, own] = begins + np.arange(words * width).reshape(words, width)
        begins += words * width
    return order.reshape(-1)


def measured(checkpoint: Arrays, texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """Return the caps of a checkpoint, as far as some texts tell."""
    entries: list[Doubles] = []
    states: list[list[Doubles]] = [[] for _ in range(1 + len(DILATIONS))]
    for text in texts:
        entry, of_layers = _run(checkpoint, features(Text(text)).inputs)
        entries.append(np.abs(entry).max(axis=0))
        for kept, state in zip(states, of_layers, strict=True):
            kept.append(state)
    *layers, last = (np.concatenate(kept) for kept in states)
    caps = {f"layer{at}_cap": np.percentile(state, _MET, axis=0) for at, state in enumerate(layers)}
    caps |= {"entry_cap": np.max(entries, axis=0), "state_cap": _ROOM * last.max(axis=0)}
    return {name: cap.astype(np.float32) for name, cap in caps.items()}


def _against_none(outputs: NDArray[Any]) -> Doubles:
    """Return the weights or biases of a head, less those of its first output."""
    compared: Doubles = outputs[..., 1:].astype(float) - outputs[..., :1]
    return compared


def _run(checkpoint: Arrays, inputs: NDArray[np.int32]) -> tuple[Doubles, list[Doubles]]:
    """Run the network in floating point; return the inputs of its entry, and the states before
    each layer and before the heads.
    """
    of = {name: array.astype(float) for name, array in checkpoint.items() if "_table" not in name}
    rows = zip(TABLES, inputs.T, strict=True)
    entry = np.concatenate([_table(checkpoint, name)[row] for name, row in rows], axis=1)
    state = np.maximum(entry @ of["entry_weight"] + of["entry_bias"], 0)
    states = [state]
    for layer, reach in enumerate(DILATIONS):
        padded = np.pad(state, ((reach, reach), (0, 0)))
        taps = [padded[: len(state)], state, padded[2 * reach :]]
        change = np.concatenate(taps, axis=1) @ of[f"layer{layer}_weight"]
        state = state + np.maximum(change + of[f"layer{layer}_bias"], 0)
        states.append(state)
    return entry.astype(float), states


def _table(checkpoint: Arrays, name: str) -> NDArray[np.float32]:
    """Return the embeddings of a table."""
    scale = checkpoint[f"{name}_scale"].astype(np.float32)
    table: NDArray[np.float32] = checkpoint[f"{name}_table"] * scale[:, None]
    return table


def _input_levels(table: NDArray[np.float32], fineness: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return a table as inputs in whole numbers."""
    levels = np.floor(table * fineness + np.float32(0.5))
    inputs: NDArray[np.uint8] = (np.clip(levels, -ZERO, ZERO - 1) + ZERO).astype(np.uint8)
    return inputs


def _edges(checkpoint: Arrays) -> NDArray[np.intp]:
    """Return where in the inputs of the entry each table but the first begins."""
    edges: NDArray[np.intp] = np.cumsum([checkpoint[f"{name}_table"].shape[1] for name in TABLES])
    return edges[:-1]


def _fineness(cap: NDArray[Any] | float, finest: int) -> NDArray[np.float32]:
    """Return how many steps make a unit, where a cap is so many of them."""
    fineness: Doubles = finest / np.maximum(cap, _LEAST, dtype=np.float64)
    return fineness.astype(np.float32)


def _layer(
    checkpoint: Arrays,
    name: str,
    fineness: NDArray[np.float32],
    finest: int = FINEST_WEIGHT,
    kind: type[np.signedinteger[Any]] = np.int8,
) -> dict[str, NDArray[Any]]:
    """Return a layer whose inputs are whole numbers: its weights, so that the largest of each
    output is the finest, and the scales and biases of its outputs.
    """
    weight = checkpoint[f"{name}_weight"].astype(float) / fineness.astype(float)[:, None]
    scale = np.maximum(np.abs(weight).max(axis=0), np.finfo(np.float32).tiny) / finest
    return {
        f"{name}_weight": np.rint(weight / scale).astype(kind),
        f"{name}_scale": scale.astype(np.float32),
        f"{name}_bias": checkpoint[f"{name}_bias"].astype(np.float32),
    }


def texts(folder: Path) -> Iterator[str]:
    """Yield some documents of each corpus of a folder, as they are read."""
    for path in sources(folder):
        for document in islice(documents(path), _MEASURED):
            lines = document[:_LONGEST].splitlines()
            yield "\n\n".join(line.removeprefix("# ") for line in lines)


def main(checkpoint: Path, corpora: Path | None = None) -> None:
    """Write the weights that ship, of the tagger or of cohesion, whichever a checkpoint is of.

    Raises `ValueError` where it has no caps and there are no corpora.
    """
    with np.load(checkpoint) as arrays:
        weights = dict(arrays)
    if "state_cap" not in weights and corpora is None:
        raise ValueError(f"{checkpoint} has no caps; name the corpora to measure them on")
    if corpora and "before_entry_weight" in weights:
        shipped = quantised_cohesion(weights, texts(corpora))
        np.savez(cohesion.WEIGHTS, allow_pickle=False, **shipped)
        return
    if corpora and "state_cap" not in weights:
        weights |= measured(weights, texts(corpora))
    np.savez(WEIGHTS, allow_pickle=False, **quantised(weights))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="weights in floating point")
    parser.add_argument("corpora", type=Path, nargs="?", help="the folder of training corpora")
    arguments = parser.parse_args()
    main(arguments.checkpoint, arguments.corpora)
