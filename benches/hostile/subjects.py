"""What is given hostile input: each rule, each preset, each reader of markup."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from textclean.adapters import formats
from textclean.errors import UnreadableInputError
from textclean.normalizer import load
from textclean.presets import PRESETS, RULES, pipeline
from textclean.text import Text

Reading = Callable[[str], object]


def _preset(name: str, source: str) -> object:
    return pipeline(name)(source)


def _rule(name: str, source: str) -> object:
    return load(name)(Text(source))


def _format(form: str, wrap: Callable[[str], str], source: str) -> object:
    try:
        return formats.repair(wrap(source), pipeline(), form)
    except UnreadableInputError:
        return None


def nitf(text: str) -> str:
    """Return text as the content of NITF; with markup of its own it is hardly well-formed."""
    held = text.encode("utf-8", "ignore").decode()
    return f"<nitf><body.content>{held}</body.content></nitf>"


def escaped_nitf(text: str) -> str:
    """Return text as that of paragraphs of NITF."""
    kept = text.encode("utf-8", "ignore").decode()
    kept = "".join(char for char in kept if char >= " " or char in "\t\r\n")
    kept = kept.replace("&", "&amp;").replace("<", "&lt;").replace("\ufffe", "")
    return nitf("".join(f"<p>{line}</p>\n" for line in kept.replace("\uffff", "").split("\n")))


def ninjs_plain(text: str) -> str:
    """Return text as the plain body of an item."""
    return json.dumps({"headline": "Ferry Strike", "body_text": text}, ensure_ascii=False)


def ninjs_html(text: str) -> str:
    """Return text as the HTML of a body, its escapes and all."""
    return json.dumps({"headline": "Ferry Strike", "body_html": text})


WRAPPED: Mapping[str, tuple[str, Callable[[str], str]]] = MappingProxyType(
    {
        "HTML": (formats.HTML, str),
        "NITF": (formats.XML, nitf),
        "NITF, escaped": (formats.XML, escaped_nitf),
        "ninjs, plain": (formats.NINJS, ninjs_plain),
        "ninjs, HTML": (formats.NINJS, ninjs_html),
        "Markdown": (formats.MARKDOWN, str),
        "reStructuredText": (formats.RST, str),
    }
)
"""Formats of markup, and how a text is made a document of each."""

READERS: Mapping[str, Reading] = MappingProxyType(
    {name: partial(_format, form, wrap) for name, (form, wrap) in WRAPPED.items()}
)
WHOLE: Mapping[str, Reading] = MappingProxyType(
    {**{name: partial(_preset, name) for name in PRESETS}, **READERS}
)
SUBJECTS: Mapping[str, Reading] = MappingProxyType(
    {**WHOLE, **{name: partial(_rule, name) for name in RULES}}
)
