"""Speeds, as ratios to what a Python user knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from statistics import median

import attrs

from benches.copies import Copy
from benches.rivals import NLTK_TOKENS, PUNKT, SPLIT
from benches.rounds import in_rounds, median_ratio, seconds
from benches.subject import Product, Subject

_NLTK: Mapping[Product, tuple[Product, str]] = {
    "token spans": ("token spans", NLTK_TOKENS),
    "token strings": ("token strings", NLTK_TOKENS),
    "tokens with shape and id": ("token spans", NLTK_TOKENS),
    "words": ("token spans", NLTK_TOKENS),
    "sentence spans": ("sentence spans", PUNKT),
    "sentence strings": ("sentence strings", PUNKT),
}


@attrs.frozen
class Speed:
    """How fast a subject read its piece of a copy.

    `read` is in MB and `rate` in MB/s, both of UTF-8; `over_split` and `over_nltk` are ratios of
    rates, the latter None where NLTK has no counterpart or is not installed.
    """

    subject: Subject
    read: float
    rate: float
    over_split: float
    over_nltk: float | None


def speeds(copy: Copy, subjects: Iterable[Subject]) -> list[Speed]:
    """Return the speed of each subject on a copy; `str.split` must be among them."""
    by_key = {(subject.product, subject.name): subject for subject in subjects}
    pieces = {key: copy.piece(subject.at_most) for key, subject in by_key.items()}
    megabytes = {key: piece.size / 1e6 for key, piece in pieces.items()}
    rounds = in_rounds(
        {
            key: partial(_rate, partial(subject.run, pieces[key]), megabytes[key])
            for key, subject in by_key.items()
        }
    )
    return [
        Speed(
            subject=subject,
            read=megabytes[key],
            rate=median(rates[key] for rates in rounds),
            over_split=median_ratio(rounds, key, ("token strings", SPLIT)),
            over_nltk=median_ratio(rounds, key, nltk)
            if (nltk := _NLTK.get(subject.product)) in by_key
            else None,
        )
        for key, subject in by_key.items()
    ]


def table(copy: Copy, found: Iterable[Speed]) -> Iterator[str]:
    """Yield the lines of a table of speeds on one copy."""
    yield f"{copy.name:<42}{'read':>9}{'MB/s':>10}{'x ' + SPLIT:>13}{'x NLTK':>10}"
    for product, of_product in groupby(found, key=lambda speed: speed.subject.product):
        yield f"  {product}"
        for speed in of_product:
            over_nltk = "" if speed.over_nltk is None else f"{speed.over_nltk:.1f}"
            yield (
                f"    {speed.subject.name:<38}{speed.read * 1000:>6,.0f} KB{speed.rate:>10.2f}"
                f"{speed.over_split:>13.4f}{over_nltk:>10}"
            )
    yield ""


def _rate(run: Callable[[], object], megabytes: float) -> float:
    """Return the MB/s of one measurement."""
    return megabytes / seconds(run)
