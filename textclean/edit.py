"""`Edit`, the one form in which changes are stated, and the algebra over sets of edits.

A *set of edits* here is a sequence sorted by position, no two of which claim the same
character. `apply` makes text of it, `compose` joins the sets of two consecutive stages into one
over the first source, and `invert` gives the set that leads back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter, index, itemgetter
from typing import SupportsIndex

import attrs

from textclean.errors import EditError, OverlapError
from textclean.evidence.confidence import CERTAIN
from textclean.public import Public

_WORD = re.compile(r"\w+|\s+|[^\w\s]")

# How far two texts that differ are searched for where they go on alike: in words, or characters.
_REACH = 32

# What edits are sorted by. Their own comparison says the same ten times as slowly.
in_order = attrgetter("start", "end", "new", "rule", "confidence", "why")


def _offset(value: SupportsIndex) -> int:
    """Return an offset as an `int`. Raises `EditError` where it is no whole number."""
    try:
        return index(value)
    except TypeError:
        raise EditError(f"an offset is a whole number, not {value!r}") from None


@attrs.frozen(order=True)
class Edit(metaclass=Public):
    """Replace the characters `start` to `end` of a source by `new`, and say why.

    `start` and `end` are offsets in code points, `end` exclusive. `confidence` is the probability
    that the edit is right. `rule` names the normalizer; the `@normalizer` decorator fills it in.
    An edit that grew out of several rules names them all, joined by `+`.

    >>> Edit.insert(5, ",", why="a clause ends here")
    Edit(start=5, end=5, new=',', rule='', confidence=1.0, why='a clause ends here')
    """

    # Rules find their places in numpy's arrays too, whose numbers JSON does not take.
    start: int = attrs.field(converter=_offset)
    end: int = attrs.field(converter=_offset)
    new: str
    rule: str = ""
    confidence: float = attrs.field(default=CERTAIN, converter=float)
    why: str = ""

    # One look at all: a validator for each field costs as much as making the edit.
    def __attrs_post_init__(self) -> None:
        """Raise `EditError` for an edit that no source can have."""
        if not 0 <= self.start <= self.end:
            raise EditError(
                f"an edit cannot start at {self.start} and end at {self.end}; offsets count from "
                "0, and the end is not before the start"
            )
        if not isinstance(self.new, str):
            raise EditError(f"the new text of an edit is a string, not {type(self.new).__name__}")
        if not 0 <= self.confidence <= 1:
            raise EditError(f"a confidence is a probability, from 0 to 1, not {self.confidence:g}")

    @classmethod
    def insert(cls, at: int, new: str, *, confidence: float = CERTAIN, why: str = "") -> Edit:
        """Put `new` before the character at offset `at`."""
        return cls(at, at, new, confidence=confidence, why=why)

    @classmethod
    def delete(cls, start: int, end: int, *, confidence: float = CERTAIN, why: str = "") -> Edit:
        """Take out the characters from `start` to `end`."""
        return cls(start, end, "", confidence=confidence, why=why)

    @classmethod
    def replace(
        cls, start: int, end: int, new: str, *, confidence: float = CERTAIN, why: str = ""
    ) -> Edit:
        """Put `new` in the place of the characters from `start` to `end`."""
        return cls(start, end, new, confidence=confidence, why=why)

    @classmethod
    def between(
        cls, before: str, after: str, *, at: int = 0, confidence: float = CERTAIN, why: str = ""
    ) -> Iterator[Edit]:
        """Yield small edits that turn `before` into `after`, where `before` stands at offset `at`.

        >>> [(e.start, e.end, e.new) for e in Edit.between("itâ€™s 5 &lt; 6", "it’s 5 < 6")]
        [(2, 5, '’'), (9, 13, '<')]
        """
        for start, end, new_start, new_end in _joined(_differing_closely(before, after)):
            yield cls(
                at + start, at + end, after[new_start:new_end], confidence=confidence, why=why
            )

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that this edit grew out of."""
        return tuple(filter(None, self.rule.split("+")))

    def touches(self, other: Edit) -> bool:
        """Whether both claim a character, or insert where the other acts and so need an order."""
        if self.start == other.start and self.start == self.end and other.start == other.end:
            return True
        return self.start < other.end and other.start < self.end


