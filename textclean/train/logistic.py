"""Logistic regression, for the few weights that stand in the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

RIDGE = 2.0


def fit(table: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression with a ridge, by Newton's method.

    `table` has a row an example and a column a feature, `labels` are 0 or 1.
    """
    weights = np.zeros(table.shape[1])
    for _ in range(25):
        chances = 1 / (1 + np.exp(-table @ weights))
        gradient = table.T @ (chances - labels) + RIDGE * weights
        spread = chances * (1 - chances)
        curvature = (table.T * spread) @ table + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def named(names: Iterable[str], weights: np.ndarray) -> dict[str, float]:
    """Return weights by name, as they stand in the code."""
    return dict(zip(names, weights.round(2).tolist(), strict=True))


def fit_choice(groups: Sequence[tuple[np.ndarray, int]]) -> np.ndarray:
    """Return the weights by which one of the rows of each table is chosen, by Newton's method.

    Each of `groups` is a table, with a row an alternative and a column a feature, and the row that
    is right (McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974).
    """
    weights = np.zeros(groups[0][0].shape[1])
    for _ in range(25):
        gradient, curvature = RIDGE * weights, RIDGE * np.eye(len(weights))
        for table, right in groups:
            likely = np.exp(table @ weights - (table @ weights).max())
            likely /= likely.sum()
            mean = likely @ table
            gradient += mean - table[right]
            curvature += (table.T * likely) @ table - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights
