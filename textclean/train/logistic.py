"""Logistic regression, by which the weights of scorecards are fitted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from textclean.evidence.confidence import probabilities
from textclean.evidence.scorecard import FeatureTable

RIDGE = 2.0


def fit(features: FeatureTable, labels: np.ndarray) -> dict[str, float]:
    """Return the weights of a logistic regression with a ridge, by Newton's method.

    `features` has a row an example, `labels` are 0 or 1.
    """
    table = features.values
    weights = np.zeros(table.shape[1])
    for _ in range(25):
        chances = probabilities(table @ weights)
        gradient = table.T @ (chances - labels) + RIDGE * weights
        spread = chances * (1 - chances)
        curvature = (table.T * spread) @ table + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return _named(features.names, weights)


def fit_choice(groups: Sequence[tuple[FeatureTable, int]]) -> dict[str, float]:
    """Return the weights by which one of the rows of each table is chosen, by Newton's method.

    Each of `groups` is a table, with a row an alternative, and the row that is right (McFadden,
    "Conditional Logit Analysis of Qualitative Choice Behavior", 1974).
    """
    names = groups[0][0].names
    weights = np.zeros(len(names))
    for _ in range(25):
        gradient, curvature = RIDGE * weights, RIDGE * np.eye(len(weights))
        for features, right in groups:
            table = features.values
            likely = np.exp(table @ weights - (table @ weights).max())
            likely /= likely.sum()
            mean = likely @ table
            gradient += mean - table[right]
            curvature += (table.T * likely) @ table - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return _named(names, weights)


def _named(names: Sequence[str], weights: np.ndarray) -> dict[str, float]:
    """Return weights by name, as scorecards keep them."""
    return dict(zip(names, weights.round(2).tolist(), strict=True))
