"""What the lexicon's tables hold, and what is asked of them."""

from __future__ import annotations

import numpy as np
import pytest

from textclean.arrays import mapped
from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.tokens.scan import identities
from textclean.train.lexicon import WORDS, tables


def test_the_tables_are_made_of_the_counts() -> None:
    """What ships is what the counts in the repository say."""
    made, shipped = tables(), mapped(lexicon.TABLES)
    assert made.keys() == shipped.keys()
    for name, values in made.items():
        np.testing.assert_array_equal(values, shipped[name])


def test_each_word_is_found() -> None:
    """Each word that was counted has its own row, whatever its case."""
    rows = [line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines()]
    for word, count, thousandths in [rows[0], *rows[::97], rows[-1]]:
        assert lexicon.count(word) == lexicon.count(word.title()) == int(count)
        assert lexicon.lower_share(word) == pytest.approx(int(thousandths) / 1000)


@pytest.mark.parametrize("word", ["", "\x00", "qxj", "\U0010ffff"])
def test_unknown_words_have_nothing(word: str) -> None:
    """A word before, between or after all known ones counts for nothing."""
    assert (lexicon.count(word), lexicon.lower_share(word)) == (0, 0.0)


def test_numbers_are_one_in_compounds() -> None:
    """The counts of all compounds that differ in their number alone are added up."""
    assert lexicon.hyphenated("15", "year") == lexicon.hyphenated("1,000", "Year")
    assert lexicon.hyphenated("qxj", "qxj") == (0, 0)


def test_longer_compounds_are_counted_too() -> None:
    """Three or four words are one where clean prose joins them."""
    joined, apart = lexicon.hyphenated("State", "of", "the", "art")
    assert joined > apart > 0
    assert lexicon.hyphenated("brother", "in", "law")[1] == 0


def test_small_words_are_known_by_their_ids() -> None:
    """Each function word is one, whatever its case, and no other word."""
    others = ["council", "", "zzz", "0"]
    words = [*sorted(FUNCTION_WORDS), *(word.upper() for word in FUNCTION_WORDS), *others]
    expected = [True] * 2 * len(FUNCTION_WORDS) + [False] * len(others)
    assert lexicon.are_function_words(identities(words)).tolist() == expected
