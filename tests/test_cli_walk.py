"""Which files of a folder are taken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import DAMAGED, Command, in_empty_folder  # noqa: F401


def taken(command: Command, *arguments: str) -> list[str]:
    """Return the files that `check` reports on, in its order."""
    done = command("check", "--output-format", "concise", "--select", "spacing", *arguments)
    return [line.partition(":")[0] for line in done.out.splitlines()]


def test_texts_are_taken_and_other_files_are_not(command: Command) -> None:
    """A walk takes `*.txt` and `*.text`, sorted; a file that is named is taken whatever it is."""
    for name in ("b.txt", "a.text", "c.log", "d.py", "deep/er/e.txt", ".hidden.txt", ".git/f.txt"):
        command.write(name)
    assert taken(command, ".") == taken(command) == ["a.text", "b.txt", "deep/er/e.txt"]
    assert taken(command, "c.log", ".hidden.txt") == ["c.log", ".hidden.txt"]


def test_include_widens_a_walk(command: Command) -> None:
    """The key `include` states what a walk takes."""
    command.write("textclean.toml", 'include = ["*.log", "*.txt"]')
    for name in ("a.txt", "b.log", "c.text"):
        command.write(name)
    assert taken(command, ".") == ["a.txt", "b.log"]


GITIGNORE = [
    ({".gitignore": "*.txt"}, []),
    ({".gitignore": "/a.txt"}, ["deep/a.txt", "deep/b.txt"]),
    ({".gitignore": "deep/"}, ["a.txt"]),
    ({".gitignore": "a.txt\n!deep/a.txt"}, ["deep/a.txt", "deep/b.txt"]),
    ({".gitignore": "*.txt", "deep/.gitignore": "!b.txt"}, ["deep/b.txt"]),
    ({".gitignore": "!a.txt", "deep/.gitignore": "a.txt"}, ["a.txt", "deep/b.txt"]),
    ({".gitignore": "deep/", "deep/.gitignore": "!*.txt"}, ["a.txt"]),
    ({".gitignore": "# a.txt\n!\n\\\n"}, ["a.txt", "deep/a.txt", "deep/b.txt"]),
    ({".git/info/exclude": "deep/"}, ["a.txt"]),
]


@pytest.mark.parametrize(("files", "expected"), GITIGNORE)
def test_gitignore_is_respected(
    command: Command, files: dict[str, str], expected: list[str]
) -> None:
    """Ignore files count as for git: the nearest one that mentions a path decides."""
    for name in ("a.txt", "deep/a.txt", "deep/b.txt"):
        command.write(name)
    for name, text in files.items():
        command.write(name, text)
    assert taken(command, ".") == expected


def test_the_repository_above_is_respected(command: Command) -> None:
    """Ignore files above the named folder count, up to the root of the repository."""
    command.write(".gitignore", "c.txt")
    command.write("repo/.git/HEAD", "")
    command.write("repo/.gitignore", "b.txt")
    for name in ("a.txt", "b.txt", "c.txt"):
        command.write(f"repo/deep/{name}")
    assert taken(command, "repo/deep") == ["repo/deep/a.txt", "repo/deep/c.txt"]


def test_an_ignored_folder_that_is_named_is_taken(command: Command) -> None:
    """Whoever names an ignored folder means it."""
    command.write(".git/HEAD", "")
    command.write(".gitignore", "build/")
    command.write("build/a.txt")
    assert taken(command, ".") == []
    assert taken(command, "build") == ["build/a.txt"]


def test_links_are_not_followed(command: Command) -> None:
    """A walk neither runs in circles nor leaves the folder that was named."""
    command.write("outside/a.txt")
    command.write("in/b.txt")
    folder = command.folder / "in"
    (folder / "circle").symlink_to(folder)
    (folder / "out").symlink_to(command.folder / "outside")
    (folder / "link.txt").symlink_to(command.folder / "outside" / "a.txt")
    (folder / "broken.txt").symlink_to("nowhere")
    assert taken(command, "in") == ["in/b.txt"]


EXCLUDES = [
    (["--exclude", "raw"], ["a.txt", "deep/b.txt"]),
    (["--exclude", "raw,deep"], ["a.txt"]),
    (["--exclude", "raw", "--exclude", "*b.txt"], ["a.txt"]),
    (["--exclude", "*.txt,!a.txt"], ["a.txt"]),
    (["--exclude", "/b.txt"], ["a.txt", "deep/b.txt", "raw/c.txt"]),
]


@pytest.mark.parametrize(("arguments", "expected"), EXCLUDES)
def test_exclude_leaves_out(command: Command, arguments: list[str], expected: list[str]) -> None:
    """Patterns leave out files and folders, the last that matches deciding."""
    for name in ("a.txt", "deep/b.txt", "raw/c.txt"):
        command.write(name)
    assert taken(command, ".", *arguments) == expected


def test_a_named_file_is_excluded_only_by_force(command: Command) -> None:
    """A file named on the command line is taken, unless `--force-exclude` says otherwise."""
    command.write("raw/a.txt")
    assert taken(command, "raw/a.txt", "--exclude", "raw") == ["raw/a.txt"]
    assert taken(command, "raw/a.txt", "--exclude", "raw", "--force-exclude") == []


def test_a_named_folder_is_taken_though_excluded(command: Command) -> None:
    """A pattern that leaves out the named folder does not count; the other patterns do."""
    command.write("textclean.toml", 'exclude = ["/raw", "draft.txt"]')
    command.write("raw/a.txt")
    command.write("raw/draft.txt")
    assert taken(command, ".") == []
    assert taken(command, "raw") == ["raw/a.txt"]
    assert taken(command, "raw", "--force-exclude") == []


def test_patterns_are_relative_to_the_file_that_states_them(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`exclude` in a configuration means its own folder, wherever the command is called from."""
    command.write("project/textclean.toml", 'exclude = ["/raw"]')
    command.write("project/raw/a.txt")
    command.write("project/deep/raw/b.txt")
    assert taken(command, "project") == ["project/deep/raw/b.txt"]
    monkeypatch.chdir(command.folder / "project" / "deep")
    assert taken(command, "..") == ["../deep/raw/b.txt"]


