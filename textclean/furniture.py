"""The furniture of web pages: labels, links, bars and stamps that stand around a story.

The words here are the web's own, not those of any one site. A label by itself is not enough where
prose could use the same words: `certainty` says how sure the form of a whole line makes it, and
the rule that asks weighs where the line stands.
"""

from __future__ import annotations

import re

_SITE = r"(?:facebook|twitter|x|instagram|whatsapp|linkedin|youtube|tiktok|telegram|reddit|threads"
_SITE += r"|bluesky|flipboard|pinterest|messenger|google\ news|apple\ news|email|e-mail)"
_PIECE = r"(?:story|article|post|page|report|text|video|link|news)"
_AD = r"(?:advertisements?|ads?|adverts?|promotion|video|photos?|gallery|newsletter|sponsor)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MOMENT = rf"(?:\d{{1,2}}[:.h]\d\d|\b{_MONTH}\ \d|\d\ {_MONTH}|\d/\d|\d{{4}}-\d\d|\d\ \w+\ ago)"
_STAMP = rf"(?=.*{_MOMENT})[\w ,.:/|()+@·•–-]{{4,70}}"
_BUTTON = rf"(?:share|tweet|print|save|comments?|copy\ link|sms|pin\ it|{_SITE})"
_AGENCY = r"(?:getty\ images|reuters|afp|ap|ap\ photo|shutterstock|epa|xinhua)"

# Lines nobody writes as a paragraph or as a heading of a story.
_SURE = rf"""
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
    | (?:{_BUTTON}[ |,/·•\t]+){{2,}} {_BUTTON}
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
    | \d{{1,2}}\ (?:min(?:ute)?|hour|day|week)s?\ ago
    | (?:first\ |last\ )?(?:published|posted|updated|modified)(?:\ on|\ at)?:?\ {_STAMP}
    | by\ [^.!?|]{{3,60}}\ ?[|•·]\ ?(?:(?:last\ )?updated|published|posted)\b[^!?]{{0,60}}
    | {_MONTH}\ \d{{1,2}},?\ \d{{4}}[,|/ @•·–-]+(?:at\ )?\d{{1,2}}[:.]\d\d[\w .]{{0,12}}
    | (?:image|media|video|photo)\ (?:source|caption),.{{0,60}}
    | click\ here\ (?:to|for)\b[^.!?]{{3,80}}
    | join\ (?:us\ on|our|the)\ (?:[\w' ]{{2,20}}\ )?{_SITE}\ (?:channel|group|community)
    | (?:list\ of\ \d+\ items | list\ \d+\ of\ \d+\b[^.!?]{{0,120}} | end\ of\ list)
    | (?:tags?|filed\ under|posted\ in)\ ?:\ [^.!?]{{2,120}}
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

# Whole sentences that address the visitor of a page and not the reader of a story.
_SURE_PROMPT = r"""
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

# Labels before a link; the link's text follows and has no final stop.
_LINK_LABEL = r"""
      read\ (?:more|also|next|on|the\ full\ (?:story|article)) | (?:also|must)\ read | see\ also
    | related(?:\ (?:article|story|news|coverage|content|reading))? | recommended
    | more(?:\ on\ this|\ from\ [^:]{2,30}) | don['’]t\ miss
    | (?:watch|listen)(?:\ (?:now|live|more|also))?
    | in\ (?:pictures|photos) | photos? | videos? | gallery | podcast | quiz | poll | explained
    | you\ may\ (?:also\ )?like | trending | just\ in
"""

