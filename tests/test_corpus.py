"""Collections repaired in shards: nothing lost, nothing out of order, nothing done twice."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import corpora
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import Command, in_empty_folder
from hypothesis import given
from hypothesis import strategies as st
from surveyed import clean_documents, pasted

import textclean
from textclean.adapters.documents import Cleaned, cleaned
from textclean.corpus import json_lines, parquet
from textclean.corpus.documents import Columns, Document
from textclean.corpus.engines import Engine
from textclean.corpus.run import Corpus, run
from textclean.corpus.summary import SAMPLES, Summary
from textclean.edit import Edit
from textclean.text import Text

__all__ = ["in_empty_folder"]

PIPELINE = textclean.pipeline()
ROWS = 100
MAKERS: dict[str, Callable[[Path, int], Path]] = {
    "a.parquet": corpora.parquet,
    "a.jsonl": corpora.json_lines,
    "a.jsonl.gz": corpora.json_lines,
    "a.jsonl.zst": corpora.json_lines,
    "texts": corpora.folder,
}


def decoded(path: Path) -> bytes:
    """Return what stands in a file of JSON lines, whatever it is compressed with."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zst":
        with pa.input_stream(path, compression="zstd") as file:
            return bytes(file.read())
    return path.read_bytes()


def texts(path: Path) -> list[str | None]:
    """Return the texts of a collection, in its order."""
    if path.is_dir() and (parts := sorted(path.glob("part-*"))):
        return [text for part in parts for text in texts(part)]
    if path.is_dir():
        files = sorted(file for file in path.rglob("*.txt"))
        return [file.read_bytes().decode() for file in files]
    if path.suffix == ".parquet":
        return list(pq.read_table(path)["text"].to_pylist())
    return [json.loads(line)["text"] for line in decoded(path).splitlines()]


def summary_of(output: Path) -> dict[str, Any]:
    """Return the summary of a run."""
    stated: dict[str, Any] = json.loads((output / "_textclean" / "summary.json").read_text())
    return stated


@pytest.mark.parametrize("name", MAKERS)
def test_each_format_is_repaired_in_order(command: Command, name: str) -> None:
    """Every row comes out where it was, repaired as its text alone is, whatever the shards are."""
    source = MAKERS[name](command.folder / name, ROWS)
    done = command("corpus", name, "-o", "out", "--shard-rows", "30", "-j", "1")
    assert done.code == 0, done.err
    before = texts(source)
    assert texts(command.folder / "out") == [text and textclean.clean(text) for text in before]
    stated = summary_of(command.folder / "out")
    assert stated["documents"] == sum(text is not None for text in before)
    assert stated["documents"] + stated["empty"] == len(before)
    if source.is_file():
        parts = sorted((command.folder / "out").glob("part-*"))
        assert [len(texts(part)) for part in parts] == [30, 30, 30, 10]


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "brotli", "lz4", "zstd"])
def test_parquet_keeps_all_but_the_texts(command: Command, codec: str) -> None:
    """Other columns, the schema with its notes, and the codec are those of the input."""
    table = pa.Table.from_pylist(corpora.rows(ROWS)).replace_schema_metadata({"from": "wire"})
    table = table.append_column("tags", pa.array([["x", "y"]] * ROWS))
    pq.write_table(table, command.folder / "a.parquet", compression=codec, row_group_size=7)
    options = ("--shard-rows", "33", "-j", "1", "--select", "dates,spacing")
    assert command("corpus", "a.parquet", "-o", "out", *options).code == 0
    parts = sorted((command.folder / "out").glob("*.parquet"))
    made = pa.concat_tables([pq.read_table(part) for part in parts])
    source = pq.read_table(command.folder / "a.parquet")
    assert made.schema.equals(source.schema, check_metadata=True)
    assert made.drop_columns("text").equals(source.drop_columns("text"))
    codecs = [
        pq.read_metadata(path).row_group(0).column(1).compression
        for path in (parts[0], command.folder / "a.parquet")
    ]
    assert codecs[0] == codecs[1]


LINES = [
    b'{"text": "Aid grew.\\n", "n": 1.50, "big": 12345678901234567890123}\r\n',
    b'{ "n" : [1,{"text": "Aid  fell."}] , "text" : "Aid  fell.\\n" }\n',
    b"\n",
    b'{"text": "caf\\u00e9  ol\\u00e9.\\n", "text": "na\\u00efve  copy.\\n"}\n',
    '{"text": "naïve  copy.\\n"}\n'.encode(),
    b"not json\n",
    b'{"text": 7}\n',
    b'{"body": "Aid  grew."}\n',
    b'{"text": null}\n',
    b'{"text": "half \\ud83d  pair"}\n',
    b'{"text": "nul \\u0000  here"}\n',
    b"\xff\n",
    b'[{"text": "Aid  grew."}]\n',
    b'{"text": "the  last"}',
]


