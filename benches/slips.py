"""What slips of the hand bring into clean copy: one to four spaces of each document are doubled.

    python -m benches.slips FOLDER [--per-kind 5]

FOLDER is that of `benches.harm`. Where an export made a blank of each mark, blanks tell of lost
marks; one doubled space must not. Prints how many of the doubled spaces are closed, and each other
edit that the document has with them and has not without.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import textclean
from benches.harm.measure import HARMLESS, Document, digest, documents
from benches.parser import parser
from textclean.edit import Edit

_SPACE = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
_DOUBLED = re.compile(r"(?<=[^\W\d_])  (?=[^\W\d_])")
_FEWEST = 30  # spaces of a document between words
_NUMBERS = (1, 2, 4)  # of slips


def slipped(text: str) -> str:
    """Return a text with some spaces between its words doubled; the same ones for the same text."""
    spaces = [space.start() for space in _SPACE.finditer(text)]
    if len(spaces) < _FEWEST:
        return text
    draw = random.Random(digest(text))
    for at in sorted(draw.sample(spaces, draw.choice(_NUMBERS)), reverse=True):
        text = f"{text[:at]} {text[at:]}"
    return text


def brought(document: Document) -> tuple[Counter[str], list[str]]:
    """Return how many spaces were doubled in a document and closed, and tell the other edits."""
    text = slipped(document.text)
    plain, mended = textclean.repair(document.text), textclean.repair(text)
    counts = Counter(
        slips=len(_DOUBLED.findall(text)) - len(_DOUBLED.findall(document.text)),
        stay=len(_DOUBLED.findall(mended.text)) - len(_DOUBLED.findall(plain.text)),
    )
    known = Counter(map(_told, plain.edits))
    told = Counter(_told(edit) for edit in mended.edits if not HARMLESS.issuperset(edit.rules))
    return counts, [*(told - known).elements()]


def _told(edit: Edit) -> str:
    """Tell an edit without its place, which the doubled spaces move."""
    return f"{edit.rule} {edit.confidence:.2f} {edit.new!r}: {edit.why}"


def main() -> int:
    """Measure, print, and return 1 if slips bring anything into a document."""
    options = parser("slips", __doc__)
    options.add_argument("folder", type=Path, help="clean documents, a file a kind")
    options.add_argument("--per-kind", type=int, default=5, help="documents of each kind; 0: all")
    arguments = options.parse_args()
    total, number = Counter[str](), 0
    for document in documents(arguments.folder, arguments.per_kind):
        counts, told = brought(document)
        total.update(counts)
        number += len(told)
        for line in told:
            print(document.kind, line)
    print(f"{total['slips']} doubled spaces, {total['stay']} stay; {number} other edits")
    return 1 if number else 0


if __name__ == "__main__":
    raise SystemExit(main())
