"""Headlines between two sentences of a line are told from headings of the story itself."""

from __future__ import annotations

import pytest

from textclean.intrusions.between_sentences import interposed
from textclean.text import Text

STORY = (
    "The council met on Monday to talk about the bridge. {}"
    "The mayor said the work would take a year.\n"
)


def odds(source: str) -> dict[str, float]:
    """Return what may stand between two sentences, with the log odds that it is not the story's."""
    text = Text(source)
    return {
        source[text.words[each.first].start : text.words[each.after - 1].end]: each.log_odds
        for each in interposed(text)
    }


@pytest.mark.parametrize(
    "headline", ["Storm Damage Closes Northern Beaches", "Airport Workers Vote to Strike"]
)
def test_a_headline_over_which_the_story_goes_on_is_found(headline: str) -> None:
    """It is no part of the story more likely than not, and without it nothing is found."""
    assert odds(STORY.format(f"{headline} "))[headline] > 0
    assert odds(STORY.format("")) == {}


def test_a_heading_that_says_what_comes_is_likelier_the_story_s_own() -> None:
    """A word of the heading that comes back in the text behind it speaks for the heading."""
    other, own = "Storm Damage Closes Beaches", "Storm Damage Takes Year"
    found = {name: odds(STORY.format(f"{name} "))[name] for name in (other, own)}
    assert found[own] < found[other]


def test_what_heads_a_line_is_not_between_sentences() -> None:
    """At the beginning of a line, and with nothing behind it, it is a matter of headings."""
    headline = "Storm Damage Closes Northern Beaches"
    assert headline not in odds(f"{headline} The mayor said the work would take a year.\n")
    assert headline not in odds(f"The council met on Monday to talk about the bridge. {headline}\n")
    parted = STORY.format(f"{headline}\n\n").replace("bridge. ", "bridge.\n\n")
    assert headline not in odds(parted)


@pytest.mark.parametrize("source", ["", "\n", "—", "Aid grew. It fell.\n"])
def test_short_texts_have_nothing_between_their_sentences(source: str) -> None:
    """Texts with few words or none are no error."""
    assert interposed(Text(source)) == []
