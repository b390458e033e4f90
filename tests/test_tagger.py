"""The tagger sees what it should, and is sure of a loss only where the document shows loss."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest

from textclean.edit import apply
from textclean.tagger.consultation import precise
from textclean.tagger.features import (
    CLOSES,
    ENDS_LINE,
    GLUED,
    MARKS,
    OPENS,
    WIDE,
    features,
    gap_class,
)
from textclean.tagger.loss import losses
from textclean.tagger.network import LABELS, logits
from textclean.text import Text
from textclean.train.garble import Rates, garble

SEEDS = Path(__file__).parent.parent / "seeds"
CLEAN = (SEEDS / "000_0b64a702e8daca09.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("gap", "mark", "bits"),
    [
        (" ", "none", 0),
        (", ", "comma", 0),
        (".\n", "stop", ENDS_LINE),
        (".” “", "stop", CLOSES | OPENS),
        ("?” ", "question", CLOSES),
        ("”, ", "comma", CLOSES),
        ("-", "hyphen", GLUED),
        ("—", "dash", GLUED),
        (" – ", "dash", 0),
        (" (", "none", OPENS),
        (") ", "none", CLOSES),
        ("/", "other", GLUED),
        ("", "none", GLUED),
    ],
)
def test_a_gap_is_its_mark_and_what_stands_around_it(gap: str, mark: str, bits: int) -> None:
    """Quotes, brackets, line ends and spaces are told apart from the mark itself."""
    assert (MARKS[gap_class(gap) >> 4], gap_class(gap) & 15) == (mark, bits)


def test_the_point_of_an_abbreviation_is_not_a_stop() -> None:
    """After `Mr` or an initial a point ends nothing; at the end of a line it does."""
    seen = features(Text("Mr. J. Ng left.\n"))
    assert [MARKS[mark] for mark in seen.mark] == ["point", "point", "none", "stop"]


def test_the_same_words_look_the_same_whatever_their_digits() -> None:
    """`1998` and `2026` share a bucket, `1998` and `1,998` do not."""
    seen = features(Text("1998 2026 1,998"))
    assert seen.word[0] == seen.word[1] != seen.word[2]


def test_blanks_between_words_are_counted() -> None:
    """Two, three and more blanks are classes of their own; behind a mark nobody counts them."""
    bond = features(Text("one  two   three    four      five.  six")).bond
    assert bond.tolist() == [WIDE, WIDE + 1, WIDE + 2, WIDE + 2, 0, 0]


def test_texts_without_words_have_nothing_to_tag() -> None:
    """Nothing at all, blank lines and lone marks are tagged without complaint."""
    for source in ("", "\n\n", "… — !\n"):
        assert len(logits(features(Text(source)).inputs)[0]) == 0
        assert losses(Text(source)).probability.shape == (0, len(LABELS))


def test_the_tagger_gives_the_same_bits_again() -> None:
    """Two looks at equal texts agree to the last bit."""
    first, second = (logits(features(Text(CLEAN)).inputs) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_a_long_text_is_read_by_pieces_as_it_would_be_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Around each piece stand all words that the layers see from it."""
    inputs = features(Text(f"{CLEAN}\n\n" * 2)).inputs
    whole = logits(inputs)
    monkeypatch.setattr("textclean.tagger.network._AT_ONCE", 100)
    for by_pieces, at_once in zip(logits(inputs), whole, strict=True):
        assert np.array_equal(by_pieces, at_once)


def test_what_is_asked_of_one_place_is_what_is_said_of_it_among_all() -> None:
    """Places that are asked for in turn are judged as in one run over the text."""
    text = Text(CLEAN)
    gaps, words = logits(features(text).inputs)
    for places in ([7], [0, 7, len(words) - 1], list(range(40, 90))):
        assert np.array_equal(precise(text).logits(np.array(places)), gaps[places])
        assert np.array_equal(precise(text).stray(np.array(places)), words[places])


