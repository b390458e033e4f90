"""Makes the tables of `textclean.english.lexicon` from the counts of `textclean.train.count`.

python -m textclean.train.lexicon
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from textclean.english.lexicon import TABLES, number, sequence
from textclean.tokens.scan import identities

_DATA = Path(__file__).parent / "data"
# A word, its count, and how many in a thousand in mid-sentence are in lower case.
WORDS = _DATA / "words.tsv"
# A compound, and its counts with a hyphen and with a space.
COMPOUNDS = _DATA / "compounds.tsv"
# Those of three and four words, in a larger corpus.
LONG_COMPOUNDS = _DATA / "long_compounds.tsv"

_COMMONEST = 4000  # words
_SHORTEST_HALF = 3  # letters of a word that another one follows


def main() -> None:
    """Write the tables."""
    np.savez(TABLES, allow_pickle=False, **tables())


def tables() -> dict[str, NDArray[Any]]:
    """Return the tables by their names; those that are looked up by ids have them in order."""
    words, counts, thousandths = _columns(WORDS)
    compounds, joined, apart = _columns(COMPOUNDS)
    longer, longer_joined, longer_apart = _columns(LONG_COMPOUNDS)
    # The counts of all compounds that differ in their number alone are added up.
    rows: dict[str, int] = {}
    row = [rows.setdefault(compound, len(rows)) for compound in map(number, compounds + longer)]
    pairs = list(rows)[: len(rows) - len(longer)]
    ids = identities(words)
    commonest = np.argsort(-counts, kind="stable")[:_COMMONEST]
    return {
        "common": np.sort(ids[commonest]),
        **_by_ids("word", ids, count=counts, thousandths=thousandths),
        **_by_ids(
            "compound",
            np.array([sequence(compound.split("-")) for compound in rows], np.uint64),
            joined=np.bincount(row, np.append(joined, longer_joined)).astype(np.int32),
            apart=np.bincount(row, np.append(apart, longer_apart)).astype(np.int32),
        ),
        **_halves(words, pairs),
    }


def _halves(words: list[str], pairs: list[str]) -> dict[str, NDArray[Any]]:
    """Return how many words, and how many compounds, end in each word that ends a compound."""
    hyphenated = Counter(pair.partition("-")[2] for pair in pairs)
    known = set(words)
    solid = Counter(
        word[cut:]
        for word in words
        for cut in range(_SHORTEST_HALF, len(word) - 1)
        if word[:cut] in known
    )
    halves = list(hyphenated)
    return _by_ids(
        "half",
        identities(halves),
        solid=np.array([solid[half] for half in halves], np.int32),
        hyphenated=np.array([hyphenated[half] for half in halves], np.int32),
    )


def _by_ids(name: str, ids: NDArray[np.uint64], **columns: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return the columns of a table, in the order of its ids."""
    order = np.argsort(ids)
    assert len(np.unique(ids)) == len(ids), f"two of {name} have one id"
    return {name: ids[order]} | {column: values[order] for column, values in columns.items()}


def _columns(path: Path) -> tuple[list[str], NDArray[np.int32], NDArray[np.int32]]:
    """Return the columns of a table: one of words, two of whole numbers."""
    cells = path.read_text(encoding="utf-8").split()
    first, second = (np.array(cells[column::3], np.int32) for column in (1, 2))
    return cells[::3], first, second


if __name__ == "__main__":
    main()