def test_json_lines_keep_every_byte_but_those_of_the_text(command: Command) -> None:
    """Spaces, numbers, escapes and line ends stay; what is no text stays whole, and is listed."""
    command.write("a.jsonl", b"".join(LINES))
    done = command("corpus", "a.jsonl", "-o", "out", "--preset", "minimal", "-j", "1")
    assert (done.code, "7 left as they were" in done.err) == (0, True), done.err
    made = decoded(command.folder / "out" / "part-00000.jsonl").splitlines(keepends=True)
    assert made == [
        LINES[0],
        b'{ "n" : [1,{"text": "Aid  fell."}] , "text" : "Aid fell.\\n" }\n',
        LINES[2],
        b'{"text": "caf\\u00e9  ol\\u00e9.\\n", "text": "na\\u00efve copy.\\n"}\n',
        '{"text": "naïve copy.\\n"}\n'.encode(),
        *LINES[5:13],
        b'{"text": "the last\\n"}',
    ]
    rejects = (command.folder / "out" / "_textclean" / "rejects.jsonl").read_text().splitlines()
    told = [(one["row"], one["reason"]) for one in map(json.loads, rejects)]
    assert told == [
        (6, "is no object of JSON in UTF-8"),
        (7, "is no text but a number"),
        (8, 'has no member "text"'),
        (10, "is no text: half of a surrogate pair, U+D83D"),
        (11, "is no text: it has a NUL"),
        (12, "is no object of JSON in UTF-8"),
        (13, "is no object of JSON in UTF-8"),
    ]


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_shards_of_json_lines_together_are_the_file(tmp_path: Path, rows: int) -> None:
    """However a file is cut, plain or packed, its splits have all lines, once and in order."""
    for name in ("a.jsonl", "a.jsonl.gz"):
        path = tmp_path / name
        content = b"".join(LINES)
        path.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
        found = []
        for split in json_lines.splits(str(path), rows):
            lines = [line for batch in json_lines.read(split, Columns(), 0) for line in batch.raw]
            assert len(lines) == split.rows
            found += lines
        assert b"".join(found) == content


@pytest.mark.parametrize(("group", "rows"), [(1, 7), (10, 7), (64, 65), (100, 30), (1000, 1000)])
def test_splits_of_parquet_have_all_rows_once(tmp_path: Path, group: int, rows: int) -> None:
    """Whatever the row groups are, the splits have each row once and in order."""
    path = corpora.parquet(tmp_path / "a.parquet", 200, groups=group)
    found = []
    for split in parquet.splits(str(path), rows):
        batches = [batch.raw for batch in parquet.read(split, Columns(), 0)]
        assert sum(map(len, batches)) == split.rows
        found += batches
    assert pa.Table.from_batches(found).equals(pq.read_table(path))


def test_texts_keep_their_bytes_where_they_are_none(command: Command) -> None:
    """Of a folder every file comes out: repaired, or as it was and listed; marks stay."""
    command.write("in/a.txt", b"\xef\xbb\xbfAid  grew.\n")
    command.write("in/b/latin.txt", b"caf\xe9  \n")
    command.write("in/b/large.txt", b"Aid  grew.\n" * 200)
    command.write("in/b/other.csv", b"a,b\n")
    done = command("corpus", "in", "-o", "out", "--max-document-size", "1K", "--by", "folder")
    assert done.code == 0, done.err
    assert corpora.files(command.folder / "out") == {
        "_edits/part-00000.parquet": (
            command.folder / "out/_edits/part-00000.parquet"
        ).read_bytes(),
        "a.txt": b"\xef\xbb\xbfAid grew.\n",
        "b/latin.txt": b"caf\xe9  \n",
        "b/large.txt": b"Aid  grew.\n" * 200,
    }
    stated = summary_of(command.folder / "out")
    assert stated["rejects"] == {"is not UTF-8": 1, "larger than the limit": 1}
    assert stated["sources"]["b"]["rejected"] == 2


