"""Word sequences that come back in a document, and how likely each was pasted in.

A phrase is judged by all its places together: what the tagger says of each, how many there are,
whether they have anything in common, how they are spread. No single place has much say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from math import log

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean import scan
from textclean.scanner.table import Ids
from textclean.tagger.features import COMMA, HYPHEN, NONE, features
from textclean.text import Text

LONGEST = 8  # words
FEWEST = 3  # occurrences

# One place says no more than this, in log odds, however sure the tagger is of it.
_MOST_PER_PLACE = 7.0

# A comma after so large a share of its places is the phrase's own.
_NEARLY_ALL = 0.8

# Where the gate gives a sequence less log odds than this everywhere, it is not looked at.
WORTH_A_LOOK = -3.0

# `textclean.train.phrases` fits these weights, on documents that the tagger was not trained on: for
# the odds that the network gives, and for those of the gate. One is tempered by hand: a single word
# that comes back is oftener what the story is about ("Advertisement").
WEIGHTS: dict[str, float] = {
    "bias": 0.35,
    "mean odds": 0.95,
    "sum of odds": 0.18,
    "number of places": 1.69,
    "one word": -2.0,
    "two words": 1.11,
    "five words and more": 0.33,
    "share in a line that has another": -2.75,
}

GATE_WEIGHTS: dict[str, float] = {
    "bias": -0.45,
    "mean odds": 0.84,
    "sum of odds": 0.17,
    "number of places": 2.3,
    "one word": 0.04,
    "two words": -0.11,
    "five words and more": 0.11,
    "share in a line that has another": -3.11,
}

Places = NDArray[np.intp]
Odds = NDArray[np.float32]


@attrs.frozen(eq=False)
class Recurring:
    """A sequence of `length` words that comes back.

    `places` are the indices of its first word, `odds` the log odds of having been pasted in there,
    and `is_new` says which places stand between other words than any place before them.
    """

    text: Text
    length: int
    places: Places
    odds: Odds
    is_new: NDArray[np.bool_]

    @property
    def words(self) -> tuple[str, ...]:
        """The words in lower case."""
        first = int(self.places[0])
        spans = self.text.words[first : first + self.length]
        return tuple(self.text.source[start:end].lower() for start, end in spans)

    @property
    def evidence(self) -> dict[str, float]:
        """What speaks for and against the sequence having been pasted in, by name."""
        odds = np.clip(self.odds[self.is_new], -_MOST_PER_PLACE, _MOST_PER_PLACE)
        lines = _lines_of_words(self.text)[self.places]
        number = len(odds)
        return {
            "bias": 1.0,
            "mean odds": float(odds.mean()),
            "sum of odds": float(odds.sum()) / 10,
            "number of places": log(number / FEWEST),
            "one word": float(self.length == 1),
            "two words": float(self.length == 2),
            "five words and more": float(self.length >= 5),
            "share in a line that has another": 1 - len(np.unique(lines)) / len(lines),
        }

    @property
    def weight(self) -> float:
        """How much its odds explain of the document: those of all its words in all its places."""
        return float(np.clip(self.odds, -_MOST_PER_PLACE, _MOST_PER_PLACE).sum()) * self.length

    @cached_property
    def own_comma(self) -> str:
        """The comma that nearly always follows the sequence, and so is its own, or nothing."""
        source, words = self.text.source, self.text.words
        last = (self.places + self.length - 1).tolist()
        commas = sum(source.startswith(", ", words[word].end) for word in last)
        return "," if commas > _NEARLY_ALL * len(last) else ""

    @property
    def stands_anywhere(self) -> bool:
        """Whether the new places have nothing in common: no word nor mark beside the sequence that
        stands there more than half of the time.

        "I am advised that …" and "…, to be performed by …" come back as often as a stray phrase
        does, always after the same word or mark.
        """
        places = self.places[self.is_new].tolist()
        last = self.length - 1
        comma = self.own_comma
        before = (self._beside(place - 1, place - 1) for place in places)
        after = (self._beside(place + last, place + last + 1, comma) for place in places)
        most = max(
            max(Counter(chain.from_iterable(side)).values(), default=0) for side in (before, after)
        )
        return 2 * most <= len(places)

    def _beside(self, gap: int, word: int, own: str = "") -> list[str]:
        """Return the word on one side and the marks in the gap to it, but for the phrase's own."""
        text = self.text
        if gap < 0 or gap + 1 >= len(text.words):
            return []
        marks = text.source[text.words[gap].end : text.words[gap + 1].start].strip()
        marks = marks.removeprefix(own)
        start, end = text.words[word]
        return [text.source[start:end].lower(), *([marks] if marks else [])]


