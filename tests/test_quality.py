"""Quality is measured right: on documents of which damage and repair are known by hand."""

from __future__ import annotations

import lzma
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benches.quality import goals
from benches.quality.__main__ import main
from benches.quality.calibration import bins, expected_error, reliability, steps
from benches.quality.cases import LEVELS, UNDAMAGED, Case, cases, damaged
from benches.quality.distance import distance, tokens
from benches.quality.furniture import phrases, templates
from benches.quality.judgement import Judgement
from benches.quality.layout import GLUED, RUN_IN, TIGHT, layout_cases
from benches.quality.pages import JOIN, PAGE, wrapped
from benches.quality.pasting import FURNITURE, PHRASE, furniture_cases, phrase_cases
from benches.quality.removal import LOST, Removal, removal
from benches.quality.repairs import Kind, Place, repairs
from benches.quality.structure import Structure, structure
from benches.quality.systems import TEXTCLEAN, by_capitals, systems
from benches.quality.tally import Harm, Outcome, Tally, tally
from textclean.edit import Edit, apply, invert
from textclean.pipeline import Report
from textclean.text import Text
from textclean.train.garble import Rates, garble

CLEAN = "The well-known firm agreed, at last. Its men left. Who pays?\n"
DAMAGE = (
    Edit.replace(8, 9, " "),
    Edit.delete(26, 27),
    Edit.delete(35, 36),
    Edit.insert(41, "as said "),
    Edit.delete(59, 60),
)
GARBLED = "The well known firm agreed at last Its as said men left. Who pays\n"
CASE = Case("hand", 0, 0.5, CLEAN, GARBLED, invert(CLEAN, DAMAGE))


def making(*edits: Edit, suggesting: Sequence[Edit] = ()) -> Callable[[str], Report]:
    """Return a system that makes these edits whatever it reads."""
    return lambda source: Report(source, apply(source, edits), edits, tuple(suggesting))


def after(words: str, new: str, confidence: float = 1.0) -> Edit:
    """Return an edit that inserts `new` behind some words of the garbled document."""
    return Edit.insert(GARBLED.index(words) + len(words), new, confidence=confidence)


def test_the_damage_is_what_it_is_said_to_be() -> None:
    """The hand-made case is put together rightly."""
    assert apply(CLEAN, DAMAGE) == GARBLED


def test_a_full_repair_is_full_marks() -> None:
    """The inverse of the damage has precision, recall and F1 of 1, and leaves no damage."""
    found = tally(CASE, making(*CASE.repair))
    assert found.outcomes == {
        ("sentence marks", "right"): 2,
        ("sentence marks", "same"): 2,
        ("commas", "right"): 1,
        ("commas", "same"): 1,
        ("hyphens", "right"): 1,
        ("hyphens", "same"): 1,
        ("stray words", "right"): 2,
        ("stray words", "same"): 2,
    }
    assert (found.exact, found.left, found.repaired) == (1, 0, 1.0)
    assert all(judgement.is_right for judgement in found.judgements)


def test_doing_nothing_misses_everything() -> None:
    """Where nothing is done there is no precision, recall is 0, and the damage is what it was.

    A lost hyphen makes two tokens of one, which is two edits; three marks and two words are one
    each.
    """
    found = tally(CASE, systems()["nothing"])
    assert isnan(found.precision("commas"))
    assert (found.recall("commas"), found.f1("commas")) == (0.0, 0.0)
    assert (found.damage, found.left, found.repaired, found.exact) == (7, 7, 0.0, 0)


def test_precision_recall_and_f1_are_those_of_the_places() -> None:
    """One stop in its place, one in a wrong one, one lost stop left: a half of each."""
    found = tally(CASE, making(after("at last", "."), after("well known", ".")))
    assert found.precision("sentence marks") == 0.5
    assert found.recall("sentence marks") == 0.5
    assert found.f1("sentence marks") == 0.5
    assert found.recall("commas") == 0.0
    assert (found.damage, found.left) == (7, 7)


