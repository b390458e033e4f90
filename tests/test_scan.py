"""Tokens and words are what an editor takes them for, in both builds of the scanner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nltk.tokenize import NLTKWordTokenizer
from strategies import any_text, damaged_copy

import textclean
from textclean.tokens import scan
from textclean.tokens.scanner import abbreviations, compiled, vectors

each_build = pytest.mark.parametrize("build", [compiled, vectors])

KINDS = ["word", "number", "address", "mark", "symbol", "space", "newline"]
SHAPES = ["no letters", "lower", "capitalised", "capitals", "mixed", "initial", "digits"]


def texts(source: str, found: scan.Tokens) -> list[str]:
    """Return the tokens of a text as strings."""
    return [
        source[start:end]
        for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("token", "kind", "shape"),
    [
        ("don't", "word", "lower"),
        ("don’t", "word", "lower"),
        ("Zelenskyy’s", "word", "capitalised"),
        ("O’Brien’s", "word", "mixed"),
        ("multi-billion-dollar", "word", "lower"),
        ("E-50", "word", "capitals"),
        ("F-16s", "word", "capitalised"),
        ("iPhone", "word", "mixed"),
        ("NATO", "word", "capitals"),
        ("AT&T", "word", "capitals"),
        ("snake_case", "word", "lower"),
        ("naïve", "word", "lower"),
        ("Cafe\N{COMBINING ACUTE ACCENT}", "word", "capitalised"),
        ("argue[d]", "word", "lower"),
        ("[h]ere", "word", "lower"),
        ("乌克兰", "word", "lower"),
        ("U.S.", "word", "capitals"),
        ("a.m.", "word", "lower"),
        ("J.R.R.", "word", "capitals"),
        ("Ph.D.", "word", "mixed"),
        ("U.S.-brokered", "word", "mixed"),
        ("Gov.", "word", "capitalised"),
        ("$1.5bn", "number", "lower"),
        ("£3m", "number", "lower"),
        ("$.50", "number", "digits"),
        ("3.5%", "number", "digits"),
        ("50%-owned", "number", "lower"),
        ("1,000", "number", "digits"),
        ("3-2", "number", "digits"),
        ("10:30", "number", "digits"),
        ("10:30am", "number", "lower"),
        ("1/2", "number", "digits"),
        ("1½", "number", "digits"),
        ("1990s", "number", "lower"),
        ("15-year", "number", "lower"),
        ("27th", "number", "lower"),
        ("٣٫٥".replace("٫", "."), "number", "digits"),
        ("https://example.com/a,b?c=d.e&f=(g)#h", "address", "lower"),
        ("www.example.org", "address", "lower"),
        ("first.last+news@mail.example.co.uk", "address", "lower"),
        ("@news_desk", "address", "lower"),
        ("#budget2026", "address", "lower"),
        ("Amazon.com", "address", "capitalised"),
        ("annual-report.pdf", "address", "lower"),
        ("...", "mark", "no letters"),
        ("…", "mark", "no letters"),
        ("—", "mark", "no letters"),
        ("--", "mark", "no letters"),
        ("\N{NEWSPAPER}", "symbol", "no letters"),
        ("👩\u200d👩\u200d👧", "symbol", "no letters"),
        ("👍🏽", "symbol", "no letters"),
        ("❤\ufe0f", "symbol", "no letters"),
        ("🇺🇦", "symbol", "no letters"),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "then {} came", "({}) ", "“{}”", "{}, and", "{}\n\nBut"])
@each_build
def test_what_an_editor_would_not_break_is_one_token(
    build: ModuleType, token: str, kind: str, shape: str, frame: str
) -> None:
    """Each of these is one token of its kind and shape, whatever stands around it."""
    source = frame.format(token)
    found = build.scan(source)
    index = found.start.tolist().index(frame.index("{}"))
    assert found.end[index] == frame.index("{}") + len(token)
    assert (KINDS[found.kind[index]], SHAPES[found.shape[index]]) == (kind, shape)


@pytest.mark.parametrize(
    ("source", "tokens"),
    [
        ("He left on Jan. 27.", ["He", "left", "on", "Jan.", "27", "."]),
        ("the deal—his first—won", ["the", "deal", "—", "his", "first", "—", "won"]),
        ("the 2019–2024 talks", ["the", "2019", "–", "2024", "talks"]),
        ("so... yes… no", ["so", "...", "yes", "…", "no"]),
        ("could [be] argue[d]", ["could", "[", "be", "]", "argue[d]"]),
        ("See www.example.org. Or not", ["See", "www.example.org", ".", "Or", "not"]),
        ("(https://example.com/a)", ["(", "https://example.com/a", ")"]),
        ("write a@example.com.", ["write", "a@example.com", "."]),
        ("'Aid grew,' he said", ["'", "Aid", "grew", ",", "'", "he", "said"]),
        ("“Aid’s gone.”", ["“", "Aid’s", "gone", ".", "”"]),
        ("the players’ union", ["the", "players", "’", "union"]),
        ("won 3-2, 1,000 saw it", ["won", "3-2", ",", "1,000", "saw", "it"]),
        ("$5, US$5 or 5%?", ["$5", ",", "US$5", "or", "5%", "?"]),
        ("from -5 to +3", ["from", "-5", "to", "+3"]),
        ("a the- dash", ["a", "the", "-", "dash"]),
        ("and/or", ["and", "/", "or"]),
        ("end.The next", ["end", ".", "The", "next"]),
        ("He said no. Then 10 left", ["He", "said", "no", ".", "Then", "10", "left"]),
        ("No. 10, not no. 10", ["No.", "10", ",", "not", "no.", "10"]),
        ("J. Smith, vitamin C.", ["J.", "Smith", ",", "vitamin", "C", "."]),
        (
            "Part I. The U.S. and the U.S...",
            ["Part", "I", ".", "The", "U.S.", "and", "the", "U.S", "..."],
        ),
        ("((a))", ["(", "(", "a", ")", ")"]),
        ("``Go,'' he said!!", ["``", "Go", ",", "''", "he", "said", "!!"]),
        ("a 🇺🇸🇺🇦 flag", ["a", "🇺🇸", "🇺🇦", "flag"]),
        ("It came in.to bits", ["It", "came", "in", ".", "to", "bits"]),
        ("", []),
        (" \n\t", []),
    ],
)
@each_build
def test_tokens_in_their_sentence(build: ModuleType, source: str, tokens: list[str]) -> None:
    """Marks that belong to the sentence and not to the word are tokens of their own."""
    assert build.strings(source) == tokens


_ANY_TEXT = (
    any_text | damaged_copy | st.text("aB.5 ,:/'-_&$%+!@#[]\n\r\u0301\u200d👩🇺", max_size=12)
)


@given(_ANY_TEXT)
@example("http://\u00ad.com 👩a\u200d\u0301 #5é www.Mr.")
@example("a-" + "\u0301" * 99 + ".b" + "\u200d\u0301" * 70 + "'s \u0301\u0301." + "e\u0301" * 40)
@example("a" * 63 + "@example.com" + "." * 64 + " #tag" * 20)
@example("Mr. Ng of the U.S. — J. & Co. ½ ² … a. .5 [h]. " + " ".join(map(str, range(999))))
def test_the_builds_agree(source: str) -> None:
    """The compiled scanner and the one on numpy find the same of any text."""
    for words, spaces in ((False, False), (False, True), (True, False)):
        one = compiled.scan(source, words=words, spaces=spaces)
        other = vectors.scan(source, words=words, spaces=spaces)
        for column in ("start", "end", "kind", "shape", "id"):
            first, second = getattr(one, column), getattr(other, column)
            assert first.dtype == second.dtype
            np.testing.assert_array_equal(first, second)
    for unbroken in (False, True):
        found = vectors.strings(source, unbroken=unbroken)
        assert compiled.strings(source, unbroken=unbroken) == found
    for first, second in zip(compiled.spans(source), vectors.spans(source), strict=True):
        np.testing.assert_array_equal(first, second)


@given(st.lists(_ANY_TEXT, min_size=1, max_size=8), st.integers(1, 20))
def test_the_builds_agree_across_blocks(parts: list[str], size: int) -> None:
    """Where a text is cut into blocks makes no difference."""
    source = " ".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "BLOCK", size)
        assert texts(source, vectors.scan(source)) == compiled.strings(source)


@given(_ANY_TEXT)
def test_with_spaces_the_tokens_are_the_whole_text(source: str) -> None:
    """Tokens and white space lie side by side; a line end is a token, and a run of spaces is."""
    found = scan.tokens(source, spaces=True)
    assert "".join(texts(source, found)) == source
    assert (found.start < found.end).all()
    for token, kind in zip(texts(source, found), found.kind.tolist(), strict=True):
        assert (kind == scan.NEWLINE) == (token in ("\n", "\r", "\r\n"))
        assert (kind in (scan.SPACE, scan.NEWLINE)) == token.isspace()


@given(_ANY_TEXT)
def test_each_visible_character_is_in_one_token(source: str) -> None:
    """Tokens are in order and disjoint, hold no white space, and leave nothing else out."""
    position = 0
    for start, end in zip(*map(np.ndarray.tolist, scan.token_spans(source)), strict=True):
        assert not source[position:start].strip()
        assert start < end
        assert not any(c.isspace() for c in source[start:end])
        position = end
    assert not source[position:].strip()


@given(_ANY_TEXT)
def test_an_id_is_that_of_the_text_in_lower_case(source: str) -> None:
    """A token's id depends on its letters alone, whatever their case and wherever it stands."""
    found = scan.tokens(source)
    strings = texts(source, found)
    assert [scan.identity(token) for token in strings] == found.id.tolist()
    for build in (compiled, vectors):
        assert build.identities(strings).tolist() == found.id.tolist()


