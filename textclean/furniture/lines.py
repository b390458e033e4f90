"""Whole lines that are furniture, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textclean.english.words import MONTHS, WEEKDAYS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.furniture import credits, leftovers, links, notices, stamps, vocabulary
from textclean.tokens.pattern import pattern

_SITE = r"(?:facebook|twitter|x|instagram|whatsapp|linkedin|youtube|tiktok|telegram|reddit|threads"
_SITE += r"|bluesky|flipboard|pinterest|messenger|google\ news|apple\ news|email|e-mail)"
_PIECE = r"(?:story|article|post|page|report|text|video|link|news)"
_AD = r"(?:advertisements?|ads?|adverts?|promotion|video|photos?|gallery|newsletter|sponsor)"
_MONTH = rf"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*\.?"
_MOMENT = rf"(?:\d{{1,2}}[:.h]\d\d|\b{_MONTH}\ \d|\d\ {_MONTH}|\d/\d|\d{{4}}-\d\d|\d\ \w+\ ago)"
# "Updated: Friday, 4 March", but not "Updated the maps of 4 March".
_DAY = rf"(?:on|at|(?:{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*)[ ,.]+"
_STAMP = rf"(?=(?:{_DAY})*[^a-z]{{0,12}}{_MOMENT})"
_STAMP += r"[\w ,.:/|()+@·•–-]{4,70}"
_BUTTON = rf"(?:share|tweet|print|save|comments?|copy\ link|sms|pin\ it|{_SITE})"
# When something was put on the page.
_WHEN = rf"""
      \d{{1,2}}\ (?:min(?:ute)?|hour|day|week)s?\ ago
    | (?:first\ |last\ )?(?:published|posted|updated|modified)(?:\ on|\ at)?:?\ {_STAMP}
