"""A sentence ends where a reader stops, in both builds of the scanner and of the rules of stops."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from types import ModuleType

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import any_text, damaged_copy

import textclean
from textclean.tokens import scan
from textclean.tokens import sentences as module
from textclean.tokens.scanner import compiled, vectors
from textclean.tokens.sentences import sentence_spans, sentences, spans
from textclean.tokens.stops import compiled as stops_compiled
from textclean.tokens.stops import vectors as stops_on_numpy
from textclean.tokens.stops.known import ABBREVIATIONS, OPENERS, OTHER_STOPS

each_build = pytest.mark.parametrize("build", [compiled, vectors])
RULES = {compiled: stops_compiled, vectors: stops_on_numpy}

# What the rules of stops look at, in any order.
_PIECES = """
    he The it I A 1 12 left km U.S. Mr. p.m. e.g. Dr at In how Who [h]e J. i. A) £5 • N°. * †
    . ? ! … ... . ” “ " ' ( ) — – -- :) 🎉 naïve Ž
""".split()  # noqa: SIM905
pieces = st.lists(
    st.sampled_from(_PIECES) | st.sampled_from([" ", " ", "\n", "\r\n", "\u00a0", ". "]),
    max_size=20,
).map("".join)


def split(build: ModuleType, source: str) -> list[str]:
    """Return the sentences of a text as strings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_stops", RULES[build])
        starts, ends = spans(source, build.scan(source))
    return [source[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Aid grew.", "It will grow."],
        ["Did it grow?", "Yes!", "It did."],
        ["Sen. Ng met Dr. Ito on Jan. 27.", "Both left."],
        ["J. K. Rowling wrote to George W. Bush.", "He read it."],
        ["The U.S. Army left.", "Nobody stayed."],
        ["Talks start at 10 a.m. on Monday.", "They end at noon."],
        ["“Why?” he asked.", "“Because,” she said."],
        ["He said: “We won.”", "She had lost."],
        ["Inflation was 3.5 percent.", "It had been 4.1.", "Now it grows."],
        ["The address is www.example.org.", "It has no prices."],
        ["He waited... and waited.", "Then he left…", "She stayed."],
        ["It was No. 10 on the list.", "Nobody read on."],
        ["He was ill.", "They saw the sun.", "He said no.", "She sat."],
        # The same abbreviation, in mid-sentence and at its end.
        ["The U.S. Senate met.", "He lives in the U.S.", "She does not.", "The U.S. is large."],
        ["They met at 5 p.m. Monday.", "They left at 6 p.m.", "On Tuesday nobody came."],
        ["Yahoo! Inc. grew.", "Hello!", "They came back."],
        ["He flew to St. Louis.", "He met John Smith Jr. and Acme Corp. officials."],
        ["It is sold by Acme Inc.", "However, the price fell."],
        ["He lives in Boston, Mass.", "She lives in Washington, D.C.", "They never met."],
        # Letters that are names and letters that are not.
        ["There was no Plan B.", "The others left.", "Was it Plan C?", "Ng left."],
        ["He fought in World War I.", "It ended in 1918.", "Albert I. Ng did not."],
        ["John F. “Jack” Kennedy came.", "“We won,” he said."],
        # Quotes, brackets, insertions.
        ["She left.", "(She was late.)", "He stayed."],
        ["“It fell.", "It will rise,” he said.", '"We know."', '"We do not."'],
        ["He said it [did].", "[T]he end was near.", "“[It] fell.”", "She wept."],
        ["Rep. Ito (D-Calif.) and Acme Inc. (ACM) agreed.", "Nobody else did."],
        ["“Is it over?” she asked.", "“Not yet!” he said."],
        ["It was bold.*", "Nobody saw the footnote."],
        # Numbers that count the sentences, and others.
        ["1. Open the door.", "2. Close it.", "A. Knock.", "B. Wait."],
        ["It fell by 4.", "15 people saw it.", "$5 was lost.", "@desk has more."],
        # Items of a list in one line, and what only looks like it.
        ["1.) Open the door", "2.) Close it"],
        ["1) open the door", "2) close it", "3) leave"],
        ["1. Open the door", "2. Close it"],
        ["10. This is the first item", "11. This is the second item"],
        ["• 9. Open the door", "• 10. Close it"],
        ["⁃9. Open the door.", "⁃10. Close it."],
        ["a. Open the door", "b. Close it", "c. Leave"],
        ["A) Open the door", "B) Close it"],
        ["ix. Open the door", "x. Close it"],
        ["a. The council met at noon."],
        ["• 7. The council met at noon."],
        ["She scored 1.", "The next day 2 people came."],
        ["1. It fell by 2.", "Nobody saw it."],
        ["12. They met in Room 13.", "Nobody came."],
        ["1) eggs, 2) milk, and 3) bread."],
        ["1) It rose (see 2) Costs)."],
        ["1) It has grown.", "It has 2) parts."],
        ["A. B. Ng met C. Roe and D. Ito."],
        ["[1] Ng on tides.", "[2] Ito on wind."],
        ["2019 was dry.", "2020 was not."],
        ["1. 2. 3. Go!"],
        ["He was Henry V. a. k. a. Harry to us."],
        ["They left at 5 p. m.", "The others stayed."],
        # Who asks after an initialism, and whose name follows it.
        ["He lives in the U.S.", "How did he come?"],
        ["She moved to the U.K.", "Did they stay?"],
        ["He joined the U.S. Army and the U.S. Can Company."],
        ["She works for the U.S. Government."],
        # Hours and titles.
        ["At 5 a.m. Mr. Ng left."],
        ["In the U.S. Mr. Ng is known."],
        ["He left at 6 P.M.", "Mr. Ng stayed."],
        ["It is 6 p.m. Eastern time."],
        # Signs of numbers, and degrees.
        ["It is N°. 17 on the list, and nº. 18 is not."],
        ["It was only 5°.", "12 people came."],
        # What is left out of a sentence, and between two.
        ["The thing is . . . I forgot it."],
        ["He met . . . Ng and Ito."],
        ["He waited . . .", "The door opened."],
        ["He left. . . .", "I stayed."],
        # Datelines.
        ["KYIV, Ukraine (AP) — Aid grew.", "It will grow."],
        ["WASHINGTON, D.C. – In a vote, aid grew.", "LONDON, Jan. 5 - Nobody came."],
        ["It left no room.", "— Reuters"],
        # Roe v. Wade; sections and pages.
        ["In Roe v. Wade, Art. 5 and Sec. 3 (see p. 7) were cited.", "Nobody objected."],
        ["They grow apples, pears, etc.", "They sell them."],
        ["He uses an iPhone.", "eBay sold it."],
        ["Great!", "\N{PARTY POPPER} We won."],
        # Whoever writes without capitals, and who does not.
        ["they left at noon.", "nobody saw them.", "did anyone?", "i did not."],
        ["where did you grow up?", "in harwick."],
        ["about 12 ft. long and as many wide."],
        ["He asked what for? and got no answer."],
        # Rules, stamps, links and smiles.
        ["Aid grew.", "***", "It will grow."],
        ["Anna Roe", "04/26/2001 07:17 AM", "Will you come?"],
        ["Anna Roe", "4/6/01 7:17", "Will you come?"],
        ["It is due on 04/26/2001 07:17 AM sharp."],
        ["http://example.org/a", "http://example.org/b"],
        ["We won :-)", "Nobody came ;)"],
        ["It is -- as they say --- a start: (see below)."],
    ],
    ids=" ".join,
)
@each_build
def test_sentences(build: ModuleType, expected: list[str]) -> None:
    """A sentence ends where a reader stops, not at every point with a capital behind it."""
    assert split(build, " ".join(expected)) == expected


