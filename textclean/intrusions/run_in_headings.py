"""Headings that ran into the text after them, in a document that lost little else.

What a document has lost is estimated from all its gaps together (`textclean.tagger.loss`), and a
heading or two in a document that kept its marks do not show there. But where the tagger sees a
heading end, and the words before it are set as those of a title are, it is hardly ever wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.english import lexicon
from textclean.tagger.consultation import asked, rough
from textclean.tagger.features import ENDS_LINE, NONE, STOPS, features
from textclean.tagger.network import LABELS, Tagging
from textclean.text import Text
from textclean.tokens import scan

LONGEST = 14  # words

# `textclean.train.run_in` fits these weights: for what the tagger says, and for what the gate does.
WEIGHTS: Mapping[str, float] = {
    "bias": -3.43,
    "share of capitals": 1.1,
    "share of capitals on such as are mostly small": 1.65,
    "tagger": 0.76,
}
GATE_WEIGHTS: Mapping[str, float] = {
    "bias": -2.53,
    "share of capitals": 1.59,
    "share of capitals on such as are mostly small": 0.59,
    "tagger": 0.59,
}

Places = NDArray[np.intp]
Odds = NDArray[np.floating]


@attrs.frozen(eq=False)
class Candidates:
    """Where headings may have run into their text: the first word of each, and the last.

    `signs` (candidates x signs) is what their form says, in the order of the weights; the tagger's
    comes last, and is not among them.
    """

    first: Places
    last: Places
    signs: Odds


def run_in_headings(text: Text) -> list[tuple[int, int, float]]:
    """Return the first and the last word of what may be a heading that ran into its text, and the
    log odds that it is one.
    """
    found = candidates(text)
    likeliest = log_odds(found, rough(text), GATE_WEIGHTS).max(initial=-np.inf)
    if (tagging := asked(text, "run-in heading", likeliest)) is None:
        return []
    odds = log_odds(found, tagging, WEIGHTS)
    return list(zip(found.first.tolist(), found.last.tolist(), odds.tolist(), strict=True))


def log_odds(found: Candidates, tagging: Tagging, weights: Mapping[str, float]) -> Odds:
    """Return the log odds that each candidate is a heading, by the network or by the gate."""
    odds: Odds = told(found, tagging) @ np.array(list(weights.values()))
    return odds


def told(found: Candidates, tagging: Tagging) -> Odds:
    """Return the signs of the candidates (candidates x signs), and what is said of their ends."""
    logits = tagging.logits[found.last]
    return np.column_stack([found.signs, logits[:, LABELS.index("heading")] - logits[:, 0]])


def candidates(text: Text) -> Candidates:
    """Return each place where a line or a sentence begins, and a few words on a word with a capital
    stands after nothing but a space.
    """
    gap, words = features(text).gap, text.scanned
    is_capital = words.shape != scan.LOWER
    ends = np.isin(gap >> 4, STOPS) | (gap & ENDS_LINE > 0)
    begins = np.flatnonzero(np.append(True, ends[:-1])[: len(gap)])
    last = np.flatnonzero((gap[:-1] == NONE) & is_capital[1:])
    first = begins[np.searchsorted(begins, last, side="right") - 1]
    is_short = last - first < LONGEST
    first, last = first[is_short], last[is_short]
    is_small = ~lexicon.are_names(words.id)
    size = last - first + 1
    shares = [_number(sign, first, last) / size for sign in (is_capital, is_capital & is_small)]
    return Candidates(first, last, np.column_stack([np.ones(len(first)), *shares]))


def _number(sign: NDArray[np.bool_], first: Places, last: Places) -> Places:
    """Return how many of the words from each of `first` to each of `last` have a sign."""
    total = np.concatenate([[0], np.cumsum(sign)])
    number: Places = total[last + 1] - total[first]
    return number
