"""Words that ran together: `end.The`, `word,word`, `SquishedThere`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, starmap
from typing import NamedTuple

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS, TOP_LEVEL_DOMAINS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.evidence.peers import SYSTEMATIC
from textclean.grammar.inner_capitals import SENTENCE_OPENERS, comes_once, inner_capitals
from textclean.grammar.tight_quotes import around_quotes, opening_marks
from textclean.grammar.tight_sentences import tight_sentences
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens import scan
from textclean.tokens.pattern import Signs, pattern

# Neither side may be part of an address, a path, a file name or code.
_FREE_LEFT = r"(?<![\w.@#/\\:_+=&`~-])"
_FREE_RIGHT = r"(?![\w@#/\\(_+=`~]|\.\w|:/)"
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"

_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+"
_STOP = pattern(
    rf"{_FREE_LEFT}(?P<first>{_WORD}|\d[\d,-]+s?)[.!?](?P<quote>[”\"]?)"
    rf"(?P<second>{_CAPITALISED}){_FREE_RIGHT}"
)
# What may stand before a comma: crew, 2019, 18F, 7:30am, p.m.
_BEFORE_COMMA = rf"{_WORD}|\d{{1,2}}:\d\d(?:[ap]m)?|(?:{_WORD}-)?[^\W\d]*\d\w*|(?:[^\W\d_]+\.)+"
_COMMA = pattern(rf"{_FREE_LEFT}(?P<first>{_BEFORE_COMMA}),(?=(?P<second>{_WORD}){_FREE_RIGHT})")
# What stands in every `_STOP` and `_COMMA`, and hardly ever in clean copy.
_TIGHT_STOPS = Signs(".!?", r"[”\"]?[A-ZÀ-Þ][a-zß-ÿ]")
_TIGHT_COMMA = pattern(r",[^\W\d_]")
# What a list is made of that has no spaces: "red,green,blue"; and whether one goes on with them.
_ITEMS_BEFORE = pattern(r"(?:[\w'’-]+,)+\Z")
_ITEMS_AFTER = pattern(r"[\w'’-]+(?:,[\w'’-]+)*")
# Names between brackets, and nothing else.
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*"
_BRACKETED_NAMES = pattern(rf"{_NAME}(?:,{_NAME})+\)")
# In citations abbreviations stand close together: "N.C. Gen.Stat. § 14", "402 Ill.Dec. 611".
_CITED = pattern(r"\. [§\d]|(?: [A-Z][a-z]+\.)? §")
# What parts the columns of a table.
_COLUMN = pattern(r"\S {3,}\S|\t")
_DIGIT = pattern(r"\d")
_LONGEST_LIST = 200  # characters
# So much of a line on either side of a place tells what it is, in characters.
_LOOKED_AT = 500
# What only a text with code in it has: a call, braces, a literal between backticks.
_CODE = pattern(r"\w\(\)|\w\.\w+\(|[{}]|`\S")

# Who writes `Node.js` and `GitHub.com` may write `Post.Archive`.
_DOTTED_NAME = pattern(r"\b[A-Z]\w*\.[a-z]{2,}\b")

# "meton Monday", "wentto the": what follows is what a preposition asks for.
_HANGING = pattern(
    rf"{_FREE_LEFT}(?P<first>[a-z]{{3,}})(?P<second>on|in|of|to|at|for|by|with|from)"
    r"(?= (?:[A-Z]|\d|the\b|an?\b|his\b|her\b|their\b|its\b))"
)
_SMALL = FUNCTION_WORDS | SENTENCE_OPENERS
# Fewest occurrences in clean prose of a word that a sentence may begin with.
_COMMON = 50
_WHY = "two words run together"


class _Place(NamedTuple):
    """Where a space may be lost, how sure that is, and whether other lost spaces make it likelier:
    not in data or after the number of an item, which may be set without one.
    """

    at: int
    confidence: float
    has_peers: bool = True


@normalizer("spaces", english=True)
def glued_words(text: Text) -> Iterator[Edit]:
    """Part words that ran together: `end.The`, `word,word`, `SquishedThere`.

    What it mends
        A sentence mark, comma, semicolon or closing quotation mark with no space after it, or an
        opening one with none before it, also behind times, figures, brackets and addresses
        (`5 p.m.The`, `2.9.The`, `(at last).The`). Two words with no mark between them, the second
        with a capital.

    What it asks for
        After a stop: a capital, and a common word on one side of it. Around a comma: letters on
        both sides in a line of prose; in a list also a small word, or a space elsewhere in the
        list. Between two words without a mark: the first is a known word or ends a heading, the
        second is one that begins sentences, and the document has the whole only once. Where three
        places are certain, doubtful ones are believed too. Straight quotes are counted from the
        start of their line to tell opening from closing ones.

    What it leaves
        Addresses, domains (`Booking.com`, `USA.Gov`), file names, versions, decimals, initials,
        code and data (`red,green,blue`). Names with a capital inside, of which no list is kept
        (`McDonald’s`, `YouTube`, `AddThis`, `LinkedIn`, `eBay`).

    Example
        >>> from textclean.edit import apply
        >>> source = "The talks ended.The envoys,who use WhatsApp, left the roomThere was more."
        >>> apply(source, glued_words(Text(source)))
        'The talks ended. The envoys, who use WhatsApp, left the room There was more.'
    """
    places: dict[int, _Place] = {}
    source = text.source
    found = (
        _after_stops(text) if _TIGHT_STOPS.are_in(source) else (),
        _after_commas(text) if _TIGHT_COMMA.search(source) else (),
        starmap(_Place, around_quotes(text)),
        starmap(_Place, inner_capitals(text)),
        _after_more(text),
    )
    for place in chain.from_iterable(found):
        places[place.at] = max(place, places.get(place.at, place))
    certain = sum(place.confidence >= SURE for place in places.values())
    for at, confidence, has_peers in sorted(places.values()):
        if confidence == DOUBTFUL and has_peers:
            confidence = SYSTEMATIC.supported(confidence, certain)
        yield Edit.insert(at, " ", confidence=confidence, why=_WHY)
    if SYSTEMATIC.support(certain):
        for at in _before_small_words(text):
            yield Edit.insert(at, " ", confidence=LIKELY, why=_WHY)


def _after_more(text: Text) -> Iterator[_Place]:
    """Yield where a sentence has no space before it, behind more than a word; not in code."""
    found = [*starmap(_Place, tight_sentences(text))]
    if found and not _CODE.search(text.source):
        yield from found


def _before_small_words(text: Text) -> Iterator[int]:
    """Yield where a small word hangs on a common one, "meton Monday", in a document that has lost
    spaces: nobody is known to write the whole, and what the small word asks for stands behind it.
    """
    for match in _HANGING.finditer(text.source):
        is_known = lexicon.count(match.group()) > 0
        is_common = lexicon.count(match["first"]) > _COMMON
        if is_common and not is_known and comes_once(text, match.group()):
            yield match.start("second")


def _after_stops(text: Text) -> Iterator[_Place]:
    """Yield where a space is lost after a stop, but not in the columns of a table."""
    source = text.source
    has_code = _CODE.search(source) is not None
    has_dotted_names = _DOTTED_NAME.search(source) is not None
    opening = opening_marks(source)
    for match in _STOP.finditer(source):
        if has_code and match["second"].lower() not in SENTENCE_OPENERS:
            continue
        line = _around(text, *match.span())
        if _COLUMN.search(source, line.start, line.stop):
            continue
        at = match.start("second")
        if match["quote"] == '"' and match.start("quote") in opening:
            at = match.start("quote")
        numbers_item = (
            match["first"][0].isdigit() and not source[line.start : match.start()].strip()
        )
        confidence = DOUBTFUL if numbers_item else _stop_confidence(match)
        if confidence:
            is_doubtful_name = has_dotted_names and match["first"][0].isupper()
            yield _Place(at, confidence, has_peers=not (numbers_item or is_doubtful_name))


def _stop_confidence(match: re.Match[str]) -> float:
    """Return how sure it is that a sentence, or an abbreviation, ends between the two words."""
    first, second = match["first"], match["second"].lower()
    if second in TOP_LEVEL_DOMAINS and not match["quote"]:
        return 0.0
    if first[0].isdigit():
        return _confidence_after_number(match)
    if len(re.split(r"['’-]", first)[-1]) == 1:
        return 0.0
    if match["quote"]:
        return SURE
    if scan.is_abbreviation(first) and len(second) > 2:
        return 0.0 if _CITED.match(match.string, match.end()) else SURE
    is_small = second in SENTENCE_OPENERS or (second in FUNCTION_WORDS and len(second) > 2)
    if first[-1].isupper() or first[0].isupper():
        return SURE if is_small else DOUBTFUL
    if not lexicon.count(first.rpartition("-")[2]):
        return SURE if second in FUNCTION_WORDS else DOUBTFUL
    return SURE if _begins_sentences(second) else LIKELY


def _confidence_after_number(match: re.Match[str]) -> float:
    """Return how sure it is that a sentence ends with a number: "in 2019.The", not "12.Methods"."""
    first, second = match["first"], match["second"].lower()
    is_year = len(first) == 4 and first.isdigit() and "1500" < first < "2100"
    begins_sentences = second in FUNCTION_WORDS or (is_year and _begins_sentences(second))
    return SURE if begins_sentences else DOUBTFUL


def _begins_sentences(word: str) -> bool:
    """Whether a word is so common in small letters that a capital must have a reason."""
    return not lexicon.is_name(word) and lexicon.count(word) > _COMMON


def _after_commas(text: Text) -> Iterator[_Place]:
    """Yield where a space is lost after a comma, but not in the columns of a table or in braces, in
    which a space would be another thing: "user.{name,email}".
    """
    source = text.source
    for match in _COMMA.finditer(source):
        around = _around(text, match.start(), match.end("second"))
        line, place = source[around], (around.start, match.start())
        if source.rfind("{", *place) > source.rfind("}", *place):
            continue
        if not _COLUMN.search(line) and (confidence := _comma_confidence(match, line)):
            yield _Place(match.start("second"), confidence, has_peers=not _may_be_data(match, line))


def _comma_confidence(match: re.Match[str], line: str) -> float:
    """Return how sure it is that a comma between two words of a line is a sentence's."""
    first, second = match["first"], match["second"]
    is_small = _is_small(second)
    if not is_small:
        are_codes = first.isupper() and second.isupper() and not line.isupper()
        if are_codes or min(len(first), len(second)) < 2 or not _is_word_or_number(first):
            return 0.0
    if _may_be_data(match, line):
        return DOUBTFUL
    if (listed := _list_confidence(match)) is not None:
        return listed
    return SURE if is_small or (_is_known(first) and _is_known(second)) else DOUBTFUL


