"""Whether edits are right as often as they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import isnan, nan

import attrs

from benches.quality.judgement import Judgement
from textclean.evidence.confidence import CERTAIN, DOUBTFUL, LIKELY, SURE

_BINS = 10

# The steps of the scale that fixed forms have their confidence from.
SCALE = {"certain": CERTAIN, "sure": SURE, "likely": LIKELY, "doubtful": DOUBTFUL}
# With fewer edits of a step a rule has no row of its own: their share would be chance.
_FEWEST_OF_RULE = 20
_COMPUTED = "computed"


@attrs.frozen
class Bin:
    """Edits of about the same confidence: how many, what they said on average, and the share that
    is right.
    """

    size: int
    stated: float
    true: float

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Bin:
        """Make one bin of some judgements, one at least."""
        found = list(judgements)
        return cls(
            len(found),
            sum(judgement.confidence for judgement in found) / len(found),
            sum(judgement.is_right for judgement in found) / len(found),
        )


def bins(judgements: Iterable[Judgement]) -> list[Bin]:
    """Return a bin for each tenth of confidence that has edits."""
    found: defaultdict[int, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        found[min(_BINS - 1, int(judgement.confidence * _BINS))].append(judgement)
    return [Bin.of(found[at]) for at in sorted(found)]


def steps(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Return the judgements by the step of the scale that the edit has its confidence from; under
    "computed" those that have it from none.

    A computed confidence that happens to be that of a step counts with the step.
    """
    names = {confidence: name for name, confidence in SCALE.items()}
    found: dict[str, list[Judgement]] = {name: [] for name in (*SCALE, _COMPUTED)}
    for judgement in judgements:
        found[names.get(judgement.confidence, _COMPUTED)].append(judgement)
    return found


def expected_error(judgements: Iterable[Judgement]) -> float:
    """Return the expected calibration error: the mean difference, over all edits, between what
    their bin stated and what was true; not a number where there are none.

    Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015.
    """
    found = bins(judgements)
    size = sum(each.size for each in found)
    return sum(each.size * abs(each.stated - each.true) for each in found) / size if size else nan


def reliability(judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield the lines of the reliability table: by step of the scale, with the rules of which it
    has enough edits, by tenth where the confidence is computed, and by rule.
    """
    known = list(judgements)
    yield f"{'':<34}{'edits':>8}{'stated':>9}{'right':>9}{'error':>9}"
    by_step = steps(known)
    computed = by_step.pop(_COMPUTED)
    for name, of_step in by_step.items():
        if of_step:
            yield _row(name, Bin.of(of_step), nan)
        for rule, own in _by_rule(of_step):
            if len(own) >= _FEWEST_OF_RULE:
                yield _row(f"  {rule}", Bin.of(own), nan)
    for each in bins(computed):
        tenth = min(_BINS - 1, int(each.stated * _BINS)) / _BINS
        yield _row(f"{_COMPUTED}, {tenth:.1f} to {tenth + 1 / _BINS:.1f}", each, nan)
    for rule, own in _by_rule(known):
        yield _row(rule, Bin.of(own), expected_error(own))
    if known:
        yield _row("all: expected calibration error", Bin.of(known), expected_error(known))


def _by_rule(judgements: Iterable[Judgement]) -> list[tuple[str, list[Judgement]]]:
    """Return the judgements of each rule, by its name."""
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        found[judgement.rule].append(judgement)
    return sorted(found.items())


def _row(title: str, row: Bin, error: float) -> str:
    """Return a line of the table; the error of a single bin goes without saying."""
    shown = "" if isnan(error) else f"{error:.3f}"
    return f"  {title:<32}{row.size:>8}{row.stated:>9.3f}{row.true:>9.3f}{shown:>9}".rstrip()
