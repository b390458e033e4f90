"""Lost hyphens in compounds."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.blocks import ADDRESS, CODE, FOREIGN, TABLE
from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text

# What is not worth telling as a suggestion.
_LEAST = 0.3

_NOT_PROSE = (ADDRESS, CODE, FOREIGN, TABLE)


@normalizer("spaces", "marks")
def compounds(text: Text) -> Iterator[Edit]:
    """Put back the hyphen between words that stand as one before a noun.

    "a 15 year guarantee", "the long awaited deal", "a US brokered truce". The tagger says for each
    gap how likely an editor would have a hyphen there; how many of its hyphens the document still
    has decides how far that is believed. The same words may go without one where no noun follows
    ("the deal was long awaited", "she is 15 years old"), and copy that writes its compounds open
    throughout is left so.

    >>> from textclean.edit import apply
    >>> source = "They signed a long awaited deal with a 15 year guarantee.\\n"
    >>> print(apply(source, [e for e in compounds(Text(source)) if e.confidence > 0.6]), end="")
    They signed a long-awaited deal with a 15-year guarantee.
    """
    from textclean.tagger.loss import losses

    if not text.words:
        return
    hyphens = losses(text).of("hyphen")
    for gap in (hyphens[:-1] >= _LEAST).nonzero()[0].tolist():
        start, end = text.words[gap].end, text.words[gap + 1].start
        if text.source[start:end] == " " and _may_be_compound(text, gap):
            yield Edit.replace(
                start,
                end,
                "-",
                confidence=round(float(hyphens[gap]), 3),
                why="the two words stand as one before a noun",
            )


def _may_be_compound(text: Text, gap: int) -> bool:
    """Whether the words beside the gap stand in prose and are no initials: "W E B Du Bois"."""
    first, second = (text.source[slice(*text.words[word])] for word in (gap, gap + 1))
    has_initial = (len(first) == 1 or len(second) == 1) and first[0].isupper() == second[
        0
    ].isupper()
    return not has_initial and text.block_at(text.words[gap].start).kind not in _NOT_PROSE
