"""Tokens, words and sentences are what an editor takes them for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.tokenize import NLTKWordTokenizer
from strategies import any_text, damaged_copy

from textclean import scan


def token_texts(source: str) -> list[str]:
    """Return the tokens of a text as strings."""
    return [source[token.start : token.end] for token in scan.tokens(source)]


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("don't", "word"),
        ("don’t", "word"),
        ("Zelenskyy’s", "word"),
        ("O’Brien’s", "word"),
        ("multi-billion-dollar", "word"),
        ("E-50", "word"),
        ("F-16s", "word"),
        ("naïve", "word"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "word"),
        ("U.S.", "initialism"),
        ("a.m.", "initialism"),
        ("J.R.R.", "initialism"),
        ("$1.5bn", "number"),
        ("£3m", "number"),
        ("3.5%", "number"),
        ("1,000", "number"),
        ("3-2", "number"),
        ("10:30", "number"),
        ("10:30am", "number"),
        ("1/2", "number"),
        ("1990s", "number"),
        ("15-year", "number"),
        ("27th", "number"),
        ("https://example.com/a,b?c=d.e&f=(g)#h", "address"),
        ("www.example.org", "address"),
        ("first.last+news@mail.example.co.uk", "address"),
        ("@news_desk", "address"),
        ("#budget2026", "address"),
        ("...", "mark"),
        ("…", "mark"),
        ("—", "mark"),
        ("\N{NEWSPAPER}", "mark"),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "then {} came", "({}) ", "“{}”", "{}, and"])
def test_what_an_editor_would_not_break_is_one_token(token: str, kind: str, frame: str) -> None:
    """Each of these is one token of its kind, alone, in a sentence, in brackets and in quotes."""
    source = frame.format(token)
    at = frame.index("{}")
    assert (at, at + len(token), kind) in list(scan.tokens(source))


@pytest.mark.parametrize(
    ("source", "tokens"),
    [
        ("He left on Jan. 27.", ["He", "left", "on", "Jan", ".", "27", "."]),
        ("the deal—his first—won", ["the", "deal", "—", "his", "first", "—", "won"]),
        ("the 2019–2024 talks", ["the", "2019", "–", "2024", "talks"]),
        ("so... yes… no", ["so", "...", "yes", "…", "no"]),
        ("could [be] argue[d]", ["could", "[", "be", "]", "argue", "[", "d", "]"]),
        ("See www.example.org. Or not", ["See", "www.example.org", ".", "Or", "not"]),
        ("(https://example.com/a)", ["(", "https://example.com/a", ")"]),
        ("write a@example.com.", ["write", "a@example.com", "."]),
        ("'Aid grew,' he said", ["'", "Aid", "grew", ",", "'", "he", "said"]),
        ("“Aid’s gone.”", ["“", "Aid’s", "gone", ".", "”"]),
        ("the players’ union", ["the", "players", "’", "union"]),
        ("won 3-2, 1,000 saw it", ["won", "3-2", ",", "1,000", "saw", "it"]),
        ("$5 or 5%?", ["$5", "or", "5%", "?"]),
        ("a the- dash", ["a", "the", "-", "dash"]),
        ("and/or", ["and", "/", "or"]),
        ("end.The next", ["end", ".", "The", "next"]),
    ],
)
def test_tokens_in_their_sentence(source: str, tokens: list[str]) -> None:
    """Marks that belong to the sentence and not to the word are tokens of their own."""
    assert token_texts(source) == tokens


@given(any_text | damaged_copy)
def test_each_visible_character_is_in_one_token(source: str) -> None:
    """Tokens are in order and disjoint, hold no white space, and leave nothing else out."""
    position = 0
    for start, end, _ in scan.tokens(source):
        assert not source[position:start].strip()
        assert start < end
        assert not any(c.isspace() for c in source[start:end])
        position = end
    assert not source[position:].strip()


_PLAIN = st.sampled_from("The minister said aid to Kyiv grew by half in 2026".split())  # noqa: SIM905


@given(st.lists(_PLAIN, min_size=1), st.sampled_from(["", ","]), st.sampled_from(".?!"))
def test_tokens_of_plain_sentences_are_those_of_nltk(
    words: list[str], comma: str, mark: str
) -> None:
    """On a sentence of plain ASCII words, NLTK's tokenizer cuts at the same places."""
    half = len(words) // 2
    source = " ".join([*words[:half], words[half] + comma, *words[half + 1 :], "again"]) + mark
    assert [(t.start, t.end) for t in scan.tokens(source)] == list(
        NLTKWordTokenizer().span_tokenize(source)
    )


def word_texts(source: str) -> list[str]:
    """Return the words of a text as strings."""
    return [source[word.start : word.end] for word in scan.words(source)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("The US-brokered deal isn’t dead.", ["The", "US", "brokered", "deal", "isn’t", "dead"]),
        ("a 15-year, $1.5bn plan", ["a", "15", "year", "$1.5bn", "plan"]),
        ("U.S. aid", ["U.S.", "aid"]),
        ("see https://example.com/a-b-c", ["see", "https://example.com/a-b-c"]),
        ("Why — oh, why?", ["Why", "oh", "why"]),
        ("...!", []),
    ],
)
def test_words(source: str, words: list[str]) -> None:
    """Words come without the marks between them, cut at their hyphens, but addresses are whole."""
    assert word_texts(source) == words


@given(any_text | damaged_copy)
def test_each_letter_is_in_one_word(source: str) -> None:
    """No letter or digit stands outside the words, and no word is empty."""
    position = 0
    for start, end in scan.words(source):
        assert not any(c.isalnum() for c in source[position:start])
        assert position <= start < end
        position = end
    assert not any(c.isalnum() for c in source[position:])


def sentence_texts(source: str) -> list[str]:
    """Return the sentences of a text as strings."""
    return [source[s.start : s.end] for s in scan.sentences(source)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Aid grew.", "It will grow."],
        ["Did it grow?", "Yes!", "It did."],
        ["Sen. Ng met Dr. Ito on Jan. 27.", "Both left."],
        ["J. K. Rowling wrote to George W. Bush.", "He read it."],
        ["The U.S. Army left.", "Nobody stayed."],
        ["Talks start at 10 a.m. on Monday.", "They end at noon."],
        ["“Why?” he asked.", "“Because,” she said."],
        ["He said: “We won.”", "She had lost."],
        ["Inflation was 3.5 percent.", "It had been 4.1.", "Now it grows."],
        ["The address is www.example.org.", "It has no prices."],
        ["He waited... and waited.", "Then he left…", "She stayed."],
        ["It was No. 10 on the list.", "Nobody read on."],
        ["He was ill.", "They saw the sun.", "He said no.", "She sat."],
    ],
    ids=" ".join,
)
def test_sentences(sentences: list[str]) -> None:
    """A sentence ends where a reader stops, not at the point of an abbreviation or a number."""
    assert sentence_texts(" ".join(sentences)) == sentences


def test_a_line_end_ends_a_sentence() -> None:
    """A heading or list item without a final stop is a sentence of its own."""
    assert sentence_texts("Why Aid Grew\n\nIt had to\r\nIt did.\n") == [
        "Why Aid Grew",
        "It had to",
        "It did.",
    ]


@given(any_text | damaged_copy)
def test_sentences_hold_every_visible_character(source: str) -> None:
    """Between two sentences there is only white space; none starts or ends with it."""
    position = 0
    for start, end in scan.sentences(source):
        assert position <= start < end
        assert not source[position:start].strip()
        assert source[start:end] == source[start:end].strip()
        assert not set("\r\n") & set(source[start:end])
        position = end
    assert not source[position:].strip()
