"""What edits do to a text, in terms of its words, so that repairs can be compared however they are
put: one rule writes a stop before a space, another a stop and a space for a space.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal, get_args

import attrs
import numpy as np

from textclean.edit import Edit, apply
from textclean.text import Text

Kind = Literal["sentence marks", "commas", "hyphens", "stray words", "heading breaks"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The kind of repair, and the number of the word that goes, or after which something new stands.
Place = tuple[Kind, int]

_MARK = re.compile(r"[\"'”’»)\]]*(?P<mark>[,.;:?!])[\"'”’»)\]]*(?P<space>\s|\Z)")
_PIECE = re.compile(r"\w+|\W")


@attrs.frozen
class _Change:
    """An edit cut down to what it changes, and the words from `first` to before `last` that go."""

    edit: Edit
    first: int
    last: int


def repairs(text: Text, edits: Iterable[Edit]) -> dict[Place, str]:
    """Return the places of `text` that the edits repair, and the mark that is put there.

    A stray word counts where it goes whole, anything else where the gap after a word has a mark or
    a line end that it had not. What is none of these (white space, case, another spelling) has no
    place.
    """
    changes = list(_changes(text, edits))
    gone = {word for change in changes for word in range(change.first, change.last)}
    by_gap: defaultdict[int, list[_Change]] = defaultdict(list)
    for change in changes:
        word = change.first - 1
        while word in gone:
            word -= 1
        by_gap[word].append(change)
    found: dict[Place, str] = {("stray words", word): "" for word in gone}
    for word, inside in by_gap.items():
        if word >= 0:
            following = inside[-1].last
            while following in gone:
                following += 1
            before = _marks(text, word, word + 1)
            after = _marks(text, word, following, [change.edit for change in inside])
            found |= {(kind, word): mark for kind, mark in after - before}
    return found


def _changes(text: Text, edits: Iterable[Edit]) -> Iterator[_Change]:
    """Yield the edits that change gaps or take out whole words; those that change words are left
    out.
    """
    starts, ends = text.scanned.start, text.scanned.end
    for edit in sorted(_trimmed(text.source, edit) for edit in edits):
        first = int(np.searchsorted(ends, edit.start, side="right"))
        last = max(first, int(np.searchsorted(starts, edit.end)))
        cuts = first < last and (starts[first] < edit.start or ends[last - 1] > edit.end)
        if not cuts and not any(map(str.isalnum, edit.new)):
            yield _Change(edit, first, last)


def _trimmed(source: str, edit: Edit) -> Edit:
    """Return the edit without the words at its edges that it keeps, in whatever case.

    "a which is the plan" may become "a plan" by taking out the phrase or by writing "plan" for
    "which is the plan".
    """
    old, new = _PIECE.findall(source[edit.start : edit.end]), _PIECE.findall(edit.new)
    kept = _shared(old[::-1], new[::-1])
    old, new = old[: len(old) - kept], new[: len(new) - kept]
    kept = _shared(old, new)
    start = edit.start + sum(map(len, old[:kept]))
    end = start + sum(map(len, old[kept:]))
    return attrs.evolve(edit, start=start, end=end, new="".join(new[kept:]))


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many pieces both begin with."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs))


def _marks(
    text: Text, word: int, following: int, edits: Iterable[Edit] = ()
) -> set[tuple[Kind, str]]:
    """Return the marks by kind, a line end as such, that stand between a word and a following one,
    or the end of the text, when the edits are made.
    """
    words, start = text.words, text.words[word].end
    is_last = following == len(words)
    end = len(text.source) if is_last else words[following].start
    moved = (attrs.evolve(edit, start=edit.start - start, end=edit.end - start) for edit in edits)
    gap = apply(text.source[start:end], moved)
    found: set[tuple[Kind, str]] = set()
    # The points of "U.S." do not end a sentence.
    if (match := _MARK.match(gap)) and (match["space"] or is_last):
        found.add(("commas" if match["mark"] == "," else "sentence marks", match["mark"]))
    if gap == "-":
        found.add(("hyphens", gap))
    if "\n" in gap or "\r" in gap:
        found.add(("heading breaks", "\n"))
    return found
