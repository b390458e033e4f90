"""Word sequences that come back in a document, and how likely each was pasted in.

For each place the tagger says how odd the words are there, and cohesion how well the text would
hold together without them. A phrase is judged by all its places together: how odd they are, how
many there are, whether they have anything in common, how they are spread. No single place weighs
much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby
from math import inf, log
from pathlib import Path
from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.english import lexicon
from textclean.english.words import FINITE, FUNCTION_WORDS, MONTHS, PREPOSITIONS, WEEKDAYS
from textclean.evidence.scorecard import FeatureTable, Scorecard, read
from textclean.grammar.clauses import has_verb_beside
from textclean.layout.blocks import RUNNING
from textclean.tagger.cohesion import cut
from textclean.tagger.features import COMMA, GAPS, HYPHEN, NONE, features, members
from textclean.tagger.network import MOST_STRAY
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.scanner.sequences import are_between_new, repeats
from textclean.tokens.scanner.tokens import Indices

try:
    from textclean.intrusions import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

FEWEST = 3  # occurrences

# About so many places are weighed at once.
_AT_ONCE = 2048

_RARE = 200  # times in clean prose

# The gaps that may stand within a phrase.
_GOES_ON = members((NONE, COMMA, HYPHEN), GAPS)

# Least share of the places of a phrase with a comma after it that makes the comma its own.
_LEAST_OWN_COMMA = 0.8

# Least share of the sentences around a phrase with a verb that have another, if it was pasted in.
_LEAST_WITH_VERB = 0.4

# Mean log odds, by the tagger, under which the words fit where they stand, if the text does not go
# over them with as much cohesion as this.
_FITS = -3.0
_GOES_OVER = 2.0

# Least mean log odds, by the tagger, of a single word that is considered: most come back anyhow.
WORTH_A_LOOK = -4.0

# The one feature of a phrase that may come to more than 1, of those that take a look at its words.
_ELSEWHERE = "its own words stand elsewhere"

_NOT_OVER = "does not go over"

# What all places of a sequence say together, in the order that `compiled` has them in.
_OF_PLACES = (
    "bias",
    "tagger",
    "tagger where it fits best",  # a phrase of the author's fits somewhere
    "over",
    "into",
    "out of",
    # Where a phrase was pasted in, the text goes over it better than into it and out of it.
    "over more than into or out of",
    _NOT_OVER,
    "number of places",
    # What pastes does so with a system: into most paragraphs, not three times in a speech.
    "fewer than one place in 100 words",
    "fewer than one place in 500 words",
    "one word",
    "two words",
    "share before no mark",
)

# The features that take the parts of the document.
_OUTSIDE = "share outside running text"
_NONE_IN_TEXT = "none in running text"
# More than two sums of the same features differ by, and than they do where one is of means that are
# not rounded as the other's are.
_ROUNDED = 1e-6  # log odds
_ROUGH = 1e-3  # log odds


@attrs.frozen
class Weights:
    """The scorecards of one place, and of all places of a phrase together.

    `textclean.train.phrases` fits them, on documents that the tagger was not trained on.
    """

    place: Scorecard
    phrase: Scorecard

    @cached_property
    def of_places(self) -> NDArray[np.float64]:
        """The weights of what all places of a phrase say together, in the order of `_OF_PLACES`,
        then that of `_ELSEWHERE`, and what all others say where they say the most that they can.
        That the text does not go over a sequence tells against it.
        """
        of = {name: weight.value for name, weight in self.phrase.weights.items()}
        assert of[_NOT_OVER] <= 0
        own = [of.pop(name) for name in _OF_PLACES]
        elsewhere = max(0.0, of.pop(_ELSEWHERE))
        rest = sum(max(0.0, weight) for weight in of.values()) + self.phrase.prior.log_odds
        return np.array([*own, elsewhere, rest])


# Words for when something was. "May" is a verb, too.
_TIMES = frozenset([*MONTHS, *WEEKDAYS]) - {"may"}

Odds = NDArray[np.floating]
# The log odds, by the tagger, that some words were pasted in; it is asked of few.
Stray = Callable[[Indices], Odds]

# For the odds that the network gives, and for those of the gate.
CARDS = Path(__file__).with_suffix(".json")
NETWORK, GATE = (
    Weights(read(CARDS)[f"place by the {model}"], read(CARDS)[f"phrase by the {model}"])
    for model in ("network", "gate")
)

# The length of a sequence, its places, and which of them stand between new words.
_Found = tuple[int, Indices, NDArray[np.bool_]]


@attrs.frozen(eq=False)
class Recurring:
    """A sequence of `length` words that comes back.

    `places` are the indices of its first word, and `is_new` says which of them stand between other
    words than any before. `features` has a row a place: the mean log odds of the words by the
    tagger, and the cohesion of the text over them, into them and out of them. `of_places` has one
    row: what all its places say together, and how many they are; by that alone its log odds come to
    `most` at most. `weights` are those for the model that gave the odds. `odds` are the log odds of
    having been pasted in at each place, `known` among them.
    """

    text: Text
    length: int
    places: Indices
    is_new: NDArray[np.bool_]
    features: FeatureTable
    of_places: FeatureTable
    most: float
    weights: Weights
    odds: Odds
    known: float = 0.0

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in lower case."""
        first = int(self.places[0])
        spans = self.text.words[first : first + self.length]
        return tuple(self.text.source[start:end].lower() for start, end in spans)

    def raised(self, known: float) -> Recurring:
        """Return the sequence as one of which so much more is known, in log odds at each place."""
        odds = self.weights.place.raised(known).log_odds_of(self.features).astype(np.float32)
        return attrs.evolve(self, odds=odds, known=known)

    @property
    def evidence(self) -> dict[str, float]:
        """What speaks for and against the sequence having been pasted in, by name."""
        is_running = _are_running(self.text)[self.places].tolist()
        return self._evidence(1 - sum(is_running) / len(self.places), float(not any(is_running)))

    @property
    def most_anywhere(self) -> float:
        """What the log odds come to at most, whatever parts of the document it stands in: these are
        known when all lines are.
        """
        weights = self.weights.phrase.weights
        outside, none = (float(weights[name].value > 0) for name in (_OUTSIDE, _NONE_IN_TEXT))
        return self.weights.phrase.log_odds(self._evidence(outside, none)) + _ROUNDED

    def _evidence(self, outside: float, none_in_text: float) -> dict[str, float]:
        """Return the evidence, with the share of its places that are `outside` running text, and
        whether all are.
        """
        # Lists: there are a few places, for which numpy takes ten times as long.
        seen, together = _of_words(self.text), self.of_places.row(0)
        first, places = int(self.places[0]), len(self.places)
        return {
            **together,
            # Three places are few: "at last" can go from wherever it stands, and fits there.
            "fits in three places": float(
                together["tagger"] < _FITS
                and together["over"] < _GOES_OVER
                and np.count_nonzero(self.is_new) == FEWEST
                and not self._has_capital.any()
            ),
            "share in a line that has another": 1
            - len(set(seen.line[self.places].tolist())) / places,
            "is a name": float(self.is_name),
            "tells a time or a place": float(self._tells_time_or_place),
            "share of rare words": sum(lexicon.count(word) < _RARE for word in self.words)
            / self.length,
            "share of small words": sum(seen.is_small[first : first + self.length].tolist())
            / self.length,
            "share of words with a capital": float(self._has_capital.mean()),
            _OUTSIDE: outside,
            _NONE_IN_TEXT: none_in_text,
            "share of the text that comes back": seen.repeated,
            _ELSEWHERE: self._elsewhere,
        }

    @property
    def _elsewhere(self) -> float:
        """How much more often than in the sequence the document has its words elsewhere, by the one
        of them that is no small word and rarest there: "a covered work in" is in the GPL four
        times, and "covered" 37 times more. What was pasted in brings its own words.
        """
        seen, words = _of_words(self.text), self._first_words
        own = seen.times[words[~seen.is_small[words]]]
        return log(max(1.0, own.min() / len(self.places))) if len(own) else 0.0

    @property
    def is_name(self) -> bool:
        """Whether all of its words have a capital everywhere, but for small ones: "the Hague"."""
        has_capital = self._has_capital
        return bool(has_capital.any()) and all(
            capital or word in FUNCTION_WORDS
            for word, capital in zip(self.words, has_capital.tolist(), strict=True)
        )

    @cached_property
    def _has_capital(self) -> NDArray[np.bool_]:
        """Whether each of its words has a capital in each place."""
        shapes = self.text.scanned.shape[self.places[:, None] + np.arange(self.length)]
        has_capital: NDArray[np.bool_] = (shapes != scan.LOWER).all(axis=0)
        return has_capital

    @property
    def _first_words(self) -> Indices:
        """The indices of its words where it first stands."""
        first: Indices = self.places[0] + np.arange(self.length)
        return first

    @property
    def _tells_time_or_place(self) -> bool:
        """Whether it has a date in it, or goes from a preposition to a name."""
        words = self.words
        return any(map(_tells_time, words)) or bool(
            words[0] in PREPOSITIONS and self._has_capital[-1]
        )

    @property
    def log_odds(self) -> float:
        """The log odds that the sequence was pasted in; few are, but for those that are known."""
        phrase = self.weights.phrase
        return phrase.log_odds(self.evidence) - (phrase.prior.log_odds if self.known else 0.0)

    @property
    def weight(self) -> float:
        """How much of the document it explains: the log odds of all its words in all its places."""
        return float(self.odds.sum()) * self.length

    @cached_property
    def own_comma(self) -> str:
        """The comma that nearly always follows the sequence, and so is its own, or nothing."""
        source, words = self.text.source, self.text.words
        last = (self.places + self.length - 1).tolist()
        commas = sum(source.startswith(", ", words[word].end) for word in last)
        return "," if commas > _LEAST_OWN_COMMA * len(last) else ""

    @property
    def stands_anywhere(self) -> bool:
        """Whether the new places have nothing in common: no word nor mark beside the sequence that
        stands there more than half of the time, where a small word may stand twice by chance.

        "I am advised that …" and "…, to be performed by …" come back as often as a stray phrase
        does, always after the same word or mark.
        """
        places = self.places[self.is_new].tolist()
        last = self.length - 1
        comma = self.own_comma
        before = (self._beside(place - 1, place - 1) for place in places)
        after = (self._beside(place + last, place + last + 1, comma) for place in places)
        return not (_is_common(before, len(places)) or _is_common(after, len(places)))

    @property
    def is_predicate(self) -> bool:
        """Whether it has the only verb of most sentences that it stands in: "A heading is known by
        its form", "A label is known by its colon".
        """
        if FINITE.isdisjoint(self.words):
            return False
        places, last = self.places.tolist(), self.length - 1
        others = sum(has_verb_beside(self.text, place, place + last) for place in places)
        return others < _LEAST_WITH_VERB * len(places)

    def _beside(self, gap: int, word: int, own: str = "") -> list[str]:
        """Return the word on one side and the marks in the gap to it, but for the phrase's own."""
        source, words = self.text.source, self.text.words
        if gap < 0 or gap + 1 >= len(words):
            return []
        marks = source[words[gap].end : words[gap + 1].start].strip().removeprefix(own)
        start, end = words[word]
        # "37 pct of", "62 pct of": a number is like another, and so is an address.
        is_address = self.text.scanned.kind[word] == scan.ADDRESS
        alike = "@" if is_address else lexicon.number(source[start:end].lower())
        return [alike, *([marks] if marks else [])]


