"""Each format of output holds every edit whole: who knows the format alone can make the repair.

The small functions that are named for a format read what it says, knowing nothing else of textclean
than that lines end at a line feed, a carriage return or both.
"""

from __future__ import annotations

import ast
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import DAMAGED, REPAIRED, Command, in_empty_folder, run  # noqa: F401

import textclean
from golden import GOLDEN
from textclean.edit import Edit, apply
from textclean.pipeline import Report
from textclean.render import OUTPUT_FORMATS, renderer_of
from textclean.render.renderer import Repaired

SCHEMA = Path(__file__).with_name("sarif-2.1.0.json")

COMMAND = (sys.executable, "-m", "textclean")

# Letters that take two units in UTF-16 and four bytes in UTF-8, marks that join others, and a face.
WIDE = "𝒜𐐷 Zoë 🎉 e\u0301 東"

# A change: start, end and new text, in code points of the source.
Change = tuple[int, int, str]


def edits(source: str, *changes: tuple[str, str]) -> tuple[Edit, ...]:
    """Return edits that replace the pieces of a source that are named, each one the first after
    the one before it.
    """
    found, at = [], 0
    for old, new in changes:
        start = source.index(old, at)
        at = start + len(old)
        found.append(Edit(start, at, new, "spacing", 0.99, "a reason, with a comma: 100 % so"))
    return tuple(found)


STORY = GOLDEN.parent / "seeds" / "003_0e22b9a82a6b1fdf.txt"
SOURCES = {
    "emoji": f"{WIDE} said  so.\nThey {WIDE}left {WIDE} \n",
    "crlf": f"Start\r\n\r\n{WIDE} said  so.\r\nThey left \r\nend",
    "carriage returns": "Start\rIt  is so.\rend",
    "start and end": f"Advertisement\r\n{WIDE}\r\nIt  ended.\r\nRead more",
    "no line end": "a  b",
    "all of it": "gone\n",
    "a long deletion": f"One.\n{'Gone. ' * 50}\nTwo.\n",
    "controls": "It\u200b was\xa0\x1b[31m so\u2028  and\tso.\n",
    # As the rules repair it.
    "story": STORY.read_text(encoding="utf-8").replace("\n", "\r\n").replace("Kyiv", "Kyiv 🎉"),
}
CHANGES: dict[str, list[tuple[str, str]]] = {
    "emoji": [("  ", " "), (".", "… 🎉"), ("𐐷", "𐐷𐐷"), (" \n", "\n")],
    "crlf": [("Start\r\n\r\n", ""), ("  ", " "), (".\r\nThey", ".\r\n\r\nThey"), (" \r", "\r")],
    "carriage returns": [("Start\r", ""), ("  ", " "), ("end", "End.")],
    "start and end": [("Advertisement\r\n", ""), ("  ", " "), ("\r\nRead more", "")],
    "no line end": [("  ", " ")],
    "all of it": [("gone\n", "")],
    "a long deletion": [("Gone. " * 50 + "\n", "")],
    "controls": [("\u200b", ""), ("\xa0\x1b[31m ", " "), ("\u2028  ", " "), ("\t", "\t\u2009")],
}

each_source = pytest.mark.parametrize("name", SOURCES)
each_encoding = pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")]
)


def file_of(name: str, encoding: str = "utf-8", mark: bytes = b"") -> Repaired:
    """Return one of the sources with what becomes of it, called `a b.txt`."""
    source = SOURCES[name]
    if name in CHANGES:
        made = edits(source, *CHANGES[name])
        report = Report(source, apply(source, made), made, ())
    else:
        report = textclean.repair(source)
    before, after = mark + source.encode(encoding), mark + report.text.encode(encoding)
    return Repaired("a b.txt", report, before, after, encoding)


def rendered(form: str, *files: Repaired) -> str:
    """Return what a format says of files."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    renderer = renderer_of(form)(stream)
    for file in files:
        renderer.add(file)
    renderer.close({})
    stream.flush()
    return stream.buffer.getvalue().decode()


def changed(source: str, changes: Iterable[Change]) -> str:
    """Return a source with changes made, the last one first, so that none moves another."""
    for start, end, new in sorted(changes, reverse=True):
        source = source[:start] + new + source[end:]
    return source


def offset(source: str, line: int, column: int) -> int:
    """Return the offset of a line and column, both counted from 1."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", source))]
    return starts[line - 1] + column - 1


