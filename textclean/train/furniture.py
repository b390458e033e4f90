"""Draws pieces of page furniture to paste into training text, so that the tagger knows matter that
came from the page around a story by its form."""

from __future__ import annotations

import random
from collections.abc import Sequence

_LABELS = (
    "Advertisement",
    "ADVERTISEMENT",
    "Article continues below",
    "Share this story",
    "Save article",
    "Subscribe to our newsletter",
    "Watch the video",
    "View gallery",
    "Click to enlarge",
    "Comments (12)",
    "4 min read",
    "Updated 3 hours ago",
    "Published 9 May 2019 at 14:05",
    "Follow us on Twitter",
    "Facebook Twitter Email",
    "Photo: Jane Doe/Getty Images",
    "Image: Staff photographer",
    "NEWLINE_CHAR",
)
_LINK_LABELS = ("Read more:", "READ MORE:", "Related:", "See also:", "Also read |", "WATCH:")


def drawn_furniture(headlines: Sequence[str], rng: random.Random) -> str:
    """Return a label, a headline of another document, or a label and a headline."""
    form = rng.random()
    if form < 0.25 or not headlines:
        return rng.choice(_LABELS)
    headline = _set(rng.choice(headlines).rstrip("."), rng)
    return headline if form < 0.65 else f"{rng.choice(_LINK_LABELS)} {headline}"


def _set(headline: str, rng: random.Random) -> str:
    """Return a headline that is in capitals as one house or another sets it, any other as it is."""
    if not headline.isupper() or rng.random() < 0.15:
        return headline
    return headline.title() if rng.random() < 0.6 else headline.capitalize()
