"""The page of HTML that shows repairs: all of each document is in it, and none of it is markup."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command import DAMAGED, Command, in_empty_folder, run  # noqa: F401

import textclean
from golden import GOLDEN, cases
from textclean.edit import Edit
from textclean.pipeline import Pipeline, Report
from textclean.render.html.document import Document, shown
from textclean.render.html.marks import Marks
from textclean.render.html.page import Page

ROOT = Path(__file__).parent.parent
VOID = {"meta", "input"}
HOSTILE = '</script><!-- <b onclick="x">\u2028</noscript></title></style>&amp;\x07\ud800\ufffe\r'


class Reader(HTMLParser):
    """Reads a page as a browser without JavaScript does, and keeps what the documents say."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.source = self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep which elements are open."""
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        """End an element, which must be the last one opened."""
        opened, _ = self.open.pop()
        assert opened == tag
        if tag == "p" and ("div", "text") in self.open:
            self._take("\n")

    def handle_data(self, data: str) -> None:
        """Take the text of a document."""
        if ("div", "text") in self.open:
            if self.open[-1][1] == "odd":
                data = chr(int(data.removeprefix("U+"), 16))
            self._take(data)

    def _take(self, data: str) -> None:
        tags = {tag for tag, _ in self.open}
        is_unmade = any(name.endswith("maybe") for _, name in self.open)
        if "ins" not in tags:
            self.source += data
        if ("ins" if is_unmade else "del") not in tags:
            self.text += data


def document(report: Report, name: str = "a.txt") -> Document:
    """Return what a page knows of a report."""
    return Document(name, report.source, report.edits, report.suggestions, report.warnings)


def page(*documents: Document) -> str:
    """Return a page of documents."""
    made = Page()
    for one in documents:
        made.add(one)
    return made.html()


def plain(text: str) -> str:
    """Return a text as a page holds it, whose lines all end in a newline."""
    return re.sub(r"\r\n?|\n", "\n", text).rstrip("\n")


@pytest.mark.parametrize(
    "path", sorted((GOLDEN / "rules").glob("*.txt")), ids=lambda path: path.stem
)
def test_a_page_holds_the_source_and_the_repaired_text(path: Path) -> None:
    """Who leaves out what is inserted has the source; who leaves out what is struck, the text."""
    for case in cases(path):
        report = Pipeline((case.normalizer,))(case.garbled)
        read = Reader(shown(document(report), Marks()))
        assert plain(read.source) == plain(report.source)
        assert plain(read.text) == plain(report.text)


def test_the_seeds_can_be_read_back_from_the_page_whole() -> None:
    """All rules together, suggestions among them, lose nothing of real stories on the page."""
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        report = textclean.repair(path.read_text(encoding="utf-8"))
        read = Reader(shown(document(report), Marks()))
        assert plain(read.source) == plain(report.source)
        assert plain(read.text) == plain(report.text)


def test_hostile_text_is_no_markup() -> None:
    """Text of a document, its name, a reason and a rule's name stay text wherever they stand."""
    harmless = "x" * len(HOSTILE)

    def hostile(text: str) -> Document:
        made = [
            Edit(0, 3, text, rule=text, confidence=0.9, why=text),
            Edit(3, len(text), "", rule=text, why=text),
        ]
        suggested = [Edit(len(text), len(text), text, rule=text, confidence=0.2, why=text)]
        return Document(text, text * 2, made, suggested, [text])

    bad, good = page(hostile(HOSTILE)), page(hostile(harmless))
    signs = {"span"}  # around what cannot be seen
    bad_tags = [tag for tag in Reader(bad).tags if tag not in signs]
    assert bad_tags == [tag for tag in Reader(good).tags if tag not in signs]
    assert bad.count("<noscript>") == bad.count("</noscript>") == good.count("<noscript>")
    assert bad.encode()  # no half of a surrogate pair is left
    read = Reader(shown(hostile(HOSTILE), Marks()))
    assert plain(read.source) == plain(HOSTILE * 2)


def test_the_page_asks_for_nothing() -> None:
    """A page names no address, and has the browser refuse whatever would ask for one."""
    written = page(document(textclean.repair(DAMAGED)))
    assert "default-src 'none'" in written
    assert not re.search(r"https?:|src=|url\(|@import|<link", written)


def test_rules_differ_by_colour_and_by_shape() -> None:
    """As many rules as there are have each a look of its own, and the commonest differ in both."""
    marks = Marks()
    rules = [f"rule{place}" for place in range(40)]
    classes = [marks(rule) for rule in rules]
    assert len(set(classes)) == 40
    looks = re.findall(r"--c:(.*?);--shape:(.*?)}", marks.style(textclean.repair("").counts))
    assert len(set(looks)) == 40
    first = looks[:7]
    assert len({colour for colour, _ in first}) == len({shape for _, shape in first}) == 7


