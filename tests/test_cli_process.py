"""The command as a process: start-up, pipes, signals, permissions, terminals."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import DAMAGED, REPAIRED, run

from textclean.cli import _THREADS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and permissions are POSIX")

TEXTCLEAN = [sys.executable, "-m", "textclean"]
HEAVY = ["attrs", "ftfy", "numpy", "regex", "pathspec", "nltk", "importlib.metadata", "tomllib"]
HEAVY += ["difflib", "asyncio", "multiprocessing", "concurrent.futures", "textclean.presets"]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["fix", "--help"]])
def test_nothing_heavy_is_imported_for_a_short_answer(arguments: list[str]) -> None:
    """`--version` and `--help` wait for no library and no rule."""
    program = (
        "import sys; from textclean.cli import main\n"
        f"main({arguments})\n"
        f"print(*(set({HEAVY}) & set(sys.modules)), sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stderr.split() == []


def test_ftfy_and_numpy_wait_for_their_rule(tmp_path: Path) -> None:
    """Reading a clean file loads neither NLTK nor what only training or a walk needs."""
    (tmp_path / "a.txt").write_text(REPAIRED)
    program = (
        "import sys; from textclean.cli import main\n"
        "main(['check', 'a.txt'])\n"
        "assert not {'nltk', 'torch', 'multiprocessing', 'pathspec'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)


@pytest.mark.parametrize("own", [{}, {"OMP_NUM_THREADS": "3"}])
def test_numpy_takes_one_thread_or_as_many_as_the_caller_says(own: dict[str, str]) -> None:
    """The command sets all limits of threads, or none where one is set already."""
    program = (
        "import os, sys; from textclean.cli import main\n"
        f"for name in {_THREADS}: os.environ.pop(name, None)\n"
        f"os.environ.update({own})\n"
        "main(['--version'])\n"
        f"print(*(f'{{k}}={{os.environ[k]}}' for k in {_THREADS} if k in os.environ))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    _, found = done.stdout.decode().splitlines()
    assert found == ("OMP_NUM_THREADS=3" if own else " ".join(map("{}=1".format, _THREADS)))


def many(folder: Path, count: int) -> None:
    """Write many damaged files."""
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(DAMAGED * 200)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_leaves_ends_the_run(tmp_path: Path, jobs: str) -> None:
    """`textclean check | head -1` ends quietly, as if by the signal that a broken pipe sends."""
    many(tmp_path, 20)
    arguments = ["check", ".", "--preset", "minimal", "--output-format", "concise", "-j", jobs]
    with subprocess.Popen(
        [*TEXTCLEAN, *arguments], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"0000.txt:1:15: spacing")
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == b""
    assert process.returncode == 128 + signal.SIGPIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["fix", "--help"], ["rules", "spacing"], ["check", "a.txt"], ["fix", "-"]],
)
def test_an_output_that_takes_nothing_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    """A full disk under standard output is exit code 3 and no traceback."""
    (tmp_path / "a.txt").write_text(DAMAGED)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*TEXTCLEAN, *arguments],
            cwd=tmp_path,
            input=DAMAGED.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert b"textclean: error: standard output cannot be written (" in done.stderr


@pytest.mark.parametrize(
    ("number", "code", "jobs"),
    [
        (signal.SIGINT, 130, "1"),
        (signal.SIGINT, 130, "2"),
        (signal.SIGTERM, 143, "2"),
        (signal.SIGHUP, 129, "1"),
    ],
)
def test_a_signal_leaves_whole_files(tmp_path: Path, number: int, code: int, jobs: str) -> None:
    """Broken off in mid-run, each file is either as it was or repaired, and none is left over."""
    many(tmp_path, 400)
    whole = {(DAMAGED * 200).encode(), (REPAIRED * 200).encode()}
    process = subprocess.Popen(
        [*TEXTCLEAN, "fix", ".", "--preset", "minimal", "-q", "-j", jobs],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    first = tmp_path / "0000.txt"
    while first.read_text() == DAMAGED * 200:
        assert process.poll() is None
        time.sleep(0.001)
    os.killpg(process.pid, number)
    _, errors = process.communicate()
    assert process.returncode == code
    assert errors == b""
    paths = sorted(tmp_path.iterdir())
    assert [path.name for path in paths] == [f"{number:04}.txt" for number in range(400)]
    contents = [path.read_bytes() for path in paths]
    assert set(contents) == whole, "the run was over before the signal came"


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Return the worker processes of a command, once there are any."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        for child in children.read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return [int(child)]
    return []


def killing(killed: str, moment: str) -> str:
    """Return a program that runs the command, where each worker that `killed` speaks of is killed.

    `moment` is a function, of the module before it, within which that happens, as the system would
    do it.
    """
    module, function = moment.split(".")
    return f"""
