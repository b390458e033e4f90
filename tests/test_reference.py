"""What is made of the parsers is up to date, and works in the real shells and for real readers."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from command import Command, in_empty_folder  # noqa: F401
from reference import ROOT, made

from textclean.cli.arguments import _PARSERS, COMMANDS, SHELLS

MAN_PAGE = ROOT / "docs" / "textclean.1"
PATIENCE = 30  # seconds

# What is typed, tabs among it, and what the command gets.
TYPED = [
    ("chec\t sto\t", "check story.txt"),
    ("fix --output-f\t sari\t fold\t", "fix --output-format sarif folder/"),
    ("rules dat\t", "rules dates"),
    ("check --select headin\t .", "check --select headings ."),
    ("completion zs\t", "completion zsh"),
]


def needs(program: str) -> pytest.MarkDecorator:
    """Skip a test where a program is not installed."""
    return pytest.mark.skipif(not shutil.which(program), reason=f"needs {program}")


@pytest.mark.parametrize("path", made(), ids=lambda path: str(path.name))
def test_what_is_made_is_up_to_date(path: Path) -> None:
    """`nox -s reference` would change nothing."""
    assert path.read_text(encoding="utf-8") == made()[path], "run nox -s reference"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_the_script(command: Command, shell: str) -> None:
    """It is the file that was made."""
    done = command("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert done.out == made()[ROOT / "textclean" / "cli" / "completion" / f"textclean.{shell}"]


def test_another_shell_is_an_error(command: Command) -> None:
    """The line says which there are."""
    done = command("completion", "tcsh")
    assert done.code == 2
    assert "'bash', 'zsh', 'fish'" in done.err


def typed_into(shell: list[str], setup: str, keys: str, folder: Path) -> str:
    """Type keys into an interactive shell, and return what the command was called with."""
    (folder / "story.txt").touch()
    (folder / "folder").mkdir()
    # Whatever is called so says what it got, in signs that nobody types.
    echo = "textclean() { printf '%s%s%s\\n' '<<' \"$*\" '>>'; }"
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ |= {"PS1": "$ ", "TERM": "dumb", "HOME": str(folder)}
        os.execvp(shell[0], shell)
    try:
        seen = ""
        for line in (f"{setup}; {echo}; echo rea''dy", f"textclean {keys}"):
            awaited = r"ready\r?\n" if line.startswith(setup) else r"<<.*>>"
            os.write(terminal, f"{line}\n".encode())
            until = time.monotonic() + PATIENCE
            seen = ""
            while not re.search(awaited, seen):
                if not select.select([terminal], [], [], max(0, until - time.monotonic()))[0]:
                    raise AssertionError(f"nothing more comes after {seen!r}")
                seen += os.read(terminal, 4096).decode(errors="replace")
        return seen.rpartition("<<")[2].partition(">>")[0]
    finally:
        os.close(terminal)
        os.kill(child, 9)
        os.waitpid(child, 0)


@needs("bash")
@pytest.mark.parametrize(("keys", "expected"), TYPED)
def test_bash_completes(tmp_path: Path, keys: str, expected: str) -> None:
    """Commands, options, their values, rules and files, as one types."""
    script = ROOT / "textclean" / "cli" / "completion" / "textclean.bash"
    setup = f"source {script}"
    assert typed_into(["bash", "--norc", "-i"], setup, keys, tmp_path) == expected


@needs("zsh")
@pytest.mark.parametrize(("keys", "expected"), TYPED)
def test_zsh_completes(tmp_path: Path, keys: str, expected: str) -> None:
    """Found as `_textclean` where zsh looks for functions."""
    functions = tmp_path / "functions"
    functions.mkdir()
    script = ROOT / "textclean" / "cli" / "completion" / "textclean.zsh"
    shutil.copy(script, functions / "_textclean")
    setup = f"fpath=({functions} $fpath); autoload -U compinit; compinit -u -D"
    # It takes the slash of a folder away again where no name follows.
    assert typed_into(["zsh", "-f", "-i"], setup, keys, tmp_path) == expected.rstrip("/")


@needs("fish")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("chec", "check"),
        ("check sto", "story.txt"),
        ("fix --output-f", "--output-format"),
        ("fix --output-format sari", "sarif"),
        ("rules dat", "dates"),
        ("check --select headin", "headings"),
        ("completion zs", "zsh"),
    ],
)
def test_fish_completes(tmp_path: Path, line: str, offered: str) -> None:
    """Fish says itself what it would offer for the last word."""
    (tmp_path / "story.txt").touch()
    script = ROOT / "textclean" / "cli" / "completion" / "textclean.fish"
    command = ["fish", "--no-config", "-c", f"source {script}; complete -C 'textclean {line}'"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert offered in [one.partition("\t")[0] for one in done.stdout.splitlines()]


def test_the_man_page_tells_every_option() -> None:
    """Each command has a section, with each of its options."""
    page = MAN_PAGE.read_text(encoding="utf-8").replace(r"\-", "-")
    sections = dict(re.findall(r"^\.SS textclean (\w+)\n(.*?)(?=^\.S)", page, re.M | re.S))
    assert list(sections) == list(COMMANDS)
    for name, section in sections.items():
        options = {
            option for action in _PARSERS[name]()._actions for option in action.option_strings
        }
        told = set(re.findall(r"\\fB(--?[a-z-]+)\\fR", section))
        assert told == options - {"-h", "--help"}


@needs("groff")
def test_groff_warns_of_nothing() -> None:
    """The page is set without a warning."""
    command = ["groff", "-ww", "-man", "-Tascii", str(MAN_PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "textclean fix [OPTIONS] PATH..." in re.sub(r".\x08", "", done.stdout)


@needs("mandoc")
def test_mandoc_finds_no_error() -> None:
    """The page is valid; that it has no date is meant, since a date would be of the building."""
    command = ["mandoc", "-T", "lint", "-W", "warning", str(MAN_PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    complaints = done.stdout.splitlines() + done.stderr.splitlines()
    assert [line for line in complaints if "missing date" not in line] == []
