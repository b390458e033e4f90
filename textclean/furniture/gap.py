"""`Gap`: the gap that furniture leaves in a paragraph, and the text around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import attrs

from textclean.edit import Edit
from textclean.tokens import scan
from textclean.tokens.pattern import pattern

_STOP = pattern(r"[.!?…][\"'”’»)\]]*\Z")

# Context on either side of the furniture, and how far words after it are read, in characters.
_CONTEXT = 80
_REACH = 600


class Word(NamedTuple):
    """A word of a paragraph: where it starts and ends, and its text."""

    start: int
    end: int
    text: str


@attrs.frozen
class Gap:
    """A place in a paragraph where furniture stands, and the text around it.

    The paragraph runs from `start` to `end`, the furniture from `first` to `last`; `what` names it.
    Where more furniture stands right before it, which goes too, that begins at `joined`.
    """

    source: str
    start: int
    first: int
    last: int
    end: int
    what: str
    confidence: float = 0.0
    joined: int | None = None

    @property
    def opening(self) -> int:
        """Where the furniture begins that goes, with what stands right before it."""
        return self.first if self.joined is None else self.joined

    @property
    def before_end(self) -> int:
        """Where the text before the furniture ends."""
        at = self.opening
        while at > self.start and self.source[at - 1].isspace():
            at -= 1
        return at

    @property
    def after_start(self) -> int:
        """Where the text after the furniture starts."""
        at = self.last
        while at < self.end and self.source[at].isspace():
            at += 1
        return at

    @property
    def before(self) -> str:
        """The last of the paragraph's text before the furniture."""
        end = self.before_end
        return self.source[max(self.start, end - _CONTEXT) : end]

    @property
    def after(self) -> str:
        """The first of the paragraph's text after the furniture."""
        start = self.after_start
        return self.source[start : min(self.end, start + _CONTEXT)]

    @property
    def follows_sentence(self) -> bool:
        """Whether a sentence has ended before the furniture, or none has begun."""
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

    @property
    def reach(self) -> int:
        """Where what is read of the paragraph after the furniture ends."""
        return min(self.end, self.last + _REACH)

    @property
    def words_to_end(self) -> list[Word]:
        """The words of the paragraph that come after the furniture, but for those far from it."""
        starts, ends = scan.token_spans(self.source[self.last : self.reach])
        spans = zip((self.last + starts).tolist(), (self.last + ends).tolist(), strict=True)
        words = (Word(start, end, self.source[start:end]) for start, end in spans)
        return [word for word in words if word.text[0].isalnum()]

    def with_confidence(self, confidence: float) -> Gap:
        """Return the gap, of which it is so sure that it is to be closed."""
        return attrs.evolve(self, confidence=confidence)

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that close the gap with one space, one mark, and a capital if due."""
        why = f"{self.what} broke into the text"
        yield Edit.delete(*self._closed(), confidence=self.confidence, why=why)
        if self.follows_sentence and re.match(r"[a-z][a-z ]", self.after):
            at = self.after_start
            why = "a sentence begins here"
            new = self.after[0].upper()
            yield Edit.replace(at, at + 1, new, confidence=self.confidence, why=why)

    def _closed(self) -> tuple[int, int]:
        """Return what must go so that one space and one mark are left."""
        after = self.after
        if after and after[0] not in ",.;:!?":
            return self.opening, self.after_start
        doubles_comma = after[:1] == "," and self.before.endswith(",")
        doubles_stop = after[:1] == "." and self.follows_sentence
        last = self.after_start + 1 if doubles_comma or doubles_stop else self.last
        return self.before_end, last
