"""The rules of stops on numpy: all stops of a text at once, one rule after another.

`compiled` has the same rules under the same names.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.tokens import run_in_lists, scan
from textclean.tokens.scan import Offsets, Tokens
from textclean.tokens.scanner.characters import Codes, code_points
from textclean.tokens.scanner.tokens import Indices
from textclean.tokens.stops import known

Flags = NDArray[np.bool_]
LogOdds = NDArray[np.float32]

_WINDOW = np.arange(1 + known.MOST_CLOSING + known.MOST_OPENING)[:, np.newaxis]

# Characters compared at a time, few enough to stay in the cache of the processor.
_BLOCK = 1 << 17


def begins(source: str, tokens: Tokens) -> tuple[Flags, list[tuple[int, int]]]:
    """Return which tokens begin a line, or a sentence after a stop in it, one flag more at the end;
    and the lines, by their offsets, that begin with what may be the label of an item.
    """
    text = _Text(code_points(source), tokens)
    begins_line = np.zeros(len(tokens.start) + 1, np.bool_)
    begins_line[np.searchsorted(tokens.start, text.line_ends())] = True
    begins_line[[0, -1]] = True
    found = begins_line.copy()
    found[_after_stops(text, begins_line)] = True
    return found, _labelled(text, begins_line)


def _labelled(text: _Text, begins_line: Flags) -> list[tuple[int, int]]:
    """Return the lines that begin with what may be the label of an item."""
    codes, start, end = text.codes, text.tokens.start, text.tokens.end
    lines = np.flatnonzero(begins_line[:-1])
    behind = codes[np.minimum(end[lines], len(codes) - 1)]
    is_label = (behind == ord(".")) | (behind == ord(")"))
    is_label &= text.length(lines) <= run_in_lists.LONGEST_NUMBER
    is_label |= known.ROLE[codes[start[lines]]] & known.BULLETS != 0
    bounds = [*start[lines].tolist(), len(codes)]
    return [(bounds[row], bounds[row + 1]) for row in np.flatnonzero(is_label).tolist()]


@attrs.frozen(eq=False)
class _Text:
    """The code points and the tokens of a text; methods take indices of tokens."""

    codes: Codes
    tokens: Tokens

    def line_ends(self) -> Indices:
        """Return the offsets of the characters that end lines."""
        found = [
            start + np.flatnonzero((block == ord("\n")) | (block == ord("\r")))
            for start in range(0, len(self.codes), _BLOCK)
            for block in [self.codes[start : start + _BLOCK]]
        ]
        return np.concatenate(found)

    def last_codes(self, places: Indices) -> Codes:
        """Return the last code points of tokens."""
        return self.codes[self.tokens.end[places] - 1]

    def is_apart(self, places: Indices) -> Flags:
        """Whether there is white space before tokens, none of which is the first."""
        apart: Flags = self.tokens.start[places] > self.tokens.end[places - 1]
        return apart

    def length(self, places: Indices) -> Offsets:
        """Return how many characters tokens have."""
        length: Offsets = self.tokens.end[places] - self.tokens.start[places]
        return length


@attrs.frozen(eq=False)
class _Ends:
    """Where sentences may end: at the tokens `stop`.

    `after` are the first tokens behind the stops and their closing marks, `word` the first behind
    the opening marks there.
    """

    stop: Indices
    after: Indices
    word: Indices

    def __getitem__(self, which: Flags) -> _Ends:
        return _Ends(self.stop[which], self.after[which], self.word[which])


def _after_stops(text: _Text, begins_line: Flags) -> Indices:
    """Return the tokens that begin a sentence because another one has ended in their line."""
    tokens = text.tokens
    ends = _possible_ends(text)
    may_begin = known.MAY_BEGIN[tokens.kind[ends.word], tokens.shape[ends.word]]
    may_begin |= _begins_in_lower_case(text, ends, may_begin, begins_line)
    ends = ends[may_begin]
    ends = ends[_stays_in_line(ends, begins_line)]
    is_apart = text.is_apart(ends.after)
    is_apart[~is_apart] = _has_lost_its_space(text, ends[~is_apart])
    ends = ends[is_apart]
    ends = ends[~_is_label(text, ends, begins_line) & ~_is_number_sign(text, ends)]
    is_end = _belongs_to_sentence(text, ends, begins_line)
    unsure = ends[~is_end]
    if len(unsure.stop):
        odds = _odds_after(text, unsure, begins_line)
        odds += _odds_before(text, unsure, begins_line)
        is_end[~is_end] = odds > 0
    return ends.after[is_end]


def _possible_ends(text: _Text) -> _Ends:
    """Return the stops that have a token behind them."""
    codes, tokens = text.codes, text.tokens
    final = codes[tokens.end[:-1] - 1]
    # Of all tokens: to compare is faster than to look up.
    stop = np.flatnonzero(np.logical_or.reduce([final == ord(mark) for mark in known.STOP_MARKS]))
    ahead = np.minimum(stop + _WINDOW, len(tokens.start) - 1)
    start, end, kind = tokens.start[ahead], tokens.end[ahead], tokens.kind[ahead]
    role = np.where(kind >= scan.MARK, known.ROLE[codes[start]], 0)  # [h]e begins with a bracket
    after = np.ones(len(stop), np.intp)
    for row in range(1, 1 + known.MOST_CLOSING):
        closes = (role[row] & known.CLOSES != 0) & (start[row] == end[row - 1])
        after += closes & (after == row)
    opens = (role & known.OPENS != 0) | (kind == scan.SYMBOL)
    word, column = after.copy(), np.arange(len(stop))
    for _ in range(known.MOST_OPENING):
        word += opens[word, column]
    last = len(tokens.start) - 1
    return _Ends(stop, np.minimum(stop + after, last), np.minimum(stop + word, last))


def _begins_in_lower_case(text: _Text, ends: _Ends, may_begin: Flags, begins_line: Flags) -> Flags:
    """Whether a sentence begins without a capital, as all of its line do: "they left. nobody saw".

    In such a line more stops of ordinary words are followed by small letters than by capitals, and
    more than one is, or its first word has none: then one will do, if it is no unknown abbreviation
    in a wrapped line ("12 ft. long").
    """
    tokens, stop = text.tokens, ends.stop
    is_lower = (tokens.kind[ends.word] == scan.WORD) & (tokens.shape[ends.word] == scan.LOWER)
    is_lower &= (ends.after == stop + 1) & (ends.word == ends.after) & text.is_apart(ends.after)
    is_lower &= (tokens.kind[stop] == scan.MARK) & (text.last_codes(stop) != ord("…"))
    is_lower &= (text.length(stop) == 1) | (text.last_codes(stop) != ord("."))
    before = np.maximum(stop - 1, 0)
    is_lower &= np.isin(tokens.shape[before], (scan.LOWER, scan.DIGITS)) & (text.length(before) > 1)
    is_lower &= ~begins_line[ends.after]
    if not is_lower.any():
        none: Flags = is_lower
        return none
    of_line = np.cumsum(begins_line[:-1])[stop]
    first = np.flatnonzero(begins_line)[of_line - 1]
    lower = np.bincount(of_line, is_lower)[of_line]
    # "they left. nobody saw.", and a line that begins with a capital: that one is not its own.
    is_own = _stays_in_line(ends, begins_line) & ~begins_line[ends.after]
    capital = np.bincount(of_line, may_begin & is_own)[of_line]
    starts_lower = (tokens.shape[first] == scan.LOWER) & (tokens.kind[first] == scan.WORD)
    starts_lower &= (text.length(before) > known.LONGEST_UNIT) | (text.last_codes(stop) != ord("."))
    found: Flags = is_lower & (lower > capital) & ((lower > 1) | starts_lower)
    return found


def _stays_in_line(ends: _Ends, begins_line: Flags) -> Flags:
    """Whether the opening marks behind the stop and the word are in one line."""
    lines = np.flatnonzero(begins_line)
    after, word = (np.searchsorted(lines, places, "right") for places in (ends.after, ends.word))
    stays: Flags = after == word
    return stays


def _has_lost_its_space(text: _Text, ends: _Ends) -> Flags:
    """Whether lower case, a mark and a capital touch: `it ended.The next`, but `the !Kung`."""
    tokens, stop = text.tokens, np.maximum(ends.stop, 1)
    is_capital = tokens.shape[ends.after] == scan.CAPITALISED
    before = tokens.shape[stop - 1]
    is_ordinary = (before == scan.LOWER) | (before == scan.DIGITS)
    lost: Flags = is_capital & is_ordinary & (tokens.kind[stop] == scan.MARK) & ~text.is_apart(stop)
    return lost


def _is_label(text: _Text, ends: _Ends, begins_line: Flags) -> Flags:
    """Whether the stop is that of a number or letter at a beginning: `1. Open the door.`"""
    tokens = text.tokens
    stop = ends.stop
    label = np.where(tokens.kind[stop] == scan.WORD, stop, np.maximum(stop - 1, 0))
    shape = tokens.shape[label]
    is_label: Flags = (shape == scan.DIGITS) | (shape == scan.INITIAL)
    is_label &= text.length(label) <= known.LONGEST_LABEL
    # Behind another stop, but not that of `Jan. 27.`
    follows_stop = (tokens.kind[label - 1] == scan.MARK) & (
        known.ROLE[text.last_codes(label - 1)] & known.STOPS != 0
    )
    is_label &= begins_line[label] | follows_stop
    return is_label


def _is_number_sign(text: _Text, ends: _Ends) -> Flags:
    """Whether the stop is that of `N°.` or `nº.` before a number."""
    tokens, sign = text.tokens, np.maximum(ends.stop - 1, 0)
    last = text.last_codes(sign)
    is_sign: Flags = (last == ord("°")) | (last == ord("º"))
    if is_sign.any():
        letter = text.codes[np.maximum(tokens.end[sign] - 2, 0)]
        is_sign &= (letter == ord("N")) | (letter == ord("n"))
        is_sign &= tokens.kind[ends.after] == scan.NUMBER
    return is_sign


def _is_omission(text: _Text, stop: Indices, begins_line: Flags) -> Flags:
    """Whether the stop is the third and last of three points set apart: `he left . . . and she`."""
    is_omission = _is_point_apart(text, stop, begins_line)
    if is_omission.any():
        for back in (1, 2):
            is_omission &= _is_point_apart(text, np.maximum(stop - back, 0), begins_line)
            is_omission &= ~begins_line[stop - back + 1]
        fourth = np.maximum(stop - 3, 0)
        is_omission &= begins_line[stop - 2] | (text.last_codes(fourth) != ord("."))
    return is_omission


def _is_point_apart(text: _Text, places: Indices, begins_line: Flags) -> Flags:
    """Whether tokens are a single point with white space before it."""
    is_point: Flags = (text.last_codes(places) == ord(".")) & (text.length(places) == 1)
    is_point &= text.is_apart(places) | begins_line[places]
    return is_point


def _is_letters_apart(text: _Text, stop: Indices, begins_line: Flags) -> Flags:
    """Whether the stop is the last point of `a. k. a.` or `p. m.`"""
    tokens = text.tokens
    is_letters = np.ones(len(stop), np.bool_)
    for back in (1, 3):
        letter = np.maximum(stop - back, 0)
        is_letters &= (tokens.shape[letter] == scan.LOWER) & (text.length(letter) == 1)
        point = letter + 1
        is_letters &= (text.last_codes(point) == ord(".")) & (text.length(point) == 1)
        is_letters &= ~begins_line[point] & (~begins_line[letter] | (back == 3))
    return is_letters


def _is_phrase(text: _Text, stop: Indices, begins_line: Flags) -> Flags:
    """Whether all before an abbreviation is a phrase of time or place: `At 5 a.m. Mr. Ng left`."""
    tokens = text.tokens
    is_phrase = np.zeros(len(stop), np.bool_)
    in_line = tokens.kind[stop] == scan.WORD
    for back in range(1, known.LONGEST_PHRASE + 1):
        in_line &= ~begins_line[stop - back + 1]
        first = np.maximum(stop - back, 0)
        opens = in_line & (tokens.shape[first] == scan.CAPITALISED)
        opens &= begins_line[first] | (
            known.ROLE[text.last_codes(first - 1)] & (known.STOPS | known.OPENS) != 0
        )
        is_phrase[opens] |= np.isin(tokens.id[first[opens]], known.PREPOSITIONS)
    return is_phrase


def _belongs_to_sentence(text: _Text, ends: _Ends, begins_line: Flags) -> Flags:
    """Whether the stop is a single point after an ordinary word."""
    tokens, stop, before = text.tokens, ends.stop, np.maximum(ends.stop - 1, 0)
    belongs: Flags = (tokens.kind[stop] == scan.MARK) & (text.last_codes(stop) == ord("."))
    belongs &= (text.length(stop) == 1) & (tokens.shape[before] != scan.INITIAL)
    single = np.flatnonzero(belongs & (text.length(before) == 1))
    if len(single):
        belongs[single] = ~_is_omission(text, stop[single], begins_line)
        belongs[single] &= ~_is_letters_apart(text, stop[single], begins_line)
    return belongs


def _odds_after(text: _Text, ends: _Ends, begins_line: Flags) -> LogOdds:
    """Return the log odds that the stop ends a sentence."""
    tokens, stop = text.tokens, ends.stop
    mark, of = text.last_codes(stop), known.of_other_stops()
    odds = np.full(len(stop), of["ellipsis"], np.float32)
    odds[mark == ord("?")] = of["?"]
    odds[mark == ord("!")] = of["!"]
    odds[(mark != ord(".")) & (ends.after > stop + 1)] = of["in quotes"]  # “Why?” Ng asked.
    is_word = tokens.kind[stop] == scan.WORD
    odds[is_word] = known.of_abbreviations().look_up(tokens.id[stop[is_word]])
    letter = np.where(is_word, stop, np.maximum(stop - 1, 0))
    is_initial = (tokens.shape[letter] == scan.INITIAL) & (mark == ord("."))
    odds[is_initial] = of["initial"]
    odds[is_initial & (tokens.id[letter] == known.PRONOUN)] = of[
        "pronoun or numeral"
    ]  # World War I.
    if not is_word.all():
        odds[_is_letters_apart(text, stop, begins_line)] = of["initialism"]
        odds[_is_omission(text, stop, begins_line)] += known.OMISSION
    odds[_is_phrase(text, stop, begins_line)] = known.NEVER
    # WASHINGTON, D.C. — In a vote
    before_dash = known.ROLE[text.codes[tokens.start[ends.after]]] & known.DASHES != 0
    odds[is_word & before_dash & (ends.after < ends.word)] = known.NEVER
    return odds


def _odds_before(text: _Text, ends: _Ends, begins_line: Flags) -> LogOdds:
    """Return the log odds that a sentence begins with the marks and the word behind the stop."""
    tokens, word = text.tokens, ends.word
    ids = tokens.id[word]
    ids[tokens.kind[word] == scan.NUMBER] = known.ANY_NUMBER
    # IT is not `it`, but U.S. is one of its kind.
    is_capitals = (tokens.shape[word] == scan.CAPITALS) & (text.last_codes(word) != ord("."))
    ids[is_capitals] = known.UNKNOWN
    odds = known.of_openers().look_up(ids)
    following = np.minimum(word + 1, len(tokens.start) - 1)
    asks = np.flatnonzero((tokens.shape[following] == scan.LOWER) & ~begins_line[following])
    asks = asks[np.isin(ids[asks], known.ASKING)]
    odds[asks] = np.maximum(odds[asks], known.ASKS)
    odds[np.isin(tokens.id[ends.stop], known.HOURS) & np.isin(ids, known.TITLES)] += (
        known.AFTER_HOUR
    )
    marked = ends.after < word
    odds[marked] += known.of_openers().look_up(tokens.id[ends.after[marked]])
    return odds
