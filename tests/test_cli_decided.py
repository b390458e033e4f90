"""What was decided about findings is done by `fix`, told by `check`, and taken back by `undo`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import Command, in_empty_folder  # noqa: F401

import textclean
from textclean.adapters.formats import PLAIN, repair
from textclean.cli.decided import repaired
from textclean.cli.decisions import FILE, Decision, decide, key_of, load
from textclean.cli.files import Document
from textclean.edit import Edit, apply
from textclean.protection import Kept, Protection

# Two findings that are made, a suggestion, and a second space.
STORY = "The vote came late .\nThe talks ended on Tuesday January 27 2026 in Harwick.  They went.\n"


def findings(text: str) -> dict[str, Edit]:
    """Return what is found in a text, by its key."""
    report = textclean.repair(text)
    return {key_of(text, one): one for one in (*report.edits, *report.suggestions)}


def decisions_on(text: str, **texts: str | None) -> dict[str, Decision]:
    """Return decisions about the first finding of each rule that is named: what to write there."""
    found = findings(text)
    about = {}
    for rule, new in texts.items():
        key, edit = next((key, one) for key, one in found.items() if one.rule == rule)
        about[key] = (
            Decision.to_keep(text, edit) if new is None else Decision.to_write(text, edit, new)
        )
    return about


def test_what_was_written_by_hand_takes_the_place(command: Command) -> None:
    """`fix` writes the text of a person in the place of its own, and nothing else changes."""
    path = command.write("a.txt", STORY)
    decide(path, decisions_on(STORY, spacing=" today"))
    assert command("fix", "a.txt").code == 0
    assert command.read("a.txt") == textclean.clean(STORY).replace("late.", "late today.")


def test_a_suggestion_is_made_where_it_was_accepted(command: Command) -> None:
    """What is under the confidence is made by decision, and by no other file or place."""
    path = command.write("a.txt", STORY)
    sure = textclean.repair(STORY, min_confidence=0.99)
    assert "dates" not in {one.rule for one in sure.edits}
    about = decisions_on(STORY, dates=",")
    decide(path, about)
    command("fix", "a.txt", "--min-confidence", "0.99")
    (edit,) = [one for key, one in findings(STORY).items() if key in about]
    assert command.read("a.txt") == apply(STORY, [*sure.edits, edit])


def test_check_and_fix_agree(command: Command) -> None:
    """`check` lists what `fix` would write, as sure as a person is, and says nothing of disuse."""
    path = command.write("a.txt", STORY)
    decide(path, decisions_on(STORY, spacing="!", dates=None))
    done = command("check", "a.txt", "--output-format", "json")
    edits = json.loads(done.out)["files"][0]["edits"]
    assert {"new": "!", "confidence": 1.0} in [
        {"new": edit["new"], "confidence": edit["confidence"]} for edit in edits
    ]
    assert "found no more" not in done.err
    text = STORY
    for edit in reversed(edits):
        text = text[: edit["start"]] + edit["new"] + text[edit["end"] :]
    command("fix", "a.txt")
    assert command.read("a.txt") == text


def test_a_repair_that_was_agreed_to_changes_nothing_else() -> None:
    """To accept what the rules make anyway leaves their repair as it is, in each seed."""
    for seed in (Path(__file__).parent.parent / "seeds").glob("*.txt"):
        text = seed.read_bytes().decode()
        report = textclean.repair(text)
        about = {key_of(text, one): Decision.to_write(text, one, one.new) for one in report.edits}
        found = repaired(Document(text, "utf-8"), textclean.pipeline(), PLAIN, about)
        assert found.report == report
        assert found.held == about.keys()


def test_any_choice_of_findings_is_made(command: Command) -> None:
    """Of the findings of a seed every second is kept from being made, the others agreed to; a
    second run finds nothing, and no place that was to stay has changed.
    """
    for seed in (Path(__file__).parent.parent / "seeds").glob("*.txt"):
        text = seed.read_bytes().decode()
        report = textclean.repair(text)
        path = command.write(seed.name, text)
        decide(
            path,
            {
                key_of(text, one): Decision.to_keep(text, one)
                if number % 2
                else Decision.to_write(text, one, one.new)
                for number, one in enumerate(report.edits)
            },
        )
    assert command("fix", ".").code == 0
    before = {path: path.read_bytes() for path in command.folder.glob("*.txt")}
    assert command("check", ".").err == "Nothing to repair in 2 files.\n"
    assert command("fix", ".").code == 0
    assert {path: path.read_bytes() for path in command.folder.glob("*.txt")} == before


def test_what_was_done_is_no_more_a_decision(command: Command) -> None:
    """Once the file is written, the decisions that it has now are dropped, and the others stay."""
    path = command.write("a.txt", STORY)
    decide(path, decisions_on(STORY, spacing="!", dates=None))
    command("fix", "a.txt")
    left = load(command.folder)["a.txt"]
    assert {key.split()[0] for key in left} == {"dates"}
    assert command("check", "a.txt").err == "Nothing to repair in 1 file.\n"


def test_text_by_hand_that_the_rules_would_change_stays(command: Command) -> None:
    """What a person wrote is not repaired by the next run, whatever the rules think of it."""
    path = command.write("a.txt", STORY)
    decide(path, decisions_on(STORY, spacing="  , they said"))
    command("fix", "a.txt")
    assert command.read("a.txt").startswith("The vote came late  , they said.\n")
    for _ in range(2):
        assert command("fix", "a.txt").err == "Nothing to repair in 1 file.\n"
    assert command.read("a.txt").startswith("The vote came late  , they said.\n")


def test_a_mirror_leaves_the_decisions(command: Command) -> None:
    """`--output`, `--diff` and `check` leave the original as it is, and the decisions on it."""
    path = command.write("a.txt", STORY)
    decide(path, decisions_on(STORY, spacing="!"))
    before = (command.folder / FILE).read_bytes()
    command("fix", "a.txt", "--output", "mirror")
    assert command.read("mirror/a.txt").startswith("The vote came late!.\n")
    command("fix", "--diff", "a.txt")
    command("check", "a.txt")
    assert (command.folder / FILE).read_bytes() == before


def test_undo_brings_the_decisions_back(command: Command) -> None:
    """With the copy come back the decisions that were carried out, the words by hand among them."""
    path = command.write("a.txt", STORY)
    decide(path, decisions_on(STORY, spacing="!", dates=None))
    before = (command.folder / FILE).read_bytes()
    command("fix", "--log", "log", "a.txt")
    assert (command.folder / FILE).read_bytes() != before
    command("undo", "log")
    assert command.read("a.txt") == STORY
    assert (command.folder / FILE).read_bytes() == before


def test_decisions_hold_in_markup(command: Command) -> None:
    """In HTML, Markdown and ninjs what is written by hand stands in the markup as it was typed."""
    for name, source in (
        ("a.html", "<p>The talks , he said, <b>ended</b>.</p>"),
        ("a.md", "# A head\n\nThe *talks* , he said, ended.\n"),
        ("a.json", '{"body_text": "The talks , he said, ended."}'),
    ):
        path = command.write(name, source)
        done = command("check", name, "--output-format", "json")
        (found,) = json.loads(done.out)["files"][0]["edits"]
        edit = Edit(found["start"], found["end"], found["new"], found["rule"])
        decide(path, {key_of(source, edit): Decision.to_write(source, edit, " &amp; more")})
        command("fix", name)
        assert command.read(name) == source[: edit.start] + " &amp; more" + source[edit.end :]


def test_text_by_hand_that_breaks_the_format_is_an_error(command: Command) -> None:
    """What would make another thing of a file than its format has is one line; the file stays."""
    source = '{"body_text": "The talks , he said, ended."}'
    path = command.write("a.json", source)
    (edit,) = repair(source, textclean.pipeline(), "ninjs").edits
    decide(path, {key_of(source, edit): Decision.to_write(source, edit, '"')})
    done = command("fix", "a.json")
    assert done.code == 3
    assert done.err.startswith("textclean: error: a.json: ")
    assert command.read("a.json") == source


def test_the_file_has_a_decision_a_line(command: Command) -> None:
    """What stays is stated by what it is about alone; what is written, with the text."""
    path = command.write("a.txt", STORY)
    decide(path, decisions_on(STORY, spacing="!", dates=None))
    lines = (command.folder / FILE).read_text().splitlines()
    assert lines[1] == ' "a.txt": {'
    assert len(lines) == 2 + 2 + 2
    assert json.loads("{" + lines[3] + "}").popitem()[1] == {
        "about": "The vote came late[- -]{+!+}.\nThe talks ended on Tue",
        "new": "!",
    }


@pytest.mark.parametrize(
    ("edit", "is_kept"),
    [
        (Edit(2, 4, ""), False),
        (Edit.insert(4, ","), False),
        (Edit(4, 5, ""), True),
        (Edit.insert(6, ","), True),
        (Edit(8, 9, ""), False),
        (Edit.insert(8, ","), False),
        (Edit.insert(20, ","), True),
        (Edit(18, 20, ""), False),
        (Edit(19, 21, ""), True),
    ],
)
def test_beside_what_was_written_rules_may_write(edit: Edit, is_kept: bool) -> None:
    """Only what claims characters of a place is kept from it; at a point, what inserts there."""
    rule = textclean.pipeline().normalizers[0]
    places = [Kept(4, 8, "decided", at_edges=False), Kept(20, 20, "decided", at_edges=False)]
    assert list(Protection(places).allowed(edit, rule)) == ([] if is_kept else [edit])
