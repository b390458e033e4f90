"""Writes fitted weights into the files of scorecards, beside what engineers adjusted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textclean.evidence.scorecard import Scorecard, read, write


def refit(path: Path, weights: Mapping[str, Mapping[str, float]]) -> Mapping[str, Scorecard]:
    """Put the weights of some of a file's scorecards into it, each by the name of its feature.

    Weights that are adjusted stay so, and each is printed with its distance from the fit. Return
    the scorecards as they are read back.
    """
    cards = read(path)
    write(path, {**cards, **{name: cards[name].refitted(weights[name]) for name in weights}})
    cards = read(path)
    for name in weights:
        print(f"{path.name}: {name}", *cards[name].adjustments(), sep="\n  ")
    return cards
