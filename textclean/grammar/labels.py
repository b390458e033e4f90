"""Labels at the head of lines, without a mark behind them: "ANNE  Where is he?"."""

from __future__ import annotations

import re
from collections import Counter

from textclean.text import Text, view
from textclean.tokens.pattern import pattern

_WIDE = pattern(r"(?<=[^\s.!?:\"”’)]) {2,}(?=\S)")
_BEGINS = pattern(r"[\"“‘'(]?[^\W_a-z]")  # what is said behind a label
_LONGEST = 4  # words
_FEWEST = 2  # lines
# What took the marks left its blanks anywhere in the lines.
_LEAST_AT_HEADS = 0.8  # of the wide gaps

# "WARREN I have not decided."
_CAPITALS = pattern(r"^(?P<name>[A-Z][A-Z.'’ -]*[A-Z]) (?=[A-Z][a-z]|[AI] )", re.MULTILINE)
_LEAST_NAMED = 0.5  # of the lines


@view
def label_ends(text: Text) -> frozenset[int]:
    """Return where labels end: before blanks, or in capitals."""
    return _before_blanks(text) | _in_capitals(text)


def _before_blanks(text: Text) -> frozenset[int]:
    """Return where labels end, if nearly all wide gaps of the text stand behind labels.

    Slugs, ratings and verses are set so: "LONDON  The minister left.", "Raya 7  Had little to do.",
    "Gen 1:1  In the beginning …".
    """
    if "  " not in text.source:
        return frozenset()
    gaps = list(_WIDE.finditer(text.source))
    firsts: dict[int, re.Match[str]] = {}  # of each line, by its start
    for gap in gaps:
        firsts.setdefault(text.line_at(gap.start()).start, gap)
    labels = {
        gap.start()
        for start, gap in firsts.items()
        if len(text.source[start : gap.start()].split()) <= _LONGEST
        if _BEGINS.match(text.source, gap.end())
    }
    is_layout = len(labels) >= max(_FEWEST, _LEAST_AT_HEADS * len(gaps))
    return frozenset(labels) if is_layout else frozenset()


def _in_capitals(text: Text) -> frozenset[int]:
    """Return where names in capitals end, if most lines begin with one that others begin with."""
    found = list(_CAPITALS.finditer(text.source))
    times = Counter(match["name"] for match in found)
    ends = [match.end("name") for match in found if times[match["name"]] > 1]
    is_script = len(ends) > _LEAST_NAMED * len(text.written_lines)
    return frozenset(ends) if ends and is_script else frozenset()
