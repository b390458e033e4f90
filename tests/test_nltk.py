"""The NLTK adapter: its interface, kept by our tokens and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.tokenize.api import TokenizerI

from textclean.adapters.nltk import SentenceTokenizer, WordTokenizer

COPY = "Sen. Ng didn’t pay $1.5bn then. “Why?” he asked.\nThe U.S. envoy left."


@pytest.mark.parametrize("tokenizer", [WordTokenizer(), SentenceTokenizer()])
def test_it_is_a_tokenizer_of_nltk(tokenizer: TokenizerI) -> None:
    """Whatever NLTK does with a tokenizer works, such as many texts at once."""
    assert isinstance(tokenizer, TokenizerI)
    assert tokenizer.tokenize_sents([COPY, ""]) == [tokenizer.tokenize(COPY), []]
    (spans,) = tokenizer.span_tokenize_sents([COPY])
    assert [COPY[start:end] for start, end in spans] == tokenizer.tokenize(COPY)


@given(st.text())
def test_spans_are_in_order_and_cover_all_but_space(text: str) -> None:
    """The spans of tokens follow one another, and between them there is only white space."""
    position = 0
    for start, end in WordTokenizer().span_tokenize(text):
        assert position <= start < end
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()


def test_words_are_what_an_editor_would_not_break() -> None:
    """Apostrophes, initialisms and amounts stay whole."""
    tokens = WordTokenizer().tokenize(COPY)
    assert {"didn’t", "$1.5bn", "U.S."} <= set(tokens)


def test_sentences_end_where_an_editor_ends_them() -> None:
    """A title does not end a sentence; a line does."""
    assert SentenceTokenizer().tokenize(COPY) == [
        "Sen. Ng didn’t pay $1.5bn then.",
        "“Why?” he asked.",
        "The U.S. envoy left.",
    ]
