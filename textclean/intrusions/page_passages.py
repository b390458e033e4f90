"""What of a text a page may have spoken: lines, sentences of a paragraph, and labels that stand
before a sentence without a stop, or before the title of a link.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

import attrs
import numpy as np

from textclean.english import lexicon
from textclean.intrusions.page_speech import speech
from textclean.tagger.features import MARKS, NONE, features, members
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.scanner.tokens import Indices

LONGEST = 350  # characters
_LONGEST_LABEL = 14  # words
# Most log odds of a passage beyond the mean of its sentences.
_MOST_BEYOND_MEAN = 3.0
# Least log odds of each of two sentences that are judged together.
_LEAST_IN_PAIR = -2.0
_LONGEST_LINK_LABEL = 6  # words
# Log odds added to a label before a title.
_BEFORE_TITLE = 2.0
# The marks between a label and the text of its link.
_LINK_MARKS = frozenset([":", "|", ">", ">>", "»", "›", "→", "–", "—"])
_PARTING = members(map(MARKS.index, ("colon", "dash", "other")), len(MARKS))
# What is quoted is said in the story.
_QUOTES = '"“”«»'


@attrs.frozen
class Spoken:
    """A passage that a page may have spoken: its span in the source, the index of its first word
    and of the word after its last, and the log odds. A label has no stop though a sentence follows,
    or the title of a link.
    """

    start: int
    end: int
    first: int
    after: int
    log_odds: float
    is_label: bool = False
    is_link: bool = False


def of_paragraphs(text: Text, spans: Sequence[scan.Span]) -> Iterator[Spoken]:
    """Yield spans of one or more sentences, but for long ones and those that quote.

    Each sentence may say a little that adds up to much; but what a page says, it mostly says in
    each.
    """
    spans = [span for span in spans if 0 < span.end - span.start <= LONGEST]
    spans = [span for span in spans if not _quotes(text.source[span.start : span.end])]
    starts = [span.start for span in spans]
    inside: dict[int, list[float]] = {}
    for sentence in every_sentence(text):
        at = bisect_right(starts, sentence.start) - 1
        if at >= 0 and sentence.end <= spans[at].end:
            inside.setdefault(starts[at], []).append(sentence.log_odds)
    for whole in judged(text, spans):
        of_each = inside.get(whole.start, [])
        most = fmean(of_each) + _MOST_BEYOND_MEAN if len(of_each) > 1 else whole.log_odds
        yield attrs.evolve(whole, log_odds=min(whole.log_odds, most))


def of_sentences(text: Text, least: float) -> Iterator[Spoken]:
    """Yield the sentences of a text that stand beside others in their line, or labels at their
    start that have no stop, where the log odds come to `least`.
    """
    starts = {line.start for line in text.lines}
    ends = {line.end for line in text.lines}
    sentences = [
        sentence
        for sentence in every_sentence(text)
        if not (sentence.start in starts and sentence.end in ends)
        if "\n" not in text.source[sentence.start : sentence.end]
        if not _quotes(text.source[sentence.start : sentence.end])
    ]
    found = [each for each in sentences if each.end - each.start <= LONGEST]
    yield from (each for each in found if each.log_odds >= least)
    # "Don't miss out! Subscribe now": one says more with the next.
    pairs = [
        scan.Span(one.start, other.end)
        for one, other in pairwise(found)
        if min(one.log_odds, other.log_odds) >= _LEAST_IN_PAIR and other.start - one.end == 1
    ]
    yield from (each for each in of_paragraphs(text, pairs) if each.log_odds >= least)
    yield from _labels(text, [scan.Span(each.start, each.end) for each in sentences], least)


@view
def every_sentence(text: Text) -> tuple[Spoken, ...]:
    """Return all sentences of a text."""
    return tuple(judged(text, text.sentences))


def _quotes(passage: str) -> bool:
    return any(mark in passage for mark in _QUOTES)


@view
def of_links(text: Text) -> tuple[Spoken, ...]:
    """Return the labels of links: the likeliest of those that may begin with a capital a few words
    before a mark that parts them from a title.
    """
    marked = np.flatnonzero(_PARTING[features(text).mark[:-1]]).tolist()
    parted = [last for last in marked if _is_parted(text, last)]
    return tuple(label for last in parted for label in _likeliest_label(text, last))


def _is_parted(text: Text, last: int) -> bool:
    """Whether a mark of links stands after a word, and before what may begin a title."""
    source, words = text.source, text.words
    between, title = source[words[last].end : words[last + 1].start], source[words[last + 1].start]
    is_mark = between.endswith(" ") and between.strip(" ") in _LINK_MARKS
    return is_mark and (title.isupper() or title.isdigit())


def _likeliest_label(text: Text, last: int) -> Iterator[Spoken]:
    """Yield the likeliest label that ends in a word, if one may."""
    starts = np.array(list(_label_starts(text, last)), np.intp)
    if len(starts):
        odds = speech(text).odds(starts, np.full(len(starts), last + 1))
        best = int(np.argmax(odds))
        place = text.words[starts[best]].start, text.words[last + 1].start
        log_odds = _BEFORE_TITLE + float(odds[best])
        yield Spoken(*place, int(starts[best]), last + 1, log_odds, is_label=True, is_link=True)


def _label_starts(text: Text, last: int) -> Iterator[int]:
    """Yield the words with a capital that a label may begin with which ends in the last."""
    gap, shape = features(text).gap, text.scanned.shape
    for first in range(last, max(-1, last - _LONGEST_LINK_LABEL), -1):
        if shape[first] in (scan.CAPITALISED, scan.CAPITALS):
            yield first
        if first == 0 or gap[first - 1] != NONE:
            return


def judged(text: Text, spans: Sequence[scan.Span]) -> Iterator[Spoken]:
    """Yield spans of a text, as far as there are words in them, with their log odds."""
    if not spans:
        return
    first, after = np.searchsorted(text.scanned.start, np.array(spans)).T
    is_worded = first < after
    first, after = first[is_worded], after[is_worded]
    odds = speech(text).odds(first, after)
    worded = (span for span, is_so in zip(spans, is_worded.tolist(), strict=True) if is_so)
    numbers = (first.tolist(), after.tolist(), odds.tolist())
    for place, *of_place in zip(worded, *numbers, strict=True):
        yield Spoken(*place, *of_place)


def _labels(text: Text, sentences: list[scan.Span], least: float) -> Iterator[Spoken]:
    """Yield the likeliest label at the start of each sentence, if it is likely enough."""
    first, after = _starts(text, sentences)
    if not len(first):
        return
    odds = speech(text).odds(first, after)
    words = text.words
    for start in np.unique(first[odds >= least]).tolist():
        own = np.flatnonzero(first == start)
        best = own[np.argmax(odds[own])]
        end = int(after[best])
        place = words[start].start, words[end - 1].end
        yield Spoken(*place, start, end, float(odds[best]), is_label=True)


def _starts(text: Text, sentences: list[scan.Span]) -> tuple[Indices, Indices]:
    """Return the first word of each label that could be, and the word after it: one that begins a
    sentence with a capital, as no name has, with nothing but a space before it.
    """
    spans = np.searchsorted(text.scanned.start, np.array(sentences, np.intp).reshape(-1, 2))
    first = np.repeat(spans[:, 0], _LONGEST_LABEL)
    after = first + np.tile(np.arange(1, _LONGEST_LABEL + 1), len(spans))
    is_inner = after < np.repeat(spans[:, 1], _LONGEST_LABEL)
    first, after = first[is_inner], after[is_inner]
    words = text.scanned
    begins = (words.shape == scan.CAPITALISED) & ~lexicon.are_names(words.id)
    is_small = lexicon.are_function_words(words.id)  # no label ends in one
    may_end = ~is_small & (features(text).gap == NONE)
    # "Sarath Ganji is Communications Lead": a name may go on, but for a small word. A link's title
    # has capitals of its own.
    marks = np.concatenate([[0], np.cumsum(_PARTING[features(text).mark])])
    is_link = marks[after - 1] > marks[first]
    goes_on = (words.shape[after - 1] != scan.LOWER) & ~is_small[after] & ~is_link
    is_label = begins[after] & may_end[after - 1] & ~goes_on
    return first[is_label], after[is_label]
