"""How much a document has lost, and so how likely each gap is to have lost its mark.

The network says how likely an editor would have a mark in a gap. Whether the mark is *lost* there
depends on the document: where every other sentence still has its stop, a gap without one is most
likely right. Which share of its marks a document has lost is estimated from the document itself:
each share is weighed by how likely it makes what stands there (an average over models; Hoeting and
others, "Bayesian Model Averaging", 1999). The marks that it kept count against loss, the gaps where
an editor would have one count for it. The same evidence says how likely the document lost anything
at all: clean copy must read as clean.
"""

from __future__ import annotations

from functools import cached_property
from math import log
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.evidence.confidence import log_odds
from textclean.evidence.scorecard import Scorecard, read
from textclean.grammar.compounds import may_be_compound
from textclean.grammar.gaps import blocks_of_words
from textclean.grammar.labels import label_ends
from textclean.grammar.marks import are_slips, room
from textclean.layout.blocks import NOT_PROSE
from textclean.tagger import blanks
from textclean.tagger.consultation import Look, is_worth_asking, precise, rough
from textclean.tagger.features import ENDS_LINE, GLUED, MARKS, WIDE, Features, features
from textclean.tagger.kernel.shape import Floats
from textclean.tagger.network import LABELS
from textclean.text import Text, view
from textclean.tokens.pattern import pattern
from textclean.tokens.scanner.tokens import Indices

Doubles = NDArray[np.float64]

# Groups of marks that are lost together: a document that lost stops lost question marks too. For
# each group, the labels of its losses, and the classes of mark that count as kept.
GROUPS = {
    "sentence mark": (
        ("stop", "question", "colon", "semicolon"),
        ("stop", "question", "exclamation", "colon", "semicolon"),
    ),
    "comma": (("comma",), ("comma",)),
    "hyphen": (("hyphen",), ("hyphen",)),
    "heading": (("heading",), ()),
    "apostrophe": (("apostrophe",), ()),
}

# Which group each label belongs to (`LABELS` x `GROUPS`), and each mark (`MARKS` x `GROUPS`).
_LABEL_IN = np.array(
    [[label in labels for labels, _ in GROUPS.values()] for label in LABELS], np.float32
)
_MARK_IN = np.array([[mark in marks for _, marks in GROUPS.values()] for mark in MARKS], np.float64)
# The columns of logits and probabilities that are a group's.
_COLUMNS = {
    group: [LABELS.index(label) for label in labels] for group, (labels, _) in GROUPS.items()
}
[_HYPHENS] = _COLUMNS["hyphen"]
_HEADING = list(GROUPS).index("heading")
_LONGEST_HEADING = 12  # words
_APOSTROPHE = list(GROUPS).index("apostrophe")

_DIGIT = pattern(r"\d")
# Each begins with its apostrophe, to which `re` skips.
_APOSTROPHES_IN_WORDS = {mark: pattern(rf"{mark}(?<=[^\W\d_].)(?=[^\W\d_])") for mark in ("'", "’")}
_WIDTH = 3  # characters: an apostrophe and a letter on each side

# The shares of its marks that a document may have lost, one of which each group of marks has.
_SHARES = np.array([0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99])
_OF_KEPT = np.log1p(-_SHARES)  # how likely each leaves a mark, as a logarithm
# What damages a document takes about as much of each group, but at times of one alone.
_SPREAD = 0.25
_ALONE = 0.2  # of the damaged documents

# Whether a document has lost anything: the weight of each group of marks, and the prior.
CARDS = Path(__file__).with_suffix(".json")
DAMAGE = read(CARDS)["damage"]

# Marks that leave a blank beside the one that was there.
_LEAVE_BLANKS = [LABELS.index(mark) for mark in ("comma", "stop", "question", "colon", "semicolon")]

# How likely each share of a group is lost, by the share that the document lost (levels x shares).
_NEAR = np.exp(-0.5 * ((_SHARES[:, None] - _SHARES) / _SPREAD) ** 2)
_GIVEN_LEVEL = (1 - _ALONE) * _NEAR / _NEAR.sum(axis=1, keepdims=True) + _ALONE / len(_SHARES)

# What sentence marks say of a text counts for more in one that is shorter than so many words.
IN_SHORT_TEXT = "sentence mark, in a short text"
_FEW_WORDS = 150

# On shorter texts the gate has too little evidence, and the network is cheap: it always runs.
_FEWEST_FOR_GATE = 60  # words

# Gaps with less than these odds of a mark are left out of the estimate.
_NEGLIGIBLE = 1e-2
# Whether there is room for a mark is asked only of gaps with more than these odds of it.
_LEAST_LOOKED_AT = 0.02
_IMPOSSIBLE = -20.0  # log odds


