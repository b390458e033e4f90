"""Fits the weights by which `textclean.intrusions.page_speech` knows what a page speaks.

    python -m textclean.train.page_speech CORPORA/train

It learns from the lists beside this file, one of furniture and one of what stories have that looks
like it, and from clean text: its headings, paragraphs and sentences, what its sentences begin with
up to a capital, and what stands before a colon. It prints how much of the furniture and of the
clean text that were kept out of training is told right.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import attrs
import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from textclean.intrusions import page_speech
from textclean.text import Text
from textclean.tokens.scanner.table import Floats, Ids, Table
from textclean.tokens.scanner.tokens import Indices
from textclean.train.corpus import body, headings, sources
from textclean.train.examples import is_dev, pieces
from textclean.train.templates import FILLINGS, Template, filled, listed, read

TIMES = 3  # that each template is filled in
WHOLE = 800  # documents of each source of which all is read; of the others the headings are
DOUBTFUL = -3.0  # log odds, of passages of all others that are examples too
BATCH = 20_000  # passages
OTHERS = 40  # documents of each source, to fill templates in from
PARTS = 0.3  # of the sentences, of which the beginning is an example too
LOOK_ALIKE = 5.0  # weight of a line of a story that looks like furniture; one of clean text has 1
RIDGE = 0.3
# Fewest clean passages that make something a feature, if no furniture has it.
FEWEST = 40
LEAST = 0.02  # that a weight comes to, to be kept
LONGEST = 350  # characters
LABEL = 5  # words before a colon, at most

_LABEL = re.compile(r"[^:\n]{2,60}:(?= )")


@attrs.frozen
class Passages:
    """Passages to learn from: those that pages speak, those of stories, and those of stories that
    look like furniture; `words` are the words of the furniture, without what was filled in.
    """

    spoken: Sequence[str]
    plain: Sequence[str]
    look_alikes: Sequence[str]
    words: Text


def main(folder: Path) -> None:
    """Fit the weights on the corpora of `folder` and write them, after a trial on three quarters of
    the lists, of which it prints what it makes of the rest.
    """
    rng = random.Random(3)
    documents = [each for path in sources(folder) for each in islice(pieces(path), OTHERS)]
    templates, look_alikes = _lists()
    rng.shuffle(templates)
    rng.shuffle(look_alikes)

    def passages(
        chosen: Sequence[Template], plain: Sequence[str], alike: Sequence[str]
    ) -> Passages:
        words = Text("\n".join(re.sub(r"\{\w+\}", " ", template.form) for template in chosen))
        spoken = [each for template in chosen for each in _filled(template, documents, rng)]
        return Passages(spoken, plain, alike, words)

    clean = list(_clean(folder, rng, WHOLE))
    every = passages(templates, clean, look_alikes)
    own = page_speech.words(every.words)
    clean += _doubtful(_clean(folder, rng, None), own, *_fitted(every))
    held, tried = templates[::4], [each for at, each in enumerate(templates) if at % 4]
    held_alike, alike = look_alikes[::4], [each for at, each in enumerate(look_alikes) if at % 4]
    trial = passages(tried, clean, alike)
    features, values = _fitted(trial)
    for name, unseen in (
        ("furniture", passages(held, (), ()).spoken),
        ("look-alikes", held_alike),
        ("clean text", list(_clean(folder, rng, None, dev=True))),
    ):
        odds = _Rows.of(unseen, page_speech.words(trial.words)).odds(features, values)
        shares = (f"{np.mean(odds > least):.5f} over {least}" for least in range(-4, 3))
        print(f"{name}: {len(unseen)} passages,", *shares)
    features, values = _fitted(passages(templates, clean, look_alikes))
    order = np.argsort(features)
    np.savez(page_speech.WEIGHTS, feature=features[order], weight=values[order].astype(np.float16))


def _doubtful(passages: Iterable[str], own: Ids, features: Ids, values: Floats) -> Iterator[str]:
    """Yield the passages of stories that these weights say a page may well speak."""
    for batch in _batches(passages):
        odds = _Rows.of(batch, own).odds(features, values)
        yield from (batch[at] for at in np.flatnonzero(odds > DOUBTFUL).tolist())


def _batches(passages: Iterable[str]) -> Iterator[list[str]]:
    """Yield passages in lists of `BATCH`."""
    rest = iter(passages)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _lists() -> tuple[list[Template], list[str]]:
    """Return the templates and the look-alikes."""
    templates = list(read(Path(__file__).with_name("furniture.txt")))
    look_alikes = listed(Path(__file__).with_name("look_alikes.txt"))
    # One after the other they are what advice is made of, and manuals.
    sentences = [line for line in look_alikes if line.endswith(".")]
    rows = zip(sentences[::3], sentences[1::3], sentences[2::3], strict=False)
    return templates, [*look_alikes, *map(" ".join, rows)]


def _filled(template: Template, documents: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Yield a template filled in some times, and once without its headline, as a label alone."""
    for _ in range(TIMES):
        document = rng.choice(documents)
        titles = headings(rng.choice(documents)) or [""]
        yield filled(template, document, titles, FILLINGS, rng).strip()
    before, slot, _ = template.form.partition("{headline}")
    if slot and "{" not in before and any(map(str.isalpha, before)):
        yield before.strip()


