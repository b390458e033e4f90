"""Characters that arrived as other characters: mojibake, entities, controls, ligatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

import attrs

from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# The characters of clean English copy. A text with no other needs no repair here.
_PLAIN = (
    "\t\n\r\f !-%'-~"
    "\N{NO-BREAK SPACE}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{BULLET}"
    "\N{EURO SIGN}\N{POUND SIGN}\N{DEGREE SIGN}\N{VULGAR FRACTION ONE HALF}"
)
_UNUSUAL = re.compile(f"[^{_PLAIN}]")

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,23});")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>\n]*>")

# Text whose subject is characters, or markup, shows them on purpose.
_ABOUT_CHARACTERS = re.compile(
    r"mojibake|UTF-?8|Unicode|Latin-1|ISO[- ]8859|Windows-125\d|charset"
    r"|character (?:set|encoding|entit)|encoding error",
    re.IGNORECASE,
)
# Tags, or a link of Markdown, which has entities too.
_ABOUT_MARKUP = re.compile(r"\bX?HTML|\bXML\b|markup|ampersand|</?[A-Za-z!][^<>\n]*>|\]\(https?://")

# A byte of a UTF-8 sequence after the first, as Windows, Mac and DOS code pages show it.
_LATER = (
    r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸŽž´ˇ˘˙˚¸˝˛ı±∂≤≥∑∏π∫ªºΩæø∞≠�"
    r"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöúùûüÂÊÁËÈÍÎÏÌÓÔÒÚÛÙА-Яа-яЁ-џ΄-ώ]"
)
# A first byte and as many later ones as it calls for: what mojibake has, and `São`, `Beyoncé’s` and
# `Việt` have not. "â€" is the start of every curly quote and dash, whatever was lost of the rest.
_MOJIBAKE = re.compile(
    rf"[Â-ßĂĀ√├]{_LATER}|[ÂÃ][ ?]|[ðñòóô]{_LATER}{{2}}|ðŸ|[à-ïāă]{_LATER}{{2}}"
    r"|â€|ā€|β€|вЂ|‚[Äâó]|Γ[ÇÖ]|[ВГРС][\x80-\xbf€‚„…†‡‰‹‘’“”•–—™›]|[ΒΓΞΟ][\x80-\xbf€‘’“”•–—™]"
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\N{ZERO WIDTH NO-BREAK SPACE}\u206a-\u206f\ufff9-\ufffc]"
)

# What a program sends to a terminal, as ECMA-48 defines it: controls of colour and cursor, strings
# such as the title of a window or the address of a link, and choices of a set of characters.
_TERMINAL_CODE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]"
    r"|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|\]\d*;|[()*+][0AB]|[=>])"
)

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_LIGATURE_IN_WORD = re.compile(r"[ﬀ-ﬆ](?:(?<=[^\W\d_].)|(?=[^\W\d_]))")

_INVISIBLE = re.compile(
    "[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
    "\N{WORD JOINER}]+"
)
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

# ”, whose last byte (9D) has no character in Windows-1252 and so was dropped, or became � or ?.
_LOST_CLOSING_QUOTE = re.compile(
    r"(?<=[\w.,!?;:%)\]™¦-])â€"
    r"(?:\N{REPLACEMENT CHARACTER}|(?<=[.,!?;:]â€)\?)?"
    r"(?=[\s.,;:!?)\]—–<â-]|\Z)"
)
# ’ between the halves of a contraction or before a possessive s, its last byte dropped.
_LOST_APOSTROPHE = re.compile(r"(?<=[a-z])â€(?=(?:s|t|re|ve|ll|d|m)\b)")

# "MAÇÃ”" ends in a letter of the word and a quote, and “Ã” is a letter spoken of: the pair is only
# by chance that of another letter.
_CAPITAL_BEFORE_MARK = re.compile(r"(?<=[A-ZÀ-ÞŸ“‘«])[ÂÃÎÐ][”’–—…»](?![^\W\d_])")


@normalizer("characters")
def encoding(text: Text) -> Iterator[Edit]:
    """Put back the characters that a wrong encoding, an export or a typesetter changed.

    What it mends
        UTF-8 that was read as something else (`donâ€™t`, `cafÃ©`, also twice over), with the
        closing quotes that lost a byte on the way (`â€`). Windows-1252 marks left as control
        characters. HTML entities (`&amp;`, `&#8217;`). Control characters and terminal codes. The
        ligatures `ﬁ` and `ﬂ` inside a word. Byte order marks, soft hyphens and zero-width
        characters.

    What it asks for
        A line with a pair of characters that no word has: ftfy is asked about such lines alone, and
        finds and decodes the mojibake in them. An entity or an invisible character needs no further
        evidence than itself.

    What it leaves
        Typography: curly quotes, dashes, ellipses, full-width forms, accents composed or not. What
        is there on purpose: text about encodings or HTML; entities in a document that has markup of
        its own, and entities that would turn into markup; joiners inside emoji and in scripts that
        need them; direction marks in a document with a right-to-left script. Accented capitals
        before a quote (`“MAÇÃ”`). Digraphs that are letters (`ĳ`). The replacement character `�`,
        behind which nothing is left to restore.

    Example
        >>> from textclean.edit import apply
        >>> source = "â€œItâ€™s a sober analysis,â€ said Zoë of Marks &amp; Co."
        >>> apply(source, encoding(Text(source)))
        '“It’s a sober analysis,” said Zoë of Marks & Co.'
    """
    source = text.source
    if not _UNUSUAL.search(source):
        return
    purpose = _Purpose(source)
    for line in text.lines:
        before = source[line.start : line.end]
        if not _UNUSUAL.search(before):
            continue
        after = _TERMINAL_CODE.sub("", before)
        if _holds_mojibake(after) and not purpose.shows_characters:
            after = _decoded(after)
        if _ENTITY.search(after) and not purpose.shows_entities:
            after = _unescaped(after)
        after = _visible(after, purpose)
        if after != before:
            yield from _edits(before, after, line.start)


@attrs.frozen
class _Purpose:
    """What a document has on purpose; each question is put to it where a line raises it."""

    source: str

    @cached_property
    def shows_characters(self) -> bool:
        """Whether the text is about characters and shows damaged ones."""
        return _ABOUT_CHARACTERS.search(self.source) is not None

    @cached_property
    def shows_entities(self) -> bool:
        """Whether the text is about characters or has markup of its own."""
        return self.shows_characters or _ABOUT_MARKUP.search(self.source) is not None

    @cached_property
    def sets_direction(self) -> bool:
        """Whether the text has letters that run from right to left."""
        return re.search("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]", self.source) is not None


def _holds_mojibake(line: str) -> bool:
    """Whether the line may hold mojibake or stray controls."""
    return bool(_MOJIBAKE.search(line) or _CONTROL.search(line))


def _decoded(line: str) -> str:
    """Return the line with mojibake and stray controls undone."""
    if _CAPITAL_BEFORE_MARK.search(line):
        return line
    import ftfy

    line = _LOST_CLOSING_QUOTE.sub("â€\x9d", line)
    line = _LOST_APOSTROPHE.sub("â€™", line)
    return str(ftfy.fix_text(line, _ftfy_config()))


@cache
def _ftfy_config() -> TextFixerConfig:
    """Return the steps of ftfy that repair damage; those that choose a typography are off."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        normalization=None,
        explain=False,
    )


