"""Files as they are written: each is the old one or the new one, and nothing is left beside it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command import DAMAGED, REPAIRED, Command, in_empty_folder  # noqa: F401

from textclean.cli import writing


def test_replacing_keeps_mode_and_owner(tmp_path: Path) -> None:
    """The new file has the mode and the owner of the old one, and no sibling is left."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o604)
    before = path.stat()
    writing.replace(path, b"new", expected=b"old")
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert list(tmp_path.iterdir()) == [path]


def test_replacing_follows_a_chain_of_links(tmp_path: Path) -> None:
    """Links stay links; the file at their end is replaced in its own folder."""
    path = tmp_path / "store" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(b"old")
    (tmp_path / "one").symlink_to("store/a.txt")
    (tmp_path / "two").symlink_to("one")
    writing.replace(tmp_path / "two", b"new", expected=b"old")
    assert path.read_bytes() == b"new"
    assert (tmp_path / "two").is_symlink()
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Somebody else's edit between reading and writing is never lost."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"theirs")
    with pytest.raises(writing.UnwritableOutputError, match="changed by someone else"):
        writing.replace(path, b"ours", expected=b"old")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_long_name_can_be_replaced(tmp_path: Path) -> None:
    """The temporary sibling has a short name of its own."""
    path = tmp_path / ("a" * 251 + ".txt")
    path.write_bytes(b"old")
    writing.replace(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"


def test_a_mirror_makes_its_folders_and_keeps_modes(tmp_path: Path) -> None:
    """A copy stands under the same mode, in folders made as needed."""
    source = tmp_path / "a.txt"
    source.write_bytes(b"copy")
    source.chmod(0o600)
    target = tmp_path / "out" / "deep" / "a.txt"
    writing.mirror(source, target, None)
    assert target.read_bytes() == b"copy"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


LIMITED = """
import resource, sys
from pathlib import Path
from textclean.cli import writing
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    writing.replace(Path(sys.argv[1]), b"x" * 1000, expected=b"old")
except writing.UnwritableOutputError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of processes are POSIX")
def test_a_disk_that_takes_no_more_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing fails half-way, the file is as it was and no temporary one is left."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, path], capture_output=True, text=True, check=True
    )
    assert done.stdout == "cannot be written (file too large); nothing was changed\n"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_with_several_names_is_left(command: Command) -> None:
    """A hard link stays one: a new file under one name would leave the old text under the other."""
    path = command.write("a.txt")
    (command.folder / "b.txt").hardlink_to(path)
    command.write("c.txt")
    done = command("fix", "-q", "a.txt", "c.txt")
    assert done.code == 3
    assert done.err.startswith("textclean: error: a.txt: has 2 names (hard links)")
    assert done.err.count("\n") == 1
    assert path.samefile(command.folder / "b.txt")
    assert (command.read("a.txt"), command.read("c.txt")) == (DAMAGED, REPAIRED)
    assert command("fix", "-q", "a.txt", "--output", "out").code == 0
    assert command.read("out/a.txt") == REPAIRED


def test_a_read_only_file_is_left_by_root_too(command: Command) -> None:
    """What nobody may write is left by who may write everything; what the user may write is not."""
    path = command.write("a.txt")
    path.chmod(0o444)
    done = command("fix", "-q", "a.txt")
    assert done.code == 3
    assert done.err == (
        "textclean: error: a.txt: cannot be written (it is read-only); nothing was changed\n"
    )
    assert command.read("a.txt") == DAMAGED
    path.chmod(0o600)
    assert command("fix", "-q", "a.txt").code == 0


# Another run, stopped between writing its temporary sibling and renaming it.
IN_THE_MIDDLE = """
import sys
from pathlib import Path
from textclean.cli import writing
target = Path(sys.argv[1])
with writing._replacing(target, target.stat()) as file:
    file.write(b"theirs")
    file.flush()
    print(flush=True)
    sys.stdin.read()
"""


@contextmanager
def other_run(target: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process that is about to replace a file, and does so when its input ends."""
    command = [sys.executable, "-c", IN_THE_MIDDLE, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("arguments", [["fix", "in"], ["fix", "src", "--output", "in"]])
def test_what_a_killed_run_left_is_swept(command: Command, arguments: list[str]) -> None:
    """The next run that writes into the folder removes it, at once and even if all is clean; what
    has another name stays, and so does what is no file.
    """
    path = command.write("in/a.txt", REPAIRED)
    command.write("src/a.txt", REPAIRED)
    kept = [command.write(f"in/{name}") for name in (".textclean-1.tmp", ".other-1-01234567.tmp")]
    kept.append(command.folder / "in/.textclean-1-01234567.tmp")
    kept[-1].symlink_to(path)
    with other_run(path) as process:
        os.kill(process.pid, signal.SIGKILL)
    assert len(list(path.parent.iterdir())) == 5
    assert command("check", "in").code == command("fix", "--diff", "in").code == 0
    assert len(list(path.parent.iterdir())) == 5
    assert command(*arguments).code == 0
    assert sorted(path.parent.iterdir()) == sorted([path, *kept])


@pytest.mark.skipif(os.name != "posix", reason="locks are POSIX")
def test_two_runs_at_once_leave_each_other_alone(command: Command) -> None:
    """What another run is about to rename is not swept from under it."""
    theirs = command.write("in/a.txt", REPAIRED)
    command.write("in/b.txt")
    with other_run(theirs) as process:
        assert command("fix", "in").code == 0
        assert command.read("in/b.txt") == REPAIRED
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0
    assert theirs.read_bytes() == b"theirs"
    assert len(list(theirs.parent.iterdir())) == 2


@pytest.mark.skipif(os.name != "posix", reason="locks are POSIX")
def test_a_sibling_that_was_swept_before_it_was_locked_is_made_again(tmp_path: Path) -> None:
    """Between its making and its lock a file looks like one that was left; a run that loses it then
    makes another.
    """
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    script = (
        "import sys; from pathlib import Path; from textclean.cli import writing\n"
        "target = Path(sys.argv[1]); is_ours = writing._is_ours\n"
        "lost = []\n"
        "def late(file):\n"
        "    if not lost:\n"
        "        lost.append(file.name); writing.sweep(target.parent)\n"
        "    return is_ours(file)\n"
        "writing._is_ours = late\n"
        "writing.replace(target, b'new', expected=b'old')\n"
        "assert lost and not Path(lost[0]).exists()"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
