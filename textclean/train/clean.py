"""Reads clean documents of many kinds, and knows which of them may be fitted on.

A folder of them has a `KIND.jsonl.xz` for each kind, an object a line with `id`, `text` and
`source` ("github:OWNER/NAME@COMMIT PATH"). Half of them, by a hash of their `id`, are kept to
measure on, and so are those of sources whose licence allows of no more.
"""

from __future__ import annotations

import json
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Sources that are research only, non-commercial, GPL, or of mixed or unnamed licences.
MEASURED_ONLY = (
    "adbar/",
    "amir-zeldes/gum",
    "anjackson/hansard",
    "dejanbatanjac/bbc-article-classify-bert",
    "gorhill/",
    "jalapic/",
    "jarkuszynski/KSR",
    "mhjabreel/",
    "nltk/",
    "openelections/",
    "pallets/",
    "progit/",
    "steeve/",
    "tblock/",
    "w3c/",
    "wmt-conference/",
)
OTHER_LANGUAGES = "lang_"  # how the kinds begin that are in one


class Clean(NamedTuple):
    """A clean document, and what kind it is of."""

    kind: str
    text: str


def fitted(folder: Path) -> Iterator[Clean]:
    """Yield the documents that may be fitted on, in a fixed order.

    Raises `FileNotFoundError` where there are none.
    """
    paths = sorted(folder.glob("*.jsonl.xz"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no *.jsonl.xz here")
    for path in paths:
        kind = path.name.removesuffix(".jsonl.xz")
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                source = record["source"].partition(":")[2]
                may_be = not source.startswith(MEASURED_ONLY)
                if may_be and zlib.crc32(record["id"].encode()) % 2 == 0:
                    yield Clean(kind, record["text"])


def in_english(folder: Path) -> Iterator[Clean]:
    """Yield those of `fitted` that are of no kind in another language."""
    return (each for each in fitted(folder) if not each.kind.startswith(OTHER_LANGUAGES))
