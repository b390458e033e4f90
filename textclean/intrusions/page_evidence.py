"""What speaks for and against a passage being of the page around a text: what its words say, what
it is made of, and whether it stands out from its document.

A page's prompt in a story is unlike all that stands around it. In a letter to subscribers, a recipe
or a manual the same words are the author's: there the other sentences speak to the reader too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from statistics import fmean, median

import numpy as np

from textclean.english.words import FUNCTION_WORDS
from textclean.intrusions import page_passages
from textclean.intrusions.page_passages import Spoken
from textclean.text import Text, view

# The voice of a document with too few sentences to tell, and bounds of what counts, in log odds.
_NO_VOICE = -12.0
_LEAST_VOICE = -16.0
_MOST_VOICE = -4.0
_FEWEST_SENTENCES = 4
# Fewest words of a sentence that tell of the voice of its document.
_FEWEST_WORDS = 5
_MOST_SPEECH = 8.0

# Marks of lightweight markup and of programs: what a page shows to its visitor has none.
_MARKUP = re.compile(r"\]\(|\]\[|`|\*\*|</?[a-z]|&[a-z]+;|\{|\}|:\w+:|==|\A\[[^\s\]]+\]\Z")
_PLAIN_WORD = re.compile(r"(?<![^\s(\[\"'“‘/—–-])[^\W\d_]{2,}(?:['’-][^\W\d_]+)*(?![\w@_/>])(?!\.\w)")
_SENTENCE = re.compile(r"[.!]\W*\Z")
_LIST_MARK = re.compile(r"(?:[-*+•–]|\(?\w{1,3}[.)])\s+\Z")


def evidence(text: Text, passage: Spoken, *, fills_line: bool, may_head: bool) -> dict[str, float]:
    """Return the features of a passage, by name."""
    words = text.source[passage.start : passage.end]
    line = text.line_at(passage.start)
    opens = _LIST_MARK.search(text.source[line.start : passage.start] + " ") is not None
    return {
        "speech": min(passage.log_odds, _MOST_SPEECH),
        "may be a heading": float(may_head),
        "is a label before a sentence": float(passage.is_label and not fills_line),
        "is a sentence": float(_is_sentence(text, passage)),
        "has markup": float(_MARKUP.search(words) is not None),
        "share that is no word": 1 - _plain_share(words),
        "share that comes back": _share_back(text, passage),
        "begins a list item": float(opens or _LIST_MARK.match(words + " ") is not None),
        "leads in what follows": float(fills_line and words.endswith(":")),
        "begins small": float(words[0].islower()),
        "voice of the document": voice(text) - _NO_VOICE,
        "voice beside it": 0.0 if fills_line else _beside(text, passage) - _NO_VOICE,
    }


@view
def voice(text: Text) -> float:
    """Return how a text's own sentences speak: the median of the log odds that a page spoke them."""
    found = [
        each.log_odds
        for each in page_passages.every_sentence(text)
        if each.after - each.first >= _FEWEST_WORDS
    ]
    return _bounded(median(found)) if len(found) >= _FEWEST_SENTENCES else _NO_VOICE


def _beside(text: Text, passage: Spoken) -> float:
    """Return how the sentences beside a passage in its line speak; as the document, if none do."""
    found = page_passages.every_sentence(text)
    line = text.line_at(passage.start)
    at = bisect_right([each.start for each in found], passage.start) - 1
    beside = [
        found[each].log_odds
        for each in (at - 1, at + 1)
        if 0 <= each < len(found)
        if line.start <= found[each].start and found[each].end <= line.end
        if found[each].end <= passage.start or found[each].start >= passage.end
    ]
    return _bounded(fmean(map(_bounded, beside))) if beside else voice(text)


def _bounded(log_odds: float) -> float:
    return min(max(log_odds, _LEAST_VOICE), _MOST_VOICE)


def _is_sentence(text: Text, passage: Spoken) -> bool:
    is_long = passage.after - passage.first >= _FEWEST_WORDS
    return is_long and _SENTENCE.search(text.source, passage.start, passage.end) is not None


def _plain_share(words: str) -> float:
    """Return the share of the letters and figures of a passage that are those of plain words."""
    plain = sum(len(match.group()) for match in _PLAIN_WORD.finditer(words))
    return min(1.0, plain / max(1, sum(not c.isspace() for c in words)))


def _share_back(text: Text, passage: Spoken) -> float:
    """Return the share of the words of a passage, but for small ones, that the rest of the text
    has too.
    """
    ids = text.scanned.id
    own = [
        at
        for at in range(passage.first, passage.after)
        if text.source[slice(*text.words[at])].lower() not in FUNCTION_WORDS
    ]
    if not own:
        return 0.0
    rest = np.concatenate([ids[: passage.first], ids[passage.after :]])
    return float(np.isin(ids[own], rest).mean())
