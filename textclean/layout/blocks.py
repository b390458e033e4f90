"""What each part of a document is: paragraph, heading, list item, verse, table, code and so on.

A block is one line or, where a paragraph was hard-wrapped or where lines belong together as in a
table, several. What is not clearly running text gets another kind than paragraph, since rules mend
sentences in paragraphs only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import attrs

from textclean.english.detection import are_english
from textclean.layout.forms import (
    ADDRESS,
    BYLINE,
    CODE,
    FOREIGN,
    FRAGMENT,
    FURNITURE,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    QUOTED,
    RULE_LINE,
    TABLE,
    TURN,
    VERSE,
    WIRE,
    has_contact,
    has_postal,
    heading_marks,
    is_enumerated,
    own_kind,
)
from textclean.layout.headings import LONGEST_HEADING, heading_odds
from textclean.layout.lines import Line
from textclean.layout.markup_lines import markup_units
from textclean.layout.wrapping import wrapped_runs, wrapping

__all__ = [
    "ADDRESS",
    "BYLINE",
    "CODE",
    "FOREIGN",
    "FRAGMENT",
    "FURNITURE",
    "HEADING",
    "LIST_ITEM",
    "NOT_PROSE",
    "PARAGRAPH",
    "QUOTED",
    "RULE_LINE",
    "RUNNING",
    "TABLE",
    "TURN",
    "VERSE",
    "WIRE",
    "Block",
    "Part",
    "is_prose",
    "merged",
    "shape",
]

# Where words are not spelled and joined as in sentences and headings.
NOT_PROSE = frozenset([ADDRESS, CODE, FOREIGN, FRAGMENT, TABLE])
# Where sentences follow one another.
RUNNING = frozenset([PARAGRAPH, LIST_ITEM, TURN])
# Least share of the letters of a document that stand in running text.
_LEAST_PROSE = 0.5
_FEW_LINES = 3
_TOGETHER = frozenset([VERSE, TABLE, ADDRESS, CODE, QUOTED])


class Block(NamedTuple):
    """A part of the document: its kind and its span, without the line end after it."""

    kind: str
    start: int
    end: int


@attrs.frozen
class Part:
    """A line, or a hard-wrapped paragraph as one line, its kind, the log odds that it is a heading,
    and whether its language, or that of the document where it tells too little, is English.
    """

    line: Line
    kind: str
    heading_odds: float
    is_english: bool = True


def shape(lines: Sequence[Line]) -> tuple[Part, ...]:
    """Return the parts of a document, before lines that belong together become one block."""
    units = [_joined(run) for run in wrapped_runs(lines, wrapping(lines))]
    kinds = _kinds_without_headings(units)
    loses_stops = _lose_stops(units, kinds)
    odds = heading_odds(units, _bodies(units, kinds, loses_stops))
    # Beside a sentence or two that stand alone, nothing tells whether they lost their stops.
    stands_alone = (
        not loses_stops and len(units) <= _FEW_LINES and all(unit.lacks_stop for unit in units)
    )
    return tuple(
        _part(unit, kind, log_odds, is_english, loses_stops, stands_alone)
        for unit, kind, log_odds, is_english in zip(
            units, kinds, odds, are_english([unit.words for unit in units]), strict=True
        )
    )


def is_prose(parts: Sequence[Part]) -> bool:
    """Whether a document is running text for the most part; bulletins, tables and chats are not."""
    running = [part.line for part in parts if part.kind in RUNNING]
    others = [part.line for part in parts if part.kind not in RUNNING]
    # A line has no more letters than characters: mostly the first paragraphs outweigh all others.
    most = sum(len(line.text) for line in others)
    counts = accumulate(len(line.letters) for line in running)
    if any(count >= _LEAST_PROSE * (count + most) for count in counts):
        return True
    letters = sum(len(line.letters) for line in running)
    return letters >= _LEAST_PROSE * (letters + sum(len(line.letters) for line in others))


def _part(
    unit: Line,
    found: str | None,
    heading_odds: float,
    is_english: bool,
    loses_stops: bool,
    stands_alone: bool,
) -> Part:
    """Return a part of the kind that was found, or else of that which its form and the odds tell;
    running text in another language than English is of a kind of its own.
    """
    if found == HEADING:
        return Part(unit, HEADING, math.inf, is_english)
    kind = found or _kind_of_rest(unit, heading_odds, loses_stops, stands_alone)
    if kind in RUNNING and not is_english:
        kind = FOREIGN
    return Part(unit, kind, heading_odds, is_english)


def body_of(units: Sequence[Line]) -> list[bool]:
    """Return which lines are text that a heading may stand over."""
    kinds = _kinds_without_headings(units)
    return _bodies(units, kinds, _lose_stops(units, kinds))


def _lose_stops(units: Sequence[Line], kinds: Sequence[str | None]) -> bool:
    """Whether a paragraph has lost its final stop."""
    return any(
        kind == PARAGRAPH and unit.is_long and unit.lacks_stop
        for unit, kind in zip(units, kinds, strict=True)
    )


def _bodies(units: Sequence[Line], kinds: Sequence[str | None], loses_stops: bool) -> list[bool]:
    """Return which lines are text that a heading may stand over; where other paragraphs have lost
    their final stops, sentences that have lost theirs are.
    """
    return [
        _is_body(unit, kind) or (loses_stops and kind is None and _may_have_lost_stop(unit))
        for unit, kind in zip(units, kinds, strict=True)
    ]


def _may_have_lost_stop(unit: Line) -> bool:
    """Whether a short line has the words of a sentence."""
    has_verb = unit.sentence_words > 0 and unit.small_function_words >= 3
    return has_verb and len(unit.words) >= 8 and _has_form_of_text(unit)


def _has_form_of_text(unit: Line) -> bool:
    """Whether a short line has neither the capitals of a title nor a word that leads on."""
    return unit.title_share < 0.5 and not unit.is_open


def _kinds_without_headings(units: Sequence[Line]) -> list[str | None]:
    """Return the kinds of the lines, with nothing for those that may be headings."""
    kinds: list[str | None] = [own_kind(unit) for unit in units]
    _find_code(units, kinds)
    for at in markup_units(units):
        kinds[at] = CODE
    _find_marked_headings(units, kinds)
    _find_tables(units, kinds)
    _find_short_lines(units, kinds)
    _find_prose(units, kinds)
    _free_numbered_headings(units, kinds)
    return kinds


def _is_body(unit: Line, kind: str | None) -> bool:
    """Whether the line is text that a heading may stand over; a table of contents is none."""
    if kind == LIST_ITEM:
        return unit.is_stopped or unit.is_long or not is_enumerated(unit)
    return kind in (PARAGRAPH, TURN)


def _find_code(units: Sequence[Line], found: list[str | None]) -> None:
    """Mark fenced lines, and runs in which most lines look like a program."""
    fenced = False
    for at, unit in enumerate(units):
        fence = unit.text.startswith(("```", "~~~"))
        if fenced or fence:
            found[at] = CODE
        fenced ^= fence
    free = [
        kind in (None, LIST_ITEM, RULE_LINE) and not (unit.is_long and unit.is_prose)
        for kind, unit in zip(found, units, strict=True)
    ]
    for run in _tight_runs(units, free):
        code = sum(units[at].looks_like_code for at in run)
        if code >= 2 and code * 2 >= len(run):
            for at in run:
                found[at] = CODE


def _find_marked_headings(units: Sequence[Line], found: list[str | None]) -> None:
    """Mark the headings of Markdown, but not comments of a program, which have their kind."""
    for at, unit in enumerate(units):
        if found[at] is None and heading_marks(unit) and len(unit.words) <= LONGEST_HEADING:
            found[at] = HEADING


def _find_tables(units: Sequence[Line], found: list[str | None]) -> None:
    """Mark rows: lines in columns, or runs of lines that hold more numbers than prose does."""
    free = [kind in (None, RULE_LINE) for kind in found]
    is_row = [
        free[at]
        and unit.columns > 1
        and not (unit.is_long and unit.columns < 3)
        and not unit.reads_on
        for at, unit in enumerate(units)
    ]
    is_result = [
        free[at]
        and not unit.is_stopped
        and not unit.is_long
        and unit.numeric_share >= 0.25
        and unit.small_function_words <= 1
        for at, unit in enumerate(units)
    ]
    for rows in (is_row, is_result):
        for run in _tight_runs(units, rows):
            for at in run:
                found[at] = TABLE
    for at, unit in enumerate(units):
        if is_row[at] and unit.columns >= 3:
            found[at] = TABLE


def _find_short_lines(units: Sequence[Line], found: list[str | None]) -> None:
    """Mark verse, addresses and lists of names: runs of lines too short for paragraphs."""
    short = [
        kind in (None, ADDRESS) and not unit.is_long and not unit.is_joint and not _leads_in(unit)
        for kind, unit in zip(found, units, strict=True)
    ]
    for whole_run in _tight_runs(units, short):
        run = _without_outer_sentences(units, whole_run)
        members = [units[at] for at in run]
        kind = _kind_of_run(members)
        if kind:
            for at in run:
                found[at] = kind


def _without_outer_sentences(units: Sequence[Line], run: Sequence[int]) -> Sequence[int]:
    """Return the run without the sentences at its ends, which are paragraphs beside it.

    A sentence at the end that a comma or an open line leads up to is the last line of a stanza.
    """
    first, last = 0, len(run)
    while first < last and units[run[first]].is_prose:
        first += 1
    while first < last and units[run[last - 1]].is_prose:
        before = units[run[last - 2]] if last - first > 1 else None
        if before and (before.is_open or (not before.is_stopped and last - first > 3)):
            break
        last -= 1
    return run[first:last]


def _kind_of_run(members: Sequence[Line]) -> str | None:
    """Return what a run of short lines is; nothing where each may be a block of its own."""
    unstopped = sum(not line.is_stopped for line in members)
    enjambed = sum(line.is_open for line in members[:-1]) + sum(
        line.starts_lower for line in members[1:]
    )
    contacts = sum(has_contact(line) for line in members)
    postal = sum(has_postal(line) for line in members)
    if len(members) >= 2 and unstopped == len(members) and contacts + postal >= 2:
        return ADDRESS
    if len(members) >= 3 and unstopped == len(members) and contacts + postal:
        return ADDRESS
    if len(members) >= 2 and unstopped == sum(line.is_labelled for line in members) == len(members):
        return FRAGMENT
    if len(members) >= 4 and enjambed >= 2 and unstopped * 3 >= len(members):
        return VERSE
    are_alike = any(_are_alike(line, below) for line, below in pairwise(members))
    if len(members) >= 3 and unstopped * 5 >= 3 * len(members) and are_alike:
        return VERSE if enjambed * 4 >= len(members) else FRAGMENT
    return None


def _are_alike(line: Line, below: Line) -> bool:
    """Whether two lines may be items of a list, and neither a heading beside its text, which is a
    sentence or more than twice as long.
    """
    if line.is_labelled and below.is_labelled:
        return True
    are_alike_in_length = not (line.is_short_beside(below) or below.is_short_beside(line))
    return are_alike_in_length and not (line.is_stopped or below.is_stopped)


def _find_prose(units: Sequence[Line], found: list[str | None]) -> None:
    """Mark what is running text by its length and words alone.

    A first line without a stop may be a headline of any length where all else has its stops.
    """
    rest = [unit.is_stopped or unit.text.endswith(":") for unit in units[1:] if unit.is_long]
    is_whole = len(rest) >= 3 and all(rest)
    for at, unit in enumerate(units):
        is_headline = at == 0 and (unit.is_headlinese or (is_whole and not unit.is_stopped))
        if found[at] is None and not is_headline and (unit.is_prose or _leads_in(unit)):
            found[at] = PARAGRAPH


def _leads_in(unit: Line) -> bool:
    """Whether the line is a sentence that announces a list or a quotation."""
    return unit.text.endswith(":") and len(unit.words) > 3 and unit.title_share < 0.7


def _free_numbered_headings(units: Sequence[Line], found: list[str | None]) -> None:
    """Let numbered lines with text of their own under them ("2. Methods") be judged as headings."""
    items = [kind == LIST_ITEM for kind in found]
    for at, unit in enumerate(units[:-1]):
        if not items[at]:
            continue
        has_text = found[at + 1] == PARAGRAPH and unit.is_short_beside(units[at + 1])
        starts = at == 0 or not items[at - 1]
        is_title = is_enumerated(unit) and not unit.is_open and not unit.is_stopped
        starts_high = any(word[0].isupper() for word in unit.words[1:2])
        if is_title and starts_high and has_text and starts:
            found[at] = None


def _kind_of_rest(unit: Line, log_odds: float, loses_stops: bool, stands_alone: bool) -> str:
    """Return the kind of a short line: where other paragraphs have lost their final stops, or there
    is nothing else, one with a verb may be a paragraph that has lost its own.
    """
    if log_odds > 0:
        return HEADING
    if unit.is_stopped or unit.is_prose:
        return PARAGRAPH
    is_running = loses_stops and _may_have_lost_stop(unit)
    is_whole = stands_alone and unit.has_sentence and len(unit.words) >= 7
    return PARAGRAPH if is_running or (is_whole and _has_form_of_text(unit)) else FRAGMENT


def _tight_runs(units: Sequence[Line], is_member: Sequence[bool]) -> Iterator[list[int]]:
    """Yield the indices of lines, two at least, that follow one another with no blank between."""
    run: list[int] = []
    for at, unit in enumerate(units):
        if run and not (is_member[at] and run[-1] == at - 1 and not unit.follows_blank):
            if len(run) > 1:
                yield run
            run = []
        if is_member[at]:
            run.append(at)
    if len(run) > 1:
        yield run


def _joined(run: Sequence[Line]) -> Line:
    """Make one line of the lines of a hard-wrapped paragraph."""
    if len(run) == 1:
        return run[0]
    text = " ".join(line.text for line in run)
    return attrs.evolve(run[0], text=text, end=run[-1].end, is_joint=True)


def merged(parts: Sequence[Part]) -> Iterator[Block]:
    """Yield the blocks that the parts of a document make, those lines that belong together as one;
    every character but white space lies in one.

    The kinds are `PARAGRAPH`, `HEADING`, `LIST_ITEM`, `BYLINE`, `WIRE` (slugs, notes to editors,
    embargoes, sign-offs), `VERSE`, `TABLE`, `ADDRESS`, `CODE`, `RULE_LINE`, `TURN` (of an
    interview), `QUOTED` (mail), `FURNITURE` (of a web page), `FOREIGN` (running text that is not in
    English), and `FRAGMENT` for short lines that are clearly none of these. For sorts and levels
    see `textclean.layout.outline`.

    >>> from textclean.layout.lines import lines
    >>> source = "Ferry Strike\\nThe ferries stay in port.\\n- No sailings\\n"
    >>> [block.kind for block in merged(shape(list(lines(source))))]
    ['heading', 'paragraph', 'list item']
    """
    block: Block | None = None
    for part in parts:
        line, kind = part.line, part.kind
        if block and block.kind == kind and kind in _TOGETHER and not line.follows_blank:
            block = block._replace(end=line.end)
            continue
        if block:
            yield block
        block = Block(kind, line.start, line.end)
    if block:
        yield block
