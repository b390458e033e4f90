"""The algebra of edits holds over any text."""

from __future__ import annotations

import pickle
from itertools import pairwise

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, edits

from textclean.edit import _REACH, Alignment, Edit, _differing, apply, compose, invert
from textclean.errors import EditError, OverlapError


@given(st.data(), any_text)
def test_apply_replaces_each_span(data: st.DataObject, source: str) -> None:
    """Applying a set is the same as replacing span by span from the last to the first."""
    made = data.draw(edits(source))
    expected = source
    for edit in reversed(made):
        expected = expected[: edit.start] + edit.new + expected[edit.end :]
    assert apply(source, made) == expected


@given(st.data(), any_text)
def test_order_of_edits_is_theirs(data: st.DataObject, source: str) -> None:
    """A set of edits means the same in whatever order its members are given."""
    made = data.draw(edits(source))
    assert apply(source, data.draw(st.permutations(made))) == apply(source, made)


@given(st.data(), any_text)
def test_composing_is_doing_one_after_the_other(data: st.DataObject, source: str) -> None:
    """The composed edits do to the source what the two stages do in turn."""
    first = data.draw(edits(source))
    middle = apply(source, first)
    second = data.draw(edits(middle))
    assert apply(source, compose(source, first, second)) == apply(middle, second)


@given(st.data(), any_text)
def test_composing_is_associative_in_effect(data: st.DataObject, source: str) -> None:
    """Of three stages, it is the same text whichever two are composed first."""
    a = data.draw(edits(source))
    after_a = apply(source, a)
    b = data.draw(edits(after_a))
    after_b = apply(after_a, b)
    c = data.draw(edits(after_b))
    left = compose(source, compose(source, a, b), c)
    right = compose(source, a, compose(after_a, b, c))
    assert apply(source, left) == apply(source, right) == apply(after_b, c)


@given(st.data(), any_text)
def test_composing_with_nothing_changes_nothing(data: st.DataObject, source: str) -> None:
    """An empty stage before or after leaves the edits of the other stage as they are."""
    made = data.draw(edits(source))
    assert compose(source, made, ()) == made
    assert compose(source, (), [e for e in made if e.new != source[e.start : e.end]]) == tuple(
        e for e in made if e.new != source[e.start : e.end]
    )


@given(st.data(), any_text)
def test_inverse_leads_back(data: st.DataObject, source: str) -> None:
    """The inverse gives the source again, and the inverse of the inverse the edited text."""
    made = data.draw(edits(source))
    text = apply(source, made)
    back = invert(source, made)
    assert apply(text, back) == source
    assert apply(source, invert(text, back)) == text


@given(st.data(), any_text)
def test_composed_stages_can_be_undone_at_once(data: st.DataObject, source: str) -> None:
    """The inverse of a composition leads from the last text to the first source."""
    first = data.draw(edits(source))
    second = data.draw(edits(apply(source, first)))
    both = compose(source, first, second)
    assert apply(apply(source, both), invert(source, both)) == source


@given(st.data(), any_text)
def test_an_edit_undone_by_the_next_stage_leaves_no_trace(data: st.DataObject, source: str) -> None:
    """Edits that write something, composed with their inverse, come to the source again."""
    made = data.draw(edits(source))
    both = compose(source, made, invert(source, made))
    assert apply(source, both) == source
    if all(edit.new for edit in made):
        assert both == ()


@given(st.data(), any_text, any_text)
def test_strangers_survive_composition(data: st.DataObject, left: str, right: str) -> None:
    """Edits that have nothing to do with one another keep their rule, why and confidence."""
    first = data.draw(edits(left))
    second = data.draw(edits(right))
    shift, moved = len(left) + 1, len(apply(left, first)) + 1
    source = f"{left}|{right}"
    later = [attrs.evolve(e, start=e.start + moved, end=e.end + moved) for e in second]
    expected = [
        attrs.evolve(e, start=e.start + shift, end=e.end + shift)
        for e in second
        if e.new != right[e.start : e.end]
    ]
    assert compose(source, first, later) == (*first, *expected)


