"""Log odds and probabilities: evidence adds up as the one, and is told as the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SMALLEST = -700.0  # log odds; under it `exp` overflows, and the probability is 0 to all digits


def probability(log_odds: float) -> float:
    """Return the probability that has these log odds.

    >>> probability(0.0), round(probability(2.0), 2), probability(float("-inf"))
    (0.5, 0.88, 0.0)
    """
    return 1 / (1 + math.exp(-log_odds)) if log_odds > _SMALLEST else 0.0


def probabilities(log_odds: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the probability of each of some log odds, an array of any shape."""
    import numpy as np

    found: NDArray[np.floating] = 1 / (1 + np.exp(-np.maximum(log_odds, _SMALLEST)))
    return found


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, infinite for 0 and 1.

    >>> log_odds(0.5), round(log_odds(0.88), 1), log_odds(1.0)
    (0.0, 2.0, inf)
    """
    if not 0 < probability < 1:
        return math.copysign(math.inf, probability - 0.5)
    return math.log(probability / (1 - probability))
