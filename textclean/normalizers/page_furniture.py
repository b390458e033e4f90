"""Labels, links, bars and stamps of a web page that were copied along with the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import attrs

from textclean import furniture, lexicon
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
    shape,
)
from textclean.edit import Edit
from textclean.line import FUNCTION_WORDS
from textclean.normalizer import normalizer
from textclean.text import Text

_KEPT = frozenset([CODE, QUOTED, TABLE, VERSE, WIRE])
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
# After these a noun is due, so that a label may be one.
_LEADS_TO_NOUN = frozenset(
    "a an the this that his her its their our my your of each every no and or for".split()
)
_WORD = re.compile(r"[^\W_][\w'’-]*")


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
    parts = shape(text.source)
    lines = list(_furniture_lines(parts))
    for first, last, confidence in lines:
        yield from _without_lines(text.source, parts, first, last, confidence)
    taken = {at for first, last, _ in lines for at in range(first, last + 1)}
    for at, part in enumerate(parts):
        if at not in taken and part.kind in (PARAGRAPH, LIST_ITEM, TURN):
            yield from _without_labels(text.source, part.line.start, part.line.end)


def _furniture_lines(parts: Sequence[Part]) -> Iterator[tuple[int, int, float]]:
    """Yield runs of parts that are furniture, first and last, with how sure that is."""
    sure = [0.0 if part.kind in _KEPT else furniture.certainty(part.line.text) for part in parts]
    at = 0
    while at < len(parts):
        first = at
        while at < len(parts) and sure[at]:
            at += 1
        if at > first:
            best = max(sure[first:at])
            if _closes(parts, first - 1, at):
                best = max(best, 0.95)
            yield first, at - 1, best
        at += 1


def _closes(parts: Sequence[Part], before: int, after: int) -> bool:
    """Whether a sentence goes on from one part to the other."""
    if before < 0 or after >= len(parts):
        return False
    head, tail = parts[before].line, parts[after].line
    breaks_off = not head.is_stopped and len(head.words) > 4 and head.small_function_words > 0
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
    if first == 0 or (last + 1 < len(parts) and above.count("\n") >= below.count("\n")):
        yield Edit.delete(start, after, confidence=confidence, why=why)
    else:
        yield Edit.delete(before, end, confidence=confidence, why=why)


def _without_labels(source: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits that take labels out of the paragraph from `start` to `end`."""
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
        if gap.first >= done and gap.confidence:
            yield from gap.edits()
            done = gap.last


@attrs.frozen
class Gap:
    """A place in a paragraph where furniture stands, and the text around it.

    The paragraph runs from `start` to `end`, the furniture from `first` to `last`.
    """

    source: str
    start: int
    first: int
    last: int
    end: int
    confidence: float = 0.0

    @property
    def before(self) -> str:
        """The paragraph up to the furniture, without the space between."""
        return self.source[self.start : self.first].rstrip()

    @property
    def after(self) -> str:
        """The paragraph after the furniture, without the space between."""
        return self.source[self.last : self.end].lstrip()

    @property
    def follows_sentence(self) -> bool:
        """Whether a sentence has ended before the furniture."""
        return not self.before or bool(_STOP.search(self.before))

    @property
    def word_before(self) -> str:
        """The word right before the furniture, if only a space stands between."""
        match = re.search(r"[^\W_][\w'’-]*\Z", self.before)
        return match.group() if match else ""

    @property
    def words_after(self) -> list[str]:
        """The two words after the furniture, the first only past an opening quote."""
        match = re.match(r"[\"“‘(]?([^\W_][\w'’-]*)(?:\s+([^\W_][\w'’-]*))?", self.after)
        return [word or "" for word in match.groups()] if match else ["", ""]

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that close the gap with one space, one mark, and a capital if due."""
        first, last = self.first, self.last
        if not self.after or self.after[0] in ",.;:!?":
            first = self.start + len(self.before)
            if (
                self.after[:1] == ","
                and self.before.endswith(",")
                or (self.after[:1] == "." and self.follows_sentence)
            ):
                last = self.end - len(self.after) + 1
        else:
            last = self.end - len(self.after)
        why = "a label of the web page broke into the text"
        yield Edit.delete(first, last, confidence=self.confidence, why=why)
        if self.follows_sentence and self.after[:1].islower():
            why = "a sentence begins here"
            at = self.end - len(self.after)
            yield Edit.replace(
                at, at + 1, self.after[0].upper(), confidence=self.confidence, why=why
            )


def _label_confidence(gap: Gap, match: re.Match[str]) -> float:
    """Return how sure it is that a label is none of the paragraph's own words."""
    is_phrase = match["single"] is None and not match["label"].lower().startswith("read")
    following, second = gap.words_after
    if not gap.after:
        return 0.95
    if gap.after[0] in ",.;:!?":
        return 0.85 if len(gap.before) > 1 and gap.after[0] in ",." else 0.0
    if not following:
        return 0.0
    is_odd_place = gap.word_before.lower() not in _LEADS_TO_NOUN
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


def _starts_sentence(word: str, second: str) -> bool:
    """Whether a capital on `word` is that of a sentence start, as the word after it tells."""
    if not word[0].isupper():
        return False
    if word.lower() in FUNCTION_WORDS:
        return True
    return second[:1].islower()


def _link_gap(gap: Gap) -> Iterator[Gap]:
    """Yield the gap widened from a link's label over the link's text, if its end can be told."""
    words = list(_WORD.finditer(gap.source, gap.last, gap.end))
    stop = re.search(r"[.!?;:](?=\s|\Z)", gap.source[gap.last : gap.end])
    unbroken = [word for word in words if not stop or word.start() < gap.last + stop.start()]
    if gap.follows_sentence:
        for word, second in pairwise(unbroken[3:]):
            starts = word.group().lower() in FUNCTION_WORDS and word.group()[0].isupper()
            if starts and second.group()[0].islower() | second.group()[0].isupper():
                last = gap.source.rfind(word.group(), gap.last, word.end())
                yield attrs.evolve(gap, last=last, confidence=0.82)
                return
        if not stop and 3 <= len(words) <= 20:
            yield attrs.evolve(gap, last=gap.end, confidence=0.92)
        return
    title = list(
        takewhile(
            lambda word: (
                word.group()[0].isupper()
                or word.group()[0].isdigit()
                or word.group() in FUNCTION_WORDS
            ),
            unbroken,
        )
    )
    while title and title[-1].group() in FUNCTION_WORDS:
        title.pop()
    capitals = sum(word.group()[0].isupper() for word in title)
    if capitals >= 3 and len(title) < len(unbroken):
        yield attrs.evolve(gap, last=title[-1].end(), confidence=0.85)
