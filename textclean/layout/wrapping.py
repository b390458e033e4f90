"""Hard wrapping: which lines a machine cut at the edge of a column, and where that edge was.

A machine moves a word to the next line only where the word would not have fitted. So, if a text
was wrapped at a width W, every line that goes on in the next is at most W long, and would be
longer than W with the next line's first word. Poets and typists of lists break lines elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from textclean.english import lexicon
from textclean.english.words import OPEN_ENDS
from textclean.layout.forms import LIST_ITEM, TURN, is_enumerated, own_kind
from textclean.layout.lines import Line, goes_on
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import is_abbreviation

# Where a sentence may go on in the next line: the first word of it has no capital.
_BREAK = pattern(r"\n(?:[^\w\n]|_)*[^\W\d_A-Z]")

# "… some recommended" / "reading:", which a program's "else:" looks like.
_LAST_WORD = pattern(r"[a-z]+:\Z")

# Whether a word is cut at the end of a line.
_CUT = pattern(r"([^\W\d_]+)-\Z")
_REST = pattern(r"[a-zß-öø-ÿ]+")

# The widths, in code points, that text is wrapped at: verse is narrower, unwrapped lines are
# longer.
NARROWEST = 38
WIDEST = 140

# A wrapped text has at least this number of breaks in mid-sentence …
_FEWEST_BREAKS = 2
# … and one width explains at least this share of them.
_LEAST_FITTING = 0.85

# Ragged lines: letters of a proportional font differ in width, so that lines set to one measure
# differ in length by about a seventh. Lines of verse do so too, but are shorter.
_RAGGED_SLACK = 0.15  # share of the width
_FEWEST_RAGGED_BREAKS = 5
_NARROWEST_RAGGED = 55  # code points

# Mean length of the first word of a line, with the space before it.
_WORD_LENGTH = 6  # code points

# Lines are taken for one paragraph where that is so likely.
_LEAST_UNITY = 0.8


@attrs.frozen
class Wrapping:
    """The width of a wrapped text, and the evidence for it: how many breaks in mid-sentence it
    has, how many of them fit the width, and how many nobody would have made by hand.

    Lines may fall short of the width by `slack` code points; a ragged text was set in a
    proportional font. Where paragraphs are not set apart, a full line that ends in a stop is the
    last of one with the probability `last`, unless their first lines are indented.
    """

    width: int
    slack: int
    breaks: int
    fitting: int
    is_ragged: bool = False
    is_indented: bool = False
    last: float = 0.0
    mechanical: int = 0

    def joins(self, line: Line, following: Line) -> bool:
        """Whether the following line's first word was kept off this line by the width alone."""
        room = self.width - self.slack
        return _length(line) <= self.width and room < _length(line) + 1 + _first_length(following)

    def unity(self, line: Line, following: Line) -> float:
        """Return the probability that two lines, by the width and their ends, are of one paragraph.

        Their form may say more.
        """
        if not self.joins(line, following):
            return 0.0
        if not _ends_sentence(line):
            return 1.0
        if following.indent > line.indent or (self.is_indented and following.indent):
            return 0.0
        return 1.0 if self.is_indented else 1.0 - self.last


def wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """Return the width at which the lines were wrapped, or nothing where they were not.

    The evidence are breaks in mid-sentence: a line without a final mark, and after it one that
    starts in lower case.
    """
    tight = [pair for pair in pairwise(lines) if not pair[1].follows_blank]
    breaks = [pair for pair in tight if goes_on(*pair) and _may_join(*pair)]
    found = _exact(breaks) or _ragged(breaks)
    if found is None:
        return None
    mechanical = sum(_mechanical(*pair) for pair in breaks if found.joins(*pair))
    found = attrs.evolve(found, is_indented=_is_indented(found, lines), mechanical=mechanical)
    return attrs.evolve(found, last=_share_of_last(found, tight))


def _mechanical(line: Line, following: Line) -> int:
    """Return how many breaks this is worth as one that only a machine makes: behind "the", or,
    which no hand does, within a word.
    """
    if _cuts_word(line, following):
        return 2
    return int(line.text.rpartition(" ")[2].lower() in OPEN_ENDS)


def _cuts_word(line: Line, following: Line) -> bool:
    """Whether a hyphen cuts a word at the end of the line ("re-", "pairs"): no "long-", "term"."""
    cut, rest = _CUT.search(line.text), _REST.match(following.text)
    if not (cut and rest):
        return False
    joined, _ = lexicon.hyphenated(cut[1], rest.group())
    return lexicon.count(cut[1] + rest.group()) > joined


