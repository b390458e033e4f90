"""The networks in integers on numpy; `products.c` says the same for each instruction set.

Products of whole numbers in float32 are exact in any order while their sums stay below 2 ** 24, and
those of 480 activations of 0 to 127 with weights of -127 to 127 do. Those of the heads, of 16 bits
each, are exact in float64.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from textclean.tagger.kernel.shape import (
    DILATIONS,
    EXIT,
    FINEST_ACTIVATION,
    FINEST_STATE,
    LOOK,
    REACH,
    SIDE,
    TABLES,
    ZERO,
    Arrays,
    Floats,
    Looks,
    Numbers,
    Outputs,
    needed,
)
from textclean.tokens.scanner.tokens import Indices


class Network:
    """The network, made of the arrays of a file of weights; see `shape`."""

    def __init__(self, arrays: Arrays) -> None:
        """Take the weights as float32, and those of the heads as float64."""
        self._arrays: Arrays = {
            name: array if name.endswith("_table") else array.astype(np.float32)
            for name, array in arrays.items()
        }
        self._heads = {
            name: arrays[f"{name}_weight"].astype(np.float64) for name in ("gap", "stray")
        }

    def judge(self, inputs: Numbers, is_asked: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Return the judgement of some places; see `shape.Network`."""
        entry, *layers = needed(is_asked)
        state = np.zeros((len(inputs), self._arrays["entry_scale"].size), np.float32)
        state[entry] = self._rectified(self._embedded(inputs[entry]), "entry")
        for layer, (reach, places) in enumerate(zip(DILATIONS, layers, strict=True)):
            finest = np.float32(FINEST_ACTIVATION)
            # On either side stand so many zeros, where there are no words.
            activations = np.pad(
                _levels(state, self._arrays[f"layer{layer}_fineness"], finest),
                ((reach, reach), (0, 0)),
            )
            taps = [activations[places + shift] for shift in (0, reach, 2 * reach)]
            state[places] += self._rectified(np.concatenate(taps, axis=1), f"layer{layer}")
        asked = np.flatnonzero(is_asked)
        levels = _levels(state, self._arrays["state_fineness"], np.float32(FINEST_STATE))
        padded = np.pad(levels.astype(np.float64), ((0, 1), (0, 0)))
        both = np.concatenate([padded[asked], padded[asked + 1]], axis=1)
        return self._judged("gap", both), self._judged("stray", padded[asked])[:, 0]

    def _embedded(self, inputs: Numbers) -> Floats:
        """Return the inputs of the entry, of each table beside one another."""
        rows = zip(TABLES, inputs.T, strict=True)
        found = [self._arrays[f"{name}_table"][row] for name, row in rows]
        return np.concatenate(found, axis=1).astype(np.float32) - np.float32(ZERO)

    def _rectified(self, levels: Floats, layer: str) -> Floats:
        """Return what a layer makes of activations."""
        found: Floats = levels @ self._arrays[f"{layer}_weight"]
        found *= self._arrays[f"{layer}_scale"]
        found += self._arrays[f"{layer}_bias"]
        return np.maximum(found, 0, out=found)

    def _judged(self, head: str, levels: NDArray[np.float64]) -> Floats:
        """Return what a head makes of activations."""
        found = (levels @ self._heads[head]).astype(np.float32)
        judged: Floats = found * self._arrays[f"{head}_scale"] + self._arrays[f"{head}_bias"]
        return judged


class Side:
    """The network of a side of a place, made of the arrays of a file of weights; see `shape`."""

    def __init__(self, arrays: Arrays, side: str) -> None:
        """Take the weights as float32."""
        self._of = {name: arrays[f"{side}_{name}"].astype(np.float32) for name in SIDE}

    def read(self, looks: Looks, places: NDArray[np.int64]) -> Outputs:
        """Return the outputs for some windows; see `shape.Side`."""
        of = self._of
        windows = sliding_window_view(looks.reshape(-1), REACH * LOOK)[places * LOOK]
        inputs = windows.astype(np.float32) - np.float32(ZERO)
        state: NDArray[Any] = inputs @ of["entry_weight"]
        state *= of["entry_scale"]
        state += of["entry_bias"]
        np.maximum(state, 0, out=state)
        levels = _levels(state, of["hidden_fineness"], np.float32(FINEST_ACTIVATION))
        outputs = levels @ of["exit_weight"]
        outputs *= of["exit_scale"]
        outputs += of["exit_bias"]
        finest = np.float32(FINEST_STATE)
        found = np.maximum(_levels(outputs, of["exit_fineness"], finest), -finest)
        return found.astype(np.int16)


class Reading:
    """What both sides make of the places of a text; see `shape.Reading`."""

    def __init__(self, sides: tuple[Any, Any], looks: Looks, kept: int, scale: float) -> None:
        """Run no network yet. The outputs of a place take the place of those which stand a number
        of places before or behind it.
        """
        self._sides, self._looks, self._scale = sides, looks, scale
        self._kept = tuple(np.empty((kept, EXIT), np.int16) for _ in sides)
        self._places = np.full(kept, -1, np.intp)  # of which place each is
        self._lock = Lock()  # else a thread finds a place before its outputs

    def cut(self, first: Indices, after: Indices) -> Floats:
        """Return the products over some cuts, into and out of them; see `shape.Reading`."""
        # Both sides read both ends at once.
        of_before, of_following = self._at(np.concatenate([first, after]))
        own = len(first)
        pairs = (
            (of_before[:own], of_following[own:]),
            (of_before[:own], of_following[:own]),
            (of_before[own:], of_following[own:]),
        )
        return np.stack([products(*pair, self._scale) for pair in pairs])

    def follows(self, places: Indices) -> Floats:
        """Return the products at some places; see `shape.Reading`."""
        before, following = self._at(places)
        return products(before, following, self._scale)

    def _at(self, places: Indices) -> list[Outputs]:
        """Return the outputs of each side at some places (places x outputs); the networks run where
        they are not kept.
        """
        with self._lock:
            return self._found(places)

    def _found(self, places: Indices) -> list[Outputs]:
        slots = places % len(self._places)
        is_new = self._places[slots] != places
        if is_new.any():
            new = np.flatnonzero(np.bincount(places[is_new]))
            own = new % len(self._places)
            for kept, read in zip(self._kept, self._read(new), strict=True):
                kept[own] = read
            self._places[own] = new
        found = [kept[slots] for kept in self._kept]
        is_lost = self._places[slots] != places  # to one that has the same slot
        if is_lost.any():
            for outputs, read in zip(found, self._read(places[is_lost]), strict=True):
                outputs[is_lost] = read
        return found

    def _read(self, places: Indices) -> list[Outputs]:
        """Run the networks."""
        places = places.astype(np.int64, copy=False)
        # The words before a place begin in `looks` where the place does in the text.
        begins = (places, places + REACH)
        return [side.read(self._looks, own) for side, own in zip(self._sides, begins, strict=True)]


def products(before: Outputs, following: Outputs, scale: float) -> Floats:
    """Return the products of pairs of outputs, by a scale."""
    sums: NDArray[np.float64] = np.einsum("ij,ij->i", before, following, dtype=np.float64)
    return (sums * scale).astype(np.float32)


def _levels(state: Floats, fineness: Floats, finest: np.float32) -> Floats:
    """Return states as whole numbers."""
    levels = state * fineness
    levels += np.float32(0.5)
    np.minimum(np.floor(levels, out=levels), finest, out=levels)
    return levels
