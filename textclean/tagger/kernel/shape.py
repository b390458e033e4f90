"""What the networks are made of, and how their weights lie in their files.

The tagger:

    NAME_table          inputs of the entry, for each row of a table; `ZERO` stands for zero (uint8)
    LAYER_weight        of the entry and of each layer, inputs x outputs (int8)
    LAYER_scale, _bias  by which the sum of each output is multiplied, and what is added (float32)
    layerN_fineness     activations a unit of the state before the layer (float32)
    HEAD_weight         of the gap and of the stray word (int16), and their scales and biases
    state_fineness      activations a unit of the state before the heads (float32)

The gap has an output for each label but the first, `none`, which the others are compared with, and
behind these one for each quotation mark in the same way.

Cohesion, whose tables are of the same kind, for each side of a place:

    entry_weight, exit_weight, _scale, _bias    as of a layer
    hidden_fineness     activations a unit of what the entry makes (float32)
    exit_fineness       levels a unit of an output (float32)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.tokens import Indices

Arrays = Mapping[str, NDArray[Any]]
Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Looks = NDArray[np.uint8]
Outputs = NDArray[np.int16]

TABLES = ("word", "ending", "form", "bond", "gap", "pair")
DILATIONS = (1, 2, 4, 8, 16, 32)  # of its layers, in words
WIDTH = 160  # of the state of a word
SIDE = (
    *(f"{layer}_{array}" for layer in ("entry", "exit") for array in ("weight", "scale", "bias")),
    "hidden_fineness",
    "exit_fineness",
)
LOOK = 56  # inputs of a word for cohesion
REACH = 5  # words that each side of cohesion reads
EXIT = 112  # outputs of each
AT_ONCE = 256  # places: what cohesion makes of each takes kilobytes
ZERO = 64  # in the tables, whose numbers are 0 to 127
FINEST_ACTIVATION = 127
FINEST_WEIGHT = 127
FINEST_STATE = 32767  # as the heads read it, and as fine are their weights


class Network(Protocol):
    """The network, made of the arrays of a file of weights."""

    def __init__(self, arrays: Arrays) -> None:
        """Take what is needed of the arrays."""
        ...

    def judge(self, inputs: Numbers, is_asked: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Return the logits of the gaps that are asked for (gaps x labels and quotation marks, but
        for none of either) and the log odds of these words (words).

        `inputs` (words x `TABLES`) are those of a text, or of a part with all that is seen from
        there.
        """
        ...


class Side(Protocol):
    """The network of a side of a place, made of the arrays of a file of weights."""

    def __init__(self, arrays: Arrays, side: str) -> None:
        """Take what is needed of the arrays."""
        ...

    def read(self, looks: Looks, places: NDArray[np.int64]) -> Outputs:
        """Return the outputs for the windows of `REACH` words from some places on (places x
        outputs), as whole numbers; `looks` (words x `LOOK`) are the inputs of words.
        """
        ...


class Reading(Protocol):
    """What both sides make of the places of a text, which is kept for some of them: the sides run
    where it is not. A place is the index of the word behind it.
    """

    def __init__(self, sides: tuple[Any, Any], looks: Looks, kept: int, scale: float) -> None:
        """Take the sides, before and after a place, the inputs of the words with `REACH` more on
        either side of the text, the number of places that are kept, and what a product of outputs
        is worth.
        """
        ...

    def cut(self, first: Indices, after: Indices) -> Floats:
        """Return for cuts from each of `first` to each of `after`, `AT_ONCE` at most, the product
        over the cut, into it and out of it (3 x cuts).
        """
        ...

    def follows(self, places: Indices) -> Floats:
        """Return the product at each place, of `AT_ONCE` at most."""
        ...


def needed(is_asked: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Return the places of the states that are needed for judgements: those after the entry and
    after each layer.
    """
    wanted = is_asked.copy()
    wanted[1:] |= is_asked[:-1]  # a gap is judged by the word behind it, too
    found = [np.flatnonzero(wanted)]
    for reach in reversed(DILATIONS):
        seen = wanted.copy()
        seen[reach:] |= wanted[:-reach]
        seen[:-reach] |= wanted[reach:]
        wanted = seen
        found.append(np.flatnonzero(wanted))
    return found[::-1]