def test_edits_stand_beside_the_rows_or_in_them(command: Command) -> None:
    """A sidecar and a column tell the same edits; with none of both there is neither."""
    for name, maker in (("a.parquet", corpora.parquet), ("a.jsonl", corpora.json_lines)):
        maker(command.folder / name, 40)
        for edits in ("sidecar", "column", "none"):
            out = f"{name}-{edits}"
            assert command("corpus", name, "-o", out, "--edits", edits, "-j", "1").code == 0
        ending = Path(name).suffix
        aside = pq.read_table(command.folder / f"{name}-sidecar/_edits/part-00000.parquet")
        within = command.folder / f"{name}-column/part-00000{ending}"
        if ending == ".parquet":
            rows = pq.read_table(within).to_pylist()
        else:
            rows = [json.loads(line) for line in within.read_text().splitlines()]
        flat = [
            {"id": f"{name}:{at + 1}", "row": at, **edit}
            for at, row in enumerate(rows)
            for edit in row.get("text_edits") or []
        ]
        assert aside.to_pylist() == flat
        assert len(flat) > 20
        assert list(corpora.files(command.folder / f"{name}-none")) == [f"part-00000{ending}"]


def test_documents_are_called_by_their_own_names(command: Command) -> None:
    """With --id-column edits and samples name documents as the collection does."""
    corpora.parquet(command.folder / "a.parquet", 40)
    assert command("corpus", "a.parquet", "-o", "out", "--id-column", "key", "-j", "1").code == 0
    aside = pq.read_table(command.folder / "out/_edits/part-00000.parquet").to_pylist()
    assert {one["id"] for one in aside} <= {f"k{at}" for at in range(40)}


def test_sources_are_told_apart(command: Command) -> None:
    """The summary has the damage of each source, and they add up to the whole."""
    corpora.json_lines(command.folder / "a.jsonl", 40)
    assert command("corpus", "a.jsonl", "-o", "out", "--by", "house", "-j", "1").code == 0
    stated = summary_of(command.folder / "out")
    assert list(stated["sources"]) == ["a", "b"]
    for name in ("documents", "edits", "repaired", "characters"):
        assert stated[name] == sum(one[name] for one in stated["sources"].values())


