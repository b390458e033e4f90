"""What of a page stands in a text without a known label, alone and beside other furniture."""

from __future__ import annotations

import pytest

from textclean.furniture.gap import Gap
from textclean.intrusions.page_matter import chance_of_line, heard, lines_heard, places
from textclean.text import Text

PROMPT = "Sign up for our weekly newsletter and never miss a story"
STORY = (
    "The council met on Monday to talk about the bridge.\n\n"
    "The mayor said the work would take a year.\n\n"
    "It will cost 2 million euros, half of which the county pays.\n\n"
    "The old bridge is shut.\n"
)


def edges(source: str, fellows: int = 0) -> list[str]:
    """Return the text of each place, from where it is first looked at to where that ends."""
    text = Text(source)
    return [source[place.first : place.last] for place in places(text, (), fellows)]


def test_a_story_has_no_line_of_a_page() -> None:
    """Only what a page clearly says is counted."""
    assert lines_heard(Text(STORY)) == 0
    assert lines_heard(Text(f"{STORY}\n{PROMPT}\n\nRead More From Our Newsroom\n")) >= 1


def test_each_line_has_the_odds_of_its_words() -> None:
    """A prompt is likelier a page's than a sentence of the story is."""
    text = Text(f"{STORY}\n{PROMPT}\n")
    odds = heard(text, text.lines)
    first, prompt = odds[0], odds[text.source.index(PROMPT)]
    assert first < 0 < prompt


def test_a_label_before_a_title_speaks_for_its_line() -> None:
    """“Related story” says of its line what the title behind it does not; a story's own colon says
    nothing, and in the first line it stands before the story's own title.
    """
    related = "Related story: Ferry Fares to Rise"
    for line, is_heard in ((related, True), ("The verdict: Ferry Fares to Rise", False)):
        text = Text(f"{STORY}\n{line}\n")
        assert (heard(text, text.lines)[text.source.index(line)] > 0) is is_heard
    text = Text(f"{related}\n\n{STORY}")
    assert heard(text, text.lines)[0] < 0


@pytest.mark.parametrize("log_odds", [-4.0, 0.0, 1.0, 4.0])
def test_a_line_is_likelier_a_page_s_beside_others(log_odds: float) -> None:
    """Each fellow adds to the chance, up to a few; where it may be a heading it is less likely."""
    chances = [chance_of_line(log_odds, number, may_be_heading=False) for number in range(1, 20)]
    assert chances == sorted(chances)
    assert chances[0] < chances[3]
    assert chances[-1] == chances[-2]
    assert chance_of_line(log_odds, 1, may_be_heading=True) < chances[0]


def test_what_breaks_into_a_sentence_is_a_place() -> None:
    """A headline in mid-sentence is told, and a title that the sentence names is not."""
    headline = "New Ferry Terminal Opens to Public"
    source = f"The committee will vote on plans {headline} next month after a second reading.\n"
    assert headline in edges(source, 2)
    assert edges(source.replace("plans", "the play"), 2) == []


def test_a_headline_between_sentences_needs_company_and_paragraphs() -> None:
    """Alone, or in a text of few lines, it is taken for a heading of the story."""
    headline = "Storm Damage Closes Northern Beaches"
    source = (
        STORY.replace("\n\nThe mayor", f" {headline} The mayor", 1) + "\nIt was built in 1888.\n"
    )
    assert headline in edges(source, 2)
    assert headline not in edges(source, 0)
    assert headline not in edges(source.replace("\n\n", " "), 2)


def test_a_sentence_of_a_page_is_surer_in_company() -> None:
    """The same prompt has a larger chance beside other furniture."""
    source = "The board met on Tuesday. Continue reading below The chairman will speak in May.\n"
    chances = []
    for fellows in (0, 3):
        (place,) = places(Text(source), (), fellows)
        gap = Gap(source, 0, place.first, place.last, len(source) - 1)
        chances.append(place.judged(gap).confidence)
    assert 0 < chances[0] < chances[1]


def test_clean_copy_has_no_places() -> None:
    """A story in which no page speaks has nothing to look at."""
    assert edges(STORY) == []
