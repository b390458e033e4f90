"""Lost quotation marks."""

from __future__ import annotations

from bisect import bisect_left
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
        A gap of three blanks or more. The tagger says for each gap how likely a quotation begins or
        ends there, and the text how wide the gaps are in which one does; in a paragraph both come
        by turns.

    What it leaves
        Text that has any quotation mark, or no blanks to spare. Quotations of which one end cannot
        be told.

    Example
        >>> from textclean.edit import apply
        >>> source = (
        ...     "The mayor met the owners of the mill on Monday  She told them   "
        ...     "The town needs us   The owners left without a word  They wrote to her on Tuesday\n"
        ... )
        >>> marks = [edit for edit in quotation_marks(Text(source)) if edit.confidence > 0.7]
        >>> apply(source, marks)[48:85]
        'She told them   "The town needs us"  '
    """
    lost = assess(text).lost_quotes()
    before = 0  # the first word that the next quotation may begin with
    for last in (lost.closes >= LEAST_TOLD).nonzero()[0].tolist():
        words, source = text.words, text.source  # a list is made of the words, where there is any
        block = text.block_at(words[last].start)
        before = max(before, bisect_left(words, block.start, key=lambda word: word.start))
        first = before + int(lost.opens[before : last + 1].argmax())
        confidence = round(float(min(lost.opens[first], lost.closes[last])), 3)
        if confidence >= LEAST_TOLD:
            end = words[last].end
            while source[end : end + 1] and source[end] in _MARKS:
                end += 1
            yield Edit.insert(words[first].start, '"', confidence=confidence, why=_WHY)
            yield Edit.insert(end, '"', confidence=confidence, why=_WHY)
            before = last + 1
