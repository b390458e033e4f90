"""What a text is about: whether the words of a passage come back in the rest of it."""

from __future__ import annotations

from collections import Counter

from textclean.english.words import FUNCTION_WORDS
from textclean.text import Text, view


def share_back(text: Text, first: int, after: int) -> float:
    """Return the share of the words from `first` to the one before `after`, but for small ones,
    that the rest of the text has too; 0 where all are small.
    """
    within = text.scanned.id[first:after].tolist()
    starts, ends = text.scanned.start[first:after].tolist(), text.scanned.end[first:after].tolist()
    own = [
        word
        for word, start, end in zip(within, starts, ends, strict=True)
        if text.source[start:end].lower() not in FUNCTION_WORDS
    ]
    if not own:
        return 0.0
    times, here = _times(text), Counter(within)
    return sum(times[word] > here[word] for word in own) / len(own)


@view
def _times(text: Text) -> Counter[int]:
    """Return how often a text has each word, by its id."""
    return Counter(text.scanned.id.tolist())
