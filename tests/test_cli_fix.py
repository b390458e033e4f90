"""`textclean fix` and `textclean check`: what is written, what is printed, and where."""

from __future__ import annotations

import codecs
import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from command import DAMAGED, REPAIRED, Command, in_empty_folder, run, written  # noqa: F401


def test_files_are_repaired_in_place(command: Command) -> None:
    """`fix` rewrites the damaged file, says what it did, and leaves the other alone."""
    command.write("a.txt")
    untouched = command.write("b.txt", REPAIRED)
    before = written(untouched)
    done = command("fix", "a.txt", "b.txt")
    assert done.code == 0
    assert done.out == (
        "a.txt:1:15: spacing space at the end of a line  (1.00)  Talks resumed.[- -]\n"
    )
    assert done.err == "1 repair made in 1 of 2 files.\n"
    assert command.read("a.txt") == REPAIRED
    assert written(untouched) == before


def test_a_second_run_changes_nothing(command: Command) -> None:
    """What was repaired is clean."""
    path = command.write("a.txt")
    command("fix", "a.txt")
    before = written(path)
    assert command("fix", "a.txt").err == "Nothing to repair in 1 file.\n"
    assert written(path) == before


def test_diff_shows_and_writes_nothing(command: Command) -> None:
    """`--diff` prints a patch on standard output that `git apply` makes the repair of."""
    command.write("a.txt")
    done = command("fix", "--diff", "a.txt")
    assert done.out.startswith("--- a.txt\n+++ a.txt\n@@ ")
    assert "-Talks resumed. \n+Talks resumed.\n" in done.out
    assert done.err == "1 repair would be made in 1 of 1 file.\n"
    assert command.read("a.txt") == DAMAGED
    patch = done.out.encode()
    subprocess.run(["git", "apply", "-p0", "-"], input=patch, cwd=command.folder, check=True)
    assert command.read("a.txt") == REPAIRED


def test_check_reports_and_changes_nothing(command: Command) -> None:
    """`check` shows each finding with the text that it is about."""
    path = command.write("a.txt")
    before = written(path)
    done = command("check", "a.txt")
    assert done.code == 1
    assert done.out == (
        "a.txt:1:15: spacing space at the end of a line  (1.00)\n"
        "  1 | Talks resumed. \n"
        '    |               ^ delete " "\n'
        "\n"
    )
    assert done.err == "1 repair to make in 1 of 1 file.\n"
    assert written(path) == before


def test_a_folder_is_mirrored_whole(command: Command) -> None:
    """`--output` writes repaired and clean files alike and leaves the inputs as they were."""
    command.write("in/a.txt")
    command.write("in/deep/b.txt", REPAIRED)
    command.write("in/data.txt", b"\0binary")
    command.write("in/code.py")
    assert command("fix", "in", "--output", "out").code == 0
    mirror = command.folder / "out"
    found = {path.relative_to(mirror).as_posix() for path in mirror.rglob("*") if path.is_file()}
    assert found == {"a.txt", "deep/b.txt", "data.txt"}
    assert command.read("out/a.txt") == command.read("out/deep/b.txt") == REPAIRED
    assert command.read("out/data.txt") == "\0binary"
    assert command.read("in/a.txt") == DAMAGED


def test_a_mirror_is_written_only_where_it_differs(command: Command) -> None:
    """A second run into the same folder keeps the times of its files."""
    command.write("in/a.txt")
    command("fix", "in", "--output", "out")
    before = written(command.folder / "out/a.txt")
    command("fix", "in", "--output", "out")
    assert written(command.folder / "out/a.txt") == before


def test_a_mirror_may_be_called_as_a_file_is(command: Command) -> None:
    """A slash says that a folder is meant; one that is there is one, and so is that of several
    files.
    """
    command.write("a.txt")
    command.write("b.txt")
    assert command("fix", "a.txt", "--output", "one.txt").code == 2
    assert not (command.folder / "one.txt").exists()
    for arguments in (["a.txt", "--output", "one.txt/"], ["a.txt", "--output", "one.txt"]):
        assert command("fix", *arguments).code == 0
        assert command.read("one.txt/a.txt") == REPAIRED
    assert command("fix", "a.txt", "b.txt", "--output", "two.txt").code == 0
    assert command.read("two.txt/b.txt") == REPAIRED


@pytest.mark.parametrize(
    ("paths", "output", "says"),
    [
        (["one", "two"], "out", "one/a.txt and two/a.txt would both become out/a.txt"),
        (["one"], "one", "one/a.txt would overwrite one/a.txt"),
        (["one/a.txt"], "two", "one/a.txt would overwrite two/a.txt"),
    ],
)
def test_a_mirror_never_overwrites_an_input(
    command: Command, paths: list[str], output: str, says: str
) -> None:
    """Two inputs for one place, or an output over an input, are refused before anything is done."""
    command.write("one/a.txt")
    command.write("two/a.txt")
    extra = ["two/a.txt"] if paths == ["one/a.txt"] else []
    done = command("fix", *paths, *extra, "--output", output)
    assert done.code == 2
    assert says in done.err
    assert not (command.folder / "out").exists()
    assert command.read("one/a.txt") == command.read("two/a.txt") == DAMAGED


