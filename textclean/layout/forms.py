"""The kinds of blocks, and the forms by which a line is known whatever stands around it."""

from __future__ import annotations

import re

import attrs

from textclean.evidence.confidence import SURE
from textclean.furniture import credits
from textclean.layout.lines import Line
from textclean.layout.markup_lines import is_markup
from textclean.tokens.pattern import pattern

PARAGRAPH = "paragraph"
HEADING = "heading"
LIST_ITEM = "list item"
BYLINE = "byline"
WIRE = "wire matter"
VERSE = "verse"
TABLE = "table"
ADDRESS = "address"
CODE = "code"
RULE_LINE = "rule line"
TURN = "interview turn"
QUOTED = "quoted mail"
FURNITURE = "page furniture"
FRAGMENT = "fragment"
FOREIGN = "foreign text"

_WIRE = r"""
    # trailers and turns of page: ###  -30-  ___  (MORE)  ENDS
      \#{1,3}\Z | (?:\#\ ){2,4}\#\Z | _{2,5}\Z
    | -+\ ?(?:30|0|end|END|ends|ENDS)\ ?-+(?:\ [A-Z].{0,30})?\Z
    | \(?(?:ENDS?|Ends|ends|MORE|more|CONTINUED|END\ IT)\)?\Z
    | \(?MORE\ (?:TO\ )?(?:COME|FOLLOW)\)?\Z
    # notes to editors, embargoes, releases
    | \(?(?:Eds?|EDS?|Editors?|EDITORS?|Editor['’]s\ [Nn]ote|EDITOR['’]S\ NOTE)\ ?(?:[:.]|--|–|—)
    | \((?:With\ AP|(?i:adds|updates|recasts|corrects|refiles|repeats))\b[^.!?]*\.?\)\Z
    | (?:NOT\ )?FOR\ (?:IMMEDIATE\ )?(?:RELEASE|PUBLICATION)\b | E(?:MBARGO|mbargo)
    | HOLD\ FOR\ RELEASE\b | (?:For|FOR)\ (?:release|RELEASE)\ [^.!?]{0,60}\Z
    | (?:ADVANCE|Advance)\ (?i:for\ (?:use|release))\ [^.!?]{0,80}\Z
    | (?:End\ |END\ )?(?:Adv|ADV)\ ?(?:\d|for\b|FOR\b)[^.!?]{0,40}\Z
    | \((?:Begin|BEGIN|End|END)\ (?:optional|OPTIONAL)\b[^.!?]{0,30}\)\Z
    # headers of messages: a0723 bc-eu-talks  u i bc-eu-talks 05-10 0512  AFP123 4 i 0112 AFP
    | [a-z]\d{4}\ [a-z]{2}-[a-z\d-]+\Z | [a-z]\ [a-z]\ (?:am|pm|bc|ap)-.{0,80}\d-\d{1,2}\ \d{0,4}\Z
    | [A-Z]{2,4}\d{2,5}\ \d\ [A-Za-z]{1,3}\ \d{3,5}\b[^.!?]{0,60}\Z
    # rails of typesetting: ^Bridge reopens<  ^By A. BEE=
    | \^[^^]*[<=]?\Z
    # sign-offs and credits: (XINHUA)  (Reporting by A. Bee; editing by C. Dee)
    | \([A-Z][A-Z .,&/-]+\)\Z
    | [(\[]{0,2}(?:(?:Additional|Further)\ )?
      (?i:reporting|writing|editing|compiled|edited|written)[ ]
      (?:(?:and|&)\ \w+\ )?by\ [A-Z][^.!?]*(?:[.)\]]+)?\Z
    | [A-Z][\w.'’-]+(?:,?\ (?:and\ )?[A-Z][\w.'’-]+)+(?:,\ [^,]{3,40},)?\ (?:also\ )?
      (?:contributed|reported\ (?:this\ story\ )?from)\b[^!?]{0,120}\Z
    | [A-Z][\w.,'’-]+(?:\ (?:[A-Z][\w.,'’-]*|and|in|at|staff|writers?|reporters?|journalists?))*[ ]
      (?:also\ )?contributed\ (?:reporting\ )?to\ this\ (?:report|story|article)\b[^!?]{0,60}\Z
    | With\ [A-Z]\w*\ (?:[A-Z]\w*\ )*(?:Photos?|Graphics?|Video|Box)[^!?]{0,30}\Z
    | --With\ assistance\ from\ [A-Z] | ={2}[A-Z]\w+\Z
    # the desk that sent it and the editors' initials: AAP jt/lm  afp-jb/kl
    | (?:[A-Z]{2,5}\ |[a-z]{2,5}-)[a-z]{2,3}(?:/[a-z]{2,3}){1,3}\Z
    # the agency under a byline
    | (?:The\ )?Associated\ Press(?:\ Writer)?\Z
    # slugs: BC-EU--Fish-Talks, 2nd Ld-Writethru
    | [A-Z]{2,3}-{1,2}[A-Z][\w'’.&]*(?:-{1,2}[\w'’.&]+)*(?:,|\ |\Z)[^.!?]{0,60}\Z
    | [A-Z][\w'’.&]*(?:-{1,2}(?:[A-Z]|\d)[\w'’.&]*){2,}(?:,|\ ?/|\Z)[^.!?]{0,60}\Z
    | (?!.{91})(?=.*\b(?:\d\ ?(?:st|nd|rd|th)\ (?:Ld|LD|Lead|LEAD|Add|ADD|Take|TAKE)
            |[Ww]ritethr[ou]+|WRITETHR[OU]+)\b)
    | (?:URGENT|BULLETIN|FLASH|ALERT|NEWSALERT|ADVISORY|CORRECTION|CORRECTED|UPDATE\ \d+
        |EXCLUSIVE|BREAKING)\Z
    | (?:UPDATE\ \d+|WRAPUP\ \d+|RPT|CORRECTED|REFILE)-(?=[A-Z])
    | PRECEDE\ [A-Z]\w+\Z
    | [^a-z]{0,60}\b(?:GMT|UTC|EST|EDT|BST|CET)\b[^a-z]{0,40}\Z
"""
_BULLET = r"[•·▪◦‣●○■□*–—+-]\s+\S | [•▪◦‣●○■□]\S | \[[ xX]\]\s"
_ENUMERATOR = r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4}|[IVX]{1,4})[.)]\s+\S | \(?[A-Z]\)\s+\S"
_TURN = r"""
      (?:Q|A|Question|Answer|QUESTION|ANSWER)\ ?[:.]\s
    | (?=.*[a-z])[A-Z][A-Z.'’ -]{2,40}(?:\ \([^)]*\))?:\s+\S
"""
_BYLINE = r"""
    (?i:(?:(?:story|text|words|photos?|pictures)\ )?by|from)[ ]
    [A-Z][\w.'’-]*
    (?:(?:,\ |\ (?:and\ |&\ |de\ |van\ |von\ |of\ |the\ |in\ |for\ )*)[A-Z][\w.'’-]*){1,8}\Z
"""
_FORMS = pattern(
    rf"""
      (?P<wire> {_WIRE} ) | (?P<rule> [^\w]+\Z | (?:_\ ?){{3,}}\Z ) | (?P<quoted> > )
    | (?P<item> {_BULLET} | {_ENUMERATOR} ) | (?P<turn> {_TURN} ) | (?P<byline> {_BYLINE} )
    """,
    re.VERBOSE,
)
_KINDS = {"rule": RULE_LINE, "quoted": QUOTED, "item": LIST_ITEM, "turn": TURN, "byline": BYLINE}
_ENUMERATED = pattern(_ENUMERATOR, re.VERBOSE)
_HEADING_MARKS = pattern(r"(#{1,6}) +(?=[^\s#])")
_CAPTION = pattern(
    r"(?:FILE|File)(?: [Pp]hoto| PHOTO| [Ii]mage)? ?(?:--|[-–—:]) ?[A-Z“\"]"
    r"|(?:CAPTION|Caption|PHOTO|Photo|Picture|Pictured|Above|Left|Right) ?[:—–] ?[A-Z“\"]"
)
_LONGEST_CAPTION = 600