def test_report_writes_a_page_and_reads_only(command: Command) -> None:
    """The page tells of every file, clean ones by name; the files are as they were."""
    command.write("in/a.txt")
    command.write("in/b.txt", "They ended.\n")
    done = command("report", "in", "-o", "report.html")
    assert (done.code, done.out) == (0, "")
    assert done.err == "1 repair in 2 files: see report.html.\n"
    written = (command.folder / "report.html").read_text(encoding="utf-8")
    assert "in/a.txt" in written
    assert "1 document with nothing to repair" in written
    assert (command.folder / "in/a.txt").read_text(encoding="utf-8") == DAMAGED
    assert {path.name for path in command.folder.iterdir()} == {"in", "report.html"}


def test_report_takes_the_options_of_check(command: Command) -> None:
    """Rules, threshold and exclusions mean what they mean for `check`."""
    command.write("a.txt")
    command.write("b.txt")
    assert "0 repairs in 2 files" in command("report", ".", "--select", "dates", "-o", "r.html").err
    assert "1 repair in 1 file" in command("report", ".", "--exclude", "b.txt", "-o", "r.html").err


def test_standard_input_and_output(tmp_path: Path) -> None:
    """`report - -o -` is a filter."""
    done = run("report", "-", "-o", "-", cwd=tmp_path, stdin=DAMAGED.encode())
    assert done.code == 0
    assert done.out.startswith("<!DOCTYPE html>")
    assert "&lt;stdin&gt;" in done.out


def test_a_name_of_odd_bytes_is_shown(tmp_path: Path) -> None:
    """A name that is no UTF-8 stands on the page with its odd byte as an escape."""
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(DAMAGED)
    assert run("report", ".", "-o", "r.html", cwd=tmp_path).code == 0
    assert "caf[U+DCE9].txt" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_page_is_no_input(command: Command) -> None:
    """A page never takes the place of a file that it is about."""
    command.write("a.txt")
    done = command("report", "a.txt", "-o", "a.txt")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert (command.folder / "a.txt").read_text(encoding="utf-8") == DAMAGED


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ("a.txt", 2, "-o"),
        ("a.txt -o", 2, "expected one argument"),
        ("a.txt -o none/r.html", 3, "there is no folder none"),
        ("a.txt -o in", 3, "is a folder"),
        ("a.txt -o /dev/null", 3, "no regular file"),
        ("missing.txt -o r.html", 3, "no such file"),
        ("a.txt -o r.html --select nothing", 2, "nothing"),
    ],
)
def test_bad_input_is_one_line(arguments: str, code: int, says: str, command: Command) -> None:
    """What is wrong is told in one line, under the documented exit code."""
    command.write("a.txt")
    (command.folder / "in").mkdir()
    done = command("report", *arguments.split())
    assert done.code == code
    errors = [line for line in done.err.splitlines() if "error" in line]
    assert len(errors) == 1
    assert says in errors[0]


def test_a_page_that_stands_is_replaced_with_its_mode(command: Command) -> None:
    """A new page takes the place of the old one, which keeps its mode; a read-only one stays."""
    command.write("a.txt")
    old = command.write("r.html", "old")
    old.chmod(0o640)
    assert command("report", "a.txt", "-o", "r.html").code == 0
    assert old.stat().st_mode & 0o777 == 0o640
    old.chmod(0o440)
    before = old.read_bytes()
    assert command("report", ".", "-o", "r.html").code == 3
    assert old.read_bytes() == before


def test_a_notebook_shows_a_report() -> None:
    """The piece of HTML for a notebook has the repairs in place, and needs no script."""
    report = textclean.repair(DAMAGED)
    piece = report._repr_html_()
    read = Reader(piece)
    assert plain(read.source) == plain(report.source)
    assert plain(read.text) == plain(report.text)
    assert not {"script", "noscript"} & set(read.tags)


def test_reports_in_a_notebook_keep_their_own_looks() -> None:
    """What a report says of the looks of its rules holds for no other report on the page."""
    pieces = [textclean.repair(source)._repr_html_() for source in (DAMAGED, "Pay  was 5 %.\n")]
    owns = [re.findall(r"^(\S+) \.r0{", piece, re.MULTILINE) for piece in pieces]
    assert len(owns[0]) == len(owns[1]) == 1
    assert owns[0] != owns[1]


def test_show_opens_the_page_in_the_browser(tmp_path: Path) -> None:
    """`report.show()` hands the user's browser a whole page."""
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > "$OPENED"\n')
    browser.chmod(0o755)
    opened = tmp_path / "opened"
    subprocess.run(
        [sys.executable, "-c", f"import textclean; textclean.repair({DAMAGED!r}).show()"],
        check=True,
        env=os.environ
        | {"BROWSER": f"{browser} %s", "OPENED": str(opened), "TMPDIR": str(tmp_path)},
    )
    address = opened.read_text().strip()
    assert address.startswith("file:///")
    shown_page = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    assert "1 repair in 1 document" in shown_page