def _is_indented(found: Wrapping, lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indent: more lines go on in one that is indented less than
    sentences do in one that is indented more.
    """
    joints = [pair for pair in pairwise(lines) if _may_join(*pair) and found.joins(*pair)]
    falls = sum(line.indent > following.indent for line, following in joints)
    rises = sum(
        goes_on(line, following) and line.indent < following.indent for line, following in joints
    )
    return falls >= _FEWEST_BREAKS and falls > rises


def _share_of_last(found: Wrapping, tight: Sequence[tuple[Line, Line]]) -> float:
    """Return the probability that a paragraph ends where a full line ends in a stop.

    Expected full last lines = short last lines × word length / width, as a last line is full where
    it ends less than a word before the edge. The result is the share that they are of the full
    lines with a stop.
    """
    stopped = [pair for pair in tight if _ends_sentence(pair[0]) and _may_join(*pair)]
    short = sum(not found.joins(*pair) for pair in stopped)
    if not short:
        return 0.0
    full = len(stopped) - short
    return min(1.0, (short + 1) * _WORD_LENGTH / found.width / max(full, 1))


def may_be_wrapped(source: str) -> bool:
    """Whether a text has as many breaks in mid-sentence as `wrapping` asks for."""
    found = _BREAK.findall(source.replace("\r", "\n"))
    return len(found) >= _FEWEST_BREAKS or (bool(found) and "-\n" in source)


def _exact(breaks: Sequence[tuple[Line, Line]]) -> Wrapping | None:
    """Return the one width, in code points, that explains nearly all breaks.

    Where several widths explain them, it is the largest, and the slack reaches to the smallest.
    """
    # Nobody breaks a word by hand: one that is cut needs no other.
    if len(breaks) < _FEWEST_BREAKS and not any(_cuts_word(*pair) for pair in breaks):
        return None
    votes: Counter[int] = Counter()
    for line, following in breaks:
        low, high = _length(line), _length(line) + _first_length(following)
        votes.update(range(max(low, NARROWEST), min(high, WIDEST) + 1))
    fitting = max(votes.values(), default=0)
    if fitting < _LEAST_FITTING * len(breaks):
        return None
    widths = [width for width, count in votes.items() if count == fitting]
    return Wrapping(max(widths), max(widths) - min(widths), len(breaks), fitting)


def _ragged(breaks: Sequence[tuple[Line, Line]]) -> Wrapping | None:
    """Return the greatest width of lines that a proportional font let differ in length."""
    widths = sorted(_length(line) for line, _ in breaks if _length(line) <= WIDEST)
    if len(widths) < _FEWEST_RAGGED_BREAKS or widths[-1] < _NARROWEST_RAGGED:
        return None
    found = Wrapping(widths[-1], round(_RAGGED_SLACK * widths[-1]), len(breaks), 0, is_ragged=True)
    fitting = sum(found.joins(*pair) for pair in breaks)
    if fitting < _LEAST_FITTING * len(breaks):
        return None
    return attrs.evolve(found, fitting=fitting)


def wrapped_runs(lines: Sequence[Line], found: Wrapping | None) -> Iterator[Sequence[Line]]:
    """Yield the lines in runs, each of which is one paragraph cut at the width, or one line."""
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and found and _is_joint(found, lines[end - 1], lines[end]):
            continue
        yield lines[start:end]
        start = end


def _is_joint(found: Wrapping, line: Line, following: Line) -> bool:
    """Whether the following line is likely to be the rest of this one."""
    return _may_join(line, following) and found.unity(line, following) >= _LEAST_UNITY


def _ends_sentence(line: Line) -> bool:
    """Whether the stop at the end of a line is a sentence's: "Rabbi Dr." / "Herbert Brockman"."""
    if not line.is_stopped:
        return False
    is_abbreviated = line.text.endswith(".") and any(map(is_abbreviation, line.words[-1:]))
    return not is_abbreviated


def _may_join(line: Line, following: Line) -> bool:
    """Whether the form of the two lines allows that they are one paragraph."""
    if following.follows_blank or own_kind(line) not in (None, LIST_ITEM, TURN):
        return False
    if own_kind(following) and not (_may_go_on(following) and _breaks_off(line)):
        return False
    is_code = following.looks_like_code and not _LAST_WORD.match(following.text)
    if line.looks_like_code or is_code:
        return False
    return line.columns == 1 and following.columns == 1


def _may_go_on(following: Line) -> bool:
    """Whether what looks like the mark of a list item may be a part of the sentence."""
    return is_enumerated(following) or following.text.startswith(("– ", "— ", "-- "))


def _breaks_off(line: Line) -> bool:
    """Whether the line ends in a word, so that a number or a dash after it ("February" / "29.
    According") goes on with its sentence.
    """
    return line.text[-1].isalpha() and own_kind(line) is None


def _length(line: Line) -> int:
    return line.indent + len(line.text)


def _first_length(line: Line) -> int:
    return len(line.text.split(None, 1)[0])
