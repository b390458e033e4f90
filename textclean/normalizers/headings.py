"""Headings that lost the blank lines around them, and the marks of Markdown on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise, takewhile
from operator import or_
from typing import Literal

from textclean.edit import Edit
from textclean.evidence.confidence import DOUBTFUL, SURE, probability
from textclean.layout.blocks import (
    BYLINE,
    CODE,
    FRAGMENT,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    RULE_LINE,
    RUNNING,
    WIRE,
    Part,
    is_prose,
)
from textclean.layout.forms import has_dateline, heading_marks
from textclean.layout.headings import MARKED, PLAIN, may_have_headings, style
from textclean.layout.lines import Line
from textclean.layout.outline import heading_levels
from textclean.normalizer import normalizer
from textclean.text import Text

# Fewest headings right over their text that make it the style of the document.
_FEWEST_OVER_TEXT = 2
# Least share of the paragraphs that are parted in the way of the document.
_LEAST_UNIFORM = 0.8
# Fewest words of a short line that is text under or over a heading.
_FEWEST_WORDS = 8

# Log odds against a heading that could be a sentence, and has no other in the document beside it.
_ALONE = 3.0


@normalizer("spaces", "marks", stage="gaps", english=True)
def headings(
    text: Text, *, heading_style: Literal["plain", "markdown"] = "plain"
) -> Iterator[Edit]:
    r"""Set a heading apart from the text around it with one blank line on either side.

    What it mends
        The blank lines around headings are lost, so that a heading looks like a paragraph of its
        own among others. With `heading_style = "markdown"` each heading also gets the marks of its
        level, `# ` for the headline, `## ` for those below it.

    What it asks for
        A heading is short, has no final stop, is set in title case or capitals or drops the small
        words of a sentence, and stands before a body that starts afresh. The headings of a document
        are judged together: a line whose style others share is a surer one, and one that could be a
        sentence has to be surer where there is no other. Questions are headings where the text
        answers three of them and nobody in it does. Text stands under it, and over it unless a
        blank line does, as far from the margin as the heading: a long line, or a whole sentence
        longer than the heading. And the document parts its paragraphs in one way: with blank lines,
        or by line ends, and then they are long.

    What it leaves
        Bylines, datelines and the headline that stands right over them, wire slugs and notes,
        addresses, signatures, verse, tables, lists of names or short items, questions of an
        interview, chats, and runs of short lines of like length. A label right over its list, and
        the last item of one. Where line ends part the text, a question or a word with no other
        heading beside it. All headings, where two short lines stand right over their text with a
        blank line before each, or one with marks of Markdown does. List items stay tight under
        their paragraph. No mark changes, and a heading gets no stop. In Markdown that is asked for,
        marks that are there; but each heading has a blank line on either side, over lists and
        datelines too.

    Example
        >>> source = "Road Works\nThe bridge will be closed until May, while it is painted and its "
        >>> source += "bearings are replaced.\n"
        >>> [(edit.start, edit.new) for edit in headings(Text(source))]
        [(11, '\n')]
    """
    is_marked = heading_style == "markdown"
    lines = text.written_lines if is_marked else _tight_lines(text.written_lines)
    parts = text.parts if may_have_headings(lines) else ()
    yield from _tight(text, parts, everywhere=is_marked)
    if is_marked:
        yield from _marked(parts)


def _tight_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with another right above or below."""
    is_below = [not line.follows_blank for line in lines]
    is_above = [*is_below, False][1:]
    return list(compress(lines, map(or_, is_below, is_above)))


def _tight(text: Text, parts: Sequence[Part], *, everywhere: bool) -> Iterator[Edit]:
    """Yield the blank lines that headings lack, if not `everywhere` then where they lost them."""
    is_spaced = _is_spaced(parts)
    if not everywhere and (
        is_spaced is None or _are_tight(parts) or _are_entries(parts, is_spaced)
    ):
        return
    styles = Counter(style(part.line) for part in parts[1:] if part.kind == HEADING)
    for at, (before, after) in enumerate(pairwise(parts)):
        heads = [part for part in (before, after) if part.kind == HEADING]
        if not heads or after.line.follows_blank:
            continue
        if everywhere:
            confidence = max(map(_computed, heads))
        elif (
            _is_header(parts, at)
            or _is_in_place(parts, at)
            or not _parts_text(parts, at, is_spaced=bool(is_spaced))
        ):
            continue
        else:
            is_label = _is_label(parts, at)
            confidence = max(
                _computed(part)
                if part is parts[0]
                else _confidence(part, styles, is_spaced=bool(is_spaced), is_label=is_label)
                for part in heads
            )
        start = after.line.start - after.line.indent
        yield Edit.insert(
            start,
            text.line_end,
            confidence=confidence,
            why="a heading stands apart from the text around it",
        )


