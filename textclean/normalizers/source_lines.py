"""Whole lines that are known to be none of the story, since the configuration names them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textclean.edit import Edit
from textclean.evidence.confidence import SURE
from textclean.layout.lines import folded
from textclean.layout.removal import without_lines
from textclean.normalizer import normalizer
from textclean.text import Text


@normalizer("words", "spaces", "marks", "case")
def source_lines(text: Text, *, lines: tuple[str, ...] = ()) -> Iterator[Edit]:
    r"""Take out the lines that a source adds to its documents, as the option `lines` lists them.

    What it mends
        A source puts lines of its own into what it sends: "The Islander, page 3", "Herald Plus for
        members". `textclean survey` finds them in the documents of a source and prints them as
        configuration.

    What it asks for
        A whole line that is the same as a listed one. Case, the width of spaces and the figures of
        numbers may differ.

    What it leaves
        Everything where no lines are listed. The same words within a line, or beside others.

    Example
        >>> source = "The board said\n\nThe Islander, page 4\n\nthat talks would go on.\n"
        >>> listed = source_lines.configured(lines=("The Islander, page 3",))
        >>> [(edit.start, edit.end, edit.new) for edit in listed(Text(source))]
        [(14, 38, ' ')]
    """
    known = frozenset(map(folded, lines))
    if not known:
        return
    is_known = [folded(line.text) in known for line in text.written_lines]
    for goes, run in groupby(range(len(is_known)), key=is_known.__getitem__):
        if goes:
            places = list(run)
            yield without_lines(
                text.source,
                text.written_lines,
                places[0],
                places[-1],
                confidence=SURE,
                why="a line that the source adds to its documents",
            )