def _may_be_data(comma: re.Match[str], line: str) -> bool:
    """Whether the line of a comma has so few spaces that it may be data, or the comma stands among
    names alone in brackets, as in a record of scorers: "Olsen 12 (Dale,Marsh), 3:18".
    """
    bracket = comma.string.rfind("(", max(0, comma.start() - _LOOKED_AT), comma.start())
    if bracket >= 0 and _BRACKETED_NAMES.match(comma.string, bracket + 1):
        return True
    return line.count(" ") <= (2 if _is_small(comma["second"]) else 5) + line.count(",")


def _around(text: Text, start: int, end: int) -> slice:
    """Return the line that a passage stands in, or so much of a long one as tells what it is."""
    line = text.line_at(start)
    return slice(max(line.start, start - _LOOKED_AT), min(line.end, end + _LOOKED_AT))


def _is_small(word: str) -> bool:
    """Whether a word is one that data seldom has."""
    return word in _SMALL or re.split("['’]", word)[0] == "I"


def _list_confidence(comma: re.Match[str]) -> float | None:
    """Return how sure it is that a list without spaces is not data (`red,green,blue`), nothing
    where the comma stands in no such list.

    Data has no small words among its items, nor a space after one comma and none after another.
    """
    source, second = comma.string, comma.start("second")
    before = _ITEMS_BEFORE.search(source, max(0, second - _LONGEST_LIST), second)
    after = _ITEMS_AFTER.match(source, second, second + _LONGEST_LIST)
    start, end = before.start() if before else comma.start(), after.end() if after else second
    items = source[start:end].split(",")
    has_space = source[max(0, start - 2) : start] == ", "
    goes_on = re.match(r", ([^\W\d_]+)", source[end : end + 20])
    if len(items) < 3 and not has_space:
        return None
    is_mixed = has_space or (goes_on and goes_on[1] not in FUNCTION_WORDS)
    return SURE if is_mixed or not _SMALL.isdisjoint(items) else DOUBTFUL


def _is_word_or_number(word: str) -> bool:
    """Whether neither an abbreviation ("p.m.") nor a code ("18F") stands before a comma."""
    return word[-1] != "." and (word.removesuffix("s").isdigit() or not _DIGIT.search(word))


def _is_known(word: str) -> bool:
    """Whether clean prose has the word, or it is a number or written like a name."""
    if word[0].isdigit() or (word[0].isupper() and len(word) > 3):
        return True
    return all(lexicon.count(part) for part in word.split("-"))
