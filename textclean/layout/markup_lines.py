"""Lines of lightweight markup in a text: no prose, and no furniture of a page.

A document that was written in Markdown or reStructuredText and is read as plain text keeps its
front matter, shortcodes, directives, tables and lists of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textclean.layout.lines import Line
from textclean.tokens.pattern import pattern

_LINK = (
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    r"(?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?[^()]*\)|\[[^\[\]]*\])"
)
_BADGE = r"(?:\[?!\[[^\[\]]*\]\s?(?:\([^()]*\)|\[[^\[\]]*\])(?:\](?:\([^()]*\)|\[[^\[\]]*\]))?)"
# Lines that are markup whatever stands around them.
_MARKUP = pattern(
    rf"""
      (?:\{{\{{(?:<[^{{}}]*>|%[^{{}}]*%)\}}\}}\s*)+\Z          # shortcodes
    | :::+(?:\s*[\w{{].*)?\Z | (?:!!!|\?\?\?\+?)\s[a-z].*\Z    # fences
    | \{{[:.\#][^{{}}]*\}}\Z                                 # attributes
    | \.\.\s(?:[\w:+.-]+::(?:\s|\Z)|\[[^\[\]]+\]\s)         # directives, footnotes
    | \.\.\s(?:_[^:]+:|\|[^|]+\|\s)                         # targets, substitutions
    | :[A-Z][\w\ -]{{0,30}}:(?:\s|\Z)                        # fields
    | \[[^\[\]]+\]:\s*(?:<|https?:|mailto:|[./\#])\S+        # definitions of references
    | (?:{_BADGE}\s*)+\Z                                     # pictures
    | \[[a-z]+(?:,\s?[\w=%."-]+)+\]\Z                        # attributes in AsciiDoc
    | [a-z]+::\S*\[.*\]\Z                                   # its pictures and inclusions
    """,
    re.VERBOSE,
)
# An entry of a list that is a link, with notes of its kind: "* [video] [The ferry](https://…)".
_LINK_ITEM = pattern(rf"(?:[-*+•]|\d{{1,3}}[.)])\s+(?:\[[^\[\]]*\]\s){{0,3}}[^\w\[]{{0,3}}{_LINK}")

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = pattern(r"[\"']?[A-Za-z][\w .-]{0,40}[\"']?\s*[:=](?:\s|\Z)|\[{1,2}[\w.-]+\]{1,2}\Z")
# Metadata without a fence, as Pelican, MultiMarkdown and the proposals of Python have it.
_HEADER_KEY = pattern(r"[A-Z][\w-]*(?: [A-Z]\w*)?:(?:\s|\Z)")
_FIRST_KEYS = ("Title:", "PEP:")
_PIPE_RULE = pattern(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
# What pages leave behind, and a document in Markdown is written with: tags and template variables.
_EMBEDDED = pattern(r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>|<!--|\{[{%]|&nbsp;")
_DEFINITION = pattern(r"\[[^\[\]]+\]:\s")
# So many kinds of marks tell that a text was written in Markdown.
_FEWEST_SIGNS = 2
# So many lines with links of Markdown tell as much as another kind of mark.
_FEWEST_LINKED = 3


def is_markup(text: str) -> bool:
    """Whether a line is markup by its form.

    >>> is_markup("{{< figure src='a.png' >}}"), is_markup("[ml]: https://example.com/list")
    (True, True)
    >>> is_markup("The [minister] said: no.")
    False
    """
    if text[:1] not in "{:!?.[-*+•0123456789" and "::" not in text:
        return False
    if _MARKUP.match(text):
        return True
    link = _LINK_ITEM.match(text)
    return link is not None and 2 * len(link.group()) >= len(text)


def front_matter(lines: Sequence[str]) -> int:
    """Return how many lines at the head of a document are its metadata, without space at their end:
    keys with values, in YAML between `---` or in TOML between `+++`.

    >>> front_matter(["---", "title: The vote", "---", "The board agrees."])
    3
    >>> front_matter(["---", "The board agrees.", "---"])
    0
    """
    closing = _FENCES.get(lines[0]) if lines else None
    if closing is None:
        return 0
    inner = next((line for line in lines[1:] if line and not line.startswith("#")), "")
    if not _KEY.match(inner):
        return 0
    return next((at + 1 for at, line in enumerate(lines) if at and line in closing), 0)


def header(lines: Sequence[str]) -> int:
    """Return how many lines at the head of a document are its metadata, a key and a value each.

    >>> header(["Title: The vote", "Date: 2026-01-27", "", "The board agrees."])
    2
    """
    if not lines or not lines[0].startswith(_FIRST_KEYS):
        return 0
    end = next((at for at, line in enumerate(lines) if not _HEADER_KEY.match(line)), len(lines))
    return end if end > 1 else 0


def is_markdown(texts: Sequence[str]) -> bool:
    """Whether a text was written in Markdown, by its written lines: it has several of its marks.

    >>> is_markdown(["## The vote", "See [the report](https://example.com)."])
    True
    """
    signs = (
        any(text.startswith(("## ", "### ")) for text in texts),
        any("](" in text for text in texts),
        sum("](" in text for text in texts) >= _FEWEST_LINKED,
        any(text.startswith(("```", "~~~")) for text in texts),
        any(map(_DEFINITION.match, texts)),
        front_matter(texts) > 0,
    )
    return sum(signs) >= _FEWEST_SIGNS


def markup_units(units: Sequence[Line]) -> Iterator[int]:
    """Yield the indices of lines that are markup by what stands around them."""
    texts = [unit.text for unit in units]
    yield from range(front_matter(texts) or header(texts))
    yield from _bodies(units)
    yield from _tables(units)
    if is_markdown(texts):
        yield from (at for at, text in enumerate(texts) if _EMBEDDED.search(text))


def _bodies(units: Sequence[Line]) -> Iterator[int]:
    """Yield what is indented under directives, and under a paragraph that ends in two colons."""
    at = 0
    while at < len(units):
        indent = units[at].indent
        is_literal = units[at].text.endswith("::")
        has_body = is_literal or (units[at].text.startswith("..") and is_markup(units[at].text))
        at += 1
        while has_body and at < len(units) and units[at].indent > indent:
            yield at
            at += 1


def _tables(units: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of tables with pipes: under a rule and the line above it, or in a grid."""
    open_until = 0
    for at, unit in enumerate(units):
        if unit.follows_blank or "|" not in unit.text + "|" * unit.text.startswith("+"):
            open_until = 0
        is_rule = "-" in unit.text and "|" in unit.text and _PIPE_RULE.fullmatch(unit.text)
        if is_rule and at and not unit.follows_blank and "|" in units[at - 1].text:
            yield at - 1
            open_until = 1
        if unit.text.startswith(("+-", "+=")) and unit.text.endswith("+"):
            open_until = 1
        if open_until:
            yield at
