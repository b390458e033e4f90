"""Peers: other damage of the same kind. What damages a text does so with a system."""

from __future__ import annotations

import attrs


@attrs.frozen
class Peers:
    """How much likelier one piece of damage is beside others of its kind in the document.

    Each of them adds `each`, in log odds, up to `most` of them, where there are `fewest` at least.
    """

    each: float
    most: int
    fewest: int = 1

    def support(self, number: int) -> float:
        """Return what so many peers add, in log odds.

        >>> [Peers(each=0.5, most=3).support(number) for number in (0, 2, 9)]
        [0.0, 1.0, 1.5]
        """
        return self.each * min(number, self.most) if number >= self.fewest else 0.0
