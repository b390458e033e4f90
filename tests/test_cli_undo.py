"""`fix --log` and `textclean undo`: each file is back as it was, or left alone with one line."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import DAMAGED, REPAIRED, Command, in_empty_folder, run, written  # noqa: F401

SEEDS = Path(__file__).parent.parent / "seeds"

# Stories as they lie on real disks: encodings, byte order marks, line ends, markup.
FILES = {
    "plain.txt": DAMAGED.encode(),
    "windows.txt": b"Talks resumed. \r\nThe caf\xe9 , he said .\r\n",
    "mark.txt": codecs.BOM_UTF8 + "Talks  resumed. \n“No” , he said .".encode(),
    "wide.txt": codecs.BOM_UTF16_LE
    + "Talks  resumed. \r\nNo 😀 , he said .\r\n".encode("utf-16-le"),
    "page.html": b'<meta charset="latin1"><p>The caf\xe9 , he <b>said .</b></p>\r\n',
    "page.md": b"# A head\r\n\r\nThe *talks* , he said .\r\n",
    "item.json": b'{ "headline":"Caf\\u00e9s ,\\u0020 he said" }',
}


def put(command: Command) -> list[str]:
    """Write the files and return their names."""
    for name, data in FILES.items():
        command.write(name, data)
    command.write("textclean.toml", 'encoding = "cp1252"\ninclude = ["*.txt"]')
    command.write("utf8/mojibake.txt", "It isnâ€™t a  “plan” , he said 😀 .\n")
    command.write("utf8/textclean.toml", "")
    return [*FILES, "utf8"]


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes and the mode of each story in a folder."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mode)
        for path in folder.rglob("*.*")
        if path.is_file() and "log" not in path.parts
    }


def records(folder: Path) -> list[str]:
    """Return what a log holds."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_every_file_comes_back(command: Command) -> None:
    """Encoding, byte order mark, line ends, markup and mode are what they were, byte for byte."""
    paths = put(command)
    (command.folder / "plain.txt").chmod(0o640)
    before = contents(command.folder)
    assert command("fix", *paths, "--log", "log").code == 0
    after = contents(command.folder)
    assert [name for name in before if before[name] == after[name] and "toml" not in name] == []
    done = command("undo", "log")
    assert (done.code, done.out, done.err) == (0, "", f"{len(before) - 2} files taken back.\n")
    assert contents(command.folder) == before


def test_the_seeds_come_back(command: Command) -> None:
    """Real stories that every kind of rule has worked on come back as they were."""
    for seed in SEEDS.glob("*.txt"):
        command.write(seed.name, seed.read_bytes())
    command("fix", ".", "--log", "log")
    assert command("undo", "log").code == 0
    for seed in SEEDS.glob("*.txt"):
        assert (command.folder / seed.name).read_bytes() == seed.read_bytes()


def test_a_record_has_what_is_needed(command: Command) -> None:
    """A record has the path, the hashes before and after, and the edits as JSON output has them."""
    path = command.write("a.txt")
    shown = json.loads(command("check", "a.txt", "--output-format", "json").out)
    command("fix", "a.txt", "--log", "log")
    record = json.loads((command.folder / "log/0001/000001.json").read_text())
    assert record == {
        "path": str(path),
        "encoding": "utf-8",
        "before": hashlib.sha256(DAMAGED.encode()).hexdigest(),
        "after": hashlib.sha256(REPAIRED.encode()).hexdigest(),
        "edits": shown["files"][0]["edits"],
        "decisions": {},
    }


def test_clean_files_leave_no_trace(command: Command) -> None:
    """A run that repairs nothing logs nothing, and there is nothing to take back."""
    command.write("a.txt", REPAIRED)
    command("fix", "a.txt", "--log", "log")
    assert records(command.folder / "log") == []
    done = command("undo", "log")
    assert (done.code, done.err) == (0, "Nothing was taken back from log.\n")


def test_what_was_taken_back_is_forgotten(command: Command) -> None:
    """The log of a file goes with its repair; a second `undo` changes nothing."""
    path = command.write("a.txt")
    command("fix", "a.txt", "--log", "log")
    command("undo", "log")
    status = written(path)
    assert records(command.folder / "log") == []
    assert command("undo", "log").code == 0
    assert written(path) == status


def test_several_runs_are_undone_newest_first(command: Command) -> None:
    """A file that two runs have repaired comes back as it was before the first."""
    path = command.write("a.txt", "The U S won . \n")
    command("fix", "a.txt", "--log", "log", "--select", "spacing")
    between = path.read_text()
    command("fix", "a.txt", "--log", "log", "--select", "initialisms")
    assert records(command.folder / "log") == [
        "0001",
        "0001/000001.json",
        "0002",
        "0002/000001.json",
    ]
    assert path.read_text() == "The U.S. won.\n"
    assert between == "The U S won.\n"
    assert command("undo", "log").code == 0
    assert path.read_text() == "The U S won . \n"


