"""What pages speak, told by their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from checkout import ROOT
from hypothesis import given
from hypothesis import strategies as st

from seeds import STORIES
from textclean.intrusions import page_speech
from textclean.intrusions.page_passages import of_links, of_paragraphs, of_sentences
from textclean.intrusions.page_speech import speech
from textclean.text import Text
from textclean.train import phrases, templates

LISTS = Path(templates.__file__).parent
BENCHES = ROOT / "benches" / "quality"
PROMPT = "[Sign up] for our weekly letter » Follow us on Twitter · Łódź 15th (Read more: 1,998)…"
_words = st.sampled_from(PROMPT.split())
_gaps = st.sampled_from([" ", "  ", ", ", ". ", "\n", "-", " — ", " (", ".” “", "", "😀", " | "])


def odds(passage: str) -> float:
    """Return the log odds that a page speaks a passage."""
    text = Text(passage)
    (whole,) = of_paragraphs(text, text.lines)
    return whole.log_odds


@pytest.mark.parametrize(
    ("spoken", "told"),
    [
        (
            "You’ve read 3 of 5 free stories this month",
            "She read three of her stories to the class",
        ),
        ("Tap here for the interactive map", "The map shows where the taps are"),
        ("Get the morning briefing in your inbox", "The minister got a briefing in the morning"),
        ("We use cookies to improve your visit", "We use butter to make the cookies"),
    ],
)
def test_a_page_sounds_otherwise_than_a_story_with_the_same_words(spoken: str, told: str) -> None:
    """It is the words together that tell, and what the page asks of its visitor."""
    assert odds(spoken) > 0 > odds(told)


def test_the_odds_of_a_passage_do_not_depend_on_where_it_stands() -> None:
    """On a line of its own in a longer text a passage is as likely spoken as it is alone."""
    prompt = "Sign up for our weekly letter"
    text = Text(f"The board met on Tuesday.\n\n{prompt}\n\nIt will meet again in May.\n")
    _, within, _ = of_paragraphs(text, text.lines)
    assert within.log_odds == pytest.approx(odds(prompt), abs=1e-3)


def test_many_sentences_that_each_say_little_do_not_add_up() -> None:
    """Advice to the reader has a page's words in every sentence, and is no prompt."""
    sentence = "Save the letters that you open first."
    text = Text(" ".join([sentence] * 8))
    (whole,) = of_paragraphs(text, text.lines)
    assert whole.log_odds <= odds(sentence) + 3


def test_what_is_quoted_is_not_looked_at() -> None:
    """A prompt within quotation marks is part of what the story tells."""
    prompt = "Follow us on Twitter for the latest news."
    plain = f"The board met. {prompt} It will meet again."
    assert [plain[each.start : each.end] for each in of_sentences(Text(plain), 0)] == [prompt]
    assert not list(of_sentences(Text(plain.replace(prompt, f"“{prompt}”")), 0))


def test_a_label_is_found_with_the_mark_that_parts_it_from_its_link() -> None:
    """The label begins with a capital, however many words stand before it."""
    source = "The board met on Tuesday. Related story: Ferry fares to rise"
    (label,) = of_links(Text(source))
    assert source[label.start : label.end] == "Related story: "


def test_a_text_without_words_says_nothing() -> None:
    """Marks alone, and nothing at all, have no odds, and that is no error."""
    text = Text("…\n\n* * *\n")
    assert not list(of_paragraphs(text, text.lines))
    assert speech(Text("")).words.tolist() == [0]


def test_nothing_that_is_measured_on_is_trained_on() -> None:
    """Of the lists to train on, none has a phrase or a template of the lists of the benchmark."""
    own = {template.form for template in templates.read(LISTS / "furniture.txt")}
    for name in ("dev", "measured"):
        theirs = templates.read(BENCHES / f"furniture_{name}.txt")
        assert own.isdisjoint(template.form for template in theirs)
        lines = (BENCHES / f"phrases_{name}.txt").read_text(encoding="utf-8").splitlines()
        assert set(phrases.listed()).isdisjoint(lines)


def test_a_word_says_the_same_wherever_it_stands() -> None:
    """What one word says for a page is no matter of those around it; pairs and ends are."""
    words = "Sign up for our weekly letter and never miss a story".split()  # noqa: SIM905
    alone = [speech(Text(word)).words[-1] for word in words]
    assert np.diff(speech(Text(" ".join(words))).words) == pytest.approx(alone, abs=1e-4)


def agree(source: str) -> None:
    """Make sure that both builds hear the same in a text, in each stretch of up to 40 words."""
    with pytest.MonkeyPatch.context() as patch:
        found = page_speech._read(Text(source))
        first, after = np.triu_indices(len(found.features.word) + 1, 1)
        asked = np.flatnonzero(after - first <= 40)[:5000]
        first, after = first[asked], after[asked]
        odds = found.odds(first, after)
        places = np.arange(len(source) + 1, dtype=np.int32)
        edges = places[:-1:3], np.minimum(places[:-1:3] + 40, places[-1])
        spans = found.spans(*edges)
        patch.setattr(page_speech, "compiled", None)
        expected = page_speech._read_on_numpy(Text(source))
        same: list[Any] = [
            (found.features.word, expected.features.word),
            (found.words, expected.words),
            (found.pairs, expected.pairs),
            (odds, expected.odds(first, after)),
            *zip(spans, expected.spans(*edges), strict=True),
        ]
        for one, other in same:
            assert one.dtype == other.dtype
            assert np.array_equal(one, other)


@pytest.mark.parametrize("source", ["", "\n", "Aid", f"{PROMPT}\n", *STORIES])
def test_both_builds_hear_the_same_in_stories(source: str) -> None:
    """Nothing at all, one word, what pages say, and stories: the bits are the same."""
    agree(source)


@given(st.lists(st.tuples(_words, _gaps), max_size=30))
def test_both_builds_hear_the_same_in_any_words(parts: list[tuple[str, str]]) -> None:
    """Whatever stands between the words, or around them."""
    agree("".join(gap + word for word, gap in parts))
