"""The benchmarks measure what they say, on copy that is what they say it is."""

from __future__ import annotations

import mmap
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from checkout import ROOT

from benches import memory, repair
from benches.beside import beside
from benches.cold_start import FIX
from benches.copies import Copy
from benches.earlier import Earlier
from benches.exchange import exchanged
from benches.goals import goals
from benches.growth import Growth
from benches.hostile import guarded
from benches.installed import environment, installed
from benches.material import clean_passages, garbled_passages
from benches.ours import named
from benches.speed import Speed
from benches.subject import ALL, Product, Subject
from golden import GOLDEN, cases
from textclean.presets import RULES
from textclean.tagger import network

COPY = Copy("clean", ("Aid grew.", "It fell.", "It rose."), is_one_text=False)


def shapes(passage: str) -> str:
    """Return the passage with each word of letters as one letter in its case."""
    one_letter = re.sub(r"[a-z]+", "a", passage)
    return re.sub(r"\b[A-Z]a\b", "A", one_letter)


@pytest.mark.parametrize("passages", [clean_passages(), garbled_passages()])
def test_exchanging_words_keeps_the_form_of_a_passage(passages: list[str]) -> None:
    """Each word has become one of its case, and nothing else has changed."""
    rng = random.Random(0)
    made = [exchanged(passage, rng) for passage in passages]
    assert [shapes(passage) for passage in made] == [shapes(passage) for passage in passages]
    assert sum(map(str.__ne__, made, passages)) > len(passages) / 2


def test_a_document_keeps_to_its_subject_and_the_next_has_another() -> None:
    """A word becomes the same everywhere in a document, and something else in another."""
    rng = random.Random(0)
    passage = "Senators praised the bridge. The bridge is old, and senators like it."
    documents = [exchanged(passage, rng).lower() for _ in range(20)]
    for document in documents:
        first, second = re.findall(r"the (\w+)", document)
        assert first == second
    assert len(set(documents)) == len(documents)
    assert all(" is " in document for document in documents)


WRITTEN_AS_THEY_STAND = [
    path
    for path in (GOLDEN / "rules").glob("*.txt")
    if "escapes" not in (text := path.read_text(encoding="utf-8")) and max(text) <= "\uffff"
]


@pytest.mark.parametrize("path", WRITTEN_AS_THEY_STAND, ids=lambda path: path.stem)
def test_every_golden_case_is_material(path: Path) -> None:
    """Garbled copy is made from each damaged case, clean copy from what each should read."""
    clean, garbled = set(clean_passages()), set(garbled_passages())
    for case in cases(path):
        assert case.clean.strip("\n") in clean
        assert case.is_negative or case.garbled.strip("\n") in garbled


def test_a_piece_is_the_beginning_of_its_copy() -> None:
    """A piece has as many whole documents as make up its size, one by one or as one text."""
    assert COPY.piece(10).texts == ("Aid grew.", "It fell.")
    one_text = Copy("clean", COPY.documents, is_one_text=True)
    assert one_text.piece(10).texts == ("Aid grew.\n\nIt fell.",)
    assert COPY.piece(1).size == len("Aid grew.")


