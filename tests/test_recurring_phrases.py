"""Sequences that come back, and phrases that are known beforehand."""

from __future__ import annotations

import numpy as np

from textclean.intrusions.recurring_phrases import NETWORK, Stray, occurrences, recurring
from textclean.presets import pipeline
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


def even(odds: float = 1.0) -> Stray:
    """Return what gives the same log odds for each word."""
    return lambda words: np.full(len(words), odds, np.float32)


def test_only_the_longest_sequence_counts_where_the_shorter_never_stands_alone() -> None:
    """What comes back within a longer sequence alone is no finding of its own; hyphens are within
    a sequence as spaces are.
    """
    text = Text(STORY)
    found = {phrase.words: len(phrase.places) for phrase in recurring(text, even(), NETWORK)}
    assert found[("by", "the", "way", "folks")] == 4
    assert ("by", "the", "way") not in found
    assert ("the",) in found  # it stands elsewhere, too


def test_a_sequence_is_found_however_few_its_places() -> None:
    """Known phrases are looked for, and only whole: over no stop, and not past the end."""
    text = Text(ONCE)
    found = occurrences(text, PHRASE.split(), even(), NETWORK)
    assert found is not None
    assert found.places.tolist() == [4]
    assert occurrences(text, ["monday", "both"], even(), NETWORK) is None
    assert occurrences(text, ["word"] * 40, even(), NETWORK) is None


def test_a_known_phrase_goes_where_it_breaks_the_sentence_even_once() -> None:
    """A survey has seen the phrase elsewhere; where a sentence wants it, it stays all the same."""
    told = pipeline(options={"stray_phrase": {"phrases": (PHRASE,)}})
    assert told(ONCE).text == ONCE.replace(f"{PHRASE} ", "")
    assert told(RIGHTLY).text == RIGHTLY


def test_an_unknown_phrase_that_stands_once_is_left() -> None:
    """One place tells nothing of a phrase that nobody knows."""
    assert pipeline()(ONCE).text == ONCE


def test_a_single_word_is_looked_at_only_where_it_is_odd_on_average() -> None:
    """Words come back all the time, sequences of them seldom: of these all are looked at."""
    text = Text(STORY)
    found = {phrase.words for phrase in recurring(text, even(-6.0), NETWORK)}
    assert ("by", "the", "way", "folks") in found
    assert ("the",) not in found


def test_a_small_word_may_stand_beside_a_phrase_twice_by_chance() -> None:
    """Of three places two may have "the" beside them, but not a word that means something."""
    story = "She met in truth the mayor. Nobody in truth the wiser left. They sang in truth songs."
    for beside, stands in (("the", True), ("old", False)):
        text = Text(story.replace("the", beside))
        phrase = occurrences(text, ["in", "truth"], even(), NETWORK)
        assert phrase is not None
        assert phrase.stands_anywhere is stands


def test_a_name_may_have_small_words() -> None:
    """An article before it, or a preposition within it, makes a name no other phrase."""
    text = Text("We saw the Duke of Vale. Then the Duke of Vale saw us. In came the Duke of Vale.")
    named, plain = (
        occurrences(text, words, even(), NETWORK)
        for words in (["the", "duke", "of", "vale"], ["saw"])
    )
    assert named is not None
    assert named.is_name
    assert plain is not None
    assert not plain.is_name


def test_words_that_the_document_has_elsewhere_are_its_own() -> None:
    """What was pasted in brings its own words; "a covered load in" is of a text about loads."""
    story = STORY.replace("by-the-way folks", "a covered load in")
    of_loads = story + "A covered load waits. The covered load is counted.\n" * 6
    elsewhere, odds = [], []
    for text in map(Text, (story, of_loads)):
        phrase = occurrences(text, ["a", "covered", "load", "in"], even(), NETWORK)
        assert phrase is not None
        elsewhere.append(phrase.evidence["its own words stand elsewhere"])
        odds.append(phrase.log_odds)
    assert elsewhere[0] == 0 < elsewhere[1]
    assert odds[1] < odds[0] - 1
