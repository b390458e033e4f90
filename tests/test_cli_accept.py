"""`textclean accept`: what is accepted stays, wherever it moves, until it changes itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import Command, in_empty_folder, run  # noqa: F401

SIDECAR = ".textclean-decisions.json"
SEEDS = Path(__file__).parent.parent / "seeds"
STORY = "The vote came late .\nThe count went on all night long in the town of Harwick.\n"


def decided(folder: Path) -> dict[str, dict[str, str]]:
    """Return the decisions in a folder."""
    found: dict[str, dict[str, str]] = json.loads((folder / SIDECAR).read_text())
    return found


def test_what_is_accepted_is_left_alone(command: Command) -> None:
    """After `accept` neither `check` nor `fix` finds anything, and no copy has changed."""
    for seed in SEEDS.glob("*.txt"):
        command.write(seed.name, seed.read_bytes())
    assert command("check", ".").code == 1
    done = command("accept", ".")
    assert done.code == 0
    assert "accepted in 2 of 2 files." in done.err
    checked = command("check", ".")
    assert (checked.code, checked.err) == (0, "Nothing to repair in 2 files.\n")
    assert command("fix", ".").code == 0
    for seed in SEEDS.glob("*.txt"):
        assert (command.folder / seed.name).read_bytes() == seed.read_bytes()


def test_decisions_survive_edits_elsewhere(command: Command) -> None:
    """A paragraph before it moves the passage, and only the new damage is found and repaired."""
    path = command.write("a.txt", STORY)
    command("accept", "a.txt")
    path.write_text(f"A new line came in , he said.\n\n{STORY}")
    assert command("fix", "a.txt").code == 0
    assert command.read("a.txt") == f"A new line came in, he said.\n\n{STORY}"


def test_a_passage_that_changes_is_judged_anew(command: Command) -> None:
    """A word that changes beside the place makes another passage of it."""
    path = command.write("a.txt", STORY)
    command("accept", "a.txt")
    path.write_text(STORY.replace("late", "soon"))
    done = command("check", "a.txt")
    assert done.code == 1
    assert "1 decision on what is found no more: spacing " in done.err


def test_line_ends_do_not_count(command: Command) -> None:
    """A checkout with other line ends has the same decisions."""
    path = command.write("a.txt", "The talks ended .\nThey were long .\n")
    command("accept", "a.txt")
    path.write_bytes(b"The talks ended .\r\nThey were long .\r\n")
    assert command("check", "a.txt").code == 0


def test_one_file_for_each_folder(command: Command) -> None:
    """Each folder has its own file, with the names in it, and a clean folder has none."""
    command.write("a/one.txt", STORY)
    command.write("b/two.txt", STORY)
    command.write("c/three.txt", "All is well.\n")
    assert command("accept", ".").err == "2 findings accepted in 2 of 3 files.\n"
    assert list(decided(command.folder / "a")) == ["one.txt"]
    assert list(decided(command.folder / "b")) == ["two.txt"]
    assert not (command.folder / "c" / SIDECAR).exists()


def test_the_file_is_the_same_for_the_same_findings(command: Command) -> None:
    """It is sorted, a decision a line, says what it is about, and is not written without need."""
    command.write("b.txt", STORY)
    command.write("a.txt", "He went home .\n")
    command("accept", "b.txt")
    command("accept", "a.txt", "b.txt")
    sidecar = command.folder / SIDECAR
    before, status = sidecar.read_text(), sidecar.stat()
    command("accept", ".")
    assert sidecar.read_text() == before
    assert sidecar.stat().st_ino == status.st_ino
    assert list(decided(command.folder)) == ["a.txt", "b.txt"]
    lines = before.splitlines()
    assert len(lines) == 2 + 2 * 2 + 2
    assert lines[2].endswith('": "He went home[- -].\\n"')


def test_markup_is_accepted_too(command: Command) -> None:
    """Findings in HTML, Markdown and ninjs are left alone in the same way."""
    command.write("a.html", "<p>The talks , he said, <b>ended .</b></p>")
    command.write("a.md", "# A head\n\nThe *talks* , he said, ended .\n")
    command.write("a.json", '{"body_text": "The talks , he said, \\u0022ended\\u0022 ."}')
    paths = ["a.html", "a.md", "a.json"]
    assert command("check", *paths).code == 1
    assert command("accept", *paths).code == 0
    assert command("check", *paths).code == 0


def test_standard_input_has_the_decisions_of_its_name(command: Command) -> None:
    """An editor that sends a file gets it back as `fix` would leave it."""
    command.write("a.txt", STORY)
    command("accept", "a.txt")
    arguments = ("check", "-", "--stdin-filename", "a.txt")
    assert run(*arguments, cwd=command.folder, stdin=STORY.encode()).code == 0
    assert run("check", "-", cwd=command.folder, stdin=STORY.encode()).code == 1


def test_a_folder_is_baselined_by_several_processes(command: Command) -> None:
    """Worker processes get the decisions with each file."""
    command.write("a.txt", STORY)
    command.write("b.txt", STORY)
    assert run("accept", ".", "-j", "2", cwd=command.folder).code == 0
    assert run("check", ".", "-j", "2", cwd=command.folder).code == 0


def test_unused_decisions_go_when_accept_runs_again(command: Command) -> None:
    """What is found no more, and what is about a file that went, is told of and then dropped."""
    gone = command.write("gone.txt", STORY)
    path = command.write("a.txt", STORY)
    command("accept", ".")
    gone.unlink()
    path.write_text("All is well.\n")
    done = command("check", ".")
    assert done.code == 0
    assert "a.txt: 1 decision on what is found no more: spacing " in done.err
    assert f"{SIDECAR}: is about gone.txt, which is not there" in done.err
    assert command("accept", ".").err == "0 findings accepted in 0 of 1 file.\n"
    assert not (command.folder / SIDECAR).exists()


def test_a_choice_of_rules_drops_nothing(command: Command) -> None:
    """`--select` accepts the findings of those rules, and keeps the decisions on others."""
    command.write("a.txt", f"{STORY}The U S won.\n")
    command("accept", "a.txt", "--select", "spacing")
    assert {key.split()[0] for key in decided(command.folder)["a.txt"]} == {"spacing"}
    assert "found no more" not in command("check", "a.txt", "--select", "initialisms").err
    command("accept", "a.txt", "--select", "initialisms")
    assert {key.split()[0] for key in decided(command.folder)["a.txt"]} == {
        "spacing",
        "initialisms",
    }


BROKEN = [
    (b"{", "not valid JSON ("),
    (b"\xff", "not valid JSON ("),
    (b"[]", "is not a file of decisions; "),
    (b'{"a.txt": 1}', "is not a file of decisions; "),
    (b'{"a.txt": {"spacing": 1}}', "is not a file of decisions; "),
]


@pytest.mark.parametrize("verb", ["check", "fix", "accept"])
@pytest.mark.parametrize(("data", "says"), BROKEN)
def test_a_broken_file_is_an_error(command: Command, verb: str, data: bytes, says: str) -> None:
    """A file of decisions that cannot be read ends the run before anything is changed."""
    path = command.write("a.txt", STORY)
    sidecar = command.write(SIDECAR, data)
    done = command(verb, "a.txt")
    assert done.code == 2
    assert done.err.startswith(f"textclean: error: {sidecar}: {says}")
    assert done.err.endswith("mend it, or delete it and decide again\n")
    assert path.read_text() == STORY
    assert sidecar.read_bytes() == data


def test_accept_needs_files(command: Command) -> None:
    """There is no place for decisions about standard input."""
    done = command("accept", "-")
    assert done.code == 2
    assert done.err == "textclean: error: accept needs files; decisions stand beside them\n"


def test_a_file_that_cannot_be_read_is_passed_over(command: Command) -> None:
    """The others are accepted, and exit code 3 says that one was not."""
    command.write("a.txt", STORY)
    command.write("b.txt", b"caf\xe9")
    done = command("accept", ".")
    assert done.code == 3
    assert "b.txt: not UTF-8" in done.err
    assert list(decided(command.folder)) == ["a.txt"]


def test_decisions_that_cannot_be_written_are_an_error(command: Command) -> None:
    """A file of decisions that is set read-only stays, with one line that says so."""
    command.write("a.txt", STORY)
    sidecar = command.write(SIDECAR, "{}\n")
    sidecar.chmod(0o444)
    done = command("accept", "a.txt")
    assert done.code == 3
    assert f"{SIDECAR}: cannot be written (it is read-only)" in done.err
    assert sidecar.read_text() == "{}\n"


def test_decisions_of_a_page_are_taken_over(command: Command) -> None:
    """`accept --decisions` puts each beside its copy, over what was decided there before; a file
    that is not there is an error of one line.
    """
    command.write("a/one.txt", STORY)
    command.write("two.txt", STORY)
    command("accept", "two.txt")
    (key,) = decided(command.folder)["two.txt"]
    stated = {
        "a/one.txt": {key: {"about": "made", "new": "!"}},
        "two.txt": {key: {"about": "made", "new": "?"}, "spacing 0": "stays"},
        "gone.txt": {key: "stays"},
    }
    command.write("decisions.json", json.dumps(stated))
    done = command("accept", "--decisions", "decisions.json")
    assert done.code == 3
    assert done.err.splitlines() == [
        "textclean: error: gone.txt: is not there; run this where the report was made",
        "3 decisions taken over from decisions.json.",
    ]
    assert decided(command.folder) == {"two.txt": stated["two.txt"]}
    assert decided(command.folder / "a") == {"one.txt": stated["a/one.txt"]}
    command("fix", ".")
    assert command.read("a/one.txt") == STORY.replace(" .", "!.")
    assert command.read("two.txt") == STORY.replace(" .", "?.")


def test_accept_takes_paths_or_decisions(command: Command) -> None:
    """Both, neither, or a file that is none is a usage error of one line."""
    command.write("a.txt", STORY)
    for arguments in ([], ["a.txt", "--decisions", "a.txt"]):
        done = command("accept", *arguments)
        assert done.code == 2
        assert done.err == (
            "textclean: error: accept takes the findings of PATHs, or those of --decisions FILE\n"
        )
    assert command("accept", "--decisions", "a.txt").code == 2
    assert command("accept", "--decisions", "none.json").code == 2
