"""The command line: what is right usage, and what each exit code means."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command import DAMAGED, REPAIRED, Command, in_empty_folder, run  # noqa: F401

import textclean
from textclean.cli import main
from textclean.cli.exit_code import ExitCode, worst
from textclean.tokens import scan

CLEAN = "Talks resumed.\n"
LATIN = "Talks resumed \xe9.\n".encode("latin-1")
FILES: dict[str, str | bytes] = {
    "clean.txt": CLEAN,
    "damaged.txt": DAMAGED,
    "latin.txt": LATIN,
    "binary.txt": b"\x7fELF\0\0\1",
    "large.txt": "A word. " * 1000,
}

EXIT_CODES = [
    ("check clean.txt", 0),
    ("check damaged.txt", 1),
    ("check clean.txt damaged.txt", 1),
    ("fix clean.txt", 0),
    ("fix damaged.txt", 0),
    ("fix --diff damaged.txt", 1),
    ("fix --diff clean.txt", 0),
    ("fix --exit-non-zero-on-fix damaged.txt", 1),
    ("fix --exit-non-zero-on-fix clean.txt", 0),
    ("check latin.txt", 3),
    ("fix latin.txt", 3),
    ("check damaged.txt latin.txt", 3),
    ("check --encoding latin-1 latin.txt", 0),
    ("check missing.txt damaged.txt", 3),
    ("check binary.txt", 0),
    ("check --max-file-size 1K large.txt", 0),
    ("check --select spaceing damaged.txt", 2),
    ("check --select spacing --ignore spacing damaged.txt", 2),
    ("check --select spacing missing.txt --min-confidence 7", 2),
    ("check --config missing.toml damaged.txt", 2),
    ("check - damaged.txt", 2),
    ("check", 3),  # the working folder, where one file is not UTF-8
    ("fix --diff --output out damaged.txt", 2),
    ("fix --nonsense damaged.txt", 2),
    ("", 2),
    ("repair damaged.txt", 2),
    ("--nonsense", 2),
    ("-v check damaged.txt", 2),
    ("rules", 0),
    ("rules spacing", 0),
    ("rules spaceing", 2),
    ("golden missing missing", 2),
    ("--version", 0),
    ("--help", 0),
    ("fix --help", 0),
]


@pytest.mark.parametrize(("arguments", "code"), EXIT_CODES)
def test_exit_code(command: Command, arguments: str, code: int) -> None:
    """Each call ends with the code that the README promises."""
    for name, content in FILES.items():
        command.write(name, content)
    assert command(*arguments.split()).code == code


@pytest.mark.parametrize(
    ("codes", "counts"),
    [
        ((), ExitCode.CLEAN),
        ((ExitCode.CLEAN, ExitCode.FINDINGS), ExitCode.FINDINGS),
        ((ExitCode.UNREADABLE, ExitCode.FINDINGS), ExitCode.UNREADABLE),
        ((ExitCode.UNREADABLE, ExitCode.USAGE, ExitCode.FINDINGS), ExitCode.USAGE),
    ],
)
def test_the_worst_code_counts(codes: tuple[ExitCode, ...], counts: ExitCode) -> None:
    """A wrong call outranks unread input, and unread input outranks findings."""
    assert worst(codes) is counts


ERRORS = [
    (
        "check --select spaceing damaged.txt",
        '--select: textclean has no rule "spaceing"',
        "spacing",
    ),
    ("check --preset wires damaged.txt", '--preset: textclean has no preset "wires"', "wire"),
    ("check --output-format jsonl damaged.txt", '"jsonl"', 'did you mean "json-lines"?'),
    ("check --input-format htlm damaged.txt", "--input-format has no", 'did you mean "html"?'),
    ("check --input-format md damaged.txt", "--input-format has no", 'did you mean "markdown"?'),
    ("corpus in -o out --engine rai", "--engine has no value", 'did you mean "ray"?'),
    ("fix --dry-run damaged.txt", 'no option "--dry-run"', "use textclean check, or fix --diff"),
    ("config missing.txt", "missing.txt: no such file or folder", "check the path"),
    ("config damagd.txt", "damagd.txt: no such file or folder", "did you mean damaged.txt?"),
    (
        "fix --output out.txt clean.txt",
        "--output: out.txt would be a folder; write out.txt/",
        "textclean fix - --stdin-filename clean.txt < clean.txt > out.txt",
    ),
    ("check --output-format jsn damaged.txt", "--output-format: textclean has no output f", "json"),
    ("check --encoding utf-9 damaged.txt", '--encoding: "utf-9" is no encoding', "try utf-8"),
    ("check --encoding hex damaged.txt", '--encoding: "hex" is no encoding', "try utf-8"),
    ("check --max-file-size huge damaged.txt", "--max-file-size: must be a number", "10M"),
    ("check --min-confidence nan damaged.txt", "--min-confidence: must be a number", "0 to 1"),
    ("check -j two damaged.txt", "--jobs: must be a whole number", "0 or more"),
    ("check missing.txt", "missing.txt: no such file or folder", "check the path"),
    ("check damaged.txt -", "- (standard input) stands alone", "leave out"),
    ("fix --output out -", "--output needs files", "standard output"),
    ("fix --diff --output-format json damaged.txt", "--diff has its own format", "leave out"),
    ("check --stdin-filename a.txt damaged.txt", "--stdin-filename goes with", "-"),
    ("check --select , damaged.txt", "--select: names no rule", "name one"),
    ("check --encoding utf-16 damaged.txt", "has no byte order mark", "utf-16-le or utf-16-be"),
    ("fix --output damaged.txt clean.txt", "--output: damaged.txt is no folder", "another"),
    ("check --config . damaged.txt", "cannot be read (is a directory)", ""),
    (f"check {'x' * 5000}", "cannot be read (file name too long)", "check"),
    ("fixx damaged.txt", 'no command "fixx"', 'did you mean "fix"?'),
    ("damaged.txt", 'no command "damaged.txt"', "textclean fix damaged.txt"),
    ("nothing.txt", 'no command "nothing.txt"', "textclean fix PATH"),
    ("check damagd.txt", "damagd.txt: no such file or folder", "did you mean damaged.txt?"),
    ("check --seelct=dates damaged.txt", 'no option "--seelct"', 'did you mean "--select"?'),
    ("check --frob damaged.txt", "unrecognized arguments: --frob", "check --help"),
    ("-q fix damaged.txt", "the command comes first", "textclean COMMAND"),
    ("fix", "the following arguments are required: PATH", "fix --help"),
    ("fix -q -v damaged.txt", "not allowed with", "fix --help"),
    ("check latin.txt", "latin.txt: not UTF-8 at byte offset 14 (0xE9)", "--encoding cp1252"),
]


@pytest.mark.parametrize(("arguments", "says", "hint"), ERRORS)
def test_an_error_is_one_line_with_a_way_out(
    command: Command, arguments: str, says: str, hint: str
) -> None:
    """An error says in one line what is wrong and what to do next, and nothing is written."""
    for name, content in FILES.items():
        command.write(name, content)
    done = command(*arguments.split())
    errors = [line for line in done.err.splitlines() if line.startswith("textclean: error: ")]
    assert done.code in (2, 3)
    assert len(errors) == 1
    assert says in errors[0]
    assert hint in errors[0]
    assert done.out == ""
    assert command.read("damaged.txt") == DAMAGED


def test_names_without_commas_are_told_to_need_them(command: Command) -> None:
    """Names of rules with blanks between them get their commas in the error, and a misspelt one
    among them is no such list.
    """
    done = command("check", "--select", "spacing dates", ".")
    assert done.code == 2
    assert "part names with commas: spacing,dates" in done.err
    assert "commas" not in command("check", "--select", "spacing datess", ".").err


@pytest.mark.parametrize(
    "arguments",
    [
        ["fix", ""],
        ["fix", "a.txt", ""],
        ["fix", "a.txt", "--output", ""],
        ["fix", "a.txt", "--config", ""],
        ["golden", "", "stories"],
        ["fix", "a\0.txt"],
    ],
)
def test_an_empty_path_is_a_mistake(command: Command, arguments: list[str]) -> None:
    """A variable that a script forgot to set never means the working folder, nor "in place"."""
    command.write("a.txt")
    done = command(*arguments)
    assert done.code == 2
    assert "an empty path for" in done.err
    assert command.read("a.txt") == DAMAGED


def test_options_stand_anywhere_around_paths(command: Command) -> None:
    """Options may stand before, between and after the paths."""
    command.write("a.txt")
    command.write("b.txt")
    orders = [
        ["--diff", "-q", "a.txt", "b.txt"],
        ["a.txt", "--diff", "b.txt", "-q"],
        ["a.txt", "b.txt", "-q", "--diff"],
    ]
    first, *others = (command("fix", *order) for order in orders)
    assert first.code == 1
    assert "b.txt" in first.out
    assert others == [first, first]


def test_a_path_may_begin_with_a_hyphen(command: Command) -> None:
    """What stands behind `--` is a path."""
    command.write("-odd.txt")
    assert command("fix", "-q", "--", "-odd.txt") == command("fix", "-q", "./-odd.txt")
    assert command.read("-odd.txt") == REPAIRED


def test_the_version_is_printed(command: Command) -> None:
    """`--version` prints the name and version of the package, and which scanner it has."""
    answer = f"textclean {textclean.__version__} ({scan.BUILD} scanner)\n"
    assert command("--version").out == answer


def test_help_names_commands_and_exit_codes(command: Command) -> None:
    """Help can be used without the README at hand."""
    general = command("--help").out
    assert all(name in general for name in ("fix", "check", "rules", "golden", "exit codes:"))
    assert "--min-confidence" in command("check", "--help").out


def test_select_and_ignore_take_lists_and_repeat(command: Command) -> None:
    """Rules are named in comma lists or by repeating the option."""
    command.write("a.txt")
    assert command("check", "--select", "dates,headings", "a.txt").code == 0
    assert command("check", "--select", "dates, spacing", "a.txt").code == 1
    assert command("check", "--select", "dates", "--select", "spacing", "a.txt").code == 1
    assert command("check", "--preset", "minimal", "--ignore", "spacing", "a.txt").code == 0


def test_a_selected_rule_runs_though_the_preset_lacks_it(command: Command) -> None:
    """`--select` chooses among all rules; selecting one never silently runs nothing."""
    command.write("a.txt", "He left on Tuesday January 27 2026, they said.\n")
    assert command("check", "--preset", "minimal", "a.txt").code == 0
    assert command("check", "--preset", "minimal", "--select", "dates", "a.txt").code == 1


@pytest.mark.parametrize("jobs", ["1", "2", "0"])
def test_processes_keep_the_order(tmp_path: Path, jobs: str) -> None:
    """Any number of processes prints the same in the same order."""
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(DAMAGED * (10 - number))
    (tmp_path / "4.txt").write_bytes(LATIN)
    done = run(
        "check", ".", "--select", "spacing", "--output-format", "concise", "-j", jobs, cwd=tmp_path
    )
    names = list(dict.fromkeys(line.partition(":")[0] for line in done.out.splitlines()))
    assert names == [f"{number}.txt" for number in range(9) if number != 4]
    assert done.code == 3
    assert "4.txt: not UTF-8" in done.err


def test_odd_file_names_are_printed_safely(command: Command) -> None:
    """A file name can neither break a line nor reach the terminal as a command."""
    command.write("new\nline\x1b[31m.txt")
    done = command("check", ".", "--output-format", "concise", "--select", "spacing")
    assert done.out.startswith("new\\nline\\x1b[31m.txt:1:15: spacing")
    assert len(done.out.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="file names are text elsewhere")
def test_a_file_name_need_not_be_text(tmp_path: Path) -> None:
    """A name that is not UTF-8 is taken like any other."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(DAMAGED)
    done = run("check", ".", "--output-format", "json", cwd=tmp_path)
    assert done.code == 1
    assert json.loads(done.out)["files"][0]["path"] == "caf\udce9.txt"
    assert run("fix", ".", cwd=tmp_path).code == 0


def test_main_takes_the_arguments_of_the_process(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `argv`, `main` reads those that the process was started with."""
    monkeypatch.setattr("sys.argv", ["textclean", "--version"])
    assert main() == 0
