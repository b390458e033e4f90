"""Labels, links, bars and stamps of a web page that were copied along with the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

import attrs

from textclean import furniture, lexicon, scan
from textclean.blocks import (
    BYLINE,
    CODE,
    LIST_ITEM,
    PARAGRAPH,
    QUOTED,
    TABLE,
    TURN,
    VERSE,
    WIRE,
    Part,
)
from textclean.edit import Edit
from textclean.forms import has_dateline
from textclean.furniture import credits, labels, leftovers, links, stamps, vocabulary
from textclean.gap import Gap
from textclean.line import FUNCTION_WORDS, Line
from textclean.line import lines as lines_of
from textclean.normalizer import normalizer
from textclean.text import Text, WordSet
from textclean.wrapping import may_be_wrapped

_KEPT = frozenset([CODE, QUOTED, TABLE, VERSE, WIRE])
_WIRE_MATTER = frozenset([BYLINE, WIRE])
_DATELINE_END = re.compile(r" ?(?:--|[-–—])\s+")
# After these a noun is due, so that a label may be one.
_LEADS_TO_NOUN = frozenset(
    "a an the this that his her its their our my your of each every no and or for".split()  # noqa: SIM905
)
# No noun stands right before these in its sentence.
_DETERMINERS = frozenset("a an the this these his her its our their my your".split())  # noqa: SIM905
# "A box headed Advertisement in grey": the label is named, and not set.
_NAMES_LABEL = frozenset(
    """
    label labels labelled labeled marked headed titled tagged called named word words link button
    sign reads reading saying says press click as
    """.split()  # noqa: SIM905
)
# "Read more about the study" asks the reader to; the label of a page has no object.
_IMPERATIVES = frozenset(["read more", "continue reading"])
_OBJECTS = frozenset(["about", "on", "at", "in", "from", "of", "than", "here", "the", "our"])
# A word or two that a heading could be may be headings; so many in a row are a bar or a menu.
_FEWEST_BUTTONS = 3
_FEWEST_LINKS = 2
_LONGEST_TITLE = 20
_FEWEST_CAPITALS = 3
_LONGEST_NAME = 5
# A whole sentence may be the story's, and needs more weight than a label.
_SURE_SENTENCE = 4.5

_SENTENCE_END = re.compile(r"(?<=\w)[.!](?=\s|\Z)")
_LONGEST_PROMPT = 160  # characters
_SURE_PROMPT = 0.9
_WITHIN_TITLES = frozenset("a an the of in on at to for and or with from by".split())  # noqa: SIM905
# Where a link's text may end: at a stop, and within a sentence at its commas too.
_STOP = re.compile(r"(?<=[\w)”’\"]{3})[.!?;](?=[\s\"'”’)\]]|\Z)")
_BREAK = re.compile(r"[.!?;](?=[\s\"'”’)\]]|\Z)|[,:](?=\s+[a-z])")

_OPENERS = WordSet.of(vocabulary.LABEL_OPENERS)
_OPENS_QUOTE = ("“", "‘", '"', "'", "(", "[", "-", "’")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "")
_MARKUP_NOUNS = frozenset(["tag", "tags", "element", "elements", "entity", "entities", "shortcode"])
_COPULAS = frozenset(
    """
    a an the is are was were be been being as and or but left leaves leave remain remains remained
    stay stays seem seems still yet so too this that its their any some
    """.split()  # noqa: SIM905
)


@normalizer("words", "spaces", "marks", "case")
def page_furniture(
    text: Text, *, lines: tuple[str, ...] = (), strip_wire_matter: bool = False
) -> Iterator[Edit]:
    r"""Take out what belongs to the web page and not to the story.

    Damage: "Advertisement", "Story continues below", "Read more: …" and its headline, share bars,
    prompts for newsletters, cookie notices, pagers, "5 min read", photo credits, and time stamps
    on lines of their own or in the middle of a paragraph.

    Evidence: the label, its form (a whole line with nothing else in it; a label in capitals in
    mid-sentence) and the text closing over the gap (the sentence before it goes on after it, or
    one ends before it and the next begins after it). A word that a heading could be ("Comments")
    counts only among other furniture or where a sentence runs on over it.

    Left alone: the same words in prose ("Advertisement spending rose", "Read more books"), wire
    matter such as datelines, bylines, slugs, notes to editors, `(MORE)`, sign-offs and embargoes.

    >>> source = "The minister said Advertisement that talks would go on.\n"
    >>> [(edit.start, edit.end, edit.new) for edit in page_furniture(Text(source))]
    [(18, 32, '')]
    """
    if lines and (known := list(_known_lines(text, frozenset(map(_folded, lines))))):
        # What remains is found when they are gone: a paragraph may go on over them.
        yield from known
        return
    if not (strip_wire_matter or _may_have_furniture(text)):
        return
    parts = text.parts
    of_wire = _WIRE_MATTER if strip_wire_matter else frozenset[str]()
    runs = list(_furniture_lines(parts, of_wire))
    own = [part.line for part in parts]
    for first, last, confidence in runs:
        yield from _without_lines(text.source, own, first, last, confidence)
    taken = {at for first, last, _ in runs for at in range(first, last + 1)}
    for at, part in enumerate(parts):
        if at not in taken and part.kind in (PARAGRAPH, LIST_ITEM, TURN):
            if strip_wire_matter and has_dateline(part.line):
                yield from _without_dateline(text.source, part.line)
            yield from _without_labels(text, part)


def _folded(line: str) -> str:
    """Return a line without what does not count when lines are compared."""
    return re.sub(r"[\s\d]+", "", line).casefold()


def _known_lines(text: Text, known: frozenset[str]) -> Iterator[Edit]:
    """Yield the edits that take out known lines, runs of them at once."""
    own = list(lines_of(text.source))
    is_known = [_folded(line.text) in known for line in own]
    for is_run, places in groupby(range(len(own)), key=is_known.__getitem__):
        if is_run:
            run = list(places)
            yield from _without_lines(text.source, own, run[0], run[-1], 0.98)


def _without_dateline(source: str, line: Line) -> Iterator[Edit]:
    """Yield the edit that takes out the dateline of a paragraph."""
    if match := _DATELINE_END.search(source, line.start, line.end):
        why = "a dateline, which is not wanted here"
        yield Edit.delete(line.start, match.end(), confidence=0.95, why=why)


def _may_have_furniture(text: Text) -> bool:
    """Whether a line or a passage is such as furniture has, before asking what each line is.

    Lines of a wrapped text may be furniture only when they are joined.
    """
    source = text.source
    return (
        labels.has_label(source)
        or leftovers.may_be_left(source)
        or credits.may_have_credit(source)
        or links.may_have_link(source)
        or stamps.may_have_stamp(source)
        or labels.may_have_pager(source)
        or any(True for _ in _page_words(text))
        or may_be_wrapped(source)
        or any(
            furniture.certainty(line) or furniture.heads_links(line)
            for line in map(str.strip, source.replace("\r", "\n").split("\n"))
            if line
        )
    )


def _furniture_lines(
    parts: Sequence[Part], unwanted: frozenset[str]
) -> Iterator[tuple[int, int, float]]:
    """Yield runs of parts that are furniture, or of `unwanted` kinds: the first, the last, and how
    sure that is.
    """
    sure = [_certainty(part, unwanted) for part in parts]
    for at, part in enumerate(parts):
        if furniture.heads_links(part.line.text):
            links = _links_after(parts, at)
            sure[at : at + 1 + links] = [max(sure[at], 0.88 if links else 0.0)] * (links + 1)
    at = 0
    while at < len(parts):
        first = at
        while at < len(parts) and sure[at]:
            at += 1
        if at > first:
            best = max(sure[first:at])
            listed = any(part.kind == LIST_ITEM for part in parts[first:at])
            if at - first >= _FEWEST_BUTTONS and not listed:
                best = max(best, 0.85)
            if at - first == 1 and stamps.UNLABELLED_BYLINE.match(parts[first].line.text):
                best = 0.85
            if _closes([part.line for part in parts], first - 1, at):
                best = max(best, 0.95)
            yield first, at - 1, best
        at += 1


def _certainty(part: Part, unwanted: frozenset[str]) -> float:
    """Return how sure it is that a part, whatever stands around it, has to go."""
    if part.kind in unwanted:
        return 0.95
    return 0.0 if part.kind in _KEPT else furniture.certainty(part.line.text)


def _links_after(parts: Sequence[Part], label: int) -> int:
    """Return how many lines under a label are links: two at least, no sentence among them, right
    under one another and with nothing under the last.
    """
    last = label
    while last + 1 < len(parts) and not parts[last + 1].line.follows_blank:
        line = parts[last + 1].line
        if line.is_prose or line.starts_lower or (line.is_stopped and not line.is_question):
            return 0
        last += 1
    return last - label if last - label >= _FEWEST_LINKS else 0


def _closes(lines: Sequence[Line], before: int, after: int) -> bool:
    """Whether a sentence goes on from one line to the other."""
    if before < 0 or after >= len(lines):
        return False
    head, tail = lines[before], lines[after]
    breaks_off = not head.is_stopped and not head.text.endswith(":") and len(head.words) > 2
    return breaks_off and tail.starts_lower


def _without_lines(
    source: str, lines: Sequence[Line], first: int, last: int, confidence: float
) -> Iterator[Edit]:
    """Yield the edit that takes out whole lines and leaves one gap between what stood around."""
    start, end = lines[first].start, lines[last].end
    before = lines[first - 1].end if first else 0
    after = lines[last + 1].start if last + 1 < len(lines) else len(source)
    why = "a line of the web page, not of the story"
    if _closes(lines, first - 1, last + 1):
        yield Edit.replace(before, after, " ", confidence=confidence, why=why)
        return
    above, below = source[before:start], source[end:after]
    if first == 0 or (last + 1 < len(lines) and _line_ends(above) >= _line_ends(below)):
        yield Edit.delete(start, after, confidence=confidence, why=why)
    else:
        yield Edit.delete(before, end, confidence=confidence, why=why)


def _line_ends(gap: str) -> int:
    """Return how many lines end in the white space between two lines."""
    return len(re.findall(r"\r\n|\r|\n", gap))


def _without_labels(text: Text, part: Part) -> Iterator[Edit]:
    """Yield the edits that take furniture out of a paragraph."""
    gaps = sorted(_gaps(text, part), key=lambda gap: (gap.first, -gap.last))
    done = part.line.start
    for gap in gaps:
        edits = list(gap.edits()) if gap.confidence else []
        # Of two labels side by side, the next pass takes the second.
        if edits and edits[0].start >= done:
            yield from edits
            done = edits[-1].end


def _gaps(text: Text, part: Part) -> Iterator[Gap]:
    """Yield the places of a paragraph where furniture may stand, and how sure that is.

    In a list, which may be one of captions, credits stay.
    """
    start, end = part.line.start, part.line.end
    source, passage = text.source, text.source[start:end]

    def found(form: re.Pattern[str]) -> Iterator[tuple[Gap, re.Match[str]]]:
        for match in form.finditer(source, start, end):
            yield Gap(source, start, match.start(), match.end(), end), match

    if leftovers.may_be_left(passage):
        for gap, _ in found(leftovers.MARKUP):
            is_named = source[gap.first] == "<" and _is_named(gap)
            yield attrs.evolve(gap, confidence=0.0 if is_named else 0.95)
        for gap, _ in found(leftovers.NO_VALUE):
            yield attrs.evolve(gap, confidence=_no_value_confidence(gap))
    if part.kind != LIST_ITEM and credits.may_have_credit(passage):
        for gap, _ in found(credits.IN_TEXT):
            yield attrs.evolve(gap, confidence=_credit_confidence(gap))
        for gap, _ in found(credits.NAMED_IN_TEXT):
            yield from _named_credit(gap)
    if stamps.may_have_stamp(passage):
        for gap, match in found(stamps.IN_TEXT):
            yield attrs.evolve(gap, confidence=_between(gap, may_lack_stop=bool(match["labelled"])))
    if labels.may_have_pager(passage):
        for gap, _ in found(labels.PAGER):
            yield attrs.evolve(gap, confidence=_between(gap, may_lack_stop=True))
    if links.may_have_link(passage):
        for gap, _ in found(links.BRACKETED):
            yield attrs.evolve(gap, confidence=0.9)
        for gap, match in found(links.IN_TEXT):
            yield from _link_gap(gap, match)
    if labels.has_label(passage):
        for gap, match in found(labels.IN_TEXT):
            is_phrase = match["single"] is None and not match["label"].lower().startswith("read")
            yield attrs.evolve(gap, confidence=_label_confidence(gap, is_phrase=is_phrase))
    yield from _page_runs(text, start, end)


def _run_confidence(gap: Gap) -> float:
    """Return how sure it is that words of a page are none of the paragraph's own. In mid-sentence
    they stand right behind a word, and not one with a capital, as in "the Federal Register".
    """
    label = gap.source[gap.first : gap.last]
    if not gap.follows_sentence and not gap.word_before[:1].islower():
        return 0.0
    is_phrase = vocabulary.has_sign(label) or "continues" in label.lower()
    if is_phrase or gap.follows_sentence:
        return _label_confidence(gap, is_phrase=is_phrase)
    names_more = label.split()[1] in FUNCTION_WORDS
    return 0.0 if names_more else _label_confidence(gap, is_phrase=False)


def _is_label(gap: Gap) -> bool:
    """Whether there are two words in the gap, or one between two sentences."""
    is_alone = len(gap.source[gap.first : gap.last].split()) < 2
    return not is_alone or (gap.follows_sentence and gap.words_after[0].istitle())


def _prompt(passage: str) -> int:
    """Return where the sentence ends that a passage begins with, if a page asks something of its
    visitor in it; else 0.
    """
    stop = _SENTENCE_END.search(passage, 0, _LONGEST_PROMPT)
    if not stop:
        return 0
    sentence = passage[: stop.end()]
    offers = vocabulary.has_offer(sentence)
    speaks = not {"our", "your"}.isdisjoint(sentence.lower().split())
    is_prompt = offers and speaks and furniture.certainty(sentence) >= _SURE_PROMPT
    return stop.end() if is_prompt else 0


def _is_named(gap: Gap) -> bool:
    """Whether a text writes about what stands in the gap: "the <br> tag"."""
    is_noun = gap.word_before.lower() in _DETERMINERS | _NAMES_LABEL | {"each", "every"}
    return is_noun or gap.words_after[0] in _MARKUP_NOUNS


def _no_value_confidence(gap: Gap) -> float:
    """Return how sure it is that "undefined" is no word of its sentence: nothing it could describe
    follows, and it describes nothing before it.
    """
    before, following = gap.word_before.lower(), gap.words_after[0].lower()
    if before == "a" and gap.source.startswith("un", gap.first):
        return 0.85  # nobody writes "a undefined"
    describes_before = before in _COPULAS or before.endswith("ly") or not before
    if describes_before or following in ("and", "or", "but") or following not in FUNCTION_WORDS:
        return 0.0
    return 0.85


def _between(gap: Gap, *, may_lack_stop: bool = False) -> float:
    """Return how sure it is that what stands between two sentences is no part of either; the first
    may have lost its stop.
    """
    following, second = gap.words_after
    if not gap.before:
        return 0.0
    if not gap.follows_sentence:
        is_start = following[:1].isupper() and _starts_sentence(following, second)
        return 0.85 if may_lack_stop and is_start and gap.source[gap.first].isupper() else 0.0
    if not gap.after:
        return 0.85
    return 0.9 if following and _starts_sentence(following, second) else 0.0


def _credit_confidence(gap: Gap) -> float:
    """Return how sure it is that a credit is none of the sentence's own words, as "The AP/AFP
    agreement" is.
    """
    if gap.source[gap.first] in "([":
        return 0.9
    if gap.source[gap.first : gap.last].split()[0].lower() in FUNCTION_WORDS:
        return 0.0
    return _between(gap) if gap.follows_sentence else 0.85


def _named_credit(gap: Gap) -> Iterator[Gap]:
    """Yield the gap widened from "Photo:" over a name, if it stands between sentences."""
    if not gap.follows_sentence:
        return
    name = list(takewhile(lambda word: word.text[0].isupper(), _words(gap)))[:_LONGEST_NAME]
    for at, word in enumerate(name):
        if at >= 2 and lexicon.lower_share(word.text) > 0.5:
            name = name[:at]
            break
    if len(name) >= 2:
        gap = attrs.evolve(gap, last=name[-1].end)
        yield attrs.evolve(gap, confidence=0.85 if _between(gap) else 0.0)


def _page_words(text: Text) -> Iterator[tuple[int, int]]:
    """Yield where the page may speak in words of its own, and how many characters it does so; 0
    where that is for the sentence to say.
    """
    source = text.source
    for place in _OPENERS.places(text.scanned):
        at = text.words[place].start
        if not source[at].isupper() or source[at - 1 : at] in _OPENS_QUOTE:
            continue
        passage = source[at : at + _LONGEST_PROMPT].partition("\n")[0]
        length = vocabulary.run(passage)
        if length or (source[at - 2 : at - 1] in _SENTENCE_ENDS and vocabulary.has_offer(passage)):
            yield at, length


def _page_runs(text: Text, start: int, end: int) -> Iterator[Gap]:
    """Yield the places of a paragraph where the page speaks."""
    source = text.source
    for at, length in _page_words(text):
        if not start <= at < end:
            continue
        gap = Gap(source, start, at, at + length, end)
        if gap.follows_sentence and (sentence := _prompt(source[at:end])):
            yield attrs.evolve(gap, last=at + sentence, confidence=0.85)
        elif not length or not _is_label(gap):
            continue
        elif source[gap.last : gap.last + 1] in (".", "!", "?"):
            gap = attrs.evolve(gap, last=gap.last + 1)
            weight = vocabulary.weight(source[at : gap.last])
            is_sure = gap.follows_sentence and weight >= _SURE_SENTENCE
            yield attrs.evolve(gap, confidence=0.85 if is_sure else 0.0)
        else:
            yield attrs.evolve(gap, confidence=_run_confidence(gap))


def _label_confidence(gap: Gap, *, is_phrase: bool) -> float:
    """Return how sure it is that a label is none of the paragraph's own words."""
    following, second = gap.words_after
    label = gap.source[gap.first : gap.last]
    if label.isupper() and not (gap.word_before.isupper() or following.isupper()):
        is_phrase = True  # capitals in a sentence that has none
    if not gap.after:
        return 0.95
    if gap.after[0] in ",.;:!?":
        return 0.85 if _doubles_mark(gap) else 0.0
    if gap.word_before.lower() in _NAMES_LABEL:
        return 0.0
    if not following or gap.before[-1:] in ("(", "["):
        return 0.0
    if label.lower() in _IMPERATIVES and following in _OBJECTS:
        return 0.0
    is_odd_place = (
        is_phrase or gap.word_before.lower() not in _LEADS_TO_NOUN or following in _DETERMINERS
    )
    if following[0].islower() or following[0].isdigit():
        if gap.follows_sentence:
            return 0.85 if "ontinues" in label.lower() else 0.0
        return 0.93 if is_odd_place else 0.5
    if gap.follows_sentence:
        if _starts_sentence(following, second):
            return 0.95
        return 0.9 if is_phrase else 0.6
    is_name = lexicon.lower_share(following) < 0.2 and following.lower() not in FUNCTION_WORDS
    return 0.85 if is_odd_place and (is_phrase or is_name) else 0.5


