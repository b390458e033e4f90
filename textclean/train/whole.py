"""Fits how much more the tagger may be believed among sentences that are whole.

    python -m textclean.train.whole CORPORA/train

A gap without a mark, in a text that has all its other marks, is a rare thing: the tagger, which
learned from texts at every rate of loss, is too unsure of it. The documents are those that it was
not trained on, damaged at several rates. It writes the weights into `textclean/tagger/loss.json`.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from textclean.edit import apply, invert
from textclean.evidence.scorecard import FeatureTable
from textclean.tagger.loss import CARDS, GROUPS, WHOLE, may_have_lost
from textclean.text import Text
from textclean.train.corpus import sources
from textclean.train.examples import kept_out, plain
from textclean.train.garble import Rates, garble
from textclean.train.logistic import fit
from textclean.train.scorecards import refit

DOCUMENTS = 20  # of each source
RATES = (0.03, 0.1, 0.3, 0.6, 0.97)
LEAST = -6.0  # log odds: what is surely no place of a mark tells nothing


class Gaps(NamedTuple):
    """Gaps of a damaged text that may have lost a mark of a group."""

    log_odds: NDArray[np.float64]  # that an editor would have one
    is_lost: NDArray[np.bool_]


def main(corpora: Path) -> None:
    """Fit the weights on documents of `corpora`, and write them."""
    rows: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    for rate, group, gaps in _damaged(corpora, random.Random(3)):
        told = gaps.log_odds > LEAST
        log_odds, whole = gaps.log_odds[told], np.full(told.sum(), 1 - rate)
        known, lost = log_odds + np.log(rate), gaps.is_lost[told].astype(float)
        rows[group].append(np.stack([whole, whole * log_odds, known, lost], axis=1))
    cards = {}
    for group, found in rows.items():
        raised, scaled, known, lost = np.concatenate(found).T
        features = FeatureTable.of({"a gap": raised, "its log odds": scaled})
        cards[f"whole: {group}"] = fit(features, lost, known)
    refit(CARDS, cards)


def _damaged(corpora: Path, rng: random.Random) -> Iterator[tuple[float, str, Gaps]]:
    """Yield the gaps of documents, at each rate of loss, for each group."""
    for path in sources(corpora):
        documents = kept_out(path)
        rng.shuffle(documents)
        for document in documents[:DOCUMENTS]:
            source, headings = plain(document, rng)
            for rate in RATES:
                damage = garble(Text(source), Rates(rate, rate, rate), rng, headings)
                text = Text(apply(source, damage))
                lost = {edit.start: edit.why for edit in invert(source, damage)}
                gaps, log_odds = may_have_lost(text)
                reasons = [lost.get(end, "") for end in text.scanned.end[gaps].tolist()]
                for at, (group, (labels, _)) in enumerate(GROUPS.items()):
                    if group in WHOLE:
                        is_lost = np.array([reason in labels for reason in reasons], np.bool_)
                        yield rate, group, Gaps(log_odds[:, at], is_lost)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
