"""Whether documents got their layout back, and nothing else was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from benches.quality.cases import Case
from benches.quality.figures import added, ratio
from benches.quality.layout import GLUED, RUN_IN, TIGHT
from benches.quality.pages import JOIN, PAGE
from benches.quality.table import shown
from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.tokens.lines import LINE_END

KINDS = (TIGHT, RUN_IN, GLUED, JOIN, PAGE)
_CONTEXT = 50  # characters


@attrs.frozen
class Structure:
    """What was done about the layout of some documents; structures add up.

    `places` counts those put right and those not, by kind of damage and by what is special about
    it; `wrong` counts what was changed elsewhere, by kind of document. `documents` counts those
    that are what they were, and those that are not.
    """

    places: Counter[tuple[str, bool]] = attrs.field(factory=Counter)
    wrong: Counter[str] = attrs.field(factory=Counter)
    documents: Counter[tuple[str, bool]] = attrs.field(factory=Counter)
    shown: tuple[str, ...] = ()

    def __add__(self, other: Structure) -> Structure:
        return added(self, other)

    def recall(self, kind: str) -> float:
        """Return the share of the places put right; not a number where there was none."""
        return ratio(self.places[kind, True], self._number(kind))

    def precision(self, kind: str) -> float:
        """Return the share of what was changed that is right; not a number where nothing was."""
        right = self.places[kind, True]
        return ratio(right, right + self.wrong[kind])

    def f1(self, kind: str) -> float:
        """Return the harmonic mean of precision and recall; not a number where neither is one."""
        right = self.places[kind, True]
        return ratio(2 * right, right + self.wrong[kind] + self._number(kind))

    def exact(self, kind: str) -> float:
        """Return the share of the documents that are what they were again."""
        return ratio(self.documents[kind, True], sum(self.documents[kind, so] for so in _EITHER))

    def _number(self, kind: str) -> int:
        return sum(self.places[kind, is_right] for is_right in _EITHER)


_EITHER = (True, False)

# What the figures should be at least.
_Figure = Callable[[Structure, str], float]
GOALS: Mapping[str, Mapping[str, tuple[_Figure, float]]] = {
    TIGHT: {"F1": (Structure.f1, 0.97)},
    RUN_IN: {"P": (Structure.precision, 0.97), "F1": (Structure.f1, 0.85)},
    GLUED: {"F1": (Structure.f1, 0.97)},
    JOIN: {"P": (Structure.precision, 0.99), "R": (Structure.recall, 0.99)},
    PAGE: {},
}


def structure(case: Case, report: Report) -> Structure:
    """Return what a repair did about the layout of a document.

    A place is put right where the white space is as it was; where lines were joined the characters
    are, too. Elsewhere what must not change is the line ends, and in documents with glued words
    whether words are parted.
    """
    source = case.garbled
    repair = [edit for edit in case.repair if edit.why.startswith(KINDS)]
    kind = max((_kind(edit) for edit in repair), key=KINDS.index)
    class_of = _CLASS_OF[kind]
    wanted, made = _Written.of(source, case.repair), _Written.of(source, report.edits)
    found = Structure()
    damaged: set[int] = set()
    for edit in repair:
        gap = _gap(source, edit)
        damaged.update(range(gap.start, gap.stop + 1))
        is_right = class_of(made.within(gap)) == class_of(wanted.within(gap))
        found.places.update({(name, is_right) for name in (_kind(edit), edit.why)})
        if not is_right:
            found = attrs.evolve(found, shown=(*found.shown, _shown(case, "missed", edit)))
    for edit in report.edits:
        gap = _gap(source, edit)
        is_elsewhere = damaged.isdisjoint(range(gap.start, gap.stop + 1))
        before = class_of(source[gap.start : gap.stop])
        if is_elsewhere and class_of(made.within(gap)) != before:
            found.wrong[kind] += 1
            found = attrs.evolve(found, shown=(*found.shown, _shown(case, "wrong", edit)))
    found.documents[kind, report.text == case.clean] += 1
    return found


def _kind(edit: Edit) -> str:
    return edit.why.partition(",")[0]


def _line_ends(gap: str) -> int:
    """Return whether there is no line end, one, or a blank line."""
    return min(2, len(LINE_END.findall(gap)))


def _is_parted(gap: str) -> bool:
    return any(map(str.isspace, gap))


_CLASS_OF: Mapping[str, Callable[[str], object]] = {
    TIGHT: _line_ends,
    RUN_IN: _line_ends,
    GLUED: _is_parted,
    JOIN: str,
    PAGE: str,
}


@attrs.frozen
class _Written:
    """What edits make of a text: what is inserted before each character, and what is kept of it."""

    inserted: list[str]
    kept: list[str]

    @classmethod
    def of(cls, source: str, edits: Iterable[Edit]) -> _Written:
        inserted, kept = [""] * (len(source) + 1), [*source, ""]
        for edit in edits:
            inserted[edit.start] += edit.new
            kept[edit.start : edit.end] = [""] * (edit.end - edit.start)
        return cls(inserted, kept)

    def within(self, gap: range) -> str:
        """Return what stands in a gap, up to the character after it."""
        parts = zip(
            self.inserted[gap.start : gap.stop], self.kept[gap.start : gap.stop], strict=True
        )
        return "".join(map("".join, parts)) + self.inserted[gap.stop]


def _gap(source: str, edit: Edit) -> range:
    """Return what an edit replaces with all white space around it."""
    start, end = edit.start, edit.end
    while start > 0 and source[start - 1].isspace():
        start -= 1
    while end < len(source) and source[end].isspace():
        end += 1
    return range(start, end)


def table(found: Structure) -> Iterator[str]:
    """Yield the lines that tell how much is as it was, and whether that will do."""
    yield f"{'Layout':<34}{'places':>8}{'R':>8}{'P':>8}{'F1':>8}{'exact':>8}"
    for kind, goals in GOALS.items():
        figures = (found.recall(kind), found.precision(kind), found.f1(kind), found.exact(kind))
        number = sum(found.places[kind, so] for so in _EITHER)
        aims = (
            f"{name}≥{bound:g} {'yes' if figure(found, kind) >= bound else 'NO'}"
            for name, (figure, bound) in goals.items()
        )
        cells = "".join(f"{shown(figure):>8}" for figure in figures)
        yield f"  {kind:<32}{number:>8}{cells}  {'  '.join(aims)}".rstrip()
        for why in sorted({why for why, _ in found.places if why.startswith(f"{kind}, ")}):
            number = sum(found.places[why, so] for so in _EITHER)
            yield f"    {why:<30}{number:>8}{shown(found.recall(why)):>8}"


def _shown(case: Case, verdict: str, edit: Edit) -> str:
    """Return an edit with what stands around it, on one line."""
    source = case.garbled
    before = source[max(0, edit.start - _CONTEXT) : edit.start]
    after = source[edit.end : edit.end + _CONTEXT]
    old = source[edit.start : edit.end]
    place = f"{before}[{old}→{edit.new}]{after}".replace("\n", "⏎")
    return f"{verdict} {case.source} {case.number}: {edit.rule or edit.why}: {place}"
