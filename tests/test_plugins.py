"""Rules of other packages run by name, in Python, by configuration and on the command line."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT
from command import Done, run

EXAMPLE = Path(__file__).with_name("example_plugin")
DAMAGED = "Pay on-line by e-mail.\n"
REPAIRED = "Pay online by email.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the example package into a folder and return the folder."""
    source = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("source") / "package")
    folder = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*install, folder, source], check=True)
    return folder


def _path(site: Path) -> str:
    """Return where Python finds this checkout and the packages in `site`."""
    return os.pathsep.join(map(str, (ROOT, site)))


def command(*arguments: str, site: Path, cwd: Path, stdin: bytes = b"") -> Done:
    """Run the command where the packages in `site` are installed."""
    return run(*arguments, cwd=cwd, stdin=stdin, PYTHONPATH=_path(site))


def python(script: str, *, site: Path) -> str:
    """Return what a script prints, or its error, where the packages in `site` are installed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import textclean\nfrom textclean.errors import *\n{script}"],
        env=os.environ | {"PYTHONPATH": _path(site)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        'extend_select=["closed_up"]',
        'select=["spacing", "closed_up"]',
        'extend_select=["closed_up"], options={"closed_up": {"words": ["on-line", "e-mail"]}}',
    ],
)
def test_python_runs_it_by_name(site: Path, arguments: str) -> None:
    """It is selected and configured as a rule of ours is."""
    assert python(f"print(textclean.clean({DAMAGED!r}, {arguments}))", site=site).strip() == (
        REPAIRED.strip()
    )


@pytest.mark.slow
def test_it_takes_its_place_in_the_pipeline(site: Path) -> None:
    """It runs before the rule that its decorator names, or where `with_rule` puts it."""
    script = """
wire = textclean.pipeline(extend_select=["closed_up"])
print(*[rule.name for rule in wire.normalizers][-3:])
first = textclean.pipeline("minimal").with_rule("closed_up", before="encoding")
print(*[rule.name for rule in first.normalizers])
import pickle
print(pickle.loads(pickle.dumps(wire)) == wire, wire.fingerprint != first.fingerprint)
"""
    assert python(script, site=site).splitlines() == [
        "closed_up punctuation quotation_marks",
        "closed_up encoding spacing",
        "True True",
    ]


@pytest.mark.slow
def test_a_wrong_option_of_it_is_told(site: Path) -> None:
    """Its options are checked by its annotations."""
    script = """
try:
    textclean.clean("", extend_select=["closed_up"], options={"closed_up": {"words": "on-line"}})
except ConfigurationError as error:
    print(error)
