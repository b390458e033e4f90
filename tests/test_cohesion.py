"""How well a text holds together at a place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.tagger import cohesion
from textclean.tagger.cohesion import cut, follows
from textclean.tagger.kernel.shape import REACH, Floats
from textclean.text import Text

SENTENCE = "The council voted on Tuesday to raise the price of a bus ticket by ten cents."
PHRASE = "as was noted"


def gain(source: str, words: str) -> float:
    """Return how much better a text holds together without some of its words."""
    text = Text(source)
    start = source.index(words)
    first = np.array([sum(word.start < start for word in text.words)])
    seams = cut(text, first, first + len(words.split()))
    return float((seams.over - seams.into - seams.out_of)[0])


@pytest.mark.parametrize("before", ["Tuesday", "price", "bus", "ten"])
def test_a_sentence_holds_together_better_without_what_was_pasted_into_it(before: str) -> None:
    """What stands before the phrase says more of what stands after it than the phrase does."""
    assert gain(SENTENCE.replace(before, f"{PHRASE} {before}"), PHRASE) > 0


@pytest.mark.parametrize("words", ["council voted", "to raise the", "of a bus", "ticket by"])
def test_a_sentence_holds_together_worse_without_its_own_words(words: str) -> None:
    """Its own words follow from what stands before them, and lead to what stands after."""
    assert gain(SENTENCE, words) < 0


def test_a_cut_may_reach_to_either_end() -> None:
    """Beyond the ends of a text there is nothing to read, and that is no error."""
    text = Text("Two words")
    seams = cut(text, np.array([0, 0, 1]), np.array([1, 2, 2]))
    assert all(np.isfinite(part).all() for part in (seams.over, seams.into, seams.out_of))


def test_no_cut_is_no_error() -> None:
    """A text with nothing to cut, or no word at all, is asked as any other."""
    none = np.zeros(0, np.intp)
    for source in ("", "Two words"):
        assert len(cut(Text(source), none, none).over) == 0


def test_what_was_asked_before_changes_nothing() -> None:
    """A text with more places than are kept is asked from the end, at once, and place by place."""
    text = Text(f"{SENTENCE} " * (2 * cohesion._KEPT // len(SENTENCE.split())))
    places = np.arange(len(text.words) - 1, 0, -64)  # some share a slot
    at_once = follows(Text(text.source), places)
    assert np.array_equal(follows(text, places), at_once)
    assert np.array_equal([follows(text, places[at : at + 1])[0] for at in range(40)], at_once[:40])


def test_two_threads_may_ask_about_one_text() -> None:
    """Each gets what one alone does, whatever the other has just begun to read."""
    source = " ".join([SENTENCE] * 40)
    places = np.arange(len(Text(source).words))
    alone = follows(Text(source), places)
    for _ in range(20):
        text, begins = Text(source), Barrier(2)

        def asked(text: Text = text, begins: Barrier = begins) -> Floats:
            begins.wait()
            return follows(text, places)

        with ThreadPoolExecutor(2) as threads:
            found = [one.result() for one in [threads.submit(asked), threads.submit(asked)]]
        assert all(np.array_equal(one, alone) for one in found)


def test_the_looks_of_words_are_the_rows_of_the_tables() -> None:
    """Those of a word stand beside one another, in the order of the tables."""
    with np.load(cohesion.WEIGHTS) as arrays:
        tables = [arrays[f"{name}_table"] for name in cohesion.TABLES]
    inputs = cohesion.rows(Text(SENTENCE))
    expected = [table[column] for table, column in zip(tables, inputs.T, strict=True)]
    assert np.array_equal(cohesion._looks(inputs), np.concatenate(expected, axis=1))
    assert not inputs[:REACH].any()
    assert not inputs[-REACH:].any()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=30), st.integers(1, 40))
def test_what_is_kept_of_other_places_changes_no_answer(
    cuts: list[tuple[int, int]], kept: int
) -> None:
    """However few places are kept, each cut has the cohesion that it has alone."""
    source = " ".join(f"word{number % 13}" for number in range(38))
    first = np.array([first for first, _ in cuts], np.intp)
    after = first + np.array([length for _, length in cuts], np.intp)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cohesion, "_KEPT", kept)
        text = Text(source)
        for found in (cut(text, first, after), cut(text, first, after)):
            for at in range(len(cuts)):
                alone = cut(Text(source), first[at : at + 1], after[at : at + 1])
                for name in ("over", "into", "out_of"):
                    assert getattr(found, name)[at] == getattr(alone, name)[0]
