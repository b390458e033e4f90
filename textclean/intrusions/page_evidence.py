"""What speaks for and against a passage being of the page around a text: what its words say, what
it is made of, and whether it stands out from its document.

A page's prompt in a story is unlike all that stands around it. In a letter to subscribers, a recipe
or a manual the same words are the author's: there the other sentences speak to the reader too.
"""

from __future__ import annotations

import numpy as np

from textclean.english.words import FINITE
from textclean.furniture import vocabulary
from textclean.intrusions import page_passages
from textclean.intrusions.page_passages import Spoken
from textclean.intrusions.topic import share_back
from textclean.text import Text, view
from textclean.tokens.pattern import pattern

# Least log odds of a passage that a page clearly spoke.
CLEAR = 2.0
# The voice of a document without sentences, and bounds of what a sentence counts, in log odds.
_NO_VOICE = -12.0
_LEAST_VOICE = -14.0
_MOST_VOICE = -4.0
_HALF_TOLD = 4  # sentences that tell half of the voice
# Fewest words of a sentence that tell of the voice of its document.
_FEWEST_WORDS = 5
# Most that counts of what the words say, in log odds, and of the other furniture, in pieces.
_MOST_SPEECH = 8.0
_MOST_PEERS = 3
_LEAST_PLAIN = 0.3

# Marks of lightweight markup and of programs, and rules drawn with marks: what a page shows to its
# visitor has none.
_MARKUP = pattern(
    r"\A#+ |\]\(|\]\[|`|\*\*|</?[a-z]|&[a-z]+;|\{|\}|:\w+:|==|----|____|\A\[[^\s\]]+\]\Z"
)
_PLAIN_WORD = pattern(r"(?<![^\s(\[\"'“‘/—–-])[^\W\d_]{2,}(?:['’-][^\W\d_]+)*(?![\w@_/>])(?!\.\w)")
_SENTENCE = pattern(r"[.!]\W*\Z")
_LIST_MARK = pattern(r"\s*(?:[-*+•–]|\(?\w{1,3}[.)])\s")


def evidence(
    text: Text, passage: Spoken, peers: int, *, fills_line: bool = False, may_head: bool = False
) -> dict[str, float]:
    """Return the features of a passage by name; `peers` counts the other furniture of its text."""
    words = text.source[passage.start : passage.end]
    line = text.line_at(passage.start)
    plain = _plain_share(words)
    mark = _LIST_MARK.match(text.source, line.start, line.end)
    return {
        "bias": 1.0,
        "speech": min(passage.log_odds, _MOST_SPEECH),
        "words of pages": min(max(vocabulary.weight(words), 0.0), _MOST_SPEECH),
        "other furniture": float(min(max(peers, 0), _MOST_PEERS)),
        "fills its line": float(fills_line),
        "is the label of a link": float(passage.is_link),
        "is a sentence": float(_is_sentence(text, passage)),
        "may be a heading": float(may_head),
        "begins a list item": float(mark is not None and passage.start <= mark.end()),
        "begins small": float(words[0].islower()),
        "leads in what follows": float(fills_line and words.endswith(":")),
        "has markup": float(_MARKUP.search(words) is not None),
        "share that is no word": 1 - plain,
        "share that comes back": share_back(text, passage.first, passage.after),
        "voice of the document": voice(text) - _NO_VOICE,
    }


def has_words(text: Text, passage: Spoken) -> bool:
    """Whether a passage says something: "C O N C L U S I O N" and a code of numbers do not."""
    return _plain_share(text.source[passage.start : passage.end]) >= _LEAST_PLAIN


@view
def voice(text: Text) -> float:
    """Return how a text's own sentences speak: the median of the log odds that a page spoke them.

    A few sentences tell little of it. Those that a page clearly spoke are not the text's own.
    """
    every = page_passages.every_sentence(text)
    is_own = (every.after - every.first >= _FEWEST_WORDS) & (every.log_odds < CLEAR)
    found = np.clip(every.log_odds[is_own], _LEAST_VOICE, _MOST_VOICE).tolist()
    told = len(found) / (len(found) + _HALF_TOLD)
    return told * _median(found) + (1 - told) * _NO_VOICE if found else _NO_VOICE


def _median(values: list[float]) -> float:
    """Return the median; `statistics` takes longer to load than a text to be read."""
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _is_sentence(text: Text, passage: Spoken) -> bool:
    """Whether a passage ends as sentences do, and is long or has a verb: "Saddam is gone."."""
    words = text.source[passage.start : passage.end]
    is_long = passage.after - passage.first >= _FEWEST_WORDS
    has_verb = is_long or not FINITE.isdisjoint(words.lower().split())
    return has_verb and _SENTENCE.search(words) is not None


def _plain_share(words: str) -> float:
    """Return the share of the letters and figures of a passage that are those of plain words."""
    plain = sum(len(match.group()) for match in _PLAIN_WORD.finditer(words))
    return min(1.0, plain / max(1, sum(not c.isspace() for c in words)))
