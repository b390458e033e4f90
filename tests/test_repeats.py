"""Sequences that come back are the same on numpy and compiled, and those that one sees."""

from __future__ import annotations

from collections import defaultdict

import attrs
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from textclean.tokens.scan import identities
from textclean.tokens.scanner import sequences
from textclean.tokens.scanner.sequences import LONGEST, Repeats, repeats

FEWEST = 3
# A few tokens, and whether a sequence may go on after each.
_tokens = st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60)


def on_numpy(tokens: list[tuple[str, bool]]) -> Repeats:
    """Return what comes back among tokens, found by numpy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "compiled", None)
        return found(tokens)


def found(tokens: list[tuple[str, bool]]) -> Repeats:
    """Return what comes back among tokens."""
    ids = identities([token for token, _ in tokens])
    return repeats(ids, np.array([goes_on for _, goes_on in tokens], np.bool_), FEWEST)


def seen(tokens: list[tuple[str, bool]]) -> dict[tuple[str, ...], list[tuple[int, bool]]]:
    """Return the places of each sequence that comes back, and which are new, one by one."""
    words = ["", *(token for token, _ in tokens), ""]
    places = defaultdict(list)
    for start in range(1, len(words) - 1):
        for end in range(start + 1, min(start + LONGEST, len(words) - 1) + 1):
            places[tuple(words[start:end])].append(start)
            if not tokens[end - 2][1]:
                break
    told = {}
    for sequence, starts in places.items():
        beside = [(words[start - 1], words[start + len(sequence)]) for start in starts]
        is_new = [pair not in beside[:at] for at, pair in enumerate(beside)]
        if sum(is_new) >= FEWEST:
            told[sequence] = [(start - 1, new) for start, new in zip(starts, is_new, strict=True)]
    return told


@given(_tokens)
@example([])
@example([("a", True)])
@example([("a", True)] * 40)
@example([("a", True), ("b", True), ("a", False), ("c", True)] * 8)
def test_both_builds_find_what_comes_back(tokens: list[tuple[str, bool]]) -> None:
    """Each sequence with all its places, the shorter first, then that which stands first."""
    one, other = found(tokens), on_numpy(tokens)
    for field in attrs.fields(Repeats):
        here, there = getattr(one, field.name), getattr(other, field.name)
        assert here.dtype == there.dtype
        assert here.tolist() == there.tolist(), field.name
    ends = np.cumsum(one.number)
    told = {}
    for length, number, end in zip(one.length, one.number, ends, strict=True):
        own = slice(end - number, end)
        first = one.places[own][0]
        words = tuple(token for token, _ in tokens[first : first + length])
        told[words] = list(zip(one.places[own].tolist(), one.is_new[own].tolist(), strict=True))
    expected = seen(tokens)
    assert told == expected
    assert list(told) == sorted(told, key=lambda words: (len(words), expected[words][0]))