_CONTACT = pattern(
    r"""
      (?<![\w.+-])[\w.+-]++@[\w-]++\.\w
    | \bhttps?://\S | \bwww\.\S
    | (?:\+\d{1,3}[ -]?)? \(?\b\d{2,4}\)?[ -]\d{3,4}[ -]\d{3,5}\b
    | \b(?:tel|phone|telephone|fax|e-?mail|(?:media\ |press\ )?contacts?|web|website|address)[ ]?:
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Without one of these a line holds no contact.
_CONTACT_SIGN = pattern(r"[@:\d]|[wW]{3}\.")
_POSTAL = pattern(
    r"""
      \A\d{1,5}[A-Za-z]?,?\ [A-Z][\w.'’-]*(?:,?\ [A-Z][\w.'’-]*)*,?\Z     # 15 Downing Street
    | \b[A-Z]{2}\ \d{5}(?:-\d{4})?\b                       # DC 20510
    | \b[A-Z]{1,2}\d{1,2}[A-Z]?\ \d[A-Z]{2}\b              # SW1A 2AA
    | \bP\.?\ ?O\.?\ Box\b | \bSuite\ \d
    """,
    re.VERBOSE,
)

_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*"
_DAY = r"(?:[.,]?\ [A-Z][a-z]{2,8}\.?\ \d{1,2}(?:,\ \d{4})?)?"
_SOURCE = r"(?:\([A-Za-z][\w.\ /]*\)|/[A-Z]+/)"
_DATELINE = pattern(
    rf"""
      # KYIV, Ukraine (AP) —  LONDON, May 10 (Reuters) -  TOKYO, May 10 Kyodo -
      {_CAPITALS}(?:,\ [A-Z][\w.]*(?:\ [A-Z]\w+)*)?{_DAY}(?:\ {_SOURCE}|\ [A-Z][a-z]+)?\ ?_DASH
    # Paris, France, May 10, 2024 (AFP) -  May 10 (Interfax) -
    | (?:[A-Z\d][\w.'’-]*,?\ ){{1,7}}{_SOURCE}\ ?_DASH
    # (CNN) —  (CNN)Two people were hurt
    | \([A-Z]\w{{1,12}}\)\ ?_DASH | \([A-Z]{{2,5}}\)(?=[A-Z“])
    # LAHORE, May 10: Police  MOSCOW, May 10. /TASS/.
    | {_CAPITALS}{_DAY}(?::\ (?=[A-Z“"])|\.\ /[A-Z]+/)
    """.replace("_DASH", r"(?:--|[-–—_])\s"),
    re.VERBOSE,
)
_AFTER_DATELINE = pattern(r"\.?\s*")


def own_kind(line: Line) -> str | None:
    """Return the kind that the form of a line alone decides, or nothing."""
    if is_markup(line.text):
        return CODE
    form = _FORMS.match(line.text)
    if form and form.lastgroup == "wire":
        return WIRE
    if line.furniture >= SURE:
        return FURNITURE
    if form:
        return _KINDS[form.lastgroup or ""]
    if len(line.words) <= 12 and has_contact(line) and line.small_function_words <= 2:
        return ADDRESS
    return None


def is_enumerated(line: Line) -> bool:
    """Whether the line begins with a number or letter of its own: `1. `, `(b) `, `IV. `."""
    return bool(_ENUMERATED.match(line.text))


def heading_marks(line: Line) -> int:
    """Return how many marks of a Markdown heading (`## Methods`) the line begins with.

    >>> from textclean.layout.lines import lines
    >>> [heading_marks(line) for line in lines("## Methods\\n# of entries\\n#1\\n# # #\\n")]
    [2, 0, 0, 0]
    """
    match = _HEADING_MARKS.match(line.text)
    if not match:
        return 0
    title = attrs.evolve(line, text=line.text[match.end() :])
    return 0 if len(match[1]) == 1 and title.starts_lower else len(match[1])


def is_caption(line: Line) -> bool:
    """Whether the line stands under a picture: it says so, or ends in a credit."""
    if len(line.text) > _LONGEST_CAPTION:
        return False
    if _CAPTION.match(line.text):
        return True
    return credits.may_have_credit(line.text) and bool(credits.AT_END.search(line.text))


def has_contact(line: Line) -> bool:
    """Whether the line holds a telephone number, an e-mail or web address, or a label for one."""
    return bool(_CONTACT_SIGN.search(line.text) and _CONTACT.search(line.text))


def has_postal(line: Line) -> bool:
    """Whether the line holds a street with its number, a post code or a box number."""
    return bool(_POSTAL.search(line.text))


def has_dateline(line: Line) -> bool:
    """Whether the line begins as the story of an agency does: `OSLO, Norway (AP) — `."""
    return bool(_DATELINE.match(line.text))


def dateline_end(source: str, line: Line) -> int | None:
    """Return where the text of a line begins after its dateline, as an offset in the source.

    Nothing where there is no dateline, or where it is wrapped.
    """
    dateline = _DATELINE.match(source, line.start, line.end)
    after = dateline and _AFTER_DATELINE.match(source, dateline.end(), line.end)
    return after.end() if after else None
