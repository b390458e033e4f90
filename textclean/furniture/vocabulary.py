"""The words with which a page speaks to its visitor: its buttons, prompts and notices.

No list of labels is complete, but the list of their words nearly is: an act that a page asks of its
visitor, a thing that a page has, and small words between. A passage of such words alone is a label.
What the words of each list weigh stands in the scorecard beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from textclean.english.words import DETERMINERS
from textclean.evidence.scorecard import read
from textclean.tokens.pattern import pattern

# Signs: words hardly met but on a page.
_SIGNS = frozenset(
    """
    advertisement advertisements advert adverts newsletter newsletters inbox cookies cookie
    javascript browser fullscreen slideshow autoplay sponsored paywall subscribe unsubscribe login
    logout signup scroll html5 ad-free adblocker
    """.split()  # noqa: SIM905
)
# What a page asks its visitor to do, or does.
_ACTS = frozenset(
    """
    share tweet print email e-mail save copy follow subscribe sign log register download click tap
    swipe scroll skip play watch listen view show hide see expand collapse toggle load loading
    enlarge report manage accept reject allow decline read continue continues continued continuing
    keep join enter get leave post add send pin unlock enable turn update embed browse upgrade
    try check become opt reload refresh submit customize customise rate gift bookmark find remove
    discover support store
    """.split()  # noqa: SIM905
)
# What a page has.
_THINGS = frozenset(
    """
    story stories article articles page pages post posts link links url video videos audio gallery
    galleries image images photo photos picture pictures comment comments newsletter app apps alert
    alerts caption captions ad ads site website preferences settings options conversation discussion
    content account subscriber subscribers subscription member members membership email e-mail
    emails briefing briefings channel transcript player views shares likes replies headlines
    headline updates notifications policy privacy terms profile password feedback promotion sponsor
    topics tags tag homepage menu search font text version slide slides feed podcast episode
    device journalism telegram reading visitor visitors cart login partners choices choice consent
    reply thread stream livestream live facebook twitter instagram youtube whatsapp x linkedin
    pinterest flipboard messenger sms experience window tab footer sidebar
    address access password mail news information friend friends
    """.split()  # noqa: SIM905
)
_QUALITIES = frozenset(
    """
    more next previous prev newer older recommended related trending popular latest new free daily
    promoted weekly morning evening weekday breaking unlimited full main below above here now
    today back top first last all only less most best premium exclusive personalised personalized
    """.split()  # noqa: SIM905
)
_SMALL = frozenset(
    """
    a an the this that these your our my us you we me i to for on in via by and or with of from at
    as up out off into after before past down through it its is are be can may will do don't don’t
    not no already have has every day week month any some how when using use uses used so if
    please also just one two remaining left requires you're you’re set
    """.split()  # noqa: SIM905
)
_ADVERTISEMENTS = frozenset(["ad", "ads", "advert", "advertisement", "promotion", "sponsor"])
_DEIXIS = frozenset(["this", "our", "your", "us", "you", "we", "my"])
_WORD = pattern(r"[^\W_]+(?:['’.-][^\W_]+)*")

# What may stand between the words of one label: "Advertisement - Scroll to continue".
_GAP = pattern(r"(?:[.:!?]? | ?[-–—|/•·] ?)?")
_PARTICLES = frozenset(["up", "in", "out", "down", "off", "us"])
# After these a noun is due: "Check out our new".
_ATTRIBUTES = frozenset(
    ["new", "free", "daily", "weekly", "latest", "full", "exclusive", "premium"]
)
_SITES = frozenset(
    """
    facebook twitter instagram youtube whatsapp x linkedin reddit pinterest telegram flipboard
    """.split()  # noqa: SIM905
)

# The weights of the features, fitted by `textclean.train.page_words`.
CARDS = Path(__file__).with_suffix(".json")
WORDS = read(CARDS)["page words"]

# Most words in small letters of a label that pages do not use.
_MOST_FOREIGN = 2

# Weights from which on a passage is surely spoken by a page, and whatever unknown words it has.
LEAST_WEIGHT = 2.5
_LEAST_WEIGHT_WITH_UNKNOWN = 5.0

# The longest label without a sign, if it speaks of the page or its visitor, and if it does not.
_LONGEST_LABEL = 14  # words
_LONGEST_MUTE_LABEL = 6  # words
# No more of what a page may say is looked at, with a sign or without.
_LONGEST_RUN = 40  # words


def weight(passage: str) -> float:
    """Return how much a passage says that a page speaks in it: 2.5 and more is sure, 0 nothing.

    It begins with what a visitor is asked, or says what continues where. Words that a page need not
    have count against it; names do not, but nor does a passage with names say much without a sign
    that is hardly met but on a page.

    >>> weight("Scroll to keep reading"), weight("Share this with your neighbour")
    (4.68, 1.5)
    """
    if not _opens(passage):
        return 0.0
    words = _WORD.findall(passage)
    lowered = [word.lower() for word in words]
    unknown = [word for word, low in zip(words, lowered, strict=True) if not is_page_word(low)]
    return _weight(passage, words, lowered, unknown)


def _weight(
    passage: str, words: Sequence[str], lowered: Sequence[str], unknown: Sequence[str]
) -> float:
    """Return the weight of a passage of these words, of which some are unknown to pages."""
    if not _may_speak(passage, lowered):
        return 0.0
    if len(words) < 2:
        return _value({"signs": 1.0}) if not _SIGNS.isdisjoint(lowered) else 0.0
    if lowered[0] in _DEIXIS and any(map(str.islower, unknown)):
        return 0.0
    if not _has_sign(lowered) and _is_muddled(lowered, unknown):
        return 0.0
    foreign = sum(word.islower() for word in unknown)
    if foreign > _MOST_FOREIGN:
        return 0.0
    total = _value({**counts(lowered), "other words in small letters": float(foreign)})
    return total if 4 * len(unknown) <= len(words) or total > _LEAST_WEIGHT_WITH_UNKNOWN else 0.0


def counts(words: Sequence[str]) -> dict[str, float]:
    """Return how many words of each list some words have, in lower case, by the names of the
    features; the act that is asked stands first. A word that comes back says nothing more: "To
    scroll a line at a time use CTRL-E (scroll up) and CTRL-Y (scroll down)" is a manual's.

    >>> found = counts(["share", "our", "story"])
    >>> found["acts that are asked"], found["things of its own"], found["other things"]
    (1.0, 1.0, 0.0)
    """
    found = dict.fromkeys(WORDS.names, 0.0) | {"bias": 1.0}
    found["qualities that begin it"] = float(words[0] in _QUALITIES)
    for at, word in enumerate(words):
        if word in words[:at]:
            continue
        is_asked = at == 0 or word.startswith("continue") or word in ("sign", "log")
        feature = _feature(word, is_asked=is_asked, is_own=at > 0 and words[at - 1] in _DEIXIS)
        if feature:
            found[feature] += 1
    return found


def _feature(word: str, *, is_asked: bool, is_own: bool) -> str:
    """Return the list that a word counts for; none where it says nothing."""
    if word in _SIGNS:
        return "signs"
    if word in _ACTS and (is_asked or word not in _THINGS):
        return "acts that are asked" if is_asked else "other acts"
    if word in _THINGS:
        return "things of its own" if is_own else "other things"
    return "qualities and pointing words" if word in _QUALITIES or word in _DEIXIS else ""


def _value(features: Mapping[str, float]) -> float:
    """Return what features weigh; those that are not named are 0."""
    return WORDS.log_odds({**dict.fromkeys(WORDS.names, 0.0), "bias": 1.0, **features})


def _opens(passage: str) -> bool:
    """Whether a passage begins with a word that a page may begin with, or tells what continues."""
    first = _WORD.match(passage)
    if not first:
        return False
    return first.group().lower() in _OPENERS or " continue" in passage.lower()


def _may_speak(passage: str, lowered: Sequence[str]) -> bool:
    """Whether a passage begins and ends as a page may speak, and in a capital."""
    if not _opens(passage):
        return False
    if len(lowered) < 2:
        return True
    return _begins_as_page(lowered) and _may_end(lowered) and not passage[0].islower()


def _is_muddled(lowered: Sequence[str], unknown: Sequence[str]) -> bool:
    """Whether words without a sign are more than a label has, or other than a page's."""
    is_asking = lowered[0] in ("already", "please") or lowered[1] == "continues"
    speaks = is_asking or not _DEIXIS.isdisjoint(lowered)
    if len(lowered) > (_LONGEST_LABEL if speaks else _LONGEST_MUTE_LABEL):
        return True
    is_one = len(unknown) == 1 and unknown[0].islower() and _addresses(lowered)
    return bool(unknown) and not is_one