"""
    assert python(script, site=site) == (
        '"words" of closed_up must be a list of strings, not a string; did you mean ["on-line"]?\n'
    )


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_configuration_runs_it(site: Path, tmp_path: Path, jobs: str) -> None:
    """`extend-select` and a table of its own are all it needs, in worker processes too."""
    settings = 'extend-select = ["closed_up"]\n[closed_up]\nwords = ["on-line"]\n'
    (tmp_path / "textclean.toml").write_text(settings)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DAMAGED)
    done = command("fix", ".", "-j", jobs, site=site, cwd=tmp_path)
    assert (done.code, done.err) == (0, "2 repairs made in 2 of 2 files.\n")
    assert (tmp_path / "b.txt").read_text() == "Pay online by e-mail.\n"


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--extend-select", "--select"])
def test_the_command_runs_it(site: Path, tmp_path: Path, option: str) -> None:
    """It is selected on the command line as a rule of ours is, its table in the file or not."""
    done = command("fix", "-", option, "closed_up", site=site, cwd=tmp_path, stdin=DAMAGED.encode())
    assert (done.code, done.out) == (0, REPAIRED)
    (tmp_path / "textclean.toml").write_text('[closed_up]\nwords = ["e-mail"]\n')
    assert command("check", "-", site=site, cwd=tmp_path, stdin=DAMAGED.encode()).code == 0
    done = command("fix", "-", option, "closed_up", site=site, cwd=tmp_path, stdin=DAMAGED.encode())
    assert done.out == "Pay on-line by email.\n"


@pytest.mark.slow
def test_the_command_documents_it(site: Path, tmp_path: Path) -> None:
    """It is listed with its package, and told whole as a rule of ours is."""
    listed = command("rules", site=site, cwd=tmp_path).out.splitlines()
    assert listed[-1].startswith("closed_up  Take the hyphen")
    assert listed[-1].endswith("(islander-style)")
    told = command("rules", "closed_up", site=site, cwd=tmp_path).out
    assert "Leaves longer compounds" in told
    assert 'words = ["e-mail", "on-line"]' in told


def installed(site: Path, package: str, entry: str, code: str = "") -> Path:
    """Install by hand a package with one module, of its own name, that registers `entry`."""
    metadata = site / f"{package}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[textclean.normalizers]\n{entry}\n")
    (site / f"{package}.py").write_text(code)
    return site


RULE = "import textclean\n@textclean.normalizer('marks'{place})\ndef x(text):\n    yield from ()\n"
BROKEN = [
    (
        "x = broken:x",
        "import nowhere\n",
        "cannot be imported (ModuleNotFoundError: No module named",
    ),
    ("x = broken:x", "1 / 0\n", "cannot be imported (ZeroDivisionError: division by zero)"),
    ("x = broken:x", "def x(text):\n    yield from ()\n", 'registers "x", which is no rule'),
    ("x = broken:y", RULE.format(place="") + "y = x\n", None),
    ("y = broken:x", RULE.format(place=""), 'registers "y", but the rule is called x'),
    ("dates = broken:x", "", 'the package broken has a rule "dates", which is the name of a rule'),
    (
        "x = broken:x",
        RULE.format(place=", before='datse'"),
        'is to run before "datse", but textclean has no rule "datse"; did you mean "dates"?',
    ),
]


@pytest.mark.parametrize(("entry", "code", "says"), BROKEN)
def test_a_package_that_is_wrong_is_one_line(
    tmp_path: Path, entry: str, code: str, says: str | None
) -> None:
    """A rule that cannot be used is a usage error that names its package, without a traceback."""
    site = installed(tmp_path / "site", "broken", entry, code)
    name = "y" if entry.startswith("y") else "x"
    done = command("check", "-", "--extend-select", name, site=site, cwd=tmp_path)
    if says is None:
        assert done.code == 0
        return
    assert done.code == 2
    assert done.err.startswith("textclean: error: ")
    assert done.err.count("\n") == 1
    assert says in done.err
    assert "broken" in done.err


RASH = """
import re
from textclean.normalizer import Edit, normalizer

@normalizer("words", judges=True)
def x(text):
    for match in re.finditer("more", text.source):
        yield Edit.delete(*match.span(), confidence=0.9)
