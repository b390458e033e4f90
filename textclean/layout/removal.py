"""Taking whole lines out of a document, so that one gap stays between the lines around them."""

from __future__ import annotations

from collections.abc import Sequence

from textclean.edit import Edit
from textclean.layout.lines import Line, goes_on
from textclean.tokens.lines import LINE_END

# A shorter line before a gap is a label or an entry, not a sentence that breaks off there.
_FEWEST_WORDS = 3


def without_lines(
    source: str, lines: Sequence[Line], first: int, last: int, *, confidence: float, why: str
) -> Edit:
    """Return the edit that takes out the lines from index `first` to `last`.

    `lines` are those of the source that are not blank. A sentence that goes on over the gap is
    closed with a space; else the wider of the gaps above and below stays.
    """
    start, end = lines[first].start, lines[last].end
    before = lines[first - 1].end if first else 0
    after = lines[last + 1].start if last + 1 < len(lines) else len(source)
    if cut_sentence(lines, first, last):
        return Edit.replace(before, after, " ", confidence=confidence, why=why)
    above, below = (len(LINE_END.findall(source, *gap)) for gap in ((before, start), (end, after)))
    if first == 0 or (last + 1 < len(lines) and above >= below):
        return Edit.delete(start, after, confidence=confidence, why=why)
    return Edit.delete(before, end, confidence=confidence, why=why)


def cut_sentence(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a sentence goes on over the lines from index `first` to `last`."""
    if first == 0 or last + 1 == len(lines):
        return False
    return goes_on(lines[first - 1], lines[last + 1], fewest_words=_FEWEST_WORDS)
