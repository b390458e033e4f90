"""A pipeline settles, and its report accounts for every change in the source's coordinates."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import any_text, damaged_copy, edits, garbled_story

from textclean.adapters.formats import repair
from textclean.edit import Edit, apply, invert
from textclean.errors import UnstableRepairError
from textclean.normalizer import Normalizer, normalizer
from textclean.pipeline import Pipeline, Report
from textclean.presets import PRESETS, RULES, pipeline
from textclean.text import Text


@normalizer("characters")
def swap(
    text: Text, *, old: str = "a", new: str = "b", confidence: float = 1.0, once: bool = False
) -> Iterator[Edit]:
    """Replace one text by another, everywhere or at the first place only."""
    at = text.source.find(old)
    while at >= 0:
        yield Edit.replace(at, at + len(old), new, confidence=confidence, why=f"{old} is wrong")
        at = -1 if once else text.source.find(old, at + len(old))


def swapping(old: str, new: str, **options: object) -> Normalizer:
    """Return a rule that replaces `old` by `new`."""
    return swap.configured(old=old, new=new, **options)


@normalizer("characters")
def put_back(text: Text) -> Iterator[Edit]:
    """Insert the a that another rule took out of xay."""
    if text.source == "xy":
        yield Edit.insert(1, "a")


def test_blanks_are_kept_for_marks_only_where_a_rule_may_set_them() -> None:
    """Blanks that stand for lost marks are left to the rule that fills them; without one, they go
    as any others do.
    """
    lost = (
        "The vote was held on Tuesday  It passed by a wide margin of the house  The bill now goes "
        "to the senate  He spoke in the capital\n"
    )
    with_marks = pipeline("minimal", extend_select=["punctuation"])
    assert with_marks(lost).text.count(". ") == 3
    assert pipeline("minimal")(lost).text == lost.replace("  ", " ")


def test_rules_run_in_order_each_on_what_the_last_one_made() -> None:
    """A later rule sees the work of the earlier one, and both are named in the one edit."""
    report = Pipeline((swapping("a", "b"), swapping("b", "c")))("xa")
    assert report == Report(
        "xa", "xc", (Edit(1, 2, "c", "swap", 1.0, "a is wrong; b is wrong"),), ()
    )


def test_a_rule_that_was_quiet_on_a_text_is_not_asked_of_it_again() -> None:
    """Where nothing changes after a rule, the pass that sees to it asks the others alone."""
    asked: list[str] = []

    @normalizer("characters")
    def quiet(text: Text) -> Iterator[Edit]:
        asked.append(text.source)
        yield from ()

    assert Pipeline((swapping("a", "b"), quiet))("xa").text == "xb"
    assert asked == ["xb"]
    asked.clear()
    assert Pipeline((quiet, swapping("a", "b")))("xa").text == "xb"
    assert asked == ["xa", "xb"]


def test_an_earlier_rule_sees_what_a_later_one_made_possible() -> None:
    """The rules run until none of them finds anything, so their order never loses a repair."""
    report = Pipeline((swapping("b", "c"), swapping("a", "b")))("xa")
    assert report.text == "xc"
    assert Pipeline((swapping("aa", "a", once=True),))("aaaaa").text == "a"


def test_a_repair_that_never_settles_is_an_error() -> None:
    """Rules that keep changing their own output are refused, and the error shows an edit."""
    with pytest.raises(UnstableRepairError, match="a is wrong"):
        Pipeline((swapping("a", "aa"),))("a")


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param((swapping("a", "b"), swapping("b", "a")), id="replaced and put back"),
        pytest.param((swapping("a", ""), put_back), id="deleted and put back"),
    ],
)
def test_a_pass_that_comes_to_nothing_has_settled(rules: tuple[Normalizer, ...]) -> None:
    """Where one rule undoes another within a pass, nothing has changed and nothing is reported."""
    report = Pipeline(rules)("xay")
    assert (report.text, report.edits) == ("xay", ())


def test_what_is_not_sure_is_suggested_in_the_coordinates_of_the_source() -> None:
    """An edit under the threshold is not made, and stands where the source has its text."""
    rules = (swapping("lead ", ""), swapping("!", "?", confidence=0.5))
    report = Pipeline(rules)("lead Why! lead And!")
    assert report.text == "Why! And!"
    assert report.suggestions == (
        Edit(8, 9, "?", "swap", 0.5, "! is wrong"),
        Edit(18, 19, "?", "swap", 0.5, "! is wrong"),
    )


def test_suggestions_of_an_early_rule_are_moved_past_later_repairs() -> None:
    """What comes after a suggestion, in the pass or in its order, does not put it out of place."""
    unsure = swapping("!", "?", confidence=0.5)
    for rules in ((unsure, swapping("lead ", "")), (swapping("lead ", ""), unsure)):
        report = Pipeline(rules)("lead Why!")
        assert [(s.start, s.end) for s in report.suggestions] == [(8, 9)]


def test_the_threshold_decides_what_is_made() -> None:
    """An edit as sure as the threshold is made; one less sure is a suggestion."""
    rule = swapping("a", "b", confidence=0.8)
    assert Pipeline((rule,), 0.8)("a").text == "b"
    report = Pipeline((rule,), 0.81)("a")
    assert (report.text, len(report.suggestions)) == ("a", 1)


@normalizer("words", "spaces", judges=True)
def ads(text: Text, *, confidence: float = 0.9) -> Iterator[Edit]:
    """Take out the letters A D, each time."""
    for match in re.finditer(" ad", text.source):
        yield Edit.delete(*match.span(), confidence=confidence)


def test_a_rule_that_judges_takes_no_more_than_half() -> None:
    """More of the letters than that stays, as suggestions and with a warning; half of them goes,
    and so does what is sure.
    """
    half, more = "four ad ad", "four ad ad ad"
    report = Pipeline((ads, swapping("four", "five")))(more)
    assert (report.text, len(report.suggestions)) == ("five ad ad ad", 3)
    assert report.warnings == (
        "ads would have taken away 60% of the letters, more than 50%; nothing of that was done, "
        "and all of it is suggested",
    )
    assert report.to_dict()["warnings"] == list(report.warnings)
    for rule, source in ((ads, half), (ads.configured(confidence=0.95), more)):
        report = Pipeline((rule,))(source)
        assert (report.text, report.warnings) == ("four", ())


def test_a_rule_that_judges_takes_no_whole_text() -> None:
    """However sure a rule is, a text of which it would leave no letter is what it is about."""
    report = Pipeline((ads.configured(confidence=0.95),))(" ad ad!")
    assert (report.text, len(report.suggestions)) == (" ad ad!", 2)
    assert "taken away 100% of the letters" in report.warnings[0]


def test_markup_hands_the_warning_on() -> None:
    """A repair of markup says what a repair of its text would say."""
    pipeline = Pipeline((ads,))
    warnings = pipeline("four ad ad ad").warnings
    assert warnings
    for form in ("html", "markdown", "rst"):
        assert repair("four ad ad ad\n", pipeline, form).warnings == warnings


def test_counts_tell_how_often_each_rule_had_a_part() -> None:
    """An edit of two rules counts for both."""
    report = Report("abc", "xbz", (Edit(0, 1, "x", "dates+headings"), Edit(2, 3, "z", "dates")), ())
    assert report.counts == {"dates": 2, "headings": 1}


def reported(source: str, made: tuple[Edit, ...]) -> Report:
    """Return the report of a run that made these edits."""
    return Report(source, apply(source, made), made, made)


@given(st.data(), any_text)
def test_undo_gives_the_source(data: st.DataObject, source: str) -> None:
    """The source can be had again from the text and the edits."""
    report = reported(source, data.draw(edits(source)))
    assert report.undo() == source


@given(st.data(), any_text)
def test_json_holds_every_edit(data: st.DataObject, source: str) -> None:
    """The edits and suggestions read back from JSON are those of the report."""
    report = reported(source, data.draw(edits(source)))
    read = json.loads(report.to_json())
    assert read == report.to_dict()
    assert tuple(Edit(**fields) for fields in read["edits"]) == report.edits
    assert tuple(Edit(**fields) for fields in read["suggestions"]) == report.suggestions


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("one\ntwo\n", "one\nTwo\n", id="a line changes"),
        pytest.param("one\ntwo", "one\ntwo\n", id="the last line end comes"),
        pytest.param("one\ntwo\n", "one\ntwo", id="the last line end goes"),
        pytest.param("one\ntwo", "One\ntwo", id="neither has a last line end"),
        pytest.param("", "one\n", id="from nothing"),
        pytest.param("one\n", "", id="to nothing"),
        pytest.param("one\r\ntwo\r\n", "one\r\nTwo\r\n", id="Windows line ends"),
        pytest.param("on\x85e\nt\u2028wo\x0c\n", "on…e\nt\u2028wo\x0c\n", id="other separators"),
        pytest.param("a\rb\n", "a\rB\n", id="old Macintosh"),
        pytest.param("1\n2\n3\n4\n5\n6\n7\n8\n9", "0\n2\n3\n4\n5\n6\n7\n8\n0\n", id="far apart"),
    ],
)
@pytest.mark.skipif(not shutil.which("patch"), reason="needs the patch command")
def test_patch_applies_the_diff(source: str, text: str, tmp_path: Path) -> None:
    """The real `patch` makes the text of the source with the diff, byte for byte."""
    diff = Report(source, text, (), ()).diff("story.txt")
    story = tmp_path / "story.txt"
    story.write_bytes(source.encode())
    patch = ["patch", "--binary", "--posix", "-p0"]
    subprocess.run(patch, cwd=tmp_path, input=diff.encode(), check=True, capture_output=True)
    assert story.read_bytes() == text.encode()


def test_the_diff_of_clean_copy_is_empty() -> None:
    """Nothing changed, nothing to show."""
    assert Report("one\n", "one\n", (), ()).diff() == ""


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_keep_the_order_of_the_rules(preset: str) -> None:
    """A preset is a choice among the rules, in the one order that they have."""
    chosen = PRESETS[preset]
    assert [rule.name for rule in pipeline(preset).normalizers] == list(chosen)
    assert list(chosen) == [name for name in RULES if name in chosen]


def test_preset_options_reach_the_rules() -> None:
    """The threshold and the options given to a preset are those of its pipeline."""
    made = pipeline("minimal", min_confidence=0.5)
    assert made.min_confidence == 0.5
    assert all(rule.options == () for rule in made.normalizers)
    assert made == attrs.evolve(pipeline("minimal"), min_confidence=0.5)


@cache
def wire() -> Pipeline:
    """The default preset, made once; no fixture, or Hypothesis would print it whole."""
    return pipeline("wire")


@given(any_text | damaged_copy)
@example("")
@example("\n")
@example("\ud800 \udc00")
@example("\r\n\r\r\n")
def test_no_text_breaks_the_wire_preset(source: str) -> None:
    """It settles on any text, its edits replay and undo, and a second run adds nothing."""
    assert_settled(source)


@settings(max_examples=20)
@given(garbled_story())
def test_no_damage_breaks_the_wire_preset(source: str) -> None:
    """The same holds for whole stories, however they were garbled."""
    assert_settled(source)


def assert_settled(source: str) -> None:
    """Check all that must be true of a repair, whatever the text."""
    report = wire()(source)
    assert apply(source, report.edits) == report.text
    assert apply(report.text, invert(source, report.edits)) == source
    assert not wire()(report.text).edits
    for edit in report.suggestions:
        assert 0 <= edit.start <= edit.end <= len(source)
        assert 0 <= edit.confidence < wire().min_confidence