def _is_common(side: Iterable[list[str]], places: int) -> bool:
    """Whether anything stands on a side of most places, where a small word may stand twice."""
    times: dict[str, int] = {}
    for beside in chain.from_iterable(side):
        times[beside] = times.get(beside, 0) + 1
    return any(
        2 * number > places and not (number == 2 and beside in FUNCTION_WORDS)
        for beside, number in times.items()
    )


def _tells_time(word: str) -> bool:
    """Whether a word, in lower case, is a number or names a month or a day of the week."""
    return word[0].isdigit() or word in _TIMES


class _OfWords(NamedTuple):
    """What is known of each word of a text: the number of its line; how often the text has it;
    whether it is a small word; and of the text, what share of it comes back.
    """

    line: Indices
    times: Indices
    is_small: NDArray[np.bool_]
    repeated: float


@view
def _of_words(text: Text) -> _OfWords:
    """Return what is known of the words of a text; each sequence that comes back asks."""
    words = text.scanned
    triples = scan.sequences(words.id, 3)
    _, counts = np.unique(triples, return_counts=True)
    _, which, times_of = np.unique(words.id, return_inverse=True, return_counts=True)
    return _OfWords(
        np.searchsorted([line.start for line in text.lines], words.start, side="right"),
        times_of[which],
        lexicon.are_function_words(words.id),
        float(counts[counts >= FEWEST].sum() / max(1, len(words))),
    )