def _confidence(heading: Part, styles: Counter[str], *, is_spaced: bool, is_label: bool) -> float:
    """Return how sure it is that a tight line below the first is a heading, where those of the
    document, itself among them, have such `styles`.

    What could be a sentence, and has no other heading in the document beside it, has to be surer.
    Where line ends alone part the text, one word may be anything ("Wait"), and so may what asks or
    exclaims, which needs another of its style; and so may the label of a short text, which it has
    to itself ("Correction").
    """
    line = heading.line
    own = style(line)
    others = styles - Counter([own])
    is_cry = line.is_question and not is_spaced
    has_peers = own in others or (not is_cry and bool(others.keys() - {MARKED}))
    may_be_sentence = is_cry or own in PLAIN
    if has_peers or not may_be_sentence:
        return _computed(heading)
    if is_cry or is_label or (len(line.words) == 1 and not is_spaced):
        return min(DOUBTFUL, _computed(heading))
    return _computed(heading, against=_ALONE)


def _computed(heading: Part, *, against: float = 0.0) -> float:
    return min(SURE, round(probability(heading.heading_odds - against), 2))


def _is_spaced(parts: Sequence[Part]) -> bool | None:
    """Whether blank lines part the paragraphs of a document; nothing where that is now so, now so,
    or where the lines are not paragraphs that headings stand over.

    Long paragraphs tell, and short ones where no two long ones meet. Where nothing parts them but a
    line end, most of them have to be long: in lists, chats and bulletins a short line stands right
    over others, too.
    """
    if not is_prose(parts):
        return None
    meeting = [
        (before.line, after.line)
        for before, after in pairwise(parts)
        if before.kind == after.kind == PARAGRAPH
    ]
    long = [(before, after) for before, after in meeting if before.is_long and after.is_long]
    apart = [after.follows_blank for _, after in long or meeting]
    share = sum(apart) / len(apart) if apart else 0.0
    if share >= _LEAST_UNIFORM:
        return True
    return False if share <= 1 - _LEAST_UNIFORM and _are_mostly_long(parts) else None


def _are_mostly_long(parts: Sequence[Part]) -> bool:
    """Whether most paragraphs are long, and hardly a short line has none to stand over."""
    running = [part.line for part in parts if part.kind in RUNNING]
    short = sum(part.kind in (HEADING, FRAGMENT) for part in parts)
    return short <= len(running) + 1 and 2 * sum(line.is_long for line in running) >= len(running)


def _parts_text(parts: Sequence[Part], at: int, *, is_spaced: bool) -> bool:
    """Whether the part and the next, one of them a heading, stand between texts that are set alike,
    with all headings that stand in a row with it: under the last, and over the first unless a blank
    line parts them.
    """
    first = last = at if parts[at].kind == HEADING else at + 1
    while first and parts[first - 1].kind == HEADING:
        first -= 1
    while last + 1 < len(parts) and parts[last].kind == HEADING:
        last += 1
    under = parts[last]
    if first and not parts[first].line.follows_blank:
        over = parts[first - 1]
        # The last item of a list may look like a heading where a paragraph follows.
        is_list = over.kind == LIST_ITEM and under.line.follows_blank
        if is_list or not _may_be_text(over) or over.line.indent != parts[first].line.indent:
            return False
    is_label = _is_label(parts, last - 1)
    is_text = _is_text_of(parts[last - 1], under, is_spaced=is_spaced, is_label=is_label)
    return is_text and under.line.indent == parts[at].line.indent


def _may_be_text(over: Part) -> bool:
    """Whether a heading may follow a part without a blank line between."""
    return over.kind in RUNNING or (over.kind == FRAGMENT and _has_many_words(over))


def _is_text_of(heading: Part, under: Part, *, is_spaced: bool, is_label: bool) -> bool:
    """Whether a part is what a heading may stand right over: a list, a long line, a whole sentence
    longer than the heading, or where blank lines part the text, one much longer whatever it is.
    """
    if under.kind not in RUNNING:
        return False
    if under.kind == LIST_ITEM or under.line.is_long:
        return True
    if _has_many_words(under) and not (under.line.lacks_stop or is_label):
        return len(under.line.text) > len(heading.line.text)
    return is_spaced and heading.line.is_short_beside(under.line)


