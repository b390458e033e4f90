"""Initialisms that lost their points: `the U S`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS, PREPOSITIONS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.evidence.peers import SYSTEMATIC
from textclean.normalizer import normalizer
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.pattern import pattern

_GAP = r"[ \N{NO-BREAK SPACE}]"
# Single capitals in a row, of which at least one has lost its point. "A" and "I" may be words, so
# that neither begins one. The first letter stands first, since `re` skips to one that it knows.
_APART = pattern(
    rf"(?P<letters>[B-HJ-Z](?<![\w.'’&/+-].)(?<![B-HJ-Z]{_GAP}.)"
    rf"(?:{_GAP}[A-Z](?:{_GAP}[A-Z])*|\.{_GAP}?[A-Z](?!\.)))"
    rf"(?![\w&/+]|['’](?!s\b)|-(?![a-z])|{_GAP}[A-Z]\b(?!['’]))"
)
_LONGEST = 4  # letters
_HALF_DAY = pattern(rf"{_GAP}(?<=\d.)(?P<half>[ap])\.?{_GAP}m\b\.?(?![\w’'-])")
# The "U.S" that is one word; all else that these two find are words of one letter in a row.
_TWO_LETTERS_ONE_POINT = pattern(r"\.(?<=[B-HJ-Z]\.)[A-Z](?![\w.])")
_BEFORE = pattern(rf"(?P<word>[\w’'-]+){_GAP}\Z")
_AFTER = pattern(rf"{_GAP}(?P<word>[^\W\d_][\w’'-]*)")
_CAPITALS = pattern(r"\b[A-Z]{2,}\b")
_GOES_ON_AS_LIST = pattern(rf"(?:,|{_GAP}(?:and|or|to)){_GAP}[A-Z]\b(?!['’]|\.[A-Z]|{_GAP}[A-Z]\b)")
# J R Hale, A E Lind: the initials of a name.
_NAME = pattern(
    rf"(?<![\w.'’&/+-])(?P<letters>[A-Z]{_GAP}[A-Z](?:{_GAP}[A-Z])?)(?={_GAP}[A-Z][a-z]{{2}})"
)
# "Group A B and C countries": what is counted by letters.
_LISTED = pattern(
    rf"\b[A-Za-z][a-z]+{_GAP}(?P<letters>[A-Z](?:{_GAP}[A-Z])+){_GAP}(?:and|or){_GAP}[A-Z]\b(?!['’.])"
)
_POINTED_LETTERS = pattern(r"(?:[A-Z]\.)+")
_POINTED = pattern(r"\b(?:[A-Z]\.){2,}")
# A district behind its city has a comma on either side.
_DISTRICT = pattern(rf"[A-Z][a-z]+,{_GAP}\Z")

# Fewest occurrences with points, in clean prose, of two letters that a document may point too; and
# of those that it may point before a capital.
_COMMON = 500
_EVERYWHERE = 10_000
# Fewest occurrences, with points or joined, of letters that stand apart behind a small word: "the
# E U", "of the N H S".
_KNOWN = 10
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
        elsewhere. Longer initialisms are joined or pointed as the document writes them, or as clean
        prose does. After a number, `a m` and `p m` are times. Where three are surely lost, the
        initials of a name (`J R Hale`) and the commas of a list of letters are put back too.

    What it asks for
        Letters that the document or clean prose writes with points or joined, and neighbours that
        are no forename, no surname and no further letters of a list. Letters that are seldom
        pointed stand behind a small word (`the E U`).

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
    found = {edit.start: edit for edit in (*_times(text.source), *_letters_apart(text))}
    lost = sum(edit.confidence >= SURE for edit in found.values())
    if SYSTEMATIC.support(lost):
        for edit in _beside_others(text):
            found[edit.start] = min(
                edit, found.get(edit.start, edit), key=lambda it: -it.confidence
            )
    yield from found.values()


def _times(source: str) -> Iterator[Edit]:
    """Yield the edits that point `9 a m`."""
    for time in _HALF_DAY.finditer(source):
        new = f"{time['half']}.m."
        yield Edit.replace(time.start("half"), time.end(), new, confidence=SURE, why=_WHY)


def _letters_apart(text: Text) -> Iterator[Edit]:
    """Yield the edits that make one word of single capitals in a row."""
    for match in _APART.finditer(text.source):
        letters = re.sub(r"[\s.]", "", match["letters"])
        whole = _whole(text, letters)
        if whole is None:
            continue
        end = match.end()
        confidence = _confidence(text, match, letters)
        if whole.endswith(".") and text.source.startswith(".", end):
            end += 1
        elif whole == "D.C." and _is_between_city_and_clause(match):
            whole += ","
        if confidence:
            yield Edit.replace(match.start(), end, whole, confidence=confidence, why=_WHY)


def _is_between_city_and_clause(match: re.Match[str]) -> bool:
    """Whether a district has a comma before it and a small word after it: "Washington, D C on"."""
    after = _AFTER.match(match.string, match.end())
    city = _DISTRICT.search(match.string, max(0, match.start() - 40), match.start())
    return bool(after and after["word"] in PREPOSITIONS and city)


def _beside_others(text: Text) -> Iterator[Edit]:
    """Yield the edits of letters that other lost points speak for: the initials of a name, and the
    commas between the letters of a list.
    """
    for match in _NAME.finditer(text.source):
        after = _AFTER.match(text.source, match.end())
        is_surname = after is not None and lexicon.is_name(after["word"])
        if is_surname and not _is_compass(match):
            new = re.sub(_GAP, ".", match["letters"]) + "."
            yield Edit.replace(*match.span(), new, confidence=LIKELY, why=_WHY)
    for match in _LISTED.finditer(text.source):
        new = re.sub(_GAP, ", ", match["letters"])
        why = "a list of letters has lost its commas"
        yield Edit.replace(*match.span("letters"), new, confidence=LIKELY, why=why)


def _is_compass(name: re.Match[str]) -> bool:
    """Whether letters stand before a point of the compass, as the firm "U S West" does."""
    after = _AFTER.match(name.string, name.end())
    return after is not None and after["word"] in _COMPASS


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
    if letters in _pointed(text):
        return pointed
    if letters in _joined(text):
        return letters if len(letters) > 2 else pointed
    if len(letters) == 2 and _is_common(letters):
        return pointed
    if _occurrences(letters) < _KNOWN:
        return None
    is_pointed = lexicon.count(pointed) >= _KNOWN or _points(text)
    return pointed if is_pointed else letters


def _occurrences(letters: str) -> int:
    """Return how often clean prose has the letters as an initialism: `P.M.` is mostly a time."""
    forms = (letters, ".".join(letters) + ".")
    return sum(lexicon.count(form) for form in forms if lexicon.lower_share(form) < 0.5)


@view
def _points(text: Text) -> bool:
    """Whether the document writes initialisms with points, or has lost those of one that is always
    written with them.
    """
    if _POINTED.search(text.source):
        return True
    apart = (re.sub(r"[\s.]", "", match["letters"]) for match in _APART.finditer(text.source))
    return any(len(letters) == 2 and _is_common(letters) for letters in apart)


@view
def _joined(text: Text) -> frozenset[str]:
    """Return the words in capitals that the document has, `US` among them."""
    return frozenset(_CAPITALS.findall(text.source))


@view
def _pointed(text: Text) -> frozenset[str]:
    """Return the letters of the initialisms that the document has with points, and of each part of
    them.
    """
    runs = (run[0].replace(".", "") for run in _POINTED_LETTERS.finditer(text.source))
    return frozenset(
        run[first:last]
        for run in runs
        for first in range(len(run))
        for last in range(first + 1, min(len(run), first + _LONGEST) + 1)
    )


def _is_common(letters: str) -> bool:
    """Whether clean prose often writes the letters with points."""
    return lexicon.count(".".join(letters) + ".") > _COMMON


def _confidence(text: Text, match: re.Match[str], letters: str) -> float:
    """Return how sure it is that the letters are an initialism, judged by their neighbours."""
    source = match.string
    is_own = letters in _joined(text) or letters in _pointed(text)
    if _GOES_ON_AS_LIST.match(source, match.end()):
        return 0.0
    before = _BEFORE.search(source[max(0, match.start() - 40) : match.start()])
    word_before = before["word"] if before else ""
    after = _AFTER.match(source, match.end())
    if after and after["word"][0].isupper():
        return _confidence_before_capital(text, letters, word_before, after["word"])
    is_bound = len(word_before) > 1 and word_before.lower() in FUNCTION_WORDS
    if not (_is_common(letters) or is_own or is_bound):
        return DOUBTFUL
    if word_before[:1].islower() or word_before in ("The", "A"):
        return SURE
    if not word_before:
        return LIKELY if after else DOUBTFUL
    return LIKELY if _is_common(letters) else DOUBTFUL


def _confidence_before_capital(text: Text, letters: str, before: str, after: str) -> float:
    """Return how sure it is where the next word may be a surname: "U S Grant", "U S Navy"."""
    pointed = ".".join(letters) + "."
    is_in_document = letters in _joined(text) or pointed in text.source
    if not _is_common(letters):
        return DOUBTFUL if is_in_document else 0.0
    if before.lower() == "the":
        return SURE
    is_after_name = before[:1].isupper() and not before.endswith(("'s", "’s"))
    if is_after_name or not _is_title(after):
        return DOUBTFUL
    return LIKELY if is_in_document or lexicon.count(pointed) > _EVERYWHERE else DOUBTFUL


def _is_title(word: str) -> bool:
    """Whether a capitalised word is the noun of an office or a body, not a surname."""
    if word in _COMPASS:
        return False  # "Shares of U S West": a firm
    if scan.is_abbreviation(word):
        return True
    return lexicon.is_name(word) and lexicon.lower_share(word) > _LEAST_LOWER_IN_TITLES
