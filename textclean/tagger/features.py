"""The features of a text that the tagger reads: six small numbers for each word.

    word    a hash of the word in lower case, its digits made alike
    ending  a hash of its last three letters
    form    its case; whether the document also writes it in lower case, and how often clean prose
            does; how often the document repeats the three words around it
    bond    how clean prose joins it to the next word, with a hyphen or a space; or how many blanks
            stand between them, since a mark that became a blank leaves two
    gap     the marks that stand between it and the next word, by class
    pair    a hash of the word and the next, each with its case, a rare one by its ending alone

Words that share a bucket are rare enough not to matter (Weinberger et al., "Feature Hashing for
Large Scale Multitask Learning", 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.english import lexicon
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Tokens, is_abbreviation
from textclean.tokens.scanner import tokens
from textclean.tokens.scanner.characters import LOWER, Codes, code_points
from textclean.tokens.scanner.table import Floats, Ids, Table
from textclean.tokens.scanner.tokens import Offsets

try:
    from textclean.tagger import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

Numbers = NDArray[np.int32]

WORD_BUCKETS = 1 << 16
ENDING_BUCKETS = 1 << 12
PAIR_BUCKETS = 1 << 18

# The classes of mark in a gap. "point" is the full stop of an abbreviation.
MARKS = (
    "none",
    "comma",
    "stop",
    "question",
    "exclamation",
    "colon",
    "semicolon",
    "dash",
    "hyphen",
    "point",
    "other",
)
_MARK_CLASS = {",": 1, ".": 2, "…": 2, "?": 3, "!": 4, ":": 5, ";": 6, "—": 7, "–": 7}
_POINT = MARKS.index("point")
_STOP = MARKS.index("stop")
_HYPHEN = MARKS.index("hyphen")
_DASH = MARKS.index("dash")
_OTHER = MARKS.index("other")

# The classes that end a sentence.
STOPS = tuple(MARKS.index(mark) for mark in ("stop", "question", "exclamation"))


def members(of: Iterable[int], size: int) -> NDArray[np.bool_]:
    """Return for each number below `size` whether it is one `of` some: a table that is indexed by
    an array of numbers.
    """
    is_member = np.zeros(size, np.bool_)
    is_member[list(of)] = True
    return is_member


# A gap is its class of mark times 16, and four flags.
CLOSES = 1  # a quote or bracket closes
OPENS = 2  # a quote or bracket opens
ENDS_LINE = 4
GLUED = 8  # there is no space at all
GAPS = len(MARKS) * 16
NONE = 0  # " "
COMMA = MARKS.index("comma") * 16  # ", "
HYPHEN = MARKS.index("hyphen") * 16 + GLUED  # "-"

# A shape beside those of `scan`, under the number of one that no word has: digits and letters,
# `15th`.
_FIGURE = scan.NO_LETTERS
SHAPES = 7
# Lower bounds of the classes of a word's share of lower case in clean prose …
_SHARES = (0.0, 0.001, 0.2, 0.9)
# … and of the number of times that the document has three words.
_REPEATS = (2, 3, 5)
FORMS = SHAPES * 2 * (len(_SHARES) + 1) * (len(_REPEATS) + 1)

# Lower bounds of the classes of bond, in log odds of a hyphen; behind them stand those of blanks,
# two, three, and more.
_BONDS = (-9.0, -3.0, -1.5, -0.5, 0.5, 1.5, 3.0)
_MOST_BLANKS = 4
WIDE = len(_BONDS) + 1
BONDS = WIDE + _MOST_BLANKS - 1

# The gaps that end a sentence or a line.
_ENDS = members((gap for gap in range(GAPS) if gap >> 4 in STOPS or gap & ENDS_LINE), GAPS)

_DIGIT = pattern(r"\d")
_GAP = pattern(
    r"(?P<closing>[\"'”’»)\]]*)(?P<mark>[,.…?!:;]*)(?P<after>[\"'”’»)\]]*)(?P<rest>.*)", re.DOTALL
)
_MULTIPLIER = np.uint64(tokens.BASE)


@attrs.frozen(eq=False)
class Features:
    """The words of a text and, for each, its numbers, in arrays of int32; and its share of lower
    case in clean prose, as `lexicon.lower_shares` tells it.
    """

    words: Tokens
    word: Numbers
    ending: Numbers
    form: Numbers
    bond: Numbers
    gap: Numbers
    pair: Numbers
    share: Floats

    @cached_property
    def inputs(self) -> Numbers:
        """The numbers as the network reads them (words x 6)."""
        inputs = np.empty((len(self.word), 6), np.int32)
        columns = (self.word, self.ending, self.form, self.bond, self.gap, self.pair)
        for at, column in enumerate(columns):
            inputs[:, at] = column
        return inputs

    @cached_property
    def mark(self) -> Numbers:
        """The class of mark in the gap after each word, an index into `MARKS`."""
        return self.gap >> 4

    @cached_property
    def ends(self) -> NDArray[np.bool_]:
        """Whether a sentence or a line ends in the gap after each word."""
        ends: NDArray[np.bool_] = _ENDS[self.gap]
        return ends


@view
def features(text: Text) -> Features:
    """Return the features of `text`."""
    words = text.scanned
    alike, number = _folded(text.source, words)
    gap = _gaps(text.source, words)
    word = _bucket(alike, WORD_BUCKETS)
    if compiled:
        return _compiled(text.source, words, alike, number, word, gap)
    return _on_numpy(text.source, words, alike, number, word, gap)


def _on_numpy(
    source: str, words: Tokens, alike: Ids, number: Ids, word: Numbers, gap: Numbers
) -> Features:
    """Return the features, of which two are known."""
    ending = _endings(code_points(source), words)
    bond = _or_blanks(np.where(gap == NONE, _bonds(number), 0).astype(np.int32), gap, words)
    pair, share = _pairs(alike, ending, words.shape), lexicon.lower_shares(words.id)
    form = _forms(words, word, alike, share)
    return Features(words, word, ending, form, bond, gap, pair, share)


def _compiled(
    source: str, words: Tokens, alike: Ids, number: Ids, word: Numbers, gap: Numbers
) -> Features:
    """Return the features as `_on_numpy` does."""
    shares, odds, common = _tables()
    ending = compiled.endings(source, words.start, words.end, ENDING_BUCKETS)
    form, share = compiled.forms(
        words.kind,
        words.shape,
        words.id,
        word,
        alike,
        shares,
        WORD_BUCKETS,
        np.array(_SHARES),
        np.array(_REPEATS, np.int32),
    )
    bounds = np.array(_BONDS)
    bond = compiled.bonds(number, gap, odds, bounds, words.start, words.end, _MOST_BLANKS)
    pair = compiled.pairs(alike, ending, words.shape, common, PAIR_BUCKETS)
    return Features(words, word, ending, form, bond, gap, pair, share)


@cache
def _tables() -> tuple[compiled.Numbers, compiled.Numbers, compiled.Numbers]:
    """Return the tables of the lexicon: of shares, of bonds, and which words are common."""
    common = lexicon.common_ids()
    is_common = Table.in_order(common, np.ones(len(common), np.float32), 0.0)
    tables = (lexicon.share_table(), lexicon.bond_table(), is_common)
    shares, bonds, of_common = map(compiled.Numbers, tables)
    return shares, bonds, of_common


def _folded(source: str, words: Tokens) -> tuple[Ids, Ids]:
    """Return the ids of the words with each digit as 0, and with each number as one id."""
    alike, number = words.id.copy(), words.id.copy()
    for at in np.flatnonzero(words.kind == scan.NUMBER).tolist():
        alike[at], number[at] = _folded_number(source[words.start[at] : words.end[at]])
    return alike, number


@lru_cache(maxsize=1 << 12)
def _folded_number(word: str) -> tuple[int, int]:
    return scan.identity(_DIGIT.sub("0", word)), scan.identity(lexicon.number(word))


def _bucket(ids: Ids, buckets: int) -> Numbers:
    """Return the number of the bucket of each id, counted from 1."""
    return (ids % np.uint64(buckets - 1)).astype(np.int32) + 1


def _endings(codes: Codes, words: Tokens) -> Numbers:
    """Return a hash of the last three characters of each word."""
    lowered = LOWER[codes]
    ending = np.zeros(len(words), np.uint64)
    for back in (3, 2, 1):
        at = words.end - back
        letter = np.where(at >= words.start, lowered[np.maximum(at, words.start)], 0)
        letter[(letter >= ord("0")) & (letter <= ord("9"))] = ord("0")
        ending = (ending + letter) * _MULTIPLIER
    return _bucket(ending >> np.uint64(40), ENDING_BUCKETS)


def _forms(words: Tokens, word: Numbers, alike: Ids, shares: Floats) -> Numbers:
    """Return the class of form of each word; see the module."""
    shape = words.shape.astype(np.int32)
    shape[(words.kind == scan.NUMBER) & (words.shape != scan.DIGITS)] = _FIGURE
    is_in_lower_case = np.zeros(WORD_BUCKETS + 1, np.int32)
    is_in_lower_case[word[words.shape == scan.LOWER]] = 1
    share = np.digitize(shares, _SHARES)
    form = (shape * 2 + is_in_lower_case[word]) * (len(_SHARES) + 1) + share
    return (form * (len(_REPEATS) + 1) + _repeats(alike)).astype(np.int32)


def _repeats(words: Ids) -> Numbers:
    """Return for each word how often the text has the three words around it, by class."""
    repeats = np.zeros(len(words), np.int32)
    if len(words) < 3:
        return repeats
    triples = scan.sequences(words, 3)
    places, _, counts = scan.groups(triples)
    level = np.empty(len(triples), np.int32)
    level[places] = np.repeat(np.digitize(counts, _REPEATS), counts)
    for offset in range(3):
        inner = repeats[offset : offset + len(level)]
        np.maximum(inner, level, out=inner)
    return repeats


def _bonds(words: Ids) -> Numbers:
    """Return the class of the bond of each word to the next; 0 where it is unknown."""
    level = np.digitize(lexicon.bonds(scan.followed(words[:-1], words[1:])), _BONDS)
    return np.append(level, 0).astype(np.int32)[: len(words)]


def _or_blanks(bond: Numbers, gap: Numbers, words: Tokens) -> Numbers:
    """Put how many blanks there are in the place of the bonds over several."""
    blanks = words.start[1:] - words.end[:-1]
    wide = np.flatnonzero((blanks > 1) & (gap[:-1] == NONE))
    bond[wide] = WIDE + np.minimum(blanks[wide], _MOST_BLANKS) - 2
    return bond


def _pairs(alike: Ids, ending: Numbers, shape: NDArray[np.uint8]) -> Numbers:
    """Return a hash of each word and the next; 0 after the last."""
    rare = ending.astype(np.uint64)
    known = np.where(lexicon.are_common(alike), alike, rare) * np.uint64(8) + shape
    pair = np.zeros(len(known), np.int32)
    # The last bits of a product depend on those of its factors alone, so the first are taken.
    followed = scan.followed(known[:-1], known[1:]) * _MULTIPLIER >> np.uint64(24)
    pair[:-1] = _bucket(followed, PAIR_BUCKETS)
    return pair


def _gaps(source: str, words: Tokens) -> Numbers:
    """Return the class of the gap after each word; most of them are one space."""
    if compiled:
        return compiled.gaps(source, words.start, words.end, gap_class, is_abbreviation)
    gaps = np.zeros(len(words), np.int32)
    starts = np.append(words.start[1:], len(source))[: len(words)]
    wide = np.flatnonzero(_wide_gaps(code_points(source), words.end, starts))
    found = []
    places = (column[wide].tolist() for column in (words.start, words.end, starts))
    for first, last, following in zip(*places, strict=True):
        gap = source[last:following]
        follows_abbreviation = gap[:1] == "." and is_abbreviation(source[first:last])
        found.append(gap_class(gap, follows_abbreviation))
    gaps[wide] = found
    return gaps


def _wide_gaps(codes: Codes, ends: Offsets, starts: Offsets) -> NDArray[np.bool_]:
    """Return whether more or less than one space stands behind each word."""
    is_space = starts - ends == 1
    is_space[is_space] = codes[ends[is_space]] == ord(" ")
    is_wide: NDArray[np.bool_] = ~is_space
    return is_wide


@lru_cache(maxsize=1 << 14)
def gap_class(gap: str, after_abbreviation: bool = False) -> int:
    """Return the class of a gap: its mark and its bits.

    >>> [MARKS[gap_class(gap) >> 4] for gap in (" ", ", ", ".” ", "-", " — ", "\\n")]
    ['none', 'comma', 'stop', 'hyphen', 'dash', 'none']
    """
    match = _GAP.fullmatch(gap)
    assert match
    rest = match["rest"]
    marks = match["mark"]
    if gap == "-":
        mark = _HYPHEN
    elif marks:
        mark = _MARK_CLASS[marks[-1]]
        if mark == _STOP and after_abbreviation and marks == "." and "\n" not in gap:
            mark = _POINT
    elif any(dash in rest for dash in ("—", "–", "--", " - ")):
        mark = _DASH
    else:
        mark = 0 if re.fullmatch(r"[\s\"'“”‘’«»()\[\]]*", rest) else _OTHER
    bits = CLOSES * bool(match["closing"] or match["after"])
    bits += OPENS * bool(re.search(r"[\"'“‘«(\[]", rest))
    bits += ENDS_LINE * ("\n" in gap or "\r" in gap)
    bits += GLUED * (not any(c.isspace() for c in gap))
    return mark * 16 + bits
