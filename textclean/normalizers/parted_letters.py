"""Letters that stand apart from their word: drop caps, and words set letter by letter."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import accumulate

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.evidence.confidence import LIKELY, SURE
from textclean.layout import blocks
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens import scan
from textclean.tokens.pattern import pattern

# A capital on a line of its own, and a line that goes on in the middle of a word.
_ON_A_LINE = pattern(
    r"^[ \t]*[“\"‘']?(?P<letter>[A-Z])(?P<gap>[ \t]*(?:\r\n|\r|\n)\s*)"
    r"(?P<rest>[a-z]+|[A-Z]+)(?=[\s,;.’'-])",
    re.MULTILINE,
)
# A capital before its word, where a sentence begins.
_BEFORE_WORD = pattern(r"(?P<letter>[A-Z])(?P<gap> )(?P<rest>[a-z]+|[A-Z]{2,})(?=[\s,;.’'-])")
_SENTENCE_BEGINS = pattern(r"(?:\A|[\r\n]|[.!?][”\"’']? )[ \t]*[“\"‘']?\Z")
# Letters with a space between each and the next; a wider one, if any, parts the words.
_LETTERS = pattern(r"(?<![^\s“\"‘'(])[A-Za-z](?: +[A-Za-z]){3,}(?![^\s”\"’'),.:;!?])")
# A word of one letter begins each of these, one of which is in whatever `_ON_A_LINE` and `_LETTERS`
# find.
_LINE_OF_ONE = pattern(r"[A-Z][ \t]*[\r\n]")
_AMONG_LETTERS = pattern(r"[A-Za-z](?<= .) +[A-Za-z](?!\w)")
_WIDE_GAP = pattern(" {2,}")

# Letters that are words by themselves: "A man", "I saw", "O lord".
_WORDS = frozenset("AIO")
# Words after a letter that means something: "E mail", "X rays", "T shirts".
_LETTERED = frozenset("mail mails book books rays ray shirt shirts turn turns".split())  # noqa: SIM905
# "S and P", "B or C": two letters with a word between.
_PAIRING = frozenset(["and", "or"])

_COMMON = 20  # times in clean prose
# Behind "A" the rest may be a rare word of its own: "A symmetric". Few words with a- are as common.
_COMMON_BEHIND_A = 500  # times in clean prose
_SPACED_LETTERS = 5  # letters at least; "N A T O" and "N E W S" have four
_MOST_LETTERS = 80  # no line has more
_LEAST_LOWER = 0.5  # share of the times that a word stands in small letters: initialisms do not
_CORPUS = 27_000_000  # words that the lexicon was counted in
_SHORT = frozenset("of the and in to for by on at".split())  # noqa: SIM905
_LONGEST_WORD = 20  # letters

_NOT_TEXT = frozenset([blocks.TABLE, blocks.CODE, blocks.ADDRESS, blocks.LIST_ITEM])


@normalizer("spaces", english=True)
def parted_letters(text: Text) -> Iterator[Edit]:
    """Join to their words the letters that a layout set apart: drop caps, letter-spaced words.

    What it mends
        The large first letter of a chapter on a line of its own, or with a space after it (`T he
        whistle blew`, `S now closed the pass`). Words with a space after each letter
        (`A n n u a l  R e p o r t`).

    What it asks for
        A letter that is no word by itself, where a paragraph or sentence begins, and a word of
        clean prose when it is joined. `A`, `I` and `O` must leave behind them what is no word, and
        make a common one. Of letter-spaced words: five letters or more, and ordinary words of clean
        prose in them.

    What it leaves
        Letters that mean something (`E coli`, `Plan B`), initials and initialisms, grades, keys
        of lists and of glossaries, tables.

    Example
        >>> from textclean.edit import apply
        >>> source = "S now closed the pass. F our buses had to turn back."
        >>> apply(source, parted_letters(Text(source)))
        'Snow closed the pass. Four buses had to turn back.'
    """
    source, alone = text.source, _letters_alone(text.scanned)
    has_line = any(_LINE_OF_ONE.match(source, at) for at in alone)
    for first in _ON_A_LINE.finditer(source) if has_line else ():
        if _begins(first) and text.block_at(first.start("rest")).kind == blocks.PARAGRAPH:
            why = "the first letter stands on a line of its own"
            yield Edit.delete(*first.span("gap"), confidence=SURE, why=why)
    has_run = any(_AMONG_LETTERS.match(source, at) for at in alone)
    runs = list(_LETTERS.finditer(source)) if has_run else []
    within = {letters.start() for letters in runs}
    before_words = (_BEFORE_WORD.match(source, at) for at in alone)
    for first in filter(None, before_words):
        at = first.start("letter")
        begins_sentence = _SENTENCE_BEGINS.search(source[max(0, at - 4) : at])
        if not begins_sentence or at in within or not _begins(first):
            continue
        if text.block_at(at).kind not in _NOT_TEXT:
            confidence = LIKELY if lexicon.count(first["rest"]) else SURE
            why = "the first letter stands apart from its word"
            yield Edit.delete(*first.span("gap"), confidence=confidence, why=why)
    for letters in runs:
        if text.block_at(letters.start()).kind not in _NOT_TEXT:
            yield from _closed_up(letters)


def _letters_alone(words: scan.Tokens) -> list[int]:
    """Return the offsets of the words of one letter."""
    is_letter = (words.end - words.start == 1) & (words.kind == scan.WORD)
    alone: list[int] = words.start[is_letter].tolist()
    return alone


def _begins(first: re.Match[str]) -> bool:
    """Whether a letter begins the word after it, which clean prose has, and is none by itself."""
    letter, rest = first["letter"], first["rest"]
    count = lexicon.count(letter + rest)
    if count < _COMMON or rest in _LETTERED or rest in _PAIRING:
        return False
    # "T o the north", "I t took"; but not "S s".
    if len(rest) == 1:
        return (letter + rest).lower() in FUNCTION_WORDS
    # "US DA", but also "C to change the comment", where "CTO" is no ordinary word, and "to" is.
    may_stand_alone = rest.isupper() or rest in FUNCTION_WORDS
    if may_stand_alone and lexicon.lower_share(letter + rest) < _LEAST_LOWER:
        return False
    return letter not in _WORDS or (count >= _COMMON_BEHIND_A and not lexicon.count(rest))


def _closed_up(letters: re.Match[str]) -> Iterator[Edit]:
    """Yield the edits that join letters to words."""
    run = letters.group()
    if not _SPACED_LETTERS <= sum(map(str.isalpha, run)) <= _MOST_LETTERS:
        return
    parts = _WIDE_GAP.split(run) if _WIDE_GAP.search(run) else [run]
    words = [word for part in parts for word in _words(part.replace(" ", ""))]
    if not words:
        return
    for gap in _gaps(run, words):
        start, end = letters.start() + gap[0], letters.start() + gap[1]
        yield Edit.delete(start, end, confidence=LIKELY, why="a word was set letter by letter")


def _gaps(run: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the spaces of a run that stand within words, and those too many between two."""
    ends = set(accumulate(map(len, words)))
    for number, letter in enumerate(re.finditer(r"\S( *)", run), 1):
        start, end = letter.span(1)
        kept = 1 if number in ends else 0
        if start + kept < end:
            yield start + kept, end


def _words(letters: str) -> list[str]:
    """Return the likeliest words that letters make, or none where they make no ordinary ones."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(letters) + 1):
        found: tuple[float, list[str]] = (-math.inf, [])
        for start in range(max(0, end - _LONGEST_WORD), end):
            odds, before = best[start]
            own = odds + _log_probability(letters[start:end])
            if own > found[0]:
                found = (own, [*before, letters[start:end]])
        best.append(found)
    return best[-1][1]


def _log_probability(word: str) -> float:
    """Return how likely a word is, as a logarithm; initialisms and scraps are none."""
    is_word = len(word) > 3 or word.lower() in _SHORT
    if not is_word or lexicon.lower_share(word) < _LEAST_LOWER:
        return -math.inf
    count = lexicon.count(word)
    return math.log(count / _CORPUS) if count >= _COMMON else -math.inf