def test_standard_input_is_filtered(tmp_path: Path) -> None:
    """`fix -` writes the text to standard output and everything else to standard error."""
    done = run("fix", "-", cwd=tmp_path, stdin=DAMAGED.encode())
    assert done.code == 0
    assert done.out == REPAIRED
    assert "<stdin>:1:15: spacing" in done.err
    assert run("fix", "-", "-q", cwd=tmp_path, stdin=DAMAGED.encode()).err == ""


def test_a_filter_shows_what_it_deletes(tmp_path: Path) -> None:
    """What is taken out of standard input is gone, so all of it is told, and what it was."""
    prompt = "Sign up for our newsletter to get the top stories of the day in your inbox each day."
    story = "The board met in Oslo on Tuesday.\n\n{}The vote is on Friday, it said.\n"
    done = run("fix", "-", cwd=tmp_path, stdin=story.format(f"{prompt}\n\n").encode())
    assert done.out == story.format("")
    assert f"[-{prompt}\\n\\n-]The vote is on Friday" in done.err


def test_standard_input_is_checked(tmp_path: Path) -> None:
    """`check -` reports under the name that was given, and `fix --diff -` prints a patch."""
    done = run("check", "-", "--stdin-filename", "desk/a.txt", cwd=tmp_path, stdin=DAMAGED.encode())
    assert done.code == 1
    assert done.out.startswith("desk/a.txt:1:15: spacing")
    diff = run("fix", "--diff", "-", cwd=tmp_path, stdin=DAMAGED.encode())
    assert diff.code == 1
    assert "+Talks resumed.\n" in diff.out


@pytest.mark.parametrize(
    ("data", "arguments", "code"),
    [
        (b"PK\3\4\0\0", [], 0),
        (DAMAGED.encode() * 99, ["--max-file-size", "1K"], 0),
        (
            DAMAGED.encode(),
            ["--stdin-filename", "raw/a.txt", "--exclude", "raw", "--force-exclude"],
            0,
        ),
        (REPAIRED.encode(), [], 0),
        (b"", [], 0),
    ],
)
def test_what_is_not_repaired_passes_through(
    tmp_path: Path, data: bytes, arguments: list[str], code: int
) -> None:
    """As a filter, `fix` gives back every byte of what it does not repair."""
    done = run("fix", "-", *arguments, cwd=tmp_path, stdin=data)
    assert (done.code, done.out.encode()) == (code, data)


def test_unreadable_standard_input_writes_nothing(tmp_path: Path) -> None:
    """Input in an unknown encoding ends with 3 and an empty output, never with half of it."""
    done = run("fix", "-", cwd=tmp_path, stdin=b"caf\xe9 \n")
    assert (done.code, done.out) == (3, "")
    assert "<stdin>: not UTF-8 at byte offset 3" in done.err


ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-32-le", codecs.BOM_UTF32_LE),
]


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encoding_mark_and_line_ends_are_kept(
    command: Command, encoding: str, mark: bytes, line_end: str
) -> None:
    """A file stays in its encoding, with its byte order mark and its line ends."""

    def encoded(text: str) -> bytes:
        return mark + f"Zoë — {text}".replace("\n", line_end).encode(encoding)

    path = command.write("a.txt", encoded(DAMAGED))
    assert command("fix", "a.txt").code == 0
    assert path.read_bytes() == encoded(REPAIRED)


def test_a_named_encoding_is_kept(command: Command) -> None:
    """A file in the encoding that the user names is written back in it."""
    path = command.write("a.txt", "It’s a café. \n".encode("cp1252"))
    assert command("fix", "a.txt", "--encoding", "cp1252").code == 0
    assert path.read_bytes() == "It’s a café.\n".encode("cp1252")


def test_a_repair_that_the_encoding_cannot_hold_is_not_made(command: Command) -> None:
    """A character that does not fit is one line that names it, and the file stays as it was."""
    data = "It&rsquo;s over.\n".encode("latin-1")
    path = command.write("a.txt", data)
    done = command("fix", "a.txt", "--encoding", "latin-1")
    assert done.code == 3
    assert done.err.count("textclean: error: ") == 1
    assert "’" in done.err
    assert "U+2019" in done.err
    assert path.read_bytes() == data


def test_mode_is_kept_and_links_lead_to_their_file(command: Command) -> None:
    """The file behind a link is replaced, under the mode that it had; the link stays a link."""
    path = command.write("store/a.txt")
    path.chmod(0o640)
    link = command.folder / "link.txt"
    link.symlink_to(path)
    assert command("fix", "link.txt").code == 0
    assert link.is_symlink()
    assert command.read("store/a.txt") == REPAIRED
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_a_file_named_twice_is_taken_once(command: Command) -> None:
    """A file, its folder and a link to it are one file."""
    command.write("in/a.txt")
    (command.folder / "link.txt").symlink_to("in/a.txt")
    done = command("check", "in/a.txt", "in", "link.txt", "--output-format", "concise")
    assert len(done.out.splitlines()) == 1


