"""Counts words and compounds in the training corpora, for `textclean.english.lexicon`.

python -m textclean.train.count CORPORA/train
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from textclean.text import Text
from textclean.train import lexicon
from textclean.train.corpus import body, documents, sources
from textclean.train.lexicon import COMPOUNDS, WORDS

RAREST_WORD = 5
RAREST_COMPOUND = 3


def main(folder: Path) -> None:
    """Count the corpora of `folder` and write the two tables of the lexicon."""
    everywhere: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    hyphenated: Counter[tuple[str, str]] = Counter()
    apart: Counter[tuple[str, str]] = Counter()
    for paragraph in _paragraphs(folder):
        before = ""
        for word, gap in _words_and_gaps(paragraph):
            everywhere[word.lower()] += 1
            if before.endswith("s") and gap in ("' ", "’ "):
                everywhere[f"{before.lower()}{gap[0]}"] += 1
            if gap == " ":
                (lower if word.islower() else capital)[word.lower()] += 1
                apart[before.lower(), word.lower()] += 1
            elif gap == "-":
                hyphenated[before.lower(), word.lower()] += 1
            before = word
        if len(apart) > 8_000_000:
            # Pairs that came once so far are nearly all rare; their loss is below the rounding.
            apart = Counter({pair: n for pair, n in apart.items() if n > 1 or pair in hyphenated})
    _write(
        WORDS,
        (
            (word, count, round(1000 * lower[word] / max(1, lower[word] + capital[word])))
            for word, count in sorted(everywhere.items())
            if count >= RAREST_WORD
        ),
    )
    _write(
        COMPOUNDS,
        (
            ("-".join(pair), count, apart[pair])
            for pair, count in sorted(hyphenated.items())
            if count >= RAREST_COMPOUND
        ),
    )
    lexicon.main()


def _paragraphs(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of the corpora, without the headings, whose capitals are no evidence."""
    for path in sources(folder):
        for document in documents(path):
            yield from body(document)


def _words_and_gaps(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield each word with the gap between it and the word before it."""
    end = 0
    for span in Text(paragraph).words:
        yield paragraph[span.start : span.end], paragraph[end : span.start]
        end = span.end


def _write(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows as tab-separated text."""
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