def test_a_later_edit_inside_a_replacement_joins_it() -> None:
    """An edit of what an earlier edit wrote becomes one with it, and names both rules."""
    first = [Edit(0, 3, "THE", rule="headings", confidence=0.9, why="a heading")]
    second = [Edit(1, 3, "he", rule="dates", confidence=0.85, why="a date")]
    assert compose("tie end", first, second) == (
        Edit(0, 3, "The", "headings+dates", 0.85, "a heading; a date"),
    )
    assert compose("The end", first, second) == ()


def test_a_later_insertion_joins_the_insertion_it_touches() -> None:
    """Two stages that insert at one point of the source become one insertion, in reading order."""
    first = [Edit(3, 3, ".", "punctuation", 0.9, "a sentence ends")]
    after = [Edit(4, 4, "”", "quotes", 1.0, "a quotation ends")]
    before = [Edit(3, 3, "”", "quotes", 1.0, "a quotation ends")]
    assert compose("end", first, after) == (
        Edit(3, 3, ".”", "punctuation+quotes", 0.9, "a sentence ends; a quotation ends"),
    )
    assert compose("end", first, before) == (
        Edit(3, 3, "”.", "quotes+punctuation", 0.9, "a quotation ends; a sentence ends"),
    )


@given(st.data(), any_text)
def test_merged_edits_answer_for_all_their_parts(data: st.DataObject, source: str) -> None:
    """A merged edit names its parts and their reasons, and is as sure as the least sure of them."""
    first = _named("a", data.draw(edits(source)))
    second = _named("b", data.draw(edits(apply(source, first))))
    parts = {edit.rule: edit for edit in (*first, *second)}
    named: list[str] = []
    for edit in compose(source, first, second):
        own = [parts[rule] for rule in edit.rules]
        assert edit.confidence == min(part.confidence for part in own)
        assert edit.why == "; ".join(part.why for part in own)
        named += edit.rules
    assert len(named) == len(set(named))


def _named(prefix: str, made: tuple[Edit, ...]) -> list[Edit]:
    """Give each edit a rule and a reason of its own."""
    return [
        attrs.evolve(edit, rule=f"{prefix}{number}", why=f"reason {prefix}{number}")
        for number, edit in enumerate(made)
    ]


def test_a_reason_is_given_once() -> None:
    """However often a rule comes back to a place, its reason stands there once; none is empty."""
    source = "ab"
    once = compose(source, [Edit(0, 1, "x", "p", 1.0, "one")], [Edit(0, 1, "y", "q", 1.0, "two")])
    again = compose(source, once, [Edit(0, 1, "z", "p", 1.0, "one")])
    assert again == (Edit(0, 1, "z", "p+q", 1.0, "one; two"),)
    silent = compose(source, [Edit(0, 1, "x", "p")], [Edit(0, 1, "y", "q", 1.0, "two")])
    assert silent[0].why == "two"


@given(st.data(), any_text)
def test_alignment_covers_what_it_comes_from(data: st.DataObject, source: str) -> None:
    """A span of the edited text leads to the span of the source that it was made of."""
    made = data.draw(edits(source))
    text = apply(source, made)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    source_start, source_end = Alignment.of(made).to_source_span(start, end)
    assert 0 <= source_start <= source_end <= len(source)
    origins = _origins(source, made)[start:end]
    assert all(source_start <= at < source_end for at in origins if at is not None)
    if None not in origins and start < end:
        deleted = [e for e in made if source_start <= e.start < e.end <= source_end]
        kept = source_end - source_start - sum(e.end - e.start for e in deleted)
        assert kept == end - start


@given(st.data(), any_text)
def test_what_was_kept_is_found_both_ways(data: st.DataObject, source: str) -> None:
    """A character that no edit touched leads to itself in the text, and from there back."""
    made = data.draw(edits(source))
    text = apply(source, made)
    alignment = Alignment.of(made)
    for at in range(len(source)):
        if not any(edit.start <= at < edit.end for edit in made):
            assert text[alignment.to_text(at)] == source[at]
            assert alignment.to_source(alignment.to_text(at)) == at
    assert alignment.to_text(len(source)) == len(text)
    assert alignment.to_source(len(text)) == len(source)


