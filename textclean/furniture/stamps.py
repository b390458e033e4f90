"""Dates and times as pages stamp them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from textclean.english.words import MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from textclean.furniture.form import Form
from textclean.furniture.gap import Gap
from textclean.furniture.place import Place, between_sentences, found, lines_at
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span

_MONTHS = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_MONTH = rf"(?i:{_MONTHS}|sept)\.?"
_WEEKDAY = rf"(?i:{'|'.join((*WEEKDAYS, *SHORT_WEEKDAYS))})\.?,?"
_YEAR = r"(?:19|20)\d\d"
_ZONE = r"(?:GMT|UTC|BST|[ECMP][SD]?T|CES?T|IST|AES?T)"

DATE = rf"""
    (?:{_WEEKDAY}\ )?
    (?: {_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?,?\ {_YEAR}
      | \d{{1,2}}(?:st|nd|rd|th)?\ {_MONTH},?\ {_YEAR}
      | {_YEAR}-\d\d-\d\d | \d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR} )
    (?!\w)
"""
TIME = rf"""
    \d{{1,2}}[:.h]\d\d(?::\d\d)?(?:\ ?(?i:[ap]\.m\.|[ap]m))?(?:\ \(?{_ZONE}\b\)?)?(?![\w:])
"""
_BREAK = r"(?:\ ?[-–—|/•·@,]\ ?|\ (?:at|[oO]n)\ |,\ at\ |\ )"
MOMENT = rf"(?:{DATE}(?:{_BREAK}{TIME})?|{TIME}{_BREAK}{DATE})"
FULL_MOMENT = rf"(?:{DATE}{_BREAK}{TIME}|{TIME}{_BREAK}{DATE})"

_ACT = r"""
    (?i:(?:first\ |last\ |article\ |story\ |originally\ ){0,2}
    (?:published|posted|updated|modified))
