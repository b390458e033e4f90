"""What a system did to documents, counted."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import attrs

from benches.quality.cases import UNDAMAGED, Case
from benches.quality.distance import distance, tokens
from benches.quality.figures import added, ratio
from benches.quality.judgement import Judgement, judgements
from benches.quality.repairs import Kind, repairs
from benches.quality.systems import System
from textclean.edit import Edit
from textclean.text import Text

# "same" are those right repairs that put the very mark that was lost.
Outcome = Literal["right", "wrong", "missed", "same"]

_CONTEXT = 40  # characters


@attrs.frozen
class Harm:
    """An edit of an undamaged document, shown in its place."""

    rule: str
    shown: str


@attrs.frozen
class Tally:
    """What a system did to some documents; tallies add up.

    `damage` and `left` count the tokens by which the damaged documents differ from the originals,
    before and after the repair; `words` are those of the undamaged documents.
    """

    outcomes: Counter[tuple[Kind, Outcome]] = attrs.field(factory=Counter)
    damaged: int = 0
    exact: int = 0
    damage: int = 0
    left: int = 0
    undamaged: int = 0
    words: int = 0
    harms: tuple[Harm, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return added(self, other)

    def precision(self, kind: Kind) -> float:
        """Return the share of the repairs made that are right; not a number where none was made."""
        right = self.outcomes[kind, "right"]
        return ratio(right, right + self.outcomes[kind, "wrong"])

    def recall(self, kind: Kind) -> float:
        """Return the share of the damage repaired; not a number where there was none."""
        right = self.outcomes[kind, "right"]
        return ratio(right, right + self.outcomes[kind, "missed"])

    def f1(self, kind: Kind) -> float:
        """Return the harmonic mean of precision and recall, not a number where there was no damage
        and no repair.
        """
        right, wrong, missed = (self.outcomes[kind, o] for o in ("right", "wrong", "missed"))
        return ratio(2 * right, 2 * right + wrong + missed)

    def same(self, kind: Kind) -> float:
        """Return the share of the right repairs that put the very mark that was lost."""
        return ratio(self.outcomes[kind, "same"], self.outcomes[kind, "right"])

    @property
    def repaired(self) -> float:
        """The share of the damage repaired, all kinds together; below 0 where it grew."""
        return 1 - ratio(self.left, self.damage)

    @property
    def exact_rate(self) -> float:
        """The share of the damaged documents that are the original again."""
        return ratio(self.exact, self.damaged)

    @property
    def harm(self) -> float:
        """How many edits were made for each 1000 words of undamaged documents."""
        return ratio(1000 * len(self.harms), self.words)

    @property
    def harm_by_rule(self) -> dict[str, float]:
        """The harm that each rule did, by name."""
        counts = Counter(harm.rule for harm in self.harms)
        return {rule: ratio(1000 * counts[rule], self.words) for rule in sorted(counts)}


def tally(case: Case, system: System) -> Tally:
    """Have a system repair a document, and count what was right, wrong and missed.

    A place of damage is repaired where a mark of its kind is put. An exception of the system names
    the case.
    """
    text = Text(case.garbled)
    try:
        report = system(case.garbled)
    except Exception as error:
        error.add_note(f"in {case.source} {case.number} at level {case.level}")
        raise
    wanted, made = repairs(text, case.repair), repairs(text, report.edits)
    outcomes: Counter[tuple[Kind, Outcome]] = Counter()
    for kind, word in wanted.keys() | made.keys():
        place = kind, word
        outcome: Outcome = "missed" if place not in made else "right"
        outcomes[kind, outcome if place in wanted else "wrong"] += 1
        outcomes[kind, "same"] += place in wanted and made.get(place) == wanted[place]
    judged = judgements(text, report, wanted.keys())
    if case.level == UNDAMAGED:
        harms = tuple(Harm(edit.rule, _shown(case, edit)) for edit in report.edits)
        return Tally(undamaged=1, words=len(text.words), harms=harms, judgements=judged)
    original, before = tokens(case.clean), tokens(case.garbled)
    return Tally(
        outcomes,
        damaged=1,
        exact=int(report.text == case.clean),
        damage=distance(original, before),
        left=distance(original, tokens(report.text)),
        judgements=judged,
    )


def _shown(case: Case, edit: Edit) -> str:
    """Return an edit with what stands around it, on one line."""
    before = case.clean[max(0, edit.start - _CONTEXT) : edit.start]
    old, after = case.clean[edit.start : edit.end], case.clean[edit.end : edit.end + _CONTEXT]
    shown = f"{before}[{old}→{edit.new}]{after}".replace("\n", "⏎").replace("\r", "⏎")
    return f"{case.source} {case.number}: {edit.rule} {edit.confidence:.2f}: {shown}"
