"""Phrases pasted into the text again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean import scan
from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text

LONGEST = 8  # words
FEWEST = 3  # occurrences

# Known phrases need less evidence by this many units of log odds.
_KNOWN = 2.0
_PRIOR = -4.0

# What is not worth telling as a suggestion.
_LEAST = 0.3

# A comma after so large a share of its places is the phrase's own.
_NEARLY_ALL = 0.8

_ROUNDS = 6

# One place says no more than this, in log odds, however sure the tagger is of it: what counts is
# that many places agree.
_MOST_PER_PLACE = 2.5


# Where the gate gives no phrase more log odds than this in so many places, the network hardly ever
# finds a stray one.
_WORTH_A_LOOK = -3.0


@attrs.frozen(eq=False)
class Phrase:
    """A sequence of words that comes back.

    `words` are in lower case; `comma` is one that follows them nearly everywhere, and so is their
    own. `places` are the indices of the first word, `odds` the log odds that it was pasted in
    there, and `is_new` says which places stand between other words than any place before them.
    """

    words: tuple[str, ...]
    comma: str
    places: NDArray[np.int64]
    odds: NDArray[np.float32]
    is_new: NDArray[np.bool_]

    @property
    def evidence(self) -> float:
        """The log odds that the phrase is stray in this document, before any prior."""
        odds = self.odds[self.is_new]
        return float(np.clip(odds, -_MOST_PER_PLACE, _MOST_PER_PLACE).sum())


@normalizer("words", "spaces", "marks", "case")
def stray_phrase(text: Text, *, phrases: tuple[str, ...] = ("which is the",)) -> Iterator[Edit]:
    """Take out a phrase that was pasted into the text again and again.

    "the reward for a which is the signed settlement … arms to which is the modernize". The phrase
    is found by what it does to the document: one to eight words that come back at least three
    times, in places that have nothing in common, where by the tagger's judgement the sentence does
    not want them. Each place counts, and legitimate repetition speaks against: a phrase that mostly
    stands where it should ("the prime minister said") is never touched, and where a stray phrase
    stands rightly for once (", which is the largest") that place is spared. A paragraph that comes
    back whole brings nothing new. `phrases` are known beforehand and need less evidence; none is
    deleted because it is known.

    >>> from textclean.edit import apply
    >>> source = (
    ...     "The council met for as was noted two hours.\\n"
    ...     "It was the as was noted longest session of the year.\\n"
    ...     "Members of both as was noted parties asked for a vote.\\n"
    ...     "The mayor will as was noted answer them on Friday.\\n"
    ... )
    >>> print(apply(source, stray_phrase(Text(source))), end="")
    The council met for two hours.
    It was the longest session of the year.
    Members of both parties asked for a vote.
    The mayor will answer them on Friday.
    """
    known = {_lowered(Text(phrase)) for phrase in phrases}
    taken: set[int] = set()
    spared: set[int] = set()
    for phrase in _repeated(text):
        size = len(phrase.words)
        prior = _PRIOR + (_KNOWN if phrase.words in known else 0)
        is_stray = phrase.evidence + prior > 0 and np.mean(phrase.odds > 0) >= 0.5
        if not is_stray or not _stands_anywhere(text, phrase):
            # No part of it is stray either: "as" in "as well as".
            spared.update(
                at for place in phrase.places.tolist() for at in range(place, place + size)
            )
            continue
        for place, confidence in zip(
            phrase.places.tolist(), _confidences(phrase, prior), strict=True
        ):
            own, beside = range(place, place + size), range(place - 1, place + size + 1)
            if confidence >= _LEAST and spared.isdisjoint(own) and taken.isdisjoint(beside):
                taken.update(own)
                yield _deletion(text, phrase, place, confidence)


def _repeated(text: Text) -> list[Phrase]:
    """Return the phrases that come back and look stray somewhere, the most telling first."""
    from textclean.tagger import gate, tag

    rough = _sequences(text, gate.look(text).stray, _WORTH_A_LOOK, FEWEST)
    if not any(
        2 * np.sum(odds > _WORTH_A_LOOK) >= len(odds)
        and _between_new_words(text, places, length).sum() >= FEWEST
        for places, odds, length in rough
    ):
        return []
    found = []
    for places, odds, length in _sequences(text, tag(text).stray, 0.0, 1):
        is_new = _between_new_words(text, places, length)
        if is_new.sum() >= FEWEST:
            words = _lowered(text, int(places[0]), length)
            found.append(Phrase(words, _own_comma(text, places + length - 1), places, odds, is_new))
    return sorted(
        found, key=lambda phrase: (-phrase.evidence * len(phrase.words), int(phrase.places[0]))
    )


def _lowered(text: Text, first: int = 0, length: int | None = None) -> tuple[str, ...]:
    """Return so many words of a text, or all, in lower case."""
    spans = text.words[first:][:length]
    return tuple(text.source[start:end].lower() for start, end in spans)


def _sequences(
    text: Text, odds: NDArray[np.float32], least: float, fewest: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32], int]]:
    """Yield each sequence of words that comes back: its places, the mean odds there, its length.

    Nothing but spaces and commas stands within it. The odds are more than `least` in `fewest` of
    its places.
    """
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
            yield places[span], mean[span], length
        starts = np.sort(places[np.repeat(counts >= FEWEST, counts)])
        starts = starts[room[starts] > length]


def _goes_on(text: Text) -> NDArray[np.bool_]:
    """Whether nothing but a space, or a comma, stands in the gap after each word but the last."""
    from textclean.tagger.features import COMMA, NONE, features

    gap = features(text).gap[:-1]
    goes_on: NDArray[np.bool_] = (gap == NONE) | (gap == COMMA)
    return goes_on


def _between_new_words(text: Text, places: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    """Whether each place stands between other words than any place before it."""
    ids = np.concatenate([text.scanned.id, np.zeros(1, np.uint64)])
    pairs = scan.followed(ids[places - 1], ids[places + length])
    is_new = np.zeros(len(places), np.bool_)
    is_new[np.unique(pairs, return_index=True)[1]] = True
    return is_new


def _own_comma(text: Text, last: NDArray[np.int64]) -> str:
    """Return the comma that nearly always follows the words at `last`, or nothing."""
    commas = sum(text.source.startswith(", ", text.words[word].end) for word in last.tolist())
    return "," if commas > _NEARLY_ALL * len(last) else ""


def _stands_anywhere(text: Text, phrase: Phrase) -> bool:
    """Whether the places of the phrase have nothing in common: no word nor mark beside it that
    stands there half of the time.

    "I am advised that …" and "…, to be performed by …" come back as often as a stray phrase does,
    always after the same word or mark.
    """
    places = phrase.places[phrase.is_new].tolist()
    last = len(phrase.words) - 1
    before = (_beside(text, place - 1, place - 1) for place in places)
    after = (_beside(text, place + last, place + last + 1, phrase.comma) for place in places)
    most = max(
        max(Counter(chain.from_iterable(side)).values(), default=0) for side in (before, after)
    )
    return 2 * most < len(places)


def _beside(text: Text, gap: int, word: int, own: str = "") -> list[str]:
    """Return what stands beside a phrase: the word on that side and the marks in the gap to it,
    but for the phrase's own.
    """
    if gap < 0 or gap + 1 >= len(text.words):
        return []
    marks = text.source[text.words[gap].end : text.words[gap + 1].start].strip().removeprefix(own)
    start, end = text.words[word]
    return [text.source[start:end].lower(), *([marks] if marks else [])]


def _confidences(phrase: Phrase, prior: float) -> Sequence[float]:
    """Return for each place how likely the phrase is stray there.

    Where most of its places are stray, the next one is likelier to be: the share of those that are
    is estimated by expectation maximisation.
    """
    odds, share = phrase.odds, 0.5
    for _ in range(_ROUNDS):
        odds = phrase.odds + np.log(share / (1 - share))
        share = (np.sum(1 / (1 + np.exp(-odds))) + 0.5) / (len(odds) + 1)
    is_stray = 1 / (1 + np.exp(-(phrase.evidence + prior)))
    return [round(float(p), 3) for p in is_stray / (1 + np.exp(-odds))]


def _deletion(text: Text, phrase: Phrase, place: int, confidence: float) -> Edit:
    """Take out the words and one of the gaps beside them; a sentence keeps its capital."""
    source, words, length = text.source, text.words, len(phrase.words)
    start, end = words[place].start, words[place + length - 1].end
    end += len(phrase.comma) if source.startswith(phrase.comma, end) else 0
    why = f"“{source[start:end]}” was pasted in here, as elsewhere in the text"
    if source[end : end + 1] == " ":
        following = words[place + length]
        first = source[following.start]
        if source[start].isupper() and first.islower() and following.start == end + 1:
            new = first.upper() + source[following.start + 1 : following.end]
            return Edit.replace(start, following.end, new, confidence=confidence, why=why)
        return Edit.delete(start, end + 1, confidence=confidence, why=why)
    while start and source[start - 1] in " \t":
        start -= 1
    return Edit.delete(start, end, confidence=confidence, why=why)
