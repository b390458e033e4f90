"""Headings that ran into the text after them are told from sentences that begin with names."""

from __future__ import annotations

from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given
from strategies import damaged_copy

from seeds import STORIES
from textclean.assessment import Assessment
from textclean.english import lexicon
from textclean.english.words import FINITE
from textclean.intrusions import run_in_headings as module
from textclean.intrusions.run_in_headings import (
    GATE,
    LONGEST,
    RunInHeading,
    candidates,
    gate_evidence,
    run_in_headings,
)
from textclean.normalizer import load
from textclean.normalizers import run_in_headings as rule
from textclean.tagger.consultation import rough
from textclean.tagger.features import NONE, features
from textclean.text import Text
from textclean.tokens import scan

BODY = "Half of the town works at the port, and the other half sells things to those who do.\n"


def found(source: str) -> list[str]:
    """Return what more likely than not is a heading that ran into its text."""
    text = Text(source)
    return [
        source[text.words[first].start : text.words[last].end]
        for first, last, odds in run_in_headings(text)
        if odds > 0
    ]


@pytest.mark.parametrize("heading", ["The Port and Its Workers", "Why the Port Matters"])
def test_a_heading_is_found_with_its_last_word(heading: str) -> None:
    """Where the text begins afresh and the words before it are set as a title, a heading ends."""
    assert found(f"{heading} {BODY}") == [heading]


@pytest.mark.parametrize(
    "source",
    [
        BODY,
        "Half of the Port and Its Workers moved to the south, and the other half stayed.\n",
        "The Port and Its Workers have half of the town, and the other half sells things to it.\n",
        "New Ferry Terminal manager Anna Ng said on Monday that the work would take a year.\n",
    ],
)
def test_a_sentence_that_begins_with_capitals_has_no_heading(source: str) -> None:
    """A name goes on into its own sentence."""
    assert found(source) == []


def test_a_heading_with_a_line_of_its_own_did_not_run_in() -> None:
    """What a line end or a stop parts from the text is parted already."""
    assert found(f"The Port and Its Workers\n\n{BODY}") == []
    assert found(f"The Port and Its Workers. {BODY}") == []


def test_headings_that_ran_in_tell_of_others() -> None:
    """The same words are likelier a heading in a text where other headings ran in."""
    story = f"Why the Port Matters {BODY}"
    others = f"What the Port Costs {BODY}\nWho Pays for the Port {BODY}\n"
    alone, among = (run_in_headings(Text(source))[-1] for source in (story, others + story))
    assert among.log_odds > alone.log_odds


def test_a_heading_stands_over_a_sentence() -> None:
    """The same words are likelier a heading before text that ends in a stop."""
    story = f"Why the Port Matters {BODY}".rstrip()
    whole, open_ended = (run_in_headings(Text(text))[0] for text in (story, story[:-1]))
    assert whole.log_odds > open_ended.log_odds


@given(damaged_copy)
def test_candidates_are_the_words_before_capitals(source: str) -> None:
    """Each goes back to where its line or sentence began; its capitals and verbs are counted word
    by word, and how often the document goes on so elsewhere.
    """
    text = Text(source)
    seen, words, shape = features(text), text.scanned, text.scanned.shape.tolist()
    written = [source[start:end] for start, end in text.words]
    pairs = Counter(
        (written[at].lower(), written[at + 1].lower())
        for at in range(len(words) - 1)
        if seen.gap[at] == NONE
    )
    expected = []
    first = 0
    for last in range(len(words) - 1):
        if seen.gap[last] == NONE and shape[last + 1] != scan.LOWER and last - first < LONGEST:
            expected.append((first, last))
        if seen.ends[last]:
            first = last + 1
    wholes = [[word.lower() for word in written[first : last + 2]] for first, last in expected]
    rows = []
    for (first, last), whole in zip(expected, wholes, strict=True):
        own = [at for at in range(first, last + 1) if shape[at] != scan.LOWER]
        small = [at for at in own if not lexicon.is_name(written[at])]
        lower = [written[at] for at in range(first, last + 1) if shape[at] == scan.LOWER]
        size, has_verb = last - first + 1, not FINITE.isdisjoint(lower)
        times = pairs[whole[-2], whole[-1]] / wholes.count(whole)
        form = (len(own) / size, len(small) / size, has_verb * len(lower) / size, log(times))
        rows.append(pytest.approx((first, last, *form)))
    found = candidates(text)
    columns = (column.tolist() for name, column in found.form.items() if name != "bias")
    assert [*zip(found.first.tolist(), found.last.tolist(), *columns, strict=True)] == rows


