"""What a program wrote for a character that it did not know: `?` and U+FFFD."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from textclean.edit import Edit, apart, in_order
from textclean.english import lexicon
from textclean.english.words import SECOND_HALVES
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import Signs, pattern

# `â??` are the three bytes of a curly quote, two of which came out as `?`.
_MARK = r"(?:â\?\?|\?{1,3}|\N{REPLACEMENT CHARACTER}{1,3})"
_HALF = rf"(?:{'|'.join(SECOND_HALVES)}|S|T)(?![^\W_]|=)"

# "council?s", "doesn?t", "I?m": no question goes on with half a word.
_APOSTROPHE = pattern(rf"(?<=[^\W\d_])(?P<mark>{_MARK})(?P<half>{_HALF})")
_CONTRACTION = pattern(r"(?:n|\b(?:I|[Yy]ou|[Tt]hey|[Ww]e))\Z")
# "?We agreed,? he said": the first stands where no question ends, the second behind a mark.
_OPENING = pattern(rf"(?<![^\s(\[—–-])(?P<mark>{_MARK})(?=[A-Za-z])")
_CLOSING = pattern(rf"(?<!\s)(?P<mark>{_MARK})(?=[\s,;.:)\]—–-]|\Z)")
_ENDS_SPEECH = (",", ".", "!", "?", "…")
# "the farmers? market", "Mr O?Brien": beside others, since the first reads like a question but
# for the small letter after it.
_PLURAL = pattern(rf"(?<=[a-z]s)(?P<mark>{_MARK})(?= [a-z])")
_IRISH = pattern(rf"(?<=\bO)(?P<mark>{_MARK})(?=[A-Z][a-z])")

# A character of its own that is no question mark, within a word or between two numbers.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_IN_WORD = pattern(
    rf"(?<![^\W_])(?<!{_UNKNOWN})(?P<head>[A-Za-z]*){_UNKNOWN}(?P<tail>[a-z]*)(?![\w{_UNKNOWN}])"
)
_BETWEEN_NUMBERS = pattern(rf"(?<=\d){_UNKNOWN}(?=\d)")
_BETWEEN_WORDS = pattern(rf"(?<=[a-z] ){_UNKNOWN}(?= [a-z])")
# What a word of English may have lost: ligatures, and the letters of words that came from abroad.
_LOST = ("fi", "fl", "ff", "ffi", "ffl", *"éèêëáàâäãåçíïñóôöøúü")

# One of these is in whatever the rule finds.
_SUSPECTS = (Signs(_UNKNOWN), Signs("?", "[A-Za-z]"))

# Addresses have question marks of their own: "example.com/page?s=1".
_IN_ADDRESS = pattern(r"[/=&@\\]|www\.|\.\w+\?")

_SHORTEST = 3  # letters that are left of a word
_COMMON = 20  # times in clean prose

_LONGEST_CHUNK = 80  # characters on either side that may belong to an address
_FEWEST = 2  # places that show a system

_WHY = "an apostrophe that came out as another character"
_WHY_QUOTE = "a quotation mark that came out as another character"


class _Place(NamedTuple):
    """An apostrophe that may have become another character, and whether that tells by itself."""

    start: int
    end: int
    is_clear: bool


@normalizer("characters")
def replacement_characters(text: Text) -> Iterator[Edit]:
    """Put back apostrophes and quotation marks that came out as `?`, and what `�` stands for.

    What it mends
        An encoding that lacks curly marks has `?` for each (`council?s`, `?We agreed,? he said`),
        `???` or `â??` where it saw three bytes, `�` where the program knew that a character was
        lost. The letters of a word (`of�ce`, `caf�`) where only one word can be meant, and the dash
        between two numbers, come back for `�` alone.

    What it asks for
        A question mark between the halves of a contraction; for a possessive, a second place: the
        damage has a system. A quotation mark opens where no question can end, and its partner
        stands behind a comma or stop. `�` and `â??` are no marks of anybody's, and need no second.

    What it leaves
        Questions, also where the space after one is lost; addresses (`page?s=1`); plural
        possessives (`farmers?`) where nothing else shows the damage; `�` where several words
        can be meant.

    Example
        >>> from textclean.edit import apply
        >>> source = "The council?s plan isn?t new. Is it good?"
        >>> apply(source, replacement_characters(Text(source)))
        "The council's plan isn't new. Is it good?"
    """
    if not any(suspect.are_in(text.source) for suspect in _SUSPECTS):
        return
    places = list(_apostrophes(text))
    apostrophe = "’" if "’" in text.source or "“" in text.source else "'"
    is_system = len(places) >= _FEWEST
    # A mark may be explained in several ways, "the caf� he owns"; the first is the surest.
    made: list[Edit] = []
    if is_system or any(place.is_clear for place in places):
        confidence = SURE if is_system else LIKELY
        for start, end, _ in places:
            made.append(Edit.replace(start, end, apostrophe, confidence=confidence, why=_WHY))
    made = _with(made, (one for one in _within_words(text.source) if text.is_english(one.start)))
    if is_system or _UNKNOWN in text.source:
        made = _with(made, _quotations(text, apostrophe, {edit.start for edit in made}))
    if is_system:
        made = _with(made, _plurals(text.source, apostrophe))
    yield from _with(made, (one for one in _dashes(text.source) if text.is_english(one.start)))


def _with(made: Sequence[Edit], others: Iterable[Edit]) -> list[Edit]:
    """Return the edits made and those of others that are apart from them, in order."""
    return sorted([*made, *apart(others, made)], key=in_order)


def _apostrophes(text: Text) -> Iterator[_Place]:
    """Yield where an apostrophe may have stood in a word."""
    source = text.source
    for found in _APOSTROPHE.finditer(source):
        if found["mark"][0] == "?" and not text.is_english(found.start()):
            continue
        if _IN_ADDRESS.search(_chunk(source, found.start())):
            continue
        before = source[max(0, found.start() - 6) : found.start()]
        mark = found["mark"]
        is_clear = mark[0] != "?" or (_CONTRACTION.search(before) is not None and _is_whole(found))
        yield _Place(*found.span("mark"), is_clear)


def _is_whole(found: re.Match[str]) -> bool:
    """Whether the halves make a contraction: "doesn?t", "I?m", not "when?s"."""
    before = found.string[found.start() - 1]
    return (before == "n") == (found["half"].lower() == "t")


def _chunk(source: str, at: int) -> str:
    """Return what stands between two spaces around a place."""
    before = source[max(0, at - _LONGEST_CHUNK) : at]
    after = source[at : at + _LONGEST_CHUNK]
    return before[max(before.rfind(" "), before.rfind("\n")) + 1 :] + after.split(None, 1)[0]


def _plurals(source: str, apostrophe: str) -> Iterator[Edit]:
    """Yield the edits that put back apostrophes behind a plural, and in Irish names."""
    for form in (_PLURAL, _IRISH):
        for found in form.finditer(source):
            yield Edit.replace(*found.span(), apostrophe, confidence=LIKELY, why=_WHY)


def _quotations(text: Text, apostrophe: str, taken: Collection[int]) -> Iterator[Edit]:
    """Yield the edits that put back the marks around quotations, pair by pair, where neither is
    `taken`: the starts of marks that are explained.
    """
    source = text.source
    curly = apostrophe == "’"
    for line in text.lines:
        for opening in _OPENING.finditer(source, *line):
            closing = _partner(source, opening, line.end, taken)
            if closing is None or opening.start() in taken:
                continue
            # The bytes of `â??` are those of the apostrophe too; it stands for a single mark.
            is_single = opening["mark"][0] == "â"
            marks = ("‘’" if is_single else "“”") if curly else ("''" if is_single else '""')
            for match, new in zip((opening, closing), marks, strict=True):
                yield Edit.replace(*match.span("mark"), new, confidence=LIKELY, why=_WHY_QUOTE)


def _partner(
    source: str, opening: re.Match[str], end: int, taken: Collection[int]
) -> re.Match[str] | None:
    """Return the mark that closes the quotation, if it stands before another one opens. A mark that
    a plural may have closes it where no other does: "�The farmers� market,� he said".
    """
    following = _OPENING.search(source, opening.end(), end)
    limit = following.start() if following else end
    behind_plural = None
    for closing in _CLOSING.finditer(source, opening.end(), limit):
        same = closing["mark"][0] == opening["mark"][0]
        closes = closing["mark"][0] != "?" or source[closing.start() - 1] in _ENDS_SPEECH
        if not (same and closes) or closing.start() in taken:
            continue
        if not _PLURAL.match(source, closing.start()):
            return closing
        behind_plural = closing
    return behind_plural


def _within_words(source: str) -> Iterator[Edit]:
    """Yield the edits that put back the letters of a word that only one word of English has."""
    for word in _IN_WORD.finditer(source):
        head, tail = word["head"], word["tail"]
        at = word.end("head")
        if len(head + tail) < _SHORTEST or _APOSTROPHE.match(source, at):
            continue
        fitting = [lost for lost in _LOST if lexicon.count(head + lost + tail) >= _COMMON]
        if len(fitting) != 1:
            continue
        # "�ring" may have lost a quotation mark, "the caf�" has not.
        rest = head or tail
        alone = 0.0 if head and tail else lexicon.count(rest) * lexicon.lower_share(rest)
        if alone < lexicon.count(head + fitting[0] + tail):
            why = "the letters of a word that came out as another character"
            yield Edit.replace(at, at + 1, fitting[0], confidence=LIKELY, why=why)


def _dashes(source: str) -> Iterator[Edit]:
    """Yield the edits that put back the dash between two numbers or, perhaps, two words."""
    why = "a dash that came out as another character"
    # Between words a bullet or an arrow may have stood as well.
    for form, confidence in ((_BETWEEN_NUMBERS, LIKELY), (_BETWEEN_WORDS, DOUBTFUL)):
        for lost in form.finditer(source):
            yield Edit.replace(*lost.span(), "–", confidence=confidence, why=why)
