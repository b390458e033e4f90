"""What of a page stands in a text without a known label, alone and beside other furniture."""

from __future__ import annotations

from textclean.furniture.gap import Gap
from textclean.intrusions.page_matter import page_lines, places, spoken_lines
from textclean.text import Text

PROMPT = "Click here to get the morning briefing in your inbox"
STORY = (
    "The council met on Monday to talk about the bridge.\n\n"
    "The mayor said the work would take a year.\n\n"
    "It will cost 2 million euros, half of which the county pays.\n\n"
    "The old bridge is shut.\n"
)


def edges(source: str, peers: int = 0) -> list[str]:
    """Return the text of each place, from where it is first looked at to where that ends."""
    text = Text(source)
    return [source[place.first : place.last] for place in places(text, (), peers)]


def chance(source: str, line: str, peers: int = 0) -> float:
    """Return how likely a page speaks in one of the lines of a text; nothing is said of a line that
    no page would speak.
    """
    text = Text(source)
    return page_lines(text, text.parts, peers).get(source.index(line), 0.0)


def test_a_story_has_no_line_of_a_page() -> None:
    """Only what a page clearly says is counted."""
    assert spoken_lines(Text(STORY)) == 0
    assert spoken_lines(Text(f"{STORY}\n{PROMPT}\n")) == 1


def test_each_line_is_as_likely_as_its_words() -> None:
    """A prompt is likelier a page's than a sentence of the story is."""
    source = f"{STORY}\n{PROMPT}\n"
    assert chance(source, "The mayor said") < 0.1
    assert chance(source, PROMPT) > 0.5


def test_a_label_before_a_title_speaks_for_its_line() -> None:
    """“Related story” says of its line what the title behind it does not; a story's own colon says
    nothing, and in the first line it stands before the story's own title.
    """
    related, verdict = "Related story: Ferry Fares to Rise", "The verdict: Ferry Fares to Rise"
    assert chance(f"{STORY}\n{related}\n", related) > 0.5
    assert chance(f"{STORY}\n{verdict}\n", verdict) < 0.1
    assert chance(f"{related}\n\n{STORY}", related) < 0.1


def test_a_line_is_likelier_a_page_s_beside_others() -> None:
    """Each of its peers adds to the chance, up to a few."""
    line = "Tickets from our shop."
    chances = [chance(f"{STORY}\n{line}\n", line, peers) for peers in range(20)]
    assert chances == sorted(chances)
    assert chances[0] < chances[2]
    assert chances[-1] == chances[-2]


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
    for peers in (0, 3):
        (place,) = places(Text(source), (), peers)
        gap = Gap(source, 0, place.first, place.last, len(source) - 1, place.what)
        chances.append(place.judged(gap).confidence)
    assert 0 < chances[0] < chances[1]


def test_clean_copy_has_no_places() -> None:
    """A story in which no page speaks has nothing to look at."""
    assert edges(STORY) == []
