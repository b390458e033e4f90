"""The gate: a linear model of each gap, which runs before the network.

Its features are the words beside the gap, their form, their bond, the marks around it and the
distance to these. It knows far less of a sentence than the network does, but enough to tell that a
text has lost nothing; then the network need not run.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from textclean.arrays import mapped
from textclean.tagger.features import BONDS, FORMS, GAPS, features
from textclean.tagger.kernel.shape import Floats
from textclean.tagger.network import LABELS, Tagging
from textclean.text import Text

try:
    from textclean.tagger import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

WEIGHTS = Path(__file__).parent / "gate.npz"

_WORD_BUCKETS = 1 << 15
_PAIR_BUCKETS = 1 << 16
# Lower bounds of the classes of distance to a mark, in words.
_DISTANCES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48)

# The features, each with the number of rows in its table of weights.
TABLES = {
    "here": _WORD_BUCKETS,
    "next": _WORD_BUCKETS,
    "pair": _PAIR_BUCKETS,
    "pair_before": _PAIR_BUCKETS,
    "form": FORMS,
    "next_form": FORMS,
    "forms": _PAIR_BUCKETS,
    "bond": BONDS,
    "gap_before": GAPS,
    "gap": GAPS,
    "gap_after": GAPS,
    "since": len(_DISTANCES) + 1,
    "until": len(_DISTANCES) + 1,
}


def look(text: Text) -> Tagging:
    """Return the judgement of the gate on `text`, in the form of the network's."""
    found = features(text)
    return Tagging(found, *logits(found.inputs), np.ones(len(found.words), np.bool_))


def logits(inputs: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return the logits of each gap (words x labels) and of each word (words), from
    `Features.inputs`, as `textclean.tagger.network.logits` does.
    """
    return _compiled(inputs) if compiled else _on_numpy(inputs)


def _compiled(inputs: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return the same sums as `_on_numpy`."""
    return compiled.judged(inputs, *_weights(), np.array(_DISTANCES, np.float64))


def _on_numpy(inputs: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return the sums of the rows of the tables, each by its scale, and the bias."""
    tables, scales, bias = _weights()
    judged = np.zeros((len(inputs), len(LABELS)), np.float32)
    for table, scale, row in zip(tables, scales, rows(inputs), strict=True):
        judged += np.take(table, row, axis=0) * np.float32(scale)
    judged += bias
    # The stray word stands in the place of none, behind the others.
    stray = judged[:, -1].copy()
    judged[:, 1:] = judged[:, :-1]
    judged[:, 0] = 0
    return judged, stray


@cache
def _weights() -> tuple[list[NDArray[np.int8]], list[float], Floats]:
    """Return the tables, a scale for each, and the bias."""
    arrays = mapped(WEIGHTS)
    tables = [arrays[name] for name in TABLES]
    scales = [float(arrays[f"{name}_scale"]) for name in TABLES]
    return tables, scales, arrays["bias"].astype(np.float32)


def rows(inputs: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the row of each table for each gap (`TABLES` x words), from `Features.inputs`."""
    word, _, form, bond, gap, _ = inputs.T
    next_word, next_form = _shifted(word, -1), _shifted(form, -1)
    since, until = _distances(gap)
    return np.stack(
        [
            word % _WORD_BUCKETS,
            next_word % _WORD_BUCKETS,
            (word * 31 + next_word) % _PAIR_BUCKETS,
            (_shifted(word, 1) * 31 + word) % _PAIR_BUCKETS,
            form,
            next_form,
            (form * FORMS + next_form) % _PAIR_BUCKETS,
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
