"""Lost sentence marks and commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.assessment import assess
from textclean.edit import Edit
from textclean.evidence.confidence import LEAST_TOLD
from textclean.grammar.clauses import is_splice
from textclean.grammar.marks import room
from textclean.normalizer import normalizer
from textclean.text import Text, view

_MARK = {"comma": ",", "stop": ".", "question": "?", "colon": ":", "semicolon": ";"}
_WHY = {
    "comma": "a comma is lost between two parts of the sentence",
    "stop": "a sentence ends here without its stop",
    "question": "a question ends here without its mark",
    "colon": "what follows is announced here, the colon is lost",
    "semicolon": "two clauses meet here, the semicolon is lost",
}


@normalizer("marks", ends_sentences=True, english=True)
def punctuation(text: Text) -> Iterator[Edit]:
    r"""Put back sentence marks and commas that were lost between words.

    What it mends
        Stops, question marks, colons, semicolons and commas within a paragraph, and the final stop
        of a paragraph. Marks go inside a closing quotation mark and outside a bracket, unless the
        document sets them outside quotation marks. Two main clauses are parted by a stop, not
        joined by a comma.

    What it asks for
        The tagger says for each gap how likely an editor would have a mark there, by the words on
        either side, their case and the marks nearby. The document, by the marks that it still has,
        says how far to believe the tagger: copy that lost nothing reads as clean, copy that lost
        half is mended boldly. A sentence begins with a capital, a figure or a quotation.

    What it leaves
        Every letter: none is set as a capital so that a sentence can begin there. Headings, verse,
        tables, addresses and code, which end without a stop. List items, unless the others have
        stops.

    Example
        >>> from textclean.edit import apply
        >>> source = (
        ...     "The ministers left the city in the evening They had nothing to say to reporters.\n"
        ...     "The bridge was closed in March It will be open in the spring He did not say why.\n"
        ... )
        >>> stops = [edit for edit in punctuation(Text(source)) if edit.confidence > 0.8]
        >>> print(apply(source, stops), end="")
        The ministers left the city in the evening. They had nothing to say to reporters.
        The bridge was closed in March. It will be open in the spring. He did not say why.
    """
    if not len(text.scanned):
        return
    found = assess(text)
    if not found.may_tell_of_losses:
        return
    stops, commas = found.lost("sentence mark"), found.lost("comma")
    for gap in (stops + commas >= LEAST_TOLD).nonzero()[0].tolist():
        confidence = max(stops[gap], commas[gap])
        group = "sentence mark" if stops[gap] >= commas[gap] else "comma"
        if is_splice(text, gap):
            confidence, group = stops[gap] + commas[gap], "sentence mark"
        label = found.likeliest(group, gap)
        if not room(text)[label][gap]:
            continue
        yield Edit.insert(
            _place(text, gap),
            _MARK[label],
            confidence=round(float(confidence), 3),
            why=_WHY[label],
        )


def _place(text: Text, gap: int) -> int:
    """Return where in the gap a mark stands: behind brackets, before closing quotation marks."""
    source, at = text.source, text.words[gap].end
    while source[at : at + 1] in (")", "]"):
        at += 1
    if source[at : at + 1] in ('"', "”") and _quotes_enclose_marks(text):
        return at
    while source[at : at + 1] and not source[at].isspace():
        at += 1
    return at


@view
def _quotes_enclose_marks(text: Text) -> bool:
    """Whether the document sets stops and commas inside closing quotation marks, as most do."""
    inside = len(re.findall(r"\w[.,][\"”]", text.source))
    outside = len(re.findall(r"\w[\"”][.,]", text.source))
    return inside >= outside