def has_sign(passage: str) -> bool:
    """Whether a passage has a word that is hardly met but on a page.

    >>> has_sign("Scroll down"), has_sign("Look down")
    (True, False)
    """
    return _has_sign(_WORD.findall(passage.lower()))


def _has_sign(words: Sequence[str]) -> bool:
    asks_to_share = words[:1] in (["share"], ["follow"]) and not _SITES.isdisjoint(words)
    return asks_to_share or words[:2] == ["sign", "up"] or not _SIGNS.isdisjoint(words)


def has_offer(passage: str) -> bool:
    """Whether a passage has a word for what a page wants its visitor to have.

    >>> has_offer("Get our app"), has_offer("Get our books")
    (True, False)
    """
    return not _OFFERS.isdisjoint(_WORD.findall(passage.lower()))


def opens(word: str) -> bool:
    """Whether with a word, in lower case, a page may begin to ask something of its visitor."""
    return word in _OPENERS and word not in _DEIXIS


def tells(passage: str) -> bool:
    """Whether a passage has a word of pages that is none of the small ones of any sentence.

    >>> tells("read on"), tells("she left on tuesday")
    (True, False)
    """
    words = _WORD.findall(passage.lower())
    return any(
        is_page_word(word) and word not in _SMALL and not word[0].isdigit() for word in words
    )


