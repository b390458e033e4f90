"""A sentence that begins with no space behind what ends the one before it, where that is more than
a plain word: `p.m.The`, `2.9.The`, `(at last).The`, `a clean break".The`, `example.com/news.The`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.entities import html5

from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS, MONTHS, TOP_LEVEL_DOMAINS, WEEKDAYS
from textclean.evidence.confidence import LIKELY, SURE
from textclean.grammar.inner_capitals import AFTER_OPENER, SENTENCE_OPENERS
from textclean.grammar.tight_quotes import opening_marks
from textclean.text import Text
from textclean.tokens.pattern import Signs, pattern

# What follows is no part of an address, a file name or code.
_FREE = r"(?![\w@#/\\(_+=`~]|\.\w|:/)"
_SECOND = rf"(?P<second>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+|I(?:['’][a-z]+)?(?= )|A(?= [a-z])){_FREE}"
_PLACE = pattern(rf"[.!?](?:[)\]\"”’'](?:(?<=[.!?].)|(?<=\).))|\[\d{{1,3}}\])?(?={_SECOND})")
_SEMICOLON = pattern(
    rf"(?<![\w.@#/\\:_+=&`~;-])(?P<first>[^\W\d_]*[a-z]);(?=(?P<second>[^\W\d_]+){_FREE}(?!;))"
)
_JOINED = r"[\w.@#/\\:_+=&`~-]"
# e.g.the first quarter, at 5 p.m.on Monday
_BEFORE_LOWER = pattern(
    rf"\.(?:(?<=e\.g\.|i\.e\.|[ap]\.m\.|etc\.)(?<!{_JOINED}...\.)|(?<=vs\.|cf\.)(?<!{_JOINED}..\.))"
    rf"(?=(?P<second>[a-z]{{2,}})(?!-){_FREE})"
)

# One of these is in whatever a pattern finds.
_BEGINS = r"(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]|I['’ ]|A )"
_TIGHT_CAPITAL = (Signs(".!?", _BEGINS), Signs(")]\"”’'", rf"(?<=[.!?\d].){_BEGINS}"))
_TIGHT_POINT = pattern(r"\.[a-z]{2}")
_TIGHT_SEMICOLON = pattern(r";[^\W\d_]")

# How much is looked at of what stands before a place, in characters.
_LOOKED_AT = 60
_COMMON = 50  # times in clean prose
_SEMICOLON_PROSE = 5  # spaces in its line
_DAYS_AND_MONTHS = frozenset(WEEKDAYS) | frozenset(MONTHS)

# What is counted by letters: "annex C", "size L". A single letter is an initial elsewhere.
_LETTERED = (
    r"annex|appendix|block|building|case|category|class|column|court|division|exhibit|figure|gate|"
    r"grade|group|hepatitis|line|option|part|phase|plan|pool|row|schedule|section|series|size|"
    r"stand|table|team|terminal|type|unit|vitamin|wing|zone"
)


def _is_sentence(second: str, after: str) -> bool:
    """Whether a small word with a capital begins a sentence: "The …", "It was …", not "It"."""
    small = re.split("['’]", second.lower())[0]
    if small in ("i", "a") or small in SENTENCE_OPENERS:
        return True
    if small not in FUNCTION_WORDS:
        return False
    return len(small) > 2 or AFTER_OPENER.match(after) is not None


def _is_word(second: str, after: str) -> bool:
    """Whether a word is one that is so common in small letters that a capital has a reason."""
    is_common = not lexicon.is_name(second) and lexicon.count(second) > _COMMON
    return is_common or _is_sentence(second, after)


def _is_word_that_goes_on(second: str, after: str) -> bool:
    """Whether such a word has another small one after it."""
    return _is_word(second, after) and re.match(" [a-z]", after) is not None


def _is_known(second: str, after: str) -> bool:
    """Whether clean prose has the word, if only as a name."""
    return lexicon.count(second) > 0 or _is_word(second, after)


def _is_single_letter(second: str, after: str) -> bool:
    """Whether the sentence begins with "I" or "A", which other rules of words do not see."""
    return len(second.split("'")[0].split("’")[0]) == 1 and re.match(" [a-z]", after) is not None


def _is_small_with_verb(second: str, after: str) -> bool:
    """Whether a small word is followed by what makes a sentence of it: "It was"."""
    return second.lower() in FUNCTION_WORDS and AFTER_OPENER.match(after) is not None


# What ends the one sentence, and what the other must begin with.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, str], bool]], ...] = tuple(
    (re.compile(rf"(?:{form})\Z"), begins)
    for form, begins in (
        (r"(?<![\w.])[ap]\.m\.", _is_known),
        (r"(?<![\w.])(?:[A-Z]\.){2,}", _is_sentence),
        (rf"\b(?:{_LETTERED}) [A-Z]\.", _is_word_that_goes_on),
        # a figure, but not the number of an item: "2.9.The", "$5.The", "6%.The", "10:30.It"
        (r"[^\s\w.] ?[$£€]?\d[\d.,:–-]*(?:%|[a-z]{1,2})?[.!?]|"
         r"\w [($£€]{0,2}\d[\d.,:–-]*(?:%|[a-z]{1,2})?[.!?]", _is_sentence),
        (r"[\w.!?%\"”’)][)\]][.!?]|\w[.!?]\)|[.!?]\[\d{1,3}\]", _is_word),
        (r"[\w%][\"”’'][.!?]|[\w%)][.!?][’']", _is_word),
        (r"\d%?[.!?][\"”]|[ap]\.m\.[\"”]|\)[.!?][\"”]", _is_word),
        (r"[a-z]{2}[.!?]", _is_single_letter),
        (r"(?<![\w.@/-])[A-Z][a-z]+\.", _is_small_with_verb),
    )
)  # fmt: skip
_LAST_WORD = pattern(r"([^\W\d_]+)\W+\Z")
_DAY_OR_MONTH = pattern(r"\b([A-Z][a-z]{2,8})\.\Z")
_ADDRESS = pattern(
    r"(?<!\S)[(“\"]?(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|[\w-]+(?:\.[\w-]+)+/\S*|"
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|js|uk|eu|co))\.\Z",
    re.IGNORECASE,
)


def tight_sentences(text: Text) -> Iterator[tuple[int, float]]:
    """Yield where a sentence begins with no space before it: offset and probability."""
    source = text.source
    if any(tight.are_in(source) for tight in _TIGHT_CAPITAL):
        yield from _before_capitals(text)
    for place in _BEFORE_LOWER.finditer(source) if _TIGHT_POINT.search(source) else ():
        if place["second"] in FUNCTION_WORDS:
            yield place.end(), SURE
    if _TIGHT_SEMICOLON.search(source):
        yield from _after_semicolons(text)


def _before_capitals(text: Text) -> Iterator[tuple[int, float]]:
    """Yield where a sentence begins with a capital and no space before it."""
    source = text.source
    opening = opening_marks(source)
    for place in _PLACE.finditer(source):
        at, second = place.end(), place["second"]
        if at - 1 in opening:
            continue
        before = source[max(text.line_at(at).start, at - _LOOKED_AT) : at]
        after = source[place.end("second") : place.end("second") + _LOOKED_AT]
        if _ends_sentence(before, second, after):
            yield at, SURE


def _ends_sentence(before: str, second: str, after: str) -> bool:
    """Whether what stands before a capital ends a sentence there."""
    day = _DAY_OR_MONTH.search(before)
    if day and day[1].lower() in _DAYS_AND_MONTHS:
        is_short = len(second) < 3 or second.lower() in TOP_LEVEL_DOMAINS
        return _is_sentence(second, after) or (not is_short and _is_word(second, after))
    if _ADDRESS.search(before):
        return _is_sentence(second, after) and after.startswith(" ")
    word = _LAST_WORD.search(before)
    if word and word[1].islower() and not lexicon.count(word[1]):  # "lol.I" is how some write
        return False
    return any(form.search(before) and begins(second, after) for form, begins in _FORMS)


def _after_semicolons(text: Text) -> Iterator[tuple[int, float]]:
    """Yield where a clause begins behind a semicolon of prose: "went home;we stayed"; not behind
    the name of an entity ("nbsp;"), and not in the rows of data ("red;green;blue").
    """
    source = text.source
    for place in _SEMICOLON.finditer(source):
        line = text.line_at(place.start())
        passage = source[max(line.start, place.start() - _LOOKED_AT) : place.end() + _LOOKED_AT]
        is_prose = passage.count(" ") > _SEMICOLON_PROSE + passage.count(";")
        are_known = lexicon.count(place["first"]) and lexicon.count(place["second"])
        if is_prose and are_known and place["first"] + ";" not in html5:
            is_small = place["second"].lower() in FUNCTION_WORDS
            yield place.end(), SURE if is_small else LIKELY
