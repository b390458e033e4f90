"""What the tagger sees of a text: four small numbers for each word.

    word    a hash of the word in lower case, its digits made alike
    ending  a hash of its last three letters
    form    its case, whether the document also writes it in lower case, and how often the document
            repeats the three words that it stands in
    gap     the marks that stand between it and the next word, by class

Hashes are CRC-32, the same in every run and on every machine; words that share a bucket are rare
enough not to matter (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning",
2009).
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.scan import Span, is_abbreviation
from textclean.text import Text

WORD_BUCKETS = 1 << 16
ENDING_BUCKETS = 1 << 12

# The classes of mark that a gap can show. "point" is the full stop of an abbreviation.
MARKS = (
    "none",
    "comma",
    "stop",
    "question",
    "exclamation",
    "colon",
    "semicolon",
    "dash",
    "hyphen",
    "point",
    "other",
)
_MARK_CLASS = {",": 1, ".": 2, "…": 2, "?": 3, "!": 4, ":": 5, ";": 6, "—": 7, "–": 7}
_POINT = MARKS.index("point")
_STOP = MARKS.index("stop")
_HYPHEN = MARKS.index("hyphen")
_DASH = MARKS.index("dash")
_OTHER = MARKS.index("other")

# A gap is its class of mark and four bits: a quote or bracket closes, another opens, a line ends,
# there is no space at all.
CLOSES, OPENS, ENDS_LINE, GLUED = 1, 2, 4, 8
GAPS = len(MARKS) * 16

CASES = ("lower", "capitalised", "capitals", "mixed", "initial", "digits", "figure")
_REPEATS = 4
FORMS = len(CASES) * 2 * _REPEATS

_DIGIT = re.compile(r"\d")
_GAP = re.compile(
    r"(?P<closing>[\"'”’»)\]]*)(?P<mark>[,.…?!:;]*)(?P<after>[\"'”’»)\]]*)(?P<rest>.*)", re.DOTALL
)


@attrs.frozen(eq=False)
class Features:
    """The words of a text and, for each, its four numbers; all arrays are of int32, one a word."""

    words: list[Span]
    word: NDArray[np.int32]
    ending: NDArray[np.int32]
    form: NDArray[np.int32]
    gap: NDArray[np.int32]

    @property
    def inputs(self) -> NDArray[np.int32]:
        """The four numbers as the network reads them (words x 4); gap 0 is for padding."""
        return np.stack([self.word, self.ending, self.form, self.gap + 1], axis=1)

    @property
    def mark(self) -> NDArray[np.int32]:
        """The class of mark in the gap after each word, an index into `MARKS`."""
        return self.gap >> 4


def features(text: Text) -> Features:
    """Return what the tagger sees of `text`."""
    source, spans = text.source, text.words
    words = [source[start:end] for start, end in spans]
    looks = np.array([_look(word) for word in words], dtype=np.int32).reshape(-1, 3)
    lowered = {word for word in words if word.islower()}
    also_lower = np.fromiter((word.lower() in lowered for word in words), np.int32, len(words))
    form = (looks[:, 2] * 2 + also_lower) * _REPEATS + _repeats(looks[:, 0])
    starts = [start for start, _ in spans[1:]] + [len(source)]
    gap = np.fromiter(
        (
            gap_class(source[end:start], is_abbreviation(word))
            for word, (_, end), start in zip(words, spans, starts, strict=True)
        ),
        np.int32,
        len(words),
    )
    return Features(spans, looks[:, 0], looks[:, 1], form, gap)


@lru_cache(maxsize=1 << 16)
def _look(word: str) -> tuple[int, int, int]:
    """Return the hash, the ending and the case of a word."""
    folded = _DIGIT.sub("0", word.lower())
    return (
        crc32(folded.encode("utf-8", "replace")) % (WORD_BUCKETS - 1) + 1,
        crc32(folded[-3:].encode("utf-8", "replace")) % (ENDING_BUCKETS - 1) + 1,
        CASES.index(_case(word)),
    )


def _case(word: str) -> str:
    """Return the name of the case of a word."""
    if word.islower():
        return "figure" if word[0].isdigit() else "lower"
    if not word[0].isalpha():
        return "digits" if not any(c.isalpha() for c in word) else "figure"
    if word.isupper():
        return "initial" if len(word) == 1 else "capitals"
    return "capitalised" if word[0].isupper() and word[1:].islower() else "mixed"


@lru_cache(maxsize=1 << 14)
def gap_class(gap: str, after_abbreviation: bool = False) -> int:
    """Return the class of a gap: its mark and its bits.

    >>> [MARKS[gap_class(gap) >> 4] for gap in (" ", ", ", ".” ", "-", " — ", "\\n")]
    ['none', 'comma', 'stop', 'hyphen', 'dash', 'none']
    """
    match = _GAP.fullmatch(gap)
    assert match
    rest = match["rest"]
    marks = match["mark"]
    if gap == "-":
        mark = _HYPHEN
    elif marks:
        mark = _MARK_CLASS[marks[-1]]
        if mark == _STOP and after_abbreviation and marks == "." and "\n" not in gap:
            mark = _POINT
    elif any(dash in rest for dash in ("—", "–", "--", " - ")):
        mark = _DASH
    else:
        mark = 0 if re.fullmatch(r"[\s\"'“”‘’«»()\[\]]*", rest) else _OTHER
    bits = CLOSES * bool(match["closing"] or match["after"])
    bits += OPENS * bool(re.search(r"[\"'“‘«(\[]", rest))
    bits += ENDS_LINE * ("\n" in gap or "\r" in gap)
    bits += GLUED * (not any(c.isspace() for c in gap))
    return mark * 16 + bits


def _repeats(words: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return for each word how often the text has the three words around it, as one of four."""
    repeats = np.zeros(len(words), dtype=np.int32)
    if len(words) < 3:
        return repeats
    ids = words.astype(np.int64)
    triples = (ids[:-2] << 32) + (ids[1:-1] << 16) + ids[2:]
    _, where, counts = np.unique(triples, return_inverse=True, return_counts=True)
    level = np.digitize(counts, (2, 3, 5)).astype(np.int32)[where]
    for offset in range(3):
        np.maximum.at(repeats, np.arange(offset, offset + len(level)), level)
    return repeats
