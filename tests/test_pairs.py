"""The bench of marks that were really lost counts what it says."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from benches.pairs import Pair, counts, pairs

LOST = "It ended on Tuesday January 27 2026, they said."
WHOLE = "It ended on Tuesday, January 27, 2026, they said."


@pytest.mark.parametrize(
    ("garbled", "clean", "lost", "made", "right"),
    [
        pytest.param(LOST, WHOLE, 2, 2, 2, id="put back"),
        pytest.param(LOST, LOST, 0, 2, 0, id="not in the other source"),
        pytest.param(WHOLE, WHOLE, 0, 0, 0, id="never lost"),
        pytest.param(LOST, WHOLE.replace("Tuesday", "Monday"), 1, 1, 1, id="another word before"),
        pytest.param("The ferry sank", "The ferry, sank", 1, 0, 0, id="not put back"),
    ],
)
def test_marks_are_counted_behind_the_words_of_both(
    garbled: str, clean: str, lost: int, made: int, right: int
) -> None:
    """A mark counts in the gap behind a word that both sources have, and only where it was lost."""
    found = counts(Pair(garbled, clean))
    assert found["commas", "lost"] == lost
    assert found["commas", "made"] == made
    assert found["commas", "right"] == right
    assert found["sentence marks", "lost"] == 0


def test_a_quotation_mark_is_no_quoting_of_the_table(tmp_path: Path) -> None:
    """A paragraph that begins with a quotation mark is read as it stands."""
    path = tmp_path / "pairs.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as table:
        table.write('source\tgarbled\tclean\na.txt\tWe won  he said\t"We won," he said\n')
    assert list(pairs(path)) == [Pair("We won  he said", '"We won," he said')]
