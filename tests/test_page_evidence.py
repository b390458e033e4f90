"""What of a passage and of its document says whether a page speaks in it."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from textclean.furniture import vocabulary
from textclean.intrusions.page_evidence import evidence, has_words, voice
from textclean.intrusions.page_matter import SPOKEN
from textclean.intrusions.page_passages import Spoken, judged
from textclean.text import Text

STORY = (
    "The council met on Monday in the old hall and agreed to mend the bridge before the winter.\n\n"
    "The work will cost two million euros, half of which the county has promised to pay.\n\n"
    "Engineers found the damage in March, when a lorry had stopped on the bridge for an hour.\n\n"
    "Until the autumn all buses will go by the coast, the chairman of the council told reporters.\n"
)
LETTER = (
    "Join us on Saturday and bring your friends along to our supper.\n\n"
    "Follow our boats on the map and tell us what you think of them.\n\n"
    "Sign up for your free lesson with our trainer at the boathouse.\n\n"
    "Share this letter with your friends and send us your best photos.\n"
)
PROMPT = "Follow us on Twitter for the latest news."


def spoken(source: str, passage: str) -> tuple[Text, Spoken]:
    """Return a text and what a page may have spoken there."""
    text, start = Text(source), source.index(passage)
    edges = (np.array([edge], np.int32) for edge in (start, start + len(passage)))
    [found] = judged(text, *edges).coming_to(-inf)
    return text, found


def features(source: str, passage: str, peers: int = 0) -> dict[str, float]:
    """Return the features of a passage of a text."""
    return evidence(*spoken(source, passage), peers)


def test_a_letter_to_readers_speaks_more_like_a_page_than_a_story() -> None:
    """The voice of a document is that of its own sentences; a page's prompt in it changes little,
    and a text without sentences has none.
    """
    assert voice(Text(LETTER)) > voice(Text(STORY))
    assert abs(voice(Text(f"{STORY}\n{PROMPT}\n")) - voice(Text(STORY))) < 0.5
    assert voice(Text("")) == voice(Text("Ferry fares\n"))


def test_a_prompt_stands_out_from_a_story_alone() -> None:
    """The same prompt is likelier a page's in a story than among prompts of the author's own."""
    in_story, in_letter = (
        SPOKEN.log_odds(features(f"{own}\n{PROMPT}\n", PROMPT)) for own in (STORY, LETTER)
    )
    assert in_story > in_letter


def test_a_few_words_with_a_verb_are_a_sentence() -> None:
    """A prompt with a stop has no verb of its own; what ends so otherwise may be the author's."""
    for passage, is_sentence in (("Greta is gone.", 1.0), ("Read more.", 0.0), ("It is", 0.0)):
        assert features(f"{STORY}\n{passage}\n", passage)["is a sentence"] == is_sentence


def test_what_is_marked_up_is_its_document_s() -> None:
    """A page shows no markup to its visitor."""
    assert not features(f"{STORY}\n{PROMPT}\n", PROMPT)["has markup"]
    linked = "Follow us on [Twitter](https://example.com/us) for the latest news."
    divider = "----- Follow us on Twitter -----"
    for own in (linked, divider):
        assert features(f"{STORY}\n{own}\n", own)["has markup"]


def test_words_that_come_back_are_the_document_s() -> None:
    """Of the words of a passage those count that the rest of the text has too, small ones aside."""
    assert features(f"{STORY}\n{PROMPT}\n", PROMPT)["share that comes back"] == 0.0
    own = "The bridge and the council"
    assert features(f"{STORY}\n{own}\n", own)["share that comes back"] == 1.0


@pytest.mark.parametrize("passage", ["C O N C L U S I O N", "GAZ001>003-011-016", "K?"])
def test_what_has_no_words_says_nothing(passage: str) -> None:
    """Letters by themselves and codes are no words."""
    assert not has_words(*spoken(f"{STORY}\n{passage}\n", passage))
    assert has_words(*spoken(f"{STORY}\n{PROMPT}\n", PROMPT))


def test_words_of_pages_are_weighed_by_a_scorecard() -> None:
    """What a label says is what its scorecard makes of its words."""
    words = ["scroll", "to", "keep", "reading"]
    assert vocabulary.weight(" ".join(words).capitalize()) == vocabulary.WORDS.log_odds(
        vocabulary.counts(words)
    )