def _doubles_mark(gap: Gap) -> bool:
    """Whether the mark after a label comes on top of the one before it: "the roof, Read more, and".

    Between two capitals the label is one of a list: "Related, Advertisement, Share".
    """
    words = (gap.before.split() or [""])[-1], *gap.words_after
    if gap.after[0] == ",":
        return gap.before.endswith(",") and not any(word[:1].isupper() for word in words)
    return gap.after[0] == "." and len(gap.before) > 1 and gap.follows_sentence


def _starts_sentence(word: str, second: str) -> bool:
    """Whether a capital on `word` is that of a sentence start, as the word after it tells."""
    if not word[0].isupper():
        return False
    if word.lower() in FUNCTION_WORDS:
        return True
    return second[:1].islower()


def _link_gap(gap: Gap, match: re.Match[str]) -> Iterator[Gap]:
    """Yield the gap widened from a link's label over the link's text, if its end can be told."""
    if match["weak"] and not gap.follows_sentence:
        return
    words = _words(gap)
    if capitals := _in_capitals(words):
        yield attrs.evolve(gap, last=capitals[-1].end, confidence=0.9)
        return
    stop = (_STOP if gap.follows_sentence else _BREAK).search(gap.source, gap.last, gap.end)
    broken_at = stop.start() if stop else gap.end
    title = [word for word in words if word.start < broken_at][:_LONGEST_TITLE]
    if not title or title[0].text[0].islower():
        return
    if not gap.follows_sentence:
        yield from _title_in_sentence(gap, title)
    elif (start := _sentence_start(title)) is not None:
        last = len(gap.source[:start].rstrip())
        yield attrs.evolve(gap, last=last, confidence=0.85)
    elif stop and stop.group() == "?" and 3 <= len(title) < _LONGEST_TITLE:
        yield attrs.evolve(gap, last=broken_at + 1, confidence=0.85)
    elif not stop and 3 <= len(title) < _LONGEST_TITLE:
        yield attrs.evolve(gap, last=gap.end, confidence=0.92)


