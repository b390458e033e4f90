"""The comparison of two installs tells which edits differ, but those that are meant to."""

from __future__ import annotations

from pathlib import Path

import pytest

from benches.compare import Difference, Made, differences, read, write

TEXT = "Aid grew It fell"
COMMA = Made(8, 8, ",", "punctuation", 0.8)
STOP = Made(8, 8, ".", "punctuation", 0.8)


def found(new: list[Made], old: list[Made]) -> list[str]:
    """Return the kinds of what two installs make otherwise."""
    return [one.kind for one in differences(TEXT, new, old)]


@pytest.mark.parametrize(
    ("new", "old", "kinds"),
    [
        ([STOP], [STOP], []),
        ([STOP], [STOP._replace(confidence=0.805)], []),
        ([STOP], [], ["only new"]),
        ([], [STOP], ["only old"]),
        ([STOP], [COMMA], ["only new", "only old"]),
        ([STOP], [STOP._replace(rule="dates")], ["other rule"]),
        ([STOP], [STOP._replace(confidence=0.9)], ["other confidence"]),
    ],
)
def test_what_differs_is_told_by_kind(new: list[Made], old: list[Made], kinds: list[str]) -> None:
    """An edit differs if one install makes it alone, by another rule or with another confidence."""
    assert found(new, old) == kinds


def test_what_is_expected_is_known_again_without_its_text(tmp_path: Path) -> None:
    """A list of expected differences has no word of a document; a reason may stand behind each; the
    same edit of another document is not expected.
    """
    path = tmp_path / "expected.tsv"
    assert read(path) == set()
    (ours,) = differences(TEXT, [STOP], [])
    write(path, [ours])
    assert "Aid" not in path.read_text()
    path.write_text(path.read_text().replace("\n", "\tthe stop was lost\n"))
    assert ours.row in read(path)
    others = (
        ours._replace(document="Aid fell It grew"),
        ours._replace(kind="only old"),
        Difference(TEXT, "only new", COMMA, None),
    )
    assert not {other.row for other in others} & read(path)
