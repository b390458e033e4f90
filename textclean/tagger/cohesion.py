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

from textclean.tagger.features import features
from textclean.tagger.kernel import build
from textclean.tagger.kernel.shape import EXIT, REACH, Floats, Looks, Numbers, Outputs, Side
from textclean.text import Text, view
from textclean.tokens.scanner.tokens import Indices

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
        of_before, of_following = _at(text, np.concatenate([first[some], after[some]]))
        number = len(some)
        over[some] = _products(of_before[:number], of_following[number:])
        into[some] = _products(of_before[:number], of_following[:number])
        out_of[some] = _products(of_before[number:], of_following[number:])
    return Cut(over, into, out_of)


def follows(text: Text, places: Indices) -> Floats:
    """Return the log of how much likelier the words from each place on are to follow what stands
    before them than to stand anywhere; `places` are indices of words.
    """
    into = np.empty(len(places), np.float32)
    for some in _in_order(places):
        into[some] = _products(*_at(text, places[some]))
    return into


def _in_order(places: Indices) -> Iterator[Indices]:
    """Yield the indices of some places in the order of the text, a few at once: what is near one
    another is read and kept at the same time.
    """
    order = np.argsort(places, kind="stable")
    yield from (order[start : start + _AT_ONCE] for start in range(0, len(order), _AT_ONCE))


def _at(text: Text, places: Indices) -> list[Outputs]:
    """Return what each side makes of places."""
    return [reading.at(places) for reading in _readings(text)]


def _products(before: Outputs, following: Outputs) -> Floats:
    """Return the products of what both sides make of pairs of places."""
    return build.products(before, following, _network().scale)


def rows(text: Text) -> Numbers:
    """Return the inputs for each word (words x `TABLES`).

    There are rows of zeros for `REACH` words before the first and after the last.
    """
    found = features(text)
    inputs = np.zeros((len(found.words) + 2 * REACH, len(TABLES)), np.int32)
    columns = inputs[REACH:-REACH].T
    columns[:] = found.word, found.ending, found.words.shape, found.gap
    columns[TABLES.index("shape")] += 1
    return inputs


def windows(places: Indices, side: str) -> Indices:
    """Return which of `rows` each side reads at some places (places x `REACH`)."""
    reached = np.arange(REACH) if side == "after" else np.arange(-REACH, 0)
    found: Indices = places[:, None] + REACH + reached
    return found


class _Network(NamedTuple):
    """The tables, the networks of both sides, and what a product of levels is worth."""

    tables: tuple[Looks, ...]
    sides: tuple[Side, ...]
    scale: float


@attrs.frozen(eq=False)
class _Reading:
    """The outputs of the network of one side, for the places of a text where it ran last: that of a
    place takes the place of that which stands a number of places before or behind it.
    """

    side: int
    looks: Looks
    kept: Outputs  # of some places
    places: Indices  # of which place each is

    def at(self, places: Indices) -> Outputs:
        """Return its outputs at some places (places x outputs); it runs where they are not kept."""
        slots = places % len(self.kept)
        is_new = self.places[slots] != places
        if is_new.any():
            self.places[slots[is_new]] = places[is_new]
            is_read = np.zeros(len(self.kept), np.bool_)
            is_read[slots[is_new]] = True
            self.kept[is_read] = self._read(self.places[is_read])
        found: Outputs = self.kept.take(slots, axis=0)
        is_lost = self.places[slots] != places  # to one that has the same slot
        if is_lost.any():
            found[is_lost] = self._read(places[is_lost])
        return found

    def _read(self, places: Indices) -> Outputs:
        """Run the network."""
        # The words before a place begin in `rows` where the place does in the text.
        begins = places + REACH if SIDES[self.side] == "after" else places
        return _network().sides[self.side].read(self.looks, begins.astype(np.int64, copy=False))


@view
def _readings(text: Text) -> list[_Reading]:
    """Return the readings of both sides, in the order of `SIDES`; no network has run yet."""
    columns = zip(_network().tables, rows(text).T, strict=True)
    looks = np.concatenate([table.take(column, axis=0) for table, column in columns], axis=1)
    size = min(len(text.scanned) + 1, _KEPT)
    return [
        _Reading(side, looks, np.empty((size, EXIT), np.int16), np.full(size, -1, np.intp))
        for side in range(len(SIDES))
    ]


@cache
def _network() -> _Network:
    """Return the weights, read."""
    with np.load(WEIGHTS) as arrays:
        weights = dict(arrays)
    fineness = [float(weights[f"{side}_exit_fineness"]) for side in SIDES]
    return _Network(
        tuple(weights[f"{table}_table"] for table in TABLES),
        tuple(build.side(weights, side) for side in SIDES),
        1 / (fineness[0] * fineness[1]),
    )
