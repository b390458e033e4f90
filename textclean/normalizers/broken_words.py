"""Words that a line end or a ligature broke, in the middle of a line: `capabili- ties`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import attrs

from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.layout import blocks
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import Signs, pattern

# The hyphen of a line end that went; "¬" is what scanners make of it.
_HYPHENATED = pattern(
    r"(?<![\w’'-])(?P<head>[A-Za-z]{2,})(?P<gap>[-‐¬] +)(?P<tail>[a-z]{2,})(?![\w-]|[’'](?!s\b))"
)
_HYPHEN = Signs("-‐¬", " +[a-z]")  # is in each
_WORD = pattern(r"\w+(?:-\w+)*")
# The ligatures as letters: `encoding` has spelt them out.
_BEHIND_F = r"(?:fi|fl|f|i|l)"
_LIGATURE = f"f{_BEHIND_F}"
# A gap before a ligature and one behind it. What each begins with, `re` skips to.
_GAP_BEFORE = pattern(rf" f(?={_BEHIND_F}[a-z ])")
_GAP_BEHIND = pattern(r"f(?=[fil] [a-z])")
_HEAD = pattern(r"(?<![\w’'-])[A-Za-z]+\Z")
_TAIL = pattern(r"[a-z]+(?![\w-]|[’'](?!s\b))")
_ENDS_IN_LIGATURE = pattern(rf"(?:{_LIGATURE}|F[il])\Z")
_IS_LIGATURE = pattern(rf"{_LIGATURE}\Z")
_LONGEST_HEAD = 25  # letters

# "two- and three-day", "pre- versus post-war": what follows has the hyphen that is waited for.
_SUSPENDED = pattern(r"\s+\w+[-‐]\w")

_COMMON = 20  # times in clean prose
_FAR_COMMONER = 100  # times as common as a half that is seldom a word
_FEWEST = 2  # places that show a system

_NOT_BROKEN = frozenset([blocks.TABLE, blocks.CODE, blocks.ADDRESS])


class _Place(NamedTuple):
    """What to take out between the pieces of a word, and how sure it is."""

    start: int
    end: int
    confidence: float


@normalizer("spaces", "marks", english=True)
def broken_words(text: Text) -> Iterator[Edit]:
    """Join words that are in two pieces in the middle of a line: `capabili- ties`, `confi rmed`.

    What it mends
        Words that were cut at the end of a line, whose line end became a space: the hyphen goes
        with it, or stays where the word has one ("long- term"). Words with a space after or before
        a ligature, as some readers of PDF leave it: `Offi cials`, `signi ficant`.

    What it asks for
        A joined word that clean prose or the document has. Where one piece is no word by itself,
        that is enough; two words (`with- drawn`) are joined beside another broken word, and what
        nobody knows (`Nor- vane`) where the document shows a system.

    What it leaves
        Hyphens that wait for a second word (`two- and three-day`), a hyphen for a dash
        (`he came- and went`), words that happen to end in a ligature (`the staff ate`).

    Example
        >>> from textclean.edit import apply
        >>> source = "Offi cials praised its capabili- ties."
        >>> apply(source, broken_words(Text(source)))
        'Officials praised its capabilities.'
    """
    source = text.source
    for found, why in (
        (_at_hyphens(source), "a word was cut at the end of a line"),
        (_at_ligatures(source), "a ligature parted a word"),
    ):
        for start, end, confidence in found:
            if text.block_at(start).kind not in _NOT_BROKEN:
                yield Edit.delete(start, end, confidence=confidence, why=why)


@attrs.frozen
class _Cut:
    """A word that may have been cut: its pieces and what stands between, and how often clean prose
    and the document have it in one piece and with its hyphen.
    """

    head: str
    tail: str
    start: int
    end: int
    joined: int
    hyphenated: int

    @property
    def is_known(self) -> bool:
        """Whether anybody has the word."""
        return self.joined > 0 or self.hyphenated > 0

    @property
    def has_scrap(self) -> bool:
        """Whether a piece of the word is no word by itself."""
        return not (_is_word(self.head) and _is_word(self.tail))

    @property
    def keeps_hyphen(self) -> bool:
        """Whether the word has a hyphen of its own."""
        if self.is_known:
            return self.hyphenated > self.joined
        solid, compounds = lexicon.second_halves(self.tail)
        return not self.has_scrap and compounds > solid


def _at_hyphens(source: str) -> Iterator[_Place]:
    """Yield words that were cut by a hyphen."""
    cuts = list(_cuts(source))
    known = [cut for cut in cuts if cut.is_known]
    is_systematic = len(known) > _FEWEST or (
        len(known) == _FEWEST and any(cut.has_scrap for cut in known)
    )
    for cut in cuts:
        start = cut.start + 1 if cut.keeps_hyphen else cut.start
        if cut.is_known:
            is_sure = is_systematic or cut.has_scrap
            yield _Place(start, cut.end, SURE if is_sure else DOUBTFUL)
        elif is_systematic:
            yield _Place(start, cut.end, LIKELY)


def _cuts(source: str) -> Iterator[_Cut]:
    """Yield what may be a cut word; a hyphen may also wait for a second word, or be a dash."""
    found = [
        cut
        for cut in (_HYPHENATED.finditer(source) if _HYPHEN.are_in(source) else ())
        if not (cut["tail"] in FUNCTION_WORDS or _SUSPENDED.match(source, cut.end()))
    ]
    here = Counter(_WORD.findall(source.lower())) if found else Counter[str]()
    for cut in found:
        head, tail = cut["head"], cut["tail"]
        joined, hyphenated = (here[f"{head}{mark}{tail}".lower()] * _COMMON for mark in ("", "-"))
        joined += lexicon.count(head + tail)
        hyphenated += lexicon.hyphenated(head, tail)[0]
        yield _Cut(head, tail, *cut.span("gap"), joined, hyphenated)


def _is_word(piece: str) -> bool:
    """Whether clean prose has a piece as a word, or as a name where it has a capital."""
    return (lexicon.count(piece) if piece[0].isupper() else _count(piece)) >= _COMMON


def _count(piece: str) -> float:
    """Return how often clean prose has a piece in small letters: "ned" and "les" are in names."""
    return lexicon.count(piece) * lexicon.lower_share(piece)


def _at_ligatures(source: str) -> Iterator[_Place]:
    """Yield words with a space before or after a ligature."""
    taken: set[int] = set()
    doubtful: list[int] = []
    number = 0
    gaps = {found.start() for found in _GAP_BEFORE.finditer(source)}
    gaps.update(found.start() + len("fi") for found in _GAP_BEHIND.finditer(source))
    for gap in sorted(gaps):
        head = _HEAD.search(source[max(0, gap - _LONGEST_HEAD) : gap])
        tail = _TAIL.match(source, gap + 1)
        if head is None or tail is None or gap in taken:
            continue
        # "of fi ce": a space on each side.
        if _IS_LIGATURE.match(tail.group()):
            rest = _TAIL.match(source, tail.end() + 1)
            if rest and lexicon.count(head.group() + tail.group() + rest.group()):
                taken.update((gap, tail.end()))
                number += 1
                continue
        if _is_parted(head.group(), tail.group()):
            taken.add(gap)
            number += 1
        elif _ENDS_IN_LIGATURE.search(head.group()) and not (
            lexicon.count(head.group()) or lexicon.count(tail.group())
        ):
            doubtful.append(gap)
    if number >= _FEWEST:
        taken.update(doubtful)
    for start in sorted(taken):
        yield _Place(start, start + 1, SURE if number >= _FEWEST else LIKELY)


def _is_parted(head: str, tail: str) -> bool:
    """Whether a word of clean prose is in pieces here, and not two words beside one another."""
    whole = lexicon.count(head + tail)
    return whole > 0 and min(_count(head), _count(tail)) * _FAR_COMMONER <= whole - 1