_Difference = tuple[int, int, int, int]
"""Where two sequences differ: the start and end in the old one, and in the new one."""


def _differing_closely(before: str, after: str) -> Iterator[_Difference]:
    """Yield where two texts differ: word by word first, so that two words that have a letter in
    common are not taken apart.
    """
    words, new_words = _WORD.findall(before), _WORD.findall(after)
    places = list(accumulate(map(len, words), initial=0))
    new_places = list(accumulate(map(len, new_words), initial=0))
    for first, last, new_first, new_last in _differing(words, new_words):
        at, new_at = places[first], new_places[new_first]
        parts = before[at : places[last]], after[new_at : new_places[new_last]]
        for start, end, new_start, new_end in _differing(*parts):
            yield at + start, at + end, new_at + new_start, new_at + new_end


def _joined(differences: Iterable[_Difference]) -> Iterator[_Difference]:
    """Yield differences, those with nothing alike between them as one: where nothing was found
    alike in reach, one may end in an insertion, and the next begin with one.
    """
    joined: _Difference | None = None
    for difference in differences:
        if joined and joined[1] == difference[0]:
            joined = joined[0], difference[1], joined[2], difference[3]
            continue
        if joined:
            yield joined
        joined = difference
    if joined:
        yield joined


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[_Difference]:
    """Yield where two sequences differ.

    Where they part, they go on at the nearest pair that is equal. Only so far is looked for one, so
    that the time is in proportion to their length; `difflib`, whose edits are smaller, takes the
    cube of it for a piece that is repeated.
    """
    at, new_at = 0, 0
    while at < len(old) and new_at < len(new):
        if old[at] == new[new_at]:
            at, new_at = at + 1, new_at + 1
            continue
        start, new_start = at, new_at
        at, new_at = _nearest_equal(old, new, at, new_at)
        yield start, at, new_start, new_at
    if at < len(old) or new_at < len(new):
        yield at, len(old), new_at, len(new)


def _nearest_equal(old: Sequence[str], new: Sequence[str], at: int, new_at: int) -> tuple[int, int]:
    """Return where two sequences that differ go on with what is equal, or the end of the search."""
    room, new_room = min(_REACH, len(old) - at), min(_REACH, len(new) - new_at)
    for skipped in range(1, room + new_room - 1):
        for ahead in range(max(0, skipped - new_room + 1), min(skipped, room - 1) + 1):
            if old[at + ahead] == new[new_at + skipped - ahead]:
                return at + ahead, new_at + skipped - ahead
    return at + room, new_at + new_room


