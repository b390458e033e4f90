"""Which format a file is in, what encoding it declares, and how to repair it.

The command asks here before it knows its arguments: nothing heavy is imported until a file is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from textclean.errors import UnknownNameError, UnreadableInputError, unknown
from textclean.source import plain

if TYPE_CHECKING:
    from textclean.pipeline import Pipeline, Report
    from textclean.protection import Protection

AUTO = "auto"
PLAIN = "text"
HTML = "html"
XML = "xml"
NINJS = "ninjs"
MARKDOWN = "markdown"
RST = "rst"
# Those that a text can be in; a file may be named as being in whatever its name says.
WRITTEN = (PLAIN, MARKDOWN, RST, HTML, XML, NINJS)
FORMATS = (AUTO, *WRITTEN)

BY_SUFFIX: Mapping[str, str] = MappingProxyType(
    {
        ".md": MARKDOWN,
        ".markdown": MARKDOWN,
        ".rst": RST,
        ".html": HTML,
        ".htm": HTML,
        ".xhtml": XML,
        ".xml": XML,
        ".nitf": XML,
        ".json": NINJS,
        ".ninjs": NINJS,
    }
)

# What people call the formats besides: as their files end.
ALSO_CALLED: Mapping[str, str] = MappingProxyType(
    {suffix.removeprefix("."): form for suffix, form in BY_SUFFIX.items()}
    | dict.fromkeys(("txt", "text"), PLAIN)
)

# Where the standards of XML and HTML look for it.
_LOOKED_AT = 1024
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.-]*)")
_HTML_CHARSET = re.compile(
    rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z][\w.:-]*)", re.IGNORECASE
)

# Browsers read these as Windows-1252, and so do those who write them.
_WINDOWS = frozenset(["iso8859-1", "ascii"])


def format_of(name: str, asked: str = AUTO) -> str:
    """Return the format of the file called `name`: that which was asked for, or by its suffix.

    >>> format_of("story.HTML"), format_of("story.txt"), format_of("story.xml", "text")
    ('html', 'text', 'text')
    """
    return BY_SUFFIX.get(PurePath(name).suffix.lower(), PLAIN) if asked == AUTO else asked


def declared_encoding(data: bytes, form: str) -> str | None:
    """Return the encoding that a file declares in itself, if its format has a way to.

    Raises `UnreadableInputError` where there is no such encoding.
    """
    patterns = {XML: _XML_ENCODING, HTML: _HTML_CHARSET}
    declared = form in patterns and patterns[form].search(data[:_LOOKED_AT])
    if not declared:
        return None
    label = declared[1].decode("ascii")
    try:
        "".encode(label)  # an encoding of text, unlike "base64"
        name = codecs.lookup(label).name
    except LookupError:
        raise UnreadableInputError(
            f'declares the encoding "{label}", which is not known; convert the file to UTF-8'
        ) from None
    return "cp1252" if form == HTML and name in _WINDOWS else name


def repair(
    source: str,
    pipeline: Pipeline,
    form: str,
    encoding: str = "utf-8",
    protection: Protection | None = None,
) -> Report:
    """Repair a source of the format `form`; what the rules change is text and never markup.

    `encoding` is that of the file: what it has no character for is written as a reference where
    the format has those. What `protection` keeps of the source stays, and what comments in it
    switch off, which is added there.

    Raises `SourceError`, a `TypeError`, where the source is no string, `UnknownNameError`, a
    `LookupError`, where there is no such format, `UnreadableInputError` where the source is not of
    that format, and `UnstableRepairError` where the rules do not settle.
    """
    source = plain(source)
    if form not in WRITTEN:
        raise UnknownNameError(unknown("format", str(form), WRITTEN, also=ALSO_CALLED))
    if form == PLAIN:
        return pipeline.repair(source, protection)
    from textclean.adapters import switches
    from textclean.protection import Protection

    protection = protection or Protection()
    protection.add(switches.kept(source, form))
    if form == MARKDOWN:
        from textclean.adapters import markdown

        return markdown.repair(source, pipeline, protection)
    if form == RST:
        from textclean.adapters import rst

        return rst.repair(source, pipeline, protection)
    if form == NINJS:
        from textclean.adapters import ninjs

        return ninjs.repair(source, pipeline, protection)
    from textclean.adapters import markup

    if form == HTML:
        return markup.repair_html(source, pipeline, encoding, protection)
    return markup.repair_xml(source, pipeline, encoding, protection)
