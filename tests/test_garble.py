"""Garbling is a set of edits, and its inverse is the repair."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from textclean.edit import apply, invert
from textclean.scan import Span
from textclean.text import Text
from textclean.train.garble import Rates, garble

STORY = (
    "Ferry Strike Ends\n"
    "The ferries sail again, the firm said. Mr. J. Ng, a 40-year-old engineer, was glad: "
    "“At last!” Who pays?\n"
)
HEADING = [Span(0, 17)]


@given(st.text("Aa .,?!:;-\n’”“.5"), st.integers())
def test_the_inverse_of_the_damage_is_the_repair(source: str, seed: int) -> None:
    """Whatever the text, undoing the edits gives it back."""
    rates = Rates(0.5, 0.5, 0.5, 0.5, 0.5, ("of the", "it was,"))
    damage = garble(Text(source), rates, random.Random(seed))
    assert apply(apply(source, damage), invert(source, damage)) == source


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
