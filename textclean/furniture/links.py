"""Labels before a link to another story; the link's text, a headline, follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

import attrs

from textclean.english import lexicon
from textclean.english.words import DETERMINERS, FUNCTION_WORDS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.furniture.gap import Gap, Word
from textclean.furniture.place import Place, found, lines_at, marks
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span

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

LINE = pattern(
    rf"""
    [\[(]?\ ?(?:
        (?P<own>{_OWN})\ ?(?:[:|>»–—→-]+)
      | (?P<shared>{_SHARED})\ ?(?:(?P<rule>[|>»→]+)|:)
    )\ ?(?P<title>(?-i:{_QUOTE}[A-Z0-9@]).{{5,170}})\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_TEXT = pattern(
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
_BRACKETED = pattern(
    rf"""
    [(\[](?:(?i:{_OWN}|{_SHARED})\ ?[:|]\ |>>\ )["“‘]?[A-Z0-9][^()\[\]]{{3,170}}[)\]]
    """,
    re.VERBOSE,
)


# Where a link's text may end: at a stop, and within a sentence at its commas too.
_STOP = pattern(r"(?<=[\w)”’\"]{3})[.!?;](?=[\s\"'”’)\]]|\Z)")
_BREAK = pattern(r"[.!?;](?=[\s\"'”’)\]]|\Z)|[,:](?=\s+[a-z])")
# A link's text within a sentence that goes on in small letters after it.
_QUESTION = pattern(r" ?[^.!?|\n]{8,120}(?:[?!]|\.\.\.|…)(?= [a-z])")
_LONGEST_TITLE = 20  # words
_FEWEST_CAPITALS = 3
_FEWEST_COMMON = 2
_WITHIN_TITLES = frozenset("a an the of in on at to for and or with from by".split())  # noqa: SIM905

# What an edit says that it takes out.
WHAT = "a link to another story"

# Trigger words: the first of "More from"; before a colon, the last words of labels.
TRIGGER_WORDS = frozenset(["more"])
_LONGEST_WORD = 20  # characters
_LAST_WORDS = frozenset(
    """
    read see watch listen related more also next like miss news this story article coverage content
    link links trending now recommended you reading stories archive archives explained explainer in
    video photos opinion previous post
    """.split()  # noqa: SIM905
)


def places(source: str, lines: Sequence[Span], triggers: Iterable[int]) -> Iterator[Place]:
    """Yield the places of links in the paragraphs of a text, of which these are the
    lines; `triggers` are the offsets of the trigger words.
    """
    more = (at for at in triggers if source.startswith("More from ", at))
    triggered = lines_at(lines, [*more, *marks(source, lines, "|»>"), *_labels(source)])
    for match in found(_BRACKETED, source, triggered):
        yield Place(*match.span(), _bracketed, WHAT)
    for match in found(_IN_TEXT, source, triggered):
        yield Place(*match.span(), _weak_link if match["weak"] else after_label, WHAT)


def _labels(source: str) -> Iterator[int]:
    """Yield where a colon follows a word that a link's label may end in."""
    at = source.find(": ")
    while at >= 0:
        before = source[max(0, at - _LONGEST_WORD) : at].split()
        if before and before[-1].strip("([").lower() in _LAST_WORDS:
            yield at
        at = source.find(": ", at + 1)


def _bracketed(gap: Gap) -> Gap:
    return gap.with_confidence(SURE)


def _weak_link(gap: Gap) -> Gap:
    """Judge a label that may be a writer's own in mid-sentence."""
    return after_label(gap) if gap.follows_sentence else gap


def after_label(gap: Gap) -> Gap:
    """Widen the gap from a link's label over the link's text, if its end can be found."""
    words = gap.words_to_end
    if capitals := _in_capitals(words):
        return attrs.evolve(gap, last=capitals[-1].end, confidence=SURE)
    stop = (_STOP if gap.follows_sentence else _BREAK).search(gap.source, gap.last, gap.reach)
    broken_at = stop.start() if stop else gap.reach
    title = [word for word in words if word.start < broken_at][:_LONGEST_TITLE]
    if not title or title[0].text[0].islower():
        return gap
    if not gap.follows_sentence:
        if question := _QUESTION.match(gap.source, gap.last, gap.end):
            return attrs.evolve(gap, last=question.end(), confidence=LIKELY)
        return _title_in_sentence(gap, title)
    if (start := _sentence_start(title)) is not None:
        last = len(gap.source[:start].rstrip())
        return attrs.evolve(gap, last=last, confidence=LIKELY)
    if 3 <= len(title) < _LONGEST_TITLE:
        if broken_at == gap.end:
            return attrs.evolve(gap, last=gap.end, confidence=SURE)
        if stop and stop.group() == "?":
            return attrs.evolve(gap, last=broken_at + 1, confidence=LIKELY)
    return gap


def _in_capitals(words: Sequence[Word]) -> list[Word]:
    """Return the words of a headline in capitals; none where it is set otherwise."""
    capitals = list(takewhile(lambda word: not any(map(str.islower, word.text)), words))
    if capitals and len(capitals) < len(words) and capitals[-1].text in ("A", "I"):
        capitals.pop()  # A storm, I think
    return capitals if len(capitals) >= _FEWEST_CAPITALS else []


def _sentence_start(title: Sequence[Word]) -> int | None:
    """Return where a sentence begins after a link's text that has no stop.

    It begins with a capital on a word that is no name, right after a small letter in a link set
    as a sentence, or before small words in one set in title case.
    """
    is_title_case = all(word.text[0].isupper() or word.text in FUNCTION_WORDS for word in title[:4])
    keeps_small = False
    for before, word, after in zip(title[2:], title[3:], title[4:], strict=False):
        keeps_small = keeps_small or before.text in _WITHIN_TITLES
        if keeps_small and word.text.istitle() and word.text.lower() in _WITHIN_TITLES:
            return word.start  # and Finance In Boston
        if not word.text[0].isupper() or (is_title_case and after.text[0].isupper()):
            continue
        parts = word.start - before.end > 1  # by a mark
        if is_title_case and (parts or before.text in _WITHIN_TITLES):
            continue
        if word.text.lower() in FUNCTION_WORDS:
            return word.start
        if after.text[0].isupper():
            continue  # of the Financial System Inquiry
        follows_small = before.text[0].islower()
        if is_title_case and after.text in _WITHIN_TITLES:
            continue
        if not lexicon.is_name(word.text) and (is_title_case or follows_small):
            return word.start
        if follows_small and after.text[0].islower():
            return None  # a name, within the link's text or at the start of the sentence
    return None


def _title_in_sentence(gap: Gap, words: Sequence[Word]) -> Gap:
    """Widen the gap over a link in title case, after which its sentence goes on.

    "Chief Quits Over Row the court": with a small word right after the nouns of the title, the
    sentence may have begun again, and more surely so with an article.
    """
    title = list(
        takewhile(lambda word: not word.text[0].islower() or word.text in FUNCTION_WORDS, words)
    )
    for at in range(_FEWEST_CAPITALS, len(title)):
        is_after_noun = title[at - 1].text.lower() not in FUNCTION_WORDS
        if is_after_noun and title[at].text in DETERMINERS:
            title = title[:at]
            break
    # "Tunnel Bids Close Friday The union": no title ends in an article, a sentence begins with one.
    while title and (title[-1].text in FUNCTION_WORDS or title[-1].text.lower() in DETERMINERS):
        title.pop()
    capitals = sum(word.text[0].isupper() for word in title)
    if capitals >= _FEWEST_CAPITALS and len(title) < len(words):
        return attrs.evolve(gap, last=title[-1].end, confidence=_title_certainty(title))
    return gap


def _title_certainty(title: Sequence[Word]) -> float:
    """Return how sure it is that the title ends with its last word.

    Common words are set in capitals by title case alone; where there are none, the capitals may be
    those of a name in a title that goes on. Small words late in it may be the sentence's.
    """
    common = sum(word.text.istitle() and not lexicon.is_name(word.text) for word in title[1:])
    has_late_small = any(word.text in FUNCTION_WORDS for word in title[_FEWEST_CAPITALS:])
    return DOUBTFUL if has_late_small or common < _FEWEST_COMMON else LIKELY
