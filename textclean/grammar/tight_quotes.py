"""Quotation marks that lost the space outside them: `said:“We`, `late,”the captain`."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.english import lexicon
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.text import Text
from textclean.tokens.lines import LINE_END
from textclean.tokens.pattern import pattern

# Where a quotation mark stands, or a line ends and with it what was quoted.
_QUOTE_OR_LINE_END = pattern(rf'["“”]|{LINE_END.pattern}')
# The quotes come first in these, since `re` skips to a character that it knows.
_OPENING_QUOTE = pattern(r"“(?=[^\W_])(?:(?<=[^\W_]“)|(?<=[^\W_](?P<mark>[.,!?;:])“))")
_CLOSING_QUOTE = pattern(r"”(?<=[\w.,!?]”)(?=[^\W\d_]{2})")
_OPENING_STRAIGHT = pattern(r'"(?<=[a-z][.,:;!?]")(?=[A-Z][^"]{0,500}(?<=[.,!?])")')
_CLOSING_STRAIGHT = pattern(r'"(?<=[^\W_][,!?]")(?=[a-z]{2,} )')
_LAST_WORD = pattern(r" ([a-z]+)[.,:;!?]\Z")
_LOOKED_AT = 500  # characters


def around_quotes(text: Text) -> Iterator[tuple[int, float]]:
    """Yield where a space is lost outside a quotation mark: offset and probability."""
    source = text.source
    of_curly = "“" in source and "„" not in source and (_OPENING_QUOTE, _CLOSING_QUOTE)
    of_straight = '"' in source and (_OPENING_STRAIGHT, _CLOSING_STRAIGHT)
    for patterns, found in ((of_curly, _around_curly), (of_straight, _around_straight)):
        # Most text has nothing of the kind, and needs no count of its marks.
        if patterns and any(tight.search(source) for tight in patterns):
            yield from found(source, opening_marks(source))


def _around_curly(source: str, opening: frozenset[int]) -> Iterator[tuple[int, float]]:
    """Yield where a space is lost outside a curly quotation mark."""
    for match in _OPENING_QUOTE.finditer(source):
        if match.start() in opening:
            yield match.start(), SURE if match["mark"] else LIKELY
    for match in _CLOSING_QUOTE.finditer(source):
        if match.start() not in opening:
            earliest = max(0, match.start() - _LOOKED_AT)
            quoted = source[
                source.rfind("“", earliest, match.start()) + 1 or earliest : match.start()
            ]
            is_whole = " " in quoted or not quoted[-1].isalnum()
            yield match.end(), SURE if is_whole else DOUBTFUL


def _around_straight(source: str, opening: frozenset[int]) -> Iterator[tuple[int, float]]:
    """Yield where a space is lost outside a straight quotation mark of speech: a sentence stands
    between the marks, and a known word outside them. Cells of data have no such thing.
    """
    for match in _OPENING_STRAIGHT.finditer(source):
        word = _LAST_WORD.search(source, max(0, match.start() - 40), match.start())
        if match.start() in opening and word and lexicon.count(word[1]):
            yield match.start(), SURE
    for match in _CLOSING_STRAIGHT.finditer(source):
        earliest = max(0, match.start() - _LOOKED_AT)
        quoted = source[source.rfind('"', earliest, match.start()) + 1 : match.start()]
        is_speech = " " in quoted and quoted[0].isupper()
        following = source[match.end() : match.end() + 40].partition(" ")[0]
        if match.start() not in opening and is_speech and lexicon.count(following):
            yield match.end(), SURE


def opening_marks(source: str) -> frozenset[int]:
    """Where a quotation mark stands while no quotation is open, as its line has it."""
    found = []
    is_open = is_curly_open = False
    for mark in _QUOTE_OR_LINE_END.finditer(source):
        character = mark.group()
        if character == '"':
            if not is_open:
                found.append(mark.start())
            is_open = not is_open
        elif character not in "“”":
            is_open = is_curly_open = False
        else:
            if not is_curly_open:
                found.append(mark.start())
            is_curly_open = character == "“"
    return frozenset(found)
