"""What an extractor set twice: a whole body, a paragraph, a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from textclean.edit import Edit
from textclean.english.words import FUNCTION_WORDS
from textclean.evidence.confidence import LIKELY, SURE
from textclean.layout import blocks
from textclean.layout.blocks import Part
from textclean.layout.lines import Line
from textclean.layout.removal import without_lines
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import pattern

# Words of a passage under which its return may be meant: a refrain, an answer, a label.
_FEWEST_WORDS = 20
# Nobody writes so many words twice by intent.
_MANY_WORDS = 40
# Lines that a page may set between the two copies of a body: its title again, a byline, a label.
_WIDEST_GAP = 3  # lines
# Passages that come back elsewhere show that the document has refrains.
_MOST_REFRAINS = 1

_SHORTEST_TITLE = 4  # words
_LONGEST_TITLE = 25  # words

# A line of a log or chat begins with its time: “2031-04-02 11:20:01 worker WARN”, “[11:20] ann”.
_LOGGED = pattern(r"\W*\d|.{0,30}\d:\d\d:\d\d")
_WHY = "a passage that stands right before it"
_WHY_TITLE = "the title, which stands over the text"
_RUNNING = frozenset([blocks.PARAGRAPH, blocks.FOREIGN])
_BETWEEN = frozenset(
    [blocks.HEADING, blocks.BYLINE, blocks.FRAGMENT, blocks.FURNITURE, blocks.WIRE]
)
_QUOTES = str.maketrans("“”‘’", "\"\"''")


class _Copy(NamedTuple):
    """Parts that say again what others said: indices of the first and behind the last, how far
    before them the others stand, and how many words they have.
    """

    start: int
    end: int
    distance: int
    words: int


@normalizer("spaces", "words")
def repeated_passage(text: Text) -> Iterator[Edit]:
    r"""Take out the second copy of a body, a paragraph or a title that came out twice.

    What it mends
        An extractor printed the whole body twice, or a paragraph twice in a row, or the title of
        the page again as the first line of the text, or at the head of its first paragraph.

    What it asks for
        Long paragraphs of running text that end in a stop and are equal to the last letter, right
        after one another or with a title, byline or label between; there are two copies, no third.
        Of a title: that running text follows.

    What it leaves
        What is said again in earnest: refrains, verse, responses and prayers, short paragraphs,
        turns of a dialogue, rows of tables, logs and lists. What comes back later in the text. All
        of it in a document where other paragraphs come back too.

    Example
        >>> from textclean.edit import apply
        >>> source = "Ferry runs on Sundays\n\nFerry runs on Sundays\n\nThe ferry will run.\n"
        >>> apply(source, repeated_passage(Text(source)))
        'Ferry runs on Sundays\n\nThe ferry will run.\n'
    """
    if _may_repeat(text):
        lines = [part.line for part in text.parts]
        keys = list(map(_key, lines))
        copies = list(_copies(text.parts, keys))
        for copy in copies:
            yield without_lines(
                text.source,
                lines,
                copy.start,
                copy.end - 1,
                confidence=_confidence(copy.words),
                why=_WHY,
            )
        title = None if copies else _title(text, lines, keys)
        if title:
            yield title
    yield from _within_paragraphs(text)


def _confidence(words: int) -> float:
    """Return how sure it is that a passage of so many words was not meant to stand twice."""
    return SURE if words >= _MANY_WORDS else LIKELY


def _may_repeat(text: Text) -> bool:
    """Whether any line comes back, or the first begins the second: a cheap look at most texts."""
    seen = set()
    lines = text.written_lines
    for line in lines:
        if len(line.text) > 1 and line.text in seen:
            return True
        seen.add(line.text)
    first = lines[0].text.lower() if lines else ""
    return any(line.text.lower().startswith(first) for line in islice(lines, 1, 2 + _WIDEST_GAP))


def _key(line: Line) -> str:
    """Return the text of a line as a reader sees it."""
    return " ".join(line.text.split()).translate(_QUOTES)


def _copies(parts: Sequence[Part], keys: Sequence[str]) -> Iterator[_Copy]:
    """Yield the second copies of passages."""
    found = list(_repeats(parts, keys))
    if not found or not blocks.is_prose(parts):
        return
    second = {at for copy in found for at in range(copy.start, copy.end)}
    first = {at - copy.distance for copy in found for at in range(copy.start, copy.end)}
    rest = [
        key
        for at, (part, key) in enumerate(zip(parts, keys, strict=True))
        if at not in second and part.kind in _RUNNING
    ]
    again = len(rest) - len(set(rest))
    thirds = {keys[at] for at in second}.intersection(
        keys[at] for at in range(len(keys)) if at not in second | first
    )
    long_thirds = [key for key in thirds if len(key.split()) >= _FEWEST_WORDS]
    if again <= _MOST_REFRAINS and not long_thirds and first.isdisjoint(second):
        yield from found


def _repeats(parts: Sequence[Part], keys: Sequence[str]) -> Iterator[_Copy]:
    """Yield runs of parts that are equal to those right before them and no refrain."""
    last: dict[str, int] = {}
    at = 0
    while at < len(parts):
        before = last.get(keys[at])
        last[keys[at]] = at
        if before is not None and _is_long_prose(parts[at]):
            copy = _copy(parts, keys, at, at - before)
            if _is_second(parts, copy):
                yield copy
            # Each run is looked at once, so that the time grows with the number of lines.
            last.update((keys[place], place) for place in range(at, copy.end))
            at = copy.end
            continue
        at += 1


def _copy(parts: Sequence[Part], keys: Sequence[str], at: int, distance: int) -> _Copy:
    """Return all parts around one that are equal to those `distance` before them."""
    start = at
    while at - start + 1 < distance <= start - 1 and keys[start - 1] == keys[start - 1 - distance]:
        start -= 1
    end = at + 1
    while end < len(parts) and end - start < distance and keys[end] == keys[end - distance]:
        end += 1
    words = sum(len(part.line.words) for part in parts[start:end] if part.kind in _RUNNING)
    return _Copy(start, end, distance, words)


def _is_second(parts: Sequence[Part], copy: _Copy) -> bool:
    """Whether a copy is long running text and stands right behind the first."""
    between = parts[copy.end - copy.distance : copy.start]
    if len(between) > _WIDEST_GAP or not all(map(_may_part, between)):
        return False
    kinds = {part.kind for part in parts[copy.start : copy.end]}
    return copy.words >= _FEWEST_WORDS and kinds <= _RUNNING | _BETWEEN


def _may_part(part: Part) -> bool:
    """Whether a part may stand between two copies: a label leads in what it announces."""
    return part.kind in _BETWEEN and not part.line.text.endswith(":")


def _is_long_prose(part: Part) -> bool:
    """Whether a part is a paragraph whose return nobody meant, beside others like it."""
    line = part.line
    is_running = part.kind in _RUNNING and line.is_stopped and not _LOGGED.match(line.text)
    return is_running and len(line.words) >= _SHORTEST_TITLE


def _title(text: Text, lines: Sequence[Line], keys: Sequence[str]) -> Edit | None:
    """Return the edit that takes out the title where it stands again over or in the text."""
    parts = text.parts
    title = lines[0]
    if not _SHORTEST_TITLE <= len(title.words) <= _LONGEST_TITLE or not _may_be_title(title):
        return None
    for at, part in enumerate(parts[1 : 2 + _WIDEST_GAP], 1):
        if _same_title(keys[0], keys[at]):
            follows = parts[at + 1 : at + 2]
            is_over_text = (
                bool(follows) and follows[0].kind in _RUNNING and follows[0].line.is_prose
            )
            if not is_over_text or keys.count(keys[at]) > 2:
                return None
            return without_lines(text.source, lines, at, at, confidence=SURE, why=_WHY_TITLE)
        if part.kind in _RUNNING:
            return _glued_title(title, part.line) if part.line.is_prose else None
        if part.kind not in _BETWEEN:
            return None
    return None


def _may_be_title(line: Line) -> bool:
    """Whether a line may be a title: a message that somebody sent twice has stops."""
    is_sentence = line.has_inner_stop or (line.is_stopped and not line.is_question)
    return not (is_sentence or line.text.endswith(":") or _LOGGED.match(line.text))


def _same_title(title: str, line: str) -> bool:
    """Whether two lines are one title, in capitals or not."""
    return title.casefold() == line.casefold()


def _glued_title(title: Line, line: Line) -> Edit | None:
    """Return the edit that takes the title from the head of a paragraph that begins with it.

    A sentence of the story may begin with the words of its title: a word that begins sentences and
    stands in no name must follow.
    """
    if not line.text.startswith(title.text):
        return None
    after = re.match(r"\s+([A-Z]\w*)\s", line.text[len(title.text) :])
    if not after or after[1].lower() not in FUNCTION_WORDS:
        return None
    end = line.start + len(title.text) + after.start(1)
    return Edit.delete(line.start, end, confidence=LIKELY, why=_WHY_TITLE)


def _within_paragraphs(text: Text) -> Iterator[Edit]:
    """Yield the edits that take out the second half of a paragraph where it is the first again."""
    for line in text.written_lines:
        half = len(line.text) // 2
        if not len(line.text) % 2 or not line.text[half].isspace():
            continue
        first, second = line.text[:half], line.text[half + 1 :]
        if first != second or not first.rstrip("”\"’')").endswith((".", "!", "?")):
            continue
        words = len(first.split())
        if words >= _FEWEST_WORDS and text.block_at(line.start).kind in _RUNNING:
            start = line.start + half
            yield Edit.delete(start, line.end, confidence=_confidence(words), why=_WHY)
