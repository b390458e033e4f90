"""Text that is not in English is told from text that is, and left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import textclean
from textclean.english.detection import are_english
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
