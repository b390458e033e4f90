"""What a rule promises to leave alone is held to, and a rule is a value."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from textclean.edit import Edit
from textclean.errors import BrokenPromiseError, OverlapError, TextcleanError, UnknownNameError
from textclean.normalizer import Normalizer, Touch, load, normalizer
from textclean.pipeline import Pipeline
from textclean.presets import RULES, pipeline
from textclean.text import Text


@normalizer("characters")
def swap(text: Text, *, old: str = "e", new: str = "E", limit: int = 9) -> Iterator[Edit]:
    """Replace one text by another."""
    at = -1
    for _ in range(limit):
        at = text.source.find(old, at + 1)
        if at < 0:
            return
        yield Edit.replace(at, at + len(old), new, why="swapped")


def edited(touches: tuple[Touch, ...], source: str, old: str, new: str) -> tuple[Edit, ...]:
    """Return what a rule with this promise yields when it puts `new` in the place of `old`."""

    @normalizer(*touches)
    def rule(text: Text) -> Iterator[Edit]:
        at = text.source.index(old)
        yield Edit.replace(at, at + len(old), new)

    return rule(Text(source))


@pytest.mark.parametrize(
    ("touches", "source", "old", "new"),
    [
        pytest.param(("spaces",), "two  words", "  ", " ", id="spaces: one of two goes"),
        pytest.param(("spaces",), "theminister", "theminister", "the minister", id="spaces: cut"),
        pytest.param(("spaces",), "one\u00a0word", "\u00a0", "\n\n", id="spaces: of any kind"),
        pytest.param(("marks",), "Kyiv Ukraine", "Kyiv", "Kyiv,", id="marks: a comma comes"),
        pytest.param(("marks",), "“So”", "“So”", "'So'", id="marks: quotes change"),
        pytest.param(("marks", "spaces"), "US brokered", " ", "-", id="marks and spaces: hyphen"),
        pytest.param(("marks", "spaces"), "U S", "U S", "U.S.", id="marks and spaces: initials"),
        pytest.param(("case",), "the end", "the", "The", id="case: a capital"),
        pytest.param(("case", "marks"), "end the", "end the", "end. The", id="case and marks"),
        pytest.param(("words",), "a which is the plan", "which is the ", "", id="words: some go"),
        pytest.param(("words",), "the the plan", "the the", "the", id="words: one of two goes"),
        pytest.param(("words", "marks"), "x (Photo) y", "(Photo) ", "", id="words and marks go"),
        pytest.param(("characters",), "itâ€™s", "â€™", "’", id="characters: anything"),
    ],
)
def test_a_kept_promise(touches: tuple[Touch, ...], source: str, old: str, new: str) -> None:
    """An edit that touches no more than its rule may is made, in the name of the rule."""
    at = source.index(old)
    assert edited(touches, source, old, new) == (Edit(at, at + len(old), new, rule="rule"),)


@pytest.mark.parametrize(
    ("touches", "source", "old", "new"),
    [
        pytest.param((), "two  words", "  ", " ", id="nothing was promised"),
        pytest.param(("spaces",), "Kyiv Ukraine", " ", ", ", id="spaces: a comma comes"),
        pytest.param(("spaces",), "two words", "words", "Words", id="spaces: a capital comes"),
        pytest.param(("spaces",), "two words", "words", "", id="spaces: a word goes"),
        pytest.param(("marks",), "US brokered", " ", "-", id="marks: a space goes"),
        pytest.param(("marks",), "the end", "the", "The", id="marks: a capital comes"),
        pytest.param(("marks",), "crosscheck", "ss", "s", id="marks: a letter goes"),
        pytest.param(("marks",), "in 2026", "2026", "2025", id="marks: a digit changes"),
        pytest.param(
            ("marks",), "cafe\u0301 owner", "e\u0301", "e", id="marks: an accent is half a letter"
        ),
        pytest.param(("case",), "the end", "the", "this", id="case: a word changes"),
        pytest.param(("case",), "the end", "end", "end.", id="case: a mark comes"),
        pytest.param(("words",), "the plan", "plan", "plans", id="words: a word changes"),
        pytest.param(("words",), "the plan", "the ", "the old ", id="words: a word comes"),
        pytest.param(("words",), "the plan", "the plan", "plan the", id="words: order changes"),
        pytest.param(("words",), "the planner", "ner", "", id="words: half a word goes"),
        pytest.param(("words",), "a which is the plan", " which is the ", "", id="words: glued"),
        pytest.param(("words",), "the plan", "plan", "Plan", id="words: a capital comes"),
    ],
)
def test_a_broken_promise(touches: tuple[Touch, ...], source: str, old: str, new: str) -> None:
    """An edit that touches more than its rule may is refused."""
    with pytest.raises(BrokenPromiseError, match="touches more than"):
        edited(touches, source, old, new)


def test_an_edit_that_cannot_be_names_its_rule() -> None:
    """Whoever reads the error learns which rule made no sense, and what of it."""

    @normalizer("marks")
    def upside_down(text: Text) -> Iterator[Edit]:
        yield Edit.delete(3, 1)

    with pytest.raises(BrokenPromiseError, match=r"upside_down makes no edit: .* start at 3 and"):
        upside_down(Text("abcd"))


def test_edits_that_change_nothing_are_dropped() -> None:
    """A rule may yield what is there already; it is not reported as a repair."""
    assert swap.configured(old="e", new="e")(Text("three")) == ()


def test_edits_come_sorted_and_without_overlap() -> None:
    """The order in which a rule finds things does not matter; an overlap is its error."""

    @normalizer("characters")
    def backwards(text: Text, *, step: int = 1) -> Iterator[Edit]:
        for at in range(len(text.source) - 1, 0, -step):
            yield Edit.replace(at - 1, at + 1, "x")

    assert [edit.start for edit in backwards.configured(step=2)(Text("abcdef"))] == [0, 2, 4]
    with pytest.raises(OverlapError):
        backwards(Text("abcdef"))


def test_options_reach_the_rule() -> None:
    """A configured rule runs with its options; those set before stay, later ones win."""
    rule = swap.configured(old="a", limit=1).configured(new="o", limit=2)
    assert [edit.new for edit in rule(Text("banana"))] == ["o", "o"]
    assert swap.defaults == {"old": "e", "new": "E", "limit": 9}
    assert swap.options == ()


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (lambda: swap.configured(limt=3), 'swap has no option "limt"; did you mean "limit"?'),
        (lambda: swap.configured(text=3), 'swap has no option "text"'),
        (
            lambda: pipeline("wires"),
            'textclean has no preset "wires"; did you mean "wire"?',
        ),
        (
            lambda: pipeline(options={"spacng": {}}),
            'textclean has no rule "spacng"; did you mean "spacing"?',
        ),
        (lambda: load("spacng"), 'textclean has no rule "spacng"; did you mean "spacing"?'),
    ],
)
def test_unknown_names(attempt: Callable[[], object], message: str) -> None:
    """A name that nothing has is an error that gives it and the nearest right one."""
    with pytest.raises(UnknownNameError) as caught:
        attempt()
    assert str(caught.value).startswith(message)
    assert isinstance(caught.value, TextcleanError)
    assert isinstance(caught.value, LookupError)


@pytest.mark.parametrize("name", RULES)
def test_each_rule_survives_pickling(name: str) -> None:
    """A rule sent to another process is equal to the one that stayed, options and all."""
    rule = load(name)
    assert pickle.loads(pickle.dumps(rule)) == rule
    configured = rule.configured(**rule.defaults)
    assert pickle.loads(pickle.dumps(configured)) == configured


def test_a_pickled_pipeline_does_the_same() -> None:
    """A pipeline with its options and its threshold comes back whole and works."""
    before = Pipeline((load("spacing"), swap.configured(old="a", new="o")), 0.5)
    after = pickle.loads(pickle.dumps(before))
    assert after == before
    assert after.fingerprint == before.fingerprint
    assert after("a banana \n") == before("a banana \n")


def test_equal_rules_are_one_in_a_set() -> None:
    """Rules and pipelines are hashable values; options tell them apart, their order does not."""
    one = swap.configured(old="a", new="o")
    assert one == swap.configured(new="o").configured(old="a")
    assert len({one, swap.configured(new="o", old="a"), swap}) == 2
    assert len({Pipeline((one,)), Pipeline((one,)), Pipeline((swap,)), Pipeline((one,), 0.5)}) == 3


def test_fingerprint_tells_pipelines_apart() -> None:
    """Rules, their order, their options and the threshold all show in the fingerprint."""
    spacing, dates = load("spacing"), load("dates")
    pipelines = [
        Pipeline((swap, spacing)),
        Pipeline((spacing, swap)),
        Pipeline((swap, dates)),
        Pipeline((swap.configured(old="a"), spacing)),
        Pipeline((swap.configured(limit=8), spacing)),
        Pipeline((swap, spacing), 0.5),
    ]
    assert len({pipeline.fingerprint for pipeline in pipelines}) == len(pipelines)


@pytest.mark.parametrize("words", [("a", "b", "c"), frozenset("abcdefgh")])
def test_fingerprint_takes_any_option(words: object) -> None:
    """Tuples and frozen sets are options too, and the order in a set never shows."""

    @normalizer("words")
    def drop(text: Text, *, words: object = ()) -> Iterator[Edit]:
        yield from ()

    rule = drop.configured(words=words)
    assert Pipeline((rule,)).fingerprint == Pipeline((rule,)).fingerprint
    assert Pipeline((rule,)).fingerprint != Pipeline((drop,)).fingerprint


def test_fingerprint_is_the_same_in_another_process() -> None:
    """The fingerprint does not hang on Python's random hash seed."""
    script = "from textclean.presets import pipeline; print(pipeline('wire').fingerprint)"
    prints = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert prints == {pipeline("wire").fingerprint}


def test_documentation_is_the_docstring() -> None:
    """What a rule says of itself is what its function's docstring says."""
    rule: Normalizer = load("spacing")
    assert rule.name == "spacing"
    assert rule.documentation.splitlines()[0] in (rule.function.__doc__ or "")
