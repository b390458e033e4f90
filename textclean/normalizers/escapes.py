r"""What an export left of line ends and quotation marks: `\n`, `\u2019`, `""`, `NEWLINE_CHAR`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from textclean.edit import Edit
from textclean.english.words import SECOND_HALVES
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.layout import blocks
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import pattern

# One of these is in whatever the rule finds.
_SUSPECT = pattern(r"\\[nrtux\"']|\"\"|NEWLINE_CHAR|[<\[]NEWLINE[>\]]|u(?:20[12]|00[a-f])[0-9a-f]")
_SIGNS = ("\\", '""', "NEWLINE", "u20", "u00")  # and one of these, which is found faster
# Text whose subject are programs and their strings shows escapes on purpose.
_ABOUT_ESCAPES = pattern(
    r"backslash|newline character|line ?feed|escape (?:sequence|character|code)|escaped"
    r"|carriage return|regular expression|\bregex|\bLaTeX|\\(?:begin|frac|section|documentclass)\b"
    r"|\bUnicode|\bUTF-?8|string literal|\bprintf|\bJSON\b|</[a-z]+>|\bPython\b|JavaScript",
    re.IGNORECASE,
)
# A path is one chunk, with a drive or a host at its start: `C:\new`, `\\press\news`.
_PATH = pattern(r"(?:\b[A-Za-z]:|\\)\\[\w. \\-]*")

# Line ends as letters, one or more of them, with the blanks around.
_LINE_ENDS = pattern(
    r"(?<![ \t])[ \t]*(?:(?:(?:\\r)?\\n|\\r(?!\\n)|NEWLINE_CHAR\b|<NEWLINE>|\[NEWLINE\])[ \t]*)+"
)
_LINE_END = pattern(r"\\r\\n|\\n|\\r|NEWLINE_CHAR|<NEWLINE>|\[NEWLINE\]")
_NAMED = pattern(r"NEWLINE")  # nothing else is written so
_TAB = pattern(r"(?<![ \t])[ \t]*(?:\\t[ \t]*)+")
_ENDS_SENTENCE = pattern(r"[.!?…:][\"'”’)\]\\]*\Z")
_BEGINS_SENTENCE = pattern(r"(?:\\t)*[\"'“‘(\\]*(?:[A-Z\d•*–-]|u201[8c])|\Z|[\r\n]")
# `"\n"`, `'\n'`: a mark on each side, the first of which opens.
_MENTIONED = pattern(r"(?:\A|[\s(])[\"'`“‘]\Z|`\Z")

_ESCAPED_QUOTE = pattern(r"\\(?P<mark>[\"'])")
_HALF = rf"(?:{'|'.join(SECOND_HALVES)})(?!\w)"
_IS_HALF = pattern(_HALF)
_AFTER_OPENING = pattern(r"[\w$£€“‘'’(]")
_BEFORE_CLOSING = pattern(r"[\w.,!?…;:'’”)%-]\Z")
_AFTER_CLOSING = pattern(r"[\s.,;:!?)\]—–\\-]|\Z")
_BEFORE_OPENING = pattern(r"(?:\A|[\s(\[—–-]|\\n|\\r|\\t|NEWLINE_CHAR)\Z")

_CODE_POINTS = pattern(r"(?:\\u[0-9a-fA-F]{4})+")
_BYTES = pattern(r"(?:\\x[0-9a-fA-F]{2})+")
# A code point that lost its backslash too, where a word or a mark of prose is glued to it.
_BARE = pattern(
    rf"(?<!\\)(?:(?<=[^\W\d_])u2019(?={_HALF})|(?<![^\W_])u201[89cd](?=[A-Za-z])|(?<=[\w.,!?])u20(?:1[9d]|26)(?!\w)"
    r"|(?<=[a-z])u00[ef][0-9a-f](?=[a-z]|\b)|(?<![^\W_])u201[34](?!\w)|(?<=[a-z])u2014(?=[a-z]))"
)
_BARE_APOSTROPHE = pattern(rf"(?<=[^\W\d_])u2019(?={_HALF})")
_FEWEST_BARE = 2

_QUOTES = pattern(r'"+')


@normalizer("characters")
def escapes(text: Text) -> Iterator[Edit]:
    r"""Put back line ends and marks that an export wrote as letters: `\n`, `\u2019`, `""`.

    What it mends
        Line ends, tabs, quotation marks and other characters that stand as the escapes of a
        program (`\n\n`, `\t`, `\"`, `\u2019`, `\xe2\x80\x99`), also without the backslash
        (`donu2019t`); `NEWLINE_CHAR` for the end of a line; and the quotation marks that a table
        of comma-separated values doubles (`""`), with the pair around the whole text.

    What it asks for
        Prose around the place, as no path, formula or program has it: a sentence that ends before
        the line end and another that begins after it; a code that stands for a character of prose.
        What is less clear is believed beside two clear ones. Of doubled marks: all marks of the
        text are doubled, and they open and close in turn.

    What it leaves
        Text that speaks of programs, strings or encodings, paths (`C:\new`), commands of LaTeX,
        an escape that is named between quotation marks, empty cells (`,"",`). `NEWLINE_CHAR`
        within a sentence, which is a matter of `page_furniture`.

    Example
        >>> from textclean.edit import apply
        >>> source = r"“It isn\u2019t late,” he said.\n\nNobody left." + "\n"
        >>> apply(source, escapes(Text(source)))
        '“It isn’t late,” he said.\n\nNobody left.\n'
    """
    source = text.source
    if not any(sign in source for sign in _SIGNS) or not _SUSPECT.search(source):
        return
    if _is_about_escapes(source):
        return
    paths = [path.span() for path in _PATH.finditer(source)]
    clear = len(list(_clear_line_ends(source)))
    found = [
        *_line_ends(text, clear),
        *_characters(source),
        *_escaped_quotes(source),
        *_doubled_quotes(source),
    ]
    if clear or any(edit.confidence >= SURE for edit in found):
        found += [edit for tab in _TAB.finditer(source) if (edit := _tab(tab))]
    for edit in sorted(found, key=lambda edit: edit.start):
        inside_path = any(start <= edit.start < end for start, end in paths)
        if not inside_path and text.block_at(_written(source, edit.start)).kind != blocks.CODE:
            yield edit


def _is_about_escapes(source: str) -> bool:
    return _ABOUT_ESCAPES.search(source) is not None


def _written(source: str, at: int) -> int:
    """Return the offset of the first character from `at` on that is not white space."""
    while at < len(source) - 1 and source[at].isspace():
        at += 1
    return at


def _clear_line_ends(source: str) -> Iterator[re.Match[str]]:
    """Yield the line ends between two sentences."""
    for run in _LINE_ENDS.finditer(source):
        if _is_clear(run):
            yield run


def _is_clear(run: re.Match[str]) -> bool:
    source, start, end = run.string, *run.span()
    before, after = source[max(0, start - 12) : start], source[end : end + 12]
    if _MENTIONED.search(before):
        return False
    ends = not before or before[-1] in "\r\n" or _ENDS_SENTENCE.search(before)
    return bool(ends and _BEGINS_SENTENCE.match(after))


def _line_ends(text: Text, clear: int) -> Iterator[Edit]:
    """Yield the edits that make line ends of what names them."""
    source = text.source
    for run in _LINE_ENDS.finditer(source):
        start, end = run.span()
        number = min(2, len(_LINE_END.findall(run.group())))
        confidence = _confidence(run, number, clear)
        if confidence:
            # A text has no line ends before its first line; `spacing` sees to those after its last.
            new = text.line_end * number if start else ""
            why = "the end of a line, written as letters"
            yield Edit.replace(start, end, new, confidence=confidence, why=why)


def _confidence(run: re.Match[str], number: int, clear: int) -> float:
    """Return how sure it is that a run of escapes was so many line ends."""
    source, start, end = run.string, *run.span()
    if _is_clear(run):
        return SURE if number > 1 or clear > 1 or _NAMED.search(run.group()) else LIKELY
    if clear < 1 or _MENTIONED.search(source[max(0, start - 2) : start]):
        return 0.0
    # A heading has no stop, and the next line may begin in small letters where lines were cut.
    goes_on = source[end : end + 1].islower()
    if _NAMED.search(run.group()):
        return 0.0 if goes_on else SURE
    if goes_on and number == 1 and not run.group().endswith(" "):
        return (
            LIKELY
            if clear > 1 and _ENDS_SENTENCE.search(source[max(0, start - 3) : start])
            else DOUBTFUL
        )
    return LIKELY


def _tab(tab: re.Match[str]) -> Edit | None:
    """Return the edit that makes a space of a tab, or nothing of one before the first word."""
    source, start, end = tab.string, *tab.span()
    before, after = source[max(0, start - 2) : start], source[end : end + 1]
    if not (after.isupper() or after.isdigit() or after in ("“", '"', "")):
        return None
    is_first = not before or before[-1] in "\r\n" or before.endswith(("\\n", "\\r"))
    new = "" if is_first else " "
    return Edit.replace(start, end, new, confidence=LIKELY, why="a tab, written as letters")


def _characters(source: str) -> Iterator[Edit]:
    """Yield the edits that make characters of their codes."""
    for form, decoded in ((_CODE_POINTS, _code_points), (_BYTES, _bytes)):
        yield from _decoded(source, form, decoded)
    bare = list(_BARE.finditer(source))
    if len(bare) >= _FEWEST_BARE or _BARE_APOSTROPHE.search(source):
        confidence = SURE if len(bare) >= _FEWEST_BARE else LIKELY
        for code in bare:
            new = chr(int(code.group()[1:], 16))
            yield Edit.replace(*code.span(), new, confidence=confidence, why=_WHY_CODE)


_WHY_CODE = "the code of a character stands for it"


def _decoded(
    source: str, form: re.Pattern[str], decoded: Callable[[str], str | None]
) -> Iterator[Edit]:
    """Yield the edits that make characters of codes of one form."""
    for code in form.finditer(source):
        new = decoded(code.group())
        if (
            new
            and all(map(_is_of_prose, new))
            and not _MENTIONED.search(source[max(0, code.start() - 2) : code.start()])
        ):
            yield Edit.replace(*code.span(), new, confidence=SURE, why=_WHY_CODE)


def _code_points(codes: str) -> str | None:
    """Return the characters that `\\uXXXX` stand for, two of which may make one."""
    units = bytes.fromhex(codes.replace("\\u", ""))
    return _or_nothing(partial(units.decode, "utf-16-be"))


def _bytes(codes: str) -> str | None:
    """Return the characters that `\\xXX` stand for, in UTF-8 or else in Windows-1252."""
    raw = bytes.fromhex(codes.replace("\\x", ""))
    return _or_nothing(partial(raw.decode, "utf-8")) or _or_nothing(partial(raw.decode, "cp1252"))


def _or_nothing(decode: Callable[[], str]) -> str | None:
    try:
        return decode()
    except UnicodeDecodeError:
        return None


def _is_of_prose(char: str) -> bool:
    """Whether prose may have a character that is worth a code: none of ASCII but its spaces."""
    return char >= "\N{NO-BREAK SPACE}" and (char.isprintable() or char.isspace())


def _escaped_quotes(source: str) -> Iterator[Edit]:
    """Yield the edits that take the backslash from quotation marks and apostrophes."""
    found = [mark for mark in _ESCAPED_QUOTE.finditer(source) if _is_quote(mark)]
    doubles = [_opens(mark) for mark in found if mark["mark"] == '"']
    if doubles != [at % 2 == 0 for at in range(len(doubles))] or len(doubles) % 2:
        found = [mark for mark in found if mark["mark"] == "'"]
    confidence = SURE if len(found) > 1 else LIKELY
    for mark in found:
        why = "a backslash before a quotation mark"
        yield Edit.delete(mark.start(), mark.start() + 1, confidence=confidence, why=why)


def _is_quote(mark: re.Match[str]) -> bool:
    """Whether a mark stands as prose sets it: `G\\"odel` is none, `don\\'t` and `\\"no\\"` are."""
    if mark["mark"] == "'":
        before = mark.string[max(0, mark.start() - 1) : mark.start()]
        return before.isalpha() and _IS_HALF.match(mark.string, mark.end()) is not None
    return _opens(mark) or _closes(mark)


def _opens(mark: re.Match[str]) -> bool:
    """Whether a mark stands where a quotation begins."""
    before, after = (
        mark.string[max(0, mark.start() - 12) : mark.start()],
        mark.string[mark.end() : mark.end() + 1],
    )
    return bool(_BEFORE_OPENING.search(before) and _AFTER_OPENING.match(after))


def _closes(mark: re.Match[str]) -> bool:
    """Whether a mark stands where a quotation ends."""
    before, after = (
        mark.string[max(0, mark.start() - 1) : mark.start()],
        mark.string[mark.end() : mark.end() + 1],
    )
    return bool(_BEFORE_CLOSING.search(before) and _AFTER_CLOSING.match(after))


def _doubled_quotes(source: str) -> Iterator[Edit]:
    """Yield the edits that leave one of each two quotation marks, and none around the text."""
    body = source.strip()
    start = source.find(body)
    end = start + len(body)
    runs = list(_QUOTES.finditer(source))
    has_frame = (
        len(body) > 2 and body[0] == body[-1] == '"' and _is_odd(runs[0]) and _is_odd(runs[-1])
    )
    first, last = (start + 1, end - 1) if has_frame else (start, end)
    inner = list(re.compile('""').finditer(source, first, last))
    # Each mark is one of two; a lone one is set as prose sets it, and the text is no table.
    if not inner or 2 * len(inner) != source.count('"', first, last):
        return
    opening = [_opens_doubled(mark, first) for mark in inner]
    if opening != [at % 2 == 0 for at in range(len(inner))] or len(inner) % 2:
        return
    confidence = SURE if len(inner) > 2 or has_frame else LIKELY
    why = "a quotation mark that was doubled for a table"
    for mark in inner:
        yield Edit.delete(mark.start(), mark.start() + 1, confidence=confidence, why=why)
    if has_frame:
        for at in (start, end - 1):
            yield Edit.delete(at, at + 1, confidence=confidence, why="the mark of a table's cell")


def _is_odd(run: re.Match[str]) -> bool:
    return len(run.group()) % 2 == 1


def _opens_doubled(mark: re.Match[str], first: int) -> bool | None:
    """Whether a doubled mark begins a quotation; nothing where it neither begins nor ends one."""
    if mark.start() == first and _AFTER_OPENING.match(mark.string, mark.end()):
        return True
    return True if _opens(mark) else False if _closes_doubled(mark) else None


def _closes_doubled(mark: re.Match[str]) -> bool:
    before = mark.string[max(0, mark.start() - 1) : mark.start()]
    after = mark.string[mark.end() : mark.end() + 1]
    return bool(_BEFORE_CLOSING.search(before) and (after == '"' or _AFTER_CLOSING.match(after)))
