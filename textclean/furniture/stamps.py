"""Dates and times as pages stamp them."""

from __future__ import annotations

import re

_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,?"
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
BYLINE = re.compile(
    rf"""
    {_BY}(?:{_RULE}{_NAME})?{_RULE}(?:(?i:[oO]n|at)\ )?(?:{LABELLED}|{MOMENT})
    (?:{_RULE}(?:{LABELLED}|{MOMENT}|in\ {_NAME}|\d+\ min\ read))*\Z
    """,
    re.VERBOSE,
)
# The same where nothing says that the name is a writer's.
UNLABELLED_BYLINE = re.compile(
    rf"{_NAME}\ ?[|•·]\ ?(?:{LABELLED}|{MOMENT})\Z|{_NAME}\ ?[-–—]\ ?{FULL_MOMENT}\Z", re.VERBOSE
)
LINE = re.compile(
    rf"""
    (?: {LABELLED}(?:{_RULE}(?:{MOMENT}|{LABELLED}|(?:[Bb]y|[Ii]n)\ {_NAME}))*
      | (?:{_BY}{_RULE})?{LABELLED} | {FULL_MOMENT} )\Z
    """,
    re.VERBOSE,
)
# Between sentences; both ends are known.
IN_TEXT = re.compile(
    rf"""
    (?<![\w"“‘'’(-])
    (?: (?P<labelled>{LABELLED}(?:\ by\ [A-Z][\w'’-]+\ [A-Z][\w'’-]+)?) | {FULL_MOMENT}
      | \d{{1,2}}[ ]min(?:ute)?s?\ read
      | (?:Reading\ time|Time\ to\ read):?\ \d{{1,2}}\ min(?:ute)?s?
      | \d{{1,2}}\ (?:minute|hour|day|week)s?\ ago )
    (?![\w:,;])
    """,
    re.VERBOSE,
)


def may_have_stamp(passage: str) -> bool:
    """Whether a passage has one of the signs without which `IN_TEXT` finds nothing.

    >>> may_have_stamp("Updated at 3:10 pm"), may_have_stamp("She had 3 of 10.")
    (True, False)
    """
    return any(root in passage for root in _ROOTS) and bool(_SIGN.search(passage))


# Without the first letter, which may be a capital.
_ROOTS = (
    *("ublished", "osted", "pdated", "odified", "PUBLISHED", "POSTED", "UPDATED", "MODIFIED"),
    *(" read", "eading time", "s ago", "r ago", ":", "."),
)
_SIGN = re.compile(
    r"(?:ublished|osted|pdated|odified|UBLISHED|OSTED|PDATED|ODIFIED)(?: on| at)?:? [\w, ]{0,20}\d"
    r"|\d (?:minute|hour|day|week)s? ago|\d min\w* read|to read:? \d|eading time:? \d"
    r"|\d[:.h]\d\d.{0,24}(?:19|20)\d\d|(?:19|20)\d\d.{0,12}\d[:.h]\d\d"
)
