"""A linear look at each gap, before the network: cheap first, dear later.

It adds up what the words beside the gap, their form, their bond, the marks around it and the
distance to them say of each label, and so knows far less of a sentence than the network does. But
it is enough to see that a text has lost nothing, and then the network need not run.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from textclean.tagger.features import BONDS, FORMS, GAPS, features
from textclean.tagger.network import LABELS, Floats, Tagging
from textclean.text import Text

WEIGHTS = Path(__file__).parent / "gate.npz"

_WORDS, _PAIRS = 1 << 15, 1 << 16
_DISTANCES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48)

# What is looked at, and how many rows its table has.
TABLES = {
    "here": _WORDS,
    "next": _WORDS,
    "pair": _PAIRS,
    "pair_before": _PAIRS,
    "form": FORMS,
    "next_form": FORMS,
    "forms": _PAIRS,
    "bond": BONDS,
    "gap_before": GAPS,
    "gap": GAPS,
    "gap_after": GAPS,
    "since": len(_DISTANCES) + 1,
    "until": len(_DISTANCES) + 1,
}


def look(text: Text) -> Tagging:
    """Return what the gate makes of `text`, as the tagger would say it."""
    seen = features(text)
    return Tagging(seen, *logits(seen.inputs))


def logits(inputs: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return the logits of each gap (words x labels) and of each word (words), from what
    `textclean.tagger.network.logits` takes.
    """
    weights = _weights()
    judged = np.zeros((len(inputs), len(LABELS)), np.float32)
    for name, row in zip(TABLES, rows(inputs), strict=True):
        judged += np.take(weights[name], row, axis=0)
    judged += weights["bias"]
    stray = judged[:, -1].copy()
    judged[:, 1:] = judged[:, :-1]
    judged[:, 0] = 0
    return judged, stray


@cache
def _weights() -> dict[str, Floats]:
    with np.load(WEIGHTS) as arrays:
        scaled = {name: arrays[name] * arrays[f"{name}_scale"] for name in TABLES}
        return {**scaled, "bias": arrays["bias"].astype(np.float32)}


def rows(inputs: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the row of each table for each gap (`TABLES` x words), from `Features.inputs`."""
    word, _, form, bond, gap, _ = inputs.T
    next_word, next_form = _shifted(word, -1), _shifted(form, -1)
    since, until = _distances(gap)
    return np.stack(
        [
            word % _WORDS,
            next_word % _WORDS,
            (word * 31 + next_word) % _PAIRS,
            (_shifted(word, 1) * 31 + word) % _PAIRS,
            form,
            next_form,
            (form * FORMS + next_form) % _PAIRS,
            bond,
            _shifted(gap, 1),
            gap,
            _shifted(gap, -1),
            since,
            until,
        ]
    )


def _shifted(values: NDArray[np.int32], by: int) -> NDArray[np.int32]:
    """Return the values of the word before (1) or after (-1) each; 0 at the end."""
    shifted = np.zeros_like(values)
    if by > 0:
        shifted[1:] = values[:-1]
    else:
        shifted[:-1] = values[1:]
    return shifted


def _distances(gap: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the class of the distance in words from each gap to the marks before and after it."""
    at = np.arange(len(gap))
    is_mark = gap > 0
    before = np.maximum.accumulate(np.where(is_mark, at + 1, 0))
    since = at - _shifted(before, 1)
    after = np.minimum.accumulate(np.where(is_mark, at, len(gap))[::-1])[::-1]
    until = _shifted(after, -1) - at
    until[-1:] = 0
    return (
        np.digitize(since, _DISTANCES).astype(np.int32),
        np.digitize(until, _DISTANCES).astype(np.int32),
    )
