"""Text that is not in English is told from text that is, and left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textclean
from textclean.english.detection import are_english, least_log_odds, log_odds
from textclean.english.words import FUNCTION_WORDS
from textclean.text import Text

# A sentence of news in each language, without its marks: what in English the rules would mend.
OTHERS = dict(
    line.split("\t")
    for line in Path(__file__).with_name("languages.tsv").read_text(encoding="utf-8").splitlines()
)
ENGLISH = "The minister said that the bridge would stay closed until the spring."


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_told_from_english(language: str) -> None:
    """A sentence of a language is not taken for English, nor the heading and the name over it."""
    passages = [["Nordbro"], ["A.", "Berg"], OTHERS[language].split()]
    assert are_english(passages) == [False, False, False]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_that_rests_on_english_is_done_to_another_language(language: str) -> None:
    """Not a letter, a word or a mark of it changes, however often its phrases come back."""
    source = "\n".join([OTHERS[language]] * 5) + "\n"
    assert textclean.clean(source) == source


@pytest.mark.parametrize("language", OTHERS)
def test_a_passage_in_another_language_among_english_ones_is_foreign(language: str) -> None:
    """A quotation keeps its language, and English around it is English still."""
    text = Text(f"{ENGLISH}\n\n{OTHERS[language]}\n\n{ENGLISH}\n\n{ENGLISH}\n")
    assert [part.is_english for part in text.parts] == [True, False, True, True]


@pytest.mark.parametrize(
    "passage",
    [
        "Ms Nguyễn said that the buses of Hà Nội would be electric",
        "GALE WARNING IN FORCE UNTIL NOON FOR THE OUTER SOUND",
        "He plays the piano, they say",
        "lol ok wat time u reach, i think the bus is late",
    ],
)
def test_english_with_names_in_capitals_or_slang_is_english(passage: str) -> None:
    """What is odd about English does not make it another language."""
    assert are_english([passage.split()]) == [True]


def test_no_passages_have_no_language() -> None:
    """An empty document is judged without an error."""
    assert are_english([]) == []


_WORDS = st.sampled_from(
    """
    the would they You THE a of 1990s 2026 Ng A X-ray talks quay phlogiston zwaar gegen weg NATO
    don’t Gespräch über ÉTAT Ærø Привет новости 乌克兰总统 été e-mail U.S U.S.-brokered Haus Łódź
    """.split()  # noqa: SIM905
)
_WORDS |= st.sampled_from(sorted(FUNCTION_WORDS))
_PASSAGES = st.lists(_WORDS, max_size=9) | st.lists(_WORDS, min_size=20, max_size=90)


@given(_PASSAGES)
def test_a_bound_of_the_log_odds_is_no_higher_than_they_are(words: list[str]) -> None:
    """Where it is lower than they are, other passages can make up for it."""
    bound, odds = least_log_odds(words), log_odds(words)
    assert bound == odds or -3 <= bound < odds


@given(st.lists(_PASSAGES, max_size=8))
def test_with_bounds_the_same_passages_are_english_as_without(passages: list[list[str]]) -> None:
    """What is known of most passages without a look at each word changes nothing."""
    odds = list(map(log_odds, passages))
    support = min(max(sum(odds), -3), 3)
    assert are_english(passages) == [own + support >= 0 for own in odds]


def test_no_function_word_speaks_against_english() -> None:
    """So a bound need not look up those that other languages have too."""
    assert all(log_odds([word] * 8) >= 0 for word in FUNCTION_WORDS)
