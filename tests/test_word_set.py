"""Sets of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.text import Text
from textclean.tokens import word_set
from textclean.tokens.word_set import WordSet


@given(st.lists(st.sampled_from(["May", "may", "June", "of", "7", "—", "Łódź"]), max_size=30))
def test_a_set_of_words_finds_its_own_with_either_build(words: list[str]) -> None:
    """Whatever their case, in order, and no others."""
    months, source = WordSet.of(["may", "june", "łódź"]), " ".join(words)
    places = months.places(Text(source).scanned)
    own = [source[start:end].lower() for start, end in Text(source).words]
    assert places == [at for at, word in enumerate(own) if word in ("may", "june", "łódź")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_set, "compiled", None)
        assert places == months.places(Text(source).scanned)
