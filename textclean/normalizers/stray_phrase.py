"""To be written."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text


@normalizer("spaces")
def stray_phrase(text: Text) -> Iterator[Edit]:
    """Do nothing yet."""
    yield from ()
