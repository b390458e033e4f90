"""Text of others on a terminal: no character of it moves the cursor, or sets colours or titles."""

from __future__ import annotations

import json

from textclean.tokens.pattern import pattern

_LINE_END = pattern(r"(\r?\n)")


def one_line(text: str) -> str:
    r"""Return a text with all that cannot be seen, or would break the line, as escapes.

    >>> print(one_line("caf\xe9\x1b[31m.txt\n"))
    café\x1b[31m.txt\n
    """
    return text if text.isprintable() else "".join(map(_escaped, text))


def lines(text: str) -> str:
    r"""Return a text of several lines as `one_line` returns each; tabs and line ends stay.

    >>> lines("a\tb\x07\r\n")
    'a\tb\\x07\r\n'
    """
    pieces = _LINE_END.split(text)
    pieces[::2] = ["\t".join(map(one_line, piece.split("\t"))) for piece in pieces[::2]]
    return "".join(pieces)


def in_json(written: str) -> str:
    r"""Return JSON with what cannot be seen as escapes; `json` leaves that from DEL on as it is.

    >>> print(in_json('{"old": "caf\xe9\x9b31m"}'))
    {"old": "café\u009b31m"}
    """
    if written.isprintable():
        return written
    return "".join(
        character if character.isprintable() or character == "\n" else json.dumps(character)[1:-1]
        for character in written
    )


def _escaped(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]
