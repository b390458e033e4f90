"""Which lines, sentences, labels and links of a text are looked at as what a page may have said."""

from __future__ import annotations

from textclean.intrusions.page_passages import of_links, of_paragraphs, of_sentences
from textclean.text import Text

PROMPT = "Follow us on Twitter for the latest news."
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
