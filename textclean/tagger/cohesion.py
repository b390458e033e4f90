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
from textclean.tagger.kernel.shape import EXIT, REACH, Floats, Looks, Numbers, Outputs, Side
from textclean.text import Text, view
from textclean.tokens.scanner.tokens import Indices

try:
    from textclean.tagger import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

WEIGHTS = Path(__file__).parent / "cohesion.npz"

_AT_ONCE = 256  # places: what the network makes of each takes kilobytes
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


def cut(text: Text, first: Indices, after: Indices) -> Cut:
    """Return what becomes of `text` if the words from each of `first` to the one before each of
    `after` are cut out; both are indices of words.
    """
    over, into, out_of = np.empty((3, len(first)), np.float32)
    for some in _in_order(first):
        # Both sides read both ends at once.
        of_before, of_following = _reading(text).at(np.concatenate([first[some], after[some]]))
        own = len(some)
        over[some] = _products(of_before[:own], of_following[own:])
        into[some] = _products(of_before[:own], of_following[:own])
        out_of[some] = _products(of_before[own:], of_following[own:])
    return Cut(over, into, out_of)


def follows(text: Text, places: Indices) -> Floats:
    """Return the log of how much likelier the words from each place on are to follow what stands
    before them than to stand anywhere; `places` are indices of words.
    """
    into = np.empty(len(places), np.float32)
    for some in _in_order(places):
        into[some] = _products(*_reading(text).at(places[some]))
    return into


def _in_order(places: Indices) -> Iterator[Indices]:
    """Yield the indices of some places in the order of the text, a few at once: what is near one
    another is read and kept at the same time.
    """
    order = np.argsort(places, kind="stable")
    yield from (order[start : start + _AT_ONCE] for start in range(0, len(order), _AT_ONCE))


def _products(before: Outputs, following: Outputs) -> Floats:
    """Return the products of what both sides make of pairs of places."""
    return build.products(before, following, _network().scale)


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
    sides: tuple[Side, ...]
    scale: float


@attrs.frozen(eq=False)
class _Reading:
    """The outputs of the networks of both sides, for the places of a text where they ran last:
    those of a place take the place of those which stand a number of places before or behind it.
    """

    looks: Looks
    kept: tuple[Outputs, ...]  # of each of `SIDES`, of some places
    places: Indices  # of which place each is

    def at(self, places: Indices) -> list[Outputs]:
        """Return the outputs of each side at some places (places x outputs); the networks run where
        they are not kept.
        """
        slots = places % len(self.places)
        is_new = self.places[slots] != places
        if is_new.any():
            new = np.flatnonzero(np.bincount(places[is_new]))
            own = new % len(self.places)
            for kept, read in zip(self.kept, self._read(new), strict=True):
                kept[own] = read
            self.places[own] = new
        found = [kept[slots] for kept in self.kept]
        is_lost = self.places[slots] != places  # to one that has the same slot
        if is_lost.any():
            for outputs, read in zip(found, self._read(places[is_lost]), strict=True):
                outputs[is_lost] = read
        return found

    def _read(self, places: Indices) -> list[Outputs]:
        """Run the networks."""
        places = places.astype(np.int64, copy=False)
        # The words before a place begin in `rows` where the place does in the text.
        begins = {"before": places, "after": places + REACH}
        return [
            network.read(self.looks, begins[side])
            for side, network in zip(SIDES, _network().sides, strict=True)
        ]


@view
def _reading(text: Text) -> _Reading:
    """Return the reading of a text; no network has run yet."""
    size = min(len(text.scanned) + 1, _KEPT)
    kept = tuple(np.empty((size, EXIT), np.int16) for _ in SIDES)
    return _Reading(_looks(rows(text)), kept, np.full(size, -1, np.intp))


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
        tuple(build.side(weights, side) for side in SIDES),
        1 / (fineness[0] * fineness[1]),
    )
