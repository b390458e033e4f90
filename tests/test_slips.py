"""The bench of slips doubles spaces, and tells what they bring."""

from __future__ import annotations

import re

from benches.harm.measure import Document
from benches.slips import brought, slipped

COPY = (
    "The ferry left the harbour in the evening with all the people of the town on board. It was "
    "raining when the lamp on the quay went out, and nobody saw the barge behind the pier.\n"
)


def test_some_spaces_between_words_are_doubled() -> None:
    """One to four are, the same ones for the same text, and nothing else is changed."""
    text = slipped(COPY)
    assert len(text) - len(COPY) in (1, 2, 4)
    assert re.sub(r"(?<=\w)  (?=\w)", " ", text) == COPY
    assert slipped(COPY) == text


def test_a_short_text_has_no_slips() -> None:
    """A text of few spaces is left as it is."""
    assert slipped("The ferry left.\n") == "The ferry left.\n"


def test_closed_spaces_bring_nothing() -> None:
    """In clean copy the doubled spaces are closed, and no other edit comes of them."""
    counts, told = brought(Document("news", COPY))
    assert counts["slips"] in (1, 2, 4)
    assert counts["stay"] == 0
    assert told == []
