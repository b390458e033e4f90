"""`Line`: one line of a document and the features of its form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import filterfalse
from types import MappingProxyType

import attrs

from textclean import furniture
from textclean.english.words import FUNCTION_WORDS, OPEN_ENDS, SENTENCE_WORDS
from textclean.tokens.lines import line_spans
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span, is_abbreviation, unbroken_words

_STOPS = (".", "!", "?", "…")
# What may follow the stop of a sentence.
CLOSING = "\"'”’»)]*_"
_INITIALISM_AT_END = pattern(r"\b[A-Z]\.[A-Z]\.\Z")
# The whole word or number before the stop: from each of its letters on, a text without spaces takes
# as long as the square of its length.
_INNER_STOP = pattern(
    r"((?<![^\W\d_])[^\W\d_]{2,}+|(?<!\d)\d{3,}+)(?=[.!?][\"'”’)\]]* +[\"“‘'(]?[A-Z])"
)
_GAP = pattern(r"(?<=[^\s.!?:\"”’)]) {3,}(?=\S)|\s*\t\s*|\s+\|\s+|(?<=\S)\|(?=\S)")
_CODE_END = pattern(r"[;{}]\Z|\)\s*=>|\A[}\])]+[;,]?\Z")
_CODE_MARK = pattern(
    r"[{}<>=]=|[+\-*/|&]=|::|->|=>|&&|\|\||\w\(\w*[\"')]|\w = [\w\"'\[({]|</?\w+[^<>]*>"
    r"|\A\s*(?:[#$>]!? ?(?:/|\w+ -)|//|/\*|\w+:\s*$|@\w+\()"
)
_FIGURES = pattern(r"\d+")
_NUMERIC = pattern(r"[$€£¥+\-–]?\d[\d.,:/%–\-]*(?:st|nd|rd|th|pc|m|bn|k|am|pm)?\Z")


@attrs.frozen(slots=False)  # `moved` takes all that is known with it
class Line:
    """A line that is not blank: its span, without the white space around it, and its text."""

    text: str
    start: int
    end: int
    indent: int
    follows_blank: bool
    is_joint: bool = False  # made of several hard-wrapped lines

    def moved(self, start: int, indent: int, *, follows_blank: bool) -> Line:
        """Return the line as it stands elsewhere, with all that is known of it."""
        line = object.__new__(Line)
        vars(line).update(vars(self))
        vars(line).update(
            start=start, end=start + len(self.text), indent=indent, follows_blank=follows_blank
        )
        return line

    def is_short_beside(self, text: Line) -> bool:
        """Whether the line is less than half as long as another, as a heading beside its text."""
        return 2 * len(self.text) < len(text.text)

    @cached_property
    def furniture(self) -> float:
        """How sure the form of the line alone makes it that it is furniture of a page."""
        return furniture.certainty(self.text)

    @cached_property
    def words(self) -> list[str]:
        """The words, with their inner points, hyphens and apostrophes."""
        return unbroken_words(self.text)

    @cached_property
    def letters(self) -> str:
        """The letters alone."""
        return "".join(filter(str.isalpha, self.text))

    @cached_property
    def is_stopped(self) -> bool:
        """Whether the line ends like a sentence: with a stop and what closes after it.

        A line that ends in an initialism ("Living in the U.S.") may end in mid-sentence.
        """
        if self.text.rstrip(CLOSING)[-1:] not in _STOPS:
            return False
        return self.text[-3:-2] != "." or not _INITIALISM_AT_END.search(self.text)

    @cached_property
    def lacks_stop(self) -> bool:
        """Whether the line ends neither a sentence nor, with a colon, leads in what follows."""
        return not (self.is_stopped or self.text.endswith(":"))

    @cached_property
    def is_question(self) -> bool:
        """Whether the line ends in a question or exclamation mark."""
        return self.text.rstrip("\"'”’»)")[-1:] in ("?", "!")

    @cached_property
    def is_open(self) -> bool:
        """Whether the line breaks off where no phrase can end: in a comma, dash or small word."""
        if self.text.endswith((",", ";", "-", "–", "—", "(", "&", "/")):
            return True
        return (
            bool(self.words)
            and self.text.endswith(self.words[-1])
            and (self.words[-1] in OPEN_ENDS)
        )

    @cached_property
    def has_inner_stop(self) -> bool:
        """Whether a sentence ends within the line and another begins."""
        return not all(map(is_abbreviation, _INNER_STOP.findall(self.text)))

    @cached_property
    def starts_lower(self) -> bool:
        """Whether the first word is in small letters; names such as iPhone or data.gov are not."""
        word = self.words[0] if self.words else ""
        return word.islower() and word[0].isalpha() and "." not in word

    @cached_property
    def is_capitals(self) -> bool:
        """Whether all letters are capitals, and there are more than three."""
        return self.text.isupper() and len(self.letters) > 3

    @cached_property
    def content_words(self) -> list[str]:
        """The words that title case sets with a capital: not numbers, not function words."""
        # Most function words are in small letters, and to write a word small takes longest.
        words = filterfalse(FUNCTION_WORDS.__contains__, self.words)
        return [word for word in words if word[0].isalpha() and word.lower() not in FUNCTION_WORDS]

    @cached_property
    def is_labelled(self) -> bool:
        """Whether one word and a colon stand first: `Director: Ines Marquez`."""
        return bool(re.match(r"\w+: ", self.text))

    @cached_property
    def title_share(self) -> float:
        """The share of content words with a capital, from 0 to 1; the first word, which has one
        anyhow, counts only where it is alone.
        """
        words = self.content_words
        if len(words) > 1 and words[0] == self.words[0]:
            words = words[1:]
        capital = sum(not word.islower() and any(map(str.isupper, word)) for word in words)
        return capital / len(words) if words else 0.0

    @cached_property
    def is_title_case(self) -> bool:
        """Whether words other than the first have the capitals of a title, and verbs too."""
        has_more = any(word in self.content_words for word in self.words[1:])
        return has_more and self.title_share > 0.7 and not self.sentence_words

    @cached_property
    def small_function_words(self) -> int:
        """How many function words stand in small letters."""
        return sum(map(FUNCTION_WORDS.__contains__, self.words))

    @cached_property
    def sentence_words(self) -> int:
        """How many words are common in sentences and rare in headings."""
        return sum(map(SENTENCE_WORDS.__contains__, self.words))

    @cached_property
    def has_sentence(self) -> bool:
        """Whether a verb stands among small words, or a sentence begins in mid-line with one."""
        if self.sentence_words and self.small_function_words > 1:
            return True
        small = FUNCTION_WORDS | SENTENCE_WORDS
        return any(word[0].isupper() and word.lower() in small for word in self.words[1:])

    @cached_property
    def columns(self) -> int:
        """How many columns wide spaces, tabs or pipes cut the line into."""
        if not ("   " in self.text or "\t" in self.text or "|" in self.text):
            return 1
        return len(_GAP.findall(self.text.strip("|"))) + 1

    @cached_property
    def reads_on(self) -> bool:
        """Whether so many small words stand in a long line that it is a paragraph, whatever spaces
        are in it: an export may leave one in the place of each mark.
        """
        return self.is_long and self.small_function_words * 5 >= len(self.words)

    @cached_property
    def numeric_share(self) -> float:
        """The share of white-space-separated parts that are numbers."""
        parts = self.text.split()
        return sum(bool(_NUMERIC.match(part.strip("()|,;*"))) for part in parts) / len(parts)

    @cached_property
    def looks_like_code(self) -> bool:
        """Whether the marks are those of a program rather than of prose."""
        if _CODE_END.search(self.text) and (self.text[-1] != ";" or "=" in self.text):
            return True
        marks = len(_CODE_MARK.findall(self.text))
        return marks > 0 and marks * 6 >= len(self.words)

    @cached_property
    def is_long(self) -> bool:
        """Whether the line is too long for anything but running text."""
        return len(self.text) >= 100 or len(self.words) >= 15

    @cached_property
    def is_headlinese(self) -> bool:
        """Whether the line lacks what headlines leave out: articles, auxiliaries, pronouns and the
        stop.
        """
        return not (
            len(self.words) > 20
            or self.is_stopped
            or self.sentence_words
            or any(word.lower() in ("a", "an", "the") for word in self.words)
        )

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line is a paragraph beyond doubt, with or without its final stop."""
        if self.starts_lower and not self.is_long:
            return False
        if self.is_long and self.is_stopped:
            return not FUNCTION_WORDS.isdisjoint(self.words)
        if self.is_long:
            if self.small_function_words * 8 < len(self.words):
                return False
            return self.title_share < 0.75 and not self.is_capitals
        if self.has_inner_stop and len(self.words) >= 8 and self.small_function_words:
            return True
        return self.is_stopped and not self.is_question and len(self.words) >= 4


