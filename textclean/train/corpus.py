"""Reads the training corpora: xz-compressed text, one paragraph a line, documents parted by a
blank line, heading lines marked by `# `."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path


def documents(path: Path) -> Iterator[str]:
    """Yield the documents of one file, their heading lines still marked by `# `."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        document: list[str] = []
        for line in lines:
            if line != "\n":
                document.append(line)
            elif document:
                yield "".join(document)
                document = []
        if document:
            yield "".join(document)


def headings(document: str) -> list[str]:
    """Return the headings of a document, without their marks."""
    return [line.removeprefix("# ") for line in document.splitlines() if line.startswith("# ")]


def body(document: str) -> list[str]:
    """Return the lines of a document that are no headings."""
    return [line for line in document.splitlines() if not line.startswith("# ")]


def sources(folder: Path) -> list[Path]:
    """Return the files of a folder of corpora in a fixed order.

    Raises `FileNotFoundError` where there are none.
    """
    paths = sorted(folder.glob("*.txt.xz"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no *.txt.xz here")
    return paths
