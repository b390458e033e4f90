"""The features and the gate give the same bits on numpy and compiled."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import STORIES
from textclean.tagger import features as module
from textclean.tagger import gate
from textclean.tagger.features import Features, features
from textclean.text import Text

# "wise" stands at the bound of a class.
_WORDS = "The the THE 1998 5 15th well-read U.S. naïve Łódź Ünder 東京 x a&b wise"
_words = st.sampled_from(_WORDS.split())
_gaps = st.sampled_from([" ", "  ", ", ", ". ", "\n", "-", "—", " (", ".” “", "\u00a0", "", "😀"])


def on_numpy(source: str) -> Features:
    """Return the features of a text where nothing is compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "compiled", None)
        return features(Text(source))


def agree(source: str) -> None:
    """Make sure that both builds say the same of a text."""
    found, expected = features(Text(source)), on_numpy(source)
    for field in attrs.fields(Features)[1:]:
        one, other = getattr(found, field.name), getattr(expected, field.name)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other), field.name
    judged = zip(gate._compiled(found.inputs), gate._on_numpy(found.inputs), strict=True)
    assert all(np.array_equal(one, other) for one, other in judged)


@pytest.mark.parametrize("source", ["", "\n", "Aid.", *STORIES, STORIES[0] * 3])
def test_both_builds_see_the_same_in_stories(source: str) -> None:
    """Nothing at all, one word, stories, and what comes back many times."""
    agree(source)


@given(st.lists(st.tuples(_words, _gaps), max_size=40))
def test_both_builds_see_the_same_in_any_words(parts: list[tuple[str, str]]) -> None:
    """Any words, of any width of characters, with anything between them."""
    agree("".join(word + gap for word, gap in parts))