def test_a_folder_without_texts_is_said_to_be_so(command: Command) -> None:
    """An empty walk is a warning, which says what is taken: it is seldom what the user meant."""
    command.write("in/a.md")
    done = command("check", "in")
    assert done.code == 0
    assert done.err == (
        "textclean: warning: in: holds no file to take; a walk takes *.txt and *.text that nothing "
        "excludes or ignores; name the file itself, or see the settings include and exclude\n"
    )
    command.write("in/textclean.toml", 'include = ["*.wire"]')
    assert "a walk takes *.wire that nothing" in command("check", "in").err


def test_the_mirror_is_no_input_of_the_next_run(command: Command) -> None:
    """`fix . --output out` may be called twice."""
    command.write("a.txt", DAMAGED)
    for _ in range(2):
        assert command("fix", ".", "--output", "out").code == 0
    assert [path.name for path in Path("out").rglob("*")] == ["a.txt"]


# As nobody, who may neither list nor enter the folder `locked`, and list but not enter the folder
# `listed`; all that the command needs is loaded before.
AS_NOBODY = """
import os
from textclean.cli import main
main(["check", "--quiet", "."])
os.chmod("locked", 0)
os.chmod("listed", 0o444)
os.setgid(65534)
os.setuid(65534)
code = main(["check", "--output-format", "concise", "locked", "open"])
raise SystemExit(10 * code + main(["check", "listed"]))
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="root alone can be another")
def test_a_folder_without_permission_is_an_error_and_the_others_are_dealt_with(
    tmp_path: Path,
) -> None:
    """The error names the folder and what to look at; what may be read is read."""
    for name in ("locked", "listed", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Aid grew .\n")
    (tmp_path / "open").chmod(0o755)
    tmp_path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "error: locked: cannot be read (permission denied); check its permissions" in done.stderr
    assert "open/a.txt:1:9: spacing" in done.stdout
    assert "error: listed/a.txt: cannot be read (permission denied)" in done.stderr
    assert done.returncode == 33
