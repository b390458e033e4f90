"""How much a document has lost, and so how likely each gap is to have lost its mark.

The network says how likely an editor would have a mark in a gap. Whether the mark is *lost* there
depends on the document: where every other sentence still has its stop, a gap without one is most
likely right. The share of marks that a document has lost is estimated from the document itself, by
expectation maximisation (Dempster, Laird and Rubin, 1977): the marks that it still shows count
against loss, the gaps that want one count for it. From the same evidence comes how likely it is
that the document lost anything at all: clean copy must read as clean.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, log, log1p

import attrs
import numpy as np

from textclean.tagger import LABELS, Floats, Tagging, gate, tag
from textclean.tagger.features import ENDS_LINE, GLUED, MARKS, Features
from textclean.text import Text

# Marks that are lost together: a document that lost stops lost question marks too. For each group,
# its labels and the classes of mark that show it is still there.
GROUPS = {
    "sentence mark": (
        ("stop", "question", "colon", "semicolon"),
        ("stop", "question", "exclamation", "colon", "semicolon"),
    ),
    "comma": (("comma",), ("comma",)),
    "hyphen": (("hyphen",), ("hyphen",)),
    "heading": (("heading",), ()),
}

_COLUMNS = {name: [LABELS.index(label) for label in labels] for name, (labels, _) in GROUPS.items()}

# What is assumed of a document before it is read, in marks lost and marks kept; and how many marks
# of its own a group must show before it weighs as much as the document as a whole.
_LOST_BEFORE, _KEPT_BEFORE = 0.2, 8.0
_DOCUMENT_WEIGHT = 4.0
_ROUNDS = 12

# How many documents have lost anything, as far as is known before reading one. Of most sources more
# have; but a false repair of clean copy is worse than a missed one.
_DAMAGED_BEFORE = 0.01

# Houses differ in commas and hyphens, so that their want says less of damage.
_WEIGHT_OF_EVIDENCE = {"comma": 0.1, "hyphen": 0.6}


# Where the gate alone finds a text less likely than this to be damaged, the network is not asked.
DISMISSED = 0.02

# Gaps less likely than this to want a mark say nothing of the text as a whole.
_NEGLIGIBLE = 1e-4


@attrs.frozen(eq=False)
class Losses:
    """What a document has lost.

    `probability` (words x `LABELS`) is that of each loss in the gap after each word, 0 where the
    gap shows a mark. `damage` is how likely the document is damaged at all, `rates` are the shares
    lost of each group if it is.
    """

    probability: Floats
    damage: float
    rates: dict[str, float]

    def of(self, group: str) -> Floats:
        """Return for each gap the probability that it lost a mark of this group."""
        return _total(self.probability, group)

    def likeliest(self, group: str, gap: int) -> str:
        """Return the label of the group that a gap has most likely lost."""
        return LABELS[max(_COLUMNS[group], key=lambda column: self.probability[gap, column])]


@lru_cache(maxsize=4)
def losses(text: Text) -> Losses:
    """Estimate what `text` has lost as a whole, and from that what each gap has lost."""
    rough = estimate(gate.look(text))
    return rough if rough.damage < DISMISSED else estimate(tag(text))


def estimate(tagging: Tagging) -> Losses:
    """Estimate what a text has lost from what the tagger, or the gate, says of its gaps."""
    seen = tagging.features
    is_open = (seen.mark == 0) & ((seen.gap & GLUED) == 0)
    is_open[-1:] = seen.mark[-1:] == 0
    logits = tagging.logits[is_open]
    odds = np.exp(np.clip(logits - logits[:, :1], -20, 20))
    odds[:, 0] = 0
    telling = odds.sum(axis=1) > _NEGLIGIBLE
    gaps, odds = np.flatnonzero(is_open)[telling], odds[telling]
    shown = _shown(seen)
    rates = dict.fromkeys(GROUPS, 0.5)
    for _ in range(_ROUNDS):
        posterior = _posterior(odds, rates)
        lost = {name: float(_total(posterior, name).sum()) for name in GROUPS}
        whole = (sum(lost.values()) + _LOST_BEFORE) / (
            sum(lost.values()) + sum(shown.values()) + _LOST_BEFORE + _KEPT_BEFORE
        )
        rates = {
            name: (lost[name] + _DOCUMENT_WEIGHT * whole)
            / (lost[name] + shown[name] + _DOCUMENT_WEIGHT)
            for name in GROUPS
        }
    damage = _damage(odds, rates, shown)
    probability = np.zeros_like(tagging.logits)
    probability[gaps] = damage * _posterior(odds, rates)
    return Losses(probability, damage, rates)


def _damage(odds: Floats, rates: dict[str, float], shown: dict[str, int]) -> float:
    """Return how likely the document is damaged.

    The evidence is how much likelier its gaps and marks are if it lost marks at these rates than if
    it lost none.
    """
    weighted = odds * _by_label(rates)
    total = weighted.sum(axis=1)
    each = np.log1p(total) / np.maximum(total, 1e-9)
    evidence = log(_DAMAGED_BEFORE / (1 - _DAMAGED_BEFORE))
    for name in GROUPS:
        lost = _total(weighted, name)
        kept = shown[name] * log1p(-min(rates[name], 0.999))
        evidence += _WEIGHT_OF_EVIDENCE.get(name, 1.0) * (float(lost @ each) + kept)
    return 1 / (1 + exp(-min(max(evidence, -30), 30)))


def _posterior(odds: Floats, rates: dict[str, float]) -> Floats:
    """Return the probability of each label in each gap, given the share that each group lost."""
    weighted = odds * _by_label(rates)
    posterior: Floats = weighted / (1 + weighted.sum(axis=1, keepdims=True))
    return posterior


def _by_label(rates: dict[str, float]) -> Floats:
    """Return the rate of each of `LABELS`, 0 for none."""
    by_label = np.zeros(len(LABELS), dtype=np.float32)
    for name, columns in _COLUMNS.items():
        by_label[columns] = rates[name]
    return by_label


def _total(values: Floats, group: str) -> Floats:
    """Return for each gap the sum of the values (words x `LABELS`) of a group."""
    total: Floats = values[:, _COLUMNS[group]].sum(axis=1)
    return total


def _shown(seen: Features) -> dict[str, int]:
    """Return how many marks of each group the document still shows."""
    shown = {
        name: int(np.isin(seen.mark, [MARKS.index(mark) for mark in marks]).sum())
        for name, (_, marks) in GROUPS.items()
    }
    # Where other line ends are kept, those after headings are.
    shown["heading"] = int(((seen.gap & ENDS_LINE) > 0).sum())
    return shown
