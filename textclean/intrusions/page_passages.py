"""What of a text a page may have spoken: lines, sentences of a paragraph, and labels that stand
before a sentence without a stop, or before the title of a link.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum, inf

import attrs
import numpy as np

from textclean.english import lexicon
from textclean.intrusions.page_speech import speech
from textclean.tagger.features import MARKS, NONE, features, members
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.pattern import pattern
from textclean.tokens.scanner.table import Floats
from textclean.tokens.scanner.tokens import Indices, Offsets

try:
    from textclean.tagger import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

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
_QUOTE = pattern('["“”«»]')


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


@attrs.frozen(eq=False)
class Judged:
    """Passages with words in them, in parallel arrays: what a `Spoken` has of each."""

    start: Indices
    end: Indices
    first: Indices
    after: Indices
    log_odds: Floats

    def coming_to(self, least: float) -> Iterator[Spoken]:
        """Yield those whose log odds come to `least`."""
        found = np.flatnonzero(self.log_odds >= least)
        if len(found):
            arrays = (self.start, self.end, self.first, self.after, self.log_odds)
            for each in zip(*(array[found].tolist() for array in arrays), strict=True):
                yield Spoken(*each)


def of_paragraphs(text: Text, spans: Sequence[scan.Span], least: float = -inf) -> Iterator[Spoken]:
    """Yield spans of one or more sentences, but for long ones and those that quote, where the log
    odds come to `least`.

    Each sentence may say a little that adds up to much; but what a page says, it mostly says in
    each.
    """
    spans = [span for span in spans if 0 < span.end - span.start <= LONGEST]
    spans = [span for span in spans if not _QUOTE.search(text.source, *span)]
    starts, ends = np.array(spans, np.int32).reshape(-1, 2).T
    wholes = [*judged(text, starts, ends).coming_to(least)]
    inside = _sentences_of(text, spans) if wholes else {}
    for whole in wholes:
        of_each = inside.get(whole.start, [])
        most = whole.log_odds
        if len(of_each) > 1:
            most = fsum(of_each) / len(of_each) + _MOST_BEYOND_MEAN
        if most >= least:
            yield attrs.evolve(whole, log_odds=min(whole.log_odds, most))


def _sentences_of(text: Text, spans: Sequence[scan.Span]) -> dict[int, list[float]]:
    """Return the log odds of the sentences in each span, by where it starts."""
    starts = [span.start for span in spans]
    every = every_sentence(text)
    inside: dict[int, list[float]] = {}
    sentences = (array.tolist() for array in (every.start, every.end, every.log_odds))
    for start, end, log_odds in zip(*sentences, strict=True):
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= spans[at].end:
            inside.setdefault(starts[at], []).append(log_odds)
    return inside


def of_sentences(text: Text, least: float) -> Iterator[Spoken]:
    """Yield the sentences of a text that stand beside others in their line, or labels at their
    start that have no stop, where the log odds come to `least`.
    """
    found = [
        each
        for each in every_sentence(text).coming_to(min(least, _LEAST_IN_PAIR))
        if each.end - each.start <= LONGEST and _may_be_spoken(text, each.start, each.end)
    ]
    yield from (each for each in found if each.log_odds >= least)
    # "Don't miss out! Subscribe now": one says more with the next.
    pairs = [
        scan.Span(one.start, other.end)
        for one, other in pairwise(found)
        if min(one.log_odds, other.log_odds) >= _LEAST_IN_PAIR and other.start - one.end == 1
    ]
    yield from of_paragraphs(text, pairs, least)
    yield from _labels(text, least)


def _may_be_spoken(text: Text, start: int, end: int) -> bool:
    """Whether a sentence is not all of its line, and does not quote."""
    return text.line_at(start) != (start, end) and not _QUOTE.search(text.source, start, end)


@view
def every_sentence(text: Text) -> Judged:
    """Return all sentences of a text."""
    return judged(text, *text.sentence_offsets)


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
    source, words = text.source, text.scanned
    end, start = int(words.end[last]), int(words.start[last + 1])
    between, title = source[end:start], source[start]
    is_mark = between.endswith(" ") and between.strip(" ") in _LINK_MARKS
    return is_mark and (title.isupper() or title.isdigit())


def _likeliest_label(text: Text, last: int) -> Iterator[Spoken]:
    """Yield the likeliest label that ends in a word, if one may."""
    starts = np.array(list(_label_starts(text, last)), np.intp)
    if len(starts):
        odds = speech(text).odds(starts, np.full(len(starts), last + 1))
        best = int(np.argmax(odds))
        place = int(text.scanned.start[starts[best]]), int(text.scanned.start[last + 1])
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


def judged(text: Text, starts: Offsets, ends: Offsets) -> Judged:
    """Return spans of a text, as far as there are words in them, with their log odds."""
    return Judged(*speech(text).spans(starts, ends))


def _labels(text: Text, least: float) -> Iterator[Spoken]:
    """Yield the likeliest label at the start of each sentence, if it is likely enough."""
    sentences, words = every_sentence(text), text.scanned
    for sentence, end, log_odds in _likeliest_labels(text, least):
        if _may_be_spoken(text, int(sentences.start[sentence]), int(sentences.end[sentence])):
            first = int(sentences.first[sentence])
            place = int(words.start[first]), int(words.end[end - 1])
            yield Spoken(*place, first, end, log_odds, is_label=True)


def _likeliest_labels(text: Text, least: float) -> list[tuple[int, int, float]]:
    """Return the sentence of each label, the word after its last, and the log odds."""
    if compiled:
        sentences, found, words = every_sentence(text), features(text), text.scanned
        return speech(text).heard.labels(
            sentences.first,
            sentences.after,
            found.gap,
            words.shape,
            words.id,
            found.share,
            lexicon.function_ids(),
            _PARTING.view(np.uint8),
            _LONGEST_LABEL,
            least,
        )
    sentence, after = _label_ends(text)
    odds = speech(text).odds(every_sentence(text).first[sentence], after)
    best: dict[int, tuple[int, float]] = {}
    for own, end, chance in zip(sentence.tolist(), after.tolist(), odds.tolist(), strict=True):
        if chance >= least and (own not in best or chance > best[own][1]):
            best[own] = end, chance
    return [(own, *label) for own, label in best.items()]


def _label_ends(text: Text) -> tuple[Indices, Indices]:
    """Return the word after each label that could be, and the sentence that the label begins: it
    ends before a capital, as no name has, with nothing but a space before it.
    """
    words, found, sentences = text.scanned, features(text), every_sentence(text)
    is_capital = (words.shape[1:] == scan.CAPITALISED) & (found.gap[:-1] == NONE)
    after = np.flatnonzero(is_capital) + 1
    after = after[found.share[after] > lexicon.MOST_LOWER_IN_NAMES]
    # No label ends in a small word.
    after = after[~lexicon.are_function_words(words.id[after - 1])]
    sentence = np.searchsorted(sentences.first, after) - 1
    first = sentences.first[sentence]
    is_label = (after - first <= _LONGEST_LABEL) & (after < sentences.after[sentence])
    # "Sarath Ganji is Communications Lead": a name may go on, but for a small word. A link's title
    # has capitals of its own.
    goes_on = (words.shape[after - 1] != scan.LOWER) & ~lexicon.are_function_words(words.id[after])
    if (is_label & goes_on).any():
        marks = np.concatenate([[0], np.cumsum(_PARTING[found.mark])])
        is_label &= ~goes_on | (marks[after - 1] > marks[first])
    return sentence[is_label], after[is_label]
