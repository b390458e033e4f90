"""The loss of sentence marks, commas and hyphens."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from textclean.edit import Edit
from textclean.text import Text
from textclean.tokens.scan import is_abbreviation

# What a lost mark is called, as the tagger's labels have it.
LOSABLE = {",": "comma", ".": "stop", "!": "stop", "?": "question", ":": "colon", ";": "semicolon"}

_MARK_IN_GAP = re.compile(r"[\"'”’»)\]]*([,.;:?!])[\"'”’»)\]]*(?:\s|\Z)")


def lost_marks(text: Text, rate: Callable[[str], float], rng: random.Random) -> Iterator[Edit]:
    """Yield the loss of each mark and hyphen, at the rate of what it is called."""
    source, words = text.source, text.words
    for index, (start, end) in enumerate(words):
        following = words[index + 1].start if index + 1 < len(words) else len(source)
        gap = source[end:following]
        if gap in (" ", "\n"):
            continue
        if gap == "-":
            word = source[start:end]
            is_range = word[-1].isdigit() and source[following : following + 1].isdigit()
            if not is_range and rng.random() < rate("hyphen"):
                yield Edit.replace(end, following, " ", why="hyphen")
        elif (match := _MARK_IN_GAP.match(gap)) and not _is_point(source[start:end], gap):
            mark = LOSABLE[match[1]]
            if rng.random() < rate(mark):
                yield Edit.delete(end + match.start(1), end + match.end(1), why=mark)


def _is_point(word: str, gap: str) -> bool:
    """Whether the gap begins with the point of an abbreviation or an initial."""
    return gap.startswith(". ") and is_abbreviation(word)
