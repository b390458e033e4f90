"""What a rule looks for first stands in whatever it finds: without the sign nothing is to mend."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, damaged_copy

from textclean.evidence.confidence import LEAST_TOLD
from textclean.grammar import tight_sentences
from textclean.normalizers import encoding
from textclean.normalizers import parted_letters as module
from textclean.normalizers.parted_letters import parted_letters
from textclean.tagger.loss import losses
from textclean.text import Text
from textclean.tokens.set_apart import set_apart


def soup(*pieces: str) -> st.SearchStrategy[str]:
    """Draw some pieces, in any order, with spaces or nothing between them."""
    return st.lists(st.sampled_from([*pieces, " ", " "]), max_size=16).map("".join)


@given(soup(*".!?)]\"”’'[1", "The", "I’m ", "I'", "A ", "Éa", "B", "[12]", "it") | damaged_copy)
def test_a_tight_sentence_has_a_sign(source: str) -> None:
    """A mark right before a capital that can begin a sentence is in each tight sentence."""
    if tight_sentences._PLACE.search(source):
        assert any(sign.are_in(source) for sign in tight_sentences._TIGHT_CAPITAL)


@given(soup(*"Ââ€ÃĂĀĹ√├≈ ?é™ƒ╨т▓п¬Ђðñ£ŸàāïB\x93x‚ÄΓÇВРС°ΒΞΟβ¬", "\u20ac") | any_text)
def test_mojibake_begins_with_one_of_some_characters(source: str) -> None:
    """Whatever is found begins with one of them."""
    for found in encoding._MOJIBAKE.finditer(source):
        assert encoding._MOJIBAKE_BEGINS.match(found.group())


@given(
    soup(*"TSFAIO\n“'.", "he", "now", "our", ". ", "\r\n", "A n n u a l", "Report", "e-mail", "\t")
    | any_text
)
def test_parted_letters_are_words_of_one_letter(source: str) -> None:
    """To ask every place of a text, not those of such words alone, finds nothing more."""
    found = parted_letters(Text(source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_letters_alone", lambda words: range(len(source)))
        assert parted_letters(Text(source)) == found


# The forms as one would write them, whatever they cost.
_STAMP = re.compile(
    r"(?<=[\w>\"”)]) (?=\d)(?P<stamp>\d{1,2}/\d{1,2}/\d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)"
    r"(?P<after> (?=\S))?"
)
_SENDER = re.compile(r"(?:[A-Z][\w.'’-]*|[\w.-]+@[\w.@-]+|[>\"”)])\Z")
_SMILE = re.compile(r"(?<=\s)[:;]-?[()](?= [A-Z])")
_RULE = re.compile(r"(?<!\S)(?:\*{3,}|_{5,}|={5,}|~{5,}|-{8,})(?!\S)")
_LINK = re.compile(r"(?<=\S) (?=https?://)")


@given(
    soup(
        *("Anna", "4/6/01", "04/26/2001", "7:17", "07:17:22", "AM", "http://a.b/c", "https://x/"),
        *("***", "____", "_____", "--------", "=====", ":)", ":-(", ";)", "A", ">", "x@y.z", "\n"),
    )
)
def test_what_stands_apart_is_found_by_its_marks(source: str) -> None:
    """Stamps, rules, smiles and links are found as their plain forms would find them."""
    expected = [at for rule in _RULE.finditer(source) for at in rule.span()]
    expected += [smile.end() for smile in _SMILE.finditer(source)]
    for stamp in _STAMP.finditer(source):
        if _SENDER.search(source[: stamp.start()]):
            expected.append(stamp.start("stamp"))
            expected += [stamp.start("after")] if stamp["after"] else []
    expected += [
        link.end()
        for link in _LINK.finditer(source)
        if re.search(r"https?://\S*\Z", source[: link.start()])
    ]
    assert sorted(set_apart(source)) == sorted(expected)


@given(damaged_copy)
def test_no_gap_is_surer_than_the_damage(source: str) -> None:
    """A text whose damage is not worth telling has no loss that is: rules need not look."""
    found = losses(Text(source))
    for_any_mark = found.probability.sum(axis=1)
    assert (for_any_mark <= found.damage * 1.0001).all()
    if found.damage < LEAST_TOLD / 1.0001:
        assert not (for_any_mark >= LEAST_TOLD).any()