def test_one_run_can_be_taken_back(command: Command) -> None:
    """The folder of a run is a log of that run alone; the runs before it stay to be undone."""
    path = command.write("a.txt", "The U S won . \n")
    command("fix", "a.txt", "--log", "log", "--select", "spacing")
    command("fix", "a.txt", "--log", "log", "--select", "initialisms")
    assert command("undo", "log/0001").code == 3
    assert path.read_text() == "The U.S. won.\n"
    assert command("undo", "log/0002").code == 0
    assert path.read_text() == "The U S won.\n"
    assert command("undo", "log").code == 0
    assert path.read_text() == "The U S won . \n"


def test_a_file_that_has_changed_is_left_alone(command: Command) -> None:
    """It is an error of one line that says what to do; the other files are taken back."""
    changed = command.write("a.txt")
    command.write("b.txt")
    command("fix", ".", "--log", "log")
    changed.write_text("Mine.\n")
    done = command("undo", "log")
    assert done.code == 3
    error, summary = done.err.splitlines()
    assert error.startswith(f"textclean: error: {changed}: has changed since it was repaired (see ")
    assert error.endswith("put that version back and run undo again, or keep what is there")
    assert summary == "1 file taken back."
    assert changed.read_text() == "Mine.\n"
    assert command.read("b.txt") == DAMAGED
    changed.write_text(REPAIRED)
    assert command("undo", "log").code == 0
    assert changed.read_text() == DAMAGED


def test_a_change_between_two_runs_is_kept(command: Command) -> None:
    """Where somebody wrote between two runs, neither can be taken back through that change."""
    path = command.write("a.txt")
    command("fix", "a.txt", "--log", "log")
    path.write_text(f"{REPAIRED}Mine , he said.\n")
    command("fix", "a.txt", "--log", "log")
    done = command("undo", "log")
    assert done.code == 3
    assert "0001/000001.json) and was left alone" in done.err
    assert path.read_text() == f"{REPAIRED}Mine, he said.\n"
    assert len(records(command.folder / "log")) == 4


def test_files_and_folders_are_chosen(command: Command) -> None:
    """With paths, only what they name is taken back; a path without a repair is an error."""
    for name in ("a.txt", "b/one.txt", "b/two.txt"):
        command.write(name)
    command("fix", ".", "--log", "log")
    assert command("undo", "log", "b", "-q").code == 0
    assert (command.read("a.txt"), command.read("b/one.txt")) == (REPAIRED, DAMAGED)
    done = command("undo", "log", "a.txt", "b/one.txt", "-v")
    assert done.code == 3
    assert f"{command.folder / 'b/one.txt'}: log has no repair of it" in done.err
    assert f"{command.folder / 'a.txt'}: taken back" in done.err
    assert command.read("a.txt") == DAMAGED


def test_a_file_that_is_gone_is_an_error(command: Command) -> None:
    """It is named, and not made anew."""
    path = command.write("a.txt")
    command("fix", "a.txt", "--log", "log")
    path.unlink()
    done = command("undo", "log")
    assert done.code == 3
    assert f"{path}: no such file or folder" in done.err
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_not_logged(command: Command) -> None:
    """Where the repair is not written, no record of it stays."""
    path = command.write("a.txt")
    path.chmod(0o444)
    assert command("fix", "a.txt", "--log", "log").code == 3
    assert not list((command.folder / "log").rglob("*.json"))
    assert path.read_text() == DAMAGED


def test_a_repair_that_cannot_be_logged_is_not_made(command: Command) -> None:
    """A file whose record cannot be written, since the path is too long, stays as it is."""
    path = command.write("a.txt")
    long = "/".join(["d" * 199] * 20 + ["d" * 80])
    done = command("fix", "a.txt", "--log", long)
    assert done.code == 3
    assert done.err.startswith("textclean: error: a.txt: its record ddd")
    assert "cannot be written (file name too long); nothing was changed" in done.err
    assert path.read_text() == DAMAGED


def test_what_lies_in_the_log_is_in_nobodys_way(command: Command) -> None:
    """A file that is called as a run would be stays, and the run gets the next number."""
    command.write("a.txt")
    command.write("log/0001", "mine")
    command("fix", "a.txt", "--log", "log")
    assert records(command.folder / "log") == ["0001", "0002", "0002/000001.json"]
    assert command("undo", "log").code == 0
    assert command.read("log/0001") == "mine"


BROKEN = [
    b"",
    b"{",
    b"[]",
    b'{"path": 1}',
    b'{"path": "a.txt", "encoding": "utf-8", "before": "", "after": "", "edits": [{"start": "x"}]}',
]


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_record_is_an_error(command: Command, data: bytes) -> None:
    """What is no record is told of, stays where it is, and holds nothing else up."""
    command.write("a.txt")
    command("fix", "a.txt", "--log", "log")
    command.write("log/0001/000007.json", data)
    command.write("log/0001/notes.json", b"mine")
    done = command("undo", "log")
    assert done.code == 3
    assert done.err.splitlines() == [
        "textclean: error: log/0001/000007.json: is no record of fix --log; what it was about "
        "cannot be taken back",
        "1 file taken back.",
    ]
    assert records(command.folder / "log") == ["0001", "0001/000007.json", "0001/notes.json"]


