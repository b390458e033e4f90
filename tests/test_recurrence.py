"""Sequences that come back, and phrases that are known beforehand."""

from __future__ import annotations

import numpy as np

from textclean.presets import pipeline
from textclean.recurrence import NETWORK, occurrences, recurring
from textclean.text import Text

STORY = (
    "The council met for by-the-way folks two hours on Monday.\n"
    "It was the by-the-way folks longest session of the year.\n"
    "Members of both by-the-way folks parties asked for a vote.\n"
    "The mayor will by-the-way folks answer them on Friday.\n"
)
PHRASE = "it is worth noting"
ONCE = f"The council met for {PHRASE} two hours on Monday. Both parties asked for a vote.\n"
RIGHTLY = "The council met on Monday. It is worth noting that both parties asked for a vote.\n"


def even(text: Text, odds: float = 1.0) -> np.ndarray:
    """Return the same log odds for each word."""
    return np.full(len(text.words), odds, np.float32)


def test_only_the_longest_sequence_counts_where_the_shorter_never_stands_alone() -> None:
    """What comes back within a longer sequence alone is no finding of its own; hyphens are within
    a sequence as spaces are.
    """
    text = Text(STORY)
    found = {phrase.words: len(phrase.places) for phrase in recurring(text, even(text), NETWORK)}
    assert found[("by", "the", "way", "folks")] == 4
    assert ("by", "the", "way") not in found
    assert ("the",) in found  # it stands elsewhere, too


def test_a_sequence_is_found_however_few_its_places() -> None:
    """Known phrases are looked for, and only whole: over no stop, and not past the end."""
    text = Text(ONCE)
    found = occurrences(text, PHRASE.split(), even(text), NETWORK)
    assert found is not None
    assert found.places.tolist() == [4]
    assert occurrences(text, ["monday", "both"], even(text), NETWORK) is None
    assert occurrences(text, ["word"] * 40, even(text), NETWORK) is None


def test_a_known_phrase_goes_where_it_breaks_the_sentence_even_once() -> None:
    """A survey has seen the phrase elsewhere; where a sentence wants it, it stays all the same."""
    told = pipeline(options={"stray_phrase": {"phrases": (PHRASE,)}})
    assert told(ONCE).text == ONCE.replace(f"{PHRASE} ", "")
    assert told(RIGHTLY).text == RIGHTLY


def test_an_unknown_phrase_that_stands_once_is_left() -> None:
    """One place tells nothing of a phrase that nobody knows."""
    assert pipeline()(ONCE).text == ONCE