"""


def test_what_a_rule_was_kept_from_is_a_warning(tmp_path: Path) -> None:
    """Where a rule would have taken most of a text away, the command says so in one line and in
    JSON, and leaves the text as it was.
    """
    site = installed(tmp_path / "site", "rash", "x = rash:x", RASH)
    story = tmp_path / "a.txt"
    story.write_text("Read more more more\n")
    done = command("fix", "--select", "x", "a.txt", site=site, cwd=tmp_path)
    assert (done.code, story.read_text()) == (0, "Read more more more\n")
    warning, summary = done.err.splitlines()
    assert warning.startswith("textclean: warning: a.txt: x would have taken away 75% of the lett")
    assert summary == "Nothing to repair in 1 file."
    as_json = ("--output-format", "json", "-q")
    done = command("check", "--select", "x", "a.txt", *as_json, site=site, cwd=tmp_path)
    (record,) = json.loads(done.out)["files"]
    assert done.err == ""
    assert warning.endswith(record["warnings"][0])


def test_a_bug_in_a_rule_is_one_line(tmp_path: Path) -> None:
    """A rule that fails leaves the file as it was and says where it failed and whose it is, without
    a traceback.
    """
    code = RULE.format(place="").replace("yield from ()", "yield 1 / 0")
    site = installed(tmp_path / "site", "faulty", "x = faulty:x", code)
    story = tmp_path / "a.txt"
    story.write_text(DAMAGED)
    done = command("fix", "--select", "x", "a.txt", site=site, cwd=tmp_path)
    assert done.code == 3
    assert done.err == (
        "textclean: error: a.txt: ZeroDivisionError at faulty.py:4: division by zero; this is a "
        "defect of the package faulty, please report it; --ignore x for now\n"
    )
    assert "Traceback" not in done.err
    assert story.read_text() == DAMAGED


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_rule_that_does_not_end_is_broken_off(tmp_path: Path, jobs: str) -> None:
    """A file that takes longer than `--timeout` is left alone and told, though the rule is within
    one search of a regular expression; the files after it are repaired.
    """
    hangs = "import re\n    if 'hang' in text.source: re.match('(a+)+$', 'a' * 60 + 'b')\n    "
    code = RULE.format(place="").replace("yield from", f"{hangs}yield from")
    site = installed(tmp_path / "site", "slow", "x = slow:x", code)
    names = [f"in/{number}.txt" for number in range(4)]
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / name).write_text("Pay , again.\n" if name != "in/1.txt" else "They hang .\n")
    (tmp_path / "textclean.toml").write_text('extend-select = ["x"]\ntimeout = 3\n')
    done = command("fix", "in", "-j", jobs, site=site, cwd=tmp_path)
    assert done.code == 3
    error, summary = done.err.splitlines()
    assert error.startswith("textclean: error: in/1.txt: took longer than 3 s and was left alone; ")
    assert summary == "3 repairs made in 3 of 3 files."
    texts = [(tmp_path / name).read_text() for name in names]
    assert texts == ["Pay, again.\n", "They hang .\n", "Pay, again.\n", "Pay, again.\n"]


def test_standard_input_may_take_only_so_long(tmp_path: Path) -> None:
    """As a filter the command writes nothing when the time is over."""
    code = RULE.format(place="").replace("yield from", "while True: pass\n    yield from")
    site = installed(tmp_path / "site", "slow", "x = slow:x", code)
    arguments = ("fix", "-", "--select", "x", "--timeout", "0.5")
    done = command(*arguments, site=site, cwd=tmp_path, stdin=DAMAGED.encode())
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("textclean: error: <stdin>: took longer than 0.5 s")
    assert done.err.count("\n") == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_workers_end_with_a_killed_command(tmp_path: Path) -> None:
    """When the command alone is killed, its workers say nothing and do not go on, even within one
    search of a regular expression.
    """
    code = RULE.format(place="").replace(
        "yield from",
        "import os, re, sys; os.write(2, b'.'); re.match('(a+)+$', 'a' * 60 + 'b')\n    yield from",
    )
    site = installed(tmp_path / "site", "slow", "x = slow:x", code)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DAMAGED)
    arguments = ["check", "a.txt", "b.txt", "--select", "x", "-j", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "textclean", *arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": _path(site)},
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.read(1) + process.stderr.read(1) == b".."
        os.kill(process.pid, signal.SIGKILL)
        # It is read to its end, which comes when no worker is left to write to it.
        assert process.stderr.read() == b""


def test_two_packages_with_one_name_are_told(tmp_path: Path) -> None:
    """Which of the two would run cannot be left to chance."""
    for package in ("one", "two"):
        installed(tmp_path / "site", package, f"x = {package}:x")
    done = command("rules", site=tmp_path / "site", cwd=tmp_path)
    assert done.code == 2
    assert 'the packages one and two both have a rule "x"; uninstall one of them' in done.err
    assert done.out.startswith("anpa ")


def test_nobody_looks_for_packages_without_need(tmp_path: Path) -> None:
    """Our own names are found without reading what is installed, so a broken package harms none."""
    site = installed(tmp_path / "site", "broken", "dates = broken:x")
    script = """
import sys
textclean.clean("Aid grew.", ignore=["lists"], options={"headings": {}})
print("importlib.metadata" in sys.modules)
"""
    assert python(script, site=site) == "False\n"
