"""Cohesion: how well the words before a gap and those after it go together.

Two small networks read a few words each, one those before the gap and one those after it. The dot
product of their outputs is the pointwise mutual information of both sides: the log of how much
likelier these words are to follow those than to stand anywhere. `textclean.train.fit_cohesion`
trains them to pick the words that follow from those of other places (van den Oord, Li and Vinyals,
"Representation Learning with Contrastive Predictive Coding", 2018).

So one can ask whether a text reads better without some of its words. They run in whole numbers, as
the tagger does, with the same answers in each build.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import attrs
import numpy as np

from textclean.arrays import mapped
from textclean.tagger.features import features
from textclean.tagger.kernel import build
from textclean.tagger.kernel.shape import (
    AT_ONCE,
    REACH,
    Floats,
    Looks,
    Numbers,
    Reading,
    Side,
)
from textclean.text import Text, view
from textclean.tokens.scanner.tokens import Indices

try:
    from textclean.tagger import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

WEIGHTS = Path(__file__).parent / "cohesion.npz"

# So many outputs of each side are kept, which are most of what is kept of a text.
_KEPT = 2048
TABLES = ("word", "ending", "shape", "gap")  # the last is that of the gaps between these words
SIDES = ("before", "after")


@attrs.frozen(eq=False)
class Cut:
    """The cohesion of a text where words may be cut out of it; a number for each cut.

    `over` is the log of how much likelier what follows the words is to follow what stands before
    them than to stand anywhere; `into` that of the words themselves to follow what stands before
    them, and `out_of` that of what follows to follow them.
    """

    over: Floats
    into: Floats
    out_of: Floats


_NO_CUT = Cut(*np.empty((3, 0), np.float32))


def cut(text: Text, first: Indices, after: Indices) -> Cut:
    """Return what becomes of `text` if the words from each of `first` to the one before each of
    `after` are cut out; both are indices of words.
    """
    if len(first) <= AT_ONCE:
        return Cut(*_reading(text).cut(first, after)) if len(first) else _NO_CUT
    found = np.empty((3, len(first)), np.float32)
    for some in _in_order(first):
        found[:, some] = _reading(text).cut(first[some], after[some])
    return Cut(*found)


def follows(text: Text, places: Indices) -> Floats:
    """Return the log of how much likelier the words from each place on are to follow what stands
    before them than to stand anywhere; `places` are indices of words.
    """
    into = np.empty(len(places), np.float32)
    if len(places) <= AT_ONCE:
        return _reading(text).follows(places) if len(places) else into
    for some in _in_order(places):
        into[some] = _reading(text).follows(places[some])
    return into


def _in_order(places: Indices) -> Iterator[Indices]:
    """Yield the indices of some places in the order of the text, a few at once: what is near one
    another is read and kept at the same time.
    """
    order = np.argsort(places, kind="stable")
    yield from (order[start : start + AT_ONCE] for start in range(0, len(order), AT_ONCE))


def rows(text: Text) -> Numbers:
    """Return the inputs for each word (words x `TABLES`).

    There are rows of zeros for `REACH` words before the first and after the last.
    """
    found = features(text)
    inputs = np.zeros((len(found.words) + 2 * REACH, len(TABLES)), np.int32)
    own = inputs[REACH:-REACH]
    own[:, 0], own[:, 1], own[:, 3] = found.word, found.ending, found.gap
    np.add(found.words.shape, 1, out=own[:, 2])
    return inputs


def windows(places: Indices, side: str) -> Indices:
    """Return which of `rows` each side reads at some places (places x `REACH`)."""
    reached = np.arange(REACH) if side == "after" else np.arange(-REACH, 0)
    found: Indices = places[:, None] + REACH + reached
    return found


class _Network(NamedTuple):
    """The tables, the networks of both sides, and what a product of levels is worth."""

    tables: list[Looks]  # in the order of `TABLES`
    sides: tuple[Side, Side]
    scale: float


@view
def _reading(text: Text) -> Reading:
    """Return the reading of a text; no network has run yet."""
    network = _network()
    kept = min(len(text.scanned) + 1, _KEPT)
    return build.reading(network.sides, _looks(rows(text)), kept, network.scale)


def _looks(inputs: Numbers) -> Looks:
    """Return the rows of the tables for each word, beside one another (words x `LOOK`)."""
    tables = _network().tables
    if compiled:
        return compiled.looks(inputs, tables)
    return np.concatenate([t[rows] for t, rows in zip(tables, inputs.T, strict=True)], axis=1)


@cache
def _network() -> _Network:
    """Return the weights, read."""
    weights = mapped(WEIGHTS)
    fineness = [float(weights[f"{side}_exit_fineness"]) for side in SIDES]
    return _Network(
        [np.ascontiguousarray(weights[f"{name}_table"]) for name in TABLES],
        (build.side(weights, SIDES[0]), build.side(weights, SIDES[1])),
        1 / (fineness[0] * fineness[1]),
    )
