"""Headings that ran into the text after them, in a document that lost little else.

What a document has lost is estimated from all its gaps together (`textclean.tagger.loss`), where a
heading or two do not count if the document kept its marks. Here each place is judged by itself. The
gate goes by the form of the words: they have the capitals of a title and no verb of their own, and
the document does not go on so elsewhere. The network, which is asked about the few that are left,
is hardly ever wrong where it finds the end of a heading, and less often still where what stands
around them is looked at, too: whether the line ends in a stop, and whether other headings ran in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import inf, log, log1p
from pathlib import Path
from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.english.lexicon import MOST_LOWER_IN_NAMES
from textclean.english.words import FINITE
from textclean.evidence.scorecard import FeatureTable, read
from textclean.tagger.consultation import Look, asked, rough
from textclean.tagger.features import NONE, Numbers, features
from textclean.tagger.network import LABELS, Tagging
from textclean.text import Text, view
from textclean.tokens import scan
from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import Indices
from textclean.tokens.word_set import WordSet

try:
    from textclean.intrusions import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

LONGEST = 14  # words
# The network is asked about places to which the gate gives more than this: of a thousand texts two
# or three lose a suggestion so, and none an edit.
LEAST_ASKED_ABOUT = -5.0  # log odds
_VERBS = WordSet.of(FINITE)

# The weights of the features, fitted by `textclean.train.run_in`: with the logits of the network,
# and with those of the gate.
CARDS = Path(__file__).with_suffix(".json")
NETWORK = read(CARDS)["network"]
GATE = read(CARDS)["gate"]

# The features of both cards.
_BIAS, _TAGGER, _ELSEWHERE = "bias", "tagger", "goes on so elsewhere"
_SHARES = (
    "share of capitals",
    "share of capitals on such as are mostly small",
    # "Bridge is Shut Until May" is a title for all that.
    "share of small words beside a verb in small letters",
)
# The features of the network alone.
# "Harbour View The ferry left", where the tagger would have a stop as soon as the end of a heading.
_STOP_THERE = "the tagger has a stop there"
# What took one line end took others.
_OTHERS = "others a line, as a logarithm"
_LINE_STOPS = "the line ends in a stop"
_HEADING, _STOP = LABELS.index("heading"), LABELS.index("stop")
# More than two sums of the same features differ by.
_ROUNDED = 1e-6  # log odds

Odds = NDArray[np.floating]


@attrs.frozen(eq=False)
class Candidates:
    """Where headings may have run into their text: the first word of each, and the last.

    `form` are the features of their form, by name; that of the tagger is not among them.
    """

    first: Indices
    last: Indices
    form: Mapping[str, Odds]

    def __getitem__(self, chosen: NDArray[np.bool_]) -> Candidates:
        """Return some of them."""
        form = {name: column[chosen] for name, column in self.form.items()}
        return Candidates(self.first[chosen], self.last[chosen], form)


class RunInHeading(NamedTuple):
    """What may be a heading that ran into the text after it: the indices of its first and its last
    word, and the log odds that it is one.
    """

    first: int
    last: int
    log_odds: float


@view
def run_in_headings(text: Text) -> list[RunInHeading]:
    """Return what may be a heading that ran into the text after it."""
    found = candidates(text, least=LEAST_ASKED_ABOUT)
    if not len(found.first):
        return []
    by_gate = GATE.log_odds_of(gate_evidence(found, rough(text)))
    if (tagging := asked(text, Look.RUN_IN_HEADING, by_gate.max(initial=-np.inf))) is None:
        return []
    found = found[by_gate > LEAST_ASKED_ABOUT]
    odds = NETWORK.log_odds_of(network_evidence(text, found, tagging))
    places = zip(found.first.tolist(), found.last.tolist(), odds.tolist(), strict=True)
    return list(map(RunInHeading._make, places))


def gate_evidence(found: Candidates, tagging: Tagging) -> FeatureTable:
    """Return the features of candidates for `GATE`, whose judgement of the text `tagging` is."""
    return FeatureTable.of({**found.form, _TAGGER: tagging.logits(found.last)[:, _HEADING]})


def network_evidence(text: Text, found: Candidates, tagging: Tagging) -> FeatureTable:
    """Return the features for `NETWORK` of those candidates of a text that the network is asked
    about, all of them together: each is evidence for the others.
    """
    headings, stops = tagging.logits(found.last)[:, [_HEADING, _STOP]].T
    odds = np.exp(headings)
    others = odds.sum() - odds
    context = {
        _TAGGER: headings,
        _STOP_THERE: np.log1p(np.exp(stops)),
        _OTHERS: np.log1p(others) - log1p(len(text.written_lines)),
        _LINE_STOPS: _stand_in_stopped_lines(text, found.last),
    }
    return FeatureTable.of({**found.form, **context})


def _stand_in_stopped_lines(text: Text, words: Indices) -> NDArray[np.bool_]:
    """Return whether each of some words stands in a line that ends as sentences do."""
    lines = text.written_lines
    at = np.searchsorted([line.start for line in lines], text.scanned.start[words], "right") - 1
    return np.array([lines[line].is_stopped for line in at.tolist()], np.bool_)


def candidates(text: Text, *, least: float = -inf) -> Candidates:
    """Return each place where a line or a sentence begins, and a few words on a word with a capital
    stands after nothing but a space.

    Those may be left out to which the gate cannot give more than `least`.
    """
    found, words = features(text), text.scanned
    if compiled:
        first, last, capitals, small, beside_verb, times, same = compiled.candidates(
            found.gap,
            found.ends.view(np.uint8),
            words.shape,
            words.id,
            found.share,
            _are_verbs(text).view(np.uint8),
            MOST_LOWER_IN_NAMES,
            LONGEST,
            rough(text).of_gaps[:, _HEADING],
            _weights(),
            least - _ROUNDED,
        )
    else:
        first, last, capitals, small, beside_verb, times, same = _on_numpy(text)
    form = {
        _BIAS: np.ones(len(first)),
        **dict(zip(_SHARES, (capitals, small, beside_verb), strict=True)),
        _ELSEWHERE: _times_elsewhere(times, same),
    }
    return Candidates(first, last, form)


def _on_numpy(text: Text) -> tuple[Indices, Indices, Odds, Odds, Odds, Indices, Indices]:
    """Return the first and the last word of each candidate, the shares of its words, and how often
    the text has its last word and the next side by side: at all, and behind the same words.
    """
    gap, words = features(text).gap, text.scanned
    is_capital = words.shape != scan.LOWER
    ends = np.flatnonzero(features(text).ends)
    last = np.flatnonzero((gap[:-1] == NONE) & is_capital[1:])
    ends_before = np.searchsorted(ends, last)
    first = np.where(ends_before, ends[ends_before - 1] + 1, 0) if len(ends) else 0 * last
    is_short = last - first < LONGEST
    first, last = first[is_short], last[is_short]
    capitals = np.flatnonzero(is_capital)
    small = capitals[features(text).share[capitals] > MOST_LOWER_IN_NAMES]
    verbs = np.flatnonzero(~is_capital & _are_verbs(text))
    size = last - first + 1
    share_of_capitals = _number(capitals, first, last) / size
    has_verb = _number(verbs, first, last) > 0
    return (
        first,
        last,
        share_of_capitals,
        _number(small, first, last) / size,
        has_verb * (1 - share_of_capitals),
        _times(words.id, gap, last),
        _times_so(words.id, first, last),
    )


@cache
def _weights() -> NDArray[np.float64]:
    """Return what the gate makes of the bias, of the shares and of the tagger. That a text goes on
    so elsewhere tells against a heading.
    """
    of = {name: weight.value for name, weight in GATE.weights.items()}
    assert of[_ELSEWHERE] <= 0
    of[_BIAS] += GATE.prior.log_odds
    return np.array([of[name] for name in (_BIAS, *_SHARES, _TAGGER)])


def _are_verbs(text: Text) -> NDArray[np.bool_]:
    """Return whether each word is a finite verb by itself."""
    are = np.zeros(len(text.scanned), np.bool_)
    are[_VERBS.places(text.scanned)] = True
    return are


def _number(counted: Indices, first: Indices, last: Indices) -> Indices:
    """Return how many of the words from each of `first` to each of `last` are counted."""
    number: Indices = np.searchsorted(counted, last, "right") - np.searchsorted(counted, first)
    return number


def _times(words: Ids, gap: Numbers, last: Indices) -> Indices:
    """Return how often a text has each of the words `last` and the next side by side."""
    pairs = np.sort(scan.sequences(words, 2)[gap[:-1] == NONE])
    own = scan.followed(words[last], words[last + 1])
    times: Indices = np.searchsorted(pairs, own, "right") - np.searchsorted(pairs, own)
    return times


def _times_so(words: Ids, first: Indices, last: Indices) -> Indices:
    """Return how many candidates have the same words and the same next word as each."""
    whole = [words[start : end + 2].tobytes() for start, end in zip(first, last, strict=True)]
    same = Counter(whole)
    return np.array([same[sequence] for sequence in whole], np.intp)


def _times_elsewhere(times: Indices, same: Indices) -> Odds:
    """Return how often the document has the last word of each candidate and the next side by side,
    which is `times`, for each time that it has them behind the same words: "The Cut | Named
    command", with a heading "Cut Named". As a logarithm, 0 where they stand so only there; the same
    heading may have run in twice.
    """
    elsewhere = np.zeros(len(times))
    for at in np.flatnonzero(times > same).tolist():
        elsewhere[at] = log(times[at] / same[at])
    return elsewhere
