"""Whole sentences in which a page speaks to its visitor: prompts, and notices of cookies."""

from __future__ import annotations

from textclean.furniture import vocabulary
from textclean.furniture.form import Form
from textclean.tokens.pattern import pattern

# They address the visitor of a page and not the reader of a story.
_FORMS = r"""
      (?:[^.!?“"]{3,60}[.!?]\ )?(?:sign\ up|subscribe|register)\b
        (?=.*\b(?:newsletters?|inbox|alerts|e-?mails?|briefing)\b)
        (?=.*\b(?:our|your|free|daily|weekly|morning|here|now|today)\b).{5,140}
    | (?:get|have)\ .{3,100}\b(?:to|in)\ your\ (?:inbox|e-?mail|phone).{0,30}
    | (?:we|this\ (?:web)?site|our\ (?:web)?site|our\ partners)\b.{0,20}\buses?\ cookies\b
        (?=.*\b(?:site|website|brows\w+|experience|ads|analy\w+|personali\w+|privacy|consent)\b)
        .{0,300}
    | by\ (?:signing\ up|subscribing|clicking|submitting|continuing)\b
        .{3,60}\byou\ (?:agree|consent)\b.{3,200}
    | (?:please\ )?enable\ javascript\b.{0,120} | your\ browser\ does\ not\ support\b.{0,80}
    | (?:to\ continue\ reading|already\ a\ subscriber|create\ a\ free\ account)\b.{0,100}
    | download\ (?:our|the)\ (?:\w+\ ){0,3}app\b[^.!?]{0,80}[.!]?
"""
_FORM = Form(rf"(?:{_FORMS})\Z")
# Without one of these there is neither prompt nor notice.
_ROOTS = (
    *("sign up", "subscri", "register", "your ", "cookie", "you agree", "you consent"),
    *("javascript", "to continue reading", "a free account", "download ", "newsletter", "inbox"),
    *("unlimited ", "alerts", "notifications", "paywall", "ad-free", "free trial"),
)

ENDS_SENTENCE = pattern(r"(?<=\w[.!?])\s+(?=\w)")

# Of cookies and of data a page speaks in the first person, and to its visitor.
_COOKIES = pattern(r"\bcookies?\b")
_DATA = pattern(r"\byour (?:privacy|consent|data choices|personal data|device)\b")
_SPEAKS = pattern(
    r"\b(?:we|us|our|this (?:web)?site|you(?: can| may)? (?:agree|accept|consent|choose|manage)"
    r"|your (?:browser|device|consent|privacy|choices|preferences|settings))\b"
)
_WE = pattern(r"\b(?:we|us|our)\b")
_OF_SITES = pattern(
    r"\b(?:(?:web)?sites?|pages?|brows\w+|experience|accept\w*|consent\w*|settings|preferences"
    r"|privacy|devices?|personali\w+|traffic|ads|advertising|content|services|partners|polic(?:y|ies)"
    r"|vendors|analytics)\b"
)
# What is offered by a page alone.
_OFFER = pattern(
    r"\b(?:newsletters?|inbox|subscri(?:be|bers?|bing|ptions?)|unsubscribe|paywall|ad-free"
    r"|free trial|unlimited (?:digital )?access|(?:news|e-?mail) alerts|push notifications)\b"
)
_ASKS = pattern(r"\b(?:our|your|you|us|free)\b")
_INVITES = frozenset(
    """
    want stay never don't don’t enjoy love like start create thank thanks not missed need looking
    help choose cancel donate contribute install receive delivered interested unlimited
    """.split()  # noqa: SIM905
)
# Largest shares of words that pages do not use.
_MOST_FOREIGN = 0.4
_MOST_FOREIGN_IN_PROMPT = 0.2
_LONGEST_DATA_NOTICE = 80  # characters
_LONGEST_PROMPT = 180  # characters


def is_notice(lowered: str) -> bool:
    """Whether a line, in lower case, is a prompt or a notice of a page.

    >>> is_notice("cookies help us run this site."), is_notice("cookies help us through the day.")
    (True, False)
    """
    if "“" in lowered or '"' in lowered or not any(map(lowered.__contains__, _ROOTS)):
        return False
    if _FORM.match(lowered) and _share_foreign(lowered) <= _MOST_FOREIGN:
        return _speaks_throughout(lowered)
    return _tells_of_data(lowered) or (_is_prompt(lowered) and _speaks_throughout(lowered))


def _speaks_throughout(lowered: str) -> bool:
    """Whether each sentence has words of a page for the most part: a paragraph of a story may hold
    one prompt, which then has to go alone.
    """
    sentences = ENDS_SENTENCE.split(lowered)
    return len(sentences) == 1 or all(
        vocabulary.tells(sentence) and _share_foreign(sentence) <= _MOST_FOREIGN
        for sentence in sentences
    )


def _share_foreign(lowered: str) -> float:
    """Return the share of words that pages do not use. With many of them the line is a label,
    without its stop, before a sentence of the story.
    """
    invites = sum(word in _INVITES for word in lowered.split())
    return (vocabulary.foreign(lowered) - invites) / len(lowered.split())


def _tells_of_data(lowered: str) -> bool:
    """Whether the page says what it does with cookies, or with what it knows of its visitor."""
    if _COOKIES.search(lowered):
        return bool(_SPEAKS.search(lowered) and _OF_SITES.search(lowered))
    return len(lowered) < _LONGEST_DATA_NOTICE and bool(
        _DATA.search(lowered) and _WE.search(lowered)
    )


def _is_prompt(lowered: str) -> bool:
    """Whether the page asks its visitor for what only a page offers, in words of its own mostly."""
    first, _, _ = lowered.partition(" ")
    if len(lowered) > _LONGEST_PROMPT or not (_OFFER.search(lowered) and _ASKS.search(lowered)):
        return False
    opens = first in _INVITES or vocabulary.opens(first)
    return opens and _share_foreign(lowered) <= _MOST_FOREIGN_IN_PROMPT
