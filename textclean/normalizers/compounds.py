"""Lost hyphens in compounds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from textclean.assessment import assess
from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import DETERMINERS
from textclean.evidence.confidence import LEAST_TOLD, LIKELY, log_odds
from textclean.evidence.peers import Peers
from textclean.grammar.compounds import (
    PLIGHTS,
    is_name_and_participle,
    is_noun,
    is_noun_and_plight,
    is_noun_to_noun,
    is_number_and_unit,
    is_run,
    is_span_of_years,
    may_be_compound,
    pair_at,
    word_at,
)
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens import scan
from textclean.tokens.word_set import WordSet

# How likely a number and its unit must have lost a hyphen, by the tagger, for their form to count.
_LEAST_FOR_UNITS = 0.15
# A compound is the norm if clean prose has it at least this often, and in at least this share of
# the places where the two words stand side by side.
_FEWEST_OF_NORM = 10  # occurrences
_LEAST_SHARE_OF_NORM = 0.75
_SURE_OF_NORM = log_odds(_LEAST_SHARE_OF_NORM)
# Where three hyphens are lost, one that is as likely as not is lost too.
_EVEN = 0.49
_SURELY_LOST = 0.7
_PEERS = Peers(each=0.3, most=3, fewest=3)
_PLIGHTS = WordSet.of(PLIGHTS)
_DETERMINERS = WordSet.of(DETERMINERS)


@normalizer("spaces", "marks", stage="gaps", english=True)
def compounds(text: Text) -> Iterator[Edit]:
    r"""Put back the hyphen between words that stand as one before a noun.

    What it mends
        "a 15 year guarantee", "the long awaited deal", "the US brokered truce will hold".

    What it asks for
        The tagger says for each gap how likely an editor would have a hyphen there, and the
        document, by the hyphens that it still has, how far to believe the tagger. In a damaged
        document the norm counts too: that clean prose mostly joins the two words, that a number
        stands before its unit in the singular, that a name and a participle stand before the
        subject of another verb, that a noun stands twice ("a day to day fight"), or what befell it
        behind it ("of the flood hit valley"), that two years are a span ("the 2010 2011 school
        year"), that three or four words are one ("a state of the art plant"). Three lost hyphens
        speak for more of them.

    What it leaves
        The same words where no noun follows ("the deal was long awaited", "she is 15 years old").
        Clean copy that writes its compounds open. Initials ("W E B Du Bois"). Tables, addresses,
        code and other languages.

    Example
        >>> from textclean.edit import apply
        >>> source = (
        ...     "They signed a long awaited deal with a 15 year guarantee The firm is ready\n"
        ...     "She left the city on Monday It was raining again\n"
        ... )
        >>> print(apply(source, compounds(Text(source))), end="")
        They signed a long-awaited deal with a 15-year guarantee The firm is ready
        She left the city on Monday It was raining again
    """
    if not len(text.scanned):
        return
    found = assess(text)
    if not found.may_tell_of_losses:  # clean copy need not be looked through
        return
    hyphens = found.lost("hyphen")
    by_form = _by_form(text, hyphens)
    likely = (hyphens >= LEAST_TOLD).nonzero()[0].tolist()
    plights = [at - 1 for at in _PLIGHTS.places(text.scanned) if at]
    places = by_form.union(likely, _may_be_names_and_participles(text), plights)
    confidences: dict[int, float] = {}
    for gap in sorted(places):
        if text.source[slice(*_between(text, gap))] != " ":
            continue
        norm = LIKELY if gap in by_form else _by_norm(text, gap, float(hyphens[gap]))
        confidence = max(float(hyphens[gap]), found.damage * norm)
        if confidence >= LEAST_TOLD and may_be_compound(text, gap):
            confidences[gap] = round(confidence, 3)
    lost = sum(confidence >= _SURELY_LOST for confidence in confidences.values())
    for gap, confidence in confidences.items():
        if _EVEN <= confidence < _SURELY_LOST:
            confidence = _PEERS.supported(confidence, lost)
        yield Edit.replace(
            *_between(text, gap),
            "-",
            confidence=confidence,
            why="the two words stand as one",
        )


def _between(text: Text, gap: int) -> tuple[int, int]:
    """Return where the gap after a word begins and ends; after the last word it is empty."""
    end = text.words[gap].end
    return end, text.words[gap + 1].start if gap + 1 < len(text.words) else end


def _may_be_names_and_participles(text: Text) -> list[int]:
    """Return the gaps where a word with a capital stands behind a determiner, and one without
    follows.
    """
    behind = np.array(_DETERMINERS.places(text.scanned), np.intp) + 1
    behind = behind[behind < len(text.scanned) - 1]
    shape = text.scanned.shape
    may_be = (shape[behind] != scan.LOWER) & (shape[behind + 1] == scan.LOWER)
    gaps: list[int] = behind[may_be].tolist()
    return gaps


def _by_norm(text: Text, gap: int, lost: float) -> float:
    """Return how sure the norm of clean prose is of a hyphen that was lost with probability `lost`.

    Clean copy may go its own way. In copy that is damaged an editor follows the norm.
    """
    if is_name_and_participle(text, gap) or is_noun_and_plight(text, gap):
        return LIKELY
    if lost < LEAST_TOLD or not is_run(text, gap, gap + 2) or not is_noun(word_at(text, gap + 2)):
        return 0.0
    joined, apart = lexicon.hyphenated(*pair_at(text, gap))
    is_norm = joined >= _FEWEST_OF_NORM and joined >= _LEAST_SHARE_OF_NORM * (joined + apart)
    return LIKELY if is_norm else 0.0


def _by_form(text: Text, hyphens: NDArray[np.float32]) -> set[int]:
    """Return the gaps whose form calls for a hyphen: between a number and its unit before a noun,
    in a span of years, in "day to day" and other compounds of several words.

    The same pair may stand in a heading, where the tagger knows little: one place decides for all.
    """
    numbers = (
        ((text.scanned.kind[:-1] == scan.NUMBER) | (hyphens[:-1] >= _LEAST_FOR_UNITS))
        .nonzero()[0]
        .tolist()
    )
    gaps = [gap for gap in numbers if is_number_and_unit(text, gap)]
    pairs = {pair_at(text, gap) for gap in gaps if hyphens[gap] >= _LEAST_FOR_UNITS}
    chosen = {gap for gap in gaps if pair_at(text, gap) in pairs}
    # "a 72 year old teacher" has two hyphens or none.
    ages = {gap + 1 for gap in chosen if word_at(text, gap + 2).lower() in ("old", "olds")}
    spans = {gap for gap in numbers if is_span_of_years(text, gap)}
    return chosen | ages | spans | _to_and_fro(text) | _of_several_words(text)


def _of_several_words(text: Text) -> set[int]:
    """Return the gaps of compounds of three and four words that clean prose mostly joins: "a state
    of the art plant".
    """
    gaps: set[int] = set()
    for size in range(3, lexicon.LONGEST + 1):
        odds = lexicon.bonds(scan.sequences(text.scanned.id, size))
        for first in (odds > 0).nonzero()[0].tolist():
            last = first + size - 1
            # Elsewhere than before a noun it is open more often: "the figures are up to date".
            stands_before_noun = is_run(text, last, last + 1) and is_noun(word_at(text, last + 1))
            is_norm = stands_before_noun or odds[first] > _SURE_OF_NORM
            start, end = text.words[first].start, text.words[last].end
            if is_norm and is_run(text, first, last) and text.source[start:end].islower():
                gaps.update(range(first, last))
    return gaps


def _to_and_fro(text: Text) -> set[int]:
    """Return the gaps of "a day to day fight": it has two hyphens or none."""
    ids = text.scanned.id
    twice = (ids[2:] == ids[:-2]).nonzero()[0].tolist()
    return {at for gap in twice if is_noun_to_noun(text, gap) for at in (gap, gap + 1)}
