"""Lightweight markup, Markdown and reStructuredText: what their readers find, and its repair.

A reader says where the prose of a source is, and what all else is. The rules run over the prose.
What they make of it is read once more: where anything but prose would be another than it was, the
repair of that passage is not made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby, zip_longest

import attrs

from textclean.adapters.scribe import ITEM, Scribe
from textclean.adapters.splice import once
from textclean.adapters.transcript import HEADING, TEXT, Transcript, Writer
from textclean.edit import Edit, apply
from textclean.pipeline import Pass, Pipeline, Report, settled
from textclean.protection import Protection
from textclean.text import Text
from textclean.tokens.lines import line_index
from textclean.tokens.scan import Span as Place

__all__ = [
    "CELL",
    "CLOSE",
    "DECODED",
    "HARD_BREAK",
    "HEADING",
    "ITEM",
    "KEPT",
    "LITERAL",
    "OPEN",
    "SOFT_BREAK",
    "TEXT",
    "Passage",
    "Reading",
    "Span",
    "repair",
]

# What a span of a passage is: text that stands for itself, or for another character; what is read
# and stays; a mark that opens or closes around text; a line end that may be shown as a space, or
# is one for every reader.
LITERAL, DECODED, KEPT, OPEN, CLOSE, SOFT_BREAK, HARD_BREAK = range(7)

# What a passage may be, beside text, a heading and the first paragraph of a list item.
CELL = "cell"

# Who ends a line sooner, in code points, and goes on with a capital wants a line of its own there.
_SHORTEST_WRAPPED = 45

# So often a source is read again, at most, to tell which changes harm its structure: enough to find
# a few among thousands.
_MOST_READINGS = 64


@attrs.frozen
class Span:
    """A part of a passage and its place in the source; `text` is what it is read as, where that is
    not what stands there.
    """

    kind: int
    start: int
    end: int
    text: str = ""


@attrs.frozen
class Passage:
    """A block with prose: its spans in order, and the indices of the lines that it takes.

    `entries` are its places in the structure. They go with it if all of its text goes; a passage
    that may not go must keep some.
    """

    kind: str
    spans: tuple[Span, ...]
    first_line: int
    end_line: int
    entries: range
    may_go: bool


@attrs.frozen
class Reading:
    """What a reader found in a source: where its lines are, without their ends; its passages; and
    its structure, which is all but the text of the passages.
    """

    source: str
    lines: Sequence[Place]
    passages: Sequence[Passage]
    structure: Sequence[Hashable]


Reader = Callable[[str], Reading]


def repair(
    source: str,
    read: Reader,
    write: Writer,
    pipeline: Pipeline,
    protection: Protection | None = None,
) -> Report:
    """Repair the prose of a source; `write` escapes what comes new into it.

    A passage whose repair would change anything but prose stays as it was, and what was to be done
    there is a suggestion. Raises `UnstableRepairError` where the rules do not settle.
    """
    kept = protection or Protection()
    return settled(Text(source), lambda text: _once(text.source, read, write, pipeline, kept), kept)


def _once(
    source: str, read: Reader, write: Writer, pipeline: Pipeline, protection: Protection
) -> Pass:
    """Repair the prose of a source once, as far as its structure allows."""
    reading = read(source)
    step = once(source, [[_transcript(reading, write)]], pipeline, protection)
    if not step.edits:
        return step
    changes = list(_changes(reading, step.edits))
    made = _Trial(reading, read).harmless(changes)
    left = set(changes).difference(made)
    unmade = [edit for one in changes if one in left for edit in one.proposed]
    edits = [edit for one in made for edit in one.edits]
    return step._replace(
        text=Text(apply(source, edits)), edits=edits, suggestions=[*step.suggestions, *unmade]
    )


def _transcript(reading: Reading, write: Writer) -> Transcript:
    """Return what the rules read."""
    scribe = Scribe(write)
    row = -1
    for passage in reading.passages:
        if passage.kind == CELL and passage.first_line == row:
            scribe.cell()
        else:
            scribe.block(TEXT if passage.kind == CELL else passage.kind)
        row = passage.first_line if passage.kind == CELL else -1
        wrapped = set(_wrapped(reading, passage))
        for span in passage.spans:
            _write(reading, span, scribe, is_wrapped=span.start in wrapped)
    return scribe.transcript()


def _write(reading: Reading, span: Span, scribe: Scribe, *, is_wrapped: bool) -> None:
    """Write a span of a passage."""
    kind, start, end = span.kind, span.start, span.end
    if kind == LITERAL:
        scribe.text(reading.source[start:end], start, end, is_literal=True)
    elif kind == DECODED:
        scribe.text(span.text, start, end, is_literal=False)
    elif kind == KEPT:
        scribe.kept(span.text or reading.source[start:end], start, end)
    elif kind == OPEN:
        scribe.opening()
    elif kind == CLOSE:
        scribe.closing(end)
    elif kind == SOFT_BREAK and is_wrapped:
        scribe.text(" ", start, end, is_literal=False)
    else:
        scribe.line_break(start, end)


def _wrapped(reading: Reading, passage: Passage) -> Iterator[int]:
    """Yield where the line ends of a passage start that stand where a space would: they may be
    deleted with the text around them.

    A short line that is apart from the one below it is apart from the one above it too: of a row of
    `<p>` under a long line each reading would give the first to that line, and no more.
    """
    ends = [span for span in passage.spans if span.kind == SOFT_BREAK]
    for end, below in zip_longest(ends, ends[1:]):
        if _goes_on(reading, end) or (
            _is_long(reading, end)
            and (below is None or _goes_on(reading, below) or _is_long(reading, below))
        ):
            yield end.start


def _goes_on(reading: Reading, line_end: Span) -> bool:
    return reading.source[line_end.end : line_end.end + 1].islower()


def _is_long(reading: Reading, line_end: Span) -> bool:
    line = reading.lines[line_index(reading.lines, line_end.start)]
    return line_end.start - line.start >= _SHORTEST_WRAPPED


@attrs.frozen(eq=False)
class _Change:
    """What is `proposed` for one passage, and the `edits` that make it of the source; whether the
    passage goes with all of its text.
    """

    passage: Passage
    proposed: tuple[Edit, ...]
    edits: tuple[Edit, ...]
    takes_all: bool


def _changes(reading: Reading, edits: Sequence[Edit]) -> Iterator[_Change]:
    """Yield the change of each passage that edits, in order, lie in."""
    starts = [passage.spans[0].start for passage in reading.passages]
    done = 0
    for at, group in groupby(edits, key=lambda edit: bisect_right(starts, edit.start) - 1):
        passage, proposed = reading.passages[at], tuple(group)
        if passage.may_go and _is_emptied(reading.source, passage, proposed):
            start, end = _with_lines(reading, passage)
            whole = attrs.evolve(proposed[0], start=max(start, done), end=end, new="")
            done = end
            yield _Change(passage, proposed, (whole,), takes_all=True)
        else:
            yield _Change(passage, proposed, proposed, takes_all=False)


def _is_emptied(source: str, passage: Passage, edits: Sequence[Edit]) -> bool:
    """Whether edits take the text of a passage, and leave nothing but marks around it.

    A passage that never had any, `<b>&nbsp;</b>`, is a gap that somebody set.
    """
    if not any(source[edit.start : edit.end].strip() for edit in edits):
        return False
    start, end = passage.spans[0].start, passage.spans[-1].end
    marks = [Edit.delete(one.start, one.end) for one in passage.spans if one.kind in (OPEN, CLOSE)]
    moved = [
        attrs.evolve(one, start=one.start - start, end=one.end - start) for one in [*edits, *marks]
    ]
    return not apply(source[start:end], moved).strip()


def _with_lines(reading: Reading, passage: Passage) -> tuple[int, int]:
    """Return where the lines of a passage begin and end, with the blank lines on one of its sides:
    so many stay between the passages around it as there were on the other.
    """
    lines = reading.lines
    first, after = passage.first_line, passage.end_line
    if first == 0 or _is_blank(reading, first - 1):
        while after < len(lines) and _is_blank(reading, after):
            after += 1
    if after < len(lines):
        return lines[first].start, lines[after].start
    while first > 0 and _is_blank(reading, first - 1):
        first -= 1
    start = lines[first - 1].end if first else 0
    return start, lines[passage.end_line - 1].end


def _is_blank(reading: Reading, line: int) -> bool:
    return not reading.source[slice(*reading.lines[line])].strip()


@attrs.define
class _Trial:
    """Tells which changes of a source harm its structure, by reading what becomes of it.

    What is not told after `readings` is not done: each takes as long as the source.
    """

    reading: Reading
    read: Reader
    readings: int = _MOST_READINGS

    def harmless(self, changes: list[_Change]) -> list[_Change]:
        """Return those changes that together leave the structure as it was."""
        if not changes or self.readings == 0:
            return []
        found, expected = self._structures(changes)
        if found == expected:
            return changes
        if len(changes) == 1:
            return []
        # Where all else is in its place, the passages that are not tell themselves.
        if len(found) == len(expected):
            kept = list(self._in_place(changes, found, expected))
            if len(kept) < len(changes):
                return self.harmless(kept)
        half = len(changes) // 2
        both = self.harmless(changes[:half]) + self.harmless(changes[half:])
        if not both or self.readings == 0:
            return []
        found, expected = self._structures(both)
        return both if found == expected else []

    def _structures(self, changes: Sequence[_Change]) -> tuple[list[Hashable], list[Hashable]]:
        """Return the structure that a source has after changes, and the one that it has now but
        for passages that go.
        """
        self.readings -= 1
        gone = {entry for one in changes if one.takes_all for entry in one.passage.entries}
        expected = [one for at, one in enumerate(self.reading.structure) if at not in gone]
        edits = [edit for one in changes for edit in one.edits]
        return list(self.read(apply(self.reading.source, edits)).structure), expected

    def _in_place(
        self, changes: Sequence[_Change], found: list[Hashable], expected: list[Hashable]
    ) -> Iterator[_Change]:
        """Yield the changes whose passages have the entries that they should have."""
        gone = 0
        for one in changes:
            entries = one.passage.entries
            if one.takes_all:
                gone += len(entries)
                yield one
            else:
                own = slice(entries.start - gone, entries.stop - gone)
                if found[own] == expected[own]:
                    yield one