def test_another_mark_of_the_kind_is_right_but_not_the_same() -> None:
    """A colon for a stop parts the sentences; that it is not the mark that was lost is counted."""
    found = tally(CASE, making(after("at last", ":"), after("Who pays", "?")))
    assert found.precision("sentence marks") == 1.0
    assert found.same("sentence marks") == 0.5


def test_a_mark_of_another_kind_is_wrong_and_missed() -> None:
    """A comma where a stop was lost is a wrong comma and a missed stop."""
    found = tally(CASE, making(after("at last", ",")))
    assert found.outcomes["commas", "wrong"] == 1
    assert found.outcomes["sentence marks", "missed"] == 2


def test_an_edit_is_right_where_all_that_it_does_is_wanted() -> None:
    """Suggestions are judged as edits are; what does something else besides is wrong, and so is
    what changes something that was never damaged.
    """
    phrase = GARBLED.index("as said ")
    edits = (
        Edit.replace(8, 9, "-", confidence=0.95),
        Edit.replace(phrase, phrase + len("as said men"), "men", confidence=0.85),
    )
    unsure = (
        after("agreed", ",", 0.7),
        after("firm", ",", 0.6),
        Edit.delete(phrase, phrase + len("as said men "), confidence=0.5),
        Edit.replace(0, 3, "Their", confidence=0.4),
    )
    found = tally(CASE, making(*edits, suggesting=unsure))
    assert {each.confidence: each.is_right for each in found.judgements} == {
        0.95: True,
        0.85: True,
        0.7: True,
        0.6: False,
        0.5: False,
        0.4: False,
    }
    assert found.outcomes["stray words", "right"] == 2
    assert found.recall("commas") == 0.0, "a suggestion is not made"


def test_harm_is_counted_on_undamaged_documents_alone() -> None:
    """Two edits of a document of twelve words are 167 for each 1000 words, and shown in place."""
    undamaged = Case("hand", 3, UNDAMAGED, CLEAN, CLEAN, ())
    found = tally(undamaged, making(Edit.insert(3, ","), Edit.insert(19, ",", confidence=0.9)))
    assert (found.undamaged, found.words, found.damaged) == (1, 12, 0)
    assert found.harm == pytest.approx(1000 * 2 / 12)
    assert "0.90: The well-known firm[→,] agreed, at last. Its men" in found.harms[1].shown
    assert not any(judgement.is_right for judgement in found.judgements)
    assert isnan(tally(CASE, making()).harm)


def test_an_error_names_the_document() -> None:
    """Whoever wants to mend a rule that fails can find the document again."""

    def failing(source: str) -> Report:
        raise ValueError(source)

    with pytest.raises(ValueError, match="well known") as caught:
        tally(CASE, failing)
    assert caught.value.__notes__ == ["in hand 0 at level 0.5"]


@pytest.mark.parametrize(
    ("source", "edit", "place"),
    [
        ("a b", Edit.insert(1, "."), ("sentence marks", 0)),
        ("a b", Edit.replace(1, 2, ". "), ("sentence marks", 0)),
        ("a b", Edit.replace(0, 3, "a. B"), ("sentence marks", 0)),
        ("“a” b", Edit.insert(2, "?"), ("sentence marks", 0)),
        ("a b", Edit.insert(3, "."), ("sentence marks", 1)),
        ("a, b", Edit.replace(1, 2, ":"), ("sentence marks", 0)),
        ("a b", Edit.insert(1, ","), ("commas", 0)),
        ("a b", Edit.replace(1, 2, "-"), ("hyphens", 0)),
        ("a b", Edit.replace(1, 2, "\n\n"), ("heading breaks", 0)),
        ("a b c", Edit.delete(2, 4), ("stray words", 1)),
        ("a b c", Edit.delete(1, 3), ("stray words", 1)),
        ("a b c", Edit.replace(0, 3, "B"), ("stray words", 0)),
        ("a b", Edit.delete(1, 2), None),
        ("a  b", Edit.delete(1, 2), None),
        ("a\nb", Edit.insert(1, "\n"), None),
        ("U S", Edit.replace(1, 2, "."), None),
        ("It s", Edit.replace(2, 3, "’"), None),
        ("a b", Edit.replace(2, 3, "c"), None),
    ],
)
def test_an_edit_does_what_it_does_however_it_is_put(
    source: str, edit: Edit, place: Place | None
) -> None:
    """The same repair has the same place, from whatever character to whatever character it goes."""
    assert set(repairs(Text(source), [edit])) == ({place} if place else set())