@given(st.data(), any_text)
def test_an_alignment_is_one_thing_seen_from_two_sides(data: st.DataObject, source: str) -> None:
    """To the text is what to the source is by the edits that lead back."""
    made = [edit for edit in data.draw(edits(source)) if edit.start < edit.end and edit.new]
    there, back = Alignment.of(made), Alignment.of(invert(source, made))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    assert there.to_text_span(start, end) == back.to_source_span(start, end)
    assert there.to_text(start) == back.to_source(start)


@given(st.data(), any_text)
def test_alignment_of_no_edits_is_the_identity(data: st.DataObject, source: str) -> None:
    """Where nothing was edited, a span is where it was."""
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    assert Alignment.of(()).to_source_span(start, end) == (start, end)


@pytest.mark.parametrize(
    ("span", "in_source"),
    [
        pytest.param((0, 2), (0, 2), id="before the deletion"),
        pytest.param((2, 4), (5, 7), id="after the deletion, without it"),
        pytest.param((1, 3), (1, 6), id="across the deletion, with it"),
        pytest.param((2, 2), (2, 2), id="the point of the deletion"),
        pytest.param((4, 6), (7, 8), id="the replacement"),
        pytest.param((5, 6), (7, 8), id="half of the replacement means all of it"),
        pytest.param((6, 7), (8, 9), id="after the replacement"),
    ],
)
def test_alignment_takes_in_no_more_than_it_must(
    span: tuple[int, int], in_source: tuple[int, int]
) -> None:
    """Spans beside a deletion leave it out; spans that cut a replacement take all of it."""
    source = "abCUTcdEfg"
    made = [Edit.delete(2, 5), Edit.replace(7, 8, "ee")]
    assert apply(source, made) == "abcdeefg"
    assert Alignment.of(made).to_source_span(*span) == in_source


def _origins(source: str, made: tuple[Edit, ...]) -> list[int | None]:
    """Return for each character of the edited text its offset in the source, None for new ones."""
    origins: list[int | None] = []
    position = 0
    for edit in made:
        origins += [*range(position, edit.start), *[None] * len(edit.new)]
        position = edit.end
    return [*origins, *range(position, len(source))]


@given(any_text, any_text, any_text, any_text)
def test_between_leads_from_one_text_to_the_other(
    prefix: str, before: str, after: str, suffix: str
) -> None:
    """The edits between two texts turn one into the other, wherever the first stands."""
    found = list(Edit.between(before, after, at=len(prefix), confidence=0.9, why="because"))
    assert apply(prefix + before + suffix, found) == prefix + after + suffix
    assert all((edit.confidence, edit.why) == (0.9, "because") for edit in found)


@given(any_text, any_text)
def test_edits_between_are_small(before: str, after: str) -> None:
    """No edit between two texts takes a character out and puts the same one in."""
    for edit in Edit.between(before, after):
        assert not set(before[edit.start : edit.end]) & set(edit.new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # One difference ended in an insertion, and the next began with one.
        ("(" * 31 + "ab(", ")" * 31 + "abc[("),
        ("(" * 40 + "aaa", ")" * 34 + "b" * 9 + "." * 50),
        (" ".join("ab" * 40), "”".join("xyz" * 40)),
    ],
)
def test_edits_between_stand_apart(before: str, after: str) -> None:
    """Where texts have nothing alike in reach, what stands right beside an edit is part of it."""
    made = list(Edit.between(before, after))
    assert apply(before, made) == after
    assert all(one.end < other.start for one, other in pairwise(made))