def unescaped(shown: str) -> str:
    """Return a text whose invisible characters were shown as escapes; it had no backslashes."""
    escape = r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nrt])"
    return re.sub(escape, lambda found: str(ast.literal_eval(f"'{found[0]}'")), shown)


def by_excerpt(source: str, line: str, column: str, excerpt: str) -> Change:
    """Return the change that `[-what goes-]{+what comes+}` at a place stands for."""
    old, new = re.search(r"\[-(.*?)-\]", excerpt), re.search(r"\{\+(.*?)\+\}", excerpt)
    start = offset(source, int(line), int(column))
    gone = unescaped(old[1]) if old else ""
    return start, start + len(gone), unescaped(new[1]) if new else ""


def by_action(source: str, read: Callable[[str], str], line: str, column: str, says: str) -> Change:
    """Return the change that `insert "…"`, `delete "…"` or `replace "…" with "…"` stands for."""
    start = offset(source, int(line), int(column))
    inserted = re.fullmatch(r'insert (".*")', says)
    if inserted:
        return start, start, read(inserted[1])
    found = re.fullmatch(r'(?:delete|replace) (".*?")(?: with (".*"))?', says)
    assert found
    return start, start + len(read(found[1])), read(found[2]) if found[2] else ""


def concise(source: str, said: str) -> str:
    """Make the repair that the concise form tells of."""
    form = re.compile(r"a b\.txt:(\d+):(\d+): .*?  \(\d\.\d\d\)  (.*)")
    found = [form.fullmatch(line) for line in said.split("\n")[:-1]]
    return changed(source, [by_excerpt(source, *one.groups()) for one in found if one])


def grouped(source: str, said: str) -> str:
    """Make the repair that the grouped form tells of."""
    name, *lines, blank, end = said.split("\n")
    assert (name, blank, end) == ("a b.txt:", "", "")
    form = re.compile(r" +(\d+):(\d+)  .*?  \(\d\.\d\d\)  (.*)")
    found = [form.fullmatch(line) for line in lines]
    return changed(source, [by_excerpt(source, *one.groups()) for one in found if one])


def full(source: str, said: str) -> str:
    """Make the repair that the full form tells of."""
    form = re.compile(
        r"a b\.txt:(\d+):(\d+): .*  \(\d\.\d\d\)\n +\d+ \| .*\n +\| +\^+(?: |\n +\| )"
        r"((?:insert|delete|replace) .*)\n\n"
    )
    found = [one.groups() for one in form.finditer(said)]
    assert "".join(one[0] for one in form.finditer(said)) == said
    return changed(
        source, [by_action(source, lambda shown: unescaped(shown[1:-1]), *one) for one in found]
    )


def github(source: str, said: str) -> str:
    """Make the repair that annotations tell of."""
    form = re.compile(r"::warning file=a b\.txt,line=(\d+),(.*?)::.*? \(\d\.\d\d\): (.*)")
    changes = []
    for line in said.split("\n")[:-1]:
        found = form.fullmatch(line)
        assert found
        stated = dict(pair.split("=") for pair in found[2].split(","))
        says = found[3].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        changes.append(by_action(source, json.loads, found[1], stated["col"], says))
        end = changes[-1][1]
        assert end == offset(source, int(stated["endLine"]), int(stated.get("endColumn", 1))) or (
            "endColumn" not in stated
        )
    return changed(source, changes)


def by_points(source: str, record: Any) -> str:
    """Make the repair of a file in JSON by offsets in code points."""
    return changed(source, [(one["start"], one["end"], one["new"]) for one in record["edits"]])


def by_columns(source: str, record: Any) -> str:
    """Make the repair of a file in JSON by lines and columns."""
    return changed(
        source,
        [
            (
                offset(source, one["line"], one["column"]),
                offset(source, one["end_line"], one["end_column"]),
                one["new"],
            )
            for one in record["edits"]
        ],
    )


