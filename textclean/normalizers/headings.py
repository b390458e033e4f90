"""Headings that lost the blank lines around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Literal

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.evidence.confidence import log_odds, probability
from textclean.layout.blocks import (
    BYLINE,
    FRAGMENT,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    RULE_LINE,
    WIRE,
    Part,
)
from textclean.layout.forms import has_dateline, heading_marks
from textclean.layout.headings import style
from textclean.layout.lines import Line, lines
from textclean.layout.outline import heading_levels
from textclean.normalizer import LEAST_TOLD, normalizer
from textclean.text import Text
from textclean.tokens.scan import is_abbreviation

_SPACE = re.compile(r"\s+")
_CLOSING = " \t\"'”’»)]*_"

_SHORTEST_BODY = 6  # words that a heading needs after it
# In log odds, for each of up to so many fellows.
_PER_FELLOW, _MOST_FELLOWS = 0.7, 3

_MOSTLY_SMALL = 0.5
_ASKING = frozenset(
    """
    who whom whose what which when where why how is are was were do does did has have had can could
    will would shall should may might must
    """.split()  # noqa: SIM905
)

# So many headings in title case that stand apart tell that one more may have run into its text.
_FEWEST_FELLOWS = 2

# "Market Forces The bank said …": a word that title case would set small, with a capital. Words
# that begin names ("A", "I", "Who") are left out, and those that stand in them ("Made In America")
# must be followed by a small letter.
_RUN_IN = re.compile(
    r"""
    (?P<title>[A-Z0-9][\w'’.%-]*
        (?:\ (?:[A-Z0-9][\w'’.%-]*|and|or|of|the|a|an|in|on|to|for|at|by|with|from|vs)){1,8}?)
    \ (?P<opener>(?:The|This|These|Those|They|He|She|It|We|There|However|Although|While|Since|But
            |According)\ (?=\S+\ (?:\S+\ )?[a-z])
        |(?:In|On|At|For|With|After|Before|When|As|If|Under|From|By|During)\ (?=[a-z]))
    """,
    re.VERBOSE,
)


@normalizer("spaces", "marks")
def headings(
    text: Text, *, heading_style: Literal["plain", "markdown"] = "plain"
) -> Iterator[Edit]:
    r"""Set a heading apart from the text around it with one blank line on either side.

    Damage: the blank lines around headings are lost, so that a heading looks like a paragraph of
    its own among others.

    Evidence: a heading is short, has no final stop, is set in title case or capitals or drops the
    small words of a sentence, and stands before a body that starts afresh. The headings of a
    document are judged together: a line whose style others share is a surer one, and questions
    are headings where the text answers three of them and nobody in it does. A heading that
    ran into its text ("The Last Mile The road ends…") is parted from it where the tagger sees that
    a heading ends and a sentence starts afresh, in a document that lost more of the kind or by the
    capitals of a title; or where it is in title case, the document has two
    headings more of the kind and a small word with a capital can only begin a sentence.

    Left alone: bylines, datelines and the headline that stands right over them, wire slugs and
    notes, addresses, signatures, verse, tables, lists of names or short items, questions of an
    interview, and runs of short lines in general; a label right over its list; headings of one
    style that all stand right over their text, each with a blank line before it. List items
    stay tight under their paragraph. No mark changes, and a heading gets no stop.

    With `heading_style = "markdown"` each heading that is sure gets the marks of its level, `# `
    for the headline, `## ` for those below it, and keeps those it has. Then each has a blank line
    on either side, over lists and datelines too.

    >>> source = "Road Works\nThe bridge will be closed until May while it is painted.\n"
    >>> [(edit.start, edit.new) for edit in headings(Text(source))]
    [(11, '\n')]
    """
    parts = text.parts if _has_open_line(text) else ()
    yield from _run_in(text, parts)
    is_marked = heading_style == "markdown"
    yield from _tight(text, parts, everywhere=is_marked)
    if is_marked:
        yield from _marked(parts)


def _tight(text: Text, parts: Sequence[Part], *, everywhere: bool) -> Iterator[Edit]:
    """Yield the blank lines that headings lack, if not `everywhere` then where they lost them."""
    styles_over_text = _styles_over_text(parts)
    for at, (before, after) in enumerate(pairwise(parts)):
        heads = [part for part in (before, after) if part.kind == HEADING]
        if not heads or after.line.follows_blank:
            continue
        if not everywhere and (_is_header(parts, at) or _is_in_place(parts, at, styles_over_text)):
            continue
        odds = max(part.heading_odds for part in heads)
        start = after.line.start - after.line.indent
        yield Edit.insert(
            start,
            text.line_end,
            confidence=min(0.97, round(probability(odds), 2)),
            why="a heading stands apart from the text around it",
        )


def _marked(parts: Sequence[Part]) -> Iterator[Edit]:
    """Yield the marks of Markdown that headings lack; one that needs a blank line first has to wait
    for the next pass.
    """
    for at, (part, level) in enumerate(zip(parts, heading_levels(parts), strict=True)):
        line = part.line
        if level and not heading_marks(line) and (line.follows_blank or not at):
            yield Edit.replace(
                line.start - line.indent,
                line.start,
                "#" * level + " ",
                confidence=min(0.97, round(probability(part.heading_odds), 2)),
                why="a heading of Markdown",
            )


def _has_open_line(text: Text) -> bool:
    """Whether a line ends in no stop, or in one that may be an initialism's; a heading does."""
    for start, end in text.lines:
        line = text.source[start:end].rstrip(_CLOSING)
        if line and (line[-1] not in ".!…" or line[-2:-1].isupper()):
            return True
    return False


def _is_header(parts: Sequence[Part], at: int) -> bool:
    """Whether the part and the next belong to one block at the head of a wire story.

    Slug, headline, byline and the paragraph with the dateline stand together there, and a rule
    drawn under a heading belongs to it.
    """
    before, after = parts[at], parts[at + 1]
    if any(part.kind in (BYLINE, WIRE, RULE_LINE) for part in (before, after)):
        return True
    if at and parts[at - 1].kind == BYLINE and not before.line.follows_blank:
        return True  # "By Ada Marsh" / "Staff Writer"
    decks = len(list(takewhile(lambda part: part.kind == HEADING, parts[:3])))
    body = parts[decks] if at < decks < min(3, len(parts)) else None
    return body is not None and body.kind == PARAGRAPH and has_dateline(body.line)


def _is_in_place(parts: Sequence[Part], at: int, styles_over_text: frozenset[str]) -> bool:
    """Whether the part and the next, one of them a heading, lack no blank line.

    A label stands right over its list ("Method", "What you need"), a time over the title of an
    entry, and a title over its subtitle.
    """
    before, after = parts[at], parts[at + 1]
    if before.kind == HEADING and at and style(before.line) in styles_over_text:
        return True
    if at == 0 and before.kind == after.kind == HEADING:
        return len(parts) > 2 and parts[2].line.follows_blank
    if before.kind == HEADING and after.kind in (LIST_ITEM, HEADING, FRAGMENT):
        return before.line.follows_blank
    return before.kind == FRAGMENT and before.line.follows_blank


def _styles_over_text(parts: Sequence[Part]) -> frozenset[str]:
    """Return the styles of which all headings below the first line, and short lines that may be
    some, stand right over their text, each with a blank line before it: no chance leaves two so
    and none apart.
    """
    over_text: Counter[str] = Counter()
    apart = set()
    for before, after in pairwise(parts[1:]):
        if before.kind in (HEADING, FRAGMENT) and before.line.follows_blank:
            if not after.line.follows_blank:
                over_text[style(before.line)] += 1
            elif before.kind == HEADING:
                apart.add(style(before.line))
    is_uniform = not apart and over_text.total() >= _FEWEST_FELLOWS
    fewest = 1 if is_uniform else _FEWEST_FELLOWS
    return frozenset(
        own for own, count in over_text.items() if count >= fewest and own not in apart
    )


def _run_in(text: Text, parts: Sequence[Part]) -> Iterator[Edit]:
    """Yield the edits that part headings from the paragraphs they ran into."""
    fellows = sum(part.kind == HEADING and part.line.is_title_case for part in parts)
    found = _by_tagger(text, fellows)
    for gap, heading in _by_form(text, fellows).items():
        found[gap] = max(heading, found.get(gap, heading), key=itemgetter(1))
    if fellows >= _FEWEST_FELLOWS:
        for gap, heading in _before_openers(text, parts):
            found.setdefault(gap, heading)
    blank = 2 * text.line_end
    why = "a heading ran into its text"
    surest: dict[tuple[int, int], float] = {}
    for gap, (first, confidence) in found.items():
        words = text.words
        places = [(words[gap].end, words[gap + 1].start)]
        if first and words[first - 1].start >= text.block_at(words[first].start).start:
            space = _SPACE.search(text.source, words[first - 1].end)
            places += [space.span()] if space else []
        for place in places:  # two gaps of one sentence share its beginning
            surest[place] = max(confidence, surest.get(place, 0.0))
    for (start, end), confidence in sorted(surest.items()):
        yield Edit.replace(start, end, blank, confidence=confidence, why=why)


def _before_openers(text: Text, parts: Sequence[Part]) -> Iterator[tuple[int, tuple[int, float]]]:
    """Yield the gaps between a title and a small word that begins a sentence, each with the first
    word of the title and how sure it is."""
    starts, ends = ([word[side] for word in text.words] for side in (0, 1))
    for part in parts:
        start, end = part.line.start, part.line.end
        match = _RUN_IN.match(text.source, start, end) if part.kind == PARAGRAPH else None
        if match and _is_title(match["title"]):
            yield bisect_left(ends, match.end("title")), (bisect_left(starts, start), 0.88)


def _by_tagger(text: Text, fellows: int) -> dict[int, tuple[int, float]]:
    """Return the gaps in which, by the tagger, the line end after a heading was lost, each with the
    first word of the heading and how sure it is.

    Where the document has headings of the kind, one more is likelier.
    """
    from textclean.tagger.loss import losses

    words, lost = text.words, losses(text)
    breaks, stops = lost.of("heading"), lost.of("sentence mark")
    starts = [word.start for word in words]
    found: dict[int, tuple[int, float]] = {}
    for gap in (breaks[:-1] >= LEAST_TOLD).nonzero()[0].tolist():
        first = _first_of_sentence(text, starts, words[gap].end)
        first = max([first, *((stops[first:gap] > 0.5).nonzero()[0] + first + 1).tolist()])
        if line := _heading_before(text, first, gap):
            has_form = line.is_title_case or line.is_capitals
            if has_form:  # "Trends on Tuesday Mobile Apps Grow": one heading, to its last break
                found = {at: heading for at, heading in found.items() if heading[0] != first}
            odds = log_odds(float(breaks[gap]))
            odds += _PER_FELLOW * min(fellows, _MOST_FELLOWS) if has_form else 0
            found[gap] = first, round(min(0.97, probability(odds)), 3)
    return found


def _by_form(text: Text, fellows: int) -> dict[int, tuple[int, float]]:
    """Return the same by the form of the heading, whatever else the document lost: the likeliest of
    those that begin with the same word.
    """
    from textclean.intrusions.run_in_headings import run_in_headings

    found: dict[int, tuple[int, float]] = {}
    last = -1
    for first, gap, odds in sorted(run_in_headings(text), key=lambda each: (each[0], -each[2])):
        chance = probability(odds + _PER_FELLOW * min(fellows, _MOST_FELLOWS))
        if first != last and chance >= LEAST_TOLD:
            line = _heading_before(text, first, gap)
            if line and _may_run_in(line, text.source[slice(*text.words[gap + 1])]):
                found[gap] = first, round(min(0.97, chance), 3)
        last = first
    return found


def _may_run_in(heading: Line, following: str) -> bool:
    """Whether a heading in a document that lost little else can have run into the word after it.

    "What makes unemployment stay high" is a question that lost its mark, and "Environment Canada" a
    name.
    """
    asks = heading.words[0].lower() in _ASKING and not heading.is_title_case
    is_named = len(heading.words) == 1 and lexicon.lower_share(following) < _MOSTLY_SMALL
    return not (asks or is_named)


def _heading_before(text: Text, first: int, gap: int) -> Line | None:
    """Return the words from the first to the one before a gap as the line that they would be, if
    they and what follows could be a heading and its text.
    """
    source, words = text.source, text.words
    end, start = words[gap].end, words[gap + 1].start
    block = text.block_at(end - 1)
    line = next(lines(source[words[first].start : end]))
    is_heading = (
        source[end:start] == " "
        and not source[start].islower()
        and block.kind == PARAGRAPH
        and not (line.is_open or line.is_stopped or is_abbreviation(line.words[-1]))
        and len(source[start : block.end].split()) >= _SHORTEST_BODY
    )
    return line if is_heading else None


def _first_of_sentence(text: Text, starts: Sequence[int], offset: int) -> int:
    """Return the first word of the sentence that the character before `offset` lies in.

    `starts` are those of the words.
    """
    at = bisect_left(text.sentences, offset, key=lambda sentence: sentence.start) - 1
    return bisect_left(starts, text.sentences[at].start)


def _is_title(words: str) -> bool:
    """Whether the words before a sentence can be a heading: two of them at least have meaning,
    they are not all names, and the last could end a phrase.
    """
    line = next(lines(words))
    common = [word for word in line.content_words if lexicon.lower_share(word) > 0.3]
    breaks_off = line.is_open or line.is_stopped or is_abbreviation(line.words[-1])
    return len(line.content_words) >= 2 and bool(common) and not breaks_off
