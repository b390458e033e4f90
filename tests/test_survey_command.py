"""`textclean survey` and `textclean fix --survey`: what they read, print and repair."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import pytest
from command import Command, in_empty_folder, run  # noqa: F401
from surveyed import PHRASE, clean_documents, pasted

from textclean.cli.config import settings_from

NUMBER = 12
FOUND = "1 phrase and 0 lines found in 12 documents.\n"


def write_source(command: Command, times: int = 3) -> None:
    """Write the documents of a source that pastes the phrase into each, so many times."""
    rng = random.Random(0)
    for number, document in enumerate(clean_documents(NUMBER)):
        command.write(f"source/{number:02}.txt", pasted(document, PHRASE, times, rng))


def test_the_report_can_be_pasted_into_the_configuration(command: Command) -> None:
    """After the findings stands a table that textclean reads, with what was configured before."""
    command.write("textclean.toml", '[stray_phrase]\nphrases = ["so to speak"]\n')
    write_source(command)
    done = command("survey", "source")
    assert (done.code, done.err) == (0, FOUND)
    told, _, snippet = done.out.partition("# In pyproject.toml")
    assert told.startswith(f"pasted into sentences:\n  36 times in 12 documents: {PHRASE}\n")
    assert told.count("source/") == 3
    assert told.endswith("\n      and 33 more places\n\n")
    table = tomllib.loads(snippet.partition("\n")[2])["tool"]["textclean"]
    assert table == {"stray_phrase": {"phrases": ["so to speak", PHRASE]}}
    settings_from(table, Path("pyproject.toml")).pipeline()


def test_concise_leaves_the_examples_out(command: Command) -> None:
    """One line tells a finding."""
    write_source(command)
    done = command("survey", "source", "--output-format", "concise")
    assert done.out.startswith(
        f"pasted into sentences:\n  36 times in 12 documents: {PHRASE}\n\n# In pyproject.toml"
    )


def test_surveys_in_json_add_up(command: Command) -> None:
    """Surveys of parts of a source are merged into what a survey of the whole prints."""
    write_source(command)
    as_json = ("--output-format", "json")
    for name, part in (("a.json", "source/0*.txt"), ("b.json", "source/1*.txt")):
        paths = sorted(str(path) for path in Path().glob(part))
        command.write(name, command("survey", *paths, *as_json).out)
    whole = command("survey", "source", *as_json)
    merged = command("survey", "--merge", "b.json", "a.json", *as_json)
    assert merged == whole
    assert json.loads(whole.out)["phrases"][0]["text"] == PHRASE
    assert command("survey", "--merge", "a.json", "b.json").err == FOUND


def test_nothing_found_is_nothing_printed(command: Command) -> None:
    """Of a clean source there is nothing to configure."""
    for number, document in enumerate(clean_documents(3)):
        command.write(f"{number}.txt", document)
    done = command("survey", ".")
    assert (done.code, done.out) == (0, "")
    assert done.err == "0 phrases and 0 lines found in 3 documents.\n"


def test_what_was_left_out_is_told(command: Command) -> None:
    """The last line says how many documents were not read, or not whole, and why; `fix --survey`
    says it too, though it repairs files in markup as well.
    """
    command.write("a/plain.txt", "Talks resumed.\n")
    command.write("a/copy.txt", "Talks resumed.\n")
    command.write("a/long.txt", "They ended. " * 2_000)
    command.write("a/page.md", "Talks resumed.\n")
    command.write("a/other.md", "Talks ended.\n")
    command.write("a/latin.txt", b"\xe9")
    command.write("textclean.toml", 'include = ["*.txt", "*.md"]\n')
    told = (
        "0 phrases and 0 lines found in 3 documents; copies among them: 1; read in their first "
        "20,000 characters alone: 1; left out: 1 that cannot be read, 2 written in markdown."
    )
    assert command("survey", "a").err.splitlines()[-1] == told
    assert command("fix", "--survey", "a").err.splitlines()[0] == told


def test_standard_input_is_one_document(tmp_path: Path) -> None:
    """`survey -` reads a document under the name that was given."""
    arguments = ("survey", "-", "--stdin-filename", "desk/a.txt", "--output-format", "json")
    done = run(*arguments, cwd=tmp_path, stdin=b"Talks resumed.\n")
    assert done.code == 0
    (record,) = json.loads(done.out)["sample"].values()
    assert record["name"] == "desk/a.txt"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ("survey missing.txt", 3, "missing.txt: no such file or folder; check the path"),
        ("survey latin.txt", 3, "latin.txt: not UTF-8 at byte offset 0 (0xE9)"),
        ("survey binary.txt", 0, "warning: binary.txt: binary file, skipped"),
        ("survey page.html", 0, "warning: page.html: written in html, skipped"),
        ("survey --merge clean.txt", 3, "clean.txt: is no survey; make one with textclean survey"),
        ("survey --merge -", 2, "--merge needs files"),
        ("survey - clean.txt", 2, "- (standard input) stands alone"),
        ("survey", 2, "the following arguments are required: PATH"),
        ("survey --select dates clean.txt", 2, "--select"),
        ("survey --output-format xml clean.txt", 2, "--output-format: textclean has no output fo"),
        ("fix --survey -", 2, "--survey needs the files of a source"),
        ("check --survey clean.txt", 2, "--survey"),
    ],
)
def test_what_is_wrong_is_one_line(command: Command, arguments: str, code: int, says: str) -> None:
    """Each error says what and where in one line, under the exit code that the README promises."""
    command.write("clean.txt", "Talks resumed.\n")
    command.write("latin.txt", b"\xe9")
    command.write("binary.txt", b"\0")
    command.write("page.html", "<p>Talks resumed.</p>\n")
    done = command(*arguments.split())
    assert done.code == code
    assert says in done.err
    assert "Traceback" not in done.err


def test_fix_takes_out_what_it_surveyed(command: Command) -> None:
    """What the source pastes in is known when each file is repaired, and goes where it stands too
    seldom for the file alone to tell.
    """
    write_source(command, times=2)
    left = []
    for folder, options in (("alone", []), ("surveyed", ["--survey"])):
        rules = ["--select", "stray_phrase", "-q"]
        done = command("fix", "source", "--output", folder, *options, *rules)
        assert (done.code, done.err) == (0, "")
        texts = [path.read_text() for path in Path(folder).iterdir()]
        left.append(sum(text.count(PHRASE) for text in texts))
    alone, surveyed = left
    assert alone == 2 * NUMBER
    assert surveyed < alone / 2


def test_fix_takes_out_lines_that_it_surveyed(command: Command) -> None:
    """A line that the survey finds to be furniture goes from each file."""
    line = "Herald Plus for members"
    for number, document in enumerate(clean_documents(8)):
        words = document.split(" ")
        middle = next(at for at in range(40, len(words)) if words[at].islower())
        broken = " ".join(words[:middle]) + f"\n\n{line}\n\n" + " ".join(words[middle:])
        command.write(f"source/{number:02}.txt", broken)
    command("fix", "--survey", "source", "--select", "source_lines")
    assert not any(line in path.read_text() for path in Path("source").iterdir())


def test_fix_tells_of_an_unreadable_file_once(command: Command) -> None:
    """Both passes read the files; only the second complains."""
    command.write("a.txt", b"\xe9")
    done = command("fix", "--survey", "a.txt", "-q")
    assert done.code == 3
    assert done.err.count("a.txt: not UTF-8") == 1