@view
def _are_running(text: Text) -> NDArray[np.bool_]:
    """Return whether each word of a text stands in running text."""
    starts = [part.line.start for part in text.parts]
    is_running = np.array([part.kind in RUNNING for part in text.parts], np.bool_)
    return is_running[np.searchsorted(starts, text.scanned.start, side="right") - 1]


def recurring(text: Text, odds: Stray, weights: Weights, *, least: float = -inf) -> list[Recurring]:
    """Return each sequence of words that comes back, but those that only do so within a longer one.

    It stands between new words in `FEWEST` places at least, and nothing but spaces, hyphens and
    commas stands within it. `odds` gives the log odds, by the tagger, of words of having been
    pasted in, for which the weights are; those of a single word come to `WORTH_A_LOOK` on average.
    Those whose log odds cannot come to more than `least` may be left out.
    """
    found = _sequences(text, odds)
    if compiled and found and least > -inf:
        found = _coming_to(text, odds, found, weights, least)
    return _weighed(text, odds, found, weights, least)


def _sequences(text: Text, odds: Stray) -> list[_Found]:
    """Return each sequence, the shorter ones first; see `recurring`."""
    found = repeats(text.scanned.id, _goes_on(text), FEWEST)
    is_looked_at = found.length > 1
    singles = found.number[~is_looked_at]
    if len(singles):
        of_words = odds(found.places[: singles.sum()])
        totals = np.add.reduceat(of_words, np.cumsum(singles) - singles)
        is_looked_at[: len(singles)] = totals > WORTH_A_LOOK * singles
    columns = (found.length, np.cumsum(found.number) - found.number, found.number)
    lengths, starts, numbers = (column[is_looked_at].tolist() for column in columns)
    firsts = found.places[starts].tolist()
    # A part of a sequence stands in other places too, unless it has as many.
    within = {
        (length, first + offset, number)
        for longest, first, number in zip(lengths, firsts, numbers, strict=True)
        for length in range(1, longest)
        for offset in range(longest - length + 1)
    }
    return [
        (length, found.places[start : start + number], found.is_new[start : start + number])
        for length, first, start, number in zip(lengths, firsts, starts, numbers, strict=True)
        if (length, first, number) not in within
    ]


