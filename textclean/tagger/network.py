"""The tagger: for each gap between words, how likely a mark was lost there; for each word, how
likely it was pasted in.

A small convolutional network, trained by `textclean.train.fit`; what it was trained on and how well
it does stands in `card.json` beside its weights. It runs on numpy alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.tagger.features import Features, features
from textclean.text import Text

WEIGHTS = Path(__file__).parent / "weights.npz"
CARD = Path(__file__).parent / "card.json"

LABELS = (
    "none",
    "comma",
    "stop",
    "question",
    "colon",
    "semicolon",
    "hyphen",
    "heading",
    "apostrophe",
)
QUOTES = ("none", "opens", "closes")  # the quotation mark that a gap lost beside its other mark
TABLES = ("word", "ending", "form", "bond", "gap", "pair")
DILATIONS = (1, 2, 4, 8, 16, 32)  # of its layers, in words

# How many words are read at once, and how far on either side the layers see.
_AT_ONCE = 512
_SEEN = sum(DILATIONS) + 1

Floats = NDArray[np.float32]

# As evidence no word says more than this for or against having been pasted in, in log odds.
MOST_STRAY = 7.0


@attrs.frozen(eq=False)
class Tagging:
    """The judgement of the tagger on a text.

    `logits` (words x `LABELS`) say how likely an editor would put each mark into the gap after a
    word, whatever the document has lost. `stray` (words) are the log odds that a word was pasted
    in.
    """

    features: Features
    logits: Floats
    stray: Floats


def tag(text: Text) -> Tagging:
    """Run the network on `text`."""
    found = features(text)
    gaps, strays = logits(found.inputs)
    return Tagging(found, gaps, strays)


@cache
def read_weights(path: Path) -> dict[str, Floats]:
    """Return the arrays of weights that ship: tables in int8, the rest in float32."""
    with np.load(path) as arrays:
        return {
            name: np.asarray(array) if array.dtype == np.int8 else array.astype(np.float32)
            for name, array in arrays.items()
        }


def logits(inputs: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return the logits of each gap (words x `LABELS`) and of each word (words).

    `inputs` (words x `TABLES`) are `Features.inputs`. What the layers make of a word takes a
    kilobyte and more, so a long text is read by pieces, with as many words around each as it sees.
    """
    gaps = np.empty((len(inputs), len(LABELS)), np.float32)
    strays = np.empty(len(inputs), np.float32)
    for start in range(0, len(inputs), _AT_ONCE):
        end, first = start + _AT_ONCE, max(0, start - _SEEN)
        found = _logits_of(inputs[first : end + _SEEN])
        gaps[start:end], strays[start:end] = (
            judged[start - first :][:_AT_ONCE] for judged in found
        )
    return gaps, strays


def _logits_of(inputs: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return the logits of the gaps and words of a piece."""
    weights = read_weights(WEIGHTS)
    state = _rectified(_embedded(inputs) @ weights["entry_weight"], "entry")
    for layer, reach in enumerate(DILATIONS):
        before, here, after = np.split(weights[f"layer{layer}_weight"], 3)
        change = state @ here
        change[reach:] += state[:-reach] @ before
        change[:-reach] += state[reach:] @ after
        state += _rectified(change, f"layer{layer}")
    of_word, of_following = np.split(weights["gap_weight"], 2)
    gaps = state @ of_word + weights["gap_bias"]
    gaps[:-1] += state[1:] @ of_following
    strays = state @ weights["stray_weight"] + weights["stray_bias"]
    return gaps, strays[:, 0]


def _embedded(inputs: NDArray[np.int32]) -> Floats:
    """Return the embeddings of the words of a piece, of each table beside one another."""
    weights = read_weights(WEIGHTS)
    embeddings = [
        weights[f"{name}_table"][rows] * weights[f"{name}_scale"][rows, None]
        for name, rows in zip(TABLES, inputs.T, strict=True)
    ]
    return np.concatenate(embeddings, axis=1)


def _rectified(values: Floats, layer: str) -> Floats:
    """Add the bias of a layer and apply a rectifier, in place."""
    values += read_weights(WEIGHTS)[f"{layer}_bias"]
    return np.maximum(values, 0, out=values)
