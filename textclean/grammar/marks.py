"""Where a mark can have been lost, whatever the tagger says of the gap.

The tagger knows the words on either side. What it knows little of is what else a text has beside
running prose: numbered paragraphs, citations, references, scores, addresses. None of these lost a
mark, and a text that is full of them must not read as damaged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from textclean.english import lexicon
from textclean.english.words import OPEN_ENDS
from textclean.grammar.compounds import word_at
from textclean.grammar.gaps import (
    Bools,
    are_spaces,
    blocks_of_words,
    end_within,
    hold,
    next_to,
)
from textclean.grammar.references import end_numbering, take_no_mark
from textclean.layout.blocks import LIST_ITEM, RUNNING
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.pattern import pattern
from textclean.tokens.scanner.characters import CLASS, LOWER_CASE, UPPER_CASE, code_points
from textclean.tokens.word_set import WordSet

# A colon, and what else ends what it leads in.
_COLON = pattern(r":(?!\d)")
_BEFORE_COLON = ".!?;:\n"
_LONGEST_BEFORE_COLON = 400  # characters

# “We built this town with our hands” — Ruth Olsen, the mayor: who said it takes no stop. What
# stands before the quote comes after it, so that `re` skips from quote to quote.
_SPEAKER = pattern(
    r"""["”'’](?<=\S["”]|[.!?,]['’])\ ?[—–-]{1,2}\ ?[A-Z@][^.!?:;"“”\r\n]{0,80}(?=[\r\n]|\Z)""",
    re.VERBOSE,
)

# "1.15 euros a loaf", "62 miles an hour".
_RATE = pattern(r"\d[\w.,]* \w+\Z")
_LONGEST_RATE = 30  # characters
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
_REVERED_IN_ANY_CASE = WordSet.of(_REVERED)
_ENDS_IN_MID_PHRASE = WordSet.of(OPEN_ENDS)
_ARTICLES = WordSet.of(["a", "an"])


@view
def room(text: Text) -> dict[str, Bools]:
    """Return for sentence marks, commas and line ends behind headings, by their labels, whether one
    can have been lost in the gap after each word, and can be put back without a letter being
    changed.
    """
    takes_none, ends_number = take_no_mark(text), end_numbering(text)
    is_running, is_terse, ends_block = _blocks(text)
    takes_mark = is_running & ~takes_none
    within = takes_mark & ~(ends_block | hold(text, "\n") | _doubled(text))
    inner = within & ~_end_rates(text)
    between_sentences = within & ~ends_number & _may_part_sentences(text)
    names_speaker = end_within(text, [found.span() for found in _SPEAKER.finditer(text.source)])
    final = takes_mark & ends_block & ~(ends_number | is_terse | names_speaker)
    # "around the U.S.  That will help": its point is the stop too.
    has_point = code_points(text.source)[text.scanned.end - 1] == ord(".")
    # One stands behind brackets, "(#2352) (Jiawen Geng)", and notes have few.
    no_comma = is_terse | hold(text, "(") | _among_names(text)
    return {
        "stop": (between_sentences & ~has_point) | final,
        "question": between_sentences | final,
        "colon": inner & ~(ends_number | _before_colons(text)),
        "semicolon": inner & ~ends_number,
        "comma": inner & ~no_comma,
        "heading": ~(takes_none | ends_number),
    }


def are_slips(blanks: Collection[int]) -> bool:
    """Whether the wide gaps of a text, of so many blanks each, are slips of the hand: too few, and
    none so wide, to stand for marks that were lost.
    """
    return len(blanks) < _FEWEST_WIDE and all(number < _WIDE for number in blanks)


def _blocks(text: Text) -> tuple[Bools, Bools, Bools]:
    """Return whether each word stands in running text, whether in an item of a list whose items end
    in no marks, and whether it is the last of its block.
    """
    of = blocks_of_words(text)
    is_running = np.array([block.kind in RUNNING for block in text.blocks], np.bool_)
    is_item = np.array([block.kind == LIST_ITEM for block in text.blocks], np.bool_)
    are_terse = bool(is_item.any()) and not _items_end_in_marks(text)
    is_last = np.ones(len(of), np.bool_)
    is_last[:-1] = of[1:] != of[:-1]
    return is_running[of], is_item[of] & are_terse, is_last


