"""The bench of harm counts what clean documents lose, and knows an edit without its text."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from benches.harm.measure import Document, by_rule, documents, measured, read, write
from benches.harm.words import lost

DAMAGED = Document("news", "The talks went on Advertisement until noon, they said.\n")
CLEAN = Document("news", "The talks went on until noon, they said.\n")


def test_a_word_that_goes_is_lost_and_one_that_is_parted_is_not() -> None:
    """What the letters tell counts, not the spaces and hyphens between them."""
    assert lost("one two two", "one two") == {"two": 1}
    assert not lost("the end.The wrap-\nping", "the end. The wrapping")
    assert not lost("a 15 year plan", "a 15-year plan")


def test_harm_is_counted_in_edits_and_in_words() -> None:
    """A clean document has none; one of which a word goes has an edit and a lost word."""
    assert measured(CLEAN).edits == ()
    found = measured(DAMAGED)
    assert (len(found.edits), found.lost, found.words) == (1, 1, 9)
    assert by_rule([found]) == {"page_furniture": 1}


def test_an_accepted_edit_is_no_harm() -> None:
    """An edit that was judged by eye is known again by its hashes."""
    (harm,) = measured(DAMAGED).harm
    assert not measured(DAMAGED, frozenset([harm])).edits


def test_a_snapshot_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The table has each edit with its confidence, and nothing of the text."""
    path = tmp_path / "snapshot.tsv"
    found = measured(DAMAGED)
    write(path, [found])
    assert list(read(path)) == found.harm
    assert "Advertisement" not in path.read_text(encoding="utf-8")


def test_the_sample_of_a_folder_is_the_same_every_time(tmp_path: Path) -> None:
    """Documents are drawn by hash, so many of each kind; an empty folder is an error."""
    with pytest.raises(FileNotFoundError, match="no"):
        list(documents(tmp_path))
    with lzma.open(tmp_path / "news.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.writelines(
            json.dumps({"id": str(n), "text": f"Text {n}.\n"}) + "\n" for n in range(9)
        )
    drawn = list(documents(tmp_path, per_kind=3))
    assert len(drawn) == 3
    assert drawn == list(documents(tmp_path, per_kind=3))
