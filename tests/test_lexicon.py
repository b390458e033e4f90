"""What the lexicon's tables hold, and what is asked of them."""

from __future__ import annotations

import pytest

from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.tokens.scan import identities


def test_words_are_in_order() -> None:
    """Each word has one row, which is found by halving what may hold it."""
    lines = lexicon.WORDS.read_text(encoding="utf-8").splitlines()
    words = [line.partition("\t")[0] for line in lines]
    assert words == sorted(set(words))
    assert all(lexicon.count(word) for word in (words[0], "The", words[-1]))


@pytest.mark.parametrize("word", ["", "\x00", "qxj", "\U0010ffff"])
def test_unknown_words_have_nothing(word: str) -> None:
    """A word before, between or after all known ones counts for nothing."""
    assert (lexicon.count(word), lexicon.lower_share(word)) == (0, 0.0)


def test_numbers_are_one_in_compounds() -> None:
    """The counts of all compounds that differ in their number alone are added up."""
    assert lexicon.hyphenated("15", "year") == lexicon.hyphenated("1,000", "Year")
    assert lexicon.hyphenated("qxj", "qxj") == (0, 0)


def test_small_words_are_known_by_their_ids() -> None:
    """Each function word is one, whatever its case, and no other word."""
    others = ["council", "", "zzz", "0"]
    words = [*sorted(FUNCTION_WORDS), *(word.upper() for word in FUNCTION_WORDS), *others]
    expected = [True] * 2 * len(FUNCTION_WORDS) + [False] * len(others)
    assert lexicon.are_function_words(identities(words)).tolist() == expected
