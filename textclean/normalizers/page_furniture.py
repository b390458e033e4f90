"""Labels, links, bars and stamps of a web page that were copied along with the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

import attrs

from textclean import furniture, lexicon, scan
from textclean.blocks import (
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
from textclean.gap import Gap
from textclean.line import FUNCTION_WORDS
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.wrapping import may_be_wrapped

_KEPT = frozenset([CODE, QUOTED, TABLE, VERSE, WIRE])
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


@normalizer("words", "spaces", "marks", "case")
def page_furniture(text: Text) -> Iterator[Edit]:
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
    if not _may_have_furniture(text):
        return
    parts = text.parts
    lines = list(_furniture_lines(parts))
    for first, last, confidence in lines:
        yield from _without_lines(text.source, parts, first, last, confidence)
    taken = {at for first, last, _ in lines for at in range(first, last + 1)}
    for at, part in enumerate(parts):
        if at not in taken and part.kind in (PARAGRAPH, LIST_ITEM, TURN):
            yield from _without_labels(text.source, part.line.start, part.line.end)


def _may_have_furniture(text: Text) -> bool:
    """Whether a line or a label is such as furniture has, before asking what each line is.

    Lines of a wrapped text may be furniture only when they are joined.
    """
    source = text.source
    return (
        furniture.has_label(source)
        or may_be_wrapped(source)
        or any(
            furniture.certainty(line) or furniture.heads_links(line)
            for line in map(str.strip, source.replace("\r", "\n").split("\n"))
            if line
        )
    )


def _furniture_lines(parts: Sequence[Part]) -> Iterator[tuple[int, int, float]]:
    """Yield runs of parts that are furniture, first and last, with how sure that is."""
    sure = [0.0 if part.kind in _KEPT else furniture.certainty(part.line.text) for part in parts]
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
            if _closes(parts, first - 1, at):
                best = max(best, 0.95)
            yield first, at - 1, best
        at += 1


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


def _closes(parts: Sequence[Part], before: int, after: int) -> bool:
    """Whether a sentence goes on from one part to the other."""
    if before < 0 or after >= len(parts):
        return False
    head, tail = parts[before].line, parts[after].line
    breaks_off = not head.is_stopped and not head.text.endswith(":") and len(head.words) > 2
    return breaks_off and tail.starts_lower


def _without_lines(
    source: str, parts: Sequence[Part], first: int, last: int, confidence: float
) -> Iterator[Edit]:
    """Yield the edit that takes out whole lines and leaves one gap between what stood around."""
    start, end = parts[first].line.start, parts[last].line.end
    before = parts[first - 1].line.end if first else 0
    after = parts[last + 1].line.start if last + 1 < len(parts) else len(source)
    why = "a line of the web page, not of the story"
    if _closes(parts, first - 1, last + 1):
        yield Edit.replace(before, after, " ", confidence=confidence, why=why)
        return
    above, below = source[before:start], source[end:after]
    if first == 0 or (last + 1 < len(parts) and _line_ends(above) >= _line_ends(below)):
        yield Edit.delete(start, after, confidence=confidence, why=why)
    else:
        yield Edit.delete(before, end, confidence=confidence, why=why)


def _line_ends(gap: str) -> int:
    """Return how many lines end in the white space between two lines."""
    return len(re.findall(r"\r\n|\r|\n", gap))


def _without_labels(source: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits that take labels out of the paragraph from `start` to `end`."""
    if not furniture.has_label(source[start:end]):
        return
    gaps = [
        Gap(source, start, match.start(), match.end(), end, confidence=0.85)
        for match in furniture.BRACKETED.finditer(source, start, end)
    ]
    for match in furniture.IN_TEXT_LINK.finditer(source, start, end):
        gaps += _link_gap(Gap(source, start, match.start(), match.end(), end))
    for match in furniture.IN_TEXT.finditer(source, start, end):
        gap = Gap(source, start, match.start(), match.end(), end)
        gaps.append(attrs.evolve(gap, confidence=_label_confidence(gap, match)))
    done = start
    for gap in sorted(gaps, key=lambda gap: gap.first):
        edits = list(gap.edits()) if gap.confidence else []
        # Of two labels side by side, the next pass takes the second.
        if edits and edits[0].start >= done:
            yield from edits
            done = edits[-1].end


def _label_confidence(gap: Gap, match: re.Match[str]) -> float:
    """Return how sure it is that a label is none of the paragraph's own words."""
    following, second = gap.words_after
    is_phrase = match["single"] is None and not match["label"].lower().startswith("read")
    if match.group().isupper() and not (gap.word_before.isupper() or following.isupper()):
        is_phrase = True  # capitals in a sentence that has none
    if not gap.after:
        return 0.95
    if gap.after[0] in ",.;:!?":
        return 0.85 if _doubles_mark(gap) else 0.0
    if gap.word_before.lower() in _NAMES_LABEL:
        return 0.0
    if not following or gap.before[-1:] in ("(", "["):
        return 0.0
    if match.group().lower() in _IMPERATIVES and following in _OBJECTS:
        return 0.0
    is_odd_place = (
        is_phrase or gap.word_before.lower() not in _LEADS_TO_NOUN or following in _DETERMINERS
    )
    if following[0].islower() or following[0].isdigit():
        if gap.follows_sentence:
            return 0.85 if "ontinue" in match.group().lower() else 0.0
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


def _link_gap(gap: Gap) -> Iterator[Gap]:
    """Yield the gap widened from a link's label over the link's text, if its end can be told."""
    words = _words(gap)
    stop = re.search(r"[.!?;:,](?=[\s\"'”’)\]]|\Z)", gap.source[gap.last : gap.end])
    broken_at = gap.last + stop.start() if stop else gap.end
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
        follows_small = before.text[0].islower()
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
