"""Damages clean text the way the world does, so that a model can learn to mend it.

The damage is a set of `Edit`s like any other; its inverse is what the model has to find.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

import attrs

from textclean.edit import Edit
from textclean.text import Text
from textclean.tokens.scan import Span
from textclean.train.garble.characters import lost_apostrophes, mojibake, parted_initialisms
from textclean.train.garble.layout import damaged_headings
from textclean.train.garble.marks import lost_marks
from textclean.train.garble.pasted import pasted
from textclean.train.garble.stripped import Stripping, loosened, stripped


@attrs.frozen
class Rates:
    """How much of what is damaged.

    Of marks and hyphens, the share that is lost. Of headings, the share that runs into the body
    (`heading`), stands tight against it (`tight`), or is glued to its first word (`glued`). Of
    paragraphs, the share that gets one of `phrases` (`stray`) or of `pieces` of page furniture
    (`furniture`). Of apostrophes, the share that goes without a trace (`apostrophe`) or leaves a
    space (`parted`); of initialisms, that whose points do (`initialism`); of other characters than
    ASCII, that read in the wrong encoding (`mojibake`); of gaps, that which gets a second blank
    (`loose`).

    With `stripping`, every mark goes but those that it keeps, whatever the rates, which say so.
    """

    stop: float = 0.0
    comma: float = 0.0
    hyphen: float = 0.0
    heading: float = 0.0
    stray: float = 0.0
    phrases: Sequence[str] = ()
    apostrophe: float = 0.0
    parted: float = 0.0
    initialism: float = 0.0
    mojibake: float = 0.0
    tight: float = 0.0
    glued: float = 0.0
    furniture: float = 0.0
    pieces: Sequence[str] = ()
    loose: float = 0.0
    quote: float = 0.0
    stripping: Stripping | None = None

    def of(self, lost: str) -> float:
        """Return the rate of what was lost; sentence marks of every kind go as stops do."""
        own = {
            "comma": self.comma,
            "hyphen": self.hyphen,
            "heading": self.heading,
            "apostrophe": self.apostrophe,
        }
        return own.get(lost, self.stop)


def garble(
    text: Text, rates: Rates, rng: random.Random, headings: Sequence[Span] = ()
) -> tuple[Edit, ...]:
    """Return edits that damage `text` at the given rates; each `why` names what was lost or added.

    `headings` are the heading lines of the text, in order.

    >>> source = "Kyiv agreed. A 15-year guarantee, he said, is near."
    >>> from textclean.edit import apply
    >>> apply(source, garble(Text(source), Rates(stop=1, comma=1, hyphen=1), random.Random(0)))
    'Kyiv agreed A 15 year guarantee he said is near'
    """
    if rates.stripping:
        marks = stripped(text, rates.stripping, rng)
    else:
        marks = lost_marks(text, rates.of, rng)
    return tuple(
        _disjoint(
            [
                *marks,
                *loosened(text, rates.loose, rng),
                *pasted(text, rates.phrases, rates.stray, rng),
                *pasted(text, rates.pieces, rates.furniture, rng),
                *damaged_headings(text, headings, rates.heading, rates.tight, rates.glued, rng),
                *lost_apostrophes(text, rates.apostrophe, rates.parted, rng),
                *parted_initialisms(text, rates.initialism, rng),
                *mojibake(text, rates.mojibake, rng),
            ]
        )
    )


def _disjoint(damage: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits in order, without those that meet one before them."""
    last: Edit | None = None
    for edit in sorted(damage):
        if last is None or (edit.start >= last.end and not edit.touches(last)):
            yield edit
            last = edit
