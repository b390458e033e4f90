"""Families of hostile texts: each is a piece that is repeated, as often as the length asks for."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _drawn(draw: Callable[[random.Random], str]) -> Callable[[int], str]:
    """Return what makes a text of pieces that are all different."""

    def made(length: int) -> str:
        rng = random.Random(0)
        pieces, size = [], 0
        while size < length:
            pieces.append(draw(rng))
            size += len(pieces[-1])
        return "".join(pieces)[:length]

    return made


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_LETTERS, k=rng.randint(2, 9)))


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    def made(length: int) -> str:
        depth = length // (len(opening) + len(closing))
        return opening * depth + "word" + closing * depth

    return made


_REPEATED = {
    # characters
    "entities": "&amp;",
    "entities twice over": "&amp;amp;",
    "entities of letters": "&eacute;l",
    "references": "&#8217;",
    "ampersands": "&",
    "mojibake": "â€™",
    "mojibake words": "itâ€™s cafÃ© ",
    "mojibake lines": "donâ€™t\n",
    "starts of mojibake": "Ã",
    "lost closing quotes": "â€ ",
    "combining marks": "\u0301",
    "letters with marks": "e\u0301",
    "many marks a letter": "e" + "\u0301" * 50,
    "invisible characters": "a\u00ad\u200b",
    "soft hyphens at line ends": "house\u00ad\nhold",
    "terminal codes": "\x1b[31m",
    "unfinished terminal codes": "\x1b]0;",
    "control characters": "\x00",
    "controls in words": "a\x0bb ",
    "direction marks": "\u202ea",
    "ligatures": "ﬁt ",
    "emoji": "\U0001f468\u200d\U0001f469",
    "surrogates": "\ud800",
    "han": "中",
    "han sentences": "中文。",
    "cyrillic": "слово ",
    # words
    "capitals": "A",
    "spaced capitals": "A B ",
    "small letters": "a",
    "digits": "1",
    "points": "a.",
    "initials": "U.S.",
    "spaced initials": "U S ",
    "initials far apart": "A   B ",
    "single letters": "s s ",
    "glued": "EndThe",
    "glued words": "EndThe ",
    "glued stops": "end.The",
    "glued stops, spaced": "end.The ",
    "Mc": "Mc",
    "McA words": "McA ",
    "hyphens": "well-",
    "hyphened pairs": "well-known ",
    "compounds": "15 year long awaited ",
    "apostrophes": "Ukraine s don t ",
    "apostrophes in words": "o'",
    "commas in words": "word,word ",
    "commas": "word, ",
    "underscores": "_a",
    "addresses": "http://a.b/",
    "spaced addresses": "http://a.b/c ",
    "mail": "a@b.",
    "names at sign": "@desk #news ",
    "numbers": "1,",
    "decimals": "1.1.",
    "money": "$1.5bn ",
    "years": "2026 ",
    "dates": "January 5 2026 ",
    "days": "Tuesday January 27 2026 ",
    "times": "10:30 ",
    "repeated word": "the ",
    "repeated words": "word word ",
    "one letter word": "a ",
    "abbreviations": "Mr. ",
    "numbered": "No. 5 ",
    # marks
    "spaces": " ",
    "tabs": "\t",
    "no-break spaces": "\u00a0",
    "spaces and stops": " .",
    "spaces and commas": " , ",
    "stops": ".",
    "spaced stops": ". . ",
    "ellipses": "…",
    "question marks": "?!",
    "quotes": '"',
    "quoted words": '"a ',
    "opening quotes": "“",
    "closing quotes": "”",
    "single quotes": "'",
    "brackets": "(",
    "closing brackets": ")",
    "square brackets": "[",
    "bracketed words": "(a ",
    "pipes": "a | ",
    "dashes": "-",
    "spaced dashes": " - ",
    "long dashes": "—",
    "stars": "*",
    "bullets": "• a ",
    "slashes": "a/",
    "colons": "a: ",
    "equals": "=",
    "braces": "{a}",
    "less than": "a<",
    "tags": "<b>",
    # lines
    "line feeds": "\n",
    "carriage returns": "\r",
    "both line ends": "\r\n",
    "spaces and line feeds": " \n",
    "odd line ends": "a\x85b\u2028c\x0bd\x0c",
    "short lines": "a\n",
    "lines without stops": "The board met on Monday\n",
    "lines of sentences": "The board met on Monday.\n",
    "paragraphs": "The board met on Monday.\n\n",
    "title lines": "The Board Agrees on a Plan\n\n",
    "wrapped lines": "the board met on Monday and then went home to think\n",
    "wrapped in hyphens": "the commit-\ntee ",
    "list items": "- item\n",
    "numbered items": "1. item\n",
    "asterisks": "* * *\n",
    "table rows": "| a | b |\n",
    "columns": "a    b    c\n",
    "code": "x = f(y);\n",
    "colon lines": "Director: Ines Marquez\n",
    "questions": "What next?\n",
    "bylines": "By Ana Bee\n",
    "datelines": "OSLO (AP) — ",
    "lines of capitals": "THE BOARD AGREES\n",
    "indented": "    a\n",
    "semicolons": "a;\n",
    # furniture
    "labels": "Advertisement\n",
    "labels in text": "Advertisement ",
    "links": "Read more: ",
    "link lines": "Read more: The board agrees\n",
    "shares": "Share Tweet Email ",
    "credits": "(Photo: AP) ",
    "stamps": "Updated 10:30 a.m. ET ",
    "pagers": "1 2 3 Next ",
    "notices": "Sign up for our newsletter. ",
    "copyright": "© 2026 The Paper. ",
    "wire codes": "^AP-Oslo,0123<",
    "wire ends": "###\n",
    "running heads": "The Paper, page 1\nthe men of the town went to see\n",
    # prose
    "prose in a line": "the men of the town went to see what was there for them ",
    "sentences in a line": "The men went to see. They found nothing there. ",
    "stray phrases": "The men went which is the home. ",
    "one sentence": "The men of the town went on Friday to see what was left of it. ",
    "headline in a sentence": "The men Council Agrees Plan After Talks went home. ",
    "numbers in lines": "3.5% 10:30 $5\n",
    # markup
    "comments": "<!--",
    "whole comments": "<!-- a -->",
    "declarations": "<!a",
    "processing": "<?a",
    "cdata": "<![CDATA[",
    "end tags": "</b>",
    "open tags": "<p",
    "attributes": "<a b='c' ",
    "open attributes": "<a b='",
    "paragraph tags": "<p>word</p>",
    "marks in tags": "<b>a</b> , ",
    "spaces in tags": "<p> </p>",
    "breaks": "a<br>",
    "list tags": "<li>a , b",
    "table tags": "<td>a , b",
    "scripts": "<script>",
    "damaged paragraphs": "<p>itâ€™s the end.The vote , taken</p>\n",
    "emphasis": "*a ",
    "strong": "**a",
    "mixed emphasis": "*_a",
    "backticks": "`",
    "backtick runs": "`a``b```c",
    "link starts": "[a](",
    "link pairs": "[a](b) , ",
    "images": "![a",
    "reference links": "[a][b]",
    "definitions": "[a]: b\n",
    "footnotes": "[^a]",
    "quotes of markdown": "> ",
    "headings of markdown": "# a , b\n",
    "underlines": "a\n=\n",
    "fences": "```\n",
    "tables of markdown": "a | b\n--|--\n1 , 2 | 3\n",
    "backslashes": "\\",
    "escapes": "\\*",
    "roles": ":a:`b` , ",
    "directives": ".. a::\n\n   b , c\n\n",
    "targets": ".. _a: b\n",
    "substitutions": "|a|",
    "literals": "``a",
    "blocks": "a::\n\n  b\n\n",
    "damaged markdown": "- itâ€™s **the end.The** vote , taken\n\n",
}

_DRAWN: Mapping[str, Callable[[random.Random], str]] = {
    "unknown words": lambda rng: _word(rng) + " ",
    "unknown names": lambda rng: _word(rng).title() + " ",
    "unknown sentences": lambda rng: _word(rng).title() + " " + _word(rng) + ". ",
    "unknown lines": lambda rng: _word(rng).title() + " of " + _word(rng).title() + "\n",
    "two words": lambda rng: rng.choice(["the ", "Board "]),
    "words and marks": lambda rng: _word(rng) + rng.choice([" ", ", ", ". ", " , ", "\n", "-"]),
    "entities and words": lambda rng: _word(rng) + rng.choice([" ", "&amp;", "&lt;", "&#8217;"]),
    "mojibake and words": lambda rng: _word(rng) + rng.choice([" ", "â€™s ", "Ã© ", "â€œ"]),
    "invisible and words": lambda rng: _word(rng) + rng.choice([" ", "\u200b", "\u00ad", "\x0b"]),
    "any ascii": lambda rng: chr(rng.randint(1, 126)),
    "any characters": lambda rng: chr(rng.randint(1, 0x2FFF)),
}

PIECES: tuple[str, ...] = tuple(_REPEATED.values())
"""The pieces that are repeated."""

FAMILIES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        **{name: _repeated(piece) for name, piece in _REPEATED.items()},
        **{name: _drawn(draw) for name, draw in _DRAWN.items()},
        "nested brackets": _nested("(", ")"),
        "nested tags": _nested("<b>", "</b>"),
        "nested lists": _nested("<ul><li>", "</li></ul>"),
        "nested strong": _nested("**a ", "**"),
        "nested links": _nested("[", "](a)"),
        "nested quotes": _nested("“a ", "”"),
    }
)
"""A text of about so many characters, by what it is made of."""
