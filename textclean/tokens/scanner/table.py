"""`Table`: numbers looked up by the ids of tokens, for all tokens of a text at once."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

try:
    from textclean.tokens.scanner import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

Ids = NDArray[np.uint64]
Floats = NDArray[np.float32]


@attrs.frozen(eq=False)
class Table:
    """A number for each of some ids, and one for all other ids.

    `ids` are in rising order. Those whose first `bits` are `b` are the rows from `buckets[b]` on;
    `depth` is the size of the largest bucket. A binary search would miss the cache at each step.

    Ids are hashes, so their first bits spread them evenly. There are as many buckets as ids, to the
    next power of two: more would be too many for the cache themselves.
    """

    ids: Ids
    values: Floats
    default: float
    buckets: NDArray[np.int32]
    depth: int
    bits: int

    @classmethod
    def of(cls, ids: Ids, values: Sequence[float] | Floats, default: float) -> Table:
        """Return the table of these values by these ids, which come in any order."""
        order = np.argsort(ids)
        return cls.in_order(ids[order], np.asarray(values, np.float32)[order], default)

    @classmethod
    def in_order(cls, ids: Ids, values: Floats, default: float) -> Table:
        """Return the table of these values by these ids, which are in rising order."""
        bits = max(1, len(ids).bit_length())
        sizes = np.bincount(_bucket(ids, bits), minlength=1 << bits)
        buckets = (np.cumsum(sizes) - sizes).astype(np.int32)
        return cls(ids, values, default, buckets, int(sizes.max(initial=0)), bits)

    def look_up(self, ids: Ids) -> Floats:
        """Return the number of each of `ids`."""
        if compiled:
            return compiled.look_up(
                ids, self.ids, self.values, self.default, self.buckets, self.bits
            )
        return self._looked_up(ids)

    def _looked_up(self, ids: Ids) -> Floats:
        """Return the number of each of `ids` where nothing is compiled."""
        found = np.full(len(ids), self.default, np.float32)
        first = self.buckets[_bucket(ids, self.bits)]
        for offset in range(self.depth):
            row = np.minimum(first + offset, len(self.ids) - 1)
            is_it = self.ids[row] == ids
            found[is_it] = self.values[row[is_it]]
        return found


def _bucket(ids: Ids, bits: int) -> NDArray[np.intp]:
    """Return the first bits of each id."""
    return (ids >> np.uint64(64 - bits)).astype(np.intp)