def occurrences(
    text: Text, words: Sequence[str], odds: Stray, weights: Weights
) -> Recurring | None:
    """Return the places of a sequence of words, in lower case, however few; none where there are
    none. `odds` and `weights` are as for `recurring`."""
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
    of_one = np.zeros(len(places), np.intp)
    found = (length, places, are_between_new(ids, places, length, of_one))
    (weighed,) = _weighed(text, odds, [found], weights)
    return weighed


def _weighed(
    text: Text, odds: Stray, found: Sequence[_Found], weights: Weights, least: float = -inf
) -> list[Recurring]:
    """Return the sequences with what is known of their places; some are looked at at once."""
    number = np.cumsum([len(places) for _, places, _ in found], dtype=np.intp)
    batches = groupby(zip(found, number // _AT_ONCE, strict=True), key=lambda one: int(one[1]))
    return [
        weighed
        for _, batch in batches
        for weighed in _weighed_at_once(text, odds, [one for one, _ in batch], weights, least)
    ]


def _weighed_at_once(
    text: Text, odds: Stray, found: Sequence[_Found], weights: Weights, least: float
) -> Iterator[Recurring]:
    """Yield some sequences with what is known of their places."""
    sizes = [len(places) for _, places, _ in found]
    first = np.concatenate([places for _, places, _ in found])
    length = np.repeat([length for length, _, _ in found], sizes)
    begins = np.cumsum(length) - length
    words = np.arange(length.sum()) + np.repeat(first - begins, length)
    mean = np.clip(np.add.reduceat(odds(words), begins) / length, -MOST_STRAY, MOST_STRAY)
    seams = cut(text, first, first + length)
    columns = {
        "bias": np.ones(len(first), np.float32),
        "tagger": mean.astype(np.float32),
        "over": seams.over,
        "into": seams.into,
        "out of": seams.out_of,
    }
    # A text of short words has many places; half the precision is enough.
    table = FeatureTable(tuple(columns), np.stack([*columns.values()], axis=1, dtype=np.float32))
    of_places = _of_places(text, found, table)
    most = _most(text, of_places, sizes, weights)
    of_each = weights.place.log_odds_of(table).astype(np.float32)
    ends = np.cumsum(sizes).tolist()
    for at in np.flatnonzero(most > least).tolist():
        own, together = slice(ends[at] - sizes[at], ends[at]), of_places[at : at + 1]
        yield Recurring(
            text, *found[at], table[own], together, float(most[at]), weights, of_each[own]
        )


def _coming_to(
    text: Text, odds: Stray, found: list[_Found], weights: Weights, least: float
) -> list[_Found]:
    """Return those of the sequences whose log odds may come to more than `least`, by what all their
    places say together: few do, and what is known of the others is not worth a table.
    """
    first = np.concatenate([places for _, places, _ in found])
    length = np.repeat([length for length, _, _ in found], [len(places) for _, places, _ in found])
    seams = cut(text, first, first + length)
    most = compiled.most(
        found,
        odds(np.arange(len(text.scanned))),
        seams.over,
        seams.into,
        seams.out_of,
        features(text).gap,
        weights.of_places,
        FEWEST,
        MOST_STRAY,
    )
    return [one for one, bound in zip(found, most.tolist(), strict=True) if bound > least - _ROUGH]


def _of_places(text: Text, found: Sequence[_Found], table: FeatureTable) -> FeatureTable:
    """Return what all places of each sequence say together, and how many they are; `table` has a
    row for each place of each.
    """
    is_new = np.concatenate([is_new for _, _, is_new in found])
    sizes = np.array([len(places) for _, places, _ in found])
    last = np.concatenate([places + (length - 1) for length, places, _ in found])
    no_mark = (features(text).gap[last] == NONE).astype(np.intp)
    length = np.array([length for length, _, _ in found])
    number = np.array([np.count_nonzero(is_new) for _, _, is_new in found])
    begins = np.cumsum(number) - number
    values = table.values[is_new].astype(np.float64)
    means = np.add.reduceat(values, begins) / number[:, None]
    of_places = dict(zip(table.names, means.T, strict=True))
    at_best = np.minimum.reduceat(values, begins).T[table.names.index("tagger")]
    over, into, out_of = (of_places[name] for name in ("over", "into", "out of"))
    columns = (
        of_places["bias"],
        of_places["tagger"],
        at_best,
        over,
        into,
        out_of,
        over - np.maximum(into, out_of),
        over < 0,
        np.log(number / FEWEST),
        _fewer_than_one_in(100, number, text),
        _fewer_than_one_in(500, number, text),
        length == 1,
        length == 2,
        np.add.reduceat(no_mark, np.cumsum(sizes) - sizes) / sizes,
    )
    return FeatureTable.of(dict(zip(_OF_PLACES, columns, strict=True)))


def _fewer_than_one_in(words: int, number: Indices, text: Text) -> NDArray[np.floating]:
    """Return how far so many places are below one in some words of the text, as a logarithm."""
    sparse: NDArray[np.floating] = np.minimum(0, np.log(words * number / len(text.scanned)))
    return sparse


def _most(
    text: Text, of_places: FeatureTable, numbers: Sequence[int], weights: Weights
) -> NDArray[np.floating]:
    """Return what the log odds of sequences with so many places come to at most."""
    # Nearly all other features are shares, or say whether something is so.
    known = set(of_places.names)
    others = {name: 1.0 for name in weights.phrase.names if name not in known}
    elsewhere = np.log(np.maximum(1, len(text.scanned) / np.array(numbers)))
    return weights.phrase.most_of(of_places, {**others, _ELSEWHERE: elsewhere})


def _goes_on(text: Text) -> NDArray[np.bool_]:
    """Whether nothing but a space, a hyphen or a comma stands in the gap after each word but the
    last."""
    gap = features(text).gap[:-1]
    goes_on: NDArray[np.bool_] = _GOES_ON[gap]
    return goes_on