def test_suggestions_are_shown_only_when_asked_for(command: Command) -> None:
    """Repairs that are not sure enough are no findings, and are listed with `-v` alone."""
    text = "Officials met on Tuesday January 27 2026, they said.\n"
    command.write("a.txt", text)
    arguments = ("check", "a.txt", "--select", "dates", "--min-confidence", "1")
    silent, verbose = command(*arguments), command(*arguments, "-v")
    assert (silent.code, silent.out) == (0, "")
    assert verbose.code == 0
    assert ", suggestion)" in verbose.out
    assert command("fix", *arguments[1:], "-v").code == 0
    assert command.read("a.txt") == text


def test_quiet_says_nothing_but_errors(command: Command) -> None:
    """`-q` leaves the exit code to speak; what was asked for by name is still printed."""
    command.write("a.txt")
    command.write("b.txt", b"\0")
    assert command("check", "-q", "a.txt", "b.txt") == command("check", "-q", "a.txt")
    assert command("check", "-q", "a.txt").out == ""
    assert command("check", "-q", "--statistics", "a.txt").out == "      1  spacing\n"
    assert "missing.txt" in command("check", "-q", "missing.txt").err


def test_statistics_count_each_rule(command: Command) -> None:
    """`--statistics` adds a table, the most frequent rule first."""
    command.write("a.txt", DAMAGED * 3)
    done = command("check", "a.txt", "--statistics", "--output-format", "concise")
    assert done.out.splitlines()[-1] == "      3  spacing"


def test_json_tells_everything(command: Command) -> None:
    """The JSON of a run holds each edit with its place, in code points and other units."""
    command.write("a.txt", "Zoë 🎉 left. \n")
    command.write("b.txt", REPAIRED)
    done = command("check", "a.txt", "b.txt", "--output-format", "json")
    report = json.loads(done.out)
    assert [file["path"] for file in report["files"]] == ["a.txt"]
    assert report["statistics"] == {"spacing": 1}
    (edit,) = report["files"][0]["edits"]
    assert edit == {
        "line": 1,
        "column": 12,
        "end_line": 1,
        "end_column": 13,
        "start": 11,
        "end": 12,
        "bytes": [15, 16],
        "utf16": [12, 13],
        "repaired": {"start": 11, "end": 11, "bytes": [15, 15], "utf16": [12, 12]},
        "old": " ",
        "new": "",
        "rule": "spacing",
        "confidence": 1.0,
        "why": "space at the end of a line",
    }


def test_json_is_whole_whatever_happens_to_files(command: Command) -> None:
    """Without findings, or with files that cannot be read, the JSON is still an object."""
    command.write("a.txt", REPAIRED)
    done = command("check", "a.txt", "missing.txt", "--output-format", "json")
    assert done.code == 3
    assert json.loads(done.out) == {"files": [], "statistics": {}}


@pytest.mark.parametrize("name", ["binary.txt", "large.txt"])
def test_binary_and_large_files_are_skipped_with_a_warning(command: Command, name: str) -> None:
    """What is no text to repair is left alone, said on standard error, and no failure."""
    command.write("binary.txt", b"Talks resumed. \n\0")
    command.write("large.txt", DAMAGED * 50)
    data = (command.folder / name).read_bytes()
    done = command("fix", name, "--max-file-size", "1K")
    assert done.code == 0
    assert done.err.startswith(f"textclean: warning: {name}: ")
    assert (command.folder / name).read_bytes() == data


def test_no_limit_takes_any_file(command: Command) -> None:
    """`--max-file-size 0` skips nothing."""
    command.write("large.txt", DAMAGED * 50)
    assert command("check", "--max-file-size", "0", "large.txt").code == 1


def test_one_bad_file_does_not_stop_the_others(command: Command) -> None:
    """The rest is repaired though a file before it cannot be read."""
    command.write("a.txt", b"\xff\xfe\xff")
    command.write("b.txt")
    (command.folder / "c.txt").symlink_to("nowhere.txt")
    done = command("fix", "a.txt", "c.txt", "b.txt")
    assert done.code == 3
    assert command.read("b.txt") == REPAIRED
    assert "a.txt: not UTF-16-LE at byte offset 2" in done.err
    assert "c.txt: broken symbolic link to nowhere.txt" in done.err


def test_a_pipe_is_no_file(command: Command) -> None:
    """What is not a regular file is refused instead of waited for."""
    os.mkfifo(command.folder / "pipe.txt")
    done = command("fix", "pipe.txt")
    assert done.code == 3
    assert "pipe.txt: not a regular file" in done.err