@pytest.mark.parametrize(
    ("before", "after"),
    [("&amp;" * 900, "&" * 900), ("ab" * 900, "ba" * 900), ("x " * 900, ""), ("", "x " * 900)],
)
def test_between_looks_no_further_the_longer_the_texts(before: str, after: str) -> None:
    """Characters are compared so often in proportion to their number, however they repeat."""

    class Counted(str):
        """A text that counts how often one of its characters is asked for."""

        asked = 0

        def __getitem__(self, key: object) -> str:
            Counted.asked += 1
            return super().__getitem__(key)  # type: ignore[index]

    assert apply(before, Edit.between(before, after)) == after
    list(_differing(Counted(before), after))
    assert Counted.asked <= _REACH * (len(before) + len(after))


@pytest.mark.parametrize(
    "made",
    [
        pytest.param([Edit(0, 2, "x"), Edit(1, 3, "y")], id="overlap"),
        pytest.param([Edit(0, 3, "x"), Edit(1, 2, "y")], id="one inside the other"),
        pytest.param([Edit(0, 1, "x"), Edit(0, 1, "x")], id="twice the same"),
        pytest.param([Edit(0, 3, "x"), Edit(1, 1, "y")], id="insertion inside a replacement"),
        pytest.param([Edit(1, 1, "x"), Edit(1, 1, "y")], id="two insertions at one point"),
        pytest.param([Edit(3, 5, "x")], id="past the end"),
    ],
)
def test_edits_in_each_others_way_are_refused(made: list[Edit]) -> None:
    """No function of the algebra takes edits that overlap or leave the source."""
    with pytest.raises(OverlapError):
        apply("abcd", made)
    with pytest.raises(OverlapError):
        invert("abcd", made)
    with pytest.raises(OverlapError):
        compose("abcd", made, [])
    with pytest.raises(OverlapError):
        compose("abcd", [], made)


def test_neighbours_are_not_in_each_others_way() -> None:
    """Edits that meet without sharing a character, and insertions at their edges, go together."""
    neighbours = [
        Edit(0, 0, "<"),
        Edit(0, 2, "x"),
        Edit(2, 2, "|"),
        Edit(2, 4, ""),
        Edit(4, 4, ">"),
    ]
    assert apply("abcd", neighbours) == "<x|>"


def test_edit_is_a_value() -> None:
    """An edit cannot be changed, has no attributes but its fields, and equal edits are one."""
    edit = Edit(1, 2, "x", rule="dates", confidence=0.9, why="a date")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        edit.new = "y"  # type: ignore[misc]
    assert not hasattr(edit, "__dict__")
    assert pickle.loads(pickle.dumps(edit)) == edit
    assert len({edit, attrs.evolve(edit)}) == 1


@given(st.data(), any_text)
def test_edits_are_ordered_by_place(data: st.DataObject, source: str) -> None:
    """Sorted edits stand in reading order, an insertion before what starts at its point."""
    made = sorted(data.draw(edits(source)))
    places = [(edit.start, edit.end) for edit in made]
    assert places == sorted(places)


def test_constructors_name_the_act() -> None:
    """Insert, delete and replace do what they are called."""
    options = {"confidence": 0.9, "why": "because"}
    assert Edit.insert(1, "x", **options) == Edit(1, 1, "x", "", 0.9, "because")  # type: ignore[arg-type]
    assert Edit.delete(1, 2, **options) == Edit(1, 2, "", "", 0.9, "because")  # type: ignore[arg-type]
    assert Edit.replace(1, 2, "x", **options) == Edit(1, 2, "x", "", 0.9, "because")  # type: ignore[arg-type]


def test_offsets_from_arrays_are_plain_numbers() -> None:
    """Rules find their places in arrays too; JSON and pickles take none of numpy's numbers."""
    edit = Edit.insert(np.int64(1), "x")  # type: ignore[arg-type]
    assert (type(edit.start), type(edit.end)) == (int, int)
    assert edit == Edit.insert(1, "x")


@pytest.mark.parametrize(
    ("start", "new"), [(1.0, "x"), ("1", "x"), (None, "x"), (1, None), (1, b"x")]
)
def test_what_is_no_edit_is_told_where_it_is_made(start: object, new: object) -> None:
    """An offset is a whole number, and what comes is a string."""
    with pytest.raises(EditError, match=r"is a (whole number|string), not"):
        Edit.insert(start, new)  # type: ignore[arg-type]
