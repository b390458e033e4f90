"""What each part of a document is: paragraph, heading, list item, verse, table, code and so on."""

from __future__ import annotations

import re
from typing import NamedTuple

PARAGRAPH = "paragraph"


class Block(NamedTuple):
    """A part of the document: its kind and its place, without the line end after it."""

    kind: str
    start: int
    end: int


def blocks(source: str) -> list[Block]:
    """Return the blocks of `source` in order; every character but white space lies in one."""
    return [Block(PARAGRAPH, m.start(), m.end()) for m in re.finditer(r"\S.*", source)]