def agree(source: str) -> None:
    """Make sure that both builds have the same candidates, with the same bits."""
    found = candidates(Text(source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "compiled", None)
        expected = candidates(Text(source))
    assert np.array_equal(found.first, expected.first)
    assert np.array_equal(found.last, expected.last)
    for name, column in found.form.items():
        assert np.array_equal(column, expected.form[name]), name


@given(damaged_copy)
def test_both_builds_have_the_same_candidates_in_any_words(source: str) -> None:
    """Whatever stands between the words."""
    agree(source)


@pytest.mark.parametrize("source", ["", "\n", "Aid", "Aid Grew", *STORIES])
def test_both_builds_have_the_same_candidates_in_stories(source: str) -> None:
    """Whatever a story has, and where there is hardly a word."""
    agree(source)


@pytest.mark.parametrize("least", [-8.0, -5.0, -2.0])
@pytest.mark.parametrize("source", STORIES)
def test_only_what_comes_to_too_little_is_left_out(source: str, least: float) -> None:
    """Each candidate to which the gate gives more is there, with the features that it has among
    all.
    """
    text = Text(source)
    every, some = candidates(text), candidates(text, least=least)
    odds = GATE.log_odds_of(gate_evidence(every, rough(text)))
    of_some = GATE.log_odds_of(gate_evidence(some, rough(text)))
    likely = every[odds > least]
    expected = zip(likely.first.tolist(), likely.last.tolist(), odds[odds > least], strict=True)
    found = zip(some.first.tolist(), some.last.tolist(), of_some, strict=True)
    assert [each for each in found if each[2] > least] == [
        (first, last, pytest.approx(own)) for first, last, own in expected
    ]


@pytest.mark.parametrize("source", ["", "\n", "—", "Aid", "AID GREW", "Aid Grew It fell.\n"])
def test_short_texts_are_no_error(source: str) -> None:
    """Each place that is told lies within the text, its first word before its last."""
    text = Text(source)
    for first, last, _ in run_in_headings(text):
        assert 0 <= first <= last < len(text.words)


@pytest.mark.parametrize(
    ("heading", "body", "parts"),
    [
        ("THE PORT AND ITS WORKERS", BODY, True),
        (
            "IN NO EVENT SHALL THE OWNERS",
            "BE LIABLE FOR ANY LOSS OF CARGO, HOWEVER CAUSED.\n",
            False,
        ),
    ],
)
def test_in_a_sentence_of_capitals_they_tell_nothing(
    heading: str, body: str, parts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However odd a clause of law is to the tagger, no heading ends within it."""
    candidate = RunInHeading(0, len(heading.split()) - 1, 2.0)
    monkeypatch.setattr(Assessment, "run_in_headings", lambda self: [candidate])
    assert bool(load("run_in_headings")(Text(f"{heading} {body}"))) is parts


@pytest.mark.parametrize(
    "source",
    [
        *STORIES,
        *(f"{heading} {BODY}" for heading in ("The Port and Its Workers", "The Port Of", "Port")),
        f"The Port and Its Workers {BODY}\nFerry Times\n\n{BODY}\nWhy the Port Matters {BODY}",
    ],
)
def test_words_that_cannot_be_a_heading_ask_for_no_peers(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their form alone they are none; whatever peers there are, the rule tells the same."""
    found = load("run_in_headings")(Text(source))
    monkeypatch.setattr(rule, "_could_run_in", lambda text, found: True)
    assert found == load("run_in_headings")(Text(source))
