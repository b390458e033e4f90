"""Lost hyphens in compounds."""

from __future__ import annotations

from collections.abc import Iterator

from textclean import compound, lexicon
from textclean.blocks import ADDRESS, CODE, FOREIGN, FRAGMENT, TABLE
from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text

# What is not worth telling as a suggestion.
_LEAST = 0.3

# What the norm is worth where the form leaves no doubt, and what else a number and a unit need.
_SURE = 0.9
_LEAST_FOR_UNITS = 0.15
# A compound that clean prose has at least so often, and so much oftener than the open form.
_FEWEST = 10
_SHARE_OF_NORM = 0.75

_NOT_PROSE = (ADDRESS, CODE, FOREIGN, FRAGMENT, TABLE)


@normalizer("spaces", "marks")
def compounds(text: Text) -> Iterator[Edit]:
    """Put back the hyphen between words that stand as one before a noun.

    "a 15 year guarantee", "the long awaited deal", "the US brokered truce will hold". The tagger
    says for each gap how likely an editor would have a hyphen there; how many of its hyphens the
    document still has decides how far that is believed. In a document that is damaged the norm
    counts too: how often clean prose joins the two words, a number with its unit in the singular, a
    name and a participle before the subject of another verb. The same words may go without a hyphen
    where no noun follows ("the deal was long awaited", "she is 15 years old"), and clean copy that
    writes its compounds open is left so.

    >>> from textclean.edit import apply
    >>> source = (
    ...     "They signed a long awaited deal with a 15 year guarantee The firm is ready\\n"
    ...     "She left the city on Monday It was raining again\\n"
    ... )
    >>> print(apply(source, compounds(Text(source))), end="")
    They signed a long-awaited deal with a 15-year guarantee The firm is ready
    She left the city on Monday It was raining again
    """
    from textclean.tagger.loss import losses

    if not len(text.scanned):
        return
    found = losses(text)
    if found.damage < _LEAST:  # no gap can be surer, and clean copy need not be looked through
        return
    hyphens = found.of("hyphen").tolist()
    units = _units(text, hyphens)
    for gap in range(len(text.words) - 1):
        start, end = text.words[gap].end, text.words[gap + 1].start
        if text.source[start:end] != " ":
            continue
        norm = _SURE if gap in units else _by_norm(text, gap, hyphens[gap])
        confidence = max(hyphens[gap], found.damage * norm)
        if confidence >= _LEAST and _may_be_compound(text, gap):
            yield Edit.replace(
                start,
                end,
                "-",
                confidence=round(confidence, 3),
                why="the two words stand as one before a noun",
            )


def _by_norm(text: Text, gap: int, lost: float) -> float:
    """Return how sure the norm of clean prose is of a hyphen that was lost with probability `lost`.

    Clean copy may go its own way. In copy that is damaged an editor follows the norm.
    """
    if compound.is_name_and_participle(text, gap):
        return _SURE
    joined, apart = lexicon.hyphenated(*compound.pair_at(text, gap))
    is_norm = joined >= _FEWEST and joined >= _SHARE_OF_NORM * (joined + apart)
    stands_before_noun = compound.is_run(text, gap, gap + 2) and compound.is_noun(
        compound.word_at(text, gap + 2)
    )
    return _SURE if is_norm and stands_before_noun and lost >= _LEAST else 0.0


def _units(text: Text, hyphens: list[float]) -> set[int]:
    """Return the gaps between a number and its unit before a noun.

    The same pair may stand in a heading, where the tagger sees little: one place speaks for all.
    """
    gaps = [gap for gap in range(len(text.words) - 1) if compound.is_number_and_unit(text, gap)]
    seen = {compound.pair_at(text, gap) for gap in gaps if hyphens[gap] >= _LEAST_FOR_UNITS}
    chosen = {gap for gap in gaps if compound.pair_at(text, gap) in seen}
    # "a 72 year old teacher" has two hyphens or none.
    ages = {gap + 1 for gap in chosen if compound.word_at(text, gap + 2).lower() in ("old", "olds")}
    return chosen | ages


def _may_be_compound(text: Text, gap: int) -> bool:
    """Whether the words beside the gap stand in prose and are no initials: "W E B Du Bois"."""
    first, second = (compound.word_at(text, gap + offset) for offset in range(2))
    has_initial = (len(first) == 1 or len(second) == 1) and first[0].isupper() == second[
        0
    ].isupper()
    return not has_initial and text.block_at(text.words[gap].start).kind not in _NOT_PROSE
