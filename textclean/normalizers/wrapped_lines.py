"""Paragraphs that a machine cut into lines of one width."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.evidence.confidence import CERTAIN, SURE
from textclean.layout.lines import Line
from textclean.layout.wrapping import Wrapping, may_be_wrapped, wrapped_runs, wrapping
from textclean.normalizer import normalizer
from textclean.text import Text, view
from textclean.tokens.pattern import pattern

_CUT_WORD = pattern(r"([^\W\d_]+)[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]\Z")
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_ENDING = pattern(r"(?:e?s|e?d|ing|ly)\Z")
_WORD = pattern(r"\w+")
_PAIR = pattern(r"(\w+)(?=-(\w+))")
# Words that old printers set with a hyphen begin so: "to-day", "any-body", "mean-while".
_OLD_HEADS = frozenset("to any every some no mean week where there for her him it them".split())  # noqa: SIM905
_REST = pattern(r"[^\W\d_]+")


@normalizer("spaces", "marks")
def wrapped_lines(text: Text) -> Iterator[Edit]:
    r"""Join the lines of a hard-wrapped paragraph into one.

    What it mends
        A machine cut each paragraph into lines of one width, in mid-sentence. A hyphen at the end
        of a line goes where the document or the lexicon has the joined word, and stays elsewhere
        ("long-term").

    What it asks for
        Several line ends in mid-sentence, and one width that explains them: no line is longer, and
        the first word of the next line would not have fitted. Where paragraphs are not set apart, a
        full line that ends in a stop is joined only if the document has so many of these that most
        must lie within paragraphs. Two breaks are enough where one of them lies within a word
        ("re-", "pairs") or behind a word such as "the", and one is where it cuts a word.

    What it leaves
        Verse and other lines broken by hand, which no width explains. Tables, code, addresses,
        quoted mail, headings. Each list item keeps its line.

    Example
        >>> source = (
        ...     "The harbour board voted on Tuesday to close the\n"
        ...     "old quay, which has been falling into the sea\n"
        ...     "since the winter of the great storms, and to build\n"
        ...     "a slipway at the other end of the bay.\n"
        ... )
        >>> [(edit.start, edit.new) for edit in wrapped_lines(Text(source))]
        [(47, ' '), (93, ' '), (144, ' ')]
    """
    if not may_be_wrapped(text.source):
        return
    evidence = wrapping(text.written_lines)
    if evidence is None:
        return
    for run in wrapped_runs(text.written_lines, evidence):
        for line, following in pairwise(run):
            confidence = _confidence(evidence) * evidence.unity(line, following)
            yield _joint(text, line, following, round(confidence, 2))


def _confidence(evidence: Wrapping) -> float:
    """Return how sure it is that the text is wrapped: it grows with the breaks that fit, twice as
    fast with those within a word or a phrase.
    """
    share = evidence.fitting / evidence.breaks
    sureness = share * (1.0 - math.pow(0.5, evidence.fitting + evidence.mechanical - 0.5))
    return round(sureness * (SURE if evidence.is_ragged else CERTAIN), 2)


def _joint(text: Text, line: Line, following: Line, confidence: float) -> Edit:
    """Return the edit that joins two lines."""
    head, tail = _CUT_WORD.search(line.text), _REST.match(following.text)
    start, new = line.end, " "
    if line.text[-1] == _SOFT_HYPHEN:
        start, new = line.end - 1, ""
    elif head and tail:
        if tail.group() in ("and", "or", "to", "und"):  # pre- and post-war
            new = " "
        elif _is_one_word(text, head.group(1), tail.group()):
            start, new = line.end - 1, ""
        else:
            new = ""
    elif re.search(r"[^\s\-–—][-–]\Z", line.text) and following.text[0].isalnum():
        new = ""
    why = "a line was cut at the width of a column"
    return Edit.replace(start, following.start, new, confidence=confidence, why=why)


def _is_one_word(text: Text, head: str, tail: str) -> bool:
    """Whether a word cut by a hyphen at the line end is written without one."""
    if tail[0].isupper() and not head.isupper():
        return False
    counts = _counts(text)
    joined = counts[f"{head}{tail}".lower()]
    hyphenated = counts[f"{head}-{tail}".lower()]
    if joined != hyphenated:
        return joined > hyphenated
    if head.lower() in _parted_heads(text):
        return False
    whole, compound = lexicon.count(head + tail), lexicon.hyphenated(head, tail)[0]
    if whole or compound:
        return whole > compound
    is_inflected = lexicon.count(_ENDING.sub("", head + tail)) > 0
    return is_inflected and not lexicon.count(head) and not lexicon.count(tail)


@view
def _counts(text: Text) -> Counter[str]:
    """Return how often the document has each word, and each two that a hyphen joins."""
    words = text.source.lower()
    pairs = (f"{pair[1]}-{pair[2]}" for pair in _PAIR.finditer(words))
    return Counter(_WORD.findall(words)) + Counter(pairs)


@view
def _parted_heads(text: Text) -> frozenset[str]:
    """Return the first halves of words that the document writes with a hyphen and clean prose as
    one: who writes "to-day" writes "to-morrow".
    """
    pairs = {(pair[1], pair[2]) for pair in _PAIR.finditer(text.source.lower())}
    return frozenset(
        head
        for head, tail in pairs
        if head in _OLD_HEADS and lexicon.count(head + tail) > lexicon.hyphenated(head, tail)[0]
    )
