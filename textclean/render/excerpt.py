"""A finding in its sentence, as the text is and as it would be, safe for a terminal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

import attrs

from textclean.edit import Edit
from textclean.render.safe import lines, one_line
from textclean.text import Text


@attrs.frozen
class Excerpt:
    """What stands around an edit in its sentence, and what goes and comes there."""

    before: str
    old: str
    new: str
    after: str

    @classmethod
    def of(cls, text: Text, edit: Edit, new: str, around: int) -> Excerpt:
        r"""Return the excerpt of a text around an edit that writes `new`.

        Of a long sentence so many characters are shown on each side, and of what goes or comes
        twice as many.

        >>> text = Text("It rained. The vote came late . All left.")
        >>> Excerpt.of(text, Edit(29, 30, "", "spacing"), "", 12)
        Excerpt(before='…te came late', old=' ', new='', after='.')
        """
        source, sentences = text.source, text.sentences
        first = bisect_right(sentences, edit.start, key=itemgetter(0)) - 1
        last = bisect_left(sentences, edit.end, key=itemgetter(1))
        start = sentences[first][0] if first >= 0 else 0
        end = sentences[last][1] if last < len(sentences) else len(source)
        shown_from, shown_to = max(start, edit.start - around), min(end, edit.end + around)
        before, after = _plain(source[shown_from : edit.start]), _plain(source[edit.end : shown_to])
        return cls(
            "…" * (shown_from > start) + before,
            _cut(source[edit.start : edit.end], around),
            _cut(new, around),
            after + "…" * (shown_to < end),
        )


def _plain(text: str) -> str:
    """Return the text around an edit, its lines kept."""
    return lines(text.replace("\r\n", "\n").expandtabs(4))


def _cut(text: str, around: int) -> str:
    """Return a text on one line, without its middle where it is long."""
    if len(text) <= 2 * around:
        return one_line(text)
    left_out = f" … ({len(text) - 2 * around:,} characters) … "
    return one_line(text[:around]) + left_out + one_line(text[-around:])
