"""Edits as Arrow has them: a list of structs for each document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from textclean.edit import Alignment, Edit

# Offsets are code points, `start` and `end` of the source and the new ones of the repaired text.
FIELDS = (
    ("start", pa.int32()),
    ("end", pa.int32()),
    ("new_start", pa.int32()),
    ("new_end", pa.int32()),
    ("old", pa.string()),
    ("new", pa.string()),
    ("rule", pa.string()),
    ("confidence", pa.float64()),
    ("why", pa.string()),
)
EDITS = pa.list_(pa.struct(FIELDS))


def records(source: str, edits: Sequence[Edit]) -> Iterator[dict[str, Any]]:
    """Yield edits as plain values, with what stood in the source and where each is in the text."""
    spans = Alignment.of(edits).text_spans
    for edit, (new_start, new_end) in zip(edits, spans, strict=True):
        yield {
            "start": edit.start,
            "end": edit.end,
            "new_start": new_start,
            "new_end": new_end,
            "old": source[edit.start : edit.end],
            "new": edit.new,
            "rule": edit.rule,
            "confidence": edit.confidence,
            "why": edit.why,
        }
