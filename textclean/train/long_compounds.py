"""Counts compounds of three and four words in the training corpora: "state-of-the-art".

python -m textclean.train.long_compounds CORPORA/train
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from textclean.english.lexicon import LONGEST, sequence
from textclean.text import Text
from textclean.tokens.scan import sequences
from textclean.train import lexicon
from textclean.train.corpus import body, documents, sources
from textclean.train.lexicon import LONG_COMPOUNDS

RAREST = 10  # occurrences with hyphens


def main(folder: Path) -> None:
    """Count the corpora of `folder` and make the tables of the lexicon anew."""
    joined: Counter[str] = Counter()
    for text in _texts(folder):
        for first, last in _joined(text):
            joined[text.source[first:last].lower()] += 1
    compounds = sorted(
        compound
        for compound, count in joined.items()
        if count >= RAREST and compound.replace("-", "").isalpha()
    )
    by_id = {sequence(compound.split("-")): compound for compound in compounds}
    known, apart = np.array(list(by_id), np.uint64), Counter[str]()
    for text in _texts(folder):
        for size in range(3, LONGEST + 1):
            ids = sequences(text.scanned.id, size)
            for at in np.isin(ids, known).nonzero()[0].tolist():
                between = text.source[text.words[at].start : text.words[at + size - 1].end]
                compound = by_id[int(ids[at])]
                apart[compound] += between.lower() == compound.replace("-", " ")
    lines = (f"{compound}\t{joined[compound]}\t{apart[compound]}\n" for compound in compounds)
    LONG_COMPOUNDS.write_text("".join(lines), encoding="utf-8")
    lexicon.main()


def _texts(folder: Path) -> Iterator[Text]:
    """Yield the documents without their headings."""
    for path in sources(folder):
        for document in documents(path):
            yield Text("\n".join(body(document)))


def _joined(text: Text) -> Iterator[tuple[int, int]]:
    """Yield where three or four words begin and end that stand with hyphens between them."""
    source, words = text.source, text.scanned
    codes = np.frombuffer(source.encode("utf-32-le"), np.uint32)
    is_joined = (words.start[1:] - words.end[:-1] == 1) & (codes[words.end[:-1]] == ord("-"))
    # The gap before a run, its own, and the one behind it.
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_joined, [False])).astype(np.int8)))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if 2 <= last - first < LONGEST:
            yield int(words.start[first]), int(words.end[last])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