def _clean(
    folder: Path, rng: random.Random, whole: int | None, *, dev: bool = False
) -> Iterator[str]:
    """Yield passages of the documents that are, or are not, kept out of training: the headings of
    all, and the rest of so many of each source.
    """
    for path in sources(folder):
        documents = [document for document in pieces(path) if is_dev(document) is dev]
        rng.shuffle(documents)
        for number, document in enumerate(documents):
            yield from (line for line in headings(document) if len(line) <= LONGEST)
            if whole is None or number < whole:
                yield from (line for line in body(document) if len(line) <= LONGEST)
                yield from _of_sentences(document, rng)


def _of_sentences(document: str, rng: random.Random) -> Iterator[str]:
    """Yield the sentences of a document, and what some of them begin with."""
    text = Text("\n".join(body(document)))
    for start, end in text.sentences:
        sentence = text.source[start:end]
        if len(sentence) <= LONGEST and "\n" not in sentence:
            yield sentence
        if rng.random() < PARTS:
            capitals = [match.start() for match in re.finditer(r"(?<=\w) (?=[A-Z])", sentence)]
            if capitals:
                yield sentence[: rng.choice(capitals)]
        if (label := _LABEL.match(sentence)) and len(label.group().split()) <= LABEL:
            yield label.group()


def _fitted(passages: Passages) -> tuple[Ids, Floats]:
    """Return the features and their weights."""
    own = page_speech.words(passages.words)
    groups = [
        _Rows.of(group, own) for group in (passages.spoken, passages.plain, passages.look_alikes)
    ]
    others, counts = np.unique(
        np.concatenate([each.features for each in groups[1:]]), return_counts=True
    )
    features = np.union1d(groups[0].features, others[counts >= FEWEST])
    values = _regression(groups, features)
    is_kept = (np.abs(values) >= LEAST) | np.isin(features, own)
    values[is_kept & (values == 0)] = LEAST / 10  # a word that says nothing is known all the same
    return features[is_kept], values[is_kept]


@attrs.frozen(eq=False)
class _Rows:
    """The features of some passages, each with the number of its passage."""

    passages: int
    features: Ids
    row: Indices

    @classmethod
    def of(cls, passages: Sequence[str], own: Ids) -> _Rows:
        """Return the features of passages, where words that have one of `own` are known by it."""
        lines = [" ".join(passage.split()) for passage in passages]
        text = Text("\n".join(lines))
        ends = np.cumsum([len(line) + 1 for line in lines])
        first, after = np.searchsorted(text.scanned.start, [ends - np.diff(ends, prepend=0), ends])
        found = page_speech.word_features(text, lambda words: np.isin(words, own))
        row = np.searchsorted(ends, text.scanned.start, side="right")
        is_inner = row[:-1] == row[1:]
        worded = np.flatnonzero(first < after)
        columns = [
            (row, found.words()),
            *((row[:-1][is_inner], pairs[is_inner]) for pairs in found.pairs()),
            *((worded, ends) for ends in found.passages(first[worded], after[worded])),
        ]
        rows, features = (np.concatenate(each) for each in zip(*columns, strict=True))
        return cls(len(passages), features, rows)

    def odds(self, features: Ids, values: Floats) -> Floats:
        """Return the log odds of each passage."""
        value = Table.of(features, values, 0.0).look_up(self.features)
        odds: Floats = np.bincount(self.row, value, self.passages).astype(np.float32)
        return odds


def _regression(groups: Sequence[_Rows], features: Ids) -> Floats:
    """Return the weights of a logistic regression with a ridge, by L-BFGS: the first passages are
    what pages speak, the others are not.
    """
    spoken, plain, look_alikes = sizes = [each.passages for each in groups]
    label = torch.cat([torch.ones(spoken), torch.zeros(plain + look_alikes)])
    shares = torch.tensor([1 / TIMES, 1.0, LOOK_ALIKE])
    importance = torch.repeat_interleave(shares, torch.tensor(sizes))
    found = np.concatenate([each.features for each in groups])
    before = np.cumsum([0, *sizes[:-1]])
    row = np.concatenate([each.row + start for each, start in zip(groups, before, strict=True)])
    column = np.minimum(np.searchsorted(features, found), len(features) - 1)
    is_feature = features[column] == found
    at, within = torch.from_numpy(column[is_feature]), torch.from_numpy(row[is_feature])
    values = torch.zeros(len(features), requires_grad=True)
    optimizer = torch.optim.LBFGS([values], max_iter=80, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        odds = torch.zeros(len(label)).index_add_(0, within, values[at])
        surprise = binary_cross_entropy_with_logits(odds, label, importance, reduction="sum")
        total = surprise + RIDGE / 2 * (values**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    fitted: Floats = values.detach().numpy().astype(np.float16).astype(np.float32)
    return fitted


if __name__ == "__main__":
    torch.set_num_threads(2)
    main(Path(sys.argv[1]))