def _unescaped(line: str) -> str:
    """Return the line with its entities resolved, unless they would turn into markup."""
    from ftfy.fixes import unescape_html

    while (unescaped := _ENTITY.sub(lambda entity: unescape_html(entity.group()), line)) != line:
        if _MARKUP.search(unescaped):
            return line
        line = unescaped
    return line


def _visible(line: str, purpose: _Purpose) -> str:
    """Return the line without characters that show nothing, and with ligatures spelt out."""
    line = _LIGATURE_IN_WORD.sub(lambda ligature: _LIGATURES[ligature.group()], line)
    line = _INVISIBLE.sub(_without_use, line)
    if _DIRECTION.search(line) and not purpose.sets_direction:
        line = _DIRECTION.sub("", line)
    return line


def _without_use(invisible: re.Match[str]) -> str:
    """Return the invisible characters where they have a use, else nothing.

    Joiners shape emoji and letters of Arabic and Indic scripts, and the zero-width space parts the
    words of scripts that write none: in all of these a neighbour is neither Latin nor a mark. A
    soft hyphen at the end of a line is the hyphen of a word that goes on below.
    """
    line, start, end = invisible.string, *invisible.span()
    if end == len(line) and line[start] == "\N{SOFT HYPHEN}":
        return invisible.group()
    around = line[start - 1 : start] + line[end : end + 1]
    return "" if all(map(_needs_no_joiner, around)) else invisible.group()


def _needs_no_joiner(char: str) -> bool:
    """Whether a character is never shaped or parted by an invisible one beside it."""
    if char.isascii() or char.isspace() or char in _PLAIN:
        return True
    return unicodedata.name(char, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def _edits(before: str, after: str, at: int) -> Iterator[Edit]:
    """Yield the edits of one line, word by word where the words still match."""
    words, repaired = before.split(" "), after.split(" ")
    if len(words) != len(repaired):
        yield from Edit.between(before, after, at=at, why=_why(before))
        return
    for word, new in zip(words, repaired, strict=True):
        if word != new:
            yield from Edit.between(word, new, at=at, why=_why(word))
        at += len(word) + 1


def _why(damaged: str) -> str:
    """Say what was wrong with a damaged word."""
    if _ENTITY.search(damaged):
        return "an HTML entity stands for a character"
    if _LIGATURE_IN_WORD.search(damaged):
        return "a ligature stands for letters"
    if _MOJIBAKE.search(damaged) or damaged.isprintable():
        return "the text was read in the wrong encoding"
    return "a character that shows nothing"
