"""The summary: tables of all that is measured in rounds, and the goals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from benches import cold_start, goals, growth, memory, speed
from benches.copies import SIZE, Copy, copies
from benches.ours import builds, repairing, scanning
from benches.rivals import rivals
from benches.subject import Product, Subject
from textclean.tokens.scan import BUILD

_ORDER: tuple[Product, ...] = get_args(Product)


def subjects_for(copy: Copy) -> list[Subject]:
    """Return what is measured on a copy, by product; what repairs text is given documents."""
    subjects = (*scanning(), *repairing(), *rivals().subjects)
    found = sorted(subjects, key=lambda subject: _ORDER.index(subject.product))
    return [s for s in found if not (copy.is_one_text and s.product == "repaired text")]


def summary(corpora: Path | None) -> Iterator[str]:
    """Measure, and yield the lines of the tables as they come to be known."""
    found = copies(corpora)
    yield f"Builds of the scanner: {', '.join(builds())}; in use: {BUILD}."
    if rivals().missing:
        yield f"Not installed, and so not measured: {', '.join(rivals().missing)}."
    yield "Of each copy a subject reads as much as stands beside it. Ratios are of MB/s."
    yield ""
    by_copy = {}
    for copy in found:
        by_copy[copy] = speed.speeds(copy, subjects_for(copy))
        yield from speed.table(copy, by_copy[copy])
    (garbled,) = (copy for copy in found if copy.condition == "garbled" and copy.is_one_text)
    grown = growth.growth(garbled, (*scanning(), *repairing()))
    yield from growth.table(grown)
    peaks = memory.memory(*found[0].piece(SIZE).texts)
    yield from memory.table(peaks)
    starts = cold_start.cold_starts()
    yield from cold_start.table(starts)
    yield "Of two speeds the first is on clean copy, the second on garbled copy."
    yield from goals.table(goals.goals(by_copy, grown, peaks, starts))