def test_different_words_have_different_ids() -> None:
    """No two forms of the table of abbreviations share an id, but for their case."""
    forms = {form.lower() for form in abbreviations.places()}
    assert len(set(scan.identities(sorted(forms)).tolist())) == len(forms)


_PLAIN = st.sampled_from("The minister said aid to Kyiv grew by half in 2026".split())  # noqa: SIM905


@given(st.lists(_PLAIN, min_size=1), st.sampled_from(["", ","]), st.sampled_from(".?!"))
def test_tokens_of_plain_sentences_are_those_of_nltk(
    words: list[str], comma: str, mark: str
) -> None:
    """On a sentence of plain ASCII words, NLTK's tokenizer cuts at the same places."""
    half = len(words) // 2
    source = " ".join([*words[:half], words[half] + comma, *words[half + 1 :], "again"]) + mark
    assert textclean.tokenize(source) == NLTKWordTokenizer().tokenize(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("The US-brokered deal isn’t dead.", ["The", "US", "brokered", "deal", "isn’t", "dead"]),
        ("a 15-year, $1.5bn plan", ["a", "15", "year", "$1.5bn", "plan"]),
        ("U.S.-brokered aid", ["U.S.", "brokered", "aid"]),
        ("Gov. Ng, No. 10, -5", ["Gov", "Ng", "No", "10", "5"]),
        ("see https://example.com/a-b-c", ["see", "https://example.com/a-b-c"]),
        ("Why — oh, why?", ["Why", "oh", "why"]),
        ("...!", []),
    ],
)
@each_build
def test_words(build: ModuleType, source: str, words: list[str]) -> None:
    """Words come without the marks between them, cut at their hyphens, but addresses are whole."""
    assert texts(source, build.scan(source, words=True)) == words