# Lines that may be headings, list items or labels of a form.
_LIKELY = r"""
      ad | advert | sponsored | promoted | related | recommended | trending | tweet | share | print
    | email | comments? | more | video | watch | listen | gallery | photos? | subscribe | menu
    | sign\ (?:in|up) | log\ in | search | top\ stories | latest\ news | next | previous
    | newsletters? | published | \+\d{1,2} | terms\ of\ (?:use|service) | privacy\ (?:policy|notice)
    | cookie\ policy | contact\ us | about\ us | site\ ?map | advertise(?:\ with\ us)? | careers
    | recommended\ stories | download | gift | save | facebook | twitter
    | \d[\d,.]*k?\ (?:shares?|comments?|views?|likes?)
    | \d{1,2}\ ?(?:of|/)\ ?\d{1,2} | join\ the\ (?:conversation|discussion)
    | (?:watch|listen)\ (?:now|live) | read | read\ on | more\ from\ [\w' ]{2,30}
    | (?:topics?|categor(?:y|ies))\ ?:\ [^.!?]{2,120} | caption | image | live
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
    return re.compile(f"{_EDGE}(?:{form}){_EDGE}\\Z", re.VERBOSE)


# These are for lines in lower case: `re` is slower where it has to ignore the case, since then it
# does not see at a glance that a branch begins with another letter.
_SURE_LINE = _whole(_SURE)
_LIKELY_LINE = _whole(_LIKELY)
_PROMPT_LINE = re.compile(rf"(?:{_SURE_PROMPT})\Z", re.VERBOSE)
_LINK_LINE = re.compile(
    rf"""
    {_EDGE}(?P<label>{_LINK_LABEL})\s*(?:[:|>»–—]|-\s|>>|→)\s*
    (?P<title>(?-i:["“‘'@]?[A-Z0-9]).{{2,160}})\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SURE_LABEL = re.compile(r"read (?:more|also|next)|(?:also|must) read|related", re.IGNORECASE)
_CREDIT_AT_END = re.compile(
    r"""
    (?: (?:\(|\[|\.\ |—\ ?|\|\ ?|\ -\ |:\ )
        (?: (?:AP|EPA)\ (?:File\ )?Photo\ ?/\ ?[^()\[\]]{2,60}
          | (?:REUTERS|AFP|EPA)\ ?/\ ?[^()\[\]]{2,60}
          | [^()\[\].]{2,50}(?:/|\ via\ )\ ?
            (?:Getty\ Images|AP|AFP|REUTERS|Reuters|EPA|Shutterstock)
        )
        [)\]]?
      | [.!?]\ (?:File\ )?(?:Photo|Image|Picture)(?:\ credit|\ courtesy(?:\ of)?)?(?::|\ by)
        \ (?=[A-Z@])[^()\[\]]{2,60}
    )
    \.?\Z
    """,
    re.VERBOSE,
)

_BAR_SIGN = re.compile(r"[-–—|•·/](?:\s|(?<=\|))")

# A cookie notice may be as long as this, and nothing else on a page is longer.
_LONGEST = 350

_LIST_LABEL = _whole(
    r"""
      (?:read|see)\ (?:more|also|next)\ ?: | (?:also|must)\ read\ ?:?
    | related\ (?:articles?|stories|links?|content|coverage|posts|topics|news)\ ?:?
    | (?:most|more)\ (?:popular|read|viewed|shared|top\ stories|on\ this\ (?:story|topic))\ ?:?
    | (?:trending|popular|recommended)\ (?:now|stories|articles|for\ you|posts)\ ?:?
    | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)\ ?:? | editors?['’]s?\ picks?
    """
)

LIKELY = 0.6
SURE = 0.97


def certainty(line: str) -> float:
    """Return how sure the form of a whole line alone makes it that it is page furniture.

    >>> certainty("Story continues below advertisement"), certainty("Share")
    (0.97, 0.6)
    >>> certainty("Advertisement spending rose by a tenth.")
    0.0
    """
    if len(line) > _LONGEST:
        return 0.0
    lowered = line.lower()
    if _SURE_LINE.match(lowered) or _is_bar(lowered):
        return SURE
    if _PROMPT_LINE.match(lowered):
        return 0.9
    link = _LINK_LINE.match(line)
    if link and link["title"][-1] not in ".;,:" and len(link["title"].split()) <= 22:
        is_sure = _SURE_LABEL.match(link["label"]) or link["label"].isupper()
        return 0.95 if is_sure else 0.7
    if _has_credit_sign(line) and _CREDIT_AT_END.search(line) and len(line.split()) <= 35:
        return 0.9 if len(re.findall(r"\w[.!?] [\"“(]?[A-Z]", line)) < 2 else 0.0
    return LIKELY if _LIKELY_LINE.match(lowered) else 0.0


def heads_links(line: str) -> bool:
    """Whether a line is a label under which a page lists its links.

    >>> heads_links("Read more:"), heads_links("Most popular"), heads_links("Read more")
    (True, True, False)
    """
    return bool(_LIST_LABEL.match(line.lower()))


def _has_credit_sign(line: str) -> bool:
    """Whether the line has one of the signs without which there is no credit at its end."""
    return "/" in line or " via " in line or "Photo" in line or "Image" in line or "Picture" in line


def _is_bar(line: str) -> bool:
    """Whether a line, in lower case, is a row of labels with rules between them."""
    if not _BAR_SIGN.search(line):
        return False
    labels = re.split(r"\s+[-–—|•·/]\s+|\s*\|\s*", line.strip())
    return len(labels) > 1 and all(
        _SURE_LINE.match(label) or _LIKELY_LINE.match(label) for label in labels
    )


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

# A link or a credit within brackets, of which both ends are known.
BRACKETED = re.compile(
    r"""
    [(\[]
    (?: (?:READ|WATCH|LISTEN|Read|Watch|Also\ [Rr]ead|ALSO\ READ|RELATED|Related)
        (?:\ (?:MORE|ALSO|NEXT|more|also|next|story|article))? : \ ["“‘]?[A-Z0-9][^()\[\]]{3,150}
      | (?:File\ )?(?:[Pp]hoto|[Ii]mage|[Pp]icture|PHOTO)(?:\ credit|\ courtesy(?:\ of)?|\ by)?:
        \ [^()\[\]]{2,60}
      | (?:AP|EPA)\ (?:File\ )?Photo/[^()\[\]]{2,60}
      | (?:[^()\[\]]{2,40}(?:/|\ via\ ))?Getty\ Images
      | Advertisement | ADVERTISEMENT
    )
    [)\]]
    """,
    re.VERBOSE,
)

# A label before a link whose own end must be found.
IN_TEXT_LINK = re.compile(
    r"""
    (?<![\w"“‘'’(\[-])
    (?:READ(?:\ MORE|\ ALSO|\ NEXT)?|Read\ (?:[Mm]ore|[Aa]lso|[Nn]ext)|ALSO\ READ|Also\ [Rr]ead
      |RELATED|WATCH|MUST\ READ|Related(?:\ [Ss]tory|\ [Aa]rticle|\ [Cc]overage)?)
    \ ?:\ (?=\S)
    """,
    re.VERBOSE,
)

# What `IN_TEXT`, `BRACKETED` and `IN_TEXT_LINK` begin with.
_LABEL_START = re.compile(
    r"\(|\[|Advertisement|ADVERTISEMENT|Story |STORY |Article |ARTICLE |Post |Report |Continue "
    "|CONTINUE |Skip |Scroll |Share |Read|READ|Sign |Subscribe |Opens |Follow |Click |Also |ALSO "
    "|MUST |Related|RELATED|WATCH"
)


def has_label(passage: str) -> bool:
    """Whether `IN_TEXT`, `BRACKETED` or `IN_TEXT_LINK` is found in a passage.

    >>> has_label("The talks Story continues below go on."), has_label("The story continues.")
    (True, False)
    """
    return any(
        form.match(passage, start.start())
        for start in _LABEL_START.finditer(passage)
        for form in (IN_TEXT, BRACKETED, IN_TEXT_LINK)
    )
