"""Characters that arrived as other characters: mojibake, entities, controls, ligatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING

import attrs

from textclean.edit import Edit, apply, compose
from textclean.english import lexicon
from textclean.english.words import SECOND_HALVES
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import pattern

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
_UNUSUAL = pattern(f"[^{_PLAIN}]")

# The ampersand of an entity may have been escaped itself, any number of times: `&amp;amp;lt;`.
_ENTITY = pattern(
    r"&(?:(?:amp|#38|#x26);)*((?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,23});)"
)
# What one pass makes of a line may be an entity once more: `&a&#109;p;`. No export goes further.
_MOST_LEVELS = 8
_MARKUP = pattern(r"</?[A-Za-z!][^<>\n]*>")

# Text whose subject is characters, or markup, shows them on purpose.
_ABOUT_CHARACTERS = pattern(
    r"mojibake|UTF-?8|Unicode|Latin-1|ISO[- ]8859|Windows-125\d|charset"
    r"|character (?:set|encoding|entit)|encoding error",
    re.IGNORECASE,
)
# Tags, or a link of Markdown, which has entities too.
_ABOUT_MARKUP = pattern(r"\bX?HTML|\bXML\b|markup|ampersand|</?[A-Za-z!][^<>\n]*>|\]\(https?://")

# A byte of a UTF-8 sequence after the first, as Windows, Mac and DOS code pages show it.
_LATER = (
    r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸŽž´ˇ˘˙˚¸˝˛ı±∂≤≥∑∏π∫ªºΩæø∞≠�"
    r"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöúùûüÂÊÁËÈÍÎÏÌÓÔÒÚÛÙА-Яа-яЁ-џ΄-ώŁłŚśŤťŹźĽľĄąŞşŻż]"
)
# The same in the code page 437 of DOS, in which the letters of Cyrillic begin with parts of boxes.
_LATER_OF_DOS = r"[ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐]"
# A first byte and as many later ones as it calls for: what mojibake has, and `São`, `Beyoncé’s` and
# `Việt` have not. "â€" is the start of every curly quote and dash, whatever was lost of the rest.
_MOJIBAKE = pattern(
    rf"[Â-ßĂĀĹ√├≈]{_LATER}|ƒ[Å-ü´]|(?:[╨╤]{_LATER_OF_DOS}){{2}}|п¬[ЂЃ‚ѓ„…†]"
    rf"|[ÂÃ][ ?]|[ðñòóô]{_LATER}{{2}}|ðŸ|[à-ïāă]{_LATER}{{2}}"
    r"|â€|ā€|β€|вЂ|‚[Äâó]|Γ[ÇÖ]|[ВГРС][\x80-\xbf€‚„…†‡‰‹‘’“”•–—™›]|[ΒΓΞΟ][\x80-\xbf€‘’“”•–—™]"
)
# Each form begins with one of these, to which `re` skips as it does not to one of so many forms.
_MOJIBAKE_BEGINS = pattern("[Â-ôāĀăĂĹƒ√├≈╨╤пвВГРСΒΓΞΟβ‚]")
# Windows-1252 marks that were taken for Latin-1 are controls: `\x93` is “.
_WINDOWS_MARK = pattern("[\x80-\x9f]")
_CONTROL = pattern(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\N{ZERO WIDTH NO-BREAK SPACE}\u206a-\u206f\ufff9-\ufffc]+"
)
# Word processors end a line within a paragraph so.
_LINE_TABULATION = "\x0b"
_GOES_ON_BELOW = pattern(r"[a-z,]\x0b[a-z]")
# The other byte of each letter in text of two bytes a character that was read as of one.
_HALF = "\x00"
# Mainframes end lines so, and to Windows-1252 it is an ellipsis, which space or a mark follows.
_NEXT_LINE = pattern(r"\x85")
_ELLIPSIS = pattern(r"\x85[\s.,;:!?”’\")\]\x91-\x97]")

# The parts of a word on the two sides of a place; none of ours is longer.
_LONGEST_WORD = 40
# Marks after which a space stands before the next word.
_BEFORE_SPACE = '.,;:!?…)]”’"'
_HEAD = pattern(r"[^\W_]*\Z")
_TAIL = pattern(r"[^\W_]*")

# What a program sends to a terminal, as ECMA-48 defines it: controls of colour and cursor, strings
# such as the title of a window or the address of a link, and choices of a set of characters.
_TERMINAL_CODE = pattern(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\[[0-9;]*\Z"
    r"|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|\]\d*;|[()*+][0AB]|[=>]|[78](?!\w))"
    r"|\x9b(?:\d[\d;]*)[A-Za-z]"
)

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_LIGATURE_IN_WORD = pattern(r"[ﬀ-ﬆ](?:(?<=[^\W\d_].)|(?=[^\W\d_]))")

_INVISIBLE = pattern(
    "[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
    "\N{WORD JOINER}]+"
)
# A word that was cut at the end of a line, after the lines were joined.
_CUT_WORD = pattern(r"\u00ad(?<=[^\W\d_]\u00ad) +(?=[^\W\d_])")
_DIRECTION = pattern("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

# ”, whose last byte (9D) has no character in Windows-1252 and so was dropped, or became � or ?.
_LOST_CLOSING_QUOTE = pattern(
    r"(?<=[\w.,!?;:%)\]™¦-])â€"
    r"(?:\N{REPLACEMENT CHARACTER}|(?<=[.,!?;:]â€)\?)?"
    r"(?=[\s.,;:!?)\]—–<â-]|\Z)"
)
# ’ between the halves of a contraction or before a possessive s, its last byte dropped.
_LOST_APOSTROPHE = pattern(rf"(?<=[a-z])â€(?=(?:{'|'.join(SECOND_HALVES)})\b)")

# "MAÇÃ”" ends in a letter of the word and a quote, and “Ã” is a letter spoken of: the pair is only
# by chance that of another letter.
_CAPITAL_BEFORE_MARK = pattern(r"(?<=[A-ZÀ-ÞŸ“‘«])[ÂÃÎÐ][”’–—…»](?![^\W\d_])")

_BEYOND_ASCII = pattern(r"[!-~]*[^\x00-\x7f\s]\S*")

# What an edit says of itself.
_LINE_END = "the line end of another system"
_SHOWS_NOTHING = "a character that shows nothing"
_WRONG_ENCODING = "the text was read in the wrong encoding"
_STANDS_FOR_ONE = "an HTML entity stands for a character"
_LIGATURE = "a ligature stands for letters"


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
        finds and decodes the mojibake in them, also in single words of another code page. An entity
        or an invisible character needs no further evidence than itself.

    What it leaves
        Typography: curly quotes, dashes, ellipses, full-width forms, accents composed or not. What
        is there on purpose: text about encodings or HTML; entities in a document that has markup of
        its own, an entity of a space that is named between two spaces, and entities that would turn
        into markup; joiners inside emoji and in scripts that need them; direction marks in a
        document with a right-to-left script. Accented capitals before a quote (`“MAÇÃ”`). Digraphs
        that are letters (`ĳ`). The replacement character `�`, behind which nothing is left to
        restore.

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
    for span in text.lines:
        line = _Line(source[span.start : span.end])
        if not _UNUSUAL.search(line.source):
            continue
        line.replace(_TERMINAL_CODE, lambda code: "", _SHOWS_NOTHING)
        # The line is asked first: to look for what a text is about takes longer.
        if _is_garbled(line.text) and not purpose.shows_characters:
            _put_back(line, text, purpose)
        if _ENTITY.search(line.text) and not purpose.shows_entities:
            _unescape(line, purpose)
        line.replace(_LIGATURE_IN_WORD, lambda found: _LIGATURES[found.group()], _LIGATURE)
        line.replace(_CUT_WORD, _joined, _SHOWS_NOTHING)
        line.replace(_INVISIBLE, _without_use, _SHOWS_NOTHING)
        if not purpose.sets_direction:
            line.replace(_DIRECTION, lambda found: "", _SHOWS_NOTHING)
        for edit in line.edits:
            start, end = edit.start + span.start, edit.end + span.start
            yield attrs.evolve(edit, start=start, end=end)


@attrs.define
class _Line:
    """A line as it came in, the edits made of it so far, and what they make of it."""

    source: str
    edits: tuple[Edit, ...] = ()
    text: str = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.text = self.source

    def replace(
        self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], why: str
    ) -> None:
        """Replace what a pattern finds."""
        found = pattern.finditer(self.text)
        between = (Edit.between(one.group(), new(one), at=one.start(), why=why) for one in found)
        self.make(chain.from_iterable(between))

    def make(self, edits: Iterable[Edit]) -> None:
        """Make edits of what the line is now."""
        made = tuple(edits)
        if made:
            self.edits = compose(self.source, self.edits, made)
            self.text = apply(self.text, made)


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

    def names(self, entity: re.Match[str], standing_for: str) -> bool:
        """Whether the text speaks of an entity: of a space between spaces, which parts nothing, and
        just once: "Type &nbsp; to keep two words together".
        """
        line, start, end = entity.string, *entity.span()
        return (
            standing_for.isspace()
            and line[start - 1 : start] == line[end : end + 1] == " "
            and self.source.count(entity.group()) == 1
        )

    @cached_property
    def ends_lines_oddly(self) -> bool:
        """Whether the lines end as those of mainframes do, and in no other way."""
        body = self.source.rstrip("\r\n")
        if any(mark.group() != "\x85" for mark in _WINDOWS_MARK.finditer(body)):
            return False  # with others of its kind it is an ellipsis
        return not ("\n" in body or "\r" in body or _ELLIPSIS.search(body))

    @cached_property
    def sets_direction(self) -> bool:
        """Whether the text has letters that run from right to left."""
        return re.search("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]", self.source) is not None


def _is_garbled(line: str) -> bool:
    """Whether a line has controls or what may be mojibake."""
    begins = _MOJIBAKE_BEGINS.finditer(line)
    has_mojibake = any(_MOJIBAKE.match(line, first.start()) for first in begins)
    return has_mojibake or any(sign.search(line) for sign in (_CONTROL, _WINDOWS_MARK))


def _put_back(line: _Line, text: Text, purpose: _Purpose) -> None:
    """Undo stray controls and mojibake."""
    if _NEXT_LINE.search(line.text) and purpose.ends_lines_oddly:
        line.replace(_NEXT_LINE, lambda found: text.line_end, _LINE_END)
    goes_on = _GOES_ON_BELOW.search(line.text) is not None
    line.replace(
        _CONTROL, lambda found: _instead(found, text.line_end, goes_on=goes_on), _SHOWS_NOTHING
    )
    if _MOJIBAKE.search(line.text) or _WINDOWS_MARK.search(line.text):
        line.make(Edit.between(line.text, _decoded(line.text), why=_WRONG_ENCODING))


def _instead(controls: re.Match[str], line_end: str, *, goes_on: bool) -> str:
    """Return what stands for controls: a line end or a space where they stood for one, else
    nothing. `goes_on` says whether sentences go on over the line ends of a word processor, which
    are spaces of one paragraph then; but what has no stop before a capital is its heading.
    """
    line, start, end = controls.string, *controls.span()
    before, after = line[start - 1 : start], line[end : end + 1]
    if _LINE_TABULATION in controls.group():
        around = line[max(start - _LONGEST_WORD, 0) : start], line[end : end + _LONGEST_WORD]
        if not all(side.strip() for side in around):
            return ""
        if not goes_on:
            return line_end
        if before.isalnum() and after.isupper():
            return line_end * 2
        return "" if before.isspace() or after.isspace() else " "
    if not (before and after.isalnum() and (before.isalnum() or before in _BEFORE_SPACE)):
        return ""
    if _HALF in (line[max(start - 2, 0) : start - 1], line[end + 1 : end + 2]):
        return ""
    if not before.isalnum():
        return " "
    head, tail = _cut(controls)
    # "govern", "ment": a word that was cut is commoner than the rarer of its parts.
    return "" if lexicon.count(head + tail) > min(map(lexicon.count, (head, tail))) else " "


def _joined(hyphen: re.Match[str]) -> str:
    """Return what stands for a soft hyphen and a space: nothing, where they cut a word."""
    head, tail = _cut(hyphen)
    parts_are_words = lexicon.count(head) and lexicon.count(tail)
    return "" if lexicon.count(head + tail) or not parts_are_words else " "


def _cut(place: re.Match[str]) -> tuple[str, str]:
    """Return what stands of words before and after a place."""
    line, start, end = place.string, *place.span()
    head = _HEAD.search(line[max(0, start - _LONGEST_WORD) : start])
    tail = _TAIL.match(line, end, end + _LONGEST_WORD)
    return head.group() if head else "", tail.group() if tail else ""


def _decoded(line: str) -> str:
    """Return the line with mojibake undone, and the marks that were taken for controls."""
    if _CAPITAL_BEFORE_MARK.search(line):
        return line
    import ftfy

    completed = _LOST_CLOSING_QUOTE.sub("â€\x9d", line)
    completed = _LOST_APOSTROPHE.sub("â€™", completed)
    fixed = str(ftfy.fix_text(completed, _ftfy_config()))
    # A line of which one word was read in another code page than the rest has no one encoding.
    fixed = _BEYOND_ASCII.sub(lambda word: _decoded_word(word.group()), fixed)
    # Where ftfy gives up, the byte that was put back must not stay.
    return fixed if "\x9d" in line else fixed.replace("\x9d", "")


def _decoded_word(word: str) -> str:
    """Return the word with mojibake undone, if letters and marks of ours come of that. One that is
    all Latin-1 was decoded with its line, or left for a reason.
    """
    if not _MOJIBAKE.search(word) or all(char < "\u0100" for char in word):
        return word
    import ftfy

    fixed = str(ftfy.fix_text(word, _ftfy_config()))
    is_readable = all(char.isalnum() or not _UNUSUAL.match(char) for char in fixed)
    return fixed if is_readable else word


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


def _unescape(line: _Line, purpose: _Purpose) -> None:
    """Resolve the entities of a line, unless they would turn into markup."""
    from ftfy.fixes import unescape_html

    def character(found: re.Match[str]) -> str:
        standing_for = str(unescape_html(f"&{found[1]}"))
        return found.group() if purpose.names(found, standing_for) else standing_for

    resolved = copy(line)
    for _ in range(_MOST_LEVELS):
        before = resolved.text
        resolved.replace(_ENTITY, character, _STANDS_FOR_ONE)
        if _MARKUP.search(resolved.text):
            return
        line.edits, line.text = resolved.edits, resolved.text
        if resolved.text == before:
            return


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
