"""`Tokens`, what a scan returns; the kinds and the shapes of tokens; their ids."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.characters import lower

Offsets = NDArray[np.int32]  # of characters, in code points
Indices = NDArray[np.intp]  # of tokens, words, rows: of whatever an array holds

# Kinds.
WORD, NUMBER, ADDRESS, MARK, SYMBOL, SPACE, NEWLINE = range(7)

# Shapes. Letters without case count as lower case.
NO_LETTERS, LOWER, CAPITALISED, CAPITALS, MIXED, INITIAL, DIGITS = range(7)

# An id is a polynomial in the code points, each in lower case and plus one, modulo 2 ** 64, whose
# bits are then mixed (the multiplier and the shifts are those of MurmurHash3). Both builds can work
# it out in one pass: `vectors` from running sums, `compiled` as it goes.
BASE = 0x9E3779B97F4A7C15
MIXER = 0xFF51AFD7ED558CCD
_MASK = (1 << 64) - 1


@attrs.frozen(eq=False)
class Tokens:
    """The tokens of a text, in order, in parallel arrays.

    `start` and `end` (int32) are offsets in code points, `kind` and `shape` (uint8) as named in
    `tokens.scan`, and `id` (uint64) is a hash of the token in lower case, the same in every
    run and on every machine.
    """

    start: Offsets
    end: Offsets
    kind: NDArray[np.uint8]
    shape: NDArray[np.uint8]
    id: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.start)


def identity(token: str) -> int:
    """Return the id of a token with this text.

    >>> identity("Kyiv") == identity("KYIV") != identity("Lviv")
    True
    """
    polynomial, power = 0, 1
    for character in token:
        polynomial += (lower(ord(character)) + 1) * power
        power = power * BASE & _MASK
    polynomial &= _MASK
    mixed = (polynomial ^ polynomial >> 33) * MIXER & _MASK
    return mixed ^ mixed >> 33