@each_build
def test_a_question_is_known_by_its_own_line(build: ModuleType) -> None:
    """What a question goes on with stands in its line; the next line tells nothing of this one."""
    assert split(build, "She left the U.S. Who\nasked her?") == [
        "She left the U.S. Who",
        "asked her?",
    ]


def test_the_public_function_stays_one() -> None:
    """No module of the package takes the name of a public function once it is imported."""
    for _ in range(2):
        assert textclean.sentences("Aid grew. It will.") == ["Aid grew.", "It will."]
        starts, ends = textclean.sentence_spans("Aid grew. It will.")
        assert (starts.tolist(), ends.tolist()) == ([0, 10], [9, 18])


@each_build
def test_a_line_end_ends_a_sentence(build: ModuleType) -> None:
    """A heading or list item without a final stop is a sentence of its own."""
    assert split(build, "Why Aid Grew\n\nIt had to\r\nIt did, Mr.\rNg\n \n") == [
        "Why Aid Grew",
        "It had to",
        "It did, Mr.",
        "Ng",
    ]


@pytest.mark.parametrize("build", [compiled, vectors])
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("it ended.The next began.", ["it ended.", "The next began."]),
        ("it grew by 4.The next fell.", ["it grew by 4.", "The next fell."]),
        ("Node.Js and Mr.Smith", ["Node.Js and Mr.Smith"]),
        ("among the !Kung they live", ["among the !Kung they live"]),
    ],
)
def test_a_sentence_that_has_lost_the_space_behind_it(
    build: ModuleType, source: str, expected: list[str]
) -> None:
    """Lower case or a digit, a stop and a capital are two sentences; a name is one word."""
    assert split(build, source) == expected


@pytest.mark.parametrize(
    "source", ["", " \n", ".", "?!", "...", "”", "J.", "U.S.", "1.", ". A", "!A"]
)
@each_build
def test_texts_without_a_whole_sentence(build: ModuleType, source: str) -> None:
    """Next to nothing is no sentence or one, and never an error."""
    assert "".join(split(build, source)).replace(" ", "") == "".join(source.split())


