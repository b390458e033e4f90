"""Labels, links, bars and stamps of a web page that were copied along with the story."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from textclean import furniture
from textclean.edit import Edit
from textclean.furniture import credits, labels, leftovers, links, pagers, stamps
from textclean.furniture.gap import Gap
from textclean.furniture.place import Place, line_around
from textclean.intrusions import page_matter
from textclean.layout.blocks import (
    BYLINE,
    CODE,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    QUOTED,
    TABLE,
    TURN,
    VERSE,
    WIRE,
    Part,
)
from textclean.layout.forms import has_dateline
from textclean.layout.lines import Line
from textclean.layout.lines import lines as lines_of
from textclean.layout.wrapping import may_be_wrapped
from textclean.normalizer import normalizer
from textclean.text import Text, WordSet
from textclean.tokens import scan

_KEPT = frozenset([CODE, QUOTED, TABLE, VERSE, WIRE])
_WIRE_MATTER = frozenset([BYLINE, WIRE])
_DATELINE_END = re.compile(r" ?(?:--|[-–—])\s+")
# A word or two that a heading could be may be headings; so many in a row are a bar or a menu.
_FEWEST_BUTTONS = 3
_FEWEST_LINKS = 2

# A line in which a page may as likely speak as not counts beside others.
_LIKELY = 0.5

# What breaks into paragraphs, and the words without which it is not to be looked for.
_KINDS = tuple(
    (kind, WordSet.of(kind.SIGN_WORDS))
    for kind in (leftovers, credits, stamps, pagers, links, labels)
)


@normalizer("words", "spaces", "marks", "case")
def page_furniture(
    text: Text, *, lines: tuple[str, ...] = (), strip_wire_matter: bool = False
) -> Iterator[Edit]:
    r"""Take out what belongs to the web page and not to the story.

    Damage: "Advertisement", "Story continues below", "Read more: …" and its headline, share bars,
    prompts for newsletters, cookie notices, pagers, "5 min read", photo credits, and time stamps
    on lines of their own or in the middle of a paragraph.

    Evidence: the label, its form (a whole line with nothing else in it; a label in capitals in
    mid-sentence), words such as pages speak and stories do not, and the text closing over the gap
    (the sentence before it goes on after it, or one ends before it and the next begins after it).
    What has a capital in mid-sentence and no such label, a headline mostly, goes where the sentence
    holds together better over it than it does into it and out of it. Each counts for more beside
    other furniture; only there does a headline between two sentences go, or a word that a heading
    could be ("Comments"), but for where a sentence runs on over it.

    Left alone: the same words in prose ("Advertisement spending rose", "Read more books"), in
    advice and in quotations; names and titles of works; a heading that ran into its text; wire
    matter such as datelines, bylines, slugs, notes to editors, `(MORE)`, sign-offs and embargoes.

    >>> source = "The minister said Advertisement that talks would go on.\n"
    >>> [(edit.start, edit.end, edit.new) for edit in page_furniture(Text(source))]
    [(18, 32, '')]
    """
    if lines and (gone := list(_known_lines(text, frozenset(map(_folded, lines))))):
        # What remains is found when they are gone: a paragraph may go on over them.
        yield from gone
        return
    known = list(_known_places(text))
    fellows = len(known) + _has_lines(text.source) + page_matter.lines_heard(text)
    places = [*known, *page_matter.places(text, known, fellows)]
    if not (places or fellows or strip_wire_matter or may_be_wrapped(text.source)):
        return
    places.sort(key=lambda place: (place.first, -place.last))
    parts = text.parts
    of_wire = _WIRE_MATTER if strip_wire_matter else frozenset[str]()
    runs = list(_furniture_lines(parts, _certainties(text, of_wire, known, fellows)))
    own = [part.line for part in parts]
    for first, last, confidence in runs:
        yield from _without_lines(text.source, own, first, last, confidence)
    taken = {at for first, last, _ in runs for at in range(first, last + 1)}
    for at, part in enumerate(parts):
        if at not in taken and part.kind in (PARAGRAPH, LIST_ITEM, TURN):
            if strip_wire_matter and has_dateline(part.line):
                yield from _without_dateline(text.source, part.line)
            yield from _without_pieces(text.source, part, places)


def _folded(line: str) -> str:
    """Return a line without what does not count when lines are compared."""
    return re.sub(r"[\s\d]+", "", line).casefold()


def _known_lines(text: Text, known: frozenset[str]) -> Iterator[Edit]:
    """Yield the edits that take out known lines, runs of them at once."""
    own = list(lines_of(text.source))
    is_known = [_folded(line.text) in known for line in own]
    for is_run, places in groupby(range(len(own)), key=is_known.__getitem__):
        if is_run:
            run = list(places)
            yield from _without_lines(text.source, own, run[0], run[-1], 0.98)


def _without_dateline(source: str, line: Line) -> Iterator[Edit]:
    """Yield the edit that takes out the dateline of a paragraph."""
    if match := _DATELINE_END.search(source, line.start, line.end):
        why = "a dateline, which is not wanted here"
        yield Edit.delete(line.start, match.end(), confidence=0.95, why=why)


def _known_places(text: Text) -> Iterator[Place]:
    """Yield where something of the page may stand in a paragraph, known by its words.

    Unless lines are to be joined, paragraphs are known before the parts of the document are.
    """
    is_wrapped = may_be_wrapped(text.source)
    for kind, words in _KINDS:
        signs = text.scanned.start[words.places(text.scanned)].tolist()
        for place in kind.places(text.source, signs):
            line = line_around(text.source, place.first)
            if is_wrapped or place.judged(_gap(text.source, place, *line)).confidence:
                yield place


def _has_lines(source: str) -> bool:
    """Whether a line by itself is such as furniture is."""
    return any(
        furniture.certainty(line) or furniture.heads_links(line)
        for line in map(str.strip, source.replace("\r", "\n").split("\n"))
        if line
    )


def _furniture_lines(parts: Sequence[Part], sure: list[float]) -> Iterator[tuple[int, int, float]]:
    """Yield runs of parts that are furniture: the first, the last, and how sure that is."""
    for at, part in enumerate(parts):
        if furniture.heads_links(part.line.text):
            links = _links_after(parts, at)
            sure[at : at + 1 + links] = [max(sure[at], 0.88 if links else 0.0)] * (links + 1)
    at = 0
    while at < len(parts):
        first = at
        while at < len(parts) and sure[at]:
            at += 1
        if at > first:
            best = max(sure[first:at])
            listed = any(part.kind == LIST_ITEM for part in parts[first:at])
            if at - first >= _FEWEST_BUTTONS and not listed:
                best = max(best, 0.85)
            if at - first == 1 and stamps.is_unlabelled_byline(parts[first].line.text):
                best = 0.85
            if _closes([part.line for part in parts], first - 1, at):
                best = max(best, 0.95)
            yield first, at - 1, best
        at += 1


def _certainties(
    text: Text, unwanted: frozenset[str], known: Sequence[Place], fellows: int
) -> list[float]:
    """Return of each part how sure it is that it has to go, whatever stands right beside it: that
    it is of an `unwanted` kind, that it has the form of furniture, or that a page speaks in it.
    """
    lines = [scan.Span(part.line.start, part.line.end) for part in text.parts]
    heard = page_matter.heard(text, lines)
    starts = sorted(place.first for place in known)

    def certainty(part: Part) -> float:
        line = part.line
        if part.kind in unwanted:
            return 0.95
        if part.kind in _KEPT:
            return 0.0
        if by_form := furniture.certainty(line.text):
            return by_form
        # Where something is known, what is left when it is gone is looked at again.
        holds_known = bisect_left(starts, line.start) < bisect_left(starts, line.end)
        if part.kind == BYLINE or holds_known or line.start not in heard:
            return 0.0
        chance = page_matter.chance_of_line(
            heard[line.start], fellows, may_be_heading=part.kind == HEADING
        )
        return round(chance, 3) if chance >= _LIKELY else 0.0

    return list(map(certainty, text.parts))


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


def _closes(lines: Sequence[Line], before: int, after: int) -> bool:
    """Whether a sentence goes on from one line to the other."""
    if before < 0 or after >= len(lines):
        return False
    head, tail = lines[before], lines[after]
    breaks_off = not head.is_stopped and not head.text.endswith(":") and len(head.words) > 2
    return breaks_off and tail.starts_lower


def _without_lines(
    source: str, lines: Sequence[Line], first: int, last: int, confidence: float
) -> Iterator[Edit]:
    """Yield the edit that takes out whole lines and leaves one gap between what stood around."""
    start, end = lines[first].start, lines[last].end
    before = lines[first - 1].end if first else 0
    after = lines[last + 1].start if last + 1 < len(lines) else len(source)
    why = "a line of the web page, not of the story"
    if _closes(lines, first - 1, last + 1):
        yield Edit.replace(before, after, " ", confidence=confidence, why=why)
        return
    above, below = source[before:start], source[end:after]
    if first == 0 or (last + 1 < len(lines) and _line_ends(above) >= _line_ends(below)):
        yield Edit.delete(start, after, confidence=confidence, why=why)
    else:
        yield Edit.delete(before, end, confidence=confidence, why=why)


def _line_ends(gap: str) -> int:
    """Return how many lines end in the white space between two lines."""
    return len(re.findall(r"\r\n|\r|\n", gap))


def _without_pieces(source: str, part: Part, places: Sequence[Place]) -> Iterator[Edit]:
    """Yield the edits that take furniture out of a paragraph."""
    start, end = part.line.start, part.line.end
    gaps = [
        place.judged(_gap(source, place, start, end))
        for place in places
        if start <= place.first and place.last <= end
        if not (place.stays_in_list and part.kind == LIST_ITEM)
    ]
    done = start
    for gap in sorted(gaps, key=lambda gap: (gap.first, -gap.confidence, -gap.last)):
        edits = list(gap.edits()) if gap.confidence else []
        # Of two labels side by side, the next pass takes the second.
        if edits and edits[0].start >= done:
            yield from edits
            done = edits[-1].end


def _gap(source: str, place: Place, start: int, end: int) -> Gap:
    """Return the gap that a place would leave in its paragraph."""
    return Gap(source, start, place.first, place.last, end)
