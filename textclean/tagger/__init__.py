"""The tagger: for each gap between words, how likely a mark was lost there; for each word, how
likely it was pasted in.

A small convolutional network, trained by `textclean.train.fit`; what it was trained on and how well
it does stands in `card.json` beside its weights. It runs on numpy alone.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.tagger.features import Features, features
from textclean.text import Text

WEIGHTS = Path(__file__).parent / "weights.npz"
CARD = Path(__file__).parent / "card.json"

LABELS = ("none", "comma", "stop", "question", "colon", "semicolon", "hyphen", "heading")
TABLES = ("word", "ending", "form", "gap")
PADDING = 16  # words of padding on either side, as many as the network looks ahead

Floats = NDArray[np.float32]


@attrs.frozen(eq=False)
class Tagging:
    """What the tagger says of a text.

    `logits` (words x `LABELS`) are those of an editor putting the mark into the gap after a word,
    before anything is known of how much the document has lost. `stray` (words) are those of a word
    having been pasted in.
    """

    features: Features
    logits: Floats
    stray: Floats


@lru_cache(maxsize=4)
def tag(text: Text) -> Tagging:
    """Look at each word and gap of `text`; several rules ask in turn of the same one."""
    seen = features(text)
    gaps, strays = logits(seen.inputs)
    return Tagging(seen, gaps, strays)


@cache
def _weights() -> dict[str, Floats]:
    with np.load(WEIGHTS) as arrays:
        return {
            name: np.asarray(array) if array.dtype == np.int8 else array.astype(np.float32)
            for name, array in arrays.items()
        }


def logits(inputs: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Run the network over rows of numbers, one for each of `TABLES`.

    Return its logits of each gap (words x `LABELS`) and of each word (words).
    """
    weights = _weights()
    inputs = np.pad(inputs, ((PADDING, PADDING), (0, 0)))
    looks = [
        weights[f"{name}_table"][rows] * weights[f"{name}_scale"][rows, None]
        for name, rows in zip(TABLES, inputs.T, strict=True)
    ]
    state = np.maximum(
        np.concatenate(looks, axis=1) @ weights["entry_weight"] + weights["entry_bias"], 0
    )
    layer = 0
    while f"layer{layer}_weight" in weights:
        reach = 1 << layer
        before, here, after = weights[f"layer{layer}_weight"]
        padded = np.pad(state, ((reach, reach), (0, 0)))
        change = padded[: -2 * reach] @ before + state @ here + padded[2 * reach :] @ after
        state = state + np.maximum(change + weights[f"layer{layer}_bias"], 0)
        layer += 1
    following = np.concatenate([state[1:], state[-1:]])
    gaps = np.concatenate([state, following], axis=1) @ weights["gap_weight"] + weights["gap_bias"]
    strays = state @ weights["stray_weight"] + weights["stray_bias"]
    inner = slice(PADDING, len(state) - PADDING)
    return gaps[inner], strays[inner, 0]