@pytest.mark.skipif(sys.platform != "linux", reason="the high-water mark is set back by Linux")
def test_the_peak_counts_what_is_given_back_before_the_end() -> None:
    """Memory that is freed again during a reading belongs to its peak."""

    def reads(text: str) -> bytes:
        # Mapped anew: what `malloc` gives may be resident already, given back by another test.
        with mmap.mmap(-1, 8 * len(text), mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as passing:
            for page in range(0, len(passing), mmap.PAGESIZE):
                passing[page] = 1
            return passing[: len(text)]

    text = "a" * 4_000_000
    peak = memory._peak(Subject("token spans", "one that copies", reads, ALL), text)
    assert 7.5 < peak / len(text) < 9.5


def speed(product: Product, build: str, over_split: float) -> Speed:
    """Return a speed that was found for a build of the scanner."""
    subject = Subject(product, named(build), str.split, ALL)
    return Speed(subject, read=10.0, rate=100.0, over_split=over_split, over_nltk=None)


@pytest.mark.parametrize(("over_split", "reached"), [(4.0, True), (3.9, False)])
def test_goals_are_judged_by_what_was_found(over_split: float, reached: bool) -> None:
    """A goal is reached when the slower of clean and garbled copy reaches it, and not before."""
    clean, garbled = (Copy(condition, (), is_one_text=True) for condition in ("clean", "garbled"))
    by_copy = {
        clean: [speed("token spans", "compiled", 5.0)],
        garbled: [speed("token spans", "compiled", over_split)],
        COPY: [speed("token spans", "compiled", 1.0)],
    }
    grown = [Growth(by_copy[clean][0].subject, "as it is", 11.5)]
    found = {goal.aim: goal for goal in goals(by_copy, grown, {}, {FIX: 0.39})}
    assert found["token spans, compiled: at least 4 x str.split"].reached is reached
    assert not found["token spans, numpy: at least 0.4 x str.split"].reached
    assert not found["10 times as long: at most 11 times as dear"].reached
    assert found[f"{FIX}: at most 0.4 s above bare Python"].reached


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        (lambda source: os._exit(1), "its process died"),
        (lambda source: sum(count()), "took longer than 1 s of the processor"),
    ],
)
def test_what_ends_or_holds_up_a_process_is_told(
    monkeypatch: pytest.MonkeyPatch, subject: Callable[[str], object], told: str
) -> None:
    """A subject that dies, or does not come to an end, is a finding, and the next one is tried."""
    monkeypatch.setattr(guarded, "SUBJECTS", {"hostile": subject, "mild": len})
    monkeypatch.setattr(guarded, "_MOST_SECONDS", 1)
    process = guarded.Guarded()
    assert process.finding("result", "hostile", "a") == told
    assert process.finding("result", "mild", "a") == ""
    process.end()


def test_what_repair_costs_is_told_of_every_rule_and_whether_the_network_was_met() -> None:
    """Each rule of the run has its share of the time, and the network is seen where it is asked:
    it reads short texts, and not a text of one word over and over.
    """
    short = "The council met on Monday It will meet again in May. Nobody was hurt.\n"
    copy = repair.Copy("a", "clean", (short, "go\n"))
    speed = repair.measured(copy, {"upper": str.upper})
    assert set(speed.rules) == set(RULES)
    assert all(taken > 0 for taken in speed.rules.values())
    assert speed.subjects["upper"] > 0
    assert speed.meets_network == 0.5
    assert network.judged.__module__ == network.__name__


def test_what_two_revisions_print_stands_once_where_it_is_the_same() -> None:
    """Figures that changed stand below one another, each marked as of one of both."""
    lines = [*beside("commas .49\nstops .92\n", "commas .50\nstops .92\n")]
    assert lines == ["- commas .49", "+ commas .50", "  stops .92"]


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an unpacked sdist has no revisions")
def test_a_bench_runs_with_an_earlier_revision() -> None:
    """The revision is installed with its training, a bench runs with it, and it leaves nothing."""
    with installed("HEAD") as folder:
        shown = "import benches.quality.cases, textclean; print(textclean.__file__)"
        command = [sys.executable, "-P", "-c", shown]
        where = subprocess.check_output(command, text=True, env=environment(folder))
        assert Path(where.strip()).parent == folder / "textclean"
    assert not folder.exists()


def test_an_earlier_state_is_measured_in_the_same_rounds() -> None:
    """A process of its own repairs the same documents, and tells what that took it."""
    copy = repair.Copy("a", "clean", ("The council met on Monday.\n",))
    before = Earlier(ROOT)
    speed = repair.measured(copy, {}, before)
    before.end()
    assert speed.subjects[repair.BEFORE] > 0


def test_an_earlier_state_that_fails_does_not_leave_the_bench_waiting(tmp_path: Path) -> None:
    """Where no textclean is in the folder that runs, the bench says that it has ended."""
    (tmp_path / "textclean.py").write_text("raise SystemExit(1)\n", encoding="utf-8")
    before = Earlier(tmp_path)
    with pytest.raises(RuntimeError, match="has ended"):
        before.seconds(["a"])
    before.end()
