"""The bench of short texts draws and counts what it says."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

from benches.short import measured, texts

FIRST = "The company said it would cut jobs."
SECOND = "Shares fell 3 percent on Tuesday."


def test_a_text_is_two_sentences_of_a_paragraph(tmp_path: Path) -> None:
    """Headings, questions and quotations are passed over."""
    path = tmp_path / "news.txt.xz"
    with lzma.open(path, "wt", encoding="utf-8") as corpus:
        corpus.write(f'# Jobs. Go.\n{FIRST} {SECOND} Why? "We must." It is late.\n\nWhy? So.\n')
    assert list(texts(path, random.Random(1))) == [(FIRST, SECOND)]


def test_both_stops_are_counted() -> None:
    """Both come back here, no other edit is made, and the clean text gets none."""
    assert measured(FIRST, SECOND) == {
        "texts": 1,
        "exact": 1,
        "stops": 2,
        "others": 0,
        "clean": 0,
    }
