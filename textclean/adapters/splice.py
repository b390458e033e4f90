"""Runs a pipeline over the transcripts of a source, and splices what it changes into the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence

import attrs

from textclean.adapters.transcript import HEADING, LINES, Stretch, Transcript
from textclean.edit import Edit, apply, checked
from textclean.normalizer import Normalizer
from textclean.pipeline import Pass, Pipeline, Report, settled
from textclean.protection import Both, Protection
from textclean.text import Text

Documents = Sequence[Sequence[Transcript]]
"""The transcripts of each document in a source: the first of each is what the rules read, each
further one is of what the one before it was made from: HTML within a string of JSON has two.
"""


def spliced(
    source: str, read: Callable[[str], Documents], pipeline: Pipeline, protection: Protection
) -> Report:
    """Repair the documents that are read in a source; edits are over the source, code points.

    What was written is read again, and repaired until nothing changes: where blocks begin and
    spaces are shown may be otherwise than in the text that the rules made. Raises
    `UnstableRepairError` where that does not come to an end.
    """
    return settled(
        Text(source),
        lambda text: once(text.source, read(text.source), pipeline, protection),
        protection,
    )


def once(source: str, documents: Documents, pipeline: Pipeline, protection: Protection) -> Pass:
    """Repair each document in a source once, without what `protection` keeps of the source."""
    edits: list[Edit] = []
    suggestions: list[Edit] = []
    warnings: dict[str, None] = {}
    protected: frozenset[str] = frozenset()
    for transcripts in documents:
        read = transcripts[0]
        # First what stays: of the deletion of two blocks, one of which stays, nothing is made.
        guard = Both(_inward(transcripts, protection), _Bounds(list(read.stretches())))
        report = pipeline.repair(read.text, guard)
        protected |= report.protected
        edits += _outward(transcripts, report.edits)
        warnings |= dict.fromkeys(report.warnings)
        # Later edits may have spread a suggestion over the blocks beside it.
        bounds = _Bounds(list(read.stretches()))
        possible = [one for one in report.suggestions if [*bounds.within(one)] == [one]]
        suggestions += _outward(transcripts, possible)
    ordered = checked(source, edits)
    return Pass(Text(apply(source, ordered)), ordered, suggestions, tuple(warnings), protected)


def _inward(transcripts: Sequence[Transcript], protection: Protection) -> Protection:
    """Return what is kept of the outermost source as what is kept of the innermost text."""
    kept = protection.kept
    for transcript in reversed(transcripts):
        kept = [
            attrs.evolve(one, start=start, end=end)
            for one in kept
            for start, end in transcript.from_source(one.start, one.end)
        ]
    return Protection(kept, protection.used)


def _outward(transcripts: Sequence[Transcript], edits: Sequence[Edit]) -> Sequence[Edit]:
    """Return what edits of the innermost text are in the outermost source."""
    for transcript in transcripts:
        edits = list(transcript.into_source(edits))
    return edits


@attrs.define
class _Bounds:
    """The stretches that rules may change, kept in step with a text that the rules are changing."""

    stretches: list[Stretch]

    def allowed(self, edit: Edit, rule: Normalizer) -> Iterator[Edit]:
        """Yield what may be made of an edit of a rule; one that ends sentences may put no stop
        behind a heading.
        """
        return self.within(edit, ends_sentences=rule.ends_sentences)

    def within(self, edit: Edit, *, ends_sentences: bool = False) -> Iterator[Edit]:
        """Yield what may be made of an edit: all of it within one stretch, or nothing; but of the
        deletion of whole blocks the text alone, so that their tags stay.

        What `ends_sentences` puts no stop behind a heading.
        """
        met = self._met_by(edit)
        around = [one for one in met if one.start <= edit.start and edit.end <= one.end]
        if around:
            heading_ends = around[0].kind == HEADING and edit.end == around[0].end
            breaks_line = around[0].kind != LINES and any(end in edit.new for end in "\r\n")
            if not (breaks_line or (ends_sentences and heading_ends)):
                yield edit
            return
        touched = [one for one in met if one.start < edit.end and edit.start < one.end]
        if not edit.new.strip() and all(_deletes(edit, one) for one in touched):
            for one in touched:
                start, end = max(edit.start, one.start), min(edit.end, one.end)
                yield attrs.evolve(edit, start=start, end=end, new="")

    def _met_by(self, edit: Edit) -> list[Stretch]:
        """Return the stretches that an edit lies in, covers or touches."""
        first = bisect_left(self.stretches, edit.start, key=lambda one: one.end)
        last = bisect_right(self.stretches, edit.end, key=lambda one: one.start)
        return self.stretches[first:last]

    def follow(self, edits: Sequence[Edit]) -> None:
        """Move the stretches as the text moves under these edits, each within one of them."""
        shift = 0
        remaining = deque(edits)
        for stretch in self.stretches:
            start = stretch.start + shift
            while remaining and remaining[0].end <= stretch.end:
                edit = remaining.popleft()
                shift += len(edit.new) - (edit.end - edit.start)
            stretch.start, stretch.end = start, stretch.end + shift


def _deletes(edit: Edit, stretch: Stretch) -> bool:
    """Whether an edit may delete its part of a stretch: all of a block, or lines of plain text."""
    is_whole = edit.start <= stretch.start and stretch.end <= edit.end
    return stretch.kind == LINES or (stretch.is_block and is_whole)
