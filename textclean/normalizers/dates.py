"""The commas of dates in the American order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import DETERMINERS, MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.layout import blocks
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens import scan
from textclean.tokens.pattern import pattern
from textclean.tokens.word_set import WordSet

_FULL_WEEKDAYS = "|".join(day.title() for day in WEEKDAYS)
_SHORT_WEEKDAYS = "|".join(day.title() for day in SHORT_WEEKDAYS)
_WEEKDAY = rf"(?P<weekday>{_FULL_WEEKDAYS}|(?:{_SHORT_WEEKDAYS})\.)"
_FULL_MONTHS = "|".join(month.title() for month in MONTHS)
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTHS = WordSet.of(f"{_FULL_MONTHS}|{_SHORT_MONTHS}".split("|"))
_MONTH = rf"(?:{_FULL_MONTHS}|(?:{_SHORT_MONTHS})\.?)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_GAP = r"[ \N{NO-BREAK SPACE}]"
_DATE = pattern(
    rf"""(?<![\w-])
    (?:{_WEEKDAY}(?P<after_weekday>,?){_GAP})?
    (?P<month>{_MONTH}){_GAP}(?P<day>{_DAY})
    (?:(?P<after_day>,?){_GAP}(?P<year>1[4-9]\d\d|20\d\d))?
    (?![\w%/]|[.,:'’-]\d|-\w)""",
    re.VERBOSE,
)
_DAY_FIRST = pattern(rf"\b{_DAY} (?:of )?{_MONTH}\b(?! \d{{1,2}}\b(?!\d))")

# An entry is a date and a word: no more of a block is looked at, in characters.
_LONGEST_ENTRY = 200

# Spellings that only one of the two norms has, and titles with or without their point, for a text
# in lower case. Those that any letters may precede are apart: `\w*` would be tried at each word.
_BRITISH = (
    re.compile(
        r"(?:colour|labour|favour|neighbour|behaviour|honour|rumour)\w*"
        r"|isation(?<=\w\wisation)s?\b"
    ),
    re.compile(
        r"\b(?:(?:de|of)fence|centres?|theatres?|metres?|kilometres?|litres?|programmes?"
        r"|travell(?:ed|er)s?|cancelled|per cent|whilst|cheques?|tonnes?|organise[ds]?"
        r"|recognise[ds]?|realise[ds]?|(?:mr|mrs|ms|dr)(?= [a-z]))\b"
    ),
)
_AMERICAN = (
    re.compile(
        r"(?:color|labor|favor|neighbor|behavior|honor|rumor)\w*"
        r"|iz(?<=\w\wiz)(?:ation|ing)s?\b"
    ),
    re.compile(
        r"\b(?:(?:(?:de|of)fense|centers?|theaters?|(?:kilo)?meters?|liters?|traveled|canceled"
        r"|percent|organized?|recognized?|realized?)\b|u\.s\."
        r"|(?:mr|mrs|ms|dr|gov|sen|rep)\.(?= [a-z]))"
    ),
)

# What distinguishes a clock time or a count from a year: "May 5 1430 GMT", "On May 5 2000 people
# marched".
_CLOCK = pattern(r" (?:GMT|UTC|BST|CET|E[SD]T|C[SD]T|P[SD]T|hours|hrs|local)\b")
_COUNTED = pattern(
    r" (?:(?:[a-z-]+ )?(?:people|men|women|children|troops|police)|(?!this|does|says)[a-z]{3,}s)\b"
)

# A machine's stamp: "942 PM CST Sat Feb 10 2024". A writer sets a point after a day's short name.
_STAMPED = pattern(rf"\b(?:{_SHORT_WEEKDAYS}) \Z")

_GOES_ON = pattern(rf"{_GAP}(?P<word>[^\W\d_][\w’'.-]*)")
_LINKS = frozenset(["to", "through", "until", "till", "and", "or", "at", "from"])
_ATTRIBUTIVE = pattern(rf"(?:\b(?:{'|'.join(sorted(DETERMINERS))})|[’']s?) \Z", re.IGNORECASE)
_SENTENCE_START = pattern(
    r"(?:\A|[.!?][”\"’')]*\s|[\r\n“\"(])\s*(?:(?:On|By|Since|Before|After|Until|From) )?\Z"
)


@normalizer("marks", stage="gaps", english=True)
def dates(text: Text) -> Iterator[Edit]:
    """Restore the commas that a date in the American order has lost.

    What it mends
        `Tuesday January 27 2026` and `Jan. 27 2026`: the comma before the year and, where there is
        a weekday, the one after it. A date that lost one of these also gets the comma that closes
        it, where the sentence goes on in small letters, or in a name behind a date that opens it.
        The closing comma is only a suggestion before other capitals and before words such as
        `to`, `and` and `at`, and behind a date without a year.

    What it asks for
        The order month, day, year, and a document that writes such dates with commas. Its other
        dates and its spelling say whether it does; day-first dates say that it does not.

    What it leaves
        `27 January 2026`, `January 2026`, `May 2026`. A day before a count or a time (`May 5 2000
        people marched`, `May 5 1430 GMT`). `July 4th 1776`, which few set with a comma. Dates
        without commas in a British document. An otherwise whole date without a closing comma, as
        many papers have it. The end of a date before its noun (`the January 27, 2026 summit`).
        Lines that are nothing but a date.

    Example
        >>> from textclean.edit import apply
        >>> source = "Talks held on Tuesday January 27 2026 that brought no color are over."
        >>> apply(source, dates(Text(source)))
        'Talks held on Tuesday, January 27, 2026, that brought no color are over.'
    """
    found = [date for date in _dates(text) if _is_date(date)]
    if not any(_lost_commas(date) for date in found):
        return
    trust = _trust_in_american_style(text.source, found)
    closes = _closes_its_dates(text.source, found)
    for date in found:
        lost = _lost_commas(date)
        if not lost:
            continue
        confidence = min(trust, _certainty(text, date))
        if not date["year"] and trust < SURE:
            confidence = min(confidence, DOUBTFUL)
        for at in lost:
            yield Edit.insert(at, ",", confidence=confidence, why="a date has lost its comma")
        closing = _closing_certainty(text.source, date)
        if closes and closing:
            yield Edit.insert(
                date.end(),
                ",",
                confidence=min(confidence, closing),
                why="a comma closes the date where the sentence goes on",
            )


def _dates(text: Text) -> Iterator[re.Match[str]]:
    """Yield what has the form of a date, which begins at a month or at the weekday before it."""
    words = text.scanned
    for place in _MONTHS.places(words):
        if place + 1 < len(words) and words.kind[place + 1] == scan.NUMBER:
            with_weekday = _DATE.match(text.source, int(words.start[max(place - 1, 0)]))
            date = with_weekday or _DATE.match(text.source, int(words.start[place]))
            if date:
                yield date


def _is_date(date: re.Match[str]) -> bool:
    """Whether the last number is a year or a day, and not a clock time or the count of a noun."""
    source, end = date.string, date.end()
    if _CLOCK.match(source, end) or _STAMPED.search(_before(date)):
        return False
    counts = date["year"] is None or date["year"].endswith("00")
    return not (counts and _COUNTED.match(source, end))


def _lost_commas(date: re.Match[str]) -> list[int]:
    """Return where the date lacks a comma of its own, the closing one aside."""
    places = []
    if date["weekday"] and not date["after_weekday"]:
        places.append(date.end("weekday"))
    if date["year"] and not date["after_day"]:
        places.append(date.end("day"))
    return places


def _trust_in_american_style(source: str, found: list[re.Match[str]]) -> float:
    """Return how sure it is that the document writes its dates with commas."""
    if any(date["after_weekday"] or date["after_day"] for date in found):
        return SURE
    british, american = (_occurrences(norm, source.lower()) for norm in (_BRITISH, _AMERICAN))
    if british > american or _DAY_FIRST.search(source):
        return DOUBTFUL
    if any(_is_closed(date) and not _SENTENCE_START.search(_before(date)) for date in found):
        return SURE
    return SURE if american else LIKELY


def _occurrences(forms: Sequence[re.Pattern[str]], source: str) -> int:
    """Return how often any of the forms is found."""
    return sum(len(form.findall(source)) for form in forms)


def _closes_its_dates(source: str, found: list[re.Match[str]]) -> bool:
    """Whether the whole dates of the document have a comma after the year, where it has any."""
    whole = [date for date in found if date["after_day"] and not _ATTRIBUTIVE.search(_before(date))]
    unclosed = [date for date in whole if _GOES_ON.match(source, date.end())]
    return len(unclosed) <= sum(map(_is_closed, whole))


def _is_closed(date: re.Match[str]) -> bool:
    """Whether a comma follows the year and the sentence goes on."""
    return date["year"] is not None and date.string.startswith(", ", date.end())


def _certainty(text: Text, date: re.Match[str]) -> float:
    """Return how sure it is that the place of the date asks for commas."""
    kind, start, end = text.block_at(date.start())
    if not date["day"].isdigit():
        return DOUBTFUL
    block = text.source[start : min(end, start + _LONGEST_ENTRY)]
    if len(block.split()) <= len(date.group().split()) + 1:
        return DOUBTFUL
    if kind in blocks.RUNNING:
        return SURE if date["year"] else LIKELY
    return LIKELY if kind == blocks.HEADING and date["year"] else DOUBTFUL


def _closing_certainty(source: str, date: re.Match[str]) -> float:
    """Return how sure it is that a comma closes the date; 0 where none can."""
    following = _GOES_ON.match(source, date.end())
    before = _before(date)
    if following is None or _ATTRIBUTIVE.search(before):
        return 0.0
    word = following["word"]
    if word in _LINKS or not date["year"]:
        return DOUBTFUL
    if word[0].islower():
        return SURE
    is_name = lexicon.is_name(word)
    return SURE if is_name and _SENTENCE_START.search(before) else DOUBTFUL


def _before(date: re.Match[str]) -> str:
    """Return the few words before the date."""
    return date.string[max(0, date.start() - 40) : date.start()]
