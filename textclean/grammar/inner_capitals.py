"""A capital inside a word: a name has it ("YouTube"), or a second word that has lost the space
before it ("StrandedThere").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS, PREPOSITIONS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.layout.lines import lines
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.pattern import pattern

# The second word begins a sentence, which goes on; the first is no part of an address or of code.
_BEFORE = r"(?<![\w.@#/\\:_+=&`~])"
_AFTER = r"(?=,? [^\W_]|,? [“\"‘$€£(])"
_SECOND = r"[A-Z][a-z]+(?:['’][a-z]{1,2})?"
_CAMEL = pattern(rf"{_BEFORE}(?P<first>[A-Z]?[a-z]{{2,}})(?P<second>{_SECOND}){_AFTER}")
_CAPITALS = pattern(rf"{_BEFORE}(?P<first>[A-Z]{{2,}})(?P<second>{_SECOND}){_AFTER}")
_NUMBER = pattern(rf"{_BEFORE}(?P<first>\d{{4}})(?P<second>{_SECOND}){_AFTER}")
_I = pattern(
    rf"{_BEFORE}(?P<first>[A-Z]?[a-z]{{3,}})"
    r"(?P<second>I(?:['’](?:m|ve|ll|d))?)(?= (?!(?:and|or|of|to|in|is)\b)[a-z])"
)
_WORD = pattern(r"\w+")
_WITH_ENDING = pattern(r"(?<!\w)\w+['’]\w+")
_INFLECTED = pattern(r"\w{3}(?:ed|ing|ly|ion|ions|ment|ments|ness|ity|ies|ers|ors)\Z")

# Words that begin a sentence and do not end the name of a company, as "in", "on" and "it" do.
SENTENCE_OPENERS = frozenset(
    """
    the he she they we there his her their however although while when according meanwhile because
    since during despite
    """.split()  # noqa: SIM905
)
# These do end names (`AddThis`), but not of those that begin in lower case.
_OPENERS_AFTER_LOWER_CASE = SENTENCE_OPENERS | frozenset(
    """
    this these those but and if as for from with after before under among a an it in at our my your
    its what who some many most such also another between within without until unlike instead
    rather thus moreover furthermore nevertheless today yesterday perhaps maybe
    """.split()  # noqa: SIM905
)

# Those that end names as well begin a sentence before these: "BoostIn 2019", not "LinkedIn said".
_NAME_ENDS = frozenset("in on it up at off out over under to by me you us all any now not".split())  # noqa: SIM905
AFTER_OPENER = pattern(
    r" (?:\d|(?:the|this|that|these|an?|his|her|its|their|our|my|is|was|has|had|will|behalf)\b)"
)

_KNOWN = 50  # times in clean prose
_MOST_LOWER = 0.05  # share in clean prose of what is a name and nothing else
_SHORTEST_BODY = 6  # words
# Of a heading and of its body no more is looked at, in characters.
_LONGEST_HEADING = 200
_LONGEST_BODY = 400


def inner_capitals(text: Text) -> Iterator[tuple[int, float]]:
    """Yield the capitals inside words that begin a word of their own: offset and probability.

    The second word must begin sentences: there are few such words that end names as well, fewer
    after a small letter, and in a heading's last word nearly none, where a paragraph follows.
    A word that comes back is a name.
    """
    source, words = text.source, text.scanned
    for place in np.flatnonzero(words.shape == scan.MIXED).tolist():
        start, end = int(words.start[place]), int(words.end[place])
        for form in (_CAMEL, _I, _CAPITALS, _NUMBER):
            # The patterns look at three characters behind the word.
            match = form.match(source, start, min(len(source), end + 24))
            if match and match.end() == end:
                confidence = _confidence(text, match)
                if confidence and comes_once(text, source[start:end]):
                    yield match.start("second"), confidence
                break


def comes_once(text: Text, word: str) -> bool:
    """Whether the document has a word once."""
    return _counts(text)[word] <= 1


@view
def _counts(text: Text) -> Counter[str]:
    """Return how often the document has each word, with what an apostrophe adds and without."""
    found = Counter(_WORD.findall(text.source))
    found.update(_WITH_ENDING.findall(text.source))
    return found


def _confidence(text: Text, match: re.Match[str]) -> float:
    """Return how sure it is that a word with a capital inside is two, as "StrandedThere" is."""
    first, second = match["first"], match["second"].partition("'")[0].partition("’")[0]
    opener = second.lower()
    if first in PREPOSITIONS and lexicon.count(opener) > _KNOWN:
        return LIKELY if lexicon.lower_share(opener) < _MOST_LOWER else 0.0  # "ofLondon"
    if len(first) < 3 and not first.isupper():
        return 0.0
    is_known = lexicon.count(first) > 0 or bool(_INFLECTED.search(first))
    if first.islower() and is_known:
        follows = match.string[match.end() : match.end() + 1]
        if opener in (*_OPENERS_AFTER_LOWER_CASE, "i") or (
            second.endswith("ly") and follows == ","
        ):
            return SURE
    elif first.istitle() and is_known and opener in SENTENCE_OPENERS:
        return SURE
    elif (first.isdigit() or first.isupper()) and opener in SENTENCE_OPENERS:
        return SURE if len(opener) > 2 else 0.0
    if _ends_heading(text, match):
        is_small = opener in FUNCTION_WORDS or opener == "i"
        if opener in _NAME_ENDS and not AFTER_OPENER.match(match.string, match.end()):
            return 0.0
        is_word = first.isupper() and not lexicon.is_name(opener)
        if is_small or is_word:
            return SURE
        return 0.0 if lexicon.is_name(opener) else DOUBTFUL
    are_common = min(lexicon.count(first), lexicon.count(second)) > _KNOWN
    return DOUBTFUL if first.islower() and len(first) > 3 and are_common else 0.0


def _ends_heading(text: Text, match: re.Match[str]) -> bool:
    """Whether the line up to the capital has the form of a heading, and a paragraph follows."""
    line = text.line_at(match.start())
    if match.start() - line.start > _LONGEST_HEADING:
        return False
    body = text.source[match.start("second") : min(line.end, match.end() + _LONGEST_BODY)]
    heading = next(lines(text.source[line.start : match.end("first")]))
    if match["first"].isupper():  # not "The USAJobs site", "Using APIs"
        has_form = heading.is_capitals and len(heading.words) > 2
    else:
        has_form = heading.is_title_case and len(heading.words) > 1
    is_one = not (heading.is_long or heading.has_inner_stop)
    return has_form and is_one and len(body.split()) >= _SHORTEST_BODY
