"""The space between paragraphs is made one only where that loses nothing."""

from __future__ import annotations

import pytest

from textclean.normalizer import load
from textclean.pipeline import Pipeline

WRAPPED = (
    "The reservoir above the town was full again by Sunday, for the first\n"
    "time since the summer before last, and the water company lifted its\n"
    "ban on hoses at once.\n"
    "\n"
    "Rainfall in the hills has been below its long mean in nine of the past\n"
    "ten years, and the two wells that were drilled after the first of them\n"
    "have begun to give brackish water.\n"
)


def parted(source: str, separation: str) -> str:
    """Return the text with its paragraphs parted in one way."""
    rule = load("paragraphs").configured(separation=separation)
    return Pipeline((rule,))(source).text


def test_paragraphs_of_wrapped_lines_are_not_brought_together() -> None:
    """Without their blank lines, nothing would tell where one ends."""
    assert parted(WRAPPED, "line") == WRAPPED


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_way_can_be_turned_into_the_other(end: str) -> None:
    """Plain paragraphs are the same again after there and back, whatever ends their lines."""
    source = f"Nobody came home.{end}{end}The road was shut.{end}{end}It snowed.{end}"
    tight = parted(source, "line")
    assert tight == f"Nobody came home.{end}The road was shut.{end}It snowed.{end}"
    assert parted(tight, "blank-line") == source


def test_spanish_paragraphs_are_parted_too() -> None:
    """The space between paragraphs has no language."""
    source = (
        "El puerto cerró el lunes por la tarde a causa de la tormenta que venía del norte.\n"
        "Los barcos no saldrán hasta que el viento baje, según dijo la directora del puerto.\n"
    )
    assert parted(source, "blank-line") == source.replace(".\nLos", ".\n\nLos")
