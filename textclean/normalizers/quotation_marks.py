"""Lost quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.assessment import assess
from textclean.edit import Edit
from textclean.evidence.confidence import LEAST_TOLD
from textclean.normalizer import normalizer
from textclean.text import Text

_MARKS = ".,;:?!)"
_WHY = "a quotation mark became a blank"


@normalizer("marks", english=True)
def quotation_marks(text: Text) -> Iterator[Edit]:
    r"""Put back quotation marks of which an export left nothing but blanks.

    What it mends
        Straight quotation marks around what was said, before the first word and behind the last
        with its mark, in text all of whose quotation marks became blanks.

    What it asks for
        Several gaps of more than one blank, and one that is wide enough for a mark, a quotation
        mark and a space. The tagger says for each gap how likely a quotation begins or ends there;
        in a paragraph both come by turns.

    What it leaves
        Text that has any quotation mark, or no blanks to spare. Quotations of which one end cannot
        be told.

    Example
        >>> from textclean.edit import apply
        >>> source = (
        ...     " We will not leave   the mayor said   The town needs us   He spoke on Monday \n"
        ... )
        >>> print(apply(source, quotation_marks(Text(source))).strip())
        "We will not leave"   the mayor said   "The town needs us"   He spoke on Monday
    """
    lost = assess(text).lost_quotes()
    for at in (lost.opens >= LEAST_TOLD).nonzero()[0].tolist():
        confidence = round(float(lost.opens[at]), 3)
        yield Edit.insert(text.words[at].start, '"', confidence=confidence, why=_WHY)
    for at in (lost.closes >= LEAST_TOLD).nonzero()[0].tolist():
        confidence = round(float(lost.closes[at]), 3)
        end = text.words[at].end
        while text.source[end : end + 1] and text.source[end] in _MARKS:
            end += 1
        yield Edit.insert(end, '"', confidence=confidence, why=_WHY)