def _are_entries(parts: Sequence[Part], is_spaced: bool) -> bool:
    """Whether, where line ends alone part the text, one in three of the short lines right over text
    stands over too little for a heading: the entries of a list, some of them long.
    """
    if is_spaced:
        return False
    over = [
        at
        for at, (before, after) in enumerate(pairwise(parts))
        if before.kind == HEADING and after.kind in RUNNING and not after.line.follows_blank
    ]
    short = sum(
        not (parts[at + 1].line.is_long or _parts_text(parts, at, is_spaced=False)) for at in over
    )
    return 3 * short >= len(over) > 0


def _is_label(parts: Sequence[Part], at: int) -> bool:
    """Whether a heading may be the label of a short text ("Correction"): it kept the blank line
    before it, and none parts it from the text.
    """
    heading, under = parts[at], parts[at + 1]
    is_apart = at > 0 and heading.kind == HEADING and heading.line.follows_blank
    return is_apart and not (under.line.follows_blank or under.line.is_long)


def _has_many_words(part: Part) -> bool:
    """Whether a line is too long for a label or an entry, so that it may be a sentence."""
    return len(part.line.words) >= _FEWEST_WORDS


def _marked(parts: Sequence[Part]) -> Iterator[Edit]:
    """Yield the marks of Markdown that headings lack; one that needs a blank line first has to wait
    for the next pass.
    """
    for at, (part, level) in enumerate(zip(parts, heading_levels(parts), strict=True)):
        line = part.line
        if level and not heading_marks(line) and (line.follows_blank or not at):
            yield Edit.replace(
                line.start - line.indent,
                line.start,
                "#" * level + " ",
                confidence=_computed(part),
                why="a heading of Markdown",
            )


def _is_header(parts: Sequence[Part], at: int) -> bool:
    """Whether the part and the next belong to one block at the head of a wire story or a message.

    Slug, headline, byline and the paragraph with the dateline stand together there, and a rule
    drawn under a heading belongs to it.
    """
    before, after = parts[at], parts[at + 1]
    if any(part.kind in (BYLINE, WIRE, RULE_LINE) for part in (before, after)):
        return True
    if before.line.is_labelled and after.line.is_labelled:
        return True  # "Title: The Ice Report" / "Date: 3 May 2011"
    if at and parts[at - 1].kind == BYLINE and not before.line.follows_blank:
        return True  # "By Ada Marsh" / "Staff Writer"
    decks = len(list(takewhile(lambda part: part.kind == HEADING, parts[:3])))
    body = parts[decks] if at < decks < min(3, len(parts)) else None
    return body is not None and body.kind == PARAGRAPH and has_dateline(body.line)


def _is_in_place(parts: Sequence[Part], at: int) -> bool:
    """Whether the part and the next, one of them a heading, lack no blank line.

    A label stands right over its list ("Method", "What you need"), a time over the title of an
    entry, and a title over its subtitle.
    """
    before, after = parts[at], parts[at + 1]
    if at == 0 and before.kind == after.kind == HEADING:
        return len(parts) > 2 and parts[2].line.follows_blank
    if before.kind == HEADING and after.kind in (CODE, LIST_ITEM, HEADING, FRAGMENT):
        while at and parts[at - 1].kind == HEADING and not parts[at].line.follows_blank:
            at -= 1
        return parts[at].line.follows_blank
    is_paragraph = at > 0 and _has_many_words(before)
    return before.kind == FRAGMENT and before.line.follows_blank and not is_paragraph


def _are_tight(parts: Sequence[Part]) -> bool:
    """Whether the document sets its headings right over their text: two of them at least, each with
    a blank line before it, and none of their style stands apart.

    If every heading of a style is tight, that is how the document sets them, not a loss. The first
    line does not count; short lines that may be headings do. One with the marks of Markdown is a
    heading without blank lines, so that one alone tells.
    """
    over_text: Counter[str] = Counter()
    apart = set()
    for before, after in pairwise(parts[1:]):
        if before.kind in (HEADING, FRAGMENT) and before.line.follows_blank:
            if heading_marks(before.line) and not after.line.follows_blank:
                return True
            if after.kind in RUNNING and not after.line.follows_blank:
                over_text[style(before.line)] += 1
            elif before.kind == HEADING:
                apart.add(style(before.line))
    return sum(count for own, count in over_text.items() if own not in apart) >= _FEWEST_OVER_TEXT
