"""Spaces and blank lines that carry nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, islice

from textclean.assessment import assess
from textclean.edit import Edit
from textclean.evidence.confidence import DOUBTFUL, SURE
from textclean.grammar.labels import label_ends
from textclean.grammar.marks import are_slips
from textclean.layout import blocks
from textclean.layout.markup_lines import is_markdown
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens import scan
from textclean.tokens.lines import LINE_END
from textclean.tokens.pattern import Signs, pattern

# The spaces of Unicode that stand on a line, beside the plain one and the tab.
_ODD = (
    "\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}\N{EN QUAD}\N{EM QUAD}\N{EN SPACE}\N{EM SPACE}"
    "\N{THREE-PER-EM SPACE}\N{FOUR-PER-EM SPACE}\N{SIX-PER-EM SPACE}\N{FIGURE SPACE}"
    "\N{PUNCTUATION SPACE}\N{THIN SPACE}\N{HAIR SPACE}\N{NARROW NO-BREAK SPACE}"
    "\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}"
)
_BLANK = f" \t{_ODD}"

_LEADING_LINES = pattern(rf"(?:[{_BLANK}]*(?:\r\n|\r|\n))+")
_LINE_ENDS = pattern(
    rf"(?:(?<![{_BLANK}])[{_BLANK}]+)?(?:\r\n|\r|\n)(?:[{_BLANK}]*(?:\r\n|\r|\n))*"
)
# A line end after a blank, or the first of three. Where there is none, and no line ends in "\r",
# there is nothing to take out between the lines.
_LOOSE_LINE_END = pattern(rf"\n(?:(?<=[{_BLANK}]\n)|\n\n)")
# A line break of Markdown: at the end of a paragraph there is none to make.
_HARD_BREAK = pattern(r" {2,}(?:\r\n|\r|\n)(?=[^\r\n])")
_BLANKS_AND_LINE_END = pattern(rf"([{_BLANK}]*)(\r\n|\r|\n)")

# Mail programs know a signature by the space after its two hyphens.
_SIGNATURE_MARK = pattern(r"(?:\A|[\r\n])-- \Z")

# The look-behind follows the first character, since `re` searches fast for a known one.
_GAP = pattern(rf"[ {_ODD}](?<=\S.)[ {_ODD}]+(?=\S)")
_ODD_SPACE = pattern(rf"[{_ODD}](?<=\S.)(?=\S)")
# The space of each of the following four, with its mark.
_SPACE_BESIDE_MARK = Signs(",.;!?)”(“", "(?:(?<= [^(“])|(?<=[(“]) )")
_BEFORE_MARK = pattern(r" (?<=[\w”’)\]%] )(?=(?:,|\.(?!\s?\.))(?:[\s”’\")\]]|\Z))")
_BEFORE_HIGH_MARK = pattern(r" (?<=[a-z”’)] )(?=[;!?](?:[\s”’\")\]]|\Z))")
# Before a space a tab may be all that is left of a mark, until that is put back.
_TAB = pattern(r"\t(?:(?<=[\w,;.!?”’]\t)|(?<=[,;.!?]\t) +)(?=[\w“‘(])")
# "( as he said )" and "“ We agreed ”": a space inside each end of a pair.
_INSIDE_BRACKETS = pattern(
    r"\((?<![:;=\w]\()(?P<open> )(?=\w)(?=[^()\n]*\w\w)[^()\n=<>;{}]{2,}[\w.,!?](?P<close> )\)"
)
_INSIDE_QUOTES = pattern(r"“(?P<open> )?(?=\w)[^“”\n]*[\w.,!?…](?P<close> )?”")
_CLOSE_HIGH_MARK = pattern(r"\w[;!?](?=\s|\Z)")

# Lines whose inner spaces set out columns, measure or code.
_SET_OUT = frozenset([blocks.TABLE, blocks.VERSE, blocks.ADDRESS, blocks.CODE, blocks.RULE_LINE])
_RUNNING = frozenset(
    [blocks.PARAGRAPH, blocks.LIST_ITEM, blocks.TURN, blocks.QUOTED, blocks.FOREIGN]
)

# "• item", "-   item", "1.  item": the width of the gap is the list's own.
_LIST_MARK = pattern(r"\s*(?:[•▪◦‣●○■□*·–—+-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)[.)])\Z")
# "DC  20510": the post office asks for two spaces before a ZIP code.
_STATE = pattern(r"\b[A-Z]\.?[A-Z]\.?\Z")
_LONGEST_STATE = 4  # characters: "D.C."
_ZIP_CODE = pattern(r"\d{5}(?:-\d{4})?\b")

# What is cut into tokens has spaces about all of these; a wire writes "``We" for a quotation mark.
_TOKEN_APART = pattern(r"\w n['’]t |(?<!\S)``(?= )|(?<= )''(?!\S)|\w ['’]s ")
_FEWEST_TOKENS_APART = 2
_CLOSED_UP_MARK = pattern(r"\w[,.](?=\s|\Z)")

_WORD_BEFORE = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\Z")
_WORD_AFTER = pattern(r"[“‘\"(]?([^\W\d_]+)")
_SENTENCE_END_BEFORE = pattern(r"(?:\b([a-z]{3,})\.|[!?])[”’\")]?\Z")


@normalizer("spaces")
def spacing(text: Text) -> Iterator[Edit]:
    r"""Take out spaces and blank lines that carry nothing, and end the text in one line end.

    What it mends
        Spaces at the end of a line. Two or more spaces in running text. No-break and other odd
        spaces between two ordinary words, or after a comma or stop. A tab between two words of a
        paragraph. A space before a comma or stop, or inside brackets and curly quotation marks.
        More than one blank line in a row, and any at the start. A missing or repeated line end at
        the end of the text. New line ends are those that the text already has. A text of nothing
        but white space becomes empty.

    What it asks for
        Odd spaces go where at least one of them stands by accident, beside a word in lower case. A
        space before `;`, `!` or `?` goes where the document seldom has one there.

    What it leaves
        The hard breaks of a text in Markdown. Indentation, columns, verse, code, addresses and the
        gap after a list mark, or after the labels of lines (`ANNE  Where is he?`). The two spaces
        between a state and its ZIP code. No-break spaces that hold together a number and its unit
        or a title and its name (`10 %`, `Mr. Smith`), and those of French marks. Blanks where a
        mark was lost, if a rule runs that may put it back. A spaced ellipsis (`. . .`), `.com` and
        `.5`. The space of the `-- ` over the signature of a mail. Text cut into tokens for a
        machine (`do n't`).

    Example
        >>> from textclean.edit import apply
        >>> source = "Talks  resumed , he said. \n\n\nThey\N{NO-BREAK SPACE}ended on May 5."
        >>> apply(source, spacing(Text(source)))
        'Talks resumed, he said.\n\nThey ended on May 5.\n'
    """
    if not text.source or text.source.isspace():
        if text.source:
            yield Edit.delete(0, len(text.source), why="the text has no content")
        return
    has_odd = any(space in text.source for space in _ODD)
    yield from _line_ends(text)
    if has_odd or "  " in text.source:
        yield from _gaps(text)
    if "\t" in text.source:
        yield from _tabs(text)
    if has_odd:
        yield from _odd_spaces(text.source)
    if _SPACE_BESIDE_MARK.are_in(text.source):
        yield from _spaces_inside_pairs(text.source)
        yield from _spaces_before_marks(text.source)


def _line_ends(text: Text) -> Iterator[Edit]:
    """Yield the edits around line ends: at the start, between lines and at the end."""
    source = text.source
    leading = _LEADING_LINES.match(source)
    body_start = leading.end() if leading else 0
    body_end = len(source.rstrip(_BLANK + "\r\n"))
    if leading:
        yield Edit.delete(0, body_start, why="blank lines at the start")
    if "\r" in source or _LOOSE_LINE_END.search(source, body_start, body_end):
        breaks_lines = _HARD_BREAK.search(source) and is_markdown(
            [line.text for line in text.written_lines]
        )
        for run in _LINE_ENDS.finditer(source, body_start, body_end):
            if not (breaks_lines and _HARD_BREAK.match(source, run.start())):
                yield from _between_lines(run)
    yield from _after_last_line(source, body_end)


def _between_lines(run: re.Match[str]) -> Iterator[Edit]:
    """Yield the edits that leave of a run of line ends at most two, with no space before them."""
    kept = list(_BLANKS_AND_LINE_END.finditer(run.string, *run.span()))[:2]
    for match in kept:
        end = match.end(1)
        if match[1] and not _SIGNATURE_MARK.search(run.string[max(0, end - 4) : end]):
            yield Edit.delete(*match.span(1), why="space at the end of a line")
    if kept[-1].end() < run.end():
        yield Edit.delete(kept[-1].end(), run.end(), why="more than one blank line")


def _after_last_line(source: str, body_end: int) -> Iterator[Edit]:
    """Yield the edits that leave exactly one line end after the last line, which ends there."""
    line_end = LINE_END.search(source, body_end)
    if line_end is None:
        first = LINE_END.search(source)
        new = first.group() if first else "\n"
        yield Edit.replace(body_end, len(source), new, why="the last line has no line end")
        return
    if body_end < line_end.start():
        yield Edit.delete(body_end, line_end.start(), why="space at the end of a line")
    if line_end.end() < len(source):
        yield Edit.delete(line_end.end(), len(source), why="blank lines at the end")


def _gaps(text: Text) -> Iterator[Edit]:
    """Yield the edits that make one space of several in running text, but where one of them stands
    for a mark: where it was is not to be forgotten before the mark is put back.
    """
    found = list(_GAP.finditer(text.source))
    for_marks: set[int] = set()
    if text.sets_marks and not are_slips([len(gap.group()) for gap in found]):
        words = text.words
        for_marks = {words[gap].end for gap in assess(text).blanks_for_marks()}
    for line, gaps in groupby(found, key=lambda gap: text.line_at(gap.start())):
        on_line = list(gaps)
        for gap in on_line:
            if gap.start() in for_marks:
                continue
            if not _sets_out(text, line, gap, is_first=gap is on_line[0], on_line=len(on_line)):
                yield Edit.replace(*gap.span(), " ", why="more than one space")


def _tabs(text: Text) -> Iterator[Edit]:
    """Yield the edits that make spaces of tabs between the words of a paragraph."""
    for tab in _TAB.finditer(text.source):
        if text.block_at(tab.start()).kind == blocks.PARAGRAPH:
            yield Edit.replace(*tab.span(), " ", confidence=SURE, why="a tab between two words")


def _sets_out(
    text: Text, line: scan.Span, gap: re.Match[str], *, is_first: bool, on_line: int
) -> bool:
    """Whether a gap belongs to the layout: a column, measure, list mark, label or postal line.

    `is_first` says whether it is the first of its line, `on_line` how many the line has.
    """
    source = text.source
    if is_first and _LIST_MARK.match(source, line.start, gap.start()):
        return True
    if gap.start() in label_ends(text):
        return True
    before = source[max(line.start, gap.start() - _LONGEST_STATE - 1) : gap.start()]
    if _STATE.search(before) and _ZIP_CODE.match(source, gap.end()):
        return True
    kind = text.block_at(gap.start()).kind
    is_wide = gap.end() - gap.start() > 2 or on_line > 1
    return kind in _SET_OUT or (is_wide and kind not in _RUNNING)


def _odd_spaces(source: str) -> Iterator[Edit]:
    """Yield the edits that make plain the odd spaces of a document that has them by accident.

    One between a word in lower case and its neighbour shows the accident; one that a typesetter
    put in holds a number, a name or a mark.
    """
    parting = [space for space in _ODD_SPACE.finditer(source) if _parts_words(space)]
    if any(_is_accident(space) for space in parting):
        for space in parting:
            yield Edit.replace(*space.span(), " ", why="a no-break or odd space between words")


def _parts_words(space: re.Match[str]) -> bool:
    """Whether the space stands between two words, or after a mark and before a word."""
    before = space.string[max(0, space.start() - 40) : space.start()]
    if not _WORD_AFTER.match(space.string, space.end()):
        return False
    stop = _SENTENCE_END_BEFORE.search(before)
    if stop:
        return stop[1] is None or not scan.is_abbreviation(stop[1])
    return before[-1] in ",;”" or _WORD_BEFORE.search(before) is not None


def _is_accident(space: re.Match[str]) -> bool:
    """Whether nobody who sets type would have put the space there."""
    before = _WORD_BEFORE.search(space.string[max(0, space.start() - 40) : space.start()])
    after = _WORD_AFTER.match(space.string, space.end())
    if before is None or after is None:
        return True
    is_short = min(len(before.group()), len(after[1])) < 2
    return not is_short and not (before.group()[0].isupper() and after[1][0].isupper())


def _spaces_inside_pairs(source: str) -> Iterator[Edit]:
    """Yield the edits that close the spaces inside brackets and curly quotation marks."""
    for pairs in (_INSIDE_BRACKETS, _INSIDE_QUOTES):
        for pair in pairs.finditer(source):
            for side in ("open", "close"):
                if pair[side]:
                    why = "a space inside brackets or quotation marks"
                    yield Edit.delete(*pair.span(side), confidence=SURE, why=why)


def _spaces_before_marks(source: str) -> Iterator[Edit]:
    """Yield the edits that close the space before a comma, stop or, if rare here, other mark."""
    found = list(_BEFORE_MARK.finditer(source))
    apart = list(_BEFORE_HIGH_MARK.finditer(source))
    if not (found or apart) or _is_tokenized(source):
        return
    for space in found:
        yield Edit.delete(*space.span(), confidence=SURE, why="a space before a mark")
    is_rare = apart and len(apart) <= len(_CLOSE_HIGH_MARK.findall(source))
    for space in apart:
        confidence = SURE if is_rare else DOUBTFUL
        yield Edit.delete(*space.span(), confidence=confidence, why="a space before a mark")


def _is_tokenized(source: str) -> bool:
    """Whether the text is cut into tokens for a machine: one sign of that is enough where no mark
    is closed up.
    """
    signs = sum(1 for _ in islice(_TOKEN_APART.finditer(source), _FEWEST_TOKENS_APART))
    return signs >= (_FEWEST_TOKENS_APART if _CLOSED_UP_MARK.search(source) else 1)