def foreign(passage: str) -> int:
    """Return how many words of a passage, names aside, are none that pages speak with.

    >>> foreign("Sign up for news from the island")
    1
    """
    return sum(word.islower() and not is_page_word(word) for word in _WORD.findall(passage))


def run(passage: str) -> int:
    """Return where the page's own words end that a passage begins with; 0 if they say too little.

    Capitals, or small letters, go on as they begin: what follows a label in another style is the
    story's.

    >>> passage = "Scroll to keep reading The talks went on."
    >>> passage[: run(passage)]
    'Scroll to keep reading'
    """
    best, end = 0, 0
    words: list[str] = []
    lowered: list[str] = []
    for match in islice(_WORD.finditer(passage), _LONGEST_RUN):
        word, between = match.group(), passage[end : match.start()]
        if not _GAP.fullmatch(between) or not is_page_word(word.lower()):
            break
        if ":" in between and word.lower() not in _SITES:
            break  # See more: Address
        if (
            words
            and between == " "
            and (_breaks_style(words, word) or (best == end and _starts_anew(words, word)))
        ):
            break
        words.append(word)
        lowered.append(word.lower())
        end = match.end()
        # All of them are words of pages.
        if _may_end(words) and _weight(passage[:end], words, lowered, ()) >= LEAST_WEIGHT:
            best = end
    return best


def _may_end(words: Sequence[str]) -> bool:
    """Whether a label may end in the last of these words, as in "Sign in" but not in "Below in"."""
    last = words[-1].lower()
    if last in _PARTICLES:
        return words[-2:][0].lower() in _ACTS
    return last not in _SMALL | _ATTRIBUTES


def breaks_off(passage: str) -> bool:
    """Whether a passage goes on in what follows, since no label ends so.

    >>> breaks_off("you can subscribe to the"), breaks_off("Subscribe to the newsletter")
    (True, False)
    """
    words = _WORD.findall(passage)
    return bool(words) and passage[-1:].isalpha() and not _may_end(words)


def _starts_anew(words: list[str], word: str) -> bool:
    """Whether a word after a label that is whole can be no more of it: a number or an article right
    after a noun, as in "below this ad the talks went on", or what is no advertisement either.
    """
    last = words[-1].lower()
    if last in _ADVERTISEMENTS:
        return word.islower() or word[0].isdigit()
    if last == "below" and words[1].lower().startswith("continue"):
        return word.islower() and word not in _ADVERTISEMENTS | DETERMINERS
    return last in _SIGNS | _THINGS and (word[0].isdigit() or word in DETERMINERS)


def _breaks_style(words: list[str], word: str) -> bool:
    """Whether a word is set otherwise than those before it in their label."""
    if words[0].isupper() and len(words[0]) > 1:
        return not word.isupper() and not word[0].isdigit()
    if word.islower():
        goes_on = word in _SMALL or word.startswith("continue")
        telling = [each for each in words if each.lower() not in _SMALL | _SITES]
        return len(telling) > 1 and telling[-1][0].isupper() and not goes_on
    return words[-1].islower() and word[0].isupper() and word.lower() not in _SITES


def is_page_word(word: str) -> bool:
    """Whether a word, in lower case, is one that pages speak with; numbers are."""
    return word in _PAGE_WORDS or word[0].isdigit()


def _begins_as_page(words: Sequence[str]) -> bool:
    """Whether an act, a sign or a quality stands first, or what continues does."""
    first, *others = words or [""]
    return first in _OPENERS or bool(others and others[0].startswith("continue"))


def _addresses(words: Sequence[str]) -> bool:
    """Whether the page speaks of what is its own to its visitor: "become a member of our club"."""
    return words[0] in _ACTS and not {"our", "your"}.isdisjoint(words)


_PAGE_WORDS = _SIGNS | _ACTS | _THINGS | _QUALITIES | _SMALL | _SITES

# With these labels begin, and with the others sentences; of what a page has, what continues does.
LABEL_OPENERS = _ACTS | frozenset(
    """
    advertisement advertisements advert adverts newsletter sponsored subscribe unsubscribe login
    signup scroll ad after most more recommended related trending popular latest next previous prev
    newer older back top story article text post video already you're you’re
    """.split()  # noqa: SIM905
)
_OPENERS = (LABEL_OPENERS | _DEIXIS | _SIGNS | {"to", "please", "by"}) - {
    "story",
    "article",
    "text",
    "video",
}
# What a page wants its visitor to have.
_OFFERS = _SIGNS | frozenset(
    """
    app apps account member membership alerts subscriber subscription email e-mail emails
    """.split()  # noqa: SIM905
)
