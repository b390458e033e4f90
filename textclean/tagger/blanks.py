"""What the width of gaps tells of lost marks, if what took the marks left blanks in their place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from textclean.tagger.kernel.shape import Floats

_ROUNDS = 4
_MOST = 4.0  # log odds


def log_odds(logits: Floats, is_wide: NDArray[np.bool_]) -> Floats:
    """Return what the width of each gap adds to the log odds that it lost a mark, by the logits of
    the marks that it may have lost (gaps x marks) and whether it is wide.

    How often a gap is wide that lost a mark, and one that lost none, is learned of the text itself
    by expectation maximisation (Dempster, Laird and Rubin, 1977). Where blanks stand anywhere, both
    are alike, and the width tells nothing.
    """
    known = np.log(np.exp(np.clip(logits, -20, 20)).sum(axis=1))
    told = np.zeros(len(logits), np.float32)
    for _ in range(_ROUNDS):
        lost = 1 / (1 + np.exp(-known - told))
        of_lost = (lost[is_wide].sum() + 1) / (lost.sum() + 2)
        of_others = ((1 - lost[is_wide]).sum() + 1) / ((1 - lost).sum() + 2)
        wide, narrow = np.log(of_lost / of_others), np.log((1 - of_lost) / (1 - of_others))
        told = np.clip(np.where(is_wide, wide, narrow), -_MOST, _MOST).astype(np.float32)
    return told
