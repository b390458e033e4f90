"""Labels, links, bars and stamps of a web page that were copied along with the story."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, pairwise

import attrs

from textclean import furniture
from textclean.assessment import Assessment, assess
from textclean.edit import Edit
from textclean.evidence.confidence import DOUBTFUL, LEAST_TOLD, LIKELY, SURE
from textclean.furniture import credits, labels, leftovers, links, pagers, stamps
from textclean.furniture.gap import Gap
from textclean.furniture.place import Place
from textclean.layout.blocks import (
    BYLINE,
    CODE,
    LIST_ITEM,
    QUOTED,
    RUNNING,
    TABLE,
    VERSE,
    WIRE,
    Part,
)
from textclean.layout.removal import cut_sentence, without_lines
from textclean.layout.wrapping import may_be_wrapped
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens import scan
from textclean.tokens.word_set import WordSet

_KEPT = frozenset([CODE, QUOTED, TABLE, VERSE, WIRE])
# Fewest lines of a word or two in a row that are a bar or a menu; fewer may be headings.
_FEWEST_BUTTONS = 3
_LONGEST_BUTTON = 5  # words
# Fewest lines under a label that are links.
_FEWEST_LINKS = 2
# Fewest entries of a text, each under its date, that make the dates its own.
_FEWEST_ENTRIES = 4

# What breaks into paragraphs, and the words that trigger the search for it.
_KINDS = tuple(
    (kind, frozenset(map(scan.identity, kind.TRIGGER_WORDS)))
    for kind in (leftovers, credits, stamps, pagers, links, labels)
)
_TRIGGER_WORDS = WordSet.of(word for kind, _ in _KINDS for word in kind.TRIGGER_WORDS)


@normalizer("words", "spaces", "marks", "case", english=True, judges=True)
def page_furniture(text: Text) -> Iterator[Edit]:
    r"""Take out what belongs to the web page and not to the story.

    What it mends
        Copied along with a story came "Advertisement", "Story continues below", "Read more: …" and
        its headline, share bars, prompts for newsletters, cookie notices, pagers, "5 min read",
        photo credits and time stamps: on lines of their own or in the middle of a paragraph.

    What it asks for
        Words that pages speak and stories do not; a form (a whole line with nothing else in it, a
        label in capitals in mid-sentence); and a text that closes over the gap: the sentence goes
        on, or one ends before it and the next begins after it. Where a capital in mid-sentence has
        no such label, a headline mostly, the sentence must hold together better without it. Each
        counts for more beside other furniture. Only there does a headline between two sentences
        go, or a word that a heading could be ("Comments"), unless a sentence runs on over it.

    What it leaves
        The same words in prose ("Advertisement spending rose", "Read more books"), in advice and in
        quotations. Names and titles of works. The times over the entries of a live blog or a log.
        A heading that ran into its text. Wire matter, which `wire_matter` takes out, and lines that
        only one source has, which `source_lines` does.

    Example
        >>> source = "The minister said Advertisement that talks would go on.\n"
        >>> [(edit.start, edit.end, edit.new) for edit in page_furniture(Text(source))]
        [(18, 32, '')]
    """
    assessment = assess(text)
    known = list(known_places(text))
    peers = known_pieces(text, known)
    places = [*known, *assessment.page_places(known, peers)]
    if not (places or peers or may_be_wrapped(text.source)):
        return
    places.sort(key=_in_order)
    parts = text.parts
    runs = list(_furniture_lines(parts, _certainties(assessment, known, peers)))
    lines = [part.line for part in parts]
    for first, last, confidence in runs:
        why = furniture.what(line.text for line in lines[first : last + 1])
        yield without_lines(text.source, lines, first, last, confidence=confidence, why=why)
    taken = {at for first, last, _ in runs for at in range(first, last + 1)}
    for at, part in enumerate(parts):
        if at not in taken and part.kind in RUNNING:
            yield from _without_pieces(text.source, part, _within(places, part))


def _within(places: Sequence[Place], part: Part) -> Sequence[Place]:
    """Return those of the places, which are in order, that lie within a part."""
    line = part.line
    first = bisect_left(places, line.start, key=lambda place: place.first)
    after = bisect_right(places, line.end, key=lambda place: place.first)
    return [place for place in places[first:after] if place.last <= line.end]


def known_places(text: Text) -> Iterator[Place]:
    """Yield where something of the page may stand in a paragraph, known by its words.

    Unless lines are to be joined, paragraphs are known before the parts of the document are.
    """
    is_wrapped = may_be_wrapped(text.source)
    found = []
    triggers = _TRIGGER_WORDS.places(text.scanned)
    starts, ids = text.scanned.start[triggers].tolist(), text.scanned.id[triggers].tolist()
    for kind, words in _KINDS:
        own = [start for start, word in zip(starts, ids, strict=True) if word in words]
        found += kind.places(text.source, text.lines, own)
    if is_wrapped:
        yield from found
        return
    found.sort(key=_in_order)
    for line, places in groupby(found, key=lambda place: text.line_at(place.first)):
        for place, gap in _judged(text.source, *line, list(places)):
            if gap.confidence:
                yield place


def known_pieces(text: Text, known: Sequence[Place]) -> int:
    """Return how many pieces of furniture a text clearly has, those `known` in its paragraphs
    among them; each supports the others.
    """
    has_lines = any(
        line.furniture or furniture.heads_links(line.text) for line in text.written_lines
    )
    return len(known) + has_lines + assess(text).spoken_lines()


def _furniture_lines(parts: Sequence[Part], sure: list[float]) -> Iterator[tuple[int, int, float]]:
    """Yield runs of parts that are furniture: the first, the last, and how sure that is."""
    for at, part in enumerate(parts):
        if furniture.heads_links(part.line.text):
            links = _links_after(parts, at)
            sure[at : at + 1 + links] = [max(sure[at], LIKELY if links else 0.0)] * (links + 1)
    lines = [part.line for part in parts]
    at = 0
    while at < len(parts):
        first = at
        while at < len(parts) and sure[at]:
            at += 1
        if at > first:
            best = max(sure[first:at])
            is_bar = all(_may_be_button(part) for part in parts[first:at])
            if at - first >= _FEWEST_BUTTONS and is_bar:
                best = max(best, LIKELY)
            if at - first == 1 and stamps.is_unlabelled_byline(parts[first].line.text):
                best = LIKELY
            if cut_sentence(lines, first, at - 1):
                best = max(best, SURE)
            yield first, at - 1, best
        at += 1


def _may_be_button(part: Part) -> bool:
    return part.kind != LIST_ITEM and len(part.line.words) <= _LONGEST_BUTTON


def _certainties(assessment: Assessment, known: Sequence[Place], peers: int) -> list[float]:
    """Return of each part how sure it is that it has to go, whatever stands right beside it: that
    it has the form of furniture, or that a page speaks in it.
    """
    parts = assessment.text.parts
    chances = assessment.page_lines(parts, peers)
    dates = _dates_of_entries(parts)
    starts = sorted(place.first for place in known)

    def certainty(at: int, part: Part) -> float:
        line = part.line
        if part.kind in _KEPT:
            return 0.0
        if at in dates or (line.furniture < LIKELY and _is_entry(parts, at)):
            return 0.0
        if line.furniture:
            return line.furniture
        # A known place goes first; the next pass looks at what is left of the line.
        holds_known = bisect_left(starts, line.start) < bisect_left(starts, line.end)
        chance = chances.get(line.start, 0.0)
        if part.kind == BYLINE or holds_known or chance < DOUBTFUL:  # others beside it may tell
            return 0.0
        return round(chance, 3)

    return [certainty(at, part) for at, part in enumerate(parts)]


def _dates_of_entries(parts: Sequence[Part]) -> Set[int]:
    """Return the lines that say when each entry of a live blog, a digest or a log was written."""
    dates = [
        at
        for at, part in enumerate(parts)
        if part.line.furniture and furniture.says_when(part.line.text)
    ]
    entries = sum(
        any(part.line.is_prose for part in parts[date + 1 : following])
        for date, following in pairwise([*dates, len(parts)])
    )
    times = Counter(parts[date].line.text for date in dates)
    # One stamp that comes back is the page's.
    are_own = entries >= _FEWEST_ENTRIES and 2 * max(times.values()) <= len(dates)
    return set(dates) if are_own else set()


def _is_entry(parts: Sequence[Part], at: int) -> bool:
    """Whether a line is a key and its value, with another right above or below it that no page has:
    "Type: Final" over "Created: 3 May".
    """
    above = parts[at - 1 : at] if at and not parts[at].line.follows_blank else ()
    below = [part for part in parts[at + 1 : at + 2] if not part.line.follows_blank]
    beside = [part.line for part in (*above, *below) if not part.line.furniture]
    return parts[at].line.is_labelled and any(line.is_labelled for line in beside)


def _links_after(parts: Sequence[Part], label: int) -> int:
    """Return how many lines under a label are links: two at least, no sentence among them, right
    under one another and with nothing under the last.
    """
    last = label
    while last + 1 < len(parts) and not parts[last + 1].line.follows_blank:
        line = parts[last + 1].line
        if line.is_prose or line.starts_lower or (line.is_stopped and not line.is_question):
            return 0
        last += 1
    return last - label if last - label >= _FEWEST_LINKS else 0


def _without_pieces(source: str, part: Part, places: Sequence[Place]) -> Iterator[Edit]:
    """Yield the edits that take furniture out of a paragraph."""
    start, end = part.line.start, part.line.end
    places = [one for one in places if not (one.stays_in_list and part.kind == LIST_ITEM)]
    judged = _judged(source, start, end, places)
    gaps = [gap for _, gap in judged if gap.confidence >= LEAST_TOLD]
    closed: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: (gap.first, -gap.confidence, -gap.last)):
        if _is_behind(gap, closed):
            closed.append(gap)
        elif (
            gap.joined == closed[-1].opening
            and gap.first >= closed[-1].last
            and _is_behind(gap, closed[:-1])
        ):
            confidence, what = min(gap.confidence, closed[-1].confidence), closed[-1].what
            closed[-1] = attrs.evolve(gap, confidence=confidence, what=what)
    for gap in closed:
        yield from gap.edits()


def _is_behind(gap: Gap, closed: Sequence[Gap]) -> bool:
    """Whether the edits that close a gap begin behind those of the last of others."""
    return not closed or next(gap.edits()).start >= [edit.end for edit in closed[-1].edits()][-1]


def _judged(
    source: str, start: int, end: int, places: Sequence[Place]
) -> Iterator[tuple[Place, Gap]]:
    """Yield places of a paragraph, which are in order, each with the gap that it would leave.

    What stands right behind a gap that is to be closed is judged as it stands when that is closed,
    so that one pass takes out all of a row of labels.
    """
    before: Gap | None = None
    for first, group in groupby(places, key=lambda place: place.first):
        joined = None
        if before and before.last <= first and not source[before.last : first].strip():
            joined = before.opening
        found = [
            (place, place.judged(Gap(source, start, first, place.last, end, place.what, 0, joined)))
            for place in group
        ]
        yield from found
        best = max((gap for _, gap in found), key=lambda gap: (gap.confidence, gap.last))
        if best.confidence >= LIKELY and (before is None or before.last <= first):
            before = best


def _in_order(place: Place) -> tuple[int, int]:
    return place.first, -place.last