def _in_capitals(words: Sequence[_Word]) -> list[_Word]:
    """Return the words of a headline in capitals; none where it is set otherwise."""
    capitals = list(takewhile(lambda word: not any(map(str.islower, word.text)), words))
    if capitals and len(capitals) < len(words) and capitals[-1].text in ("A", "I"):
        capitals.pop()  # A storm, I think
    return capitals if len(capitals) >= _FEWEST_CAPITALS else []


class _Word(NamedTuple):
    """A word after a label: where it starts and ends, and its text."""

    start: int
    end: int
    text: str


def _words(gap: Gap) -> list[_Word]:
    """Return the words of the paragraph that come after the label."""
    starts, ends = scan.token_spans(gap.source[gap.last : gap.end])
    spans = zip((gap.last + starts).tolist(), (gap.last + ends).tolist(), strict=True)
    words = (_Word(start, end, gap.source[start:end]) for start, end in spans)
    return [word for word in words if word.text[0].isalnum()]


def _sentence_start(title: Sequence[_Word]) -> int | None:
    """Return where a sentence begins after a link's text that has no stop.

    It begins with a capital on a word that is no name, right after a small letter in a link set
    as a sentence, or before small words in one set in title case.
    """
    is_title_case = all(word.text[0].isupper() or word.text in FUNCTION_WORDS for word in title[:4])
    for before, word, after in zip(title[2:], title[3:], title[4:], strict=False):
        if not word.text[0].isupper() or (is_title_case and after.text[0].isupper()):
            continue
        if word.text.lower() in FUNCTION_WORDS:
            return word.start
        if after.text[0].isupper():
            continue  # of the Financial System Inquiry
        follows_small = before.text[0].islower()
        if is_title_case and {before.text, after.text} & _WITHIN_TITLES:
            continue
        if lexicon.lower_share(word.text) > 0.5 and (is_title_case or follows_small):
            return word.start
        if follows_small and after.text[0].islower():
            return None  # a name, within the link's text or at the start of the sentence
    return None


