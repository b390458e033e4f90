"""What breaks into a sentence is found, with its end; what the sentence says itself is not."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import damaged_copy

from seeds import STORIES
from textclean.intrusions import within_sentences
from textclean.intrusions.within_sentences import (
    _FEWEST_IN_NAMES,
    _are_rare,
    _starts,
    end_after,
    interruptions,
)
from textclean.text import Text


def found(source: str) -> list[str]:
    """Return what may break into the sentences of a text, the likeliest first."""
    text = Text(source)
    return [
        source[text.words[each.first].start : text.words[each.after - 1].end]
        for each in interruptions(text)
    ]


@pytest.mark.parametrize(
    ("source", "intruder"),
    [
        (
            "The committee will vote on the plan {}next month after a second reading.\n",
            "New Ferry Terminal Opens to Public",
        ),
        (
            "The council will raise the fare {}by ten cents in the spring.\n",
            "Bus Drivers Call Off Strike",
        ),
        (
            "The minister said {}that the bridge would open in May.\n",
            "Keep Reading Below",
        ),
    ],
)
def test_a_headline_that_breaks_in_is_found_whole(source: str, intruder: str) -> None:
    """From its first word to its last, and where it is not, nothing is found."""
    assert found(source.format(f"{intruder} ")) == [intruder]
    assert found(source.format("")) == []


@pytest.mark.parametrize(
    "source",
    [
        "The committee will vote on the plan of the New Ferry Terminal next month.\n",
        "The council will raise the fare for Bus Drivers by ten cents in the spring.\n",
        "The film about the Ferry Terminal won the prize of the jury in May.\n",
        "The work was done by Anna Ng and Ben Ota from the office of the mayor.\n",
    ],
)
def test_names_and_titles_that_a_sentence_asks_for_are_its_own(source: str) -> None:
    """Capitals alone break into nothing."""
    assert found(source) == []


def test_some_headlines_are_surer_than_others() -> None:
    """It is likelier that a long headline in title case was pasted in than a short call."""
    source = "The committee will vote on the plan {} next month after a second reading.\n"
    odds = [
        interruptions(Text(source.format(intruder)))[0].log_odds
        for intruder in ("New Ferry Terminal Opens to Public", "Bus Drivers Strike")
    ]
    assert odds[0] > odds[1] + 1


def test_a_name_that_comes_back_is_part_of_the_story() -> None:
    """Two words with capitals that stand together again and again are no headline."""
    sentence = "The council will raise the fare Bus Drivers Call Off Strike by ten cents."
    once, often = sentence, " ".join([sentence] * 4)
    assert found(f"{once}\n")
    assert not found(f"{often}\n")


def test_no_two_overlap() -> None:
    """Each word belongs to one intruder at most, however many could begin or end at it."""
    source = (
        "The committee will vote on the plan New Ferry Terminal Opens to Public next month, and "
        "the council will raise the fare Bus Drivers Call Off Strike by ten cents in the spring.\n"
    )
    words = [word for each in interruptions(Text(source)) for word in range(each.first, each.after)]
    assert len(words) == len(set(words))
    assert sorted(found(source)) == [
        "Bus Drivers Call Off Strike",
        "New Ferry Terminal Opens to Public",
    ]


def test_the_sentence_goes_on_after_an_intruder() -> None:
    """Of what begins with a word, the end is where the sentence most likely goes on."""
    text = Text("The council will raise the fare Bus Drivers Call Off Strike by ten cents.\n")
    after, chance = end_after(text, 6)
    assert text.source[text.words[after].start :].startswith("by ten cents")
    assert chance > 0.5


def test_where_nothing_may_end_the_word_itself_is_the_end() -> None:
    """The last words of a sentence have nothing behind them that it could go on with."""
    text = Text("The council raised the Fare Again.\n")
    assert end_after(text, 4) == (4, 0.0)


@pytest.mark.parametrize("source", ["", "\n", "—", "Aid", "aid grew"])
def test_short_texts_are_broken_into_by_nothing(source: str) -> None:
    """Texts with few words or none are no error."""
    assert interruptions(Text(source)) == []


@given(st.lists(st.sampled_from(["Bus", "bus", "Drivers", "strike", "The"]), max_size=40))
def test_what_is_rare_is_counted_whatever_its_case(words: list[str]) -> None:
    """A word with the next, which the last one has not, at any places of a text."""
    text = Text(" ".join(words))
    pairs = [*pairwise([*(word.lower() for word in words), ""])]
    counts = Counter(pairs)
    for places in ([*range(len(words))], [*range(0, len(words), 5)]):
        found = _are_rare(text, np.array(places, np.intp))
        assert found.tolist() == [counts[pairs[at]] < _FEWEST_IN_NAMES for at in places]


@given(damaged_copy)
def test_both_builds_begin_with_the_same_words(source: str) -> None:
    """Compiled or not, the same words may begin an interruption."""
    with pytest.MonkeyPatch.context() as patch:
        found = _starts(Text(source)).tolist()
        patch.setattr(within_sentences, "compiled", None)
        assert found == _starts(Text(source)).tolist()


@pytest.mark.parametrize("story", STORIES)
def test_both_builds_begin_with_the_same_words_in_stories(story: str) -> None:
    """In stories some do, and each is a capital."""
    text = Text(story)
    found = _starts(text)
    assert len(found)
    assert all(story[text.words[at].start].isupper() for at in found.tolist())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(within_sentences, "compiled", None)
        assert np.array_equal(found, _starts(Text(story)))
