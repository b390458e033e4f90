"""Scorecards: what each feature of a thing says, and the log odds that all of it comes to.

A scorecard is a logistic regression that a person can read and correct. `textclean.train` fits the
weights; an engineer may adjust one, and says why: the documents that it was fitted on may lack a
case. A refit replaces the fitted weights and keeps the adjusted ones. Scorecards stand in JSON
files beside the modules that use them, a feature a line.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from textclean.errors import EvidenceError, unknown
from textclean.evidence.confidence import probability

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# More than two sums of the same features differ by, each rounded in another order.
_ROUNDED = 1e-6


@attrs.frozen
class Weight:
    """What a feature weighs, in log odds a unit: as fitted and, where an engineer adjusted it, as
    adjusted, and why.
    """

    fitted: float
    adjusted: float | None = None
    reason: str = ""

    @property
    def value(self) -> float:
        """The weight that counts."""
        return self.fitted if self.adjusted is None else self.adjusted


@attrs.frozen
class Chosen:
    """Log odds that an engineer chose, and why."""

    log_odds: float
    reason: str = ""


@attrs.frozen(eq=False)
class FeatureTable:
    """Features of several things: `values` (things x features), whose columns have `names`."""

    names: tuple[str, ...]
    values: NDArray[np.floating]

    @classmethod
    def of(cls, columns: Mapping[str, NDArray[Any]]) -> FeatureTable:
        """Return the table with these columns."""
        import numpy as np

        values = np.empty((len(next(iter(columns.values()))), len(columns)))
        for at, column in enumerate(columns.values()):
            values[:, at] = column
        return cls(tuple(columns), values)

    @classmethod
    def of_rows(cls, rows: Sequence[Mapping[str, float]]) -> FeatureTable:
        """Return the table with these rows.

        Raises `EvidenceError` where they have other features than the first.
        """
        import numpy as np

        for row in rows:
            _agree(row.keys(), rows[0].keys())
        names = tuple(rows[0])
        return cls(names, np.array([[row[name] for name in names] for row in rows], np.float64))

    @classmethod
    def joined(cls, tables: Sequence[FeatureTable]) -> FeatureTable:
        """Return the rows of tables as one table.

        Raises `EvidenceError` where they have other columns than the first.
        """
        import numpy as np

        for table in tables:
            _agree(table.names, tables[0].names)
        return cls(tables[0].names, np.concatenate([table.values for table in tables]))

    def __getitem__(self, rows: slice | NDArray[Any]) -> FeatureTable:
        """Return the table with some of the rows."""
        return FeatureTable(self.names, self.values[rows])

    def row(self, at: int) -> dict[str, float]:
        """Return the features of one thing, by name."""
        return dict(zip(self.names, self.values[at].tolist(), strict=True))


def _agree(names: Collection[str], others: Collection[str]) -> None:
    """Make sure that two rows or tables have the same features."""
    if names != others:
        differ = '", "'.join(sorted({*names} ^ {*others})) or '", "'.join(names)
        raise EvidenceError(f'features differ between the rows of a table: "{differ}"')


@attrs.frozen
class Scorecard:
    """Named features and what they weigh.

    `about` says what the log odds are those of. `prior` is added to each sum: what is known before
    any feature is looked at and no fit shows, since the documents of the fit were chosen or made.
    No sum is farther from 0 than `bound`.
    """

    name: str
    about: str
    weights: Mapping[str, Weight]
    prior: Chosen = Chosen(0.0)
    bound: Chosen = Chosen(math.inf)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the features."""
        return tuple(self.weights)

    @cached_property
    def _values(self) -> dict[str, float]:
        """The weights that count."""
        return {name: weight.value for name, weight in self.weights.items()}

    @cached_property
    def _in_order(self) -> dict[tuple[str, ...], NDArray[np.float64]]:
        """The weights that count, for the columns of each table that was judged."""
        return {}

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Return the log odds of one thing, from its features by name.

        Raises `EvidenceError` where one is missing, or is none of the scorecard.
        """
        self._check(features)
        values = self._values
        total = sum(values[name] * value for name, value in features.items()) + self.prior.log_odds
        return min(max(total, -self.bound.log_odds), self.bound.log_odds)

    def log_odds_of(self, table: FeatureTable) -> NDArray[np.float64]:
        """Return the log odds of each row of a table; its columns may stand in any order.

        Raises `EvidenceError` where a column is missing, or is none of the scorecard.
        """
        import numpy as np

        weights = self._in_order.get(table.names)
        if weights is None:
            self._check(table.names)
            weights = np.array([self._values[name] for name in table.names])
            self._in_order[table.names] = weights
        total = table.values @ weights + self.prior.log_odds
        bounded: NDArray[np.float64] = np.clip(total, -self.bound.log_odds, self.bound.log_odds)
        return bounded

    def most_of(
        self, known: FeatureTable, others: Mapping[str, float | NDArray[np.floating]]
    ) -> NDArray[np.float64]:
        """Return what the log odds of each row of a table come to at most, whatever the features of
        `others` are, which the table lacks: they lie between 0 and what is given there, a number
        for all rows or one for each.

        Raises `EvidenceError` where a feature is missing, or is none of the scorecard.
        """
        import numpy as np

        self._check([*known.names, *others])
        weights = np.array([self._values[name] for name in known.names])
        best = sum(max(0.0, self._values[name]) * highest for name, highest in others.items())
        total = known.values @ weights + best + self.prior.log_odds + _ROUNDED
        bounded: NDArray[np.float64] = np.clip(total, -self.bound.log_odds, self.bound.log_odds)
        return bounded

    def probability(self, features: Mapping[str, float]) -> float:
        """Return `log_odds` as a probability."""
        return probability(self.log_odds(features))

    def raised(self, by: float) -> Scorecard:
        """Return the scorecard with a prior that is higher, `by` so much in log odds."""
        prior = attrs.evolve(self.prior, log_odds=self.prior.log_odds + by)
        return attrs.evolve(self, prior=prior)

    def refitted(self, weights: Mapping[str, float]) -> Scorecard:
        """Return the scorecard with other fitted weights; what is adjusted stays, and so does why.

        A feature is added or removed in the file, where its weight may be 0 until it is fitted.
        """
        self._check(weights)
        return attrs.evolve(
            self,
            weights={
                name: attrs.evolve(weight, fitted=weights[name])
                for name, weight in self.weights.items()
            },
        )

    def adjustments(self) -> list[str]:
        """Return a line for each adjusted weight: by how much it differs from the fit, and why."""
        return [
            f'"{name}": fitted {weight.fitted:g}, adjusted to {weight.adjusted:g} '
            f"({weight.adjusted - weight.fitted:+.2f}): {weight.reason}"
            for name, weight in self.weights.items()
            if weight.adjusted is not None
        ]

    def _check(self, names: Iterable[str]) -> None:
        """Make sure that these are the names of the features."""
        given, known = set(names), self._values.keys()
        if given != known:
            for name in sorted(given - known):
                raise EvidenceError(unknown("feature", name, known, of=self.name))
            missing = '", "'.join(sorted(known - given))
            raise EvidenceError(f'{self.name} weighs "{missing}", of which nothing is said')


@cache
def read(path: Path) -> Mapping[str, Scorecard]:
    """Return the scorecards of a file by name.

    Raises `EvidenceError` where it is no JSON, where a weight is adjusted without a reason, or
    where a key means nothing.
    """
    try:
        tables = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise EvidenceError(f"{path.name}: {error}") from None
    return {name: _scorecard(f"{path.name}: {name}", table) for name, table in tables.items()}


def write(path: Path, cards: Mapping[str, Scorecard]) -> None:
    """Write a file of scorecards, a feature a line, in the order that they have."""
    tables = ",\n".join(f"  {_json(name)}: {_written(card)}" for name, card in cards.items())
    path.write_text(f"{{\n{tables}\n}}\n", encoding="utf-8")
    read.cache_clear()


def _scorecard(name: str, table: Mapping[str, Any]) -> Scorecard:
    _check_keys(name, table, {"about", "features"}, {"prior", "bound"})
    weights = {}
    for feature, entry in table["features"].items():
        reason = {"adjusted", "reason"} if entry.keys() & {"adjusted", "reason"} else set()
        _check_keys(f'{name}, "{feature}"', entry, {"fitted", *reason})
        weights[feature] = Weight(**entry)
    chosen = {}
    for key in table.keys() & {"prior", "bound"}:
        _check_keys(f"{name}, {key}", table[key], {"log_odds", "reason"})
        chosen[key] = Chosen(**table[key])
    return Scorecard(name, table["about"], weights, **chosen)


def _check_keys(
    of: str, table: Mapping[str, Any], required: Set[str], optional: Set[str] = frozenset()
) -> None:
    """Make sure that a table of a file has the keys that it must have, and no others."""
    for key in sorted(table.keys() - required - optional):
        raise EvidenceError(unknown("key", key, required | optional, of=of))
    for key in sorted(required - table.keys()):
        raise EvidenceError(f'{of} lacks the key "{key}"')


def _written(card: Scorecard) -> str:
    """Return a scorecard as it stands in a file."""
    chosen = {"prior": card.prior, "bound": card.bound}
    head = {"about": card.about} | {
        key: attrs.asdict(each) for key, each in chosen.items() if each.reason
    }
    features = {
        name: {"fitted": weight.fitted}
        if weight.adjusted is None
        else {"fitted": weight.fitted, "adjusted": weight.adjusted, "reason": weight.reason}
        for name, weight in card.weights.items()
    }
    return (
        f"{{\n{_lines(head, indent=4)},\n"
        f'    "features": {{\n{_lines(features, indent=6)}\n    }}\n  }}'
    )


def _lines(entries: Mapping[str, Any], indent: int) -> str:
    """Return the entries of an object, each on a line."""
    return ",\n".join(
        f"{' ' * indent}{_json(key)}: {_json(value)}" for key, value in entries.items()
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
