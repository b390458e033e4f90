"""What wire services send for machines: framing by control characters, and ANPA typography."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.edit import Edit
from textclean.english.words import OPEN_ENDS
from textclean.evidence.confidence import SURE
from textclean.layout import blocks
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.lines import LINE_END
from textclean.tokens.pattern import Signs, pattern

_SYN = "\x16"
_SOH = "\x01"
_STX = "\x02"
_ETX = "\x03"
_EOT = "\x04"
_SENT = Signs(f"{_STX}`_")

# SYN SYN SOH header STX text ETX trailer EOT, as ANPA 1312 and IPTC 7901 frame a message. Some
# receivers take off the outer characters, all keep those around the text.
_FRAME = f"{_SOH}-{_EOT}{_SYN}"
_MESSAGE = pattern(
    f"(?P<start>(?:{_EOT}[\r\n]*)?[{_SYN}{_SOH}]*)"
    f"(?:\\A|(?<=[{_FRAME}]))(?P<header>[^{_FRAME}]*)"
    f"{_STX}\t*(?P<text>[^{_FRAME}]*){_ETX}(?P<trailer>[^{_FRAME}]*)"
    f"(?P<end>(?:{_EOT}(?![\r\n]*[{_SYN}{_SOH}]))?)"
)
_CONTROLS = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f]+")
_PARTS_WORDS = pattern(r"\S[\x00-\x1f]+\S")
_BLANK = pattern(r"\s*\Z")
_LINE_ENDS_BEFORE = pattern(r"(?:[ \t]*(?:\r\n|\r|\n))+[ \t]*\Z")
_LINE_ENDS_AFTER = pattern(r"(?:[ \t]*(?:\r\n|\r|\n))+")
# A tab in ANPA, two to five spaces in IPTC, where the line is prose and no row of a table.
_INDENT = pattern(
    r"^(?:\t+| {2,5}(?=[A-Z“\"`][^\r\n]*[a-z] [a-z])(?![^\r\n]*\S {3,}\S))(?=\S)", re.MULTILINE
)
# ^Bridge reopens<  ^By ANA BEE=
_RAILS = pattern(r"(?:^|(?<=\x02))(?P<open>\^+)[^\^\r\n]*?(?P<close>[<=]*)(?=\r|$)", re.MULTILINE)

_QUOTE = pattern(
    r"(?P<open>(?<![`\w])``(?=[^\s`']))|(?P<close>(?<=[^\s`])''(?!['`\w]))"
    r"|(?P<paragraph>\n(?:[ \t]*\r?\n|(?=[ \t]*``)))"
)
_INNER_OPEN = pattern(r"(?<![\w`])`(?=\w)")
_INNER_CLOSE = pattern(r"(?<=[^\s'`])'(?![\w'])")
_TEX = pattern(r"\\[A-Za-z]+[{\[]|\\item\b")
_FEET_AND_INCHES = pattern(r"\d'\s?\d+\Z")

_DASH = pattern(r"(?:^|(?<=[\w.,!?;:%)\"'”’][ \n\r]))_(?=(?: |\r?\n)[\w\"'`“‘$(])", re.M)
_DATELINE_DASH = pattern(r"^[^\n(]{0,60}\([A-Z][\w. /]*\) _ ", re.MULTILINE)
_NAMES_UNDERSCORE = pattern(
    r"underscore|blanks?\b|placeholder|wildcard|variable|missing word|\w_\w|__", re.IGNORECASE
)
_WORD_BEFORE = pattern(r"(\w+)\W*\Z")

_UNIT = (
    "(?:hour|year|mile|yard|point|cent|game|week|month|day|minute|ton|pound|acre|time|length|star"
    "|furlong|million|billion|percentage)s?|percent|feet|foot|inch(?:es)?"
)
_FRACTION = pattern(rf"\b\d{{1,3}} (?P<fraction>1-2|[12]-3|[13]-4|[1357]-8)(?=[ -](?:{_UNIT})\b)")


@normalizer("characters")
def anpa(text: Text) -> Iterator[Edit]:
    """Turn the control characters and the typography of ANPA 1312 and IPTC 7901 into plain copy.

    What it mends
        A message framed by control characters (SOH header STX text ETX trailer EOT) becomes lines:
        the header, the text and the trailer with a blank line between, a paragraph for each tab or
        indent that begins one. The rails of headlines (`^…<`) and all control characters go. The
        ASCII of the wire becomes what it stands for: ` ``…'' ` are quotation marks, `_` between two
        words is a dash, and `5 1-2 hours` are 5 1/2.

    What it asks for
        A message has both STX and ETX. Quotation marks come in pairs. `_` and fractions need a
        document that is framed, has such quotation marks, or has a dateline with `_`. Elsewhere a
        dash needs two `_` or more in running text, none of them after a word that no phrase ends
        in, where a blank to be filled in would stand.

    What it leaves
        Rails without a frame. TeX, code, and text cut into tokens (` `` We `). Feet and inches.
        Rules and blanks (`___`), names such as `snake_case`, scores (`won 3-2`).

    Example
        >>> from textclean.edit import apply
        >>> source = "OSLO, Norway (AP) _ ``We waited 2 1-2 hours,'' he said _ in vain."
        >>> apply(source, anpa(Text(source)))
        'OSLO, Norway (AP) — “We waited 2 1/2 hours,” he said — in vain.'
    """
    source = text.source
    if not _SENT.are_in(source):
        return
    messages = list(_MESSAGE.finditer(source)) if _STX in source else []
    for message in messages:
        yield from _unframed(message)
    quotes = list(_quotes(source)) if "``" in source else []
    yield from quotes
    is_sent = bool(messages or quotes or _DATELINE_DASH.search(source))
    yield from _dashes(text, is_sent=is_sent)
    if is_sent:
        for fraction in _FRACTION.finditer(source):
            hyphen = fraction.start("fraction") + 1
            why = "a fraction as ANPA sends it"
            yield Edit.replace(hyphen, hyphen + 1, "/", confidence=SURE, why=why)


def _unframed(message: re.Match[str]) -> Iterator[Edit]:
    """Yield the edits that turn one framed message into header, paragraphs and trailer."""
    source = message.string
    yield from _parted(source, message.start(), message.end("start"))
    yield from _parted(source, message.end("header"), message.start("text"))
    yield from _parted(source, message.end("text"), message.start("trailer"))
    yield from _parted(source, message.start("end"), message.end())
    for part in ("header", "text", "trailer"):
        for controls in _CONTROLS.finditer(source, *message.span(part)):
            start, end = controls.span()
            new = " " if _PARTS_WORDS.fullmatch(source, max(0, start - 1), end + 1) else ""
            yield Edit.replace(start, end, new, why="a control character of the wire")
    for indent in _INDENT.finditer(source, *message.span("text")):
        yield from _parted(source, *indent.span(), why="a paragraph begins")
    for rails in _RAILS.finditer(source, *message.span("text")):
        for rail in ("open", "close"):
            if rails[rail]:
                yield Edit.delete(*rails.span(rail), why="a typesetting code of the wire")


def _parted(
    source: str, start: int, end: int, why: str = "a control character of the wire"
) -> Iterator[Edit]:
    """Yield the edit that puts a blank line in the place of a mark that parts two pieces of text,
    or what a blank line lacks there.
    """
    if start == end:
        return
    before = _LINE_ENDS_BEFORE.search(source, max(0, start - 20), start)
    after = _LINE_ENDS_AFTER.match(source, end)
    found = sum(len(LINE_END.findall(near.group())) for near in (before, after) if near)
    is_first = _BLANK.match(source, 0, start) is not None
    is_last = _BLANK.match(source, end) is not None
    first = LINE_END.search(source)
    new = (first.group() if first else "\n") * max(0, 2 - found)
    yield Edit.replace(start, end, "" if is_first or is_last else new, why=why)


def _quotes(source: str) -> Iterator[Edit]:
    """Yield the edits that make quotation marks of grave accents and apostrophes in pairs.

    A quotation that goes on in the next paragraph is opened again there and closed once.
    """
    if _TEX.search(source):
        return
    pending: list[int] = []
    goes_on = False
    for mark in _QUOTE.finditer(source):
        if mark["paragraph"]:
            goes_on = bool(pending) and source[mark.end() : mark.end() + 20].lstrip().startswith(
                "``"
            )
            pending = pending if goes_on else []
        elif mark["open"]:
            pending = pending if goes_on else []
            pending.append(mark.start())
            goes_on = False
        elif pending and not _FEET_AND_INCHES.search(source, pending[-1], mark.start()):
            for at in pending:
                yield _replaced(at, "``", "“")
            yield from _inner_quotes(source, pending[-1] + 2, mark.start())
            yield _replaced(mark.start(), "''", "”")
            pending = []


def _inner_quotes(source: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits for quotations within a quotation, which have one mark on either side."""
    at = start
    while opening := _INNER_OPEN.search(source, at, end):
        closing = _INNER_CLOSE.search(source, opening.end(), end)
        if closing is None:
            return
        yield _replaced(opening.start(), "`", "‘")
        yield _replaced(closing.start(), "'", "’")
        at = closing.end()


