"""Sequences of tokens, each with an id of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import BASE, Indices

LONGEST = 8  # tokens in a sequence


def followed(sequence: Ids, token: Ids) -> Ids:
    """Return the ids of sequences with one more token; that of a token is of a sequence of one."""
    longer: Ids = sequence * np.uint64(BASE) + token
    return longer


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
