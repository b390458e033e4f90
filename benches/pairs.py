"""How many of the marks come back that were really lost: paragraphs that an export took the marks
from, beside the same paragraphs as another source has them.

    python -m benches.pairs PAIRS.tsv.xz [--jobs 2]

PAIRS is a table with the columns source, garbled and clean, a paragraph a row. What is lost, put
back and put back rightly is counted in the gaps between words.
"""

from __future__ import annotations

import csv
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import textclean
from benches.parser import parser
from benches.quality.figures import ratio

_WORD = re.compile(r"\w+")
_GROUPS = {
    "sentence marks": re.compile(r"[.?!:;]"),
    "commas": re.compile(","),
    "hyphens": re.compile(r"\A-\Z"),
    "quotation marks": re.compile('["“”]'),
}


class Pair(NamedTuple):
    """A paragraph as it came in, and as it was."""

    garbled: str
    clean: str


def pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a table."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Pair(row["garbled"], row["clean"])


def counts(pair: Pair) -> Counter[tuple[str, str]]:
    """Return how many marks of each group were lost, put back, and put back rightly."""
    found: Counter[tuple[str, str]] = Counter()
    made = textclean.clean(pair.garbled)
    lost, wanted = _gaps(pair.garbled), _gaps(pair.clean)
    aligned = _aligned(lost, _gaps(made)), _aligned(lost, wanted)
    for had, has, should in zip(lost, *aligned, strict=True):
        if should is None:
            continue
        for group, mark in _GROUPS.items():
            if mark.search(had.after):
                continue
            is_lost = bool(mark.search(should.after))
            is_made = has is not None and bool(mark.search(has.after))
            found[group, "lost"] += is_lost
            found[group, "made"] += is_made
            found[group, "right"] += is_lost and is_made
    return found


class _Gap(NamedTuple):
    word: str
    after: str  # what stands between the word and the next


def _gaps(source: str) -> list[_Gap]:
    words = list(_WORD.finditer(source))
    starts = [word.start() for word in words[1:]] + [len(source)]
    return [
        _Gap(word.group(), source[word.end() : start].strip() or " ")
        for word, start in zip(words, starts, strict=True)
    ]


def _aligned(first: list[_Gap], second: list[_Gap]) -> list[_Gap | None]:
    """Return for each gap of the first that of the second behind the same word."""
    found: list[_Gap | None] = [None] * len(first)
    matcher = SequenceMatcher(
        None, [gap.word for gap in first], [gap.word for gap in second], autojunk=False
    )
    for at, other, size in matcher.get_matching_blocks():
        found[at : at + size] = second[other : other + size]
    return found


def main() -> None:
    """Print precision, recall and F1 of each group of marks."""
    options = parser("pairs", __doc__)
    options.add_argument("pairs", type=Path, metavar="PAIRS", help="source, garbled, clean")
    options.add_argument("--jobs", type=int, default=1, help="processes")
    options.add_argument("--every", type=int, default=1, help="one pair in so many")
    arguments = options.parse_args()
    total: Counter[tuple[str, str]] = Counter()
    some = list(pairs(arguments.pairs))[:: arguments.every]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for found in pool.map(counts, some, chunksize=20):
            total += found
    print(f"{len(some)} paragraphs   precision   recall   F1     lost")
    for group in _GROUPS:
        lost, made, right = (total[group, part] for part in ("lost", "made", "right"))
        precision, recall = ratio(right, made), ratio(right, lost)
        f1 = ratio(2 * right, lost + made)
        print(f"{group:<18}{precision:9.3f}{recall:9.3f}{f1:9.3f}{lost:9}")


if __name__ == "__main__":
    main()
