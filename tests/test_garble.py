"""Garbling is a set of edits, and its inverse is the repair."""

from __future__ import annotations

import random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.edit import apply, invert
from textclean.text import Text
from textclean.tokens.scan import Span
from textclean.train.garble import Rates, garble
from textclean.train.garble.stripped import Stripping

STORY = (
    "Ferry Strike Ends\n"
    "The ferries sail again, the firm said. Mr. J. Ng, a 40-year-old engineer, was glad: "
    "“At last!” Who pays?\n"
)
HEADING = [Span(0, 17)]
KINDS = [field.name for field in attrs.fields(Rates) if field.default == 0.0]


@given(st.text("Aas .,?!:;-\n’'”“.5U"), st.integers())
def test_the_inverse_of_the_damage_is_the_repair(source: str, seed: int) -> None:
    """Whatever the text, undoing the edits gives it back."""
    half: dict[str, Any] = dict.fromkeys(KINDS, 0.5)
    rates = Rates(**half, phrases=("of the", "it was,"), pieces=("Read more: Old Mill",))
    damage = garble(Text(source), rates, random.Random(seed))
    assert apply(apply(source, damage), invert(source, damage)) == source


@pytest.mark.parametrize(
    ("stripping", "left"),
    [
        (Stripping(), "  At last   he said  A 15 year plan   signed in Kyiv  isn t it \n"),
        (Stripping(blanks=0), " At last he said A 15 year plan   signed in Kyiv isnt it\n"),
        (Stripping(kept=","), "  At last   he said  A 15 year plan   signed in Kyiv, isn t it \n"),
    ],
)
def test_an_export_leaves_blanks_in_the_place_of_marks(stripping: Stripping, left: str) -> None:
    """Each mark that is not kept becomes so many blanks, and the edits put it back."""
    source = '" At last!" he said. A 15-year plan - signed in Kyiv, isn\'t it?\n'
    damage = garble(Text(source), Rates(stripping=stripping), random.Random(0))
    assert apply(source, damage) == left
    assert apply(left, invert(source, damage)) == source


def test_nothing_is_damaged_at_rate_zero() -> None:
    """The rates start from clean copy."""
    assert garble(Text(STORY), Rates(), random.Random(0), HEADING) == ()


def test_everything_is_lost_at_rate_one() -> None:
    """Marks and hyphens go; points of abbreviations and quotation marks stay."""
    rates = Rates(stop=1, comma=1, hyphen=1, heading=1)
    assert apply(STORY, garble(Text(STORY), rates, random.Random(0), HEADING)) == (
        "Ferry Strike Ends The ferries sail again the firm said Mr. J. Ng a 40 year old engineer "
        "was glad “At last” Who pays\n"
    )


def test_a_phrase_is_pasted_into_each_paragraph() -> None:
    """At a share of one each paragraph gets the phrase once or twice, never at its start."""
    source = STORY.splitlines(keepends=True)[1] * 5
    damage = garble(Text(source), Rates(stray=1, phrases=("as it were",)), random.Random(0))
    garbled = apply(source, damage).splitlines()
    assert all(1 <= line.count("as it were ") <= 2 for line in garbled)
    assert not any(line.startswith("as it were") for line in garbled)


@pytest.mark.parametrize(
    ("rates", "source", "garbled"),
    [
        (
            Rates(apostrophe=1),
            "Kyiv's men don’t know the workers' names. ‘No,’ he said.",
            "Kyivs men dont know the workers names. ‘No,’ he said.",
        ),
        (Rates(parted=1), "It’s Kyiv's workers' day.", "It s Kyiv s workers' day."),
        (Rates(initialism=1), "The U.S. left the U.S.S.R. He did not.", None),
        (Rates(mojibake=1), "“No — é”", "â€œNo â€” Ã©â€\x9d"),
        (Rates(tight=1), "Old\n\nNew Mill\n\nIt burnt.\n", "Old\nNew Mill\nIt burnt.\n"),
        (Rates(glued=1), "Old\n\nNew Mill\n\nIt burnt.\n", "Old\n\nNew MillIt burnt.\n"),
    ],
)
def test_each_kind_of_damage_looks_as_it_does_in_the_wild(
    rates: Rates, source: str, garbled: str | None
) -> None:
    """Apostrophes vanish or leave a space; quotation marks that look like them stay; points of an
    initialism go, but for one that ends a sentence; blank lines go and line ends stay, or both go.
    """
    at = source.find("New Mill")
    headings = [Span(at, at + 8)] if at >= 0 else []
    damage = garble(Text(source), rates, random.Random(0), headings)
    assert apply(source, damage) == (garbled or "The U S left the U S S R. He did not.")


def test_page_furniture_is_pasted_between_words() -> None:
    """A piece stands within a line, and its words count as stray."""
    rates = Rates(furniture=1, pieces=("Advertisement",))
    damage = garble(Text(STORY), rates, random.Random(0))
    assert damage
    assert {edit.why for edit in damage} == {"stray"}
    assert "Advertisement " in apply(STORY, damage).splitlines()[1]
