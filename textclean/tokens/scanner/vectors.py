"""The scanner on numpy: a block of text at a time, one rule after another.

Most boundaries follow from the classes of the two characters on either side. Marks are few; for
each a rule decides, from the characters around it, whether the mark joins the one before it, the
one after it, both or neither. `compiled` has the same rules under the same names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.tokens.pattern import pattern
from textclean.tokens.scanner import abbreviations, tokens
from textclean.tokens.scanner import characters as char
from textclean.tokens.scanner.abbreviations import ANYWHERE, BEFORE_NUMBER, LONGEST
from textclean.tokens.scanner.addresses import unbroken
from textclean.tokens.scanner.characters import Codes
from textclean.tokens.scanner.tokens import Indices, Offsets, Tokens

Flags = NDArray[np.bool_]
Number = TypeVar("Number", np.int64, np.uint64)
Columns = tuple[NDArray[Any], ...]

# Characters that are processed together. A block is cut where no rule looks across: before white
# space that follows no point ("J. Smith", "No. 10").
BLOCK = 1 << 17
_CUT = pattern(r"(?<=[^\s.])\s")

# White space, in characters, that is put around a block, so that no rule looks past its ends.
_BEFORE = LONGEST + 2
_AFTER = 3

_ASCII = bytes(char.CLASS[:128].tolist()).ljust(256, b"\0")
_CLASSES = char.REGIONAL + 1

_RUNS = np.zeros(_CLASSES, np.bool_)
_RUNS[[char.RUN_MARK, char.RUN_SYMBOL, char.POINT]] = True
_RUNS[[char.HYPHEN, char.UNDERSCORE, char.APOSTROPHE]] = True

_KINDS = np.full(_CLASSES, tokens.MARK, np.uint8)
_KINDS[[char.LOWER_CASE, char.UPPER_CASE, char.CASELESS]] = tokens.WORD
_KINDS[char.DIGIT] = tokens.NUMBER
_KINDS[[char.CURRENCY, char.SIGN, char.RUN_SYMBOL, char.SYMBOL, char.REGIONAL]] = tokens.SYMBOL
_KINDS[char.SPACE] = tokens.SPACE
_KINDS[char.NEWLINE] = tokens.NEWLINE

# The marks that may begin a number.
_STARTS_NUMBER = np.zeros(_CLASSES, np.bool_)
_STARTS_NUMBER[[char.CURRENCY, char.SIGN, char.POINT, char.HYPHEN]] = True

# Three counts in one number: letters in upper case, other letters, digits.
_COUNTS = np.zeros(_CLASSES, np.int64)
_COUNTS[char.UPPER_CASE] = 1
_COUNTS[[char.LOWER_CASE, char.CASELESS]] = 1 << 21
_COUNTS[char.DIGIT] = 1 << 42
_COUNT = (1 << 21) - 1


def scan(source: str, *, words: bool = False, spaces: bool = False) -> Tokens:
    """Return the tokens of `source`, or its words; see `textclean.tokens.scan`."""
    parts = [_described(block, words, spaces) for block in _blocks(source, words)]
    return Tokens(*_joined(parts, (np.int32, np.int32, np.uint8, np.uint8, np.uint64)))


def spans(source: str) -> tuple[Offsets, Offsets]:
    """Return the starts and the ends of the tokens of `source`."""
    parts: list[Columns] = []
    for block in _blocks(source):
        start, end = _spans(block, spaces=False)
        parts.append((start + block.offset, end + block.offset))
    starts, ends = _joined(parts, (np.int32, np.int32))
    return starts, ends


def strings(source: str, *, unbroken: bool = False) -> list[str]:
    """Return the tokens of `source` as strings, or its `unbroken` words."""
    starts, ends = spans(source)
    found = [source[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    if not unbroken:
        return found
    return [
        token[:-1] if token[-1] == "." and "." not in token[:-1] else token
        for token in found
        if token.isalnum() or any(map(str.isalnum, token))
    ]


def identities(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the ids of the tokens that these strings would be; see `tokens.identity`."""
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    end = np.cumsum(lengths)
    codes, _ = _characters("".join(words))
    return _identities(codes, end - lengths, end)


def _joined(parts: list[Columns], types: tuple[type, ...]) -> Iterator[NDArray[Any]]:
    """Yield each column of the parts as one array."""
    for column, kind in enumerate(types):
        pieces = [part[column] for part in parts]
        yield np.concatenate(pieces, dtype=kind) if pieces else np.zeros(0, kind)


