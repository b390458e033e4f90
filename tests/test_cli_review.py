"""`textclean review`: on a real terminal, what is decided there is what `fix` does."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from command import run
from terminal import on_terminal

import textclean
from textclean.cli.decisions import FILE, load

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")

# A space before a stop, a comma that is lost, and two spaces: three findings of two rules.
STORY = "The vote came late .\nIt ended on Tuesday January 27 2026 in Harwick.  They left.\n"
REPAIRED = textclean.clean(STORY)


@pytest.fixture(name="story")
def in_folder(tmp_path: Path) -> Path:
    """Give a file with three findings."""
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    return path


def fixed(path: Path) -> str:
    """Return a file as `fix` leaves it."""
    assert run("fix", "-q", path.name, cwd=path.parent).code == 0
    return path.read_text()


def total(path: Path) -> int:
    """Return how many findings there are in a file, suggestions among them."""
    report = textclean.repair(path.read_text())
    return len(report.edits) + len(report.suggestions)


def test_all_is_shown_of_a_finding(story: Path) -> None:
    """The sentence before and after, the rule, why, how sure, which of how many, and the keys."""
    with on_terminal("review", "a.txt", cwd=story.parent) as terminal:
        shown = terminal.wait_for("q quit").splitlines()
        assert shown[0].split() == f"1 of {total(story)}, 0 decided a.txt:1:19".split()
        assert re.fullmatch(r"spacing  [a-z ]+  \(\d\.\d\d\)", shown[1])
        assert shown[3:5] == ["Before", "The vote came late[- -]."]
        assert shown[6:8] == ["After", "The vote came late."]
        assert shown[9] == "Not decided: fix makes it."
        for key in ("a accept", "r reject", "e edit by hand", "A R all 2 of spacing", "u undo"):
            assert key in terminal.joined
        terminal.type("q")
        assert terminal.end() == 0
    assert not (story.parent / FILE).exists()
    assert story.read_text() == STORY


def test_what_is_accepted_is_made_and_what_is_rejected_is_not(story: Path) -> None:
    """The keys a and r decide, and `fix` follows: the space goes, the date stays as it was."""
    with on_terminal("review", ".", cwd=story.parent) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("a")
        terminal.wait_for("1 decided")
        terminal.wait_for("dates ")
        terminal.type("R")
        terminal.wait_for("spacing ")
        terminal.type("r")
        terminal.wait_for("All is decided")
        terminal.type("q")
        assert terminal.end() == 0
        assert "textclean fix makes it so." in terminal.joined
    assert fixed(story) == STORY.replace(" .", ".")
    assert run("check", ".", cwd=story.parent).err == "Nothing to repair in 1 file.\n"


def test_words_by_hand_are_written(story: Path) -> None:
    """The key e opens a field with the words proposed; Alt-Enter breaks the line, Enter takes it,
    and Escape leaves all as it was.
    """
    with on_terminal("review", "a.txt", cwd=story.parent) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("e")
        terminal.wait_for("Escape leaves it")
        terminal.type("no\x1b")
        terminal.wait_for("q quit")
        terminal.type("e")
        terminal.wait_for("Escape leaves it")
        terminal.type(" at night\x1b\ragain\r")
        terminal.wait_for("1 decided")
        terminal.type("p")
        terminal.wait_for("Edited by hand: fix writes this.")
        assert r"The vote came late{+ at night\nagain+}." in terminal.text
        terminal.type("q")
        assert terminal.end() == 0
    assert fixed(story) == REPAIRED.replace("late.", "late at night\nagain.")


def test_a_walk_is_left_and_taken_up_again(story: Path) -> None:
    """What was decided is saved at once; the next walk begins at what is not decided, and shows
    the rest as it was decided.
    """
    with on_terminal("review", "a.txt", cwd=story.parent) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("r")
        terminal.wait_for("1 decided")
        assert len(load(story.parent)["a.txt"]) == 1
        terminal.process.send_signal(signal.SIGKILL)
        terminal.end()
    with on_terminal("review", "a.txt", cwd=story.parent) as terminal:
        terminal.wait_for("2 of ")
        terminal.wait_for("1 decided")
        terminal.type("p")
        terminal.wait_for("Rejected: the text stays as it is.")
        terminal.type("a")
        terminal.wait_for("2 of ")
        terminal.type("q")
        terminal.end()
    (decision,) = load(story.parent)["a.txt"].values()
    assert decision.new == ""


def test_each_step_is_taken_back(story: Path) -> None:
    """The key u takes back the last decision, in the file too, and goes where it was made."""
    with on_terminal("review", "a.txt", cwd=story.parent) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("A")
        terminal.wait_for("2 decided")
        assert len(load(story.parent)["a.txt"]) == 2
        terminal.type("u")
        terminal.wait_for("1 of ")
        terminal.wait_for("0 decided")
        assert not (story.parent / FILE).exists()
        terminal.type("u")
        terminal.wait_for("There is nothing to take back.")
        terminal.type("q")
        assert terminal.end() == 0


@pytest.mark.parametrize(("columns", "lines"), [(24, 8), (40, 12), (200, 60)])
def test_any_terminal_shows_the_place_and_the_keys(story: Path, columns: int, lines: int) -> None:
    """On a narrow, low or wide terminal one sees where one is, the rule and how to leave; nothing
    breaks, and what does not fit is scrolled to.
    """
    story.write_text("The vote went on and on in the hall of the town " * 40 + "late .\n")
    arguments = ("review", ".", "--select", "spacing")
    with on_terminal(*arguments, cwd=story.parent, columns=columns, lines=lines) as terminal:
        terminal.wait_for("spacing")
        terminal.wait_for("q quit")
        terminal.wait_for("1 of ")
        for _ in range(4):
            terminal.type(" ")
        terminal.wait_for("Not decided")
        terminal.type("a")
        terminal.type("q")
        assert terminal.end() == 0
    (decision,) = load(story.parent)["a.txt"].values()
    assert decision.new == ""


def test_no_colour_where_none_is_wanted(story: Path) -> None:
    """With NO_COLOR no colour is sent, and all can be told without it; else red and green are."""
    for wanted in (True, False):
        environment = {} if wanted else {"NO_COLOR": "1"}
        with on_terminal("review", "a.txt", cwd=story.parent, **environment) as terminal:
            terminal.wait_for("late[- -].")
            terminal.type("q")
            terminal.end()
            colours = any(code in terminal.printed for code in (b"\x1b[31", b";31", b"[0;31"))
            assert colours is wanted


def test_control_characters_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    """A code of a terminal in a text or in the name of a file does nothing there."""
    (tmp_path / "a\x1b]0;name\x07.txt").write_text("The \x1b]0;title\x07 vote \u202e came late .\n")
    with on_terminal("review", ".", cwd=tmp_path, columns=100) as terminal:
        terminal.wait_for(r"\x1b]0;title\x07")
        terminal.wait_for(r"\u202e came late")
        terminal.wait_for(r"a\x1b]0;name\x07.txt:1:")
        terminal.type("q")
        terminal.end()
        assert b"\x1b]0;" not in terminal.printed
        assert "\u202e".encode() not in terminal.printed


def test_words_that_break_a_format_are_not_taken(tmp_path: Path) -> None:
    """A text by hand that would make no JSON of a file is refused with a line that says why."""
    (tmp_path / "a.json").write_text('{"body_text": "The talks , he said, ended."}')
    with on_terminal("review", "a.json", cwd=tmp_path) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("e")
        terminal.wait_for("Escape leaves it")
        terminal.type('"\r')
        terminal.wait_for("JSON")
        terminal.wait_for("0 decided")
        terminal.type("q")
        terminal.end()
    assert not (tmp_path / FILE).exists()


def test_decisions_that_cannot_be_saved_are_said(story: Path) -> None:
    """Where the file of decisions is read-only the screen says so, and so does the exit code."""
    sidecar = story.parent / FILE
    sidecar.write_text("{}\n")
    sidecar.chmod(0o444)
    with on_terminal("review", "a.txt", cwd=story.parent) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("a")
        terminal.wait_for("is not saved: cannot be written")
        terminal.type("q")
        assert terminal.end() == 3
    assert sidecar.read_text() == "{}\n"


def test_what_decisions_show_is_decided_too(tmp_path: Path) -> None:
    """When all is decided, what comes up only then is shown, until nothing more does."""
    story = tmp_path / "a.txt"
    # What is wrong with these marks shows itself in two steps.
    text = "â€œWe left,â€\\ufffd he said. â€œAt noon.â€? Then it rained.\\n\n"
    story.write_text(text, encoding="utf-8")
    with on_terminal("review", "a.txt", cwd=tmp_path) as terminal:
        rounds = 0
        terminal.wait_for("1 of ")
        while terminal.process.poll() is None and rounds < 5:
            terminal.type("RRRRRRRR")
            terminal.wait_for("All is decided")
            terminal.type("q")
            terminal.read_until(
                lambda: "has shown" in terminal.joined or terminal.process.poll() is not None
            )
            rounds += 1
        assert terminal.end() == 0
    assert rounds > 1
    assert run("check", "-q", "a.txt", cwd=tmp_path).code == 0
    assert fixed(story) == text


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), ("\x03", 130)]
)
def test_a_signal_leaves_the_terminal_as_it_was(
    story: Path, number: signal.Signals | str, code: int
) -> None:
    """Broken off, the command leaves the screen, says nothing, and what was decided is saved."""
    with on_terminal("review", "a.txt", cwd=story.parent) as terminal:
        terminal.wait_for("1 of ")
        terminal.type("a")
        terminal.wait_for("1 decided")
        if isinstance(number, str):
            terminal.type(number)
        else:
            terminal.process.send_signal(number)
        assert terminal.end() == code
        assert b"\x1b[?1049l" in terminal.printed
        assert b"Traceback" not in terminal.printed
    assert len(load(story.parent)["a.txt"]) == 1


def test_nothing_to_review(tmp_path: Path) -> None:
    """Clean copy opens no screen."""
    (tmp_path / "a.txt").write_text("All is well.\n")
    with on_terminal("review", ".", cwd=tmp_path) as terminal:
        assert terminal.end() == 0
        assert terminal.joined == "Nothing to review in 1 file."
        assert b"\x1b[?1049h" not in terminal.printed


def test_without_a_terminal_it_is_one_line(story: Path) -> None:
    """In a pipe, or on a terminal that has no screen, it says what to use instead: exit code 2."""
    done = run("review", "a.txt", cwd=story.parent)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "textclean: error: review needs a terminal with a screen; elsewhere use textclean check "
        "and textclean accept, or the page of textclean report\n"
    )
    with on_terminal("review", "a.txt", cwd=story.parent, TERM="dumb") as terminal:
        assert terminal.end() == 2
    assert run("review", "-", cwd=story.parent).err == (
        "textclean: error: review needs files; decisions stand beside them\n"
    )


def test_without_the_library_it_says_what_to_install(story: Path) -> None:
    """Without prompt_toolkit there is one line that names the extra, and exit code 2."""
    program = story.parent / "program.py"
    program.write_text(
        "import importlib.util, sys\n"
        "from textclean.cli import main\n"
        "ours = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name: None if name == 'prompt_toolkit' else ours(name)\n"
        "sys.exit(main(['review', 'a.txt']))\n"
    )
    with on_terminal(cwd=story.parent, columns=200, program=[str(program)]) as terminal:
        assert terminal.end() == 2
        assert terminal.joined == (
            "textclean: error: review needs the library prompt_toolkit; "
            'pip install ".[review]" in a clone, or "textclean-wire[review]" once that is released'
        )
