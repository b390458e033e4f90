"""Headlines between two sentences of a line, which are part of neither.

Each looks like a heading that ran into its text, but the text goes on over it: the two sentences
hold together better than either does with the headline. A heading of the story holds together with
the sentence after it, whose subject it names, and in a text with paragraphs it has its own line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs
import numpy as np

from textclean.english.lexicon import MOST_LOWER_IN_NAMES
from textclean.english.words import FUNCTION_WORDS
from textclean.evidence.scorecard import read
from textclean.intrusions.run_in_headings import run_in_headings
from textclean.tagger.cohesion import cut
from textclean.tagger.consultation import precise
from textclean.tagger.features import ENDS_LINE, STOPS, features
from textclean.tagger.loss import losses
from textclean.tagger.network import MOST_STRAY
from textclean.text import Text

_SHORTEST = 3  # words
# Least log odds, as a heading that ran in, of words that are considered.
_LEAST_HEADING = -4.0
# A heading says what comes: one of its words comes back within so many words behind its last.
_COMES_BACK_WITHIN = 16  # words

# The weights of the features, fitted by `textclean.train.interruptions`.
CARDS = Path(__file__).with_suffix(".json")
INTERPOSED = read(CARDS)["interposed"]


@attrs.frozen
class Interposed:
    """Words that may have been pasted between two sentences: the index of the first, that of the
    word after the last, and their features, by name.
    """

    first: int
    after: int
    evidence: Mapping[str, float]

    @property
    def log_odds(self) -> float:
        """The log odds that the words are no part of the story."""
        return INTERPOSED.log_odds(self.evidence)


def interposed(text: Text) -> list[Interposed]:
    """Return what may stand between two sentences of a line of `text`."""
    gap = features(text).gap
    # “Mysore Divisional Railway Manager Aparna Garg”: a name goes on with the name before it.
    may_begin = features(text).share > MOST_LOWER_IN_NAMES
    found = [
        (first, last, odds)
        for first, last, odds in run_in_headings(text)
        if odds > _LEAST_HEADING and last - first + 1 >= _SHORTEST and first > 0
        if gap[first - 1] >> 4 in STOPS and not gap[first - 1] & ENDS_LINE and may_begin[last + 1]
    ]
    if not found:
        return []
    first, last = (np.array([each[at] for each in found]) for at in (0, 1))
    seams = cut(text, first, last + 1)
    lost = losses(text).of("sentence mark")
    return [
        Interposed(
            start,
            end + 1,
            {
                "bias": 1.0,
                "heading": odds,
                "over": float(seams.over[at]),
                "into": float(seams.into[at]),
                "out of": float(seams.out_of[at]),
                "lost stop": float(lost[end]),
                "stray": _stray(text, start, end),
                "says what comes": float(_comes_back(text, start, end)),
            },
        )
        for at, (start, end, odds) in enumerate(found)
    ]


def _stray(text: Text, first: int, last: int) -> float:
    """Return the mean log odds that words were pasted in."""
    odds = precise(text).stray(np.arange(first, last + 1))
    return float(np.clip(odds, -MOST_STRAY, MOST_STRAY).mean())


def _comes_back(text: Text, first: int, last: int) -> bool:
    """Whether a word of some, but for small ones, comes back among the next."""
    beside = text.words[first : last + _COMES_BACK_WITHIN]
    words = [text.source[start:end].lower() for start, end in beside]
    own = set(words[: last + 1 - first]) - FUNCTION_WORDS
    return not own.isdisjoint(words[last + 1 - first :])
