"""Words that ran together: `end.The`, `word,word`, `SquishedThere`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import numpy as np

from textclean import lexicon, scan
from textclean.edit import Edit
from textclean.line import FUNCTION_WORDS
from textclean.normalizer import normalizer
from textclean.text import Text

# Neither side may be part of an address, a path, a file name or code.
_FREE_LEFT = r"(?<![\w.@#/\\:_+=&`~-])"
_FREE_RIGHT = r"(?![\w@#/\\(_+=`~]|\.\w|:/)"
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"

_STOP = re.compile(
    rf"{_FREE_LEFT}(?P<first>{_WORD}|\d[\d,-]+s?)[.!?](?P<quote>[”\"]?)(?P<second>[A-Z][a-z]+){_FREE_RIGHT}"
)
_COMMA = re.compile(rf"{_FREE_LEFT}(?P<first>{_WORD}|\d+s?),(?=(?P<second>{_WORD}){_FREE_RIGHT})")
# What stands in every `_STOP` and `_COMMA`, and hardly ever in clean copy.
_TIGHT_STOPS = tuple(re.compile(rf"\{stop}[”\"]?[A-Z][a-z]") for stop in ".!?")
_TIGHT_COMMA = re.compile(r",[^\W\d_]")
_NEXT_ITEM = re.compile(r",\w")
# The quotes come first in these, since `re` skips to a character that it knows.
_OPENING_QUOTE = re.compile(r"“(?=[^\W_])(?:(?<=[^\W_]“)|(?<=[^\W_](?P<mark>[.,!?;:])“))")
_CLOSING_QUOTE = re.compile(r"”(?<=[\w.,!?]”)(?=[^\W\d_]{2})")
# What only a text with code in it has: a call, braces, a literal between backticks.
_CODE = re.compile(r"\w\(\)|\w\.\w+\(|[{}]|`\S")
_CAMEL = re.compile(rf"{_FREE_LEFT}(?P<first>[A-Z]?[a-z]{{2,}})(?P<second>[A-Z][a-z]+)(?= [a-z“])")

_TOP_LEVEL_DOMAINS = frozenset(
    """
    com org net edu gov mil info biz name int co uk eu us ca au js io ai tv app dev
    """.split()  # noqa: SIM905
)
# Words that begin a sentence and do not end the name of a company, as "in", "on" and "it" do.
_SENTENCE_OPENERS = frozenset(
    """
    the he she they we there his her their however although while when according meanwhile because
    since during despite
    """.split()  # noqa: SIM905
)
# These do end names (`AddThis`), but not of those that begin in lower case.
_OPENERS_AFTER_LOWER_CASE = _SENTENCE_OPENERS | frozenset(
    """
    this these those but and if as for from with after before under among a an it in at
    """.split()  # noqa: SIM905
)

_INFLECTED = re.compile(r"\w{3}(?:ed|ing|ly|ion|ions|ment|ments|ness|ity|ies|ers|ors)\Z")

_COMMON = 50
_VERY_COMMON = 200
_IN_DOUBT = 0.6
_ENOUGH_TO_BE_SYSTEMATIC = 3
_WHY = "two words run together"


@normalizer("spaces")
def glued_words(text: Text) -> Iterator[Edit]:
    """Part words that ran together: `end.The`, `word,word`, `SquishedThere`.

    Repairs a sentence mark, comma or quotation mark with no space after it, or before it for an
    opening quote; and two words without any mark between them where the second has a capital.

    Asks, after a stop, for a capital, and for a common word on one side of it; around a comma, for
    letters on both sides in a line of prose; for two words without a mark, that the first is a
    known word, that the second is one that begins sentences and that the document has the whole
    only once. Straight quotes are told apart by counting them from the start of their line.

    Leaves alone addresses, domains (`Booking.com`, `USA.Gov`), file names, versions, decimals,
    initials, code, data (`red,green,blue`), and names with a capital inside, listed nowhere
    (`McDonald’s`, `YouTube`, `AddThis`, `LinkedIn`, `eBay`).

    >>> from textclean.edit import apply
    >>> source = "Talks came to an end.The envoys,who use WhatsApp, left the roomThere was more."
    >>> apply(source, glued_words(Text(source)))
    'Talks came to an end. The envoys, who use WhatsApp, left the room There was more.'
    """
    places: dict[int, float] = {}
    source = text.source
    found = (
        _after_stops(source) if any(stop.search(source) for stop in _TIGHT_STOPS) else (),
        _after_commas(source) if _TIGHT_COMMA.search(source) else (),
        _around_quotes(source),
        _inside_words(text),
    )
    for at, confidence in chain.from_iterable(found):
        places[at] = max(confidence, places.get(at, 0.0))
    certain = sum(confidence >= 0.9 for confidence in places.values())
    for at, confidence in sorted(places.items()):
        if confidence == _IN_DOUBT and certain >= _ENOUGH_TO_BE_SYSTEMATIC:
            confidence = 0.85
        yield Edit.insert(at, " ", confidence=confidence, why=_WHY)


def _after_stops(source: str) -> Iterator[tuple[int, float]]:
    """Yield where a space is lost after a stop, with the confidence."""
    has_code = _CODE.search(source) is not None
    for match in _STOP.finditer(source):
        if has_code and match["second"].lower() not in _SENTENCE_OPENERS:
            continue
        at = match.start("second")
        if match["quote"] == '"' and _opens(source, match.start("quote")):
            at = match.start("quote")
        confidence = _stop_confidence(match)
        if confidence:
            yield at, confidence


def _stop_confidence(match: re.Match[str]) -> float:
    """Return how sure it is that a sentence, or an abbreviation, ends between the two words."""
    first, second = match["first"], match["second"].lower()
    if second in _TOP_LEVEL_DOMAINS and not match["quote"]:
        return 0.0
    if first[0].isdigit():
        begins_line = not match.string[: match.start()].rpartition("\n")[2].strip()
        return 0.9 if len(first) > 1 and second in FUNCTION_WORDS and not begins_line else 0.5
    if len(re.split(r"['’-]", first)[-1]) == 1:
        return 0.0
    if match["quote"] or (scan.is_abbreviation(first) and len(second) > 2):
        return 0.95
    is_small = second in _SENTENCE_OPENERS or (second in FUNCTION_WORDS and len(second) > 2)
    if first[-1].isupper() or first[0].isupper():
        return 0.95 if is_small else _IN_DOUBT
    if not lexicon.count(first):
        return 0.9 if second in FUNCTION_WORDS else _IN_DOUBT
    is_common = lexicon.lower_share(second) > 0.5 and lexicon.count(second) > _COMMON
    return 0.97 if is_common else 0.85


def _after_commas(source: str) -> Iterator[tuple[int, float]]:
    """Yield where a space is lost after a comma, with the confidence."""
    for match in _COMMA.finditer(source):
        first, second = match["first"], match["second"]
        is_small = second in FUNCTION_WORDS
        if not is_small and min(len(first), len(second)) < 2:
            continue
        if first.isupper() and second.isupper():
            continue
        is_sure = _is_prose_around(match) and (is_small or (_is_known(first) and _is_known(second)))
        yield match.start("second"), 0.95 if is_sure else 0.5


def _is_prose_around(comma: re.Match[str]) -> bool:
    """Whether the line is prose and the comma not one of a list of data: `red,green,blue`."""
    source = comma.string
    start = source.rfind("\n", 0, comma.start()) + 1
    second_end = comma.end("second")
    end = source.find("\n", second_end)
    line = source[start : end if end >= 0 else len(source)]
    words = (comma["first"], comma["second"])
    is_chained = source[comma.start() - 1] == "," or _NEXT_ITEM.match(source, second_end)
    if is_chained and not any(word in FUNCTION_WORDS | _SENTENCE_OPENERS for word in words):
        return False
    return line.count(" ") > 5 + line.count(",")


def _is_known(word: str) -> bool:
    """Whether clean prose has the word, or it is a number or written like a name."""
    if word[0].isdigit() or (word[0].isupper() and len(word) > 3):
        return True
    return all(lexicon.count(part) for part in word.split("-"))


def _around_quotes(source: str) -> Iterator[tuple[int, float]]:
    """Yield where a space is lost outside a curly quotation mark, with the confidence."""
    if "„" in source or "“" not in source:
        return
    for match in _OPENING_QUOTE.finditer(source):
        if _opens(source, match.start()):
            yield match.start(), 0.95 if match["mark"] else 0.85
    for match in _CLOSING_QUOTE.finditer(source):
        if not _opens(source, match.start()):
            quoted = source[source.rfind("“", 0, match.start()) + 1 : match.start()]
            is_whole = " " in quoted or not quoted[-1].isalnum()
            yield match.end(), 0.9 if is_whole else 0.6


def _opens(source: str, at: int) -> bool:
    """Whether no quotation is open before the mark at `at`, as its line has it."""
    before = source[source.rfind("\n", 0, at) + 1 : at]
    if source[at] == '"':
        return before.count('"') % 2 == 0
    return before.rfind("“") <= before.rfind("”")


def _inside_words(text: Text) -> Iterator[tuple[int, float]]:
    """Yield where two words without a mark between them part, with the confidence."""
    source, words = text.source, text.scanned
    for place in np.flatnonzero(words.shape == scan.MIXED).tolist():
        # The pattern looks at two characters behind the word.
        for match in _CAMEL.finditer(source, int(words.start[place]), int(words.end[place]) + 2):
            confidence = _inner_confidence(match["first"], match["second"])
            if confidence and _comes_once(source, match.group()):
                yield match.start("second"), confidence


@lru_cache(maxsize=64)  # a word that comes back is asked for each time
def _comes_once(source: str, word: str) -> bool:
    """Whether the document has a word once."""
    return source.count(word) == 1 or len(re.findall(rf"\b{word}\b", source)) == 1


def _inner_confidence(first: str, second: str) -> float:
    """Return how sure it is that a word with a capital inside is two, as "StrandedThere" is."""
    openers = _OPENERS_AFTER_LOWER_CASE if first.islower() else _SENTENCE_OPENERS
    if len(first) < 3:
        return 0.0
    if second.lower() in openers and (lexicon.count(first) or _INFLECTED.search(first)):
        return 0.9
    are_common = min(lexicon.count(first), lexicon.count(second)) > _VERY_COMMON
    return _IN_DOUBT if first.islower() and len(first) > 3 and are_common else 0.0
