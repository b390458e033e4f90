"""Phrases pasted into a text again and again, and at which of their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from textclean.evidence.confidence import LEAST_TOLD, probability
from textclean.intrusions.recurring_phrases import (
    FEWEST,
    GATE,
    NETWORK,
    Recurring,
    Stray,
    Weights,
    occurrences,
    recurring,
)
from textclean.tagger.consultation import Look, is_worth_asking, precise, rough
from textclean.text import Text

# Log odds added at each place of a phrase that the caller lists.
_LISTED = 3.5
# Log odds of a listed phrase that has too few places in the document to be judged by them.
_LISTED_ALONE = 4.0

# Log odds up to which a name that comes back is rather one of the story.
_NAME_OF_STORY = 1.0

# Log odds added at each place of a phrase, and of a single word, that is stray in the document: a
# document seldom uses a stray phrase rightly as well, but often a word.
_PHRASE_ELSEWHERE = 5.0
_WORD_ELSEWHERE = 3.0


@attrs.frozen(eq=False)
class Pasted:
    """A place of a phrase, the index of its first word, and how likely it was pasted in there."""

    phrase: Recurring
    place: int
    probability: float


def pasted_phrases(text: Text, phrases: Sequence[str] = ()) -> Iterator[Pasted]:
    """Yield where a phrase was pasted in, the most telling phrase first; no two places touch.

    `phrases` are known to be pasted into documents of the source.
    """
    known = {_lowered(phrase) for phrase in phrases}
    taken, spared = np.zeros((2, len(text.scanned)), np.bool_)
    for phrase, odds in _judged(text, known):
        size = phrase.length
        if odds <= 0 or (phrase.words not in known and _is_own(phrase)):
            # No part of it is stray either: "as" in "as well as".
            for at in range(size):
                spared[phrase.places + at] = True
            continue
        for place, confidence in zip(
            phrase.places.tolist(), _confidences(phrase, odds), strict=True
        ):
            own, beside = slice(place, place + size), slice(max(0, place - 1), place + size + 1)
            if confidence >= LEAST_TOLD and not (spared[own].any() or taken[beside].any()):
                taken[own] = True
                yield Pasted(phrase, place, confidence)


def _is_own(phrase: Recurring) -> bool:
    """Whether a phrase is the author's by where it stands."""
    return not phrase.stands_anywhere or phrase.is_predicate


def _lowered(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in lower case."""
    return tuple(phrase[start:end].lower() for start, end in Text(phrase).words)


def _judged(text: Text, known: set[tuple[str, ...]]) -> list[tuple[Recurring, float]]:
    """Return the phrases that come back, or are known, and look stray somewhere, each with the log
    odds that it is, the most telling first."""
    by_gate, look = rough(text).stray, Look.RECURRING_PHRASE
    if not any(
        np.any(phrase.odds > 0) for phrase in _known(text, known, by_gate, GATE)
    ) and not any(
        is_worth_asking(look, phrase.most_anywhere)
        and is_worth_asking(look, phrase.log_odds)
        and phrase.stands_anywhere
        for phrase in recurring(text, by_gate, GATE, least=float(look.value))
    ):
        return []
    odds = precise(text).stray
    found = [
        # How little the others look stray does not matter.
        (phrase, phrase.log_odds if phrase.most > 0 else phrase.most)
        for phrase in recurring(text, odds, NETWORK)
        if phrase.words not in known
    ]
    for phrase in _known(text, known, odds, NETWORK):
        is_telling = phrase.is_new.sum() >= FEWEST
        found.append((phrase, phrase.log_odds if is_telling else _LISTED_ALONE))
    return sorted(found, key=_rank)


def _rank(judged: tuple[Recurring, float]) -> tuple[bool, float, int]:
    """Return what phrases are sorted by: names that are hardly stray come first, so that nothing
    goes with one in it ("at Press On"), then the most telling.
    """
    phrase, odds = judged
    return odds > _NAME_OF_STORY or not phrase.is_name, -phrase.weight, int(phrase.places[0])


def _known(
    text: Text, phrases: set[tuple[str, ...]], odds: Stray, weights: Weights
) -> Iterator[Recurring]:
    """Yield the known phrases that the text has, their odds raised."""
    for words in phrases:
        if phrase := occurrences(text, words, odds, weights):
            yield phrase.raised(_LISTED)


def _confidences(phrase: Recurring, odds: float) -> list[float]:
    """Return for each place how likely the phrase, stray with these log odds, is stray there."""
    elsewhere = _WORD_ELSEWHERE if phrase.length == 1 else _PHRASE_ELSEWHERE
    here = phrase.odds + (0 if phrase.known else elsewhere)
    return [round(probability(odds) * probability(place), 3) for place in here.tolist()]