def test_a_mark_before_a_phrase_that_goes_stands_in_the_gap_that_is_left() -> None:
    """A stop and the loss of the phrase behind it are two repairs, in one edit or in two."""
    text = Text("a b c")
    wanted = {("stray words", 1), ("sentence marks", 0)}
    assert set(repairs(text, [Edit.insert(1, "."), Edit.delete(2, 4)])) == wanted
    assert set(repairs(text, [Edit.replace(1, 3, ".")])) == wanted


@given(st.text("Aa .,?!:;-\n’”“.5"), st.integers())
def test_undoing_any_damage_is_right(source: str, seed: int) -> None:
    """Whatever the text and its damage, the repair that is known has nothing wrong nor missed."""
    rates = Rates(0.5, 0.5, 0.5, 0.5, 0.5, ("of the", "it was,"))
    damage = garble(Text(source), rates, random.Random(seed))
    garbled, repair = apply(source, damage), invert(source, damage)
    found = tally(Case("any", 0, 0.5, source, garbled, repair), making(*repair))
    assert {outcome for _, outcome in found.outcomes} <= {"right", "same"}
    assert (found.exact, found.left) == (1, 0)


def plain_distance(first: str, second: str) -> int:
    """Return Levenshtein's distance by filling in the table."""
    table = {(0, 0): 0}
    for row, column in product(range(len(first) + 1), range(len(second) + 1)):
        ways = [
            table[row - 1, column] + 1 if row else None,
            table[row, column - 1] + 1 if column else None,
            table[row - 1, column - 1] + (first[row - 1] != second[column - 1])
            if row and column
            else None,
        ]
        table[row, column] = min((way for way in ways if way is not None), default=0)
    return table[len(first), len(second)]


@given(st.text("abc"), st.text("abc"))
def test_the_distance_is_levenshteins(first: str, second: str) -> None:
    """The sets of bits say what the table says."""
    assert distance(first, second) == plain_distance(first, second)


def test_a_heading_that_ran_in_is_one_token_away() -> None:
    """A line end is a token, a blank line is not."""
    original = tokens("Aid Grows\n\nIt grew.\n")
    assert distance(original, tokens("Aid Grows It grew.\n")) == 1
    assert distance(original, tokens("Aid Grows\nIt grew.")) == 0


def test_calibration_error_is_the_mean_over_edits() -> None:
    """Of four edits at 0.9 three are right, of one at 0.2 none: (4 x 0.15 + 1 x 0.2) / 5."""
    judgements = [Judgement("", 0.9, number > 0) for number in range(4)]
    judgements.append(Judgement("", 0.2, False))
    assert [(each.size, each.true) for each in bins(judgements)] == [(1, 0.0), (4, 0.75)]
    assert expected_error(judgements) == pytest.approx(0.16)
    assert isnan(expected_error([]))


def test_steps_of_the_scale_are_told_from_computed_confidences() -> None:
    """A confidence that is exactly that of a step belongs to it, and one beside it to none."""
    told = [Judgement("", confidence, True) for confidence in (0.95, 0.951, 1.0, 0.5, 0.95)]
    sizes = {step: len(own) for step, own in steps(told).items()}
    assert sizes == {"certain": 1, "sure": 2, "likely": 0, "doubtful": 1, "computed": 1}


