"""Hostile input made up at random: mixtures of fragments, repeated, nested, cut and shuffled."""

from __future__ import annotations

import random

from benches.hostile.families import PIECES
from benches.material import clean_passages, garbled_passages

_LINE_ENDS = ("\n", "\r\n", "\r", "\n\n", " \n", "\x0b", "\x0c", "\x85", "\u2028")
_PAIRS = (
    *(("(", ")"), ("“", "”"), ('"', '"'), ("<b>", "</b>"), ("<p>", "</p>\n"), ("[[", "]]")),
    *(("**", "**"), ("`", "`"), ("[", "](a)"), ("> ", "\n"), ("<ul><li>", "</li></ul>")),
)
_PROSE = clean_passages() + garbled_passages()

# Characters of an input: most are short, so that many are tried, and some are not.
_LENGTHS = (200, 1_000, 1_000, 3_000, 8_000)


def made(seed: int) -> str:
    """Return the input that a seed stands for."""
    rng = random.Random(seed)
    length = rng.choice(_LENGTHS)
    fragments = [_fragment(rng) for _ in range(rng.randint(1, 6))]
    pieces: list[str] = []
    size = 0
    while size < length:
        pieces.append(_piece(rng, fragments))
        size += len(pieces[-1])
    return "".join(pieces)[:length]


def _piece(rng: random.Random, fragments: list[str]) -> str:
    """Return a fragment: as it is, many times over, in pairs of marks, with a line end, or cut."""
    piece = rng.choice(fragments)
    chance = rng.random()
    if chance < 0.15:
        return piece * rng.choice((2, 3, 10, 100))
    if chance < 0.25:
        opening, closing = rng.choice(_PAIRS)
        depth = rng.choice((1, 1, 2, 20))
        return opening * depth + piece + closing * depth
    if chance < 0.4:
        return piece + rng.choice(_LINE_ENDS)
    if chance < 0.45:
        return piece[: rng.randint(0, len(piece))]
    return piece


def _fragment(rng: random.Random) -> str:
    """Return a hostile piece, some prose, a long token, or any characters."""
    chance = rng.random()
    if chance < 0.6:
        return rng.choice(PIECES)
    if chance < 0.8:
        passage = rng.choice(_PROSE)
        start = rng.randrange(max(1, len(passage) - 80))
        return passage[start : start + rng.randint(5, 80)]
    if chance < 0.9:
        return "".join(rng.choices("aA1.,-'’", k=rng.choice((5, 50, 300))))
    return "".join(
        chr(rng.choice((rng.randint(0, 0x2FF), rng.randint(0, 0x1FFFF)))) for _ in "12345"
    )
