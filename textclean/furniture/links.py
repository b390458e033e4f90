"""Labels before a link to another story; the link's text, a headline, follows."""

from __future__ import annotations

import re

# Labels that nothing but a link follows, and those that may be a writer's own before a colon.
_OWN = r"""
      read\ (?:more|also|next|on|this|the\ full\ (?:story|article))
    | (?:also|must)\ (?:read|see|watch) | (?:see|watch|listen)\ (?:also|more)
    | related(?:\ (?:article|story|news|coverage|content|link)s?)?
    | you\ (?:may|might)\ (?:also\ )?like | don['’]t\ miss | more\ on\ this(?:\ story)? | more\ news
    | click\ here\ to\ read | recommended(?:\ (?:for\ you|reading|stories))? | trending(?:\ now)?
    | more\ from\ (?-i:[A-Z][\w.'’-]*(?:\ [A-Z0-9][\w.'’-]*){0,4}) | from\ the\ archives?
    | (?:previous|next)(?:\ (?:story|article|post))? | just\ in | watch | listen
"""
_SHARED = r"""
      read | more | explained | analysis | opinion | in\ (?:pictures|photos)
    | exclusive | video | photos | gallery | podcast | quiz
    | explainer | editorial | comment | live | breaking | previously
"""
_QUOTE = r"[\"“‘']?"

LINE = re.compile(
    rf"""
    [\[(]?\ ?(?:
        (?P<own>{_OWN})\ ?(?:[:|>»–—→-]+)
      | (?P<shared>{_SHARED})\ ?(?:(?P<rule>[|>»→]+)|:)
    )\ ?(?P<title>(?-i:{_QUOTE}[A-Z0-9@]).{{5,170}})\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
IN_TEXT = re.compile(
    rf"""
    (?<![\w"“‘'’(\[-])
    (?: (?P<weak>Watch|Listen|Explained|More|Just\ in|Read|Previous|Next)\ ?:
      | (?:>>>?\ |»\ )?(?=[A-Z])(?i:(?P<own>{_OWN}))\ ?(?::|\||>+|»)
      | (?=[A-Z])(?i:(?P<shared>{_SHARED}))\ ?(?P<rule>\||>+|»)
      | (?:READ|WATCH|LISTEN|MORE|EXPLAINED|EXPLAINER|VIDEO|PHOTOS|NEXT|OPINION|PREVIOUS)\ ?:
      | >>>?
    )\ (?={_QUOTE}[A-Z0-9])
    """,
    re.VERBOSE,
)
BRACKETED = re.compile(
    rf"""
    [(\[](?:(?i:{_OWN}|{_SHARED})\ ?[:|]\ |>>\ )["“‘]?[A-Z0-9][^()\[\]]{{3,170}}[)\]]
    """,
    re.VERBOSE,
)


def may_have_link(passage: str) -> bool:
    """Whether a passage has one of the marks that part a label from its link.

    >>> may_have_link("Read more: Talks End"), may_have_link("He said: no.")
    (True, False)
    """
    if "|" in passage or "»" in passage or ">>" in passage or "More from " in passage:
        return True
    return any(_word_before(passage, at.start()) in _LAST_WORDS for at in _COLON.finditer(passage))


def _word_before(passage: str, at: int) -> str:
    """Return the word that ends at a place of a passage, in lower case."""
    return passage[max(0, at - _LONGEST_WORD) : at].split()[-1].strip("([").lower()


_LONGEST_WORD = 20
_COLON = re.compile(r"(?<=\w) ?[:>] ")
_LAST_WORDS = frozenset(
    """
    read see watch listen related more also next like miss news this story article coverage content
    link links trending now recommended you reading stories archive archives explained explainer in
    video photos opinion previous post
    """.split()  # noqa: SIM905
)
