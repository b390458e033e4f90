"""Fits the weights by which `intrusions.recurring_phrases` distinguishes pasted phrases from
others.

    python -m textclean.train.phrases CORPORA/train CLEAN

Only documents that the tagger was not trained on are used: of those it has seen it is too sure. It
writes them into `textclean/intrusions/recurring_phrases.json`, and prints how far those that are
adjusted there are from the fit.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import attrs
import numpy as np

from textclean.edit import apply, invert
from textclean.evidence.scorecard import FeatureTable
from textclean.intrusions.recurring_phrases import CARDS, GATE, NETWORK, Recurring, recurring
from textclean.tagger.consultation import precise, rough
from textclean.text import Text
from textclean.train import templates
from textclean.train.clean import in_english
from textclean.train.corpus import sources
from textclean.train.examples import drawn_phrase, kept_out, pasted_words, plain
from textclean.train.garble import Rates, garble
from textclean.train.logistic import fit
from textclean.train.scorecards import refit

DOCUMENTS = 60  # of each source
TIMES = 2  # that each of them is damaged
UNDAMAGED = 300  # more of each source, as they are
DAMAGED = 0.7
LISTED = 0.5  # of the phrases; the others are cut out of documents
# Least share of pasted places of a pasted phrase, and of other places of another: a sequence that
# holds a pasted phrase and a word beside it is neither.
SHARE = 0.8
LEVELS = (0.0, 0.0, 0.1, 0.5, 0.9)  # of lost marks
PASTED = (0.2, 0.4, 0.7, 1.0)  # of the paragraphs
SHORTEST = 150  # words of a document that a phrase is pasted into


def main(corpora: Path, clean: Path) -> None:
    """Fit the weights and write them, those for the odds of the network and those for the odds of
    the gate: on damaged documents of `corpora`, and on `clean` documents of many kinds, as they
    are and damaged.
    """
    rng = random.Random(11)
    drawn = [*texts(corpora, rng), *texts_of_kinds(clean, rng)]
    weighed: dict[str, dict[str, float]] = {}
    for name, model, weights in (("network", precise, NETWORK), ("gate", rough, GATE)):
        found = [
            (phrase, whole >= SHARE)
            for text, pasted in drawn
            for phrase in recurring(text, model(text).stray, weights)
            if phrase.length > 1 and phrase.stands_anywhere
            for whole, partly in [_shares_of_pasted(phrase, pasted)]
            if whole >= SHARE or partly <= 1 - SHARE
        ]
        is_pasted = np.array([label for _, label in found], float)
        places = FeatureTable.joined([phrase.features for phrase, _ in found])
        of_places = np.repeat(is_pasted, [len(phrase.places) for phrase, _ in found])
        of_place = fit(places, of_places)
        weights = attrs.evolve(weights, place=weights.place.refitted(of_place))
        evidence = [attrs.evolve(phrase, weights=weights).evidence for phrase, _ in found]
        table = FeatureTable.of_rows(evidence)
        of_phrase = fit(table, is_pasted)
        right = (weights.phrase.refitted(of_phrase).log_odds_of(table) > 0) == is_pasted
        print(f"{len(found)} phrases, {is_pasted.sum():.0f} pasted, {right.mean():.4f} told apart")
        weighed |= {f"place by the {name}": of_place, f"phrase by the {name}": of_phrase}
    refit(CARDS, weighed)


def texts(folder: Path, rng: random.Random) -> Iterator[tuple[Text, np.ndarray]]:
    """Yield documents, damaged ones and more as they are, and which words were pasted in."""
    for path in sources(folder):
        documents = kept_out(path)
        rng.shuffle(documents)
        for document in documents[:DOCUMENTS]:
            for _ in range(TIMES):
                is_damaged = rng.random() < DAMAGED
                phrases = (_drawn(documents, rng),) if is_damaged else ()
                yield _damaged(document, phrases, rng)
        for document in documents[DOCUMENTS : DOCUMENTS + UNDAMAGED]:
            text = Text(document)
            yield text, np.zeros(len(text.scanned), np.bool_)


def texts_of_kinds(folder: Path, rng: random.Random) -> Iterator[tuple[Text, np.ndarray]]:
    """Yield clean documents of many kinds in English, and each damaged as well."""
    documents = [each.text for each in in_english(folder)]
    long = [document for document in documents if len(document.split()) >= SHORTEST]
    for document in documents:
        text = Text(document)
        yield text, np.zeros(len(text.scanned), np.bool_)
    for document in long:
        damage = garble(Text(document), _rates((_drawn(long, rng),), rng), rng, [])
        text = Text(apply(document, damage))
        yield text, pasted_words(text.scanned, invert(document, damage))


def _drawn(documents: Sequence[str], rng: random.Random) -> str:
    """Return a phrase of the list or of a document."""
    if rng.random() < LISTED:
        return rng.choice(listed())
    return drawn_phrase(rng.choice(documents), rng)


@cache
def listed() -> list[str]:
    """Return phrases such as scripts paste, written by hand."""
    return templates.listed(Path(__file__).with_suffix(".txt"))


def _damaged(
    document: str, phrases: tuple[str, ...], rng: random.Random
) -> tuple[Text, np.ndarray]:
    source, headings = plain(document, rng)
    damage = garble(Text(source), _rates(phrases, rng), rng, headings)
    text = Text(apply(source, damage))
    return text, pasted_words(text.scanned, invert(source, damage))


def _rates(phrases: tuple[str, ...], rng: random.Random) -> Rates:
    level = rng.choice(LEVELS)
    return Rates(level, level, level, level, rng.choice(PASTED), phrases)


def _shares_of_pasted(phrase: Recurring, pasted: np.ndarray) -> tuple[float, float]:
    """Return the shares of the places of which all words, and of which any, were pasted in."""
    within = [pasted[place : place + phrase.length] for place in phrase.places.tolist()]
    whole, partly = ([bool(test(words)) for words in within] for test in (np.all, np.any))
    return float(np.mean(whole)), float(np.mean(partly))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
