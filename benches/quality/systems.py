"""What repairs documents: textclean, and what it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise

import ftfy

from textclean import presets
from textclean.edit import Edit, apply
from textclean.english import lexicon
from textclean.normalizer import load
from textclean.pipeline import Pipeline, Report
from textclean.text import Text
from textclean.tokens.scan import CAPITALISED, INITIAL, LOWER

System = Callable[[str], Report]

TEXTCLEAN = "textclean"

_CONSULT_THE_TAGGER = ("stray_phrase", "headings", "compounds", "punctuation")

# A line of fewer words may be a heading.
_SHORTEST_PARAGRAPH = 12


@cache
def systems() -> Mapping[str, System]:
    """Return all that is measured, by name."""
    untagged = [load(name) for name in presets.RULES if name not in _CONSULT_THE_TAGGER]
    return {
        "nothing": lambda source: Report(source, source, (), ()),
        "ftfy": by_ftfy,
        "capitals": by_capitals,
        "no tagger": Pipeline(tuple(untagged)),
        TEXTCLEAN: presets.pipeline(),
    }


def by_ftfy(source: str) -> Report:
    """Repair with `ftfy.fix_text` as it comes."""
    fixed = ftfy.fix_text(source)
    return Report(source, fixed, tuple(Edit.between(source, fixed)), ())


def by_capitals(source: str) -> Report:
    """Put a stop before each capitalised word that is no name, and at the end of each paragraph
    that has none.

    A word is no name where the document also has it in lower case, or where clean prose mostly has.
    """
    edits = tuple(sorted({*_before_capitals(Text(source)), *_at_line_ends(Text(source))}))
    return Report(source, apply(source, edits), edits, ())


def _before_capitals(text: Text) -> Iterator[Edit]:
    """Yield stops before capitalised words in mid-line."""
    words = [text.source[slice(*span)] for span in text.words]
    shapes = text.scanned.shape.tolist()
    small = {word for word, shape in zip(words, shapes, strict=True) if shape == LOWER}
    for at, (left, right) in enumerate(pairwise(text.words), 1):
        word = words[at].lower()
        if (
            shapes[at] in (CAPITALISED, INITIAL)
            and text.source[left.end : right.start] == " "
            and (word in small or lexicon.lower_share(word) > 0.5)
        ):
            yield Edit.insert(left.end, ".")


def _at_line_ends(text: Text) -> Iterator[Edit]:
    """Yield stops at the ends of long lines that end in a word."""
    for start, end in text.lines:
        line = text.source[start:end]
        if line[-1:].isalnum() and len(line.split()) >= _SHORTEST_PARAGRAPH:
            yield Edit.insert(end, ".")