def _doubled(text: Text) -> Bools:
    """Return whether the same word stands on both sides of each gap."""
    ids = text.scanned.id
    doubled = np.zeros(len(ids), np.bool_)
    doubled[:-1] = ids[1:] == ids[:-1]
    for gap in np.flatnonzero(doubled).tolist():
        doubled[gap] = word_at(text, gap) == word_at(text, gap + 1)
    return doubled


def _end_rates(text: Text) -> Bools:
    """Return whether a rate ends in each gap, and "a" or "an" follows."""
    end = np.zeros(len(text.scanned), np.bool_)
    for article in _ARTICLES.places(text.scanned):
        if article and text.source[text.words[article].start] == "a":
            before = text.words[article - 1].end
            end[article - 1] = bool(
                _RATE.search(text.source, max(0, before - _LONGEST_RATE), before)
            )
    return end


def _before_colons(text: Text) -> Bools:
    """Return whether a colon stands further on in the same sentence, which may have no end: "-
    Article 5 Like Assurances: pledges that …".
    """
    source, spans = text.source, []
    for colon in _COLON.finditer(source):
        at = colon.start()
        first = max(0, at - _LONGEST_BEFORE_COLON)
        first = max(first, *(source.rfind(mark, first, at) + 1 for mark in _BEFORE_COLON))
        spans.append((first, at))
    return end_within(text, spans)


def _may_part_sentences(text: Text) -> Bools:
    """Return whether a sentence may end in each gap and the next begin."""
    words = text.scanned
    # "the", where a page broke the sentence.
    may_end = np.ones(len(words), np.bool_)
    may_end[_ENDS_IN_MID_PHRASE.places(words)] = False
    may_begin = _initials(text) != LOWER_CASE
    revered = [at for at in _REVERED_IN_ANY_CASE.places(words) if word_at(text, at) in _REVERED]
    if any(_is_reverent(text, at) for at in revered):
        may_begin[revered] = False
    if terms := defined_terms(text):
        of_document = WordSet.of(terms).places(words)
        may_begin[[at for at in of_document if word_at(text, at) in terms]] = False
    return may_end & next_to(may_begin)


def _is_reverent(text: Text, word: int) -> bool:
    """Whether a word is a pronoun that stands for God alone, in mid-sentence and in capitals."""
    start = text.words[word].start
    return start > 1 and _REVERENT.match(text.source, start - 2) is not None


def _among_names(text: Text) -> Bools:
    """Return whether each gap stands in a long row of words with capitals, and nothing but spaces:
    "Claudio Bravo Gary Medel Arturo Vidal".
    """
    is_upper = _initials(text) == UPPER_CASE
    joined = are_spaces(text) & is_upper & next_to(is_upper)
    alone = np.flatnonzero(~joined)  # the last word at least
    among = np.zeros(len(joined), np.bool_)
    for at in np.flatnonzero(np.diff(alone, prepend=-1) >= _NAMES).tolist():
        among[alone[at - 1] + 1 if at else 0 : alone[at]] = True
    return among


def _initials(text: Text) -> NDArray[np.uint8]:
    """Return the class of the first character of each word; see `scanner.characters`."""
    return CLASS[code_points(text.source)[text.scanned.start]]


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
    is_capitalised = text.scanned.shape == scan.CAPITALISED
    is_space = are_spaces(text)
    found = Counter(
        word_at(text, gap + 1)
        for gap in _ENDS_IN_MID_PHRASE.places(text.scanned)
        if is_space[gap] and is_capitalised[gap + 1]
    )
    return frozenset(
        word
        for word, number in found.items()
        if number >= _FEWEST_TERMS and lexicon.lower_share(word) >= _LEAST_LOWER
    )
