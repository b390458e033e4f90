"""Fits what the words of pages weigh in `textclean.furniture.vocabulary`.

    python -m textclean.train.page_words CORPORA/train

It learns from the lists beside this file, of furniture and of what stories have that looks like it,
and from the headings of clean text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from textclean.evidence.scorecard import FeatureTable
from textclean.furniture import vocabulary
from textclean.train.corpus import documents, headings, sources
from textclean.train.logistic import fit
from textclean.train.scorecards import refit
from textclean.train.templates import listed, read

DOCUMENTS = 200  # of each source, whose headings are examples
LONGEST = 14  # words
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SLOT = re.compile(r"\{\w+\}.*")


def main(folder: Path) -> None:
    """Fit the weights and write them."""
    templates = read(Path(__file__).with_name("furniture.txt"))
    spoken = list(_labels(_SLOT.sub("", template.form) for template in templates))
    clean = [*listed(Path(__file__).with_name("look_alikes.txt"))]
    for path in sources(folder):
        for document in islice(documents(path), DOCUMENTS):
            clean += headings(document)
    plain = list(_labels(iter(clean)))
    table = FeatureTable.of_rows([*map(_features, spoken), *map(_features, plain)])
    labels = np.repeat([1.0, 0.0], [len(spoken), len(plain)])
    print(f"{len(spoken)} labels of pages, {len(plain)} lines of stories")
    refit(vocabulary.CARDS, {"page words": fit(table, labels)})


def _labels(lines: Iterator[str]) -> Iterator[str]:
    """Yield those of some lines that could be labels by their length."""
    yield from (line for line in lines if 1 < len(_WORD.findall(line)) <= LONGEST)


def _features(line: str) -> dict[str, float]:
    """Return the features of a line."""
    words = _WORD.findall(line)
    foreign = sum(word.islower() and not vocabulary.is_page_word(word) for word in words)
    return {
        **vocabulary.counts([word.lower() for word in words]),
        "other words in small letters": float(foreign),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