@lru_cache(maxsize=1)  # each sequence of a text asks
def _lines_of_words(text: Text) -> Places:
    """Return the number of the line that each word stands in."""
    return np.searchsorted([line.start for line in text.lines], text.scanned.start, side="right")


def log_odds(phrase: Recurring, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the log odds that a sequence that comes back was pasted in; `weights` are those of the
    model that gave the odds of its places.
    """
    return sum(weights[name] * value for name, value in phrase.evidence.items())


def recurring(text: Text, odds: Odds, least: float, fewest: int) -> list[Recurring]:
    """Return each sequence of words that comes back, but those that only do so within a longer one.

    It stands between new words in `FEWEST` places at least, and nothing but spaces, hyphens and
    commas stands within it. `odds` are the log odds of each word of having been pasted in; their
    mean is more than `least` in `fewest` of the places.
    """
    found = list(_sequences(text, odds, least, fewest))
    within = {
        (length, (phrase.places + offset).tobytes())
        for phrase in found
        for length in range(1, phrase.length)
        for offset in range(phrase.length - length + 1)
    }
    return [each for each in found if (each.length, each.places.tobytes()) not in within]


def _sequences(text: Text, odds: Odds, least: float, fewest: int) -> Iterator[Recurring]:
    """Yield each sequence, the shorter ones first; see `recurring`."""
    ids, total = text.scanned.id, np.concatenate([[0], np.cumsum(odds)])
    breaks = np.append(np.flatnonzero(~_goes_on(text)), len(ids) - 1)
    room = breaks[np.searchsorted(breaks, np.arange(len(ids)))] - np.arange(len(ids)) + 1
    hashes = np.zeros(len(ids), np.uint64)
    starts = np.arange(len(ids))
    for length in range(1, LONGEST + 1):
        hashes[starts] = scan.followed(hashes[starts], ids[starts + length - 1])
        order, first, counts = scan.groups(hashes[starts])
        places = starts[order]
        mean = (total[places + length] - total[places]) / length
        telling = np.add.reduceat(mean > least, first, dtype=np.intp) if len(first) else counts
        for group in np.flatnonzero((counts >= FEWEST) & (telling >= fewest)).tolist():
            span = slice(first[group], first[group] + counts[group])
            is_new = _between_new_words(ids, places[span], length)
            if is_new.sum() >= FEWEST:
                yield Recurring(text, length, places[span], mean[span], is_new)
        starts = np.sort(places[np.repeat(counts >= FEWEST, counts)])
        starts = starts[room[starts] > length]


def occurrences(text: Text, words: Sequence[str], odds: Odds) -> Recurring | None:
    """Return the places of a sequence of words, in lower case, however few; none where there are
    none. `odds` are as for `recurring`."""
    ids, length = text.scanned.id, len(words)
    if not 0 < length <= len(ids):
        return None
    is_here = np.ones(len(ids) - length + 1, np.bool_)
    goes_on = np.append(_goes_on(text), False)
    for offset, word in enumerate(scan.identities(words)):
        here = slice(offset, offset + len(is_here))
        is_here &= ids[here] == word
        if offset < length - 1:
            is_here &= goes_on[here]
    places = np.flatnonzero(is_here)
    if not len(places):
        return None
    total = np.concatenate([[0], np.cumsum(odds)])
    mean = (total[places + length] - total[places]) / length
    return Recurring(text, length, places, mean, _between_new_words(ids, places, length))


def _goes_on(text: Text) -> NDArray[np.bool_]:
    """Whether nothing but a space, a hyphen or a comma stands in the gap after each word but the
    last."""
    gap = features(text).gap[:-1]
    goes_on: NDArray[np.bool_] = np.isin(gap, (NONE, COMMA, HYPHEN))
    return goes_on


def _between_new_words(ids: Ids, places: Places, length: int) -> NDArray[np.bool_]:
    """Whether each place stands between other words than any place before it."""
    ids = np.concatenate([ids, np.zeros(1, np.uint64)])
    pairs = scan.followed(ids[places - 1], ids[places + length])
    is_new = np.zeros(len(places), np.bool_)
    is_new[np.unique(pairs, return_index=True)[1]] = True
    return is_new
