"""Initialisms that lost their points: `the U S`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.normalizer import normalizer
from textclean.text import Text, view
from textclean.tokens import scan

_GAP = r"[ \N{NO-BREAK SPACE}]"
# Single capitals in a row, of which at least one has lost its point. "A" and "I" may be words, so
# that neither begins one. The first letter stands first, since `re` skips to one that it knows.
_APART = re.compile(
    rf"(?P<letters>[B-HJ-Z](?<![\w.'’&/+-].)(?<![B-HJ-Z]{_GAP}.)"
    rf"(?:{_GAP}[A-Z](?:{_GAP}[A-Z])*|\.{_GAP}?[A-Z](?!\.)))"
    rf"(?![\w&/+]|['’](?!s\b)|-(?![a-z])|{_GAP}[A-Z]\b(?!['’]))"
)
_LONGEST = 4  # letters
_HALF_DAY = re.compile(rf"{_GAP}(?<=\d.)(?P<half>[ap])\.?{_GAP}m\b\.?(?![\w’'-])")
# The "U.S" that is one word; all else that these two find are words of one letter in a row.
_TWO_LETTERS_ONE_POINT = re.compile(r"\.(?<=[B-HJ-Z]\.)[A-Z](?![\w.])")
_BEFORE = re.compile(rf"(?P<word>[\w’'-]+){_GAP}\Z")
_AFTER = re.compile(rf"{_GAP}(?P<word>[^\W\d_][\w’'-]*)")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_GOES_ON_AS_LIST = re.compile(rf"(?:,|{_GAP}(?:and|or|to)){_GAP}[A-Z]\b(?!['’]|\.[A-Z])")

# Fewest occurrences with points, in clean prose, of two letters that a document may point too; and
# of those that it may point before a capital.
_COMMON = 500
_EVERYWHERE = 10_000
# Least share of lower case in clean prose of a title: "Secretary" has it, surnames do not.
_LEAST_LOWER_IN_TITLES = 0.02
_COMPASS = frozenset(["North", "South", "East", "West"])
_WHY = "an initialism has lost its points"


@normalizer("marks", "spaces", stage="gaps", english=True)
def initialisms(text: Text) -> Iterator[Edit]:
    """Put back the points of initialisms that left only spaces: `the U S` was `the U.S.`.

    What it mends
        Capitals apart. A point that is lost leaves a space behind, and letters that never had
        points have none: so two capitals apart become `U.S.` even in a document that writes `US`
        elsewhere. Longer initialisms are joined or pointed as the document writes them. After a
        number, `a m` and `p m` are times.

    What it asks for
        Letters that the document or clean prose writes with points or joined, and neighbours that
        are no forename, no surname and no further letters of a list.

    What it leaves
        Initials of people (`C S Lewis`, `W E B Du Bois`). Letters in a list, and letters that are
        names (`vitamins A B and C`, `grades A B C`, `Type A B`). `A` and `I` as words. `U. S.` with
        both points, which is a style.

    Example
        >>> from textclean.edit import apply
        >>> source = "Reports say the U S is waiting for C S Forester."
        >>> apply(source, initialisms(Text(source)))
        'Reports say the U.S. is waiting for C S Forester.'
    """
    if not (_has_letters_apart(text.scanned) or _TWO_LETTERS_ONE_POINT.search(text.source)):
        return
    for time in _HALF_DAY.finditer(text.source):
        new = f"{time['half']}.m."
        yield Edit.replace(time.start("half"), time.end(), new, confidence=SURE, why=_WHY)
    for match in _APART.finditer(text.source):
        letters = re.sub(r"[\s.]", "", match["letters"])
        whole = _whole(text, letters)
        if whole is None:
            continue
        end = match.end()
        if whole.endswith(".") and text.source.startswith(".", end):
            end += 1
        confidence = _confidence(text, match, letters)
        if confidence:
            yield Edit.replace(match.start(), end, whole, confidence=confidence, why=_WHY)


def _has_letters_apart(words: scan.Tokens) -> bool:
    """Whether a single letter stands before another, or before a capital with its `’s`."""
    letters = np.flatnonzero(words.end[:-1] - words.start[:-1] == 1)
    following = letters + 1
    is_near = words.start[following] - words.end[letters] <= 2
    length = words.end[following] - words.start[following]
    may_be_owner = (length <= 3) & (words.shape[following] == scan.CAPITALISED)
    return bool((is_near & ((length == 1) | may_be_owner)).any())


def _whole(text: Text, letters: str) -> str | None:
    """Return how the initialism is written, or None where nobody is known to write it."""
    if len(letters) > _LONGEST:
        return None
    pointed = ".".join(letters) + "."
    if pointed in text.source:
        return pointed
    is_joined = letters in _joined(text)
    if len(letters) > 2:
        return letters if is_joined else None
    return pointed if is_joined or _is_common(letters) else None


@view
def _joined(text: Text) -> frozenset[str]:
    """Return the words in capitals that the document has, `US` among them."""
    return frozenset(_CAPITALS.findall(text.source))


def _is_common(letters: str) -> bool:
    """Whether clean prose often writes the letters with points."""
    return lexicon.count(".".join(letters) + ".") > _COMMON


def _confidence(text: Text, match: re.Match[str], letters: str) -> float:
    """Return how sure it is that the letters are an initialism, judged by their neighbours."""
    source = match.string
    if _GOES_ON_AS_LIST.match(source, match.end()):
        return 0.0
    before = _BEFORE.search(source[max(0, match.start() - 40) : match.start()])
    word_before = before["word"] if before else ""
    after = _AFTER.match(source, match.end())
    if after and after["word"][0].isupper():
        return _confidence_before_capital(text, letters, word_before, after["word"])
    if word_before[:1].islower() or word_before in ("The", "A"):
        return SURE
    if not word_before:
        return LIKELY if after else DOUBTFUL
    return LIKELY if _is_common(letters) else DOUBTFUL


def _confidence_before_capital(text: Text, letters: str, before: str, after: str) -> float:
    """Return how sure it is where the next word may be a surname: "U S Grant", "U S Navy"."""
    if not _is_common(letters):
        return DOUBTFUL
    if before.lower() == "the":
        return SURE
    is_after_name = before[:1].isupper() and not before.endswith(("'s", "’s"))
    if is_after_name or not _is_title(after):
        return DOUBTFUL
    pointed = ".".join(letters) + "."
    is_in_document = letters in _joined(text) or pointed in text.source
    return LIKELY if is_in_document or lexicon.count(pointed) > _EVERYWHERE else DOUBTFUL


def _is_title(word: str) -> bool:
    """Whether a capitalised word is the noun of an office or a body, not a surname."""
    if word in _COMPASS:
        return False  # "Shares of U S West": a firm
    if scan.is_abbreviation(word):
        return True
    return lexicon.is_name(word) and lexicon.lower_share(word) > _LEAST_LOWER_IN_TITLES