def by_units(source: str, record: Any) -> str:
    """Make the repair of a file in JSON by offsets in UTF-16 units, as JavaScript would."""
    units = source.encode("utf-16-le")
    for one in reversed(record["edits"]):
        start, end = one["utf16"]
        units = units[: 2 * start] + one["new"].encode("utf-16-le") + units[2 * end :]
    return units.decode("utf-16-le")


def sarif(source: str, said: str) -> str:
    """Make the repair that the fixes of a SARIF log tell of, by lines and columns."""
    changes = []
    for result in json.loads(said)["runs"][0]["results"]:
        (fix,) = result["fixes"]
        (change,) = fix["artifactChanges"]
        assert change["artifactLocation"] == {"uri": "a%20b.txt"}
        for replacement in change["replacements"]:
            region = replacement["deletedRegion"]
            start = offset(source, region["startLine"], region["startColumn"])
            end = offset(source, region["endLine"], region["endColumn"])
            assert (region["charOffset"], region["charLength"]) == (start, end - start)
            changes.append((start, end, replacement.get("insertedContent", {}).get("text", "")))
    return changed(source, changes)


@each_source
@pytest.mark.parametrize("form", [concise, grouped, full, github, sarif])
def test_every_edit_is_in_the_format(form: Callable[[str, str], str], name: str) -> None:
    """What the format says, made of the source, gives the repaired text."""
    file = file_of(name)
    assert form(file.report.source, rendered(form.__name__, file)) == file.report.text


@each_source
@pytest.mark.parametrize("made", [by_points, by_columns, by_units])
def test_json_has_places_in_all_units(made: Callable[[str, Any], str], name: str) -> None:
    """Code points, lines and columns, or UTF-16 units: each alone gives the repaired text."""
    file = file_of(name)
    (record,) = json.loads(rendered("json", file))["files"]
    assert made(file.report.source, record) == file.report.text


@each_source
@each_encoding
def test_json_has_the_bytes_of_the_file(name: str, encoding: str, mark: bytes) -> None:
    """Offsets in bytes are those of the file in its own encoding, byte order mark included."""
    file = file_of(name, encoding, mark)
    (record,) = json.loads(rendered("json", file))["files"]
    data = file.original
    for one in reversed(record["edits"]):
        start, end = one["bytes"]
        data = data[:start] + one["new"].encode(record["encoding"]) + data[end:]
    assert data == file.repaired


@each_source
@each_encoding
def test_json_leads_back(name: str, encoding: str, mark: bytes) -> None:
    """The places in the repaired text lead from there to the source, in all units."""
    file = file_of(name, encoding, mark)
    (record,) = json.loads(rendered("json", file))["files"]
    text, data, units = file.report.text, file.repaired, file.report.text.encode("utf-16-le")
    for one in reversed(record["edits"]):
        there, old = one["repaired"], one["old"]
        text = text[: there["start"]] + old + text[there["end"] :]
        start, end = there["bytes"]
        data = data[:start] + old.encode(encoding) + data[end:]
        start, end = there["utf16"]
        units = units[: 2 * start] + old.encode("utf-16-le") + units[2 * end :]
    assert (text, data) == (file.report.source, file.original)
    assert units.decode("utf-16-le") == file.report.source


def test_offsets_in_bytes_count_shifts() -> None:
    """In an encoding that shifts between sets of characters, the bytes of the shifts count."""
    source = "東京 x は y  z\n"
    made = edits(source, ("  ", " "))
    report = Report(source, apply(source, made), made, ())
    before, after = source.encode("iso2022_jp"), report.text.encode("iso2022_jp")
    said = rendered("json", Repaired("a.txt", report, before, after, "iso2022_jp"))
    start, end = json.loads(said)["files"][0]["edits"][0]["bytes"]
    assert before[:start] + b" " + before[end:] == after


