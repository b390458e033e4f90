"""How sure an edit is: one scale for what a fixed form tells, and how log odds, as which evidence
adds up, and probabilities come to one another.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The scale. Where a form alone says how sure an edit is, and nothing is added up, the confidence is
# one of these steps. The quality bench measures what share of the edits of each is right.

# The repair is mechanical: no editor would leave the text as it is, whatever it says.
CERTAIN = 1.0
# The form is that of damage: of twenty such places an editor would mend nineteen.
SURE = 0.95
# The form is mostly that of damage, and edited text has it too: an editor would mend six of seven.
LIKELY = 0.85
# It may as well be meant: a suggestion, which is not made at the default threshold.
DOUBTFUL = 0.5

# What is less likely than this is not worth telling, as a suggestion either.
LEAST_TOLD = 0.3

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