def test_a_rule_has_a_row_in_each_step_of_which_it_has_enough_edits() -> None:
    """Of 20 edits of a rule 15 are right. 19 of another count in their step alone, and a step that
    has none has no row.
    """
    told = [Judgement("dates", 0.95, number < 15) for number in range(20)]
    told += [Judgement("lists", 0.95, False)] * 19 + [Judgement("dates", 0.71, True)]
    rows = [line.split() for line in reliability(told)][1:]
    assert rows[:3] == [
        ["sure", "39", "0.950", "0.385"],
        ["dates", "20", "0.950", "0.750"],
        ["computed,", "0.7", "to", "0.8", "1", "0.710", "1.000"],
    ]
    assert [row[:2] for row in rows[3:5]] == [["dates", "21"], ["lists", "19"]]


def test_the_capitals_put_stops_before_words_that_are_no_names() -> None:
    """ "Ng" is a name; "Its" is none to clean prose, "Grain" none to the document."""
    source = "The grain ran out Its price rose as Ms Ng had said it would Grain is dear\n"
    assert by_capitals(source).text == (
        "The grain ran out. Its price rose as Ms Ng had said it would. Grain is dear.\n"
    )


def test_goals_are_judged_by_what_was_found() -> None:
    """A figure at its bound reaches the goal; one short of it, or one that is missing, does not."""
    outcomes: Counter[tuple[Kind, Outcome]] = Counter()
    outcomes["hyphens", "right"], outcomes["hyphens", "wrong"] = 95, 5
    found = Tally(outcomes, words=10_000, harms=(Harm("", ""),))
    reached = {(goal.heading, goal.aim): goal.is_reached(found) for goal in goals.GOALS}
    assert reached["hyphens", "P≥0.95"]
    assert reached["harm", "≤0.1"]
    assert not reached["sentence", "P≥0.97"]
    outcomes["hyphens", "wrong"] = 6
    still = {goal.aim for goal in goals.GOALS if goal.is_reached(found + found)}
    assert still == {"F1≥0.75", "≤0.1"}


PASTED = "The firm Read more agreed. Advertisement Its men left.\n"
PIECES = (
    Edit.delete(9, 19, why=f"{FURNITURE}, link within"),
    Edit.delete(27, 41, why=f"{FURNITURE}, label between"),
)


def removed(*edits: Edit) -> Removal:
    """Return what is found where these edits are made in a text that furniture was pasted into."""
    case = Case("hand", 0, 0.0, apply(PASTED, PIECES), PASTED, PIECES)
    return removal(case, making(*edits)(PASTED))


def test_edits_of_pasted_pieces_are_judged() -> None:
    """The deletion of a piece is right, that of a word of the story beside it is not."""
    found = removed(Edit.delete(9, 19, confidence=0.95), Edit.delete(27, 45, confidence=0.85))
    assert {each.confidence: each.is_right for each in found.judgements} == {
        0.95: True,
        0.85: False,
    }


def test_a_piece_counts_where_all_its_words_go() -> None:
    """One piece of two gone, and half of the other, is a recall of a half without a false word."""
    found = removed(Edit.delete(9, 14), Edit.delete(27, 41))
    assert (found.recall(FURNITURE), found.precision(FURNITURE)) == (0.5, 1.0)
    assert found.recall(f"{FURNITURE}, label between") == 1.0
    assert found.recall(f"{FURNITURE}, link within") == 0.0
    assert len(found.missed) == 1


def test_words_of_the_story_count_against_precision() -> None:
    """Of three words deleted one is the story's."""
    found = removed(Edit.delete(9, 26))
    assert found.precision(FURNITURE) == pytest.approx(2 / 3)
    assert "[Read more agreed" in found.wrong[0]


def test_a_word_lost_from_an_undamaged_document_is_shown() -> None:
    """Where nothing was pasted, every word that goes is a loss; a mark is none."""
    undamaged = Case("hand", 0, UNDAMAGED, CLEAN, CLEAN, ())
    report = making(Edit.delete(4, 9), Edit.insert(19, ";"))(CLEAN)
    found = removal(undamaged, report)
    assert found.words == {(LOST, True): 0, (LOST, False): 1}
    assert len(found.wrong) == 1