@attrs.frozen(eq=False)
class Losses:
    """What a document has lost.

    `damage` is the probability that the document is damaged at all, `rates` are the shares lost of
    each group if it is, and `evidence` is how much each feature of the scorecard `DAMAGE` speaks
    for that. Of its `words` some have `gaps` behind them that may lack a mark: `odds` (gaps x
    `LABELS`) are those that an editor would have it, and `shares` (gaps x `GROUPS`) is how much of
    them the losses come to if it is damaged.
    """

    damage: float
    rates: dict[str, float]
    evidence: dict[str, float]
    words: int
    gaps: Indices
    odds: Floats
    shares: Doubles

    @cached_property
    def probability(self) -> Floats:
        """That of each loss in the gap after each word (words x `LABELS`), 0 where the gap has a
        mark. Those of one gap are no more than `damage` together.
        """
        probability = np.zeros((self.words, len(LABELS)), np.float32)
        probability[self.gaps] = self.damage * self.odds * (self.shares @ _LABEL_IN.T)
        return probability

    def of(self, group: str) -> Floats:
        """Return for each gap the probability that it lost a mark of this group."""
        total: Floats = self.probability[:, _COLUMNS[group]].sum(axis=1)
        return total

    def likeliest(self, group: str, gap: int) -> str:
        """Return the label of the group that a gap has most likely lost."""
        return LABELS[max(_COLUMNS[group], key=self.probability[gap].item)]


@view
def losses(text: Text) -> Losses:
    """Estimate what `text` has lost as a whole, and from that what each gap has lost."""
    found = _losses(text)
    text.lasting.setdefault(Losses, found.damage)
    return found


def damage_at_first(text: Text) -> float:
    """Return how likely a text was damaged when the repair began that it is in: marks that are back
    are no evidence that none were lost.
    """
    losses(text)
    damage: float = text.lasting[Losses]
    return damage


def _losses(text: Text) -> Losses:
    """Estimate the losses by the gate and, where it does not dismiss the text, by the network."""
    if len(text.scanned) > _FEWEST_FOR_GATE:
        gaps = np.flatnonzero(_is_open(features(text)))
        by_gate = estimate(text, gaps, rough(text).logits(gaps), _kept_marks(text))
        if not is_worth_asking(Look.LOST_MARKS, log_odds(by_gate.damage)):
            return by_gate
    return by_network(text)


def by_network(text: Text) -> Losses:
    """Estimate what `text` has lost by the judgement of the network."""
    gaps = np.flatnonzero(_is_open(features(text)) & _may_lack_marks(text))
    logits = _possible(text, gaps, precise(text).logits(gaps))
    width = np.maximum(features(text).bond[gaps] - WIDE + 2, 1)
    wide = np.flatnonzero(width > 1)
    width[wide[_follow_points(text, gaps[wide])]] = 1
    if not are_slips(width[width > 1].tolist()):
        own = logits[:, _LEAVE_BLANKS]
        told = blanks.log_odds(own, width, features(text).gap[gaps])
        logits[:, _LEAVE_BLANKS] = own + told[:, None]
    return estimate(text, gaps, logits, _kept_marks(text))


def _follow_points(text: Text, gaps: Indices) -> NDArray[np.bool_]:
    """Whether an abbreviation with its point stands before each of some gaps: there some set two
    blanks, as behind any stop ("DISOBEY, v.t.  To celebrate").
    """
    lasts = text.scanned.end[gaps] - 1
    return np.array([text.source[last] == "." for last in lasts.tolist()], np.bool_)


def estimate(text: Text, gaps: Indices, logits: Floats, kept: Doubles) -> Losses:
    """Estimate what a text has lost.

    `logits` (gaps x `LABELS`) are those of the gaps that may lack a mark, by the network or the
    gate. `kept` counts the marks of each group that the text still has.
    """
    odds = np.exp(np.clip(logits, -20, 20))
    odds[:, 0] = 0
    by_group = (odds @ _LABEL_IN).astype(np.float64)
    of_gaps = by_group @ np.ones(len(GROUPS))  # `sum` takes five times as long
    counting = np.flatnonzero(of_gaps > _NEGLIGIBLE)
    gaps, odds, by_group = gaps[counting], odds[counting], by_group[counting]
    total = _SHARES[:, None] * of_gaps[counting]  # shares x gaps
    evidence, shares = _posterior(_likelihood(by_group, total, kept))
    by_name = dict(zip(GROUPS, evidence.tolist(), strict=True))
    # Where there are few gaps, hardly one looks by chance as if it had lost its stop.
    shortness = max(0.0, 1 - len(text.scanned) / _FEW_WORDS)
    by_name[IN_SHORT_TEXT] = shortness * by_name["sentence mark"]
    damage = _card(text.expect_damage).probability(by_name)
    of_group = (1 / (1 + total)).T @ (_SHARES[:, None] * shares)
    rates = dict(zip(GROUPS, (_SHARES @ shares).tolist(), strict=True))
    return Losses(damage, rates, by_name, len(text.scanned), gaps, odds, of_group)