def test_a_survey_finds_what_each_source_pastes(command: Command) -> None:
    """A phrase that one source alone pastes, once a document, goes from its documents, whatever
    the parts of the survey are; what was found is kept for a run that goes on.
    """
    phrase, rng = "answer to a whose", Random(0)
    stories = [
        pasted(story, phrase, 1, rng) if at % 2 else story
        for at, story in enumerate(clean_documents(200))
    ]
    rows = [{"text": story, "house": "ab"[at % 2]} for at, story in enumerate(stories)]
    command.write("a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    options = ("--by", "house", "--select", "stray_phrase", "--survey")
    for name, more in (("one", ("-j", "1")), ("two", ("-j", "2", "--shard-rows", "7"))):
        done = command("corpus", "a.jsonl", "-o", name, *options, *more)
        assert done.code == 0, done.err
        found = json.loads((command.folder / name / "_textclean" / "survey.json").read_text())
        assert found["a"] == {"phrases": [], "lines": []}
        assert found["b"]["phrases"][0] == phrase
        left = [text for text in texts(command.folder / name) if text and phrase in text]
        assert len(left) < len(stories) / 6  # half of the documents had it
    assert texts(command.folder / "one") == texts(command.folder / "two")


def test_a_document_over_its_time_is_kept(command: Command) -> None:
    """One that takes too long, or kills its process, is left as it was; the others are repaired."""
    module = command.write(
        "slow_rule.py",
        """
import os, signal, time
from textclean import Edit, normalizer
@normalizer("characters")
def slow_rule(text):
    if "sleep" in text.source:
        time.sleep(60)
    if "die" in text.source:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()
""",
    )
    program = """
import sys
from pathlib import Path
import textclean, slow_rule
from textclean.corpus.engines import Engine
from textclean.corpus.run import Corpus, run
if __name__ == "__main__":
    pipeline = textclean.pipeline("minimal").with_rule(slow_rule.slow_rule, before="spacing")
    corpus = Corpus(("a.jsonl",), Path("out"), pipeline, rows=2, timeout=3.0)
    print(run(corpus, Engine(workers=2)).errors)
"""
    stories = ["Aid  grew.", "sleep  on it.", "Aid  fell.", "die  hard.", "Aid  rose."]
    lines = "".join(json.dumps({"text": story}) + "\n" for story in stories)
    command.write("a.jsonl", lines)
    done = subprocess.run(
        [sys.executable, command.write("program.py", program)],
        cwd=command.folder,
        env=os.environ | {"PYTHONPATH": str(module.parent)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout == "()\n", done.stderr
    assert texts(command.folder / "out") == [
        "Aid grew.\n",
        stories[1],
        "Aid fell.\n",
        stories[3],
        "Aid rose.\n",
    ]
    assert summary_of(command.folder / "out")["rejects"] == {
        "its worker process was killed, perhaps for want of memory": 1,
        "took longer than the limit": 1,
    }


def test_a_run_that_is_done_does_nothing_more(command: Command) -> None:
    """The same command again leaves every file as it is."""
    corpora.parquet(command.folder / "a.parquet", 40)
    assert command("corpus", "a.parquet", "-o", "out", "-j", "1").code == 0
    out = command.folder / "out"
    part = out / "part-00000.parquet"
    before = (corpora.files(out), part.stat().st_mtime_ns, summary_of(out))
    assert command("corpus", "a.parquet", "-o", "out", "-j", "1").code == 0
    assert (corpora.files(out), part.stat().st_mtime_ns, summary_of(out)) == before


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (("--ignore", "dates"), "begun with other rules"),
        (("--shard-rows", "7"), "begun with another --shard-rows"),
        (("--edits", "none"), "begun with another --edits"),
        (("--column", "key"), "begun with other columns"),
    ],
)
def test_another_run_into_the_same_folder_is_refused(
    command: Command, more: tuple[str, ...], what: str
) -> None:
    """A changed pipeline is known by its fingerprint; told to, the run begins again."""
    corpora.parquet(command.folder / "a.parquet", 40)
    assert command("corpus", "a.parquet", "-o", "out", "-j", "1").code == 0
    before = corpora.files(command.folder / "out")
    done = command("corpus", "a.parquet", "-o", "out", "-j", "1", *more)
    assert done.code == 2
    assert what in done.err
    assert done.err.count("\n") == 1
    assert corpora.files(command.folder / "out") == before
    assert command("corpus", "a.parquet", "-o", "out", "-j", "1", *more, "--overwrite").code == 0
    assert command("corpus", "a.parquet", "-o", "fresh", "-j", "1", *more).code == 0
    assert corpora.files(command.folder / "out") == corpora.files(command.folder / "fresh")


def test_inputs_that_have_changed_are_noticed(command: Command) -> None:
    """Half of the old input and half of the new one would be of a piece with neither."""
    corpora.json_lines(command.folder / "a.jsonl", 20)
    assert command("corpus", "a.jsonl", "-o", "out", "-j", "1").code == 0
    corpora.json_lines(command.folder / "a.jsonl", 30)
    done = command("corpus", "a.jsonl", "-o", "out", "-j", "1")
    assert (done.code, "other inputs, or they have changed since" in done.err) == (2, True)


WRONG: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no such input": (("b.parquet", "-o", "out"), 3, "b.parquet: no such file or folder"),
    "no such column": (("a.parquet", "-o", "out", "--column", "body"), 3, 'no column "body"'),
    "a column of numbers": (("a.parquet", "-o", "out", "--column", "n"), 3, "has the type double"),
    "no such source": (("a.parquet", "-o", "out", "--by", "housee"), 3, 'mean "house"?'),
    "several formats": (("a.parquet", "a.jsonl", "-o", "out"), 2, "several formats"),
    "no format": (("a.csv", "-o", "out"), 2, "its name ends in none of"),
    "not what its name says": (("bad.parquet", "-o", "out"), 3, "bad.parquet: "),
    "not compressed": (("bad.jsonl.gz", "-o", "out"), 3, "bad.jsonl.gz: "),
    "a folder of something else": (("a.parquet", "-o", "full"), 2, "is not empty"),
    "the folder of the input": (("texts", "-o", "texts"), 2, "is where an input is"),
    "within the folder of the input": (("texts", "-o", "texts/out"), 2, "is where an input is"),
    "columns of texts": (("texts", "-o", "out", "--edits", "column"), 2, "have no columns"),
    "sources of texts": (("texts", "-o", "out", "--by", "x"), 2, "--by folder"),
    "a single text": (("texts/a/0000.txt", "-o", "out"), 2, "there is textclean fix"),
    "no rows": (("a.parquet", "-o", "out", "--shard-rows", "0"), 2, "1 or more"),
    "no size": (("a.parquet", "-o", "out", "--max-document-size", "x"), 2, "-document-size: must"),
    "the wrong engine": (("a.parquet", "-o", "out", "--address", "auto"), 2, "--engine ray"),
    "no such rule": (("a.parquet", "-o", "out", "--ignore", "datez"), 2, 'mean "dates"?'),
}