def test_what_is_measured_on_is_not_what_was_developed_on() -> None:
    """The lists share nothing but a bare headline and the names of values that are none."""
    forms = [{each.form.lower() for each in templates(dev=dev)} for dev in (True, False)]
    assert forms[0] & forms[1] <= {"{headline}", "undefined"}
    assert not set(phrases(dev=True)) & set(phrases(dev=False))


def laid_out_again(
    clean: str, damage: Sequence[Edit], *edits: Edit, exactly: bool = False
) -> Structure:
    """Return what is found where a document is damaged so, and these edits are made, or exactly the
    repair."""
    garbled, repair = apply(clean, damage), invert(clean, damage)
    case = Case("hand", 0, 0.0, clean, garbled, repair)
    return structure(case, making(*(repair if exactly else edits))(garbled))


HEADED = "The Quay\n\nIt fell, and the sea took it.\n"


@pytest.mark.parametrize(
    ("clean", "damage"),
    [
        (HEADED, Edit.delete(9, 10, why=f"{TIGHT}, by hand")),
        (HEADED, Edit.replace(8, 10, " ", why=f"{RUN_IN}, by hand")),
        (HEADED, Edit.delete(8, 10, why=f"{GLUED}, heading")),
        (HEADED, Edit.delete(18, 19, why=f"{GLUED}, comma")),
        (HEADED, Edit.replace(22, 23, "\n", why=f"{JOIN}, bare")),
        (HEADED, Edit.insert(15, "-\n", why=f"{JOIN}, bare")),
        (HEADED, Edit.replace(22, 23, "\n\n14\n\n", why=f"{PAGE}, mid-paragraph")),
    ],
)
def test_layout_is_right_where_it_is_as_it_was(clean: str, damage: Edit) -> None:
    """The inverse of the damage is a recall and a precision of 1; doing nothing is a recall of 0,
    and a change elsewhere is wrong.
    """
    kind = damage.why.partition(",")[0]
    again = laid_out_again(clean, [damage], exactly=True)
    assert (again.recall(kind), again.precision(kind), again.exact(kind)) == (1.0, 1.0, 1.0)
    nothing = laid_out_again(clean, [damage])
    assert (nothing.recall(kind), nothing.exact(kind)) == (0.0, 0.0)
    assert isnan(nothing.precision(kind))
    assert len(nothing.shown) == 1
    elsewhere = laid_out_again(clean, [damage], Edit.replace(2, 2, "\n\n"))
    assert (elsewhere.recall(kind), elsewhere.precision(kind)) == (0.0, 0.0)


def test_marks_beside_a_break_do_not_make_it_wrong() -> None:
    """Whether a heading got a stop is measured with the marks."""
    damage = Edit.replace(8, 10, " ", why=f"{RUN_IN}, by hand")
    found = laid_out_again(HEADED, [damage], Edit.replace(8, 9, ".\n\n"))
    assert found.f1(RUN_IN) == 1.0


def test_a_hyphen_left_in_a_word_is_a_join_gone_wrong() -> None:
    """Lines are joined rightly where the word between them is the one that was there."""
    damage = Edit.insert(15, "-\n", why=f"{JOIN}, bare")
    kept = laid_out_again(HEADED, [damage], Edit.delete(16, 17))
    assert kept.recall(JOIN) == 0.0


