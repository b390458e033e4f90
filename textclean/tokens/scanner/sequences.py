"""Sequences of tokens, each with an id of its own, and those that come back."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import BASE, Indices

try:
    from textclean.tokens.scanner import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

LONGEST = 8  # tokens in a sequence


def followed(sequence: Ids, token: Ids) -> Ids:
    """Return the ids of sequences with one more token; that of a token is of a sequence of one."""
    longer: Ids = sequence * np.uint64(BASE) + token
    return longer


def sequences(tokens: Ids, length: int) -> Ids:
    """Return the ids of the sequences of so many tokens that begin at each token with room for one.

    >>> sequences(np.arange(5, dtype=np.uint64), 3).shape
    (3,)
    """
    found = tokens
    for at in range(1, length):
        found = followed(found[:-1], tokens[at:])
    return found


def groups(ids: Ids) -> tuple[Indices, Indices, Indices]:
    """Group equal ids.

    Return the indices of `ids`, those of each group side by side and in rising order; where in
    them each group starts; and how many members each group has.
    """
    places = np.argsort(ids, kind="stable")
    ordered = ids[places]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ids)])
    return places, starts, np.diff(np.append(starts, len(ids)))


class Growing:
    """All sequences of the tokens of a text that nothing breaks, grown token by token.

    `goes_on` says of each token whether a sequence may go on after it. `starts` are the indices of
    the first tokens of the sequences of `length`. A caller who needs some no longer removes them
    from `starts`.

    >>> growing = Growing(np.array([7, 8, 7, 8], np.uint64), np.array([True, False, True, True]))
    >>> [len(growing.grown()), len(growing.grown()), len(growing.grown())]
    [4, 2, 0]
    """

    def __init__(self, ids: Ids, goes_on: NDArray[np.bool_]) -> None:
        """Begin with no token in any sequence; `goes_on` may leave out the last token."""
        self._ids = ids
        self._sequences = np.zeros(len(ids), np.uint64)
        self.starts: Indices = np.arange(len(ids))
        self.length = 0
        breaks = np.flatnonzero(~goes_on)
        breaks = np.append(breaks, len(ids) - 1)
        self._room = breaks[np.searchsorted(breaks, self.starts)] - self.starts + 1

    def grown(self) -> Ids:
        """Take one more token into each sequence that has room, and return the ids of these."""
        self.length += 1
        self.starts = self.starts[self._room[self.starts] >= self.length]
        last = self._ids[self.starts + self.length - 1]
        self._sequences[self.starts] = followed(self._sequences[self.starts], last)
        return self._sequences[self.starts]


@attrs.frozen(eq=False)
class Repeats:
    """Sequences that come back, the shorter ones first, and of one length in the order of their
    first places: for each its `length` and the `number` of its places. `places` are the indices of
    the first tokens of all, sequence by sequence and in rising order, and `is_new` says which of
    them stand between other tokens than any place of the sequence before.
    """

    length: Indices
    number: Indices
    places: Indices
    is_new: NDArray[np.bool_]


def repeats(ids: Ids, goes_on: NDArray[np.bool_], fewest: int) -> Repeats:
    """Return each sequence of up to `LONGEST` tokens that nothing breaks and that stands between
    new tokens in `fewest` places at least; `goes_on` is as for `Growing`.
    """
    if compiled:
        return Repeats(*compiled.repeats(ids, goes_on.view(np.uint8), fewest, LONGEST))
    return _on_numpy(ids, goes_on, fewest)


def _on_numpy(ids: Ids, goes_on: NDArray[np.bool_], fewest: int) -> Repeats:
    """Return what `repeats` does, by numpy."""
    found: list[Repeats] = []
    growing = Growing(ids, goes_on)
    while growing.length < LONGEST and (len(growing.starts) or not found):
        order, _, counts = groups(growing.grown())
        is_many = counts >= fewest
        places = growing.starts[order][np.repeat(is_many, counts)]
        growing.starts = np.sort(places)
        number = counts[is_many]
        first = places[np.cumsum(number) - number]
        places = places[np.argsort(np.repeat(first, number), kind="stable")]
        number = number[np.argsort(first)]
        of_each = np.repeat(np.arange(len(number)), number)
        is_new = are_between_new(ids, places, growing.length, of_each)
        is_found = np.bincount(of_each[is_new], minlength=len(number)) >= fewest
        number, is_own = number[is_found], is_found[of_each]
        length = np.full(len(number), growing.length)
        found.append(Repeats(length, number, places[is_own], is_new[is_own]))
    return Repeats(
        np.concatenate([each.length for each in found]).astype(np.int32),
        np.concatenate([each.number for each in found]).astype(np.int32),
        np.concatenate([each.places for each in found]).astype(np.int32),
        np.concatenate([each.is_new for each in found]),
    )


def are_between_new(ids: Ids, places: Indices, length: int, of_each: Indices) -> NDArray[np.bool_]:
    """Return whether each of the places of some sequences of a length stands between other tokens
    than any place of the same before; `of_each` is the number of its sequence.
    """
    ids = np.concatenate([ids, np.zeros(1, np.uint64)])
    pairs = followed(ids[places - 1], ids[places + length])
    order = np.lexsort((pairs, of_each))
    is_first = np.ones(len(places), np.bool_)
    is_first[1:] = (np.diff(pairs[order]) != 0) | (np.diff(of_each[order]) != 0)
    is_new = np.empty(len(places), np.bool_)
    is_new[order] = is_first
    return is_new