def checked(source: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits sorted, each within `source` and none in another's way.

    Raises `OverlapError` otherwise.
    """
    ordered = tuple(sorted(edits, key=in_order))
    end = 0
    for position, edit in enumerate(ordered):
        if not end <= edit.start <= edit.end <= len(source):
            raise OverlapError(f"{edit} overlaps the edit before it or lies outside its source")
        if position and edit.touches(ordered[position - 1]):
            raise OverlapError(f"{edit} and {ordered[position - 1]} insert at the same point")
        end = edit.end
    return ordered


def apart(edits: Iterable[Edit], taken: Sequence[Edit]) -> Iterator[Edit]:
    """Yield those of `edits` that touch none of the edits `taken`, which are sorted and checked.

    >>> taken = [Edit.insert(4, ","), Edit.delete(9, 12)]
    >>> [edit.start for edit in apart([Edit.insert(4, "."), Edit.insert(9, ".")], taken)]
    [9]
    """
    starts = [edit.start for edit in taken]
    for edit in edits:
        beside = taken[max(0, bisect_left(starts, edit.start) - 1) : bisect_right(starts, edit.end)]
        if not any(map(edit.touches, beside)):
            yield edit


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Return `source` with the edits made.

    Raises `OverlapError` where two edits claim one character or leave the source.

    >>> apply("to Kyiv Ukraine must", [Edit.insert(7, ":")])
    'to Kyiv: Ukraine must'
    """
    return _made(source, checked(source, edits))


def _made(source: str, ordered: Iterable[Edit]) -> str:
    """Return `source` with edits made that were checked."""
    pieces: list[str] = []
    position = 0
    for edit in ordered:
        pieces += (source[position : edit.start], edit.new)
        position = edit.end
    pieces.append(source[position:])
    return "".join(pieces)


def invert(source: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits over `apply(source, edits)` that give `source` back.

    Neighbouring deletions come back as one insertion, so that their order is never in doubt.
    """
    inverse: list[Edit] = []
    shift = 0
    for edit in checked(source, edits):
        start = edit.start + shift
        back = attrs.evolve(
            edit, start=start, end=start + len(edit.new), new=source[edit.start : edit.end]
        )
        if inverse and inverse[-1].touches(back):
            previous = inverse.pop()
            back = _merged([previous, back], start, back.end, previous.new + back.new)
        inverse.append(back)
        shift += len(edit.new) - (edit.end - edit.start)
    return tuple(inverse)


@attrs.frozen
class Alignment(metaclass=Public):
    """Where the offsets of a source stand in the text that edits make of it, and back.

    `edits` are sorted, as those of a report are. `source_spans` and `text_spans` say for each of
    them, as pairs of start and end, what it replaces and what it wrote. All offsets are code points
    from 0 to the length of the source or text; what lies outside is not noticed.

    >>> source = "on January 27 2026 which is the, they said"
    >>> edits = [Edit.insert(13, ","), Edit.delete(18, 31)]
    >>> apply(source, edits)
    'on January 27, 2026, they said'
    >>> alignment = Alignment.of(edits)
    >>> alignment.to_text(source.index("2026")), alignment.to_source(15)
    (15, 14)

    An offset is that of a character. One that stood at an insertion comes after it; one that was
    deleted, or replaced, is where its edit starts; and so is one that an edit wrote.

    >>> alignment.to_text(13), alignment.to_text(24), alignment.to_source(13)
    (14, 19, 13)

    A span covers what it must and no more: all of a replacement that it cuts, no insertion or
    deletion at its edge. So the way back need not lead to where one came from.

    >>> alignment.to_text_span(0, 13), alignment.to_source_span(14, 30)
    ((0, 13), (13, 42))
    >>> alignment.to_text_span(20, 25), alignment.to_source_span(19, 19)
    ((19, 19), (18, 18))
    """

    edits: tuple[Edit, ...]
    source_spans: tuple[tuple[int, int], ...]
    text_spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> Alignment:
        """Align the source of the sorted `edits` with the text that they make of it."""
        source_spans, text_spans = [], []
        shift = 0
        for edit in edits:
            start = edit.start + shift
            source_spans.append((edit.start, edit.end))
            text_spans.append((start, start + len(edit.new)))
            shift += len(edit.new) - (edit.end - edit.start)
        return cls(tuple(edits), tuple(source_spans), tuple(text_spans))

    def to_source(self, offset: int) -> int:
        """Return where the character at `offset` of the text starts in the source."""
        return _start(offset, self.text_spans, self.source_spans)

    def to_text(self, offset: int) -> int:
        """Return where the character at `offset` of the source starts in the text."""
        return _start(offset, self.source_spans, self.text_spans)

    def to_source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest span of the source that covers `start` to `end` of the text."""
        return _covering(start, end, self.text_spans, self.source_spans)

    def to_text_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest span of the text that covers `start` to `end` of the source."""
        return _covering(start, end, self.source_spans, self.text_spans)


_Spans = Sequence[tuple[int, int]]


def _start(offset: int, here: _Spans, there: _Spans) -> int:
    """Return where a span that starts at `offset` here starts there."""
    before = bisect_right(here, offset, key=itemgetter(1))
    if before < len(here) and here[before][0] < offset:
        return there[before][0]
    return offset + (there[before - 1][1] - here[before - 1][1] if before else 0)


def _end(offset: int, here: _Spans, there: _Spans) -> int:
    """Return where a span that ends at `offset` here ends there."""
    before = bisect_left(here, offset, key=itemgetter(0))
    if before and here[before - 1][1] > offset:
        return there[before - 1][1]
    return offset + (there[before - 1][1] - here[before - 1][1] if before else 0)


def _covering(start: int, end: int, here: _Spans, there: _Spans) -> tuple[int, int]:
    """Return the smallest span there that covers a span here."""
    covering_end = _end(end, here, there)
    covering_start = _start(start, here, there)
    return min(covering_start, covering_end) if start == end else covering_start, covering_end


def compose(source: str, first: Iterable[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return one set of edits over `source` that does what `first` and then `second` do.

    `second` is over the text that `first` makes of `source`. Where an edit of the second set
    changes what an edit of the first set wrote, the two become one edit that names both rules.
    """
    first = checked(source, first)
    if not first:
        made = checked(source, second)
        return tuple(edit for edit in made if edit.new != source[edit.start : edit.end])
    middle = _made(source, first)
    alignment = Alignment.of(first)
    joined = []
    for cluster in _clusters(alignment, checked(middle, second)):
        start, end = cluster[0].start, max(member.end for member in cluster)
        if len(cluster) == 1 and not cluster[0].is_later:
            joined.append(cluster[0].edit)
            continue
        if len(cluster) == 1:
            new = cluster[0].edit.new
        else:
            later = [
                attrs.evolve(member.edit, start=member.start - start, end=member.end - start)
                for member in cluster
                if member.is_later
            ]
            new = apply(middle[start:end], later)
        source_start, source_end = alignment.to_source_span(start, end)
        if new != source[source_start:source_end]:
            members = [member.edit for member in cluster]
            joined.append(_merged(members, source_start, source_end, new))
    return checked(source, joined)


@attrs.frozen
class _Placed:
    """An edit of either stage, and where it stands in the text between the stages."""

    start: int
    end: int
    is_later: bool
    edit: Edit

    @property
    def order(self) -> tuple[int, bool, bool, int]:
        """Later insertions come first, so that they meet the earlier insertion they extend."""
        is_later_insertion = self.is_later and self.start == self.end
        return self.start, not is_later_insertion, self.is_later, self.end

    def meets(self, other: _Placed) -> bool:
        """Whether the two must become one edit of the source."""
        if self.start < other.end and other.start < self.end:
            return True
        if self.is_later == other.is_later:
            return False
        first, later = (other, self) if self.is_later else (self, other)
        both_insert = first.edit.start == first.edit.end and later.start == later.end
        return both_insert and later.start in (first.start, first.end)


def _clusters(alignment: Alignment, second: Sequence[Edit]) -> Iterator[list[_Placed]]:
    """Yield the edits of both stages, those that meet together, in order of position."""
    placed = [_Placed(edit.start, edit.end, True, edit) for edit in second]
    for (start, end), edit in zip(alignment.text_spans, alignment.edits, strict=True):
        placed.append(_Placed(start, end, False, edit))
    cluster: list[_Placed] = []
    for item in sorted(placed, key=lambda item: item.order):
        if cluster and not any(item.meets(member) for member in cluster):
            yield cluster
            cluster = []
        cluster.append(item)
    if cluster:
        yield cluster


def _merged(edits: Sequence[Edit], start: int, end: int, new: str) -> Edit:
    """Make one edit of several; it is as sure as the least sure of them."""
    return Edit(
        start,
        end,
        new,
        rule="+".join(dict.fromkeys(name for edit in edits for name in edit.rules)),
        confidence=min(edit.confidence for edit in edits),
        why="; ".join(dict.fromkeys(why for edit in edits for why in edit.why.split("; ") if why)),
    )
