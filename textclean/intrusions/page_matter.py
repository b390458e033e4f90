"""Page matter in paragraphs that no list of labels knows: what breaks into a sentence, a sentence
in which the page speaks, a headline between two sentences.

Each is likelier beside other furniture of the text, its `peers`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from math import inf
from pathlib import Path

import attrs

from textclean.evidence.confidence import LEAST_TOLD, probability
from textclean.evidence.peers import Peers
from textclean.evidence.scorecard import read
from textclean.furniture import labels, links
from textclean.furniture.gap import Gap
from textclean.furniture.lines import may_be_title
from textclean.furniture.links import after_label
from textclean.furniture.place import Place
from textclean.intrusions import page_passages
from textclean.intrusions.between_sentences import interposed
from textclean.intrusions.page_evidence import CLEAR, evidence, has_words
from textclean.intrusions.page_passages import Spoken
from textclean.intrusions.within_sentences import (
    asked_about,
    end_after,
    interruptions,
    is_named,
)
from textclean.layout.blocks import HEADING, Part, is_prose
from textclean.tagger.features import NONE, features
from textclean.tagger.loss import losses
from textclean.text import Text
from textclean.tokens import scan

Evidence = tuple[Spoken, Mapping[str, float]]

# Whether a page speaks in a passage; `textclean.train.page_matter` fits the weights.
CARDS = Path(__file__).with_suffix(".json")
SPOKEN = read(CARDS)["spoken"]
# How much the other furniture of a text supports what breaks into sentences, and headlines between
# them. By itself a capital in mid-sentence is a name.
_BESIDE_BREAKS = Peers(each=1.3, most=2)
_BESIDE_TITLES = Peers(each=1.0, most=2)
# A judgement of words is never as sure as a form: in log odds.
_SUREST = 2.7
# Least log odds of a sentence that is considered.
_LEAST_SPOKEN = -3.0
# What breaks in without a label, as an edit names it.
_HEADLINE = "a headline of another story"
# Fewest lines, other than blank ones, of a text that keeps its paragraphs apart.
_FEWEST_LINES = 4


def spoken_lines(text: Text) -> int:
    """Return how many lines a page clearly speaks in."""
    return sum(1 for _ in page_passages.of_paragraphs(text, text.lines, CLEAR))


def page_lines(text: Text, parts: Sequence[Part], peers: int) -> dict[int, float]:
    """Return how likely a page speaks in each of some parts, by where they start: in all of it, or
    in the label of a link before a title. Long ones are left out.
    """
    found = line_evidence(text, parts, peers)
    return {each.start: _chance(features) for each, features in found}


def line_evidence(text: Text, parts: Sequence[Part], peers: int) -> Iterator[Evidence]:
    """Yield those of some parts in which a page may speak, with their features."""
    if not is_prose(parts):
        return
    lines = [scan.Span(part.line.start, part.line.end) for part in parts]
    labels = page_passages.of_links(text)
    # Where a label says enough, the line is told whatever the rest of it says.
    least = -inf if labels else _LEAST_SPOKEN
    found = {each.start: each for each in page_passages.of_paragraphs(text, lines, least)}
    # "Press Release: Aid for Wool" heads its story.
    ends = dict(lines[1:])
    for label in labels:
        whole = found.get(label.start)
        if whole and may_be_title(text.source[label.end : ends.get(label.start, 0)]):
            most = max(whole.log_odds, label.log_odds)
            found[label.start] = attrs.evolve(whole, log_odds=most)
    headings = {part.line.start for part in parts if part.kind == HEADING}
    for each in _worth_weighing(text, found.values()):
        others = peers - (each.log_odds >= CLEAR)
        may_head = each.start in headings
        yield each, evidence(text, each, others, fills_line=True, may_head=may_head)


def sentence_evidence(text: Text, peers: int) -> Iterator[Evidence]:
    """Yield the sentences and labels within lines that a page may speak, with their features."""
    for each in _worth_weighing(text, page_passages.of_sentences(text, _LEAST_SPOKEN)):
        yield each, evidence(text, each, peers)


def link_evidence(text: Text, peers: int) -> Iterator[Evidence]:
    """Yield the labels of links that a page may speak, with their features."""
    for each in _worth_weighing(text, page_passages.of_links(text)):
        yield each, evidence(text, each, peers)


def _worth_weighing(text: Text, passages: Iterable[Spoken]) -> Iterator[Spoken]:
    """Yield those of some passages that have words and that a page may have spoken."""
    return (each for each in passages if each.log_odds >= _LEAST_SPOKEN and has_words(text, each))


def _chance(features: Mapping[str, float]) -> float:
    """Return how likely a page speaks in a passage with these features."""
    return probability(min(SPOKEN.log_odds(features), _SUREST))


def places(text: Text, known: Sequence[Place], peers: int) -> Iterator[Place]:
    """Yield the places of page matter without a known label.

    Where one overlaps a place that is `known`, that goes first; the next pass looks at the rest.
    """
    yield from _interrupting(text, peers)
    yield from _links(text, peers)
    spans = sorted((place.first, place.last) for place in known)
    firsts, lasts = [first for first, _ in spans], [*accumulate((last for _, last in spans), max)]
    for place in _spoken(text, peers):
        before = bisect_left(firsts, place.last)
        if not (before and lasts[before - 1] > place.first):
            yield place
    if peers:
        yield from _titles(text, peers)


def _interrupting(text: Text, peers: int) -> Iterator[Place]:
    """Yield the places of what breaks into a sentence, whatever it says: headlines, mostly."""
    if all(is_named(text, each.first) for each in asked_about(text)):
        return  # the network need not be asked
    found = interruptions(text)
    peers += sum(each.log_odds > 0 for each in found)
    for each in found:
        odds = each.log_odds
        support = _BESIDE_BREAKS.support(peers - (odds > 0))
        chance = probability(odds + support) * each.end_probability
        if chance < LEAST_TOLD or is_named(text, each.first):
            continue
        words = text.words
        chance *= 1 - losses(text).of("sentence mark")[each.first - 1]
        if chance >= LEAST_TOLD:
            yield _place(words[each.first].start, words[each.after - 1].end, chance, _HEADLINE)


def _spoken(text: Text, peers: int) -> Iterator[Place]:
    """Yield the places of sentences in which a page speaks, and of labels before one."""
    for each, found in sentence_evidence(text, peers):
        chance = _chance(found)
        if each.is_label:
            chance *= 1 - losses(text).of("sentence mark")[each.after - 1]
        yield _place(each.start, each.end, chance, labels.WHAT)


def _links(text: Text, peers: int) -> Iterator[Place]:
    """Yield the places of links whose label a page may have spoken."""
    for each, found in link_evidence(text, peers):
        chance = _chance(found)
        if chance >= LEAST_TOLD:
            judged = partial(_link, chance=round(float(chance), 3))
            yield Place(each.start, each.end, judged, links.WHAT)
            # Within a sentence cohesion finds where the text goes on.
            if each.first and features(text).gap[each.first - 1] == NONE:
                after, end_chance = end_after(text, each.first)
                chance *= end_chance
                if after > each.after and chance >= LEAST_TOLD:
                    yield _place(each.start, text.words[after - 1].end, chance, links.WHAT)


def _link(gap: Gap, chance: float) -> Gap:
    """Widen the gap from a label over the text of its link."""
    found = after_label(gap)
    return found.with_confidence(min(found.confidence, chance))


def _titles(text: Text, peers: int) -> Iterator[Place]:
    """Yield the places of headlines between two sentences of a line, in a text that keeps its
    paragraphs apart: a heading of the story would stand on a line of its own.
    """
    lines = [line for line in text.lines if line.end > line.start]
    if len(lines) >= _FEWEST_LINES:
        for each in interposed(text):
            chance = probability(each.log_odds + _BESIDE_TITLES.support(peers))
            if chance >= LEAST_TOLD:
                start, end = text.words[each.first].start, text.words[each.after - 1].end
                yield _place(start, end, chance, _HEADLINE)


def _place(start: int, end: int, chance: float, what: str) -> Place:
    judged = partial(Gap.with_confidence, confidence=round(float(chance), 3))
    return Place(start, end, judged, what)
