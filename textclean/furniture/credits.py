"""Credits of photographs, as they stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

import attrs

from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.evidence.confidence import LIKELY, SURE
from textclean.furniture.form import Form
from textclean.furniture.gap import Gap, Word
from textclean.furniture.place import Place, between_sentences, found, lines_at, marks
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span

_LONGEST_NAME = 5  # words

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
_SAYS = r"(?:\ ?:|\ (?:[Cc]redits?|[Ss]ource|[Cc]opyright|CREDIT|[Cc]ourtesy(?:\ of)?|by|BY)\ ?:?)"
_MAKER = rf"(?:{_NAME}|@\w+)(?:(?:\ ?/\ ?|\ via\ |,\ |\ \|\ |\ for\ ){_NAME})*"
_FROM_AGENCY = (
    rf"(?:{_NAME}(?:\ ?/\ ?|\ via\ ))*{_AGENCY}(?:(?:\ ?/\ ?|\ via\ ){_NAME})*(?:,\ File)?"
)

# Behind a comma only an agency is a maker: "Graphics, Inc." and "Photos, Videos" are none.
_CREDIT = rf"(?:{_WHAT}{_SAYS}\ ?{_MAKER}|{_WHAT},\ {_FROM_AGENCY})"
_CREDIT_OF_AGENCY = rf"{_WHAT}(?:{_SAYS}\ ?|,\ ){_FROM_AGENCY}"

LINE = Form(
    rf"""
    [(\[]? (?: {_CREDIT} | {_AGENCY}\ (?:[Ff]ile\ )?(?:[Pp]hoto|[Ii]mage)s?
      | {_NAME}(?:\ ?/\ ?|\ via\ ){_FROM_AGENCY} | {_FROM_AGENCY}(?:\ ?/\ ?){_NAME}
      | [Cc]ourtesy(?:\ of|:)?\ {_NAME} ) [)\]]?\.?\Z
    """
)
AT_END = Form(
    rf"""
    (?<=[.!?”"’)\w])[ ](?:[—|-]\ )?
    (?: [(\[](?: {_CREDIT_OF_AGENCY}
        | {_AGENCY}(?:\ [Ff]ile)?(?:\ [Pp]hoto)?(?:/{_MAKER})?
        | {_FROM_AGENCY} | [A-Z][\w'’-]+\ [A-Z][\w'’-]+\ ?/\ ?{_NAME} )[)\]]
      | (?<=[.!?”"’)]\ ){_CREDIT} | (?=[A-Z]){_WHAT}\ ?:\ ?{_MAKER}
      | (?<=\|\ ){_AGENCY} )\.?\Z
    """
)
# Between sentences or within one; both ends are known.
_IN_TEXT = Form(
    rf"""
    (?<![\w"“‘'’-])
    (?: [(\[](?:{_CREDIT}|(?=[^()]*[a-z]){_NAME}(?:\ ?/\ ?|\ via\ ){_FROM_AGENCY}
          |{_FROM_AGENCY}\ ?/\ ?{_NAME}|{_AGENCY}(?:\ [Ff]ile)?\ [Pp]hoto)[)\]]
      | (?=[PIVCF]){_CREDIT_OF_AGENCY}
      | [A-Z][\w'’-]+\ (?:[A-Z][\w.'’-]+\ ?){{1,2}}/\ ?{_AGENCY}(?:/{_AGENCY})?
      | Image\ copyright\ {_AGENCY} )
    (?![\w/])
    """
)
# As pages describe a picture to screen readers.
_CAPTION_IN_TEXT = pattern(
    r"(?<![\w\"“‘'’(-])(?:Image|Media|Video|Photo) (?:caption|source), [A-Z][^.!?]{5,200}[.!?]"
    r"(?= |\Z)"
)
_SLASH = pattern(r" ?/ ?(?=[A-Z])")
# What an edit says that it takes out.
WHAT = "a photo credit"
_CAPTION = "the caption of a picture"

# A maker's name without an agency; only what follows says where it ends.
_NAMED_IN_TEXT = Form(rf"(?<![\w\"“‘'’(\[-])(?=[PIVCF]){_WHAT}{_SAYS}\ ?(?=[A-Z])")


def names_agency(credit: str) -> bool:
    """Whether a credit names an agency of pictures, or stands in brackets as agencies set it.

    >>> names_agency("Photo: Petra Lind/AP"), names_agency("Image: Petra Lind")
    (True, False)
    """
    return credit.strip(" —|-")[0] in "([" or _NAMES_AGENCY.search(credit) is not None


def may_have_credit(passage: str) -> bool:
    """Whether a passage has one of the words or marks without which it holds no credit.

    >>> may_have_credit("Petra Lind/AP"), may_have_credit("She took the photo.")
    (True, False)
    """
    if any(map(passage.__contains__, _ROOTS)) and _TRIGGER.search(passage):
        return True
    return "/" in passage and bool(_SLASHED.search(passage))


def places(source: str, lines: Sequence[Span], triggers: Iterable[int]) -> Iterator[Place]:
    """Yield the places of credits that broke into a paragraph, of which these are the
    lines; `triggers` are the offsets of the trigger words.
    """
    triggered = lines_at(lines, (at for at in triggers if _TRIGGER.match(source, at)))
    slashed = lines_at(lines, marks(source, lines, "/"))
    slashed = [line for line in slashed if _SLASHED.search(source, *line)]
    for match in found(_IN_TEXT, source, sorted({*triggered, *slashed})):
        yield Place(*match.span(), _credit, WHAT, stays_in_list=True)
    for match in found(_CAPTION_IN_TEXT, source, triggered):
        yield Place(*match.span(), _caption, _CAPTION, stays_in_list=True)
    for match in found(_NAMED_IN_TEXT, source, triggered):
        yield Place(*match.span(), _named_credit, WHAT, stays_in_list=True)


def _credit(gap: Gap) -> Gap:
    """Judge a credit, which may be the sentence's own words, as in "The AP/AFP agreement", and of
    which only a part may stand in brackets: "(credit: Press Photo/AP, public domain)".
    """
    if gap.before.rfind("(") > gap.before.rfind(")") and gap.source[gap.first] != "(":
        return gap
    if gap.source[gap.first] in "([":
        return gap.with_confidence(SURE)
    if gap.source[gap.first : gap.last].split()[0].lower() in FUNCTION_WORDS:
        return gap
    gap = _with_outlet(gap)
    return gap.with_confidence(between_sentences(gap) if gap.follows_sentence else LIKELY)


def _with_outlet(gap: Gap) -> Gap:
    """Widen the gap over a name after one more slash: "Petra Lind / AP / The Island Post"."""
    slash = _SLASH.match(gap.source, gap.last, gap.end)
    if not slash:
        return gap
    name = _name(attrs.evolve(gap, last=slash.end()))
    return attrs.evolve(gap, last=name[-1].end) if name else gap


def _caption(gap: Gap) -> Gap:
    return gap.with_confidence(between_sentences(gap, may_lack_stop=True))


def _name(gap: Gap) -> list[Word]:
    """Return the words of the name that follows: no common word after its second."""
    name = list(takewhile(lambda word: word.text[0].isupper(), gap.words_to_end))[:_LONGEST_NAME]
    for at, word in enumerate(name):
        is_common = word.text.lower() in FUNCTION_WORDS or not lexicon.is_name(word.text)
        if at >= 2 and is_common:
            return name[:at]
    return name


def _named_credit(gap: Gap) -> Gap:
    """Widen the gap from "Photo:" over a name, if it stands between sentences."""
    if not gap.follows_sentence:
        return gap
    name = _name(gap)
    if len(name) < 2:
        return gap
    gap = attrs.evolve(gap, last=name[-1].end)
    return gap.with_confidence(LIKELY if between_sentences(gap) else 0.0)


# Trigger words: without one of them, or a slash, there is no credit in a line.
TRIGGER_WORDS = frozenset(
    """
    photo photos photograph photographs image images picture pictures illustration illustrations
    graphic graphics video videos credit credits courtesy media via ap afp reuters getty epa
    """.split()  # noqa: SIM905
)
_TRIGGER = pattern(
    r"""
    (?i:photo(?:graph)?|image|picture|illustration|graphic|video|credit|media)[sS]?
      (?:,?\ ?:|\ (?:by|BY|[Cc]redit|CREDIT|source|copyright|caption|[Cc]ourtesy)\b|,|\))
    | [Cc]ourtesy | (?<=\ )via\ | (?:AP|AFP|REUTERS|Reuters|Getty|EPA)\b[^.]{0,12}[Pp]hoto
    """,
    re.VERBOSE,
)
# Cheaper to look for in a line; without the first letter, which may be a capital.
_ROOTS = (
    *("hoto", "mage", "icture", "llustration", "raphic", "ideo", "redit", "ourtesy", " via ", "| "),
    *("PHOTO", "IMAGE", "PICTURE", "CREDIT"),
)
_NAMES_AGENCY = pattern(rf"\b{_AGENCY}\b", re.VERBOSE)
_SLASHED = pattern(rf"\b{_AGENCY}\ ?/|/\ ?{_AGENCY}\b", re.VERBOSE)