def _replaced(at: int, old: str, new: str) -> Edit:
    """Return the edit that puts a typographic mark in the place of its code."""
    why = "a quotation mark as ANPA sends it"
    return Edit.replace(at, at + len(old), new, confidence=SURE, why=why)


def _dashes(text: Text, *, is_sent: bool) -> Iterator[Edit]:
    """Yield the edits that make dashes of `_`; in copy not known to be from a wire there must be
    several, all of them where a dash can stand.
    """
    source = text.source
    found = list(_DASH.finditer(source)) if "_" in source else []
    if not is_sent and not (len(found) > 1 and _could_all_be_dashes(text, found)):
        return
    for dash in found:
        yield Edit.replace(*dash.span(), "—", confidence=SURE, why="a dash as ANPA sends it")


def _could_all_be_dashes(text: Text, found: list[re.Match[str]]) -> bool:
    """Whether no `_` is a blank to be filled in, a name, or spoken of."""
    if _NAMES_UNDERSCORE.search(text.source):
        return False
    for dash in found:
        before = _WORD_BEFORE.search(text.source[max(0, dash.start() - 40) : dash.start()])
        if before and before[1].lower() in OPEN_ENDS:
            return False
        if text.block_at(dash.start()).kind not in (blocks.PARAGRAPH, blocks.LIST_ITEM):
            return False
    return True