def _title_in_sentence(gap: Gap, words: Sequence[_Word]) -> Iterator[Gap]:
    """Yield the gap over a link in title case, after which its sentence goes on.

    "Chief Quits Over Row the court": with a small word right after the nouns of the title, the
    sentence may have begun again, and more surely so with an article.
    """
    title = list(
        takewhile(lambda word: not word.text[0].islower() or word.text in FUNCTION_WORDS, words)
    )
    for at in range(_FEWEST_CAPITALS, len(title)):
        is_after_noun = title[at - 1].text.lower() not in FUNCTION_WORDS
        if is_after_noun and title[at].text in _DETERMINERS:
            title = title[:at]
            break
    while title and title[-1].text in FUNCTION_WORDS:
        title.pop()
    capitals = sum(word.text[0].isupper() for word in title)
    if capitals >= _FEWEST_CAPITALS and len(title) < len(words):
        yield attrs.evolve(gap, last=title[-1].end, confidence=_title_certainty(title))


def _title_certainty(title: Sequence[_Word]) -> float:
    """Return how sure it is that the title goes on to its last word, past the small words in it."""
    small = (at for at, word in enumerate(title) if word.text in FUNCTION_WORDS)
    return 0.7 if any(at >= _FEWEST_CAPITALS for at in small) else 0.85