"""
LABELLED = (
    rf"{_ACT}(?:\ ?:|\ on|\ at)?\ (?:{MOMENT}|\d{{1,2}}\ (?:minute|min|hour|day|week)s?\ ago)"
)

_NAME = r"[A-Z][\w.'’-]*(?:\ (?:of|de|van|von|der|the)?\ ?[A-Z][\w.'’-]*){0,4}"
_BY = rf"(?:[Ww]ritten\ |[Pp]osted\ |[Tt]ext\ )?(?:[Bb]y|BY)\ {_NAME}(?:(?:,|\ and)\ {_NAME})*"
_RULE = r"(?:\ ?[-–—|/•·]\ ?|,\ |\ )"

# A line with who wrote a story and when it was put on the page; wire copy has the first alone.
_BYLINE = Form(
    rf"""
    {_BY}(?:{_RULE}{_NAME})?{_RULE}(?:(?i:[oO]n|at)\ )?(?:{LABELLED}|{MOMENT})
    (?:{_RULE}(?:{LABELLED}|{MOMENT}|in\ {_NAME}|\d+\ min\ read))*\Z
    """
)
# The same where nothing says that the name is a writer's.
_UNLABELLED_BYLINE = Form(
    rf"{_NAME}\ ?[|•·]\ ?(?:{LABELLED}|{MOMENT})\Z|{_NAME}\ ?[-–—]\ ?{FULL_MOMENT}\Z"
)
_LINE = Form(
    rf"""
    (?: {LABELLED}(?:{_RULE}(?:{MOMENT}|{LABELLED}|(?:[Bb]y|[Ii]n)\ {_NAME}))*
      | (?:{_BY}{_RULE})?{LABELLED} | {FULL_MOMENT} )\Z
    """
)
# Between sentences; both ends are known.
_IN_TEXT = Form(
    rf"""
    (?<![\w"“‘'’(-])
    (?: (?P<labelled>{LABELLED}(?:\ by\ [A-Z][\w'’-]+\ [A-Z][\w'’-]+)?) | {FULL_MOMENT}
      | \d{{1,2}}[ ]min(?:ute)?s?\ read
      | (?:Reading\ time|Time\ to\ read):?\ \d{{1,2}}\ min(?:ute)?s?
      | \d{{1,2}}\ (?:minute|hour|day|week)s?\ ago )
    (?![\w:,;])
    """
)


# What an edit says that it takes out.
WHAT = "a time stamp"

# Trigger words: without one of them, or a time of day beside a year, there is no stamp in a line.
TRIGGER_WORDS = frozenset("published posted updated modified read reading ago".split())  # noqa: SIM905
_TRIGGER = pattern(
    r"""
      (?i:published|posted|updated|modified)(?:\ on|\ at)?:?\ [\w,\ ]{0,20}\d
    | (?i:read)(?:ing\ time)?:?\ \d | (?<=[esn]\ )read\b | (?<=[erskyn]\ )ago\b
    """,
    re.VERBOSE,
)
# What stands first is one character that `re` skips to; what stands before it comes after.
_CLOCKS = [pattern(rf"{mark}(?<=\d{mark})\d\d(?!\d)") for mark in (":", r"\.", "h")]
_YEAR_ALONE = pattern(r"(?:19|20)(?<=\b\d\d)\d\d\b")
_REACH = 30  # characters between a time of day and a year
# A line that is nothing but a stamp has a word for what was done, or a time of day.
_DONE_OR_TIMED = pattern(r"(?i:published|posted|updated|modified)|\d[:.h]\d\d")


def may_have_stamp(line: str) -> bool:
    """Whether a line has a year or says how long ago, without which no form here fits all of it.

    >>> may_have_stamp("Updated 3 hours ago"), may_have_stamp("Page 12 of 15")
    (True, False)
    """
    return " ago" in line or _YEAR_ALONE.search(line) is not None


def is_stamp(line: str) -> bool:
    """Whether a line says when a story was put on the page, and nothing else but who wrote it.

    >>> is_stamp("Updated 9 May 2019"), is_stamp("Why Oslo voted in 2019")
    (True, False)
    """
    return _DONE_OR_TIMED.search(line) is not None and _LINE.match(line) is not None


def is_byline(line: str) -> bool:
    """Whether a line says who wrote a story and when it was put on the page.

    >>> is_byline("By Ada Marsh | 9 May 2019"), is_byline("By 9 May 2019 all was over.")
    (True, False)
    """
    return "by " in line[:12].lower() and _BYLINE.match(line) is not None


def is_unlabelled_byline(line: str) -> bool:
    """Whether a line has a name and a moment with a mark between them."""
    return any(mark in line for mark in "|•·-–—") and _UNLABELLED_BYLINE.match(line) is not None


def clocks(source: str) -> Iterator[int]:
    """Yield where times of day begin, none within another.

    >>> list(clocks("At 1:23:45 and 6.30 of 7.8"))
    [3, 15]
    """
    end = 0
    for start in sorted(minutes.start() for clock in _CLOCKS for minutes in clock.finditer(source)):
        if start > end:
            yield start - 1
            end = start + len(":23")


def places(source: str, lines: Sequence[Span], triggers: Iterable[int]) -> Iterator[Place]:
    """Yield the places of stamps in the paragraphs of a text, of which these are the
    lines; `triggers` are the offsets of the trigger words.
    """
    dated = (
        at for at in clocks(source) if _YEAR_ALONE.search(source, max(0, at - _REACH), at + _REACH)
    )
    labelled = (at for at in triggers if _TRIGGER.match(source, at))
    for match in found(_IN_TEXT, source, lines_at(lines, [*dated, *labelled])):
        yield Place(*match.span(), _labelled_stamp if match["labelled"] else _stamp, WHAT)


def _stamp(gap: Gap) -> Gap:
    return gap.with_confidence(between_sentences(gap))


def _labelled_stamp(gap: Gap) -> Gap:
    return gap.with_confidence(between_sentences(gap, may_lack_stop=True))
