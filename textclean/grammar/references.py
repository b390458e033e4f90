"""Numbering, citations, references, scores, addresses: between these and the words beside them no
mark was lost."""

from __future__ import annotations

import numpy as np

from textclean.grammar.gaps import Bools, are_spaces, end_within, next_to, sentence_starts
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.pattern import pattern
from textclean.tokens.scanner.characters import code_points

# "15 Year Commitment", "c) The outgoing head", "the court. ¶ 12 The parties", "b-1) The fee": it
# begins its sentence or line.
_NUMBERING = pattern(r"(?:\d+|[A-Za-z]|[ivxlc]+|[IVXLC]+)(?:[-.]\w{1,3})*")
# "paragraph (4) of", "(iv) If any", "and 4) The": it stands before a bracket that closes.
_IN_BRACKETS = pattern(r"(?:\(|(?<=[;,] )|(?<= and ))(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,5})\Z")
# "They married in 2014. [17] [18]": the mark stands before its references.
_REFERENCE = pattern(r"[.!?,;:][”’\"')]*\s*(?:\[\d+\]\s*)*\[\d+\Z")
_LONGEST_BEFORE = 60  # characters
# An address from its sign on, and what is short for other words and goes on; both have one of some
# signs.
_ADDRESS = pattern(r"(?:://|\bwww\.|@\w)(?P<rest>[^\s)]*)")
_SIGNS_OF_ADDRESS = ("://", "www.", "@")
_SHORT_FOR = pattern(r"\b(?i:i\.e|e\.g)(?P<rest>\.?)")
_SIGNS_OF_SHORT = (".e", ".E", ".g", ".G")
# "People v. Hollins, 2012 IL 112754", "2015 IL App (1st) 133663", "89 Wis. 2d 417": what follows
# the number of a year or a volume.
_CITATION = pattern(
    r" (?:[A-Z]{2,}|(?:[A-Z][A-Za-z]*\.)+)(?: (?:[A-Z][A-Za-z]*\.?|\d[a-z]{1,2}|\(\w+\)))* \d"
)
# "(Fedorov, Chiasson) 5:20", and "Momesso 17 (Nedved)" in front of it.
_SCORE = pattern(r"\) \d|\)? \d+ \(")


@view
def end_numbering(text: Text) -> Bools:
    """Return whether all that stands of its sentence before each gap is a number.

    >>> end_numbering(Text("¶ 12 The parties agree. b-1) The fee")).tolist()
    [True, False, False, False, True, True, False, False]
    """
    words, starts = text.words, sentence_starts(text)
    may_end = np.ones(len(words), np.bool_)
    may_end[1:] = ~are_spaces(text)[:-1]  # else a word of the sentence stands before
    for gap in np.flatnonzero(may_end).tolist():
        first, end = words[starts[gap]].start, words[gap].end
        is_short = end - first <= _LONGEST_BEFORE  # "a-b-c-d-…" has as many starts as ends
        may_end[gap] = is_short and bool(_NUMBERING.fullmatch(text.source, first, end))
    return may_end


@view
def take_no_mark(text: Text) -> Bools:
    """Return whether the words beside each gap belong to numbering, a reference, a citation, a
    score, an address or an abbreviation that goes on.

    >>> take_no_mark(Text("Read (4) of https://example.org/story, i.e. all")).tolist()
    [False, True, False, True, True, False]
    """
    source, words = text.source, text.scanned
    spans = [
        (found.start("rest"), found.end())
        for signs, expression in ((_SIGNS_OF_ADDRESS, _ADDRESS), (_SIGNS_OF_SHORT, _SHORT_FOR))
        if any(sign in source for sign in signs)
        for found in expression.finditer(source)
    ]
    take_none = end_within(text, spans)
    codes = code_points(source + "\n\n")
    following, next_but_one = codes[words.end], codes[words.end + 1]
    is_apart, closes = following == ord(" "), following == ord(")")
    for gap in np.flatnonzero(closes | (following == ord("]"))).tolist():
        end = text.words[gap].end
        before = source[max(text.line_at(end).start, end - _LONGEST_BEFORE) : end]
        take_none[gap] |= bool((_IN_BRACKETS if closes[gap] else _REFERENCE).search(before))
    is_number = words.kind == scan.NUMBER
    for gap in np.flatnonzero(closes | (is_apart & next_to(is_number))).tolist():
        take_none[gap] |= bool(_SCORE.match(source, text.words[gap].end))
    is_capital = (next_but_one >= ord("A")) & (next_but_one <= ord("Z"))
    for gap in np.flatnonzero(is_number & is_apart & is_capital).tolist():
        number, end = source[slice(*text.words[gap])], text.words[gap].end
        take_none[gap] |= number.isdigit() and bool(_CITATION.match(source, end))
    return take_none
