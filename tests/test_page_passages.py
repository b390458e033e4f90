"""Which lines, sentences, labels and links of a text are looked at as what a page may have said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import STORIES
from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.intrusions import page_passages, page_speech
from textclean.intrusions.page_passages import (
    _LONGEST_LABEL,
    _PARTING,
    _label_ends,
    _likeliest_labels,
    of_links,
    of_paragraphs,
    of_sentences,
)
from textclean.intrusions.page_speech import speech
from textclean.tagger.features import NONE, features
from textclean.text import Text
from textclean.tokens import scan

PROMPT = "Follow us on Twitter for the latest news."
_WORDS = "Sign up for our Letter now The board Sarath Ganji is Communications Lead of More UK 5"
_words = st.sampled_from(_WORDS.split())
_GAPS = [" "] * 20 + [". ", ": ", "! ", "\n", "\r", ", ", ".” ", " — ", " | "]
_gaps = st.sampled_from(_GAPS)
_sources = st.lists(st.tuples(_words, _gaps), max_size=60).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
LONG_AGO = "It was the year in which the town built its first bridge of stone. " * 12


def sentences(source: str, least: float = 0.0) -> dict[str, bool]:
    """Return the sentences and labels that a page may have said, and whether they are labels."""
    return {
        source[each.start : each.end]: each.is_label for each in of_sentences(Text(source), least)
    }


def test_a_sentence_is_looked_at_beside_others_of_its_line() -> None:
    """A line of one sentence is looked at as a whole, not twice."""
    assert PROMPT in sentences(f"The board met. {PROMPT} It will meet again.\n")
    assert sentences(f"The board met.\n{PROMPT}\nIt will meet again.\n") == {}


def test_the_least_log_odds_are_those_asked_for() -> None:
    """Every sentence comes to what is asked for, and with less asked for more are told."""
    source = f"The board met on Tuesday. {PROMPT} Readers can write to the desk until May.\n"
    text = Text(source)
    for least in (-20.0, 0.0):
        assert all(each.log_odds >= least for each in of_sentences(text, least))
    assert set(sentences(source)) < set(sentences(source, -20.0))


def test_two_sentences_that_each_say_a_little_say_more_together() -> None:
    """A short call before a prompt belongs to it."""
    call = "Don't miss out! Subscribe now to get the news first."
    source = f"The board met on Tuesday. {call} It will meet again.\n"
    assert call in sentences(source, -3.0)


def test_a_label_without_a_stop_ends_where_the_next_sentence_begins() -> None:
    """It is told as a label, without the words of the story behind it."""
    source = "The board met on Tuesday. Continue reading below The chairman will speak in May.\n"
    assert sentences(source) == {"Continue reading below": True}


def test_the_label_of_a_link_ends_at_the_mark_before_a_title() -> None:
    """A mark before a small letter, without a space, or with nothing behind it parts no title."""
    titled = "The board met on Tuesday. Read more: Ferry fares to rise\n"
    (label,) = of_links(Text(titled))
    assert titled[label.start : label.end] == "Read more: "
    assert label.is_label
    for other in (titled.replace("Ferry", "ferry"), titled.replace(": ", ":"), "Read more:\n"):
        assert not of_links(Text(other))


def test_a_label_that_only_pages_use_is_likelier_than_a_story_s_own_words() -> None:
    """What stands before a colon is weighed by what it says."""
    (page,) = of_links(Text("Related story: Ferry fares to rise\n"))
    (story,) = of_links(Text("The verdict of the board: Ferry fares must rise\n"))
    assert page.log_odds > 0 > story.log_odds


def test_long_paragraphs_and_those_that_quote_are_left_out() -> None:
    """A page says little at a time, and what is quoted is said in the story."""
    text = Text(f"{PROMPT}\n\n{LONG_AGO}\n\n“{PROMPT}”\n\n***\n")
    told = [text.source[each.start : each.end] for each in of_paragraphs(text, text.lines)]
    assert told == [PROMPT]


def test_words_and_offsets_are_of_the_same_passage() -> None:
    """The first word and the one after the last are those between the two offsets."""
    text = Text(f"The board met. {PROMPT} It will meet again.\n\nRead more: Ferry fares to rise\n")
    passages = [*of_paragraphs(text, text.lines), *of_sentences(text, -20.0), *of_links(text)]
    assert passages
    for each in passages:
        assert each.start == text.words[each.first].start
        assert text.words[each.after - 1].end <= each.end


@pytest.mark.parametrize("least", [-12.0, -3.0, 0.0, 2.0])
@pytest.mark.parametrize("source", [f"{PROMPT}\n{story} {PROMPT} {story}" for story in STORIES])
def test_with_more_asked_for_those_that_come_to_it_are_the_same(source: str, least: float) -> None:
    """Paragraphs, sentences, two of them and labels: none is lost, none is judged otherwise."""
    text = Text(source)
    for every, found in (
        (of_paragraphs(text, text.lines), of_paragraphs(text, text.lines, least)),
        (of_sentences(text, -1000.0), of_sentences(text, least)),
    ):
        assert [each for each in every if each.log_odds >= least] == [*found]


@given(_sources)
def test_what_is_asked_for_is_kept_whatever_stands_around_it(source: str) -> None:
    """The same, of any words: sentences of few words follow one another, and lines are short."""
    text = Text(source)
    for least in (-4.0, -2.5, -1.0):
        every = [each for each in of_sentences(text, -1000.0) if each.log_odds >= least]
        assert every == [*of_sentences(Text(source), least)]


def test_sentences_that_add_up_to_too_much_are_not_told() -> None:
    """Of many that each say a little the mean counts, not only where nothing is asked for."""
    text = Text(" ".join([PROMPT] * 8))
    (whole,) = of_paragraphs(text, text.lines)
    assert [*of_paragraphs(text, text.lines, whole.log_odds)] == [whole]
    assert not [*of_paragraphs(text, text.lines, whole.log_odds + 0.1)]


def test_a_label_is_no_longer_than_labels_are() -> None:
    """Of fourteen words one may be, of fifteen none."""
    words = ["Continue", *["reading"] * (_LONGEST_LABEL - 1), "Friends came."]
    assert len(_label_ends(Text(" ".join(words)))[1]) == 1
    assert not len(_label_ends(Text(" ".join(["Continue", "reading", *words[1:]])))[1])


@given(_sources)
def test_the_likeliest_label_of_a_sentence_is_told(source: str) -> None:
    """No other that begins with the same word is likelier, and none that is may be left out."""
    text = Text(source)
    ends = np.array(label_ends(text), np.intp).reshape(-1, 2)
    odds = speech(text).odds(ends[:, 0], ends[:, 1])
    for each in of_sentences(text, -1000.0):
        if each.is_label:
            assert each.log_odds == max(odds[ends[:, 0] == each.first])


def label_ends(text: Text) -> list[tuple[int, int]]:
    """Return the first word of each label that could be, and the word after it: one by one."""
    words, found = text.scanned, features(text)
    small = [text.source[start:end].lower() in FUNCTION_WORDS for start, end in text.words]
    is_name = found.share <= lexicon.MOST_LOWER_IN_NAMES
    ends = []
    for sentence in text.sentences:
        inside = [
            at for at, word in enumerate(text.words) if sentence.start <= word.start < sentence.end
        ]
        for after in inside[1 : _LONGEST_LABEL + 1]:
            is_link = any(_PARTING[mark] for mark in found.mark[inside[0] : after - 1])
            goes_on = words.shape[after - 1] != scan.LOWER and not small[after] and not is_link
            begins = words.shape[after] == scan.CAPITALISED and not is_name[after]
            if begins and found.gap[after - 1] == NONE and not small[after - 1] and not goes_on:
                ends.append((inside[0], after))
    return ends


@given(_sources)
def test_a_label_may_end_before_each_capital_that_no_name_has(source: str) -> None:
    """Looked at all at once they are those that are found word by word."""
    text = Text(source)
    sentence, after = _label_ends(text)
    worded = [
        first
        for start, end in text.sentences
        for first in [next((at for at, word in enumerate(text.words) if word.start >= start), -1)]
        if first >= 0 and text.words[first].start < end
    ]
    found = [(worded[own], end) for own, end in zip(sentence.tolist(), after.tolist(), strict=True)]
    assert found == label_ends(text)


def agree(source: str, least: float) -> None:
    """Make sure that both builds find the same labels, with the same bits."""
    found = _likeliest_labels(Text(source), least)
    with pytest.MonkeyPatch.context() as patch:
        for module in (page_passages, page_speech):
            patch.setattr(module, "compiled", None)
        assert found == _likeliest_labels(Text(source), least)


@given(_sources, st.sampled_from([-1000.0, -3.0, 0.0]))
def test_both_builds_find_the_same_labels_in_any_words(source: str, least: float) -> None:
    """Whatever stands between the words, and whatever is asked for."""
    agree(source, least)


@pytest.mark.parametrize("source", ["", "\n", "—", *STORIES])
def test_both_builds_find_the_same_labels_in_stories(source: str) -> None:
    """Whatever the sentences are, and where there are none."""
    agree(source, -1000.0)