@given(_ANY_TEXT)
def test_each_letter_is_in_one_word(source: str) -> None:
    """No letter or digit stands outside the words, and no word is empty."""
    position = 0
    found = scan.words(source)
    for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True):
        assert not any(c.isalnum() for c in source[position:start])
        assert position <= start < end
        position = end
    assert not any(c.isalnum() for c in source[position:])


@pytest.mark.parametrize(
    "source", ["a@" * 50_000, "\u0301" * 100_000, "🇺" * 100_000, "." * 100_000]
)
@each_build
def test_a_text_without_white_space_is_scanned_in_one_go(build: ModuleType, source: str) -> None:
    """However long a chunk is, it is looked up once; else this would not end."""
    assert "".join(build.strings(source)) == source


def test_the_numpy_build_stands_in_where_nothing_was_compiled() -> None:
    """Without the compiled module the package works, and says so."""
    program = (
        "import sys; sys.modules['textclean.tokens.scanner.compiled'] = None\n"
        "import textclean, textclean.tokens.scan\n"
        "print(textclean.tokens.scan.BUILD, textclean.tokenize('U.S. aid'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "numpy ['U.S.', 'aid']\n", done.stderr


def test_the_constants_of_the_builds_are_the_same() -> None:
    """The compiled build has the classes of characters under the same numbers."""
    source = Path(compiled.__file__).with_name("compiled.pyx").read_text(encoding="utf-8")
    names = source.split("cdef enum Class:")[1].split("cdef enum")[0].replace("\n", ",").split(",")
    from textclean.tokens.scanner import characters

    declared = [name.strip() for name in names if name.strip()]
    assert [getattr(characters, name) for name in declared] == list(range(len(declared)))