def test_json_lines_are_the_files_of_the_json() -> None:
    """Each line is an object that the JSON has among its files; clean files have none."""
    clean = Repaired("c.txt", Report("a\n", "a\n", (), ()), b"a\n", b"a\n")
    files = [*map(file_of, SOURCES), clean]
    lines = rendered("json-lines", *files).splitlines()
    assert list(map(json.loads, lines)) == json.loads(rendered("json", *files))["files"]
    assert len(lines) == len(SOURCES)


@each_source
@each_encoding
@pytest.mark.parametrize("called", ["a.txt", "a b.txt", "in/ü.txt", 'q"\\\t\n.txt'])
def test_git_applies_the_patch(
    name: str, encoding: str, mark: bytes, called: str, tmp_path: Path
) -> None:
    """`git apply` makes of the file the bytes that `fix` would write, and `-R` takes them back."""
    file = file_of(name, encoding, mark)
    path = tmp_path / called
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(file.original)
    stream = io.TextIOWrapper(io.BytesIO())
    renderer_of("patch")(stream).add(
        Repaired(called, file.report, file.original, file.repaired, encoding)
    )
    patch = stream.buffer.getvalue()
    for back, expected in ((), file.repaired), (("-R",), file.original):
        subprocess.run(["git", "apply", *back, "-"], input=patch, cwd=tmp_path, check=True)
        assert (path.read_bytes() if path.exists() else b"") == expected


def test_git_makes_what_fix_would(tmp_path: Path) -> None:
    """The patch that `check` prints is in the encoding of the file, under its path from here."""
    path = tmp_path / "café.txt"
    source = "Zoë paid  5 € . \r\nShe left.".encode("cp1252")
    path.write_bytes(source)
    options = (str(path), "--encoding", "cp1252")
    with (tmp_path / "patch").open("wb") as patch:
        check = [*COMMAND, "check", *options, "--output-format", "patch"]
        assert subprocess.run(check, cwd=tmp_path, stdout=patch, check=False).returncode == 1
    assert run("fix", *options, cwd=tmp_path).code == 0
    fixed = path.read_bytes()
    path.write_bytes(source)
    subprocess.run(["git", "apply", "patch"], cwd=tmp_path, check=True)
    assert path.read_bytes() == fixed != source


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
def test_a_patch_on_a_terminal_gives_it_no_commands(tmp_path: Path) -> None:
    """On a terminal a patch is shown in colours, and no other code in it is obeyed."""
    (tmp_path / "a.txt").write_bytes(b"\x1b[5mTalks resumed. \n")
    ours, theirs = os.openpty()
    check = [*COMMAND, "check", "a.txt", "--output-format", "patch"]
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": ""}
    subprocess.run(check, cwd=tmp_path, stdout=theirs, env=environment, check=False)
    os.close(theirs)
    shown = os.read(ours, 10_000)
    os.close(ours)
    assert b"\x1b[31m-" in shown
    assert b"\\x1b[5mTalks" in shown
    assert b"\x1b[5m" not in shown


def test_the_sarif_log_is_as_its_schema_says() -> None:
    """With findings of several files or with none, the log is valid by the schema of OASIS."""
    schema = json.loads(SCHEMA.read_bytes())
    for files in [], list(map(file_of, SOURCES)):
        log = json.loads(rendered("sarif", *files))
        jsonschema.validate(log, schema, format_checker=jsonschema.FormatChecker())
        assert log["$schema"] == schema["id"]