import os, signal, sys
from textclean import processes
from textclean.cli import main, pool
ours = {moment}
def {function}(*given):
    if {killed}:
        os.kill(os.getpid(), signal.SIGKILL)
    return ours(*given)
{module}.{function} = {function}
if __name__ == "__main__":
    sys.exit(main())
"""


def run_killing(
    folder: Path, killed: str, moment: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run the command, its workers killed, on six damaged files."""
    for number in range(6):
        (folder / f"{number}.txt").write_text(DAMAGED)
    program = folder / "program.py"
    program.write_text(killing(killed, moment))
    command = [sys.executable, str(program), "fix", ".", "--preset", "minimal", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_killed_worker_costs_its_file_alone(tmp_path: Path) -> None:
    """When the system kills a worker process, the file that it was at is one line of error; the
    others are repaired, by another worker.
    """
    done = run_killing(tmp_path, "given[0].name == '2.txt'", "pool.examine", "-q", "-j", "2")
    assert done.returncode == 3
    assert done.stderr == (
        "textclean: error: 2.txt: its worker process was killed, perhaps for want of memory, and "
        "the file was left alone; run again with this file alone\n"
    )
    texts = [(tmp_path / f"{number}.txt").read_text() for number in range(6)]
    assert texts == [REPAIRED, REPAIRED, DAMAGED, REPAIRED, REPAIRED, REPAIRED]


def test_workers_that_cannot_start_end_the_run(tmp_path: Path) -> None:
    """Where each new worker dies before it is up, the run says so and does not try for ever."""
    done = run_killing(tmp_path, "True", "processes._end_with_parent", "-j", "2")
    assert done.returncode == 3
    assert done.stderr.startswith("textclean: error: worker: a worker process was killed as it st")
    assert done.stderr.count("\n") == 1
    assert {(tmp_path / f"{number}.txt").read_text() for number in range(6)} == {DAMAGED}


@pytest.fixture
def shared() -> Iterator[Path]:
    """Give a folder that every user may enter; that of pytest is closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


# Root reads everything. Its rights are dropped once all that the command needs is imported, because
# the interpreter itself may stand where others cannot read it.
AS_NOBODY = """
import os, sys
from textclean.cli import main
warm = sys.argv.pop(1)
main(["fix", "-q", "--preset", "minimal", warm])
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
sys.exit(main())
"""


def as_nobody(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user whom permissions bind."""
    with tempfile.TemporaryDirectory() as warm:
        (Path(warm) / "a.txt").write_text(DAMAGED)
        return subprocess.run(
            [sys.executable, "-c", AS_NOBODY, warm, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )


def test_permissions_that_are_missing_are_named(shared: Path) -> None:
    """What may not be read or entered is one line each and exit code 3; the rest is repaired."""
    for name in ("closed/a.txt", "secret.txt", "open.txt"):
        (shared / name).parent.mkdir(exist_ok=True)
        (shared / name).write_text(DAMAGED)
        (shared / name).chmod(0o666)
    (shared / "secret.txt").chmod(0)
    (shared / "closed").chmod(0)
    done = as_nobody(shared, "fix", "-q", ".", "--isolated", "--preset", "minimal")
    (shared / "closed").chmod(0o755)
    assert done.returncode == 3
    assert sorted(line.partition(" (")[0] for line in done.stderr.splitlines()) == [
        "textclean: error: closed: cannot be read",
        "textclean: error: secret.txt: cannot be read",
    ]
    assert (shared / "open.txt").read_text() == REPAIRED


@pytest.mark.parametrize(("mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_file_that_may_not_be_written_is_left(shared: Path, mode: int, folder_mode: int) -> None:
    """A read-only file stays as it is, and so does any file in a read-only folder."""
    path = shared / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text(DAMAGED)
    path.chmod(mode)
    path.parent.chmod(folder_mode)
    done = as_nobody(shared, "fix", "-q", "in/a.txt", "--isolated", "--preset", "minimal")
    path.parent.chmod(0o755)
    assert done.returncode == 3
    assert done.stderr.startswith("textclean: error: in/a.txt: cannot be written (")
    assert path.read_text() == DAMAGED
    assert list(path.parent.iterdir()) == [path]


CHECK = ("check", "a.txt", "--preset", "minimal")


def on_a_terminal(folder: Path, *arguments: str, **environment: str) -> bytes:
    """Return what the command prints when standard output is a terminal."""
    ours, theirs = pty.openpty()
    surroundings = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    subprocess.run(
        [*TEXTCLEAN, *arguments],
        cwd=folder,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=surroundings | environment,
        check=False,
    )
    os.close(theirs)
    printed = os.read(ours, 10_000)
    os.close(ours)
    return printed


def test_colour_is_for_terminals_that_want_it(tmp_path: Path) -> None:
    """Colour comes on a terminal, not in a pipe, and not to those who decline it."""
    (tmp_path / "a.txt").write_text(DAMAGED)
    assert b"\033[" in on_a_terminal(tmp_path, *CHECK)
    assert b"\033[" not in on_a_terminal(tmp_path, *CHECK, NO_COLOR="1")
    assert b"\033[" not in on_a_terminal(tmp_path, *CHECK, TERM="dumb")
    assert "\033[" not in run("check", "a.txt", cwd=tmp_path, TERM="xterm").out


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    """A locale without Unicode neither stops the command nor changes the text."""
    (tmp_path / "a.txt").write_text("It’s “over”. \n", encoding="utf-8")
    done = run(
        *("fix", "--diff", "a.txt", "--preset", "minimal"),
        cwd=tmp_path,
        LC_ALL="C",
        PYTHONCOERCECLOCALE="0",
        PYTHONUTF8="0",
    )
    assert "+It’s “over”.\n" in done.out


@pytest.mark.parametrize(
    "arguments", ["--version", "rules spacing", "check a.txt", "fix --diff a.txt", "fix -"]
)
def test_a_closed_output_is_an_error(tmp_path: Path, arguments: str) -> None:
    """What nobody can read is exit code 3 and one line, and not success."""
    (tmp_path / "a.txt").write_text(DAMAGED)
    command = f"exec '{sys.executable}' -m textclean {arguments} < a.txt >&-"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 3
    lines = [line for line in done.stderr.splitlines() if "error: standard output cannot" in line]
    assert len(lines) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("options", "code"), [("-q", 0), ("", 3)])
def test_closed_streams_are_survived(tmp_path: Path, options: str, code: int) -> None:
    """Without any standard stream the file is repaired all the same; only what was to be said on
    standard output and could not be makes it an error.
    """
    (tmp_path / "a.txt").write_text(DAMAGED)
    command = f"exec '{sys.executable}' -m textclean fix {options} a.txt >&- 2>&- <&-"
    assert subprocess.run(["sh", "-c", command], cwd=tmp_path, check=False).returncode == code
    assert (tmp_path / "a.txt").read_text() == REPAIRED


def test_a_closed_input_is_no_empty_text(tmp_path: Path) -> None:
    """A filter without input fails, lest an empty text be put in the place of a story."""
    command = f"exec '{sys.executable}' -m textclean fix - <&-"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("textclean: error: <stdin>: cannot be read (bad file descriptor)")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_says_nothing_and_the_next_one_ends_it(tmp_path: Path, jobs: str) -> None:
    """After SIGKILL each file is whole, the workers are gone without a word, and another run leaves
    nothing behind, wherever the first one was.
    """
    many(tmp_path, 90)
    whole = {(DAMAGED * 200).encode(), (REPAIRED * 200).encode()}
    command = [*TEXTCLEAN, "fix", ".", "--preset", "minimal", "-q", "-j", jobs]
    for number in (0, 40):
        process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
        while (tmp_path / f"{number:04}.txt").read_text() == DAMAGED * 200:
            assert process.poll() is None
            time.sleep(0.001)
        os.kill(process.pid, signal.SIGKILL)
        assert process.communicate()[1] == b""
        assert {path.read_bytes() for path in tmp_path.glob("*.txt")} == whole
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    assert len(list(tmp_path.iterdir())) == 90
    assert {path.read_text() for path in tmp_path.iterdir()} == {REPAIRED * 200}


def test_a_diff_reaches_no_terminal_as_codes(tmp_path: Path) -> None:
    """A sequence in a text is shown by a diff on a terminal, and kept in one that `patch` reads."""
    (tmp_path / "a.txt").write_text("Talks \x1b]0;title\x07resumed. \n")
    arguments = ["fix", "--diff", "a.txt", "--select", "spacing"]
    printed = on_a_terminal(tmp_path, *arguments)
    assert rb"Talks \x1b]0;title\x07resumed." in printed
    assert b"\x1b]0;" not in printed
    assert "+Talks \x1b]0;title\x07resumed.\n" in run(*arguments, cwd=tmp_path).out
