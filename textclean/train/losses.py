"""Fits the weights by which `tagger.loss` tells whether a document lost any marks.

    python -m textclean.train.losses CORPORA/train CLEAN

Half of the documents are as they were: those of `CORPORA` that the tagger was not trained on, since
of those it has seen it is too sure, and clean ones of many kinds, most of which it knows nothing
of. The other half are the same, damaged. Of each, a few sentences are taken too. It writes the
weights into `textclean/tagger/loss.json`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np

from textclean.edit import apply
from textclean.evidence.scorecard import FeatureTable
from textclean.tagger.loss import CARDS, by_network
from textclean.text import Text
from textclean.tokens.scan import Span
from textclean.train.clean import in_english
from textclean.train.corpus import sources
from textclean.train.examples import kept_out, plain
from textclean.train.garble import Rates, garble
from textclean.train.logistic import fit
from textclean.train.scorecards import refit

DOCUMENTS = 16  # of each source
LEVELS = (0.05, 0.1, 0.2, 0.2, 0.5, 0.8, 1.0)  # of lost marks
# How often apostrophes or headings are lost beside the others, and one group of marks alone, which
# is headings in half of the documents that have any.
BESIDE = 0.45
ALONE = 0.35
# The intercept stands for how many of the documents are damaged, which is no news: the prior of the
# scorecard is an engineer's.
_INTERCEPT = "intercept"


def main(corpora: Path, clean: Path) -> None:
    """Fit the weights on `corpora` and on `clean` documents of many kinds, and write them."""
    rng = random.Random(13)
    evidence, labels = [], []
    for text, is_damaged in texts(corpora, clean, rng):
        if len(text.scanned):
            evidence.append({**by_network(text).evidence, _INTERCEPT: 1.0})
            labels.append(float(is_damaged))
    weights = fit(FeatureTable.of_rows(evidence), np.array(labels))
    print(f"# {len(labels)} documents, {sum(labels):.0f} damaged, intercept {weights[_INTERCEPT]}")
    refit(CARDS, {"damage": {name: weights[name] for name in weights if name != _INTERCEPT}})


def texts(corpora: Path, clean: Path, rng: random.Random) -> Iterator[tuple[Text, bool]]:
    """Yield documents, each as it is and damaged, and whether it lost anything."""
    for source, headings in _stories(corpora, clean, rng):
        yield Text(source), False
        if damage := garble(Text(source), _rates(rng, headings), rng, headings):
            yield Text(apply(source, damage)), True
        short = _sentences(source, rng)
        yield Text(short), False
        if damage := garble(Text(short), _rates(rng, []), rng):
            yield Text(apply(short, damage)), True


def _sentences(source: str, rng: random.Random) -> str:
    """Return a few sentences of a text that stand together in one paragraph."""
    line = rng.choice([line for line in source.splitlines() if line.strip()])
    found = Text(line).sentences
    first = rng.randrange(len(found))
    some = found[first : first + rng.randint(2, 4)]
    return line[some[0].start : some[-1].end] + "\n"


def _stories(
    corpora: Path, clean: Path, rng: random.Random
) -> Iterator[tuple[str, Sequence[Span]]]:
    """Yield clean documents, and the places of their headings where these are known."""
    for path in sources(corpora):
        documents = kept_out(path)
        rng.shuffle(documents)
        for document in documents[:DOCUMENTS]:
            yield plain(document, rng)
    for each in in_english(clean):
        yield each.text, []


def _rates(rng: random.Random, headings: Sequence[Span]) -> Rates:
    """Draw the damage of a document: mostly of stops, commas and hyphens alike."""
    level = rng.choice(LEVELS)
    beside = [level if rng.random() < BESIDE else 0.0 for _ in range(2)]
    if rng.random() >= ALONE:
        return Rates(level, level, level, beside[0], apostrophe=beside[1])
    groups = ("stop", "comma", "hyphen", *("heading",) * (3 if headings else 0))
    return attrs.evolve(Rates(apostrophe=beside[1]), **{rng.choice(groups): level})  # type: ignore[arg-type]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