@given(any_text | damaged_copy)
def test_sentences_hold_every_visible_character(source: str) -> None:
    """Between two sentences there is only white space; none starts or ends with it."""
    position = 0
    for start, end in zip(*map(np.ndarray.tolist, sentence_spans(source)), strict=True):
        assert position <= start < end
        assert not source[position:start].strip()
        assert source[start:end] == source[start:end].strip()
        assert not set("\r\n") & set(source[start:end])
        position = end
    assert not source[position:].strip()


@given(any_text | damaged_copy)
def test_both_builds_find_the_same_sentences(source: str) -> None:
    """Sentences do not depend on whether there was a compiler."""
    assert split(compiled, source) == split(vectors, source)


@given(any_text | damaged_copy | pieces)
def test_both_builds_tell_the_same_of_stops(source: str) -> None:
    """Which tokens begin a sentence, and which lines may begin with a label."""
    tokens = scan.tokens(source)
    if len(tokens):
        found, labelled = stops_compiled.begins(source, tokens)
        expected, expected_labelled = stops_on_numpy.begins(source, tokens)
        assert (found.tolist(), labelled) == (expected.tolist(), expected_labelled)


@given(st.lists(damaged_copy, max_size=5))
@example(["they left in 2026. nobody saw.", "The next day it rained."])
@example(["the 2026. the.\n\nThe "])
def test_each_line_is_split_by_itself(texts: list[str]) -> None:
    """What stands in other lines changes nothing: no sentence is known by its neighbours' lines."""
    lines = "\n".join(texts).splitlines()
    joined = sentences("\n".join(lines))
    assert joined == [sentence for line in lines for sentence in sentences(line)]


def test_a_long_text_is_split_as_its_lines_are() -> None:
    """A text of many blocks has the sentences of its lines, wherever blocks meet."""
    line = "Sen. Ng left at 5 p.m. On Monday he came back — alone. “Why?” he asked."
    count = 5_000
    assert sentences("\n".join([line] * count)) == sentences(line) * count


def test_tables_are_sound() -> None:
    """Each row of a table is one token, is there once, and says what can be."""
    abbreviations = [row.split("\t") for row in ABBREVIATIONS.read_text("utf-8").splitlines()]
    openers = [row.split("\t") for row in OPENERS.read_text("utf-8").splitlines()]
    forms = [form for form, _, _ in abbreviations]
    words = [word for word, _ in openers if word]
    assert len(set(forms)) == len(forms)
    assert len(set(words)) == len(words) == len(openers) - 1
    assert len(scan.tokens("\n".join(words)).start) == len(words)
    assert all(len(scan.tokens(f"{form}. 5").start) == 2 for form in forms)
    assert {where for _, where, _ in abbreviations} == {"any", "number"}
    assert all(0 <= float(probability) <= 1 for *_, probability in abbreviations)


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [("etc", "e.g"), ("p.m", "Mr"), ("Inc", "Sen"), ("Jr", "Dr"), ("N.D", "H.R")],
)
def test_what_was_learned_of_abbreviations(likely: str, unlikely: str) -> None:
    """Titles and what introduces something end no sentence; what closes a phrase may."""
    rows = (row.split("\t") for row in ABBREVIATIONS.read_text("utf-8").splitlines())
    ends = {form: float(probability) for form, _, probability in rows}
    assert ends[likely] > 10 * ends[unlikely]


@pytest.mark.parametrize(
    ("likelier", "than"),
    [("however", "army"), ("the", "senate"), ("he", "smith"), ("but", "inc"), ("it's", "")],
)
def test_what_was_learned_of_openers(likelier: str, than: str) -> None:
    """A common word with a capital begins a sentence more likely than a name does."""
    odds = dict(row.split("\t") for row in OPENERS.read_text("utf-8").splitlines())
    assert float(odds[likelier]) > float(odds[than]) + 3


def test_what_was_learned_of_other_stops() -> None:
    """Within a sentence an exclamation stands sooner than a question; an initial mostly does."""
    rows = (row.split("\t") for row in OTHER_STOPS.read_text("utf-8").splitlines())
    odds = {name: float(value) for name, value in rows}
    assert odds["?"] > odds["!"] > 0 > odds["initialism"] > odds["initial"]


def test_tables_are_not_loaded_before_they_are_needed() -> None:
    """Ordinary sentences need no table, so a cold start does not wait for any."""
    script = (
        "from textclean.tokens import sentences as s; s.sentences('Aid grew. It will grow.\\n'); "
        "from textclean.tokens.stops import known as k; "
        "print(k.of_openers.cache_info().currsize, k.of_abbreviations.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["0", "0"]


def test_sentences_are_in_order() -> None:
    """Spans are arrays of 32-bit code points, whatever planes the text needs."""
    source = "\N{PARTY POPPER} He won. Dr. Ng left.\nNobody stayed."
    starts, ends = sentence_spans(source)
    assert starts.dtype == ends.dtype == np.int32
    assert [source[start:end] for start, end in zip(starts, ends, strict=True)] == [
        "\N{PARTY POPPER} He won.",
        "Dr. Ng left.",
        "Nobody stayed.",
    ]
    assert all(end <= start for end, start in pairwise(np.sort(np.append(starts[1:], ends[:-1]))))
