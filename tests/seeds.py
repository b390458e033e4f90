"""The seeds: stories as they were received."""

from __future__ import annotations

from checkout import ROOT

STORIES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