@pytest.mark.parametrize(("arguments", "code", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_line(
    command: Command, arguments: tuple[str, ...], code: int, says: str
) -> None:
    """A wrong call or input is told in a line that says what to do, and nothing is written."""
    corpora.parquet(command.folder / "a.parquet", 10)
    corpora.json_lines(command.folder / "a.jsonl", 10)
    corpora.folder(command.folder / "texts", 4)
    for name in ("a.csv", "bad.parquet", "bad.jsonl.gz", "full/x"):
        command.write(name, "neither\n")
    before = {path for path in command.folder.rglob("*") if "out" not in path.parts}
    done = command("corpus", *arguments, "-j", "1")
    assert (done.code, says in done.err, done.err.count("\n")) == (code, True, 1), done.err
    left = {path for path in command.folder.rglob("*") if "out" not in path.parts}
    assert left == before
    assert not list(command.folder.rglob("part-*"))


def test_two_runs_do_not_write_into_one_folder(command: Command) -> None:
    """While one run is at it, another is refused."""
    corpora.parquet(command.folder / "a.parquet", 10)
    corpus = Corpus(("a.parquet",), Path("out"), PIPELINE)
    refused = []

    def tell(line: str) -> None:
        refused.append(command("corpus", "a.parquet", "-o", "out", "-j", "1"))

    run(corpus, Engine(), tell=tell)
    assert all(done.code == 2 and "another run is at it" in done.err for done in refused)
    assert refused


def test_the_last_line_tells_what_came_of_it(command: Command) -> None:
    """Without a terminal there is one line, and with -q none."""
    corpora.parquet(command.folder / "a.parquet", 40)
    done = command("corpus", "a.parquet", "-o", "out", "-j", "1")
    assert done.err.startswith(f"{summary_of(command.folder / 'out')['edits']} repairs in ")
    assert done.err.endswith(f"see {Path('out/_textclean/summary.html')}.\n")
    assert done.err.count("\n") == 1
    assert command("corpus", "a.parquet", "-o", "quiet", "-j", "1", "-q").err == ""


def test_a_terminal_sees_how_far_the_run_is(tmp_path: Path) -> None:
    """A line that is written over says how much is done, how fast, how damaged, what is left."""
    corpora.parquet(tmp_path / "a.parquet", 60)
    ours, theirs = pty.openpty()
    options = ["-o", "out", "-j", "1", "--shard-rows", "20", "--select", "dates"]
    process = subprocess.Popen(
        [sys.executable, "-m", "textclean", "corpus", "a.parquet", *options],
        cwd=tmp_path,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    with suppress(OSError):  # so ends a terminal whose other side is closed
        while more := os.read(ours, 4096):
            said += more
    os.close(ours)
    assert process.wait() == 0
    *lines, last, end = said.decode().split("\r")
    assert end == "\n"
    assert "repairs in" in last
    assert any("40 of 60 documents · " in line for line in lines)
    form = r"\x1b\[K60 of 60 documents · [\d,]+/s · \d+\.\d MB/s · \d+% damaged · 0:00 left"
    assert any(re.fullmatch(form, line) for line in lines)


def test_the_page_shows_what_others_wrote_as_text(command: Command) -> None:
    """No name and no text becomes markup, and the page asks for no network."""
    row = {"text": "<script>x</script>  Aid grew.", "house": "<b>wire</b>", "key": "<i>1</i>"}
    command.write("a.jsonl", json.dumps(row) + "\n")
    options = ("--by", "house", "--id-column", "key")
    assert command("corpus", "a.jsonl", "-o", "out", "-j", "1", *options).code == 0
    page = (command.folder / "out" / "_textclean" / "summary.html").read_text()
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;wire" in page
    assert not any(tag in page for tag in ("<script", "<b>wire", "<i>1", "http:", "https:"))


def document(at: int) -> tuple[Document, Cleaned]:
    """Return a document and what comes of it."""
    story = corpora.texts(1, at)[0]
    text, error = (None, "is no text: it has a NUL") if at % 5 == 4 else (story, "")
    made = Cleaned("", error=error) if text is None else cleaned(text, PIPELINE)
    return Document(f"d{at}", text, "abc"[at % 3], error), made


DOCUMENTS = [document(at) for at in range(40)]


def summed(documents: list[tuple[Document, Cleaned]]) -> Summary:
    """Return the summary of some documents."""
    summary = Summary()
    for one in documents:
        summary.add(*one)
    return summary


@given(st.permutations(range(40)), st.integers(0, 40), st.integers(0, 40))
def test_summaries_add_up(order: list[int], one: int, other: int) -> None:
    """However documents are shared out, and in whichever order and grouping their summaries are
    merged, what comes is the summary of all, and stands the way to JSON and back.
    """
    first, second = sorted((one, other))
    chosen = [DOCUMENTS[at] for at in order]
    a, b, c = (summed(part) for part in (chosen[:first], chosen[first:second], chosen[second:]))
    left = Summary()
    for part in (a, b, c):
        left.merge(Summary.from_dict(json.loads(json.dumps(part.to_dict()))))
    b.merge(c)
    b.merge(a)
    whole = summed(DOCUMENTS).to_dict()
    assert left.to_dict() == b.to_dict() == whole
    assert max(map(len, whole["samples"].values())) == SAMPLES


def test_a_sample_is_an_edit_before_and_after() -> None:
    """Each sample shows one edit of its rule in the text around it."""
    for rule, samples in summed(DOCUMENTS).samples.items():
        for sample in samples:
            start, end, new, name, *_ = sample.edit
            assert rule in name.split("+")
            assert Edit.replace(start, end, new).new in sample.after
            assert sample.after == sample.before[:start] + new + sample.before[end:]
            text = next(one.text for one, _ in DOCUMENTS if one.id == sample.id)
            assert text is not None
            assert text[sample.at :].startswith(sample.before)
            assert Text(text)


def killed(folder: Path, arguments: list[str], after: float) -> bool:
    """Start the command in a folder, and kill it some seconds after it has done one shard more;
    false where it was done by then.
    """
    done = len(markers(folder))
    process = subprocess.Popen([sys.executable, "-m", "textclean", *arguments], cwd=folder)
    while process.poll() is None and len(markers(folder)) == done:
        time.sleep(0.01)
    try:
        return process.wait(after) != 0
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def markers(folder: Path) -> list[Path]:
    """Return what says of shards that they are done."""
    return list((folder / "out").glob("_textclean/shards/*.json"))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_a_killed_run_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    """Killed at twenty random moments and started again, the run gives the same bytes, every row
    once and in order, and leaves no temporary file.
    """
    corpora.parquet(tmp_path / "a.parquet", 6000)
    options = ["a.parquet", "--shard-rows", "30", "-q", "--select", "dates,spacing"]
    assert run_command(tmp_path, ["corpus", *options, "-o", "whole", "-j", "1"]) == 0
    arguments = ["corpus", *options, "-o", "out", "-j", "2"]
    rng = Random(0)
    moments = 0
    while moments < 20 and killed(tmp_path, arguments, rng.uniform(0, 0.2)):
        moments += 1
    assert moments >= 10, "the run was over before the signals came"
    assert run_command(tmp_path, arguments) == 0
    assert corpora.files(tmp_path / "out") == corpora.files(tmp_path / "whole")
    assert not list(tmp_path.rglob("*.tmp"))
    for name in ("documents", "edits", "rules", "samples"):
        assert summary_of(tmp_path / "out")[name] == summary_of(tmp_path / "whole")[name]


def run_command(folder: Path, arguments: list[str]) -> int:
    """Run the command in a process of its own and return its exit code."""
    command = [sys.executable, "-m", "textclean", *arguments]
    return subprocess.run(command, cwd=folder, check=False).returncode


@pytest.mark.parametrize(
    ("library", "engine", "extra"),
    [("pyarrow", "local", "arrow"), ("ray", "ray", "ray"), ("pyspark", "spark", "spark")],
)
def test_what_is_not_installed_is_named(
    command: Command, library: str, engine: str, extra: str
) -> None:
    """Without a library of an extra, a line says what brings it, and nothing is written."""
    corpora.parquet(command.folder / "a.parquet", 10)
    program = f"""
import sys
sys.modules["{library}"] = None
from textclean.cli import main
sys.exit(main(["corpus", "a.parquet", "-o", "out", "--engine", "{engine}"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=command.folder, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert f'needs {library}; pip install ".[{extra}]" in a clone, or "textclean' in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (command.folder / "out").exists()
