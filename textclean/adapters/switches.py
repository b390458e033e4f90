"""Comments in Markdown, reStructuredText, HTML and XML that switch textclean off and on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from textclean.adapters.markup_tokens import OTHER, Token, html_tokens, xml_tokens
from textclean.protection import Kept
from textclean.tokens.pattern import pattern

# Without the first of these no document is parsed for the sake of its comments.
_NAME = "textclean:"
_SWITCH = pattern(r"<!--\s*textclean:\s*(on|off)\s*-->")
_RST_SWITCH = pattern(r"\.\.\s+textclean:\s*(on|off)(?=\s*\Z)")


def kept(source: str, form: str) -> Iterator[Kept]:
    """Yield what comments of a document switch off, from one to the next that switches on.

    A comment that switches nothing stands for itself alone, where no rule has ever anything to do.
    """
    if form not in _READERS or _NAME not in source:
        return
    off: re.Match[str] | None = None
    for switch in _READERS[form](source):
        is_off = switch[1] == "off"
        if is_off and off is None:
            off = switch
        elif not is_off and off:
            yield Kept(off.start(), switch.end(), _told(source, off))
            off = None
        else:
            yield Kept(*switch.span(), _told(source, switch))
    if off:
        yield Kept(off.start(), len(source), _told(source, off))


def _told(source: str, switch: re.Match[str]) -> str:
    """Return a comment and its line, as messages name it."""
    line = len(re.findall(r"\r\n?|\n", source[: switch.start()])) + 1
    return f"{switch.group()} in line {line}"


def _in_markdown(source: str) -> Iterator[re.Match[str]]:
    """Yield the comments on lines of their own; what looks like one in code is none."""
    from textclean.adapters.markdown import blocks_of_html  # loads the parser

    for block in blocks_of_html(source):
        yield from _SWITCH.finditer(source, *block)


def _in_rst(source: str) -> Iterator[re.Match[str]]:
    """Yield the comments with nothing indented under them, which would be part of them."""
    from textclean.adapters.rst import lone_markup

    for start, end in lone_markup(source):
        if switch := _RST_SWITCH.match(source, start, end):
            yield switch


def _among(source: str, tokens: Iterable[Token]) -> Iterator[re.Match[str]]:
    """Yield the comments among the tokens of a source."""
    for token in tokens:
        if token.kind == OTHER and (switch := _SWITCH.fullmatch(source, token.start, token.end)):
            yield switch


# How the comments of a format are read, by its name.
_READERS: dict[str, Callable[[str], Iterator[re.Match[str]]]] = {
    "markdown": _in_markdown,
    "rst": _in_rst,
    "html": lambda source: _among(source, html_tokens(source)),
    "xml": lambda source: _among(source, xml_tokens(source)),
}
