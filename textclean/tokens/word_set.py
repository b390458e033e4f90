"""`WordSet`: some words, and where tokens have them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import Tokens, identity

try:
    from textclean.tokens.scanner import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

# Masks the low bits of an id. Ids are hashes, so that these bits tell most of them apart.
_LOW_BITS = (1 << 12) - 1


@attrs.frozen(eq=False)
class WordSet:
    """Some words, whatever their case, as a set of ids.

    `may_hold` is a table over the low bits of ids: whether a word of the set has them. It
    rejects most other words quickly.
    """

    ids: frozenset[int]
    may_hold: NDArray[np.bool_]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordSet:
        """Return the set of these words."""
        ids = frozenset(map(identity, words))
        may_hold = np.zeros(_LOW_BITS + 1, np.bool_)
        may_hold[[word & _LOW_BITS for word in ids]] = True
        return cls(ids, may_hold)

    def places(self, tokens: Tokens) -> list[int]:
        """Return the indices of the tokens that are in the set, in order.

        >>> from textclean.tokens import scan
        >>> WordSet.of(["may", "june"]).places(scan.words("May and June"))
        [0, 2]
        """
        if compiled:
            return compiled.members(tokens.id, self.may_hold.view(np.uint8), self._in_order)
        low_bits = (tokens.id & np.uint64(_LOW_BITS)).astype(np.intp)
        (likely,) = self.may_hold[low_bits].nonzero()
        pairs = zip(likely.tolist(), tokens.id[likely].tolist(), strict=True)
        return [place for place, word in pairs if word in self.ids]

    @cached_property
    def _in_order(self) -> Ids:
        """The ids in rising order."""
        return np.array(sorted(self.ids), np.uint64)