def test_few_places_are_read_alone_and_many_with_all_others() -> None:
    """Who asks for one word in ten pays for these; who asks for half of them may ask for more."""
    few, many = precise(Text(CLEAN)), precise(Text(CLEAN))
    size = len(few.is_known)
    few.logits(np.arange(0, size, 10))
    many.logits(np.arange(0, size, 2))
    assert np.flatnonzero(few.is_known).tolist() == list(range(0, size, 10))
    assert many.is_known.all()


@pytest.mark.parametrize("asked", [slice(None), slice(150, 151)])
def test_what_is_known_of_a_text_serves_the_one_that_takes_its_place(asked: slice) -> None:
    """Where the network sees the same words, their answers are kept; all are those of a text that
    took no place.
    """
    text = Text(CLEAN)
    precise(text).logits(np.arange(len(text.scanned))[asked])
    is_known = precise(text).is_known
    # A word goes at one end, and one that stands nowhere else comes at the other.
    source = CLEAN.rstrip().partition(" ")[2] + " Zyxt\n"
    after, alone = precise(text.changed(source)), precise(Text(source))
    kept = np.flatnonzero(after.is_known)
    assert is_known[kept + 1].all()
    assert kept.size
    assert 50 < kept[0] <= kept[-1] < len(is_known) - 50
    places = np.arange(len(after.is_known))
    for answers in ("logits", "quotes", "stray"):
        assert np.array_equal(getattr(after, answers)(places), getattr(alone, answers)(places))


def test_a_document_that_lost_nothing_reads_as_clean() -> None:
    """Clean copy is estimated to have lost next to none of its stops, garbled copy most of them."""
    rng = random.Random(7)
    garbled = apply(CLEAN, garble(Text(CLEAN), Rates(stop=0.8, comma=0.8), rng))
    assert losses(Text(CLEAN)).rates["sentence mark"] < 0.03
    assert losses(Text(garbled)).rates["sentence mark"] > 0.6
    assert losses(Text(garbled)).rates["comma"] > 0.5


def test_a_mark_that_stands_is_never_lost() -> None:
    """A gap that shows a mark has no probability of having lost one."""
    text = Text(re.sub(r"\.(?=\s[A-Z]\w+ [a-z])", "", CLEAN))
    probability = losses(text).probability
    assert (probability > 0.5).any()
    assert not probability[features(text).mark != 0].any()


def test_the_network_is_not_asked_about_clean_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate alone sees that clean copy has lost nothing."""
    monkeypatch.setattr("textclean.tagger.network.tag", None)
    assert losses(Text(CLEAN + "\nNobody has looked at this text before.\n")).damage < 0.1


def test_the_gate_lets_through_what_the_network_finds() -> None:
    """Where the network is sure of a loss, the gate did not dismiss the text."""
    for seed in range(8):
        rates = Rates(stop=0.3, comma=0.3)
        garbled = Text(apply(CLEAN, garble(Text(CLEAN), rates, random.Random(seed))))
        assert losses(garbled).damage > 0.9


def test_a_source_of_damaged_texts_is_believed_to_be_one() -> None:
    """The more texts of a source are damaged, the surer is the same loss in one of them."""
    source = "The mayor left the hall at noon Nobody had asked him a question about the mill.\n"
    expected = (0.001, 0.05, 0.5, 0.95)
    damage = [losses(Text(source, share)).damage for share in expected]
    assert damage == sorted(damage)
    assert damage[0] < damage[-1]


def test_loss_is_believed_more_in_a_document_that_lost_more() -> None:
    """The same two sentences are parted in garbled company and left alone in clean company."""
    pair = "The talks ended without result Officials from both sides left the city.\n"
    clean = losses(Text(CLEAN + "\n" + pair)).of("sentence mark")
    garbled = losses(Text(re.sub(r"\.(?=\s)", "", CLEAN) + "\n" + pair)).of("sentence mark")
    gap = -8  # after "result"
    assert clean[gap] < garbled[gap]
    assert garbled[gap] > 0.9
