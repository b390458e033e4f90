"""Where a mark can have been lost, whatever the tagger says of the gap.

The tagger knows the words on either side. What it knows little of is what else a text has beside
running prose: numbered paragraphs, citations, references, scores, addresses. None of these lost a
mark, and a text that is full of them must not read as damaged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache

import numpy as np

from textclean.english import lexicon
from textclean.english.words import OPEN_ENDS
from textclean.grammar.clauses import start_of_sentence
from textclean.grammar.compounds import word_at
from textclean.layout.blocks import LIST_ITEM, RUNNING, Block
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.pattern import pattern
from textclean.tokens.scanner.table import Ids

_FINAL = frozenset(["stop", "question"])  # the marks that end a paragraph
_INNER = frozenset(["comma", "colon", "semicolon"])  # before what begins without a capital

# A colon further on in the same sentence, which may have no end.
_SECOND_COLON = pattern(r"[^.!?;:\n]{0,400}:(?!\d)")

# "15 Year Commitment", "c) The outgoing head", "the court. ¶ 12 The parties", "b-1) The fee": it
# begins its sentence or line.
_NUMBERING = pattern(r"(?:\d+|[A-Za-z]|[ivxlc]+|[IVXLC]+)(?:[-.]\w{1,3})*")
# "paragraph (4) of", "(iv) If any", "and 4) The": it stands before a bracket that closes.
_IN_BRACKETS = pattern(r"(?:\(|(?<=[;,] )|(?<= and ))(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,5})\Z")
# "They married in 2014. [17] [18]": the mark stands before its references.
_REFERENCE = pattern(r"[.!?,;:][”’\"')]*\s*(?:\[\d+\]\s*)*\[\d+\Z")
_ADDRESS = pattern(r"(?:://|\bwww\.|@\w)[^\s)]*\Z")
_SHORT_FOR = pattern(r"\b(?:i\.e|e\.g)\.?\Z", re.IGNORECASE)
# "People v. Hollins, 2012 IL 112754", "2015 IL App (1st) 133663", "89 Wis. 2d 417": what follows
# the number of a year or a volume.
_CITATION = pattern(
    r" (?:[A-Z]{2,}|(?:[A-Z][A-Za-z]*\.)+)(?: (?:[A-Z][A-Za-z]*\.?|\d[a-z]{1,2}|\(\w+\)))* \d"
)
# "(Fedorov, Chiasson) 5:20", and "Momesso 17 (Nedved)" in front of it.
_SCORE = pattern(r"\) \d|\)? \d+ \(")
# "1.15 euros a loaf", "62 miles an hour".
_RATE = pattern(r"\d[\w.,]* \w+\Z")
# One or two doubled spaces are slips of the hand.
_FEWEST_WIDE = 3  # gaps
_WIDE = 3  # blanks
_NAMES = 5  # words with a capital in a row, from which on they may be several names

# "He lifted up His eyes": the pronouns of a text that sets those of God in capitals.
_REVERENT = pattern(r"[a-z,] (?:Him|Thee|Thine)\b")
# Fewest places in which a document has a word in capitals, and least share of small letters in
# clean prose, of a word that is a term of the document: names are written so everywhere.
_FEWEST_TERMS = 2
_LEAST_LOWER = 0.5
_REVERED = frozenset(
    "He Him His You Your Yours Me My Mine Thee Thou Thy Thine Who Whom Whose".split()  # noqa: SIM905
)


def may_be_lost(text: Text, gap: int, label: str) -> bool:
    """Whether a sentence mark or comma can have been lost in the gap after a word, and can be put
    back without a letter being changed.
    """
    block = text.block_at(text.words[gap].start)
    if block.kind not in RUNNING or _takes_no_mark(text, gap):
        return False
    if label != "comma" and _NUMBERING.fullmatch(_sentence_before(text, gap)):
        return False
    if gap + 1 == len(text.words) or text.words[gap + 1].start >= block.end:
        return label in _FINAL and not _is_terse(text, block)
    start, end = text.words[gap]
    if label == "stop" and text.source[end - 1] == ".":
        return False  # "around the U.S.  That will help": its point is the stop too
    after = word_at(text, gap + 1)
    between = text.source[end : text.words[gap + 1].start]
    if "\n" in between or text.source[start:end] == after:
        return False
    if label == "comma" and ("(" in between or _is_terse(text, block)):
        return False  # one stands behind brackets, "(#2352) (Jiawen Geng)", and notes have few
    if label not in _INNER:
        return not after[0].islower() and _may_end_before(text, gap, after)
    if label == "colon" and _SECOND_COLON.match(text.source, end):
        return False  # "- Article 5 Like Assurances: pledges that …"
    if label == "comma" and _is_among_names(text, gap):
        return False  # "Claudio Bravo Gary Medel Arturo Vidal"
    return after not in ("a", "an") or not _RATE.search(text.source, max(0, end - 30), end)


def are_slips(blanks: Collection[int]) -> bool:
    """Whether the wide gaps of a text, of so many blanks each, are slips of the hand: too few, and
    none so wide, to stand for marks that were lost.
    """
    return len(blanks) < _FEWEST_WIDE and all(number < _WIDE for number in blanks)


def may_end_heading(text: Text, gap: int) -> bool:
    """Whether a heading can have lost its line end in the gap after a word."""
    return not (_takes_no_mark(text, gap) or _NUMBERING.fullmatch(_sentence_before(text, gap)))


def _takes_no_mark(text: Text, gap: int) -> bool:
    """Whether the words beside the gap belong to numbering, a reference, a citation, a score, an
    address or an abbreviation that goes on.
    """
    source, (start, end) = text.source, text.words[gap]
    line = text.line_at(start).start
    before = source[max(line, end - 60) : end]
    unbroken = source[max(line, end - 300) : end].rsplit(None, 1)[-1]
    return bool(
        (source[end : end + 1] == ")" and _IN_BRACKETS.search(before))
        or (source[end : end + 1] == "]" and _REFERENCE.search(before))
        or _ADDRESS.search(unbroken)
        or _SHORT_FOR.search(unbroken)
        or _SCORE.match(source, end)
        or (source[start:end].isdigit() and _CITATION.match(source, end))
    )


def _sentence_before(text: Text, gap: int) -> str:
    """Return what stands of the sentence before the gap."""
    first = start_of_sentence(text, gap)
    return text.source[text.words[first].start : text.words[gap].end]


def _is_terse(text: Text, block: Block) -> bool:
    """Whether a block is an item of a list whose items end in no marks: notes, not sentences."""
    return block.kind == LIST_ITEM and not _items_end_in_marks(text)


def _may_end_before(text: Text, gap: int, after: str) -> bool:
    """Whether a sentence may end in the gap, and the next begin with `after`."""
    if word_at(text, gap).lower() in OPEN_ENDS:
        return False  # "the", where a page broke the sentence
    return not (after in _REVERED and _is_reverent(text)) and after not in defined_terms(text)


def _is_among_names(text: Text, gap: int) -> bool:
    """Whether the gap stands in a long row of words with capitals, and nothing but spaces."""
    first, last = gap, gap + 1
    while first and _is_joined(text, first - 1) and gap - first < _NAMES:
        first -= 1
    while _is_joined(text, last) and last - gap < _NAMES:
        last += 1
    return _is_joined(text, gap) and last - first + 1 >= _NAMES


def _is_joined(text: Text, gap: int) -> bool:
    """Whether two words with capitals stand on both sides of the gap, with one space between."""
    if gap + 1 >= len(text.words):
        return False
    (start, end), (following, _) = text.words[gap], text.words[gap + 1]
    source = text.source
    return source[start].isupper() and source[following].isupper() and source[end:following] == " "


@view
def _items_end_in_marks(text: Text) -> bool:
    """Whether most items of the document's lists end in a sentence mark."""
    items = [text.source[b.start : b.end] for b in text.blocks if b.kind == LIST_ITEM]
    return 2 * sum(item.rstrip("\"'”’)").endswith((".", "!", "?")) for item in items) > len(items)


@view
def defined_terms(text: Text) -> frozenset[str]:
    """Return the words that clean prose sets small, and the document in capitals where no sentence
    can begin: "granted by You", "the Contributor". Their capitals say nothing of a lost stop.
    """
    words = text.scanned
    follows = np.isin(words.id[:-1], _open_ends()) & (words.shape[1:] == scan.CAPITALISED)
    found = Counter(
        word_at(text, gap + 1)
        for gap in follows.nonzero()[0].tolist()
        if _is_joined_by_space(text, gap)
    )
    return frozenset(
        word
        for word, number in found.items()
        if number >= _FEWEST_TERMS and lexicon.lower_share(word) >= _LEAST_LOWER
    )


@cache
def _open_ends() -> Ids:
    return scan.identities(sorted(OPEN_ENDS))


def _is_joined_by_space(text: Text, gap: int) -> bool:
    """Whether nothing but a space stands in a gap."""
    return text.source[text.words[gap].end : text.words[gap + 1].start] == " "


@view
def _is_reverent(text: Text) -> bool:
    """Whether the document sets the pronouns of God in capitals."""
    return _REVERENT.search(text.source) is not None