def _card(expect_damage: float | None) -> Scorecard:
    """Return the scorecard of damage, with the prior of a source of which it is known."""
    if expect_damage is None:
        return DAMAGE
    return DAMAGE.raised(log_odds(expect_damage) - DAMAGE.prior.log_odds)


def _likelihood(odds: Doubles, total: Doubles, kept: Doubles) -> Doubles:
    """Return how much likelier the gaps and marks of each group are if each share of it was lost
    than if nothing was, as its logarithm (shares x groups).

    `odds` (gaps x groups) are those that an editor would have a mark of the group in the gap; what
    a gap says is divided among the groups by them. `total` (shares x gaps) is what they come to.
    """
    by_losses = (np.log1p(total) / np.maximum(total, 1e-9)) @ odds
    likelihood: Doubles = _SHARES[:, None] * by_losses + _OF_KEPT[:, None] * kept
    return likelihood


def _posterior(likelihood: Doubles) -> tuple[Doubles, Doubles]:
    """Return how much each group speaks for a document that is damaged (groups), and how likely it
    is to have lost each share of it if it is (shares x groups).

    How much a document lost as a whole is not known: each group tells of it, and so of the others.
    """
    highest = likelihood.max(axis=0)
    of_shares = np.exp(likelihood - highest)
    of_level = _GIVEN_LEVEL @ of_shares  # levels x groups
    level = np.log(of_level).sum(axis=1)
    level = np.exp(level - level.max())
    level /= level.sum()
    evidence = np.log(level @ of_level) + highest
    shares = of_shares * (_GIVEN_LEVEL.T @ (level[:, None] / of_level))
    return evidence, shares


def _is_open(found: Features) -> NDArray[np.bool_]:
    """Whether the gap after each word has no mark, and has room for one."""
    is_open: NDArray[np.bool_] = (found.mark == 0) & ((found.gap & GLUED) == 0)
    is_open[-1:] = found.mark[-1:] == 0
    return is_open


def _may_lack_marks(text: Text) -> NDArray[np.bool_]:
    """Whether the gap after each word stands in prose, and neither between two words with digits
    ("March 9 2015", "2 Nf7+ Kg8 3") nor behind a label.
    """
    is_prose = np.array([block.kind not in NOT_PROSE for block in text.blocks], np.bool_)
    may_lack = is_prose[blocks_of_words(text)]
    digits = [digit.start() for digit in _DIGIT.finditer(text.source)]
    has_digit = np.zeros(len(may_lack) + 1, np.bool_)
    has_digit[np.searchsorted(text.scanned.end, digits, side="right")] = True
    has_digit = has_digit[:-1]
    may_lack[:-1] &= ~(has_digit[:-1] & has_digit[1:])
    if labels := label_ends(text):
        may_lack &= ~np.isin(text.scanned.end, [*labels])
    checked: NDArray[np.bool_] = may_lack
    return checked


def _possible(text: Text, gaps: Indices, logits: Floats) -> Floats:
    """Return the logits of gaps without the losses that cannot be: marks and hyphens where grammar
    and layout have no room for them. What hardly counts is not looked at.
    """
    logits = logits.copy()
    is_looked_at = logits > log(_LEAST_LOOKED_AT)
    for label, has_room in room(text).items():
        column = LABELS.index(label)
        logits[is_looked_at[:, column] & ~has_room[gaps], column] = _IMPOSSIBLE
    for row in np.flatnonzero(is_looked_at[:, _HYPHENS]).tolist():
        if not may_be_compound(text, int(gaps[row])):
            logits[row, _HYPHENS] = _IMPOSSIBLE
    return logits


@view
def _kept_marks(text: Text) -> Doubles:
    """Return how many marks of each group the document still has."""
    found = features(text)
    kept = np.bincount(found.mark, minlength=len(MARKS)) @ _MARK_IN
    kept[_HEADING] = _short_lines(found)
    kept[_APOSTROPHE] = _apostrophes(text.source)
    return kept


def _apostrophes(source: str) -> int:
    """Return how many apostrophes stand between letters, that of "o'" but once in "o'n'o"."""
    places = [
        match.start()
        for mark, in_word in _APOSTROPHES_IN_WORDS.items()
        if mark in source
        for match in in_word.finditer(source)
    ]
    number, last = 0, -_WIDTH
    for place in sorted(places):
        if place - last >= _WIDTH:
            number, last = number + 1, place
    return number


def _short_lines(found: Features) -> int:
    """Return how many lines, but for the last, are as short as headings and end in no mark."""
    ends = np.flatnonzero(found.gap & ENDS_LINE)
    is_short = ends <= _LONGEST_HEADING - 1
    is_short[1:] = ends[1:] - ends[:-1] <= _LONGEST_HEADING
    return int(np.count_nonzero((found.mark[ends] == 0) & is_short))
