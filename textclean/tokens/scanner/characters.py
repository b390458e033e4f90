"""The class of each character, as the scanner distinguishes them.

`CLASS` and `LOWER` have an entry for each code point, and are filled by pages of 256 when a text
first has a character of the page: all of Unicode would take longer than most texts.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8] | NDArray[np.uint32]

UNKNOWN = 0  # its page is not filled yet
SPACE = 1
NEWLINE = 2
LOWER_CASE = 3
UPPER_CASE = 4
CASELESS = 5
DIGIT = 6
APOSTROPHE = 7
HYPHEN = 8
POINT = 9
SEPARATOR = 10  # of a number's digits
UNDERSCORE = 11
AMPERSAND = 12
CURRENCY = 13
PERCENT = 14
SIGN = 15
RUN_MARK = 16  # marks that are one token when they come in a row: "!!", "—"
RUN_SYMBOL = 17
SINGLE = 18  # brackets and quotes, each a token of its own
SYMBOL = 19
AT = 20
HASH = 21
BRACKET = 22
EXTEND = 23  # belongs to the character before it: combining marks, soft hyphens, skin tones
GLUE = 24  # the zero width joiner, which also takes hold of a symbol after it
REGIONAL = 25  # two of these are a flag

PAGE = 256
CLASS = np.zeros(0x110000, np.uint8)
LOWER = np.zeros(0x110000, np.uint32)

_BY_CHARACTER = {
    **dict.fromkeys("\n\r", NEWLINE),
    **dict.fromkeys("'’\N{FULLWIDTH APOSTROPHE}", APOSTROPHE),
    **dict.fromkeys("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}", HYPHEN),
    ".": POINT,
    **dict.fromkeys(",:/", SEPARATOR),
    "_": UNDERSCORE,
    "&": AMPERSAND,
    **dict.fromkeys("%‰°′″", PERCENT),
    **dict.fromkeys("+\N{MINUS SIGN}", SIGN),
    "`": RUN_MARK,  # a typewriter's opening quotes: ``
    '"': SINGLE,
    "@": AT,
    "#": HASH,
    "[": BRACKET,
    "\N{ZERO WIDTH JOINER}": GLUE,
    **dict.fromkeys("\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}", EXTEND),
}
_RANGES = {
    range(0x1F1E6, 0x1F200): REGIONAL,
    range(0x1F3FB, 0x1F400): EXTEND,  # skin tones
    range(0xE0020, 0xE0080): EXTEND,  # tags, which spell the flag of a part of a country
}
_BY_CATEGORY = {
    "Ll": LOWER_CASE,
    "Lu": UPPER_CASE,
    "Lt": UPPER_CASE,
    "Lo": CASELESS,
    "Lm": CASELESS,
    "Nd": DIGIT,
    "Nl": DIGIT,
    "No": DIGIT,
    "Mn": EXTEND,
    "Mc": EXTEND,
    "Me": EXTEND,
    "Sc": CURRENCY,
    "Sm": RUN_SYMBOL,
    "Sk": RUN_SYMBOL,
    "Pc": RUN_MARK,
    "Pd": RUN_MARK,
    "Po": RUN_MARK,
    "Ps": SINGLE,
    "Pe": SINGLE,
    "Pi": SINGLE,
    "Pf": SINGLE,
}


def fill(page: int) -> None:
    """Fill the entries of the code points from `page * PAGE` on."""
    for code in range(page * PAGE, (page + 1) * PAGE):
        CLASS[code] = _class(code)
        LOWER[code] = lower(code)


def lower(code: int) -> int:
    """Return the code point in lower case; where that is several code points, the first."""
    return ord(chr(code).lower()[0])


def code_points(source: str) -> Codes:
    """Return the code points of a text: as bytes where it is ASCII, else as uint32."""
    if source.isascii():
        return np.frombuffer(source.encode(), np.uint8)
    return np.frombuffer(source.encode("utf-32-le", "surrogatepass"), np.uint32)


def _class(code: int) -> int:
    """Return the class of a code point."""
    character = chr(code)
    if character in _BY_CHARACTER:
        return _BY_CHARACTER[character]
    if character.isspace():
        return SPACE
    for codes, character_class in _RANGES.items():
        if code in codes:
            return character_class
    return _BY_CATEGORY.get(unicodedata.category(character), SYMBOL)


fill(0)
