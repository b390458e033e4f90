"""Sequences that come back, and phrases that are known beforehand."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import STORIES
from textclean.evidence.scorecard import Weight
from textclean.intrusions import recurring_phrases
from textclean.intrusions.recurring_phrases import (
    FEWEST,
    GATE,
    NETWORK,
    Stray,
    Weights,
    occurrences,
    recurring,
)
from textclean.presets import pipeline
from textclean.tagger.consultation import rough
from textclean.text import Text
from textclean.tokens.scanner.sequences import repeats

STORY = (
    "The council met for by-the-way folks two hours on Monday.\n"
    "It was the by-the-way folks longest session of the year.\n"
    "Members of both by-the-way folks parties asked for a vote.\n"
    "The mayor will by-the-way folks answer them on Friday.\n"
)
LOADS = "A covered load waits. The covered load is counted.\n" * 6
PHRASE = "it is worth noting"
ONCE = f"The council met for {PHRASE} two hours on Monday. Both parties asked for a vote.\n"
RIGHTLY = "The council met on Monday. It is worth noting that both parties asked for a vote.\n"
WORDS = "the Vale of lie detector at last Monday, 15 zyx, by-the-way is".split()  # noqa: SIM905


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
    of_loads = story + LOADS
    elsewhere, odds = [], []
    for text in map(Text, (story, of_loads)):
        phrase = occurrences(text, ["a", "covered", "load", "in"], even(), NETWORK)
        assert phrase is not None
        elsewhere.append(phrase.evidence["its own words stand elsewhere"])
        odds.append(phrase.log_odds)
    assert elsewhere[0] == 0 < elsewhere[1]
    assert odds[1] < odds[0] - 1


@pytest.mark.parametrize("weights", [NETWORK, GATE])
@given(
    sentences=st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=9), max_size=12),
    odds=st.floats(-8, 8),
)
def test_the_log_odds_of_a_sequence_are_no_more_than_they_may_come_to(
    weights: Weights, sentences: list[list[str]], odds: float
) -> None:
    """What is cheap to know of all its places bounds what the rest can say; by that a sequence may
    be left out, and no other is.
    """
    text = Text(". ".join(" ".join(words) for words in sentences))
    found = recurring(text, even(odds), weights)
    assert all(phrase.log_odds <= phrase.most for phrase in found)
    for least in (-6.0, -3.5, 0.0):
        told = [phrase.words for phrase in recurring(text, even(odds), weights, least=least)]
        assert told == [phrase.words for phrase in found if phrase.most > least]


@pytest.mark.parametrize("name", GATE.phrase.names)
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_no_feature_says_more_than_it_may(name: str, sign: float) -> None:
    """Each by itself, whether it speaks for a pasted phrase or against it."""
    alone = {other: Weight(sign if other == name else 0.0) for other in GATE.phrase.names}
    weights = attrs.evolve(GATE, phrase=attrs.evolve(GATE.phrase, weights=alone))
    for story in (STORY, STORY.replace("by-the-way folks", "a covered load in") + LOADS):
        found = recurring(Text(story), even(-1.0), weights)
        assert found
        assert all(phrase.log_odds <= phrase.most for phrase in found)


@given(st.lists(st.sampled_from("abcd"), max_size=40))
def test_a_sequence_that_stands_only_within_another_is_none(letters: list[str]) -> None:
    """Wherever it stands, the same longer one stands around it."""
    text = Text(" ".join(letters))
    found = {phrase.words: phrase.places for phrase in recurring(text, even(), NETWORK)}
    everything = repeats(text.scanned.id, np.ones(len(letters), np.bool_), FEWEST)
    ends = np.cumsum(everything.number).tolist()
    places = {
        tuple(letters[own[0] : own[0] + length]): own
        for length, number, end in zip(everything.length, everything.number, ends, strict=True)
        for own in [everything.places[end - number : end].tolist()]
    }
    for words, own in places.items():
        is_within = any(
            own == [place + offset for place in places[longer]]
            for longer in places
            for offset in range(len(longer) - len(words) + 1)
            if len(longer) > len(words)
        )
        assert (words not in found) is is_within


@pytest.mark.parametrize("least", [-8.0, -3.5, 0.0])
@pytest.mark.parametrize("source", [STORY, LOADS, *STORIES])
def test_both_builds_leave_the_same_sequences_out(source: str, least: float) -> None:
    """What cannot come to so much is left out before there is a table of it, or behind."""
    text = Text(source)
    found = recurring(text, rough(text).stray, GATE, least=least)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recurring_phrases, "compiled", None)
        expected = recurring(text, rough(text).stray, GATE, least=least)
    assert [phrase.words for phrase in found] == [phrase.words for phrase in expected]
    assert [phrase.most for phrase in found] == pytest.approx([each.most for each in expected])
