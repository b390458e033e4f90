"""Apostrophes and initialisms that come apart, and characters read in the wrong encoding."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import ftfy.bad_codecs  # noqa: F401  # it makes "sloppy-windows-1252" known

from textclean.edit import Edit
from textclean.text import Text

# "Kyiv's", "don't", "workers' rights"
_APOSTROPHE = re.compile(
    r"(?<=[^\W\d_])['’](?=(?:[st]|re|ve|ll|d|m)\b)|(?<=[^\W\d_]s)['’](?=\ [^\W\d_])", re.IGNORECASE
)
_INITIALISM = re.compile(r"\b(?:[A-Z]\.){2,4}(?!\w)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def lost_apostrophes(
    text: Text, vanishing: float, parted: float, rng: random.Random
) -> Iterator[Edit]:
    """Yield the loss of apostrophes, which leave nothing ("Kyivs") or a space ("Kyiv s")."""
    if not vanishing and not parted:
        return
    for apostrophe in _APOSTROPHE.finditer(text.source):
        is_inside = text.source[apostrophe.end()].isalpha()
        if rng.random() < vanishing:
            yield Edit.delete(*apostrophe.span(), why="apostrophe")
        elif is_inside and rng.random() < parted:
            yield Edit.replace(*apostrophe.span(), " ", why="parted")


def parted_initialisms(text: Text, rate: float, rng: random.Random) -> Iterator[Edit]:
    """Yield the loss of the points of initialisms, which leave spaces: "U S".

    Where one ends a sentence its last point stays.
    """
    if not rate:
        return
    ends = {end for _, end in text.sentences}
    for initialism in _INITIALISM.finditer(text.source):
        if rng.random() < rate:
            point = "." if initialism.end() in ends else ""
            letters = initialism.group().replace(".", " ").rstrip() + point
            yield Edit.replace(*initialism.span(), letters, why="initialism")


def mojibake(text: Text, rate: float, rng: random.Random) -> Iterator[Edit]:
    """Yield characters in UTF-8 that were read as Windows-1252: "â€™" for a curly apostrophe."""
    if not rate:
        return
    for character in _NOT_ASCII.finditer(text.source):
        if rng.random() < rate:
            octets = character.group().encode("utf-8", "surrogatepass")
            read = octets.decode("sloppy-windows-1252")
            yield Edit.replace(*character.span(), read, why="mojibake")
