"""Lost sentence marks and commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.assessment import assess
from textclean.edit import Edit
from textclean.evidence.confidence import LEAST_TOLD
from textclean.grammar.clauses import is_splice, start_of_sentence
from textclean.layout.blocks import LIST_ITEM, PARAGRAPH, TURN, Block
from textclean.normalizer import normalizer
from textclean.text import Text

_MARK = {"comma": ",", "stop": ".", "question": "?", "colon": ":", "semicolon": ";"}
_WHY = {
    "comma": "a comma is lost between two parts of the sentence",
    "stop": "a sentence ends here without its stop",
    "question": "a question ends here without its mark",
    "colon": "what follows is announced here, the colon is lost",
    "semicolon": "two clauses meet here, the semicolon is lost",
}

# A colon further on in the same sentence.
_SECOND_COLON = re.compile(r"[^.!?;:\n]*:(?!\d)")


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
    stops, commas = found.lost("sentence mark"), found.lost("comma")
    for gap in (stops + commas >= LEAST_TOLD).nonzero()[0].tolist():
        block = text.block_at(text.words[gap].start)
        if block.kind not in (PARAGRAPH, LIST_ITEM, TURN):
            continue
        confidence = max(stops[gap], commas[gap])
        group = "sentence mark" if stops[gap] >= commas[gap] else "comma"
        if is_splice(text, gap):
            confidence, group = stops[gap] + commas[gap], "sentence mark"
        label = found.likeliest(group, gap)
        if not _fits(text, gap, block, label):
            continue
        yield Edit.insert(
            _place(text, gap),
            _MARK[label],
            confidence=round(float(confidence), 3),
            why=_WHY[label],
        )


def _fits(text: Text, gap: int, block: Block, label: str) -> bool:
    """Whether the mark can stand in this gap without a letter being changed."""
    start, end = text.words[gap]
    is_alone = start_of_sentence(text, gap) == gap
    if label != "comma" and is_alone and (end - start == 1 or _is_number(text, gap)):
        return False  # "15 Year Commitment", "c) The outgoing head", "the court. ¶ 12 The parties"
    is_last = gap + 1 == len(text.words) or text.words[gap + 1].start >= block.end
    if is_last:
        return label in ("stop", "question") and (
            block.kind != LIST_ITEM or _items_end_in_marks(text)
        )
    before, after = (text.source[slice(*text.words[word])] for word in (gap, gap + 1))
    if "\n" in text.source[end : text.words[gap + 1].start] or before == after:
        return False
    if label == "colon" and _SECOND_COLON.match(text.source, end):
        return False  # "- Article 5 Like Assurances: pledges that …"
    return label in ("comma", "colon", "semicolon") or not after[0].islower()


def _is_number(text: Text, word: int) -> bool:
    """Whether the word starts with a digit."""
    return text.source[text.words[word].start].isdigit()


def _items_end_in_marks(text: Text) -> bool:
    """Whether most items of the document's lists end in a sentence mark."""
    items = [text.source[b.start : b.end] for b in text.blocks if b.kind == LIST_ITEM]
    return 2 * sum(item.rstrip("\"'”’)").endswith((".", "!", "?")) for item in items) > len(items)


def _place(text: Text, gap: int) -> int:
    """Return where in the gap a mark stands: behind brackets, before closing quotation marks."""
    source, at = text.source, text.words[gap].end
    while source[at : at + 1] in (")", "]"):
        at += 1
    if source[at : at + 1] in ('"', "”") and _quotes_enclose_marks(source):
        return at
    while source[at : at + 1] and not source[at].isspace():
        at += 1
    return at


def _quotes_enclose_marks(source: str) -> bool:
    """Whether the document sets stops and commas inside closing quotation marks, as most do."""
    inside = len(re.findall(r"\w[.,][\"”]", source))
    outside = len(re.findall(r"\w[\"”][.,]", source))
    return inside >= outside
