"""What the width of gaps tells of lost marks, if what took the marks left blanks in their place."""

from __future__ import annotations

import numpy as np

from textclean.tagger.features import ENDS_LINE, GLUED, Numbers
from textclean.tagger.kernel.shape import Floats

_ROUNDS = 4
_WIDEST = 6  # blanks: a mark, a quotation mark of three bytes, and a space or two
_MOST = 4.0  # log odds
# What few gaps say counts for little: beside those that lost a mark and those that did not stand so
# many gaps that are as wide as all are.
_FEW = 4
_NEVER = 1e-9  # of the gaps: a width that there is not counts for nothing


def log_odds(logits: Floats, blanks: Numbers, gap: Numbers) -> Floats:
    """Return what the width of each gap adds to the log odds that it lost a mark, by the logits of
    the marks that it may have lost (gaps x marks), how many blanks it has, and its class.

    How often a gap of each width lost a mark, and how often not, is learned of the text itself by
    expectation maximisation (Dempster, Laird and Rubin, 1977). Where blanks stand anywhere, both
    are alike, and the width tells nothing; nor does it at the end of a line, where none are left.
    """
    told = np.zeros(len(logits), np.float32)
    is_spaced = gap & (ENDS_LINE | GLUED) == 0
    width = np.minimum(blanks[is_spaced], _WIDEST)
    known = np.log(np.exp(np.clip(logits[is_spaced], -20, 20)).sum(axis=1))
    usual = _FEW * np.bincount(width, minlength=_WIDEST + 1) / max(len(width), 1) + _NEVER
    of_width = np.zeros(_WIDEST + 1)
    for _ in range(_ROUNDS):
        lost = 1 / (1 + np.exp(-known - of_width[width]))
        of_lost = np.bincount(width, lost, _WIDEST + 1) + usual
        of_others = np.bincount(width, 1 - lost, _WIDEST + 1) + usual
        of_width = np.log(of_lost / of_lost.sum()) - np.log(of_others / of_others.sum())
        of_width = np.clip(of_width, -_MOST, _MOST)
    told[is_spaced] = of_width[width]
    return told
