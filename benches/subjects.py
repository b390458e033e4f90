"""What is measured, and on which copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import ftfy

from textclean import scan
from textclean.normalizer import Normalizer, load
from textclean.presets import RULES, pipeline
from textclean.text import Text

Subject = Callable[[str], object]

_ROOT = Path(__file__).parent.parent
_SIZE = 100_000


def _repeated(path: Path) -> str:
    """Return a story again and again, to about 100 KB."""
    story = path.read_text(encoding="utf-8").strip() + "\n\n"
    return story * round(_SIZE / len(story.encode()))


COPY: Mapping[str, str] = {
    "clean": _repeated(_ROOT / "seeds" / "000_0b64a702e8daca09.txt"),
    "garbled": _repeated(_ROOT / "seeds" / "003_0e22b9a82a6b1fdf.txt"),
}


def _tokens(source: str) -> object:
    return list(scan.tokens(source))


def _rule(rule: Normalizer, source: str) -> object:
    """Run one rule on a text whose views nobody has looked at yet."""
    return rule(Text(source))


SUBJECTS: Mapping[str, Subject] = {
    "str.split": str.split,
    "ftfy.fix_text": ftfy.fix_text,
    "tokens": _tokens,
    "words": scan.words,
    "sentences": scan.sentences,
    **{name: partial(_rule, load(name)) for name in RULES},
    "wire": pipeline("wire"),
}
