"""What a wire service sends around a story: slugs, notes, bylines, datelines, sign-offs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textclean.edit import Edit
from textclean.evidence.confidence import SURE
from textclean.layout.blocks import BYLINE, LIST_ITEM, PARAGRAPH, TURN, WIRE
from textclean.layout.forms import dateline_end
from textclean.layout.removal import without_lines
from textclean.normalizer import normalizer
from textclean.text import Text

_LINES = frozenset([BYLINE, WIRE])
_BEGINS_STORY = frozenset([LIST_ITEM, PARAGRAPH, TURN])


@normalizer("words", "spaces", "marks", "case")
def wire_matter(text: Text, *, strip: bool = False) -> Iterator[Edit]:
    r"""Take out wire matter, the byline and the dateline, where `strip = true` asks for it.

    What it mends
        An archive or a corpus wants the story alone. Around it stand slugs, keywords, notes to
        editors, embargoes, bylines, `(MORE)` and sign-offs; before its first words a dateline.

    What it asks for
        The form of a line, by which wire matter and bylines are known, and of the beginning of a
        paragraph ("HARWICK, Oct 3 (Reuters) - "), by which a dateline is.

    What it leaves
        Everything, unless `strip` is set: an editor needs these lines. Names and agencies within
        sentences.

    Example
        >>> source = "By ADA MARSH\nHARWICK (AP) — The ferry line will cut its sailings.\n"
        >>> strip = wire_matter.configured(strip=True)
        >>> [source[edit.start : edit.end] for edit in strip(Text(source))]
        ['By ADA MARSH\n', 'HARWICK (AP) — ']
    """
    if not strip:
        return
    lines = [part.line for part in text.parts]
    for goes, run in groupby(range(len(lines)), key=lambda at: text.parts[at].kind in _LINES):
        places = list(run)
        if goes:
            yield without_lines(
                text.source,
                lines,
                places[0],
                places[-1],
                confidence=SURE,
                why="wire matter, which is not wanted here",
            )
    for part in text.parts:
        end = dateline_end(text.source, part.line) if part.kind in _BEGINS_STORY else None
        if end:
            why = "a dateline, which is not wanted here"
            yield Edit.delete(part.line.start, end, confidence=SURE, why=why)