"""
_AGENCY = r"(?:getty\ images|reuters|afp|ap|ap\ photo|shutterstock|epa|xinhua)"

# Lines nobody writes as a paragraph or as a heading of a story.
_SURE_FORMS = rf"""
      advertisements? | paid\ (?:post|content) | sponsored\ (?:content|links?|post)
    | (?:promoted|partner)\ content | remove\ ads
    | {_PIECE}s?\ continues?\ (?:below|after)(?:\ (?:this|the))?(?:\ {_AD})?
    | (?:skip|scroll)\ (?:past\ |to\ )?(?:{_AD}|continue|main\ content)
        (?:\ reading|\ with\ content)?
    | (?:continue|keep)\ reading(?:\ below|\ the\ main\ story|\ this\ {_PIECE})?
    | read\ (?:more|next|also|(?:the\ )?full\ {_PIECE})
    | (?:loading|buffering)(?:\ (?:comments|video|\w+\ player))?
    | click\ (?:here\ )?to\ (?:share|print|email|enlarge|expand|play|copy|tweet)\b[^.!?]{{0,50}}
    | (?:tap|click|swipe)\ (?:here\ )?(?:to|for)\ (?:see\ |view\ )?more\b[^.!?]{{0,30}}
    | (?:share|tweet|print|email|save)\ this(?:\ {_PIECE})?(?:\ (?:on|via|with)\ {_SITE})*
    | share\ (?:on|via|to)\ {_SITE}(?:[ |,/·•]+(?:share\ (?:on|via)\ )?{_SITE})*
    | (?:{_BUTTON}[ |,/·•\t]+(?:\d+[ |,/·•\t]+)?){{2,}} {_BUTTON}
    | (?:share|tweet)\ \d+\ (?:share|tweet)\ \d+ | (?!x+\Z)(?:{_SITE}|share|print|copy\ link){{3,}}
    | (?:follow|like|find|join)\ (?:us|@\w+|[\w' ]{{2,30}})\ on
        \ {_SITE}(?:[ ,/&]+(?:and\ )?{_SITE})*
    | (?:leave|post|add|write)\ a\ (?:comment|reply) | comments\ (?:are\ )?closed
    | (?:view|show|see|read|hide|load)\ (?:all\ |more\ )?(?:\d+\ )?comments(?:\ \(\d+\))?
    | (?:view|see|show)\ (?:all|more|less|gallery|full\ image)
    | (?:hide|show|toggle|enlarge)\ (?:caption|this\ image|image|transcript)
    | back\ to\ (?:top|homepage) | (?:next|previous)\ (?:{_PIECE}|slide)
    | (?:prev|previous|older)[ |<>«»‹›/-]+(?:next|newer)
    | (?:page|photo|image|slide)\ \d+\ of\ \d+
    | report\ (?:this\ ad|an\ error|a\ typo) | print(?:able)?\ (?:version|this\ {_PIECE})
    | listen\ to\ this\ {_PIECE} | (?:increase|decrease|change)\ (?:text|font)\ size
    | \d{{1,2}}[ -]min(?:ute)?s?\ (?:read|listen|watch) | (?:reading|read)\ time:?\ \d+\ min\w*
    | {_WHEN}
    | by\ [^.!?|]{{3,60}}\ ?[|•·]\ ?(?:(?:last\ )?updated|published|posted)\b[^!?]{{0,60}}
    | {_MONTH}\ \d{{1,2}},?\ \d{{4}}[,|/ @•·–-]+(?:at\ )?\d{{1,2}}[:.]\d\d[\w .]{{0,12}}
    | (?:image|media|video|photo)\ (?:source|caption),.{{0,250}}
    | click\ here\ (?:to|for)\b[^.!?]{{3,80}}
    | join\ (?:us\ on|our|the)\ (?:[\w' ]{{2,20}}\ )?{_SITE}\ (?:channel|group|community)
    | (?:list\ of\ \d+\ items | list\ \d+\ of\ \d+\b[^.!?]{{0,120}} | end\ of\ list)
    | (?:tags|filed\ under|posted\ in)\ ?:\ [^.!?]{{2,120}}
    | opens\ in\ (?:a\ )?new\ (?:tab|window) | purchase\ licensing\ rights
    | (?:share|gift|save|bookmark)\ this\ {_PIECE}(?:\ (?:share|\d+|shares?|save|gift))*
    | listen\ ?\(?\d+\ ?min(?:ute)?s?\)? | (?:comments?|shares?)\ \(\d+\)
    | most\ (?:read|popular|viewed|shared)\ in\ [\w' ]{{2,30}} | download\ (?:pdf|the\ pdf)
    | (?:accept|reject|manage|allow)\ (?:all\ )?(?:cookies|consent|preferences)
    | cookie\ (?:settings|preferences|notice)
    | copy\ (?:link|url) | (?:enter|type)\ your\ e-?mail(?:\ address)?(?:\ here)?
    | watch\ (?:the\ |this\ )?video(?:\ (?:below|above|here))? | (?:video|audio)\ player
    | (?:photo|image|picture|video|illustration|graphic)s?
        \ (?:(?:credits?|source)\ ?:|courtesy(?:\ of|:|\ by))\ [^.!?]{{2,80}}
    | \(?(?:ap|epa|afp|reuters|getty)\ (?:file\ )?(?:photo|images?)(?:/[^()!?]{{2,60}})?\)?
    | [\w.'’ -]{{2,40}}(?:\ ?/\ ?|\ via\ |\ \|\ ){_AGENCY}
    | {_AGENCY}\ ?/\ ?[\w.'’ /-]{{2,40}}
"""

# Lines that may be headings, list items or labels of a form.
_DOUBTFUL_FORMS = r"""
      ad | advert | sponsored | promoted | related | recommended | trending | tweet | share | print
    | email | comments? | more | video | watch | listen | gallery | photos? | subscribe | menu
    | sign\ (?:in|up) | log\ in | search | top\ stories | latest\ news | next | previous
    | newsletters? | published | \+\d{1,2} | terms\ of\ (?:use|service) | privacy\ (?:policy|notice)
    | cookie\ policy | contact\ us | about\ us | site\ ?map | advertise(?:\ with\ us)? | careers
    | recommended\ stories | download | gift | save | facebook | twitter
    | \d[\d,.]*k?\ (?:shares?|comments?|views?|likes?)
    | \d{1,2}\ ?(?:of|/)\ ?\d{1,2} | join\ the\ (?:conversation|discussion)
    | (?:watch|listen)\ (?:now|live) | read | read\ on | more\ from\ [\w' ]{2,30}
    | (?:topics?|tag|categor(?:y|ies))\ ?:\ [^.!?]{2,120} | caption | image | live
    | (?:an?|one|two|three)\ (?:minute|hour|day|week)s?\ ago
    | (?:photo|image|picture|video)s?\ ?(?::|by)\ ?[^.!?]{2,60} | credit:\ ?[^.!?]{2,60}
    | advertising | \d{1,2}\ mins?
    | (?:most|more)\ (?:popular|read|viewed|shared)(?:\ (?:stories|articles|news))?
    | (?:trending|popular|recommended)\ (?:now|stories|articles|for\ you|posts)
    | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)
    | related\ (?:articles?|stories|story|links?|content|coverage|posts|topics|news)
    | more\ (?:on\ this\ (?:story|topic)|like\ this|top\ stories) | up\ next
    | editors?['’]s?\ picks?
"""

_EDGE = r"[\s\-–—|•·*►▶»«›‹>\[\](){}→←↓↑…:._=+#]*"


def _whole(form: str) -> re.Pattern[str]:
    return pattern(f"{_EDGE}(?:{form}){_EDGE}\\Z", re.VERBOSE)


# These are for lines in lower case: `re` is slower where it has to ignore the case, since then it
# does not see at a glance that a branch begins with another letter.
_SURE_LINE = _whole(_SURE_FORMS)
_DOUBTFUL_LINE = _whole(_DOUBTFUL_FORMS)
# Of a single word, or a word and a number; no heading is such.
_BUTTON_LINE = _whole(
    r"""
      share | tweet | retweet | ad | advert | sponsored | expand | pin\ it | loading
    | (?:total\ |post\ |page\ )?(?:views?|shares?|comments?|likes?|reads?|tweets?)\ ?:?
        \ \(?\d[\d,.]*k?\)? | \d[\d,.]*k?\ (?:shares?|comments?|views?|likes?)
    | page(?:\ \d{1,3}){2,} | page\ \d{1,3}\ ?/\ ?\d{1,3} | \d{1,3}\ ?/\ ?\d{1,3}
    | (?:prev(?:ious)?\ )?(?:\d{1,3}\ (?:of\ )?){1,8}next
    | prev(?:ious)?\ (?:article\ |story\ )?next(?:\ article|\ story)?
    | (?:newer|older)\ (?:posts|entries|articles)
    """
)
_WHEN_LINE = _whole(_WHEN)
_CAPTION_STARTS = tuple(
    f"{what} {which}"
    for what in ("image", "media", "video", "photo")
    for which in ("source,", "caption,")
)
_PARTS_LABEL = pattern(r"[:|>»→–—-]")
_BAR_RULE = pattern(r"[-–—|•·/](?:\s|(?<=\|))")

# A cookie notice may be as long as this, and nothing else on a page is longer.
_LONGEST = 350  # characters
_LONGEST_LABEL = 100  # characters
_LONGEST_CREDIT = 120  # characters
_LONGEST_LIST_LABEL = 60  # characters
_LONGEST_TITLE = 22  # words
_LONGEST_CAPTION = 35  # words
_INNER_STOPS = pattern(r"\w[.!?] [\"“(]?[A-Z]")
_FEWEST_CAPITALS = 4  # words with a capital, in a heading made of words that pages use

_LIST_LABEL = _whole(
    r"""
      (?:read|see)\ (?:more|also|next)\ ?: | (?:also|must)\ read\ ?:?
    | related\ (?:articles?|stories|links?|content|coverage|posts|topics|news)\ ?:?
    | (?:most|more)\ (?:popular|read|viewed|shared|top\ stories|on\ this\ (?:story|topic))\ ?:?
    | (?:trending|popular|recommended)\ (?:now|stories|articles|for\ you|posts)\ ?:?
    | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)\ ?:? | editors?['’]s?\ picks?
    """
)

# A sentence to the reader about what comes next in the text: "You can try it out on this text:".
_ANNOUNCES = pattern(r"(?:You|We|I)\b.*:\Z")

# What a program puts for a value that it does not have.
_NO_VALUES = frozenset(["undefined", "null", "NaN"])


def certainty(line: str) -> float:
    """Return how sure the form of a whole line alone makes it that it is page furniture.

    >>> certainty("Story continues below advertisement"), certainty("Share")
    (0.95, 0.85)
    >>> certainty("Advertisement spending rose by a tenth.")
    0.0
    """
    if len(line) > _LONGEST:
        return 0.0
    if len(line) >= _LONGEST_LABEL and line.endswith((".", ".”", '."')):
        return _certainty_of_sentence(line)
    lowered = line.lower()
    if _SURE_LINE.match(lowered) or _is_bar(lowered) or _is_leftover(line) or _is_stamped(line):
        return SURE
    if notices.is_notice(lowered) and not vocabulary.breaks_off(line):
        return SURE
    if " " in line and _speaks(line):
        return DOUBTFUL if _may_be_heading(line) else SURE
    if by_credit := _certainty_of_credit(line):
        return by_credit
    if link := _link(line):
        return _certainty_of_link(link)
    if _BUTTON_LINE.match(lowered):
        return LIKELY
    is_byline = stamps.may_have_stamp(line) and stamps.is_unlabelled_byline(line)
    return DOUBTFUL if is_byline or _DOUBTFUL_LINE.match(lowered) else 0.0


def what(lines: Iterable[str]) -> str:
    """Say what lines are that go together, as the reason of an edit.

    >>> what(["Photo: Petra Lind/AP"]), what(["Share", "undefined"])
    ('a photo credit on a line of its own', 'a line of the web page, not of the story')
    """
    kinds = set(map(_kind, lines))
    kind = kinds.pop() if len(kinds) == 1 else ""
    return f"{kind} on a line of its own" if kind else "a line of the web page, not of the story"


def _kind(line: str) -> str:
    """Return what a line of furniture is, where its form says more than that a page has it."""
    if _is_leftover(line):
        return leftovers.WHAT
    if _is_stamped(line):
        return stamps.WHAT
    if _certainty_of_credit(line):
        return credits.WHAT
    link = _link(line)
    return links.WHAT if link and _certainty_of_link(link) else ""


def _is_leftover(line: str) -> bool:
    """Whether a line is nothing but markup, or what a program puts for no value."""
    return leftovers.MARKUP.fullmatch(line) is not None or line in _NO_VALUES


def _is_stamped(line: str) -> bool:
    """Whether a line says when a story was put on the page, or by whom and when."""
    return stamps.may_have_stamp(line) and (stamps.is_byline(line) or stamps.is_stamp(line))


def _link(line: str) -> re.Match[str] | None:
    """Return a line as a label and the text of a link, if it may be one."""
    return links.LINE.match(line) if _PARTS_LABEL.search(line) else None


def _speaks(line: str) -> bool:
    """Whether a page asks something in a line by its words alone, a call or a question before it
    at most; two such sentences may be a step of instructions.
    """
    if vocabulary.weight(line) < vocabulary.LEAST_WEIGHT or _ANNOUNCES.match(line):
        return False
    inner = notices.ENDS_SENTENCE.search(line)
    return inner is None or line[inner.start() - 1] != "."


def _may_be_heading(line: str) -> bool:
    """Whether words of the page may head a part of the story: "Try it Out on Your Site"."""
    words = line.split()
    capitals = sum(word[0].isupper() for word in words)
    is_bar = capitals == len(words)
    return capitals >= _FEWEST_CAPITALS and not is_bar and not vocabulary.has_sign(line)


def _certainty_of_sentence(line: str) -> float:
    """Return how sure it is that a line too long for a label, which ends as sentences do, is a
    prompt, a notice or a caption.
    """
    lowered = line.lower()
    if _is_caption(lowered):
        return SURE
    if notices.is_notice(lowered) or _speaks(line):
        return SURE
    return _certainty_of_credit(line)


def _is_caption(lowered: str) -> bool:
    """Whether a line, in lower case, begins as pages describe a picture to screen readers."""
    return lowered.startswith(_CAPTION_STARTS) and bool(_SURE_LINE.match(lowered))


def _certainty_of_link(link: re.Match[str]) -> float:
    """Return how sure it is that a label and what follows are a link: the text of one is no
    sentence.
    """
    if not may_be_title(link["title"]):
        return 0.0
    is_set_as_label = link["own"] or link["rule"] or link["shared"].isupper()
    return SURE if is_set_as_label else DOUBTFUL


def says_when(line: str) -> bool:
    """Whether a line that is furniture says when something was put on the page.

    >>> says_when("Updated 9 May 2019"), says_when("2 hours ago"), says_when("Share")
    (True, True, False)
    """
    return _is_stamped(line) or _WHEN_LINE.match(line.lower()) is not None


def may_be_title(passage: str) -> bool:
    """Whether what stands behind a label may be the text of a link: it is no sentence.

    >>> may_be_title("Ferry fares to rise"), may_be_title("The fares will rise.")
    (True, False)
    """
    return passage[-1:] not in (*".;,:", "") and 2 <= len(passage.split()) <= _LONGEST_TITLE


def _certainty_of_credit(line: str) -> float:
    """Return how sure it is that a line is a credit, or a caption of one sentence that ends in one.

    A caption that names no agency may be the document's own: "The old quay in May. Image: Lind."
    """
    if not credits.may_have_credit(line[-_LONGEST_CREDIT:]):
        return 0.0
    if credits.LINE.match(line):
        return SURE
    is_caption = len(line.split()) <= _LONGEST_CAPTION and len(_INNER_STOPS.findall(line)) < 2
    if not is_caption or not (at_end := credits.AT_END.search(line)):
        return 0.0
    return SURE if credits.names_agency(at_end.group()) else DOUBTFUL


def heads_links(line: str) -> bool:
    """Whether a line is a label under which a page lists its links.

    >>> heads_links("Read more:"), heads_links("Most popular"), heads_links("Read more")
    (True, True, False)
    """
    return len(line) <= _LONGEST_LIST_LABEL and bool(_LIST_LABEL.match(line.lower()))


def _is_bar(line: str) -> bool:
    """Whether a line, in lower case, is a row of labels with rules between them."""
    if not _BAR_RULE.search(line):
        return False
    labels = re.split(r"\s+[-–—|•·/]\s+|\s*\|\s*", line.strip())
    return len(labels) > 1 and all(
        _SURE_LINE.match(label) or _DOUBTFUL_LINE.match(label) for label in labels
    )
