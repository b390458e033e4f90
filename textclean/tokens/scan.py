"""The one place that cuts text into tokens and words: the hot path, since every view stands on it.

A *token* is what an editor would not break.

- A word with its apostrophes, hyphens and ampersands: `don’t`, `Zelenskyy’s`,
  `multi-billion-dollar`, `E-50`, `AT&T`, `snake_case`, `argue[d]`, `U.S.-brokered`. An apostrophe
  at a word's edge is its own token, since it cannot be distinguished from a closing quote.
- An initialism with its points: `U.S.`, `a.m.`, `Ph.D.`; an abbreviation with its point: `Jan.`,
  `Mr.`, `J.` before a capital, `No.` before a number. Elsewhere a point is the sentence's, though
  after an abbreviation it may be both; which forms are abbreviations was learned
  (`textclean.train.abbreviations`). Of `U.S...` the three points are one token.
- A number with its currency, separators, sign and unit: `$1.5bn`, `US$5`, `3.5%`, `1,000`, `-5`,
  `.5`, `3-2`, `10:30`, `1/2`, `27th`, `15-year`. Years apart by a dash are three tokens.
- An address: a URL, an e-mail address, `@handle`, `#tag`, `Amazon.com`, `report.pdf`. The marks of
  the sentence behind it are not part of it.
- A run of one and the same mark: `...`, `--`, `!!`, `___`, and the `''` of typewriters; but
  brackets and quotes are a token each, since each has its own partner.
- A symbol with whatever extends it: an emoji with its joiners and skin tone, a flag.

A combining mark belongs to the character before it, so that composed and decomposed text have the
same tokens. White space separates tokens; it makes tokens only on request.

A *word* is a token with letters or digits, cut at its hyphens, because a lost hyphen is found
between two words; without its sign, and without the point of an abbreviation, which it may have
lost. Marks are not words: they stand in the gaps between them.

There are two builds of the same scanner, one compiled and one on numpy; `BUILD` names the one in
use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textclean.source import plain
from textclean.tokens.scanner import abbreviations
from textclean.tokens.scanner.sequences import followed, groups, sequences
from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import (
    ADDRESS,
    CAPITALISED,
    CAPITALS,
    DIGITS,
    INITIAL,
    LOWER,
    MARK,
    MIXED,
    NEWLINE,
    NO_LETTERS,
    NUMBER,
    SPACE,
    SYMBOL,
    WORD,
    Offsets,
    Tokens,
    identity,
)

try:
    from textclean.tokens.scanner import compiled as _scanner

    BUILD = "compiled"
except ImportError:
    from textclean.tokens.scanner import vectors as _scanner  # type: ignore[no-redef]

    BUILD = "numpy"

__all__ = [
    "ADDRESS",
    "BUILD",
    "CAPITALISED",
    "CAPITALS",
    "DIGITS",
    "INITIAL",
    "LOWER",
    "MARK",
    "MIXED",
    "NEWLINE",
    "NO_LETTERS",
    "NUMBER",
    "SPACE",
    "SYMBOL",
    "WORD",
    "Offsets",
    "Span",
    "Tokens",
    "followed",
    "groups",
    "identities",
    "identity",
    "is_abbreviation",
    "sequences",
    "token_spans",
    "tokenize",
    "tokens",
    "unbroken_words",
    "words",
]


class Span(NamedTuple):
    """A stretch of the source: `start` to `end` in code points, `end` exclusive."""

    start: int
    end: int


def tokens(source: str, *, spaces: bool = False) -> Tokens:
    """Return the tokens of `source`.

    With `spaces`, white space makes tokens too, so that the tokens cover the whole text: each line
    end is one, and so is each run of other white space.

    >>> found = tokens("U.S. aid grew")
    >>> found.start.tolist(), found.end.tolist(), found.shape.tolist() == [CAPITALS, LOWER, LOWER]
    ([0, 5, 9], [4, 8, 13], True)
    """
    found: Tokens = _scanner.scan(source, spaces=spaces)
    return found


def words(source: str) -> Tokens:
    """Return the words of `source`: its kinds are WORD, NUMBER and ADDRESS alone."""
    found: Tokens = _scanner.scan(source, words=True)
    return found


def tokenize(source: str) -> list[str]:
    """Return the tokens of `source` as strings.

    >>> tokenize("U.S. aid of $1.5bn didn’t come, he said.")
    ['U.S.', 'aid', 'of', '$1.5bn', 'didn’t', 'come', ',', 'he', 'said', '.']
    """
    found: list[str] = _scanner.strings(plain(source))
    return found


def unbroken_words(source: str) -> list[str]:
    """Return the tokens of `source` with letters or digits in them, without abbreviations' points.

    >>> unbroken_words("Sen. Ng’s U.S.-brokered, 15-year plan (2026)")
    ['Sen', 'Ng’s', 'U.S.-brokered', '15-year', 'plan', '2026']
    """
    found: list[str] = _scanner.strings(plain(source), unbroken=True)
    return found


def token_spans(source: str) -> tuple[Offsets, Offsets]:
    """Return the starts and the ends of the tokens of `source`, in code points (int32)."""
    starts, ends = _scanner.spans(plain(source))
    return starts, ends


def identities(tokens: Sequence[str]) -> Ids:
    """Return the ids of the tokens that these strings would be (uint64), as `identity` does."""
    found: Ids = _scanner.identities(tokens)
    return found


def is_abbreviation(word: str) -> bool:
    """Whether a point after `word` in mid-line is more likely the word's own than the sentence's.

    >>> [is_abbreviation(word) for word in ("Mr", "mr", "Ill", "ill", "J", "p.m", "talks")]
    [True, False, True, False, True, True, False]
    """
    if len(word) == 1 and word.isupper():
        return word != "I"
    return abbreviations.places().get(word) == abbreviations.ANYWHERE
