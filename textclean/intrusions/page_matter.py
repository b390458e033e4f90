"""What of a page stands in the paragraphs of a text without a label known by its words: what breaks
into a sentence, a sentence in which the page speaks, a headline between two sentences.

Each is likelier beside other furniture, the text's `fellows`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path

from textclean.english.words import DETERMINERS
from textclean.evidence.confidence import probability
from textclean.evidence.scorecard import read
from textclean.furniture.gap import Gap
from textclean.furniture.lines import may_be_title
from textclean.furniture.links import after_label
from textclean.furniture.place import Place, names_label, sure
from textclean.intrusions import page_passages
from textclean.normalizer import LEAST_TOLD
from textclean.text import Text
from textclean.tokens import scan

# How likely a page speaks in a passage, from what its words say.
SPOKEN = read(Path(__file__).with_suffix(".json"))["spoken"]
# In log odds, for each of up to so many fellows: of what breaks in, and of what is spoken.
_PER_FELLOW, _MOST_FELLOWS, _MOST_OF_SPOKEN = 1.0, 2, 3
# What is spoken with such log odds is a fellow to others; with less than the other it is not looked
# at.
_CLEAR, _LEAST_HEARD = 2.0, -3.0
# Lines with so many words tell that a text keeps its paragraphs apart, if there are some.
_FEWEST_LINES = 4


def lines_heard(text: Text) -> int:
    """Return how many lines a page clearly speaks in."""
    return sum(each.log_odds >= _CLEAR for each in page_passages.of_paragraphs(text, text.lines))


def heard(text: Text, lines: Sequence[scan.Span]) -> dict[int, float]:
    """Return for each of some lines, by its start, the log odds that a page speaks in it: all of
    it, or the label of a link before a title.
    """
    odds = {each.start: each.log_odds for each in page_passages.of_paragraphs(text, lines)}
    # "Press Release: Aid for Wool" heads its story.
    ends = dict(lines[1:])
    for label in page_passages.of_links(text):
        if label.start in odds and may_be_title(text.source[label.end : ends.get(label.start, 0)]):
            odds[label.start] = max(odds[label.start], label.log_odds)
    return odds


def chance_of_line(log_odds: float, fellows: int, *, may_be_heading: bool) -> float:
    """Return how likely a page speaks in a line, from the log odds of its words."""
    others = fellows - (log_odds >= _CLEAR)
    return _chance_spoken(log_odds, others, may_be_heading=may_be_heading)


def _chance_spoken(log_odds: float, fellows: int, *, may_be_heading: bool = False) -> float:
    """Return how likely a page speaks in a passage, from the log odds of its words."""
    features = {"speech": log_odds, "may be a heading": float(may_be_heading)}
    return probability(SPOKEN.log_odds(features) + _beside(fellows, _MOST_OF_SPOKEN))


def _beside(fellows: int, most: int = _MOST_FELLOWS) -> float:
    """Return how much likelier furniture is, in log odds, beside so much more of it."""
    return _PER_FELLOW * min(fellows, most)


def places(text: Text, known: Sequence[Place], fellows: int) -> Iterator[Place]:
    """Yield the places of what has no label; where some is known, it goes first, and what is left
    is looked at again.
    """
    yield from _interrupting(text, fellows)
    yield from _links(text, fellows)
    spans = sorted((place.first, place.last) for place in known)
    firsts, lasts = [first for first, _ in spans], [*accumulate((last for _, last in spans), max)]
    for place in _spoken(text, fellows):
        before = bisect_left(firsts, place.last)
        if not (before and lasts[before - 1] > place.first):
            yield place
    if fellows:
        yield from _titles(text, fellows)


def _interrupting(text: Text, fellows: int) -> Iterator[Place]:
    """Yield the places of what breaks into a sentence, whatever it says: headlines, mostly."""
    from textclean.intrusions.within_sentences import interruptions
    from textclean.tagger.loss import losses

    if not (found := interruptions(text)):
        return
    words, stops = text.words, losses(text).of("sentence mark")
    fellows += sum(each.log_odds > 0 for each in found)
    for each in found:
        odds = each.log_odds
        chance = probability(odds + _beside(fellows - (odds > 0))) * each.end_probability
        chance *= 1 - stops[each.first - 1]
        # What follows is named in “The Help to Buy scheme”, “the play Waiting for Godot”.
        before = [text.source[slice(*word)].lower() for word in words[: each.first][-2:]]
        if chance >= LEAST_TOLD and DETERMINERS.isdisjoint(before) and not names_label(before[-1]):
            yield _place(words[each.first].start, words[each.after - 1].end, chance)


def _spoken(text: Text, fellows: int) -> Iterator[Place]:
    """Yield the places of sentences in which a page speaks, and of labels before one."""
    from textclean.tagger.loss import losses

    for each in page_passages.of_sentences(text, _LEAST_HEARD):
        chance = _chance_spoken(each.log_odds, fellows)
        if each.is_label:
            chance *= 1 - losses(text).of("sentence mark")[each.after - 1]
        yield _place(each.start, each.end, chance)


def _links(text: Text, fellows: int) -> Iterator[Place]:
    """Yield the places of links whose label a page may have spoken."""
    from textclean.intrusions.within_sentences import end_after
    from textclean.tagger.features import NONE, features

    for each in page_passages.of_links(text):
        chance = _chance_spoken(each.log_odds, fellows)
        if chance >= LEAST_TOLD:
            yield Place(each.start, each.end, partial(_link, chance=round(float(chance), 3)))
            # Within a sentence the text tells where it goes on.
            if each.first and features(text).gap[each.first - 1] == NONE:
                after, end_chance = end_after(text, each.first)
                if after > each.after and chance * end_chance >= LEAST_TOLD:
                    yield _place(each.start, text.words[after - 1].end, chance * end_chance)


def _link(gap: Gap, chance: float) -> Gap:
    """Widen the gap from a label over the text of its link."""
    found = after_label(gap)
    return sure(found, min(found.confidence, chance))


def _titles(text: Text, fellows: int) -> Iterator[Place]:
    """Yield the places of headlines between two sentences of a line, in a text that keeps its
    paragraphs apart: a heading of the story would stand on a line of its own.
    """
    from textclean.intrusions.between_sentences import interposed

    lines = [line for line in text.lines if line.end > line.start]
    if len(lines) >= _FEWEST_LINES:
        for each in interposed(text):
            chance = probability(each.log_odds + _beside(fellows))
            if chance >= LEAST_TOLD:
                start, end = text.words[each.first].start, text.words[each.after - 1].end
                yield _place(start, end, chance)


def _place(start: int, end: int, chance: float) -> Place:
    return Place(start, end, partial(sure, confidence=round(float(chance), 3)))