def test_the_sarif_log_explains_its_rules(command: Command) -> None:
    """Each rule that found something is described, in the words of its documentation."""
    command.write("ä b.txt")
    done = command("check", "ä b.txt", str(command.folder / "ä b.txt"), "--output-format", "sarif")
    (log,) = json.loads(done.out)["runs"]
    (rule,) = log["tool"]["driver"]["rules"]
    assert rule["id"] == "spacing"
    assert rule["help"]["text"].startswith(rule["shortDescription"]["text"])
    (result,) = log["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%C3%A4%20b.txt"


def test_braces_in_a_sarif_message_are_doubled() -> None:
    """Braces would be placeholders in a message (3.11.5 of the standard); in a fix they are not."""
    made = (Edit(0, 3, "{1}", "spacing", 1.0, "{0} is wrong"),)
    report = Report("{0}\n", apply("{0}\n", made), made, ())
    log = json.loads(rendered("sarif", Repaired("a.txt", report, b"{0}\n", b"{1}\n")))
    (result,) = log["runs"][0]["results"]
    assert result["message"]["text"] == '{{0}} is wrong (1.00): replace "{{0}}" with "{{1}}"'
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "{1}"


@pytest.mark.parametrize("form", OUTPUT_FORMATS)
def test_fix_writes_the_same_in_every_format(command: Command, form: str) -> None:
    """The format changes what is told and not what is done, nor the exit code."""
    command.write("a.txt")
    done = command("fix", "a.txt", "--output-format", form)
    assert done.code == 0
    assert command.read("a.txt") == REPAIRED
    assert "a.txt" in done.out


@pytest.mark.parametrize("form", OUTPUT_FORMATS)
def test_a_clean_run_leaves_no_half_of_a_format(command: Command, form: str) -> None:
    """Where there is nothing to tell, JSON is whole and the others are silent."""
    command.write("a.txt", REPAIRED)
    done = command("check", "a.txt", "--output-format", form)
    assert done.code == 0
    if form in ("json", "sarif"):
        assert json.loads(done.out)
    else:
        assert done.out == ""


def test_suggestions_are_told_apart(command: Command) -> None:
    """What is not sure enough is shown with `-v`: a notice on GitHub, a note in SARIF."""
    command.write("a.txt", "Officials met on Tuesday January 27 2026, they said.\n")
    arguments = ("check", "a.txt", "--select", "dates", "--min-confidence", "1", "--output-format")
    assert command(*arguments, "github").out == ""
    assert command(*arguments, "github", "-v").out.startswith("::notice file=a.txt,line=1,")
    log = json.loads(command(*arguments, "sarif", "-v").out)
    assert {result["level"] for result in log["runs"][0]["results"]} == {"note"}
    assert command(*arguments, "patch", "-v").out == ""


def test_an_annotation_escapes_what_would_end_it(command: Command) -> None:
    """Colons and commas in a name, and percent signs, reach GitHub as they are."""
    command.write("a:b,100%.txt", "Pay rose 5 %.  \n")
    done = command("check", "a:b,100%.txt", "--output-format", "github")
    assert done.out.startswith("::warning file=a%3Ab%2C100%25.txt,line=1,endLine=1,col=")
    assert 'delete "  "\n' in done.out


def test_statistics_do_not_spoil_what_programs_read(command: Command) -> None:
    """Beside a format for programs the table stands on standard error."""
    command.write("a.txt")
    done = command("check", "a.txt", "--statistics", "--output-format", "json-lines")
    assert json.loads(done.out)["path"] == "a.txt"
    assert "      1  spacing\n" in done.err


def test_a_format_that_was_asked_for_is_not_quiet(command: Command) -> None:
    """`-q` silences the formats for people, and no other."""
    command.write("a.txt")
    spoken = {
        form
        for form in OUTPUT_FORMATS
        if command("check", "-q", "a.txt", "--output-format", form).out
    }
    assert spoken == {"json", "json-lines", "sarif", "github", "patch"}


@pytest.mark.parametrize("form", ["full", "concise", "grouped", "json-lines", "patch"])
def test_a_filter_shows_what_it_deleted(form: str, tmp_path: Path) -> None:
    """`fix -` tells on standard error what goes, whole, while standard output has the text."""
    gone = "Click here to sign up for our free daily newsletter and never miss a story again."
    story = f"The vote failed on Tuesday.\n\n{gone}\n\nThe mayor spoke on Wednesday.\n"
    done = run("fix", "-", "--output-format", form, cwd=tmp_path, stdin=story.encode())
    assert gone not in done.out
    assert gone in done.err


def test_a_survey_has_formats_of_its_own(command: Command) -> None:
    """A survey finds no edits, and refuses formats that are made of them."""
    command.write("a.txt", DAMAGED)
    done = command("survey", "a.txt", "--output-format", "sarif")
    assert done.code == 2
    assert "--output-format of a survey is one of full, concise, json" in done.err
