"""What all figures are made with: counts add up, and shares are taken of them."""

from __future__ import annotations

from math import nan
from typing import TypeVar

import attrs

Counts = TypeVar("Counts", bound=attrs.AttrsInstance)


def added(first: Counts, second: Counts) -> Counts:
    """Return the sum of two records of the same class, field by field."""
    names = [field.name for field in attrs.fields(type(first))]
    return type(first)(**{name: getattr(first, name) + getattr(second, name) for name in names})


def ratio(part: float, whole: float) -> float:
    """Return a share, not a number where there is nothing to share."""
    return part / whole if whole else nan
