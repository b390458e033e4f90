"""Spaces and blank lines that carry nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text


@normalizer("spaces")
def spacing(text: Text) -> Iterator[Edit]:
    """Take out trailing spaces."""
    for match in re.finditer(r"[ \t]+$", text.source, re.M):
        yield Edit.delete(*match.span(), why="trailing space")
