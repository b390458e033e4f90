"""Lines of lightweight markup, which are neither prose nor furniture of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"[\"']?[A-Za-z][\w .-]{0,40}[\"']?\s*[:=](?:\s|\Z)|\[{1,2}[\w.-]+\]{1,2}\Z")


def front_matter(lines: Sequence[str]) -> int:
    """Return how many lines at the head of a document are its metadata, without space at their end:
    keys with values, in YAML between `---` or in TOML between `+++`.

    >>> front_matter(["---", "title: The vote", "---", "The board agrees."])
    3
    >>> front_matter(["---", "The board agrees.", "---"])
    0
    """
    closing = _FENCES.get(lines[0]) if lines else None
    if closing is None:
        return 0
    inner = next((line for line in lines[1:] if line and not line.startswith("#")), "")
    if not _KEY.match(inner):
        return 0
    return next((at + 1 for at, line in enumerate(lines) if at and line in closing), 0)