@attrs.frozen(eq=False)
class _Block:
    """A piece of a text, and whether each of its characters joins the one before it.

    `raw` are the classes of the characters; in `classes` those that extend another have its class,
    and white space stands around them. `joins` has one entry more than there are characters.
    """

    offset: int
    source: str
    codes: Codes
    raw: NDArray[np.uint8]
    classes: NDArray[np.uint8]
    joins: Flags
    addresses: list[int]

    def at(self, places: Indices) -> NDArray[np.uint8]:
        """Return the classes at these indices, which may lie a little outside the block."""
        return self.classes[places + _BEFORE]

    def join(self, places: Indices, *, before: bool = False, after: bool = False) -> None:
        """Join the characters at these indices to the one before, or the one after."""
        if before:
            self.joins[places] = True
        if after:
            self.joins[places + 1] = True


def _blocks(source: str, words: bool = False) -> Iterator[_Block]:
    """Yield the blocks of a text with their joins."""
    start = 0
    while start < len(source):
        cut = _CUT.search(source, start + BLOCK)
        end = cut.start() if cut else len(source)
        yield _block(source[start:end], start, words)
        start = end


def _characters(source: str) -> tuple[Codes, NDArray[np.uint8]]:
    """Return the code points of a text and their classes."""
    codes = char.code_points(source)
    if codes.dtype == np.uint8:
        return codes, np.frombuffer(codes.tobytes().translate(_ASCII), np.uint8)
    raw = char.CLASS[codes]
    if not raw.all():
        for page in np.unique(codes[raw == char.UNKNOWN] // char.PAGE):
            char.fill(int(page))
        raw = char.CLASS[codes]
    return codes, raw


def _block(source: str, offset: int, words: bool) -> _Block:
    """Return a block and find its joins."""
    codes, raw = _characters(source)
    classes = np.full(len(raw) + _BEFORE + _AFTER, char.SPACE, np.uint8)
    classes[_BEFORE:-_AFTER] = raw
    joins = np.zeros(len(raw) + 1, np.bool_)
    block = _Block(offset, source, codes, raw, classes, joins, [])
    inner = classes[_BEFORE:-_AFTER]
    if inner.max() >= char.EXTEND:
        _extend(block, inner)
    is_word = _is_word(inner)
    joins[1:-1] |= is_word[1:] & is_word[:-1]
    marks = np.flatnonzero(inner > char.DIGIT)
    of = inner[marks]
    for character_class, rule in _RULES.items():
        if len(places := marks[of == character_class]):
            rule(block, places, words)
    _runs(block, marks[_RUNS[of]])
    _unbroken(block, marks, of)
    return block


def _extend(block: _Block, classes: NDArray[np.uint8]) -> None:
    """Join what extends a character to it, and give it that character's class."""
    extends = (classes == char.EXTEND) | (classes == char.GLUE)
    follows_space = np.concatenate([[True], classes[:-1] <= char.NEWLINE])
    alone = extends & follows_space
    classes[alone] = char.SYMBOL
    extends &= ~alone
    block.joins[:-1] |= extends
    bases = np.maximum.accumulate(np.where(extends, 0, np.arange(len(classes))))
    classes[:] = classes[bases]
    glues = np.flatnonzero(block.raw[:-1] == char.GLUE)
    is_symbol = classes == char.SYMBOL
    block.join(glues[is_symbol[glues] & is_symbol[glues + 1]], after=True)
    regional = np.flatnonzero(block.raw == char.REGIONAL)
    if len(regional):
        starts = np.diff(regional, prepend=-2) > 1
        first = np.maximum.accumulate(np.where(starts, regional, 0))
        block.join(regional[(regional - first) % 2 == 1], before=True)


def _is_word(classes: NDArray[np.uint8]) -> Flags:
    """Whether these are letters and digits."""
    flags: Flags = classes - np.uint8(char.LOWER_CASE) <= char.DIGIT - char.LOWER_CASE
    return flags


def _is_letter(classes: NDArray[np.uint8]) -> Flags:
    flags: Flags = classes - np.uint8(char.LOWER_CASE) <= char.CASELESS - char.LOWER_CASE
    return flags


def _between_words(block: _Block, places: Indices, words: bool) -> None:
    """don’t, snake_case"""
    inner = places[_is_word(block.at(places - 1)) & _is_word(block.at(places + 1))]
    block.join(inner, before=True, after=True)


def _hyphens(block: _Block, places: Indices, words: bool) -> None:
    """multi-billion-dollar, U.S.-brokered, 50%-owned; -5, -$5"""
    if words:
        return
    before, after = block.at(places - 1), block.at(places + 1)
    joined = block.joins[places - 1] & _is_letter(block.at(places - 2))
    follows = _is_word(before) | (before == char.PERCENT) | ((before == char.POINT) & joined)
    block.join(places[follows & _is_word(after)], before=True, after=True)
    _signs(block, places, words)


def _signs(block: _Block, places: Indices, words: bool) -> None:
    """-5, +3, -$5"""
    if words:
        return
    after = block.at(places + 1)
    number = (after == char.DIGIT) | (
        (after == char.CURRENCY) & (block.at(places + 2) == char.DIGIT)
    )
    block.join(places[number & (block.at(places - 1) <= char.NEWLINE)], after=True)


def _separators(block: _Block, places: Indices, words: bool) -> None:
    """1,000, 10:30, 1/2"""
    digits = (block.at(places - 1) == char.DIGIT) & (block.at(places + 1) == char.DIGIT)
    block.join(places[digits], before=True, after=True)


def _ampersands(block: _Block, places: Indices, words: bool) -> None:
    """AT&T"""
    capitals = (block.at(places - 1) == char.UPPER_CASE) & (block.at(places + 1) == char.UPPER_CASE)
    block.join(places[capitals], before=True, after=True)


def _currencies(block: _Block, places: Indices, words: bool) -> None:
    """$5, $.50, US$5, 5€"""
    before, after = block.at(places - 1), block.at(places + 1)
    digit = after == char.DIGIT
    block.join(places[digit], after=True)
    block.join(places[(before == char.DIGIT) | (before == char.UPPER_CASE) & digit], before=True)


def _percents(block: _Block, places: Indices, words: bool) -> None:
    """5%"""
    block.join(places[block.at(places - 1) == char.DIGIT], before=True)


def _points(block: _Block, places: Indices, words: bool) -> None:
    """3.5, .5, U.S., Jan."""
    _separators(block, places, words)
    before, after = block.at(places - 1), block.at(places + 1)
    opens = (before <= char.NEWLINE) | (before == char.SINGLE) | (before == char.BRACKET)
    block.join(places[opens & (after == char.DIGIT)], after=True)
    amount = places[(before == char.CURRENCY) & (after == char.DIGIT)]
    block.join(amount, before=True, after=True)
    follows_letter = _is_letter(before) & (after != char.POINT)
    places, after = places[follows_letter], after[follows_letter]
    single = ~_is_word(block.at(places - 2))
    inner = single & _is_letter(after) & ~_is_word(block.at(places + 2))
    block.join(places[inner], before=True, after=True)
    initials = (
        (block.at(places - 2) == char.POINT)
        & _is_letter(block.at(places - 3))
        & ~_is_word(block.at(places - 4))
    )
    block.join(places[initials & ~_is_word(after)], before=True)
    if not words:
        ends_word = ~_is_letter(after)
        _abbreviations(block, places[ends_word & ~initials], after[ends_word & ~initials])


def _abbreviations(block: _Block, places: Indices, after: NDArray[np.uint8]) -> None:
    """Jan., Mr., No. 10, J. Smith"""
    length = np.zeros(len(places), np.intp)
    is_letter = np.ones(len(places), np.bool_)
    for back in range(1, LONGEST + 2):
        is_letter &= _is_letter(block.at(places - back))
        length += is_letter
    whole = (length <= LONGEST) & ~_is_word(block.at(places - length - 1))
    places, length, after = places[whole], length[whole], after[whole]
    starts = (places - length).tolist()
    known = abbreviations.places()
    taken = np.fromiter(
        (
            known.get(block.source[start:end], 0)
            for start, end in zip(starts, places.tolist(), strict=True)
        ),
        np.uint8,
        len(places),
    )
    beyond = block.at(places + 2)
    number = (after == char.DIGIT) | ((after <= char.NEWLINE) & (beyond == char.DIGIT))
    is_initial = (length == 1) & (block.at(places - 1) == char.UPPER_CASE)
    is_initial &= block.codes[places - 1] != ord("I")
    is_initial &= (after == char.SPACE) & (beyond == char.UPPER_CASE)
    joins = (taken == ANYWHERE) | ((taken == BEFORE_NUMBER) & number) | is_initial
    block.join(places[joins], before=True)


_RULES = {
    char.APOSTROPHE: _between_words,
    char.UNDERSCORE: _between_words,
    char.POINT: _points,
    char.HYPHEN: _hyphens,
    char.SIGN: _signs,
    char.SEPARATOR: _separators,
    char.AMPERSAND: _ampersands,
    char.CURRENCY: _currencies,
    char.PERCENT: _percents,
}


def _runs(block: _Block, marks: Indices) -> None:
    """Join a mark to the same mark before it: "...", "--", "!!"."""
    marks = marks[marks > 0]
    block.join(marks[block.codes[marks] == block.codes[marks - 1]], before=True)


def _unbroken(block: _Block, marks: Indices, of: NDArray[np.uint8]) -> None:
    """Set the joins of the addresses and the like, in the chunks that a mark points to."""
    before, after = block.at(marks - 1), block.at(marks + 1)
    inner_point = (of == char.POINT) & _is_word(before) & _is_letter(after) & ~block.joins[marks]
    scheme = (of == char.SEPARATOR) & _is_word(before) & (after == char.SEPARATOR)
    asks = marks[(of >= char.AT) & (of <= char.BRACKET) | inner_point | scheme]
    if not len(asks):
        return
    spaces = np.flatnonzero(block.classes[_BEFORE - 1 :] <= char.NEWLINE) - 1
    done = 0
    for place in asks.tolist():
        if place < done:
            continue
        next_space = np.searchsorted(spaces, place)
        chunk, done = int(spaces[next_space - 1]) + 1, int(spaces[next_space])
        for start, end, is_address in unbroken(block.source[chunk:done]):
            block.joins[[chunk + start, chunk + end]] = False
            block.joins[chunk + start + 1 : chunk + end] = True
            if is_address:
                block.addresses.append(chunk + start)


def _spans(block: _Block, spaces: bool) -> tuple[Indices, Indices]:
    """Return the starts and the ends of the tokens of a block."""
    classes, joins = block.classes[_BEFORE:-_AFTER], block.joins
    if spaces:
        is_space = classes == char.SPACE
        joins[1:-1] |= is_space[1:] & is_space[:-1]
        returns = np.flatnonzero(block.codes[:-1] == ord("\r"))
        joins[returns + 1] |= block.codes[returns + 1] == ord("\n")
        return np.flatnonzero(~joins[:-1]), np.flatnonzero(~joins[1:]) + 1
    visible = classes > char.NEWLINE
    return np.flatnonzero(visible & ~joins[:-1]), np.flatnonzero(visible & ~joins[1:]) + 1


def _described(block: _Block, words: bool, spaces: bool) -> Columns:
    """Return the columns of `Tokens` for a block."""
    start, end = _spans(block, spaces)
    counts = _running(_COUNTS[block.raw])
    count = counts[end] - counts[start]
    upper, other, digits = count & _COUNT, count >> 21 & _COUNT, count >> 42
    first = block.at(start)
    kind = _KINDS[first]
    is_mark = (kind == tokens.MARK) | (kind == tokens.SYMBOL)
    kind[is_mark & (upper + other > 0)] = tokens.WORD
    kind[is_mark & (digits > 0)] = tokens.NUMBER
    kind[np.searchsorted(start, block.addresses)] = tokens.ADDRESS
    shape = np.full(len(start), tokens.MIXED, np.uint8)
    shape[(upper == 1) & (first == char.UPPER_CASE)] = tokens.CAPITALISED
    shape[other == 0] = tokens.CAPITALS
    shape[(upper == 1) & (other + digits == 0)] = tokens.INITIAL
    shape[upper == 0] = tokens.LOWER
    shape[(upper + other == 0) & (digits > 0)] = tokens.DIGITS
    shape[upper + other + digits == 0] = tokens.NO_LETTERS
    columns = (
        start + block.offset,
        end + block.offset,
        kind,
        shape,
        _identities(block.codes, start, end),
    )
    if not words:
        return columns
    is_word = kind <= tokens.ADDRESS
    return tuple(column[is_word] for column in columns)


def _running(values: NDArray[Number]) -> NDArray[Number]:
    """Return the sums of the values before each, and of all."""
    return np.concatenate([np.zeros(1, values.dtype), np.cumsum(values, dtype=values.dtype)])


def _identities(codes: Codes, start: Indices, end: Indices) -> NDArray[np.uint64]:
    """Return the ids of the tokens; see `tokens.identity`."""
    powers, inverses = _powers(len(codes) + 1)
    sums = _running((char.LOWER[codes] + np.uint64(1)) * powers[:-1])
    polynomial = (sums[end] - sums[start]) * inverses[start]
    mixed = (polynomial ^ polynomial >> np.uint64(33)) * np.uint64(tokens.MIXER)
    ids: NDArray[np.uint64] = mixed ^ mixed >> np.uint64(33)
    return ids


@lru_cache(maxsize=1)
def _powers_up_to(bits: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the powers of the base and of its inverse modulo 2 ** 64, `2 ** bits` of each."""
    both = []
    for base in (tokens.BASE, pow(tokens.BASE, -1, 1 << 64)):
        factors = np.full(1 << bits, base, np.uint64)
        factors[0] = 1
        both.append(np.cumprod(factors))
    return both[0], both[1]


def _powers(length: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the first `length` powers of the base and of its inverse."""
    powers, inverses = _powers_up_to(length.bit_length())
    return powers[:length], inverses[:length]