def goes_on(
    line: Line, following: Line, *, fewest_words: int = 1, over_semicolon: bool = True
) -> bool:
    r"""Whether a sentence goes on from one line to the next, whatever stands or stood between them.

    A line of less than `fewest_words` is a label or an entry and no sentence that breaks off. A
    semicolon may part the clauses of a list, each of which is a line; without `over_semicolon` no
    sentence goes on over one.

    >>> goes_on(*lines("The board said\n\nthat talks would go on.\n"))
    True
    """
    return (
        line.lacks_stop
        and following.starts_lower
        and len(line.words) >= fewest_words
        and (over_semicolon or not line.text.endswith(";"))
    )


def folded(line: str) -> str:
    """Return what a line has in common with those that a source takes for the same: case, white
    space and the figures of a date or a page differ from document to document.

    >>> folded("5 min  Read") == folded("12 min read")
    True
    """
    return _FIGURES.sub("0", " ".join(line.casefold().split()))


def written_lines(
    source: str, spans: Iterable[Span], known: Mapping[str, Line] = MappingProxyType({})
) -> Iterator[Line]:
    """Yield those of the lines of a source, given by their `spans`, that are not blank; `known` are
    lines of which something may be known, by their text.
    """
    follows_blank = True
    for span in spans:
        raw = source[span.start : span.end]
        text = raw.strip()
        if text:
            indent = len(raw) - len(raw.lstrip())
            start = span.start + indent
            if line := known.get(text):
                yield line.moved(start, indent, follows_blank=follows_blank)
            else:
                yield Line(text, start, start + len(text), indent, follows_blank)
        follows_blank = not text


def lines(source: str) -> Iterator[Line]:
    """Yield the lines of `source` that are not blank; of a `Text` they are `written_lines`."""
    return written_lines(source, line_spans(source))
