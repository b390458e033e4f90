"""Labels that break into a paragraph."""

from __future__ import annotations

import re

# Labels that break into a paragraph. Each begins with a capital, as the page sets it.
IN_TEXT = re.compile(
    r"""
    (?<![\w"“‘'’-])
    (?:
        (?P<single>A(?:dvertisement|DVERTISEMENT))
      | (?P<label>
            (?:Story|Article|Post|Report)\ [Cc]ontinues?\ [Bb]elow
                (?:\ (?:[Tt]his\ |[Tt]he\ )?[Aa](?:dvertisement|d|dvert))?
          | (?:Story|Article|STORY|ARTICLE)\ (?:continues|CONTINUES)\ (?:after|AFTER)
                (?:\ (?:this|the|THIS|THE))?\ (?:[Aa]d|[Aa]dvertisement|AD|ADVERTISEMENT)
          | (?:STORY|ARTICLE)\ CONTINUES\ BELOW(?:\ (?:THIS\ )?AD(?:VERTISEMENT)?)?
          | Continue\ [Rr]eading(?:\ [Bb]elow|\ the\ main\ story)? | CONTINUE\ READING(?:\ BELOW)?
          | Skip\ [Aa]dvertisement | Scroll\ to\ [Cc]ontinue
          | Share\ [Tt]his\ (?:[Ss]tory|[Aa]rticle|[Pp]ost|[Pp]age) | Read\ [Mm]ore | READ\ MORE
          | (?:Sign\ up|Subscribe)\ (?:for|to)\ (?:our|the)\ (?:\w+\ ){0,4}[Nn]ewsletter
          | Opens\ in\ (?:a\ )?new\ (?:tab|window)
          | Follow\ us\ on\ (?:Facebook|Twitter|X|Instagram|YouTube|LinkedIn|WhatsApp)
          | Click\ here\ to\ (?:subscribe|sign\ up|share|read\ more)
        )
    )
    (?![\w:’'”"-])
    """,
    re.VERBOSE,
)

# `Previous 1 2 3 Next`, between sentences.
PAGER = re.compile(
    r"""
    (?<![\w"“‘'’(-])
    (?: Page\ \d{1,3}\ ?(?:of|/)\ ?\d{1,3} | Page(?:\ \d{1,3}){2,} | \d{1,2}\ /\ \d{1,2}
      | (?:[«‹<]\ ?)?Prev(?:ious)?\ (?:\d{1,2}\ (?:of\ )?)*Next(?:\ ?[»›>])?
      | (?:\d{1,2}\ ){2,}Next(?:\ ?[»›>])? | (?:Next|Previous|Newer|Older)\ (?:page|posts?|story)
      | Previous\ (?:article|story|post)\ Next\ (?:article|story|post) )
    (?![\w:,;/-])
    """,
    re.VERBOSE,
)

# What `IN_TEXT` begins with.
_LABEL_START = re.compile(
    r"Advertisement|ADVERTISEMENT|Story |STORY |Article |ARTICLE |Post |Report |Continue "
    "|CONTINUE |Skip |Scroll |Share |Read |READ |Sign |Subscribe |Opens |Follow |Click "
)


def has_label(passage: str) -> bool:
    """Whether `IN_TEXT` is found in a passage.

    >>> has_label("The talks Story continues below go on."), has_label("The story continues.")
    (True, False)
    """
    return any(IN_TEXT.match(passage, start.start()) for start in _LABEL_START.finditer(passage))


def may_have_pager(passage: str) -> bool:
    """Whether `PAGER` may find something in a passage.

    >>> may_have_pager("Page 2 of 3"), may_have_pager("He paged 2 of them.")
    (True, False)
    """
    return any(sign in passage for sign in _PAGER_SIGNS)


_PAGER_SIGNS = (" / ", "Page ", "Prev", "Next", "Newer", "Older")
