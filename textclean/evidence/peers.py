"""Peers: other damage of the same kind. What damages a text does so with a system."""

from __future__ import annotations

import attrs

from textclean.evidence.confidence import log_odds, probability


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

    def supported(self, confidence: float, number: int) -> float:
        """Return what a confidence comes to beside so many peers, to two digits.

        >>> [SYSTEMATIC.supported(0.5, number) for number in (0, 2, 3, 9)]
        [0.5, 0.5, 0.85, 0.85]
        """
        return round(probability(log_odds(confidence) + self.support(number)), 2)


# Three places that are surely damaged show a system in it, so that one in doubt is LIKELY.
SYSTEMATIC = Peers(each=0.58, most=3, fewest=3)
