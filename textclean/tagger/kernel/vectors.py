"""The network in integers on numpy; `products.c` says the same for each instruction set.

Products of whole numbers in float32 are exact in any order while their sums stay below 2 ** 24, and
those of 480 activations of 0 to 127 with weights of -127 to 127 do. Those of the heads, of 16 bits
each, are exact in float64.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from textclean.tagger.kernel.shape import (
    DILATIONS,
    FINEST_ACTIVATION,
    FINEST_STATE,
    TABLES,
    ZERO,
    Arrays,
    Floats,
    Numbers,
    needed,
)

INSTRUCTIONS = ("numpy",)


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


def _levels(state: Floats, fineness: Floats, finest: np.float32) -> Floats:
    """Return states as whole numbers."""
    levels = state * fineness
    levels += np.float32(0.5)
    np.minimum(np.floor(levels, out=levels), finest, out=levels)
    return levels
