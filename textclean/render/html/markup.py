"""Text of others as markup: whatever it holds, it is seen, and is neither tag nor script."""

from __future__ import annotations

import html

from textclean.tokens.pattern import pattern

# What markup cannot hold, or a parser would change: control characters (a lone carriage return
# among them), halves of surrogate pairs, as odd bytes in file names become, and non-characters.
_UNHOLDABLE = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LINE_END = pattern(r"\r\n?|\n")


def escaped(text: str) -> str:
    r"""Return a text of others as markup, for an element or for an attribute.

    >>> escaped('</script> & "co"')
    '&lt;/script&gt; &amp; &quot;co&quot;'
    >>> escaped("caf\udce9.txt")
    'caf[U+DCE9].txt'
    """
    return html.escape(_UNHOLDABLE.sub(lambda found: f"[{_named(found.group())}]", text))


def passage(text: str) -> str:
    r"""Return a passage of a document as markup.

    >>> passage("a\x07b")
    'a<span class="odd">U+0007</span>b'
    """
    pieces: list[str] = []
    at = 0
    for found in _UNHOLDABLE.finditer(text):
        pieces += (html.escape(text[at : found.start()], quote=False), _odd(found.group()))
        at = found.end()
    return "".join((*pieces, html.escape(text[at:], quote=False)))


def changed(text: str) -> str:
    r"""Return what an edit takes out or puts in as markup: what cannot be seen has a sign.

    Lines that end in it end on the page too, unless nothing but white space goes: then the reader
    wants to see the lines as they were joined.

    >>> changed("it\u200b")
    'it<span class="odd">U+200B</span>'
    >>> changed("\n")
    '<span class="end">\n</span>'
    """
    kind = "broken end" if text.strip() else "end"
    lines = ("".join(map(_shown, line)) for line in LINE_END.split(text))
    return f'<span class="{kind}">\n</span>'.join(lines)


def element(name: str, content: str, /, **attributes: object) -> str:
    """Return an element around content that is markup already; attributes are text of anybody.

    An underscore ends the names that Python keeps for itself, and stands for a hyphen in others.

    >>> element("a", "the <b>first</b>", href="#a&b", class_="new", data_p=95)
    '<a href="#a&amp;b" class="new" data-p="95">the <b>first</b></a>'
    """
    stated = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{stated}>{content}</{name}>"


def _shown(character: str) -> str:
    if character.isprintable() or character == "\t":
        return html.escape(character, quote=False)
    return _odd(character)


def _odd(character: str) -> str:
    return f'<span class="odd">{_named(character)}</span>'


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"