STORY = "# Aid Grows Again\n" + "The board met in May, as planned, and a well-known firm won.\n" * 3


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A folder with one source of five documents."""
    documents = [STORY.replace("board", f"board of town {number}") for number in range(5)]
    path = tmp_path / "towns.txt.xz"
    path.write_bytes(lzma.compress("\n".join(documents).encode()))
    return path


def test_cases_are_the_same_in_each_run(corpora: Path) -> None:
    """What is drawn depends on nothing but the source and the number of the document."""
    assert list(cases(corpora, 2)) == list(cases(corpora, 2))


def test_there_are_cases_at_each_level_and_undamaged(corpora: Path) -> None:
    """As many as asked for at each level, and every document undamaged once."""
    found = list(cases(corpora, 2))
    by_level = {level: [c.number for c in found if c.level == level] for level in LEVELS}
    assert all(len(numbers) == 2 for numbers in by_level.values())
    undamaged = [case for case in found if case.level == UNDAMAGED]
    assert sorted(case.number for case in undamaged) == [0, 1, 2, 3, 4]
    assert all(case.clean == case.garbled and not case.repair for case in undamaged)
    assert all(apply(case.garbled, case.repair) == case.clean for case in found)


def test_what_is_pasted_can_be_taken_out_again(corpora: Path) -> None:
    """The repair of a case gives its clean text, each piece is named, a phrase comes thrice."""
    of_phrases, of_furniture = list(phrase_cases(corpora, 4)), list(furniture_cases(corpora, 4))
    assert of_phrases == list(phrase_cases(corpora, 4))
    assert of_furniture
    for case in (*of_phrases, *of_furniture):
        assert apply(case.garbled, case.repair) == case.clean
    for case in of_phrases:
        assert sum(edit.why == PHRASE for edit in case.repair) >= 3


def test_lost_layout_can_be_restored(corpora: Path) -> None:
    """The repair of a case gives its clean text, and there are cases of each kind of damage."""
    found = list(layout_cases(corpora, 3))
    assert found == list(layout_cases(corpora, 3))
    assert all(apply(case.garbled, case.repair) == case.clean for case in found)
    kinds = {edit.why.partition(",")[0] for case in found for edit in case.repair}
    assert kinds >= {TIGHT, RUN_IN, GLUED, JOIN}


@pytest.mark.parametrize("seed", range(12))
def test_lines_are_wrapped_as_machines_do_it(seed: int) -> None:
    """No line is wider than 80 columns, and none had room for the first word of the next."""
    clean, damage = wrapped(5 * STORY, random.Random(seed), dev=True)
    lines = apply(clean, damage).split("\n")
    width = max(map(len, lines))
    assert width <= 80
    at_spaces = [edit for edit in damage if edit.new == "\n" and edit.end > edit.start]
    for edit in at_spaces:
        line = apply(clean[: edit.start], [e for e in damage if e.end < edit.start])
        word = clean[edit.end :].split(maxsplit=1)[0]
        assert len(line) - line.rfind("\n") + len(word) > width


def test_a_level_is_the_share_that_is_lost() -> None:
    """At level 1 every mark goes, the heading runs in, and each paragraph has words of another
    document.
    """
    case = damaged("hand", 0, 1.0, STORY, other="zebra quagga zorilla " * 9)
    assert not {*",.-"} & {*case.garbled}
    paragraphs = list(filter(None, case.garbled.splitlines()))
    assert len(paragraphs) == 3
    strays = {"zebra", "quagga", "zorilla"}
    assert all(strays & set(paragraph.split()) for paragraph in paragraphs)
    assert not strays & set(damaged("hand", 0, 1.0, STORY).garbled.split())


def test_one_command_prints_the_figures(
    corpora: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind of damage, each system, the reliability, the harm and the goals are printed."""
    monkeypatch.setattr(
        sys, "argv", ["quality", str(corpora.parent), "--documents", "1", "--show-harm"]
    )
    main()
    printed = capsys.readouterr().out
    for title in ("towns: 4 damaged", "all sources: 4 damaged", "sentence marks", "heading breaks"):
        assert title in printed
    assert all(name in printed for name in (*systems(), TEXTCLEAN))
    assert "expected calibration error" in printed
    assert "cal. err." in printed
    assert "phrases, three times" in printed
    assert all(f"  {kind} " in printed for kind in (TIGHT, RUN_IN, GLUED, JOIN))
    assert "Words lost from undamaged documents: 0" in printed
