"""Credits of photographs, as they stand under them."""

from __future__ import annotations

import re

_AGENCY = (
    r"(?:Getty(?:\ Images)?|GETTY\ IMAGES|REUTERS|Reuters|AFP|AP|EPA(?:-EFE)?|PA|AAP|ANP|DPA|dpa"
    r"|Xinhua|XINHUA|Bloomberg|BLOOMBERG|Shutterstock|SHUTTERSTOCK|Alamy|ALAMY|iStock|Flickr"
    r"|Unsplash|Pixabay|Wikimedia(?:\ Commons)?|Handout|AP\ Photo|ZUMA(?:\ Press)?|TASS|Rex)"
)
_NAME = r"[A-Z][\w.'’-]*(?:\ (?:of\ |de\ |van\ |von\ |for\ |the\ )?[A-Z0-9][\w.'’&-]*){0,4}"
_WHAT = (
    r"(?:(?:[Ff]ile|FILE|[Ff]eatured|[Cc]over|[Hh]andout|[Ss]tock)\ )?"
    r"(?:[Pp]hoto(?:graph|s|graphs)?|PHOTOS?|[Ii]mages?|IMAGES?|[Pp]ictures?|PICTURES?"
    r"|[Ii]llustrations?|[Gg]raphics?|Credits?|CREDIT|Videos?)"
)
_SAYS = (
    r"(?:\ ?:|(?:\ (?:[Cc]redits?|[Ss]ource|[Cc]opyright|CREDIT|[Cc]ourtesy(?:\ of)?|by|BY)|,)"
    r"\ ?:?)"
)
_MAKER = rf"(?:{_NAME}|@\w+)(?:(?:\ ?/\ ?|\ via\ |,\ |\ \|\ |\ for\ ){_NAME})*"
_FROM_AGENCY = (
    rf"(?:{_NAME}(?:\ ?/\ ?|\ via\ ))*{_AGENCY}(?:(?:\ ?/\ ?|\ via\ ){_NAME})*(?:,\ File)?"
)

LINE = re.compile(
    rf"""
    [(\[]? (?: {_WHAT}{_SAYS}\ ?{_MAKER} | {_AGENCY}\ (?:[Ff]ile\ )?(?:[Pp]hoto|[Ii]mage)s?
      | {_NAME}(?:\ ?/\ ?|\ via\ ){_FROM_AGENCY} | {_FROM_AGENCY}(?:\ ?/\ ?){_NAME}
      | [Cc]ourtesy(?:\ of|:)?\ {_NAME} ) [)\]]?\.?\Z
    """,
    re.VERBOSE,
)
AT_END = re.compile(
    rf"""
    (?<=[.!?”"’)\w])[ ](?:[—|-]\ )?
    (?: [(\[](?: {_WHAT}{_SAYS}\ ?{_FROM_AGENCY}
        | {_AGENCY}(?:\ [Ff]ile)?(?:\ [Pp]hoto)?(?:/{_MAKER})?
        | {_FROM_AGENCY} | [A-Z][\w'’-]+\ [A-Z][\w'’-]+\ ?/\ ?{_NAME} )[)\]]
      | (?<=[.!?”"’)]\ ){_WHAT}{_SAYS}\ ?{_MAKER} | (?<=\|\ ){_AGENCY} )\.?\Z
    """,
    re.VERBOSE,
)
# Between sentences or within one; both ends are known.
IN_TEXT = re.compile(
    rf"""
    (?<![\w"“‘'’-])
    (?: [(\[](?:{_WHAT}{_SAYS}\ ?{_MAKER}|{_NAME}(?:\ ?/\ ?|\ via\ ){_FROM_AGENCY}
          |{_FROM_AGENCY}\ ?/\ ?{_NAME}|{_AGENCY}(?:\ [Ff]ile)?\ [Pp]hoto)[)\]]
      | (?=[PIVCF]){_WHAT}{_SAYS}\ ?{_FROM_AGENCY}
      | [A-Z][\w'’-]+\ (?:[A-Z][\w.'’-]+\ ?){{1,2}}/\ ?{_AGENCY}(?:/{_AGENCY})?
      | Image\ copyright\ {_AGENCY} )
    (?![\w/]|\ /)
    """,
    re.VERBOSE,
)
# A maker's name without an agency, whose end only what follows tells.
NAMED_IN_TEXT = re.compile(rf"(?<![\w\"“‘'’(\[-])(?=[PIVCF]){_WHAT}{_SAYS}\ ?(?=[A-Z])", re.VERBOSE)


def may_have_credit(passage: str) -> bool:
    """Whether a passage has one of the signs without which there is no credit in it.

    >>> may_have_credit("Petra Lind/AP"), may_have_credit("She took the photo.")
    (True, False)
    """
    if any(root in passage for root in _ROOTS) and _SIGN.search(passage):
        return True
    return any(
        _AGENCY_BEFORE.search(passage, max(0, slash.start() - _LONGEST_AGENCY), slash.start())
        or _AGENCY_AFTER.match(passage, slash.end())
        for slash in _SLASH.finditer(passage)
    )


# Without the first letter, which may be a capital.
_ROOTS = (
    *("hoto", "mage", "icture", "llustration", "raphic", "ideo", "redit", "ourtesy"),
    *("PHOTO", "IMAGE", "PICTURE", "CREDIT", " via ", "| "),
)
_SIGN = re.compile(
    r"(?:hoto(?:graph)?|mage|icture|llustration|raphic|ideo|redit|PHOTO|IMAGE|PICTURE|CREDIT)[sS]?"
    r"(?:,? ?:| (?:by|BY|[Cc]redit|CREDIT|source|copyright|[Cc]ourtesy)\b|,|\))"
    rf"|ourtesy|\ via\ |\|\ {_AGENCY}"
)
_SLASH = re.compile("/")
_LONGEST_AGENCY = 20
_AGENCY_BEFORE = re.compile(rf"\b{_AGENCY}\ ?\Z", re.VERBOSE)
_AGENCY_AFTER = re.compile(rf"\ ?{_AGENCY}\b", re.VERBOSE)
