"""The passages of the checkout that copy to measure on is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Golden cases are shorter than paragraphs of news are; so many times the stories, and the mean is
# about that of real copy.
_STORIES = 10

_LAST_IN_TWO_BYTES = "\uffff"

_CASE = re.compile(
    r"^# [^\n|]*(?P<options>\|[^\n]*)?\n<<< garbled\n"
    r"(?P<garbled>.*?)(?:^>>> clean\n(?P<clean>.*?))?(?=^# [^\n]*\n<<< garbled\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


def clean_passages() -> list[str]:
    """Return the paragraphs of the golden stories and what golden cases look like repaired."""
    stories = list(_paragraphs_of(ROOT / "golden" / "stories"))
    return stories * _STORIES + [clean for _, clean in _cases()]


def garbled_passages() -> list[str]:
    """Return the paragraphs of the seeds and the damaged golden cases."""
    stories = list(_paragraphs_of(ROOT / "seeds"))
    return stories * _STORIES + [garbled for garbled, clean in _cases() if garbled != clean]


def _paragraphs_of(folder: Path) -> Iterator[str]:
    """Yield the lines of the stories in a folder, for each is a paragraph."""
    for path in sorted(folder.glob("*.txt")):
        yield from filter(None, path.read_text(encoding="utf-8").splitlines())


def _cases() -> Iterator[tuple[str, str]]:
    """Yield each golden case as it was damaged and as it should read.

    Left out are cases written with escapes (`\\u200b`), whose characters are rare in any copy, and
    those with emoji: a single one makes Python keep each character of a text in four bytes.
    """
    for path in sorted((ROOT / "golden" / "rules").glob("*.txt")):
        for case in _CASE.finditer(path.read_text(encoding="utf-8")):
            has_escapes = "escapes" in (case["options"] or "")
            if not has_escapes and max(case.group()) <= _LAST_IN_TWO_BYTES:
                garbled = case["garbled"].strip("\n")
                yield garbled, garbled if case["clean"] is None else case["clean"].strip("\n")
