"""Where offsets in code points stand in a text that is counted in other units."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from itertools import chain

import attrs

from textclean.edit import Edit
from textclean.render.renderer import Repaired

Span = tuple[int, int]


def in_bytes(text: str, offsets: Iterable[int], encoding: str) -> dict[int, int]:
    r"""Return for each offset how many bytes stand before it.

    >>> in_bytes("Zoë 🎉.", [3, 5], "utf-8")
    {3: 4, 5: 9}
    """
    # In an encoding with shifts the bytes of a character depend on those before it.
    encoder = codecs.getincrementalencoder(encoding)()
    measured, position, place = {}, 0, 0
    for offset in sorted(set(offsets)):
        position += len(encoder.encode(text[place:offset]))
        measured[offset] = position
        place = offset
    return measured


def in_utf16(text: str, offsets: Iterable[int]) -> dict[int, int]:
    r"""Return for each offset how many UTF-16 code units stand before it.

    >>> in_utf16("Zoë 🎉.", [3, 5])
    {3: 3, 5: 6}
    """
    measured = in_bytes(text, offsets, "utf-16-le")
    return {offset: size // 2 for offset, size in measured.items()}


@attrs.frozen
class Side:
    """A text, the source or the repaired one, in which spans are measured."""

    _bytes: Mapping[int, int]
    _utf16: Mapping[int, int]

    @classmethod
    def of(cls, text: str, spans: Iterable[Span], data: bytes, encoding: str) -> Side:
        """Measure a text at the ends of spans; `data` is the file that holds it."""
        offsets = {*chain.from_iterable(spans), len(text)}
        measured = in_bytes(text, offsets, encoding)
        mark = len(data) - measured[len(text)]  # of the byte order
        in_file = {offset: mark + size for offset, size in measured.items()}
        return cls(in_file, in_utf16(text, offsets))

    def measured(self, start: int, end: int) -> dict[str, Span]:
        """Return a span in bytes of the file and in UTF-16 code units of the text."""
        return {
            "bytes": (self._bytes[start], self._bytes[end]),
            "utf16": (self._utf16[start], self._utf16[end]),
        }


def repaired_spans(file: Repaired) -> dict[Edit, Span]:
    """Return where each edit and suggestion stands in the repaired text."""
    alignment = file.report.alignment
    spans = dict(zip(alignment.edits, alignment.text_spans, strict=True))
    for edit in file.report.suggestions:
        spans[edit] = alignment.to_text_span(edit.start, edit.end)
    return spans