def test_edits_that_do_not_lead_back_change_nothing(command: Command) -> None:
    """What comes of undoing is held to the hash of the original before it is written."""
    path = command.write("a.txt")
    command("fix", "a.txt", "--log", "log")
    place = command.folder / "log/0001/000001.json"
    record = json.loads(place.read_text())
    record["edits"][0]["old"] = "x"
    place.write_text(json.dumps(record))
    done = command("undo", "log")
    assert done.code == 3
    assert "do not lead back; left alone" in done.err
    assert path.read_text() == REPAIRED


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fix", "-", "--log", "x"), "--log is about files that are repaired in place; leave it"),
        (("fix", "a.txt", "--diff", "--log", "x"), "--log is about files that are repaired in"),
        (("fix", "a.txt", "--output", "y", "--log", "x"), "--log is about files that are repaired"),
        (("fix", "a.txt", "--log", ""), "an empty path for log; name a file or folder"),
        (("fix", "a.txt", "--log", "a.txt"), "--log: a.txt cannot be made a folder (file exists)"),
        (("undo", "nowhere"), "there is no log nowhere; name the folder that fix --log wrote"),
        (("undo", "a.txt"), "a.txt is no folder; name the one that fix --log wrote"),
        (("undo",), "the following arguments are required: DIR; see textclean undo --help"),
    ],
)
def test_wrong_use_changes_nothing(command: Command, arguments: tuple[str, ...], says: str) -> None:
    """One line says what is wrong, with exit code 2, and the files are as they were."""
    path = command.write("a.txt")
    done = command(*arguments)
    assert done.code == 2
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert path.read_text() == DAMAGED


def test_odd_names_come_back(command: Command) -> None:
    """A name that is no UTF-8, or looks like an option, is no obstacle, nor is a link."""
    odd = command.folder / os.fsdecode(b"caf\xe9.txt")
    try:
        odd.write_text(DAMAGED)
    except OSError:
        pytest.skip("the file system takes no such names")
    command.write("-n.txt")
    (command.folder / "link.txt").symlink_to("-n.txt")
    assert run("fix", str(odd), "link.txt", "--log", "log", cwd=command.folder).code == 0
    assert run("undo", "log", cwd=command.folder).code == 0
    assert odd.read_text() == command.read("-n.txt") == DAMAGED
    assert (command.folder / "link.txt").is_symlink()


def test_a_run_that_is_killed_can_be_taken_back(command: Command) -> None:
    """No record is half written, and each file is as it was before, whenever the run ended."""
    names = [f"{number:03}.txt" for number in range(150)]
    for name in names:
        command.write(name)
    fix = subprocess.Popen(
        [sys.executable, "-m", "textclean", "fix", "-q", ".", "--log", "log"], cwd=command.folder
    )
    deadline = time.monotonic() + 60
    while fix.poll() is None and time.monotonic() < deadline:
        if (command.folder / "log/0001/000005.json").exists():
            fix.send_signal(signal.SIGKILL)
            break
    fix.wait()
    places = list((command.folder / "log").rglob("*.json"))
    assert len(places) >= 5
    for place in places:
        json.loads(place.read_text())
    assert run("undo", "log", cwd=command.folder).code == 0
    assert {command.read(name) for name in names} == {DAMAGED}
    assert records(command.folder / "log") == []


def test_an_undo_that_breaks_off_goes_on(command: Command) -> None:
    """Where a file is back and its records are not gone yet, the next `undo` removes them."""
    path = command.write("a.txt", "The U S won . \n")
    command("fix", "a.txt", "--log", "log", "--select", "spacing")
    command("fix", "a.txt", "--log", "log", "--select", "initialisms")
    path.write_text("The U S won . \n")
    done = command("undo", "log")
    assert (done.code, done.err) == (0, "Nothing was taken back from log.\n")
    assert records(command.folder / "log") == []


def test_a_record_of_what_never_came_about_is_passed_over(command: Command) -> None:
    """A run that breaks off between record and file, and one after it, are undone as one."""
    path = command.write("a.txt")
    command("fix", "a.txt", "--log", "log")
    path.write_text(DAMAGED)
    command("fix", "a.txt", "--log", "log")
    assert path.read_text() == REPAIRED
    assert command("undo", "log").code == 0
    assert path.read_text() == DAMAGED


def test_the_log_is_as_private_as_the_story(command: Command) -> None:
    """Who may not read the story may not read in the log what was in it."""
    command.write("a.txt").chmod(0o600)
    command("fix", "a.txt", "--log", "log")
    assert (command.folder / "log/0001/000001.json").stat().st_mode & 0o777 == 0o600
