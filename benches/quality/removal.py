"""Whether what was pasted into documents went, and nothing else with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs

from benches.quality.cases import Case
from benches.quality.figures import added, ratio
from benches.quality.judgement import Judgement, judgements
from benches.quality.pasting import FURNITURE, PHRASE
from benches.quality.repairs import repairs
from benches.quality.table import shown
from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.text import Text

OFTEN, THREE_TIMES = "phrases, four times or more", "phrases, three times"
LOST = "undamaged"

# The share of pieces to be removed, and of the words deleted that are to be pasted ones.
GOALS = {OFTEN: (0.95, 0.99), THREE_TIMES: (0.8, 0.97), FURNITURE: (0.9, 0.98)}

_CONTEXT = 60  # characters


@attrs.frozen
class Removal:
    """What was done about pasted pieces in some documents; removals add up.

    `pieces` counts those removed whole and those not, `words` the deleted words that were pasted
    and those that were the story's, each by what was pasted. `wrong` and `missed` show them.
    `judgements` are those of single edits.
    """

    pieces: Counter[tuple[str, bool]] = attrs.field(factory=Counter)
    words: Counter[tuple[str, bool]] = attrs.field(factory=Counter)
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def __add__(self, other: Removal) -> Removal:
        return added(self, other)

    def recall(self, pasted: str) -> float:
        """Return the share of the pieces that went whole; not a number where there was none."""
        return _share(self.pieces, pasted)

    def precision(self, pasted: str) -> float:
        """Return the share of the words deleted that were pasted; not a number where none was."""
        return _share(self.words, pasted)


def removal(case: Case, report: Report) -> Removal:
    """Return what a repair did about what was pasted into a document.

    In a document that nothing was pasted into, every word deleted is a loss.
    """
    text = Text(case.garbled)
    pieces = [edit for edit in case.repair if edit.why.startswith((PHRASE, FURNITURE))]
    inside = [_words(text, piece) for piece in pieces]
    gone = {word for kind, word in repairs(text, report.edits) if kind == "stray words"}
    pasted = set().union(*inside)
    title = _title(pieces)
    found = Removal(judgements=judgements(text, report, repairs(text, case.repair).keys()))
    for piece, words in zip(pieces, inside, strict=True):
        is_removed = words <= gone
        found.pieces.update({(name, is_removed) for name in (title, piece.why)})
        if not is_removed:
            found = attrs.evolve(found, missed=(*found.missed, _shown(case, text, piece)))
    found.words[title, True] += len(gone & pasted)
    found.words[title, False] += len(gone - pasted)
    wrong = [edit for edit in report.edits if _words(text, edit) & (gone - pasted)]
    return attrs.evolve(found, wrong=tuple(_shown(case, text, edit) for edit in wrong))


def table(found: Removal) -> Iterator[str]:
    """Yield the lines that tell how many pieces went, what else went, and whether that will do."""
    yield f"{'Pasted into documents':<34}{'pieces':>8}{'R':>7}{'words':>8}{'P':>7}"
    for title, (recall, precision) in GOALS.items():
        number, words = (sum(c[title, is_so] for is_so in (True, False)) for c in _counts(found))
        is_reached = found.recall(title) >= recall and found.precision(title) >= precision
        yield (
            f"  {title:<32}{number:>8}{shown(found.recall(title)):>7}{words:>8}"
            f"{shown(found.precision(title)):>7}  "
            f"R≥{recall:g} P≥{precision:g} {'yes' if is_reached else 'NO'}"
        )
    for why in sorted({title for title, _ in found.pieces} - set(GOALS)):
        if why.startswith(f"{FURNITURE}, "):
            number = found.pieces[why, True] + found.pieces[why, False]
            yield f"    {why:<30}{number:>8}{shown(found.recall(why)):>7}"


def losses(found: Removal) -> Iterator[str]:
    """Yield the words lost from undamaged documents, each in its place."""
    yield f"Words lost from undamaged documents: {found.words[LOST, False]}"
    yield from (f"  {each}" for each in found.wrong)


def _counts(found: Removal) -> tuple[Counter[tuple[str, bool]], Counter[tuple[str, bool]]]:
    return found.pieces, found.words


def _title(pieces: list[Edit]) -> str:
    """Return under what a document is counted, by what was pasted into it and how often."""
    if not pieces:
        return LOST
    if pieces[0].why != PHRASE:
        return FURNITURE
    return OFTEN if len(pieces) > 3 else THREE_TIMES


def _words(text: Text, edit: Edit) -> set[int]:
    """Return the numbers of the words that lie in what an edit replaces."""
    words = enumerate(text.words)
    return {at for at, word in words if edit.start <= word.start and word.end <= edit.end}


def _shown(case: Case, text: Text, edit: Edit) -> str:
    """Return an edit with what stands around it, on one line."""
    source = text.source
    before, after = (
        source[max(0, edit.start - _CONTEXT) : edit.start],
        source[edit.end : edit.end + _CONTEXT],
    )
    shown = f"{before}[{source[edit.start : edit.end]}→{edit.new}]{after}".replace("\n", "⏎")
    return f"{case.source} {case.number} at {case.level}: {edit.why} {edit.confidence:.2f}: {shown}"


def _share(counts: Counter[tuple[str, bool]], title: str) -> float:
    return ratio(counts[title, True], counts[title, True] + counts[title, False])
