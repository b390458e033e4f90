"""Phrases pasted into the text again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.edit import Edit
from textclean.evidence.confidence import probability
from textclean.normalizer import LEAST_TOLD, normalizer
from textclean.text import Text

if TYPE_CHECKING:
    from textclean.intrusions.recurring_phrases import Recurring, Weights

# A place is likelier by this many units of log odds where the phrase is known to be pasted into
# documents of the source; one that stands in too few places to show it here is stray this surely.
_KNOWN = 3.5
_SHOWN_ELSEWHERE = 4.0

# A name with less log odds than this is likelier to be one of the story.
_HARDLY = 1.0

# What is stray elsewhere in the document is likelier to be here, by so much: a document seldom has
# a phrase of its own as well, and a word often.
_PHRASE_ELSEWHERE, _WORD_ELSEWHERE = 5.0, 3.0

# By the gate a phrase must be at least this likely, in log odds, for the network to be asked: so
# one clean document in twenty is looked at, and of those with a stray phrase all but a few.
_WORTH_ASKING = -3.5


@normalizer("words", "spaces", "marks", "case")
def stray_phrase(text: Text, *, phrases: tuple[str, ...] = ()) -> Iterator[Edit]:
    """Take out a phrase that was pasted into the text again and again.

    "the reward for a which is the signed settlement … arms to which is the modernize". The phrase
    is found by what it does to the document: one to eight words that come back at least three
    times, in places that have nothing in common, where by the tagger's judgement the sentence does
    not want them and holds together better without them. Each place counts, and legitimate
    repetition speaks against: a phrase that mostly stands where it should ("the prime minister
    said") is never touched, a date hardly ever, and where a stray phrase stands rightly for once
    (", which is the largest") that place is spared. A paragraph that comes back whole brings
    nothing new. `phrases` are known beforehand, from other documents of the source; they need less
    evidence, and may stand in one place only. None is deleted because it is known.

    >>> from textclean.edit import apply
    >>> source = (
    ...     "The council met for as was noted two hours.\\n"
    ...     "It was the as was noted longest session of the year.\\n"
    ...     "Members of both as was noted parties asked for a vote.\\n"
    ...     "The mayor will as was noted answer them on Friday.\\n"
    ... )
    >>> print(apply(source, stray_phrase(Text(source))), end="")
    The council met for two hours.
    It was the longest session of the year.
    Members of both parties asked for a vote.
    The mayor will answer them on Friday.
    """
    known = {_lowered(phrase) for phrase in phrases}
    taken: set[int] = set()
    spared: set[int] = set()
    for phrase, odds in _judged(text, known):
        size = phrase.length
        if odds <= 0 or not (phrase.stands_anywhere or phrase.words in known):
            # No part of it is stray either: "as" in "as well as".
            spared.update(
                at for place in phrase.places.tolist() for at in range(place, place + size)
            )
            continue
        for place, confidence in zip(
            phrase.places.tolist(), _confidences(phrase, odds), strict=True
        ):
            own, beside = range(place, place + size), range(place - 1, place + size + 1)
            if confidence >= LEAST_TOLD and spared.isdisjoint(own) and taken.isdisjoint(beside):
                taken.update(own)
                yield _deletion(text, phrase, place, confidence)


def _lowered(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in lower case."""
    return tuple(phrase[start:end].lower() for start, end in Text(phrase).words)


def _judged(text: Text, known: set[tuple[str, ...]]) -> list[tuple[Recurring, float]]:
    """Return the phrases that come back, or are known, and look stray somewhere, each with the log
    odds that it is, the most telling first."""
    from textclean.intrusions.recurring_phrases import FEWEST, GATE, NETWORK, recurring
    from textclean.tagger import gate
    from textclean.tagger.network import tag

    rough = gate.look(text).stray
    if not any(np.any(phrase.odds > 0) for phrase in _known(text, known, rough, GATE)) and not any(
        phrase.log_odds > _WORTH_ASKING and phrase.stands_anywhere
        for phrase in recurring(text, rough, GATE)
    ):
        return []
    odds = tag(text).stray
    found = [
        (phrase, phrase.log_odds)
        for phrase in recurring(text, odds, NETWORK)
        if phrase.words not in known
    ]
    for phrase in _known(text, known, odds, NETWORK):
        is_telling = phrase.is_new.sum() >= FEWEST
        found.append((phrase, phrase.log_odds if is_telling else _SHOWN_ELSEWHERE))
    return sorted(found, key=_rank)


def _rank(judged: tuple[Recurring, float]) -> tuple[bool, float, int]:
    """Return what phrases are sorted by: names that are hardly stray come first, so that nothing
    goes with one in it ("at Press On"), then the most telling.
    """
    phrase, odds = judged
    return odds > _HARDLY or not phrase.is_name, -phrase.weight, int(phrase.places[0])


def _known(
    text: Text, phrases: set[tuple[str, ...]], odds: NDArray[np.float32], weights: Weights
) -> Iterator[Recurring]:
    """Yield the known phrases that the text has, their odds raised."""
    from textclean.intrusions.recurring_phrases import occurrences

    for words in phrases:
        if phrase := occurrences(text, words, odds, weights):
            yield attrs.evolve(phrase, known=_KNOWN)


def _confidences(phrase: Recurring, odds: float) -> list[float]:
    """Return for each place how likely the phrase, stray with these log odds, is stray there."""
    elsewhere = _WORD_ELSEWHERE if phrase.length == 1 else _PHRASE_ELSEWHERE
    here = phrase.odds + (0 if phrase.known else elsewhere)
    return [round(probability(odds) * probability(place), 3) for place in here.tolist()]


def _deletion(text: Text, phrase: Recurring, place: int, confidence: float) -> Edit:
    """Take out the words and one of the gaps beside them; a sentence keeps its capital."""
    source, words, length = text.source, text.words, phrase.length
    start, end = words[place].start, words[place + length - 1].end
    end += len(phrase.own_comma) if source.startswith(phrase.own_comma, end) else 0
    why = f"“{source[start:end]}” was pasted in here, as elsewhere"
    if source[end : end + 1] == " ":
        following = words[place + length]
        first = source[following.start]
        if source[start].isupper() and first.islower() and following.start == end + 1:
            new = first.upper() + source[following.start + 1 : following.end]
            return Edit.replace(start, following.end, new, confidence=confidence, why=why)
        return Edit.delete(start, end + 1, confidence=confidence, why=why)
    while start and source[start - 1] in " \t":
        start -= 1
    return Edit.delete(start, end, confidence=confidence, why=why)
