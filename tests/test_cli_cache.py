"""The cache of files that have nothing to repair: nobody sees it but by the clock."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from command import Command, in_empty_folder, run  # noqa: F401

import textclean
from textclean.cli import cache
from textclean.cli.cache import folder
from textclean.cli.decided import Decided, repaired
from textclean.cli.files import Document
from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome, examine

CLEAN = "All is well on edition {}.\n"
DAMAGED = "The vote , he said, came late.\n"
# Nothing to repair, but something to suggest, something kept, and a comment that keeps nothing.
SUGGESTED = "It ended on Tuesday January 27 2026 in Harwick.\n"


@pytest.fixture(name="own", autouse=True)
def in_own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a cache that is empty."""
    own = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(own))
    return own


@pytest.fixture(name="seen")
def texts_examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of the texts that the rules are run over, to which more are added."""
    seen: list[str] = []

    def noted(document: Document, *given: Any) -> Decided:
        seen.append(document.text)
        return repaired(document, *given)

    monkeypatch.setattr("textclean.cli.repairs.repaired", noted)
    return seen


def write_some(command: Command) -> None:
    """Write files of each kind."""
    report = textclean.repair(SUGGESTED, min_confidence=0.9)
    assert report.suggestions
    assert not report.edits
    for number in range(3):
        command.write(f"clean{number}.txt", CLEAN.format(number))
    command.write("damaged.txt", DAMAGED)
    command.write("suggested.txt", SUGGESTED)
    command.write("odd.txt", b"caf\xe9")
    command.write("binary.txt", b"a\0b")
    command.write("a.md", "<!-- textclean: off -->\n\nFine.\n\n<!-- textclean: on -->\n")
    protect = 'protect = ["edition", "no such words"]'
    command.write("pyproject.toml", f"[tool.textclean]\nmin-confidence = 0.9\n{protect}\n")


@pytest.mark.parametrize("arguments", [["-v"], ["-v", "--output-format", "json"], ["-q"]])
@pytest.mark.parametrize("verb", ["check", "fix"])
def test_what_is_printed_is_the_same(command: Command, verb: str, arguments: list[str]) -> None:
    """Suggestions, warnings, errors and what is not used are told by a warm cache as by a cold one,
    and as by none.
    """
    printed = []
    for options in ([], [], ["--no-cache"]):
        write_some(command)
        printed.append(command(verb, ".", "a.md", *arguments, *options))
    cold, warm, without = printed
    assert cold == warm == without
    assert ("keeps nothing from being repaired" in warm.err) is (
        verb == "check" and "-v" in arguments
    )


def test_patterns_that_match_nothing_are_told_again(command: Command) -> None:
    """Which patterns a clean file uses is remembered with it."""
    protect = 'protect = ["edition", "no such words"]'
    command.write("pyproject.toml", f"[tool.textclean]\n{protect}\n")
    command.write("a.txt", CLEAN)
    command.write("b.txt", CLEAN * 2)
    for _ in range(2):
        says = command("check", ".").err
        assert '"no such words" matches nothing' in says
        assert '"edition" matches nothing' not in says


def test_clean_files_are_examined_once(command: Command, seen: list[str]) -> None:
    """A second run looks at what is damaged alone, and at a file again once it has changed,
    wherever it lies; `--no-cache` looks at all.
    """
    write_some(command)
    command("check", ".")
    seen.clear()
    command("check", ".")
    assert set(seen) == {DAMAGED}
    (command.folder / "clean0.txt").rename(command.folder / "moved.txt")
    command.write("clean1.txt", "All is well anew.\n")
    seen.clear()
    command("check", ".")
    assert set(seen) == {"All is well anew.\n", DAMAGED}
    seen.clear()
    command("check", ".", "--no-cache")
    assert len(seen) == 5


@pytest.mark.parametrize(
    "options",
    [
        ["--min-confidence", "0.2"],
        ["--select", "spacing"],
        ["--ignore", "dates"],
        ["--encoding", "latin-1"],
        ["--input-format", "markdown"],
        ["--isolated"],
    ],
)
def test_other_settings_are_other_entries(
    command: Command, seen: list[str], options: list[str]
) -> None:
    """What was found with some rules, encoding or format says nothing of others."""
    write_some(command)
    command("check", ".")
    seen.clear()
    command("check", ".", *options)
    assert len(seen) >= 5


def test_other_code_is_another_entry(
    command: Command, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a module of ours, or a library, is another, all is looked at again."""
    write_some(command)
    command("check", ".")
    module = Path(cache.__file__)
    status = module.stat()
    os.utime(module, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    cache._code.cache_clear()
    try:
        seen.clear()
        command("check", ".")
        assert len(seen) == 5
    finally:
        os.utime(module, ns=(status.st_atime_ns, status.st_mtime_ns))
        cache._code.cache_clear()


def test_decisions_are_looked_at_each_time(command: Command, seen: list[str]) -> None:
    """A file about which something was decided is examined, whatever was found in it before."""
    command.write("a.txt", CLEAN)
    command.write("b.txt", DAMAGED)
    command("accept", ".")
    seen.clear()
    assert command("check", ".").code == 0
    assert set(seen) == {DAMAGED}


def test_a_file_that_changes_while_it_is_looked_up_is_examined(
    command: Command, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is read again when it is its turn: what it holds then is what counts."""
    command.write("a.txt", DAMAGED)
    path = command.write("b.txt", CLEAN)
    command("check", ".")

    def changing(task: Input) -> Outcome:
        path.write_text(DAMAGED * 2)
        return examine(task)

    monkeypatch.setattr("textclean.cli.work.examine", changing)
    assert "3 repairs to make in 2 of 2 files." in command("check", ".").err


@pytest.mark.parametrize("spoilt", ["no database", "no folder", "read-only"])
def test_a_cache_that_cannot_be_used_is_none(command: Command, own: Path, spoilt: str) -> None:
    """What stands there instead, or may not be written, is nobody's error, and no hindrance."""
    write_some(command)
    expected = command("check", ".", "-v", "--no-cache")
    if spoilt == "no folder":
        (own / "textclean").write_text("mine")
    elif spoilt == "no database":
        (own / "textclean").mkdir()
        (own / "textclean" / "clean.sqlite").write_bytes(b"mine" * 500)
    else:
        command("check", ".")
        (own / "textclean" / "clean.sqlite").chmod(0o400)
        (own / "textclean").chmod(0o500)
    for _ in range(2):
        assert command("check", ".", "-v") == expected


def test_a_damaged_entry_is_looked_at_again(command: Command, own: Path) -> None:
    """An entry that makes no sense is as if it were not there."""
    write_some(command)
    expected = command("check", ".", "-v")
    with sqlite3.connect(own / "textclean" / "clean.sqlite") as database:
        database.execute("UPDATE clean SET found = '{'")
    assert command("check", ".", "-v") == expected


def test_the_cache_does_not_grow_for_ever(
    command: Command, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are too many entries, half of them go."""
    monkeypatch.setattr(cache, "MOST", 10)
    for number in range(12):
        command.write(f"{number}.txt", CLEAN.format(number))
    command("check", ".")
    with sqlite3.connect(own / "textclean" / "clean.sqlite") as database:
        assert database.execute("SELECT count(*) FROM clean").fetchone() == (5,)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_runs_at_once_and_killed_ones_do_no_harm(tmp_path: Path) -> None:
    """Four runs at the same time, one of them killed, print what one alone does; and the next."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(CLEAN.format(number) * 20)
    (tmp_path / "damaged.txt").write_text(DAMAGED)
    command = [sys.executable, "-m", "textclean", "check", ".", "-j", "1"]
    expected = run("check", ".", "--no-cache", cwd=tmp_path)
    runs = [
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    while not (folder() / "clean.sqlite").exists():
        time.sleep(0.001)
    runs[0].send_signal(signal.SIGKILL)
    runs[0].communicate()
    for process in runs[1:]:
        out, err = process.communicate()
        assert (process.returncode, out.decode(), err.decode()) == (
            expected.code,
            expected.out,
            expected.err,
        )
    assert run("check", ".", cwd=tmp_path) == expected
