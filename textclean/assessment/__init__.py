"""The assessment of a text: which marks it lost, and what was pasted into it.

Rules and surveys ask it, and no model besides. What no rule asks for is not computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from textclean.evidence.confidence import DOUBTFUL, LEAST_TOLD
from textclean.furniture.place import Place
from textclean.intrusions import page_matter
from textclean.intrusions.pasted_phrases import Pasted, pasted_phrases
from textclean.intrusions.run_in_headings import RunInHeading, run_in_headings
from textclean.layout.blocks import Part
from textclean.tagger.consultation import precise
from textclean.tagger.features import WIDE, features
from textclean.tagger.kernel.shape import Floats
from textclean.tagger.loss import losses
from textclean.tagger.quotes import LostQuotes, lost_quotes
from textclean.text import Text

__all__ = ["Assessment", "Pasted", "RunInHeading", "assess"]


@attrs.frozen
class Assessment:
    """What a text lost and what was pasted into it, each computed when it is asked for.

    Gaps are known by the index of the word before them. Groups of marks are "sentence mark",
    "comma", "hyphen", "heading" (the line end after one) and "apostrophe".
    """

    text: Text

    @property
    def damage(self) -> float:
        """How likely the text lost any marks, from 0 to 1; no gap is likelier to have lost one."""
        return losses(self.text).damage

    @property
    def may_tell_of_losses(self) -> bool:
        """Whether any loss may be likely enough to be told: no gap is surer than the text."""
        return self.damage >= LEAST_TOLD

    def lost(self, group: str) -> Floats:
        """Return for each gap the probability that it lost a mark of this group."""
        return losses(self.text).of(group)

    def likeliest(self, group: str, gap: int) -> str:
        """Return the mark of the group that a gap has most likely lost: "stop", "question" …"""
        return losses(self.text).likeliest(group, gap)

    def blanks_for_marks(self) -> set[int]:
        """Return the gaps of several blanks, one of which stands for a mark that was lost."""
        wide = np.flatnonzero(features(self.text).bond >= WIDE)
        if not len(wide):
            return set()
        quotes = lost_quotes(self.text)
        probability = losses(self.text).probability.sum(axis=1)[wide]
        probability = np.maximum(probability, quotes.closes[wide])
        probability = np.maximum(probability, quotes.opens[wide + 1])
        return set(wide[probability >= DOUBTFUL].tolist())

    def lost_quotes(self) -> LostQuotes:
        """Return where the text lost quotation marks that left blanks."""
        return lost_quotes(self.text)

    def pasted_in(self) -> Floats:
        """Return for each word the log odds that it was pasted in; the network runs for it."""
        return precise(self.text).stray(np.arange(len(self.text.scanned)))

    def pasted_phrases(self, known: Sequence[str] = ()) -> Iterator[Pasted]:
        """Yield each place of a phrase that was pasted in again and again, the most telling phrase
        first; `known` are phrases that are pasted into documents of the source.
        """
        return pasted_phrases(self.text, known)

    def run_in_headings(self) -> list[RunInHeading]:
        """Return what may be a heading that ran into the text after it, by its capitals."""
        return run_in_headings(self.text)

    def spoken_lines(self) -> int:
        """Return how many lines a web page clearly speaks in."""
        return page_matter.spoken_lines(self.text)

    def page_lines(self, parts: Sequence[Part], peers: int) -> dict[int, float]:
        """Return how likely a page speaks in each of some parts, by where they start.

        `peers` counts the pieces of the page that are known by their form.
        """
        return page_matter.page_lines(self.text, parts, peers)

    def page_places(self, known: Sequence[Place], peers: int) -> Iterator[Place]:
        """Yield where a page may stand in a paragraph, beside the places that are `known`."""
        return page_matter.places(self.text, known, peers)


def assess(text: Text) -> Assessment:
    """Return the assessment of a text; nothing of it is computed yet."""
    return Assessment(text)
