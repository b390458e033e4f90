"""Headings that ran into the text after them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from textclean.assessment import RunInHeading, assess
from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import FINITE, FUNCTION_WORDS, WH_WORDS
from textclean.evidence.confidence import LEAST_TOLD, LIKELY, SURE, log_odds, probability
from textclean.evidence.peers import Peers
from textclean.grammar.marks import defined_terms
from textclean.layout.blocks import HEADING, PARAGRAPH
from textclean.layout.headings import may_have_headings
from textclean.layout.lines import Line, lines
from textclean.normalizer import normalizer
from textclean.text import Text, view
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import is_abbreviation

_SPACE = pattern(r"\s+")

# Before the words: the sign of a numbered paragraph, or the number of the heading itself.
_PARAGRAPH_SIGN = pattern(r"[¶§] *\Z")
_NUMBER = pattern(r"\d{1,2}[.)] ")
# At their end: a year behind a comma.
_CITED = pattern(r", \d+\Z")

# The words that a heading needs after it; a paragraph may be long and have many candidates.
_BODY = pattern(r"(?:\S+\s+){5}\S+")
_LONGEST_SLUG = 3  # words

# Headings in title case that stand apart.
_PEERS = Peers(each=0.7, most=3)
# Fewest of them for a search without the tagger: one more may have run into its text.
_FEWEST_PEERS = 2

_ASKING = WH_WORDS | FINITE | {"do"}

# "Market Forces The bank said …": a word that title case would set small, with a capital. Words
# that begin names ("A", "I", "Who") are left out, and those that stand in them ("Made In America")
# must be followed by a small letter.
_BEFORE_OPENER = pattern(
    r"""
    (?P<title>[A-Z0-9][\w'’.%-]*
        (?:\ (?:[A-Z0-9][\w'’.%-]*|and|or|of|the|a|an|in|on|to|for|at|by|with|from|vs)){1,8}?)
    \ (?P<opener>(?:The|This|These|Those|They|He|She|It|We|There|However|Although|While|Since|But
            |According)\ (?=\S+\ (?:\S+\ )?[a-z])
        |(?:In|On|At|For|With|After|Before|When|As|If|Under|From|By|During)\ (?=[a-z]))
    """,
    re.VERBOSE,
)


@normalizer("spaces", stage="gaps", english=True)
def run_in_headings(text: Text) -> Iterator[Edit]:
    r"""Part a heading from the text that it ran into.

    What it mends
        A line end after a heading was lost, and often the one before it: "The Last Mile The road
        ends…" begins a paragraph or stands within one. Its number, where it has one, goes with it.

    What it asks for
        One of three kinds of evidence, the surest of which counts. The tagger finds that a heading
        ends and a sentence starts afresh, in a document that lost more line ends of the kind. The
        tagger finds it, and the words have the capitals of a title: more surely so if their line
        ends in a stop, and where other headings seem to have run in. Or the words are in title
        case, a small word with a capital can only begin a sentence, and the document has two
        headings more of the kind. Where it has such headings, the first two count for more, too.

    What it leaves
        Names and offices before a sentence of their own ("Environment Canada spokeswoman …"), slugs
        of places where the document has no headings ("PARIS The minister left"), names that small
        words with a capital stand in ("Made In Harwick"), a question that lost its mark, a heading
        over too little text to be one's, lists, tables and all that is no paragraph.

    Example
        >>> story = "Who Will Pay for Repairs The wall was breached twice in January, when the "
        >>> story += "highest tides for forty years met a storm from the west.\n"
        >>> [(edit.start, edit.end, edit.new) for edit in run_in_headings(Text(story))]
        [(24, 25, '\n\n')]
    """
    # The losses go first: where they ask the network, they ask it for nearly all words.
    by_tagger = [*_by_tagger(text)]
    candidates = [*_by_capitals(text), *by_tagger, *_before_openers(text)]
    for (start, end), odds in sorted(_gaps(text, candidates).items()):
        yield Edit.replace(
            start,
            end,
            2 * text.line_end,
            confidence=round(min(SURE, probability(odds)), 3),
            why="a heading ran into its text",
        )


def _gaps(text: Text, candidates: Iterable[RunInHeading]) -> dict[tuple[int, int], float]:
    """Return the spaces where line ends were lost, behind headings and before those that stand
    within a paragraph, each with the log odds of the likeliest heading beside it.

    Of two candidates that end in the same word the likelier counts, and of two as likely the first.
    """
    by_last: dict[int, RunInHeading] = {}
    for candidate in candidates:
        other = by_last.get(candidate.last)
        if other is None or other.log_odds < candidate.log_odds:
            by_last[candidate.last] = candidate
    gaps: dict[tuple[int, int], float] = {}
    for first, last, odds in by_last.values():
        words = text.words  # a list is made of them, where there is any
        own = [(words[last].end, words[last + 1].start)]
        before = _before(text, first)
        if before >= 0 and words[before].start >= text.block_at(words[first].start).start:
            space = _SPACE.search(text.source, words[before].end)
            own += [space.span()] if space else []
        for gap in own:  # two headings of one sentence have the same space before them
            gaps[gap] = max(odds, gaps.get(gap, odds))
    return gaps


def _before(text: Text, first: int) -> int:
    """Return the word before a heading, -1 where there is none; its number is a part of it: "… in
    May. 5. Who Pays".
    """
    words = text.words
    if first and _NUMBER.fullmatch(text.source, words[first - 1].start, words[first].start):
        first -= 1
    return first - 1


@view
def _peers(text: Text) -> int:
    """Return how many headings in title case stand apart in a text."""
    parts = text.parts if may_have_headings(text.written_lines) else ()
    return sum(part.kind == HEADING and part.line.is_title_case for part in parts)


def _by_tagger(text: Text) -> Iterator[RunInHeading]:
    """Yield where a heading lost its line end, by the tagger and by what else the document lost."""
    assessment = assess(text)
    if not assessment.may_tell_of_losses:
        return
    words = text.words
    breaks, stops = assessment.lost("heading"), assessment.lost("sentence mark")
    starts = [word.start for word in words]
    found: list[RunInHeading] = []
    for last in (breaks[:-1] >= LEAST_TOLD).nonzero()[0].tolist():
        first = _first_of_sentence(text, starts, words[last].end)
        first = max([first, *((stops[first:last] > 0.5).nonzero()[0] + first + 1).tolist()])
        if line := _heading_before(text, first, last):
            odds = log_odds(float(breaks[last]))
            if line.is_title_case or line.is_capitals:
                odds += _PEERS.support(_peers(text))
                # "Trends on Tuesday Mobile Apps Grow": one heading, to its last break
                found = [other for other in found if other.first != first]
            found.append(RunInHeading(first, last, odds))
    yield from found


def _by_capitals(text: Text) -> Iterator[RunInHeading]:
    """Yield where, by its capitals and by the tagger, a heading ends, whatever else the document
    lost: the likeliest end of those that begin with the same word.
    """
    found = _supported(assess(text).run_in_headings(), _PEERS.support(_PEERS.most))
    if not any(_could_run_in(text, each) for each in found):
        return  # whatever peers there are, which takes the parts of the document
    support = _PEERS.support(_peers(text))
    for _, ends in groupby(sorted(_supported(found, support)), key=lambda each: each.first):
        first, last, odds = max(ends, key=lambda each: each.log_odds)
        line = _heading_before(text, first, last)
        if line and _may_run_in(line, text.source[slice(*text.words[last + 1])]):
            yield RunInHeading(first, last, odds + support)


def _could_run_in(text: Text, found: RunInHeading) -> bool:
    """Whether words could be a heading by their form, whatever part of the document has them."""
    source, words = text.source, text.words
    line = next(lines(source[words[found.first].start : words[found.last].end]))
    return not _breaks_off(line) and _may_run_in(line, source[slice(*words[found.last + 1])])


def _supported(found: Iterable[RunInHeading], support: float) -> list[RunInHeading]:
    """Return those that are worth telling beside peers that support them so much."""
    return [each for each in found if probability(each.log_odds + support) >= LEAST_TOLD]


def _before_openers(text: Text) -> Iterator[RunInHeading]:
    """Yield the titles at the head of paragraphs before a small word that begins a sentence, in a
    document that has other headings of the kind.
    """
    matches = (
        _BEFORE_OPENER.match(text.source, line.start, line.end) for line in text.written_lines
    )
    titles = {match.start(): match for match in matches if match}
    if not titles or _peers(text) < _FEWEST_PEERS:
        return
    starts, ends = ([word[side] for word in text.words] for side in (0, 1))
    for part in text.parts:
        match = titles.get(part.line.start) if part.kind == PARAGRAPH else None
        if match and _is_title(match["title"]):
            first, last = bisect_left(starts, match.start()), bisect_left(ends, match.end("title"))
            yield RunInHeading(first, last, log_odds(LIKELY))


def _may_run_in(heading: Line, following: str) -> bool:
    """Whether a heading in a document that lost little else can have run into the word after it.

    "What makes unemployment stay high" is a question that lost its mark, "Figure 3" the number of
    what is said after it, and one word mostly a part of the sentence: "Rake Tasks exist".
    """
    asks = heading.words[0].lower() in _ASKING and not heading.is_title_case
    is_numbered = len(heading.content_words) <= 1 and any(map(str.isdigit, heading.text))
    is_part = len(heading.words) == 1 and following.lower() not in FUNCTION_WORDS
    return not (asks or is_numbered or is_part)


def _heading_before(text: Text, first: int, last: int) -> Line | None:
    """Return the words from the first to the last as the line that they would be, if they and what
    follows could be a heading and its text.
    """
    source, words = text.source, text.words
    end, start = words[last].end, words[last + 1].start
    block = text.block_at(end - 1)
    line = next(lines(source[words[first].start : end]))
    body = _BODY.match(source, start, block.end)
    is_heading = (
        body is not None
        and source[end:start] == " "
        and not source[start].islower()
        and source[start : words[last + 1].end] not in defined_terms(text)
        and block.kind == PARAGRAPH
        and not _breaks_off(line)
        and not (_is_slug(line, first) and _peers(text) < _FEWEST_PEERS)
        # "IN NO EVENT SHALL THE AUTHORS OR CONTRIBUTORS BE LIABLE FOR ANY DAMAGES": a sentence of
        # law goes on in capitals.
        and not (line.is_capitals and body.group().isupper())
        and not _PARAGRAPH_SIGN.search(source, block.start, words[first].start)
    )
    return line if is_heading else None


def _first_of_sentence(text: Text, starts: Sequence[int], offset: int) -> int:
    """Return the first word of the sentence that the character before `offset` lies in.

    `starts` are those of the words.
    """
    at = bisect_left(text.sentences, offset, key=lambda sentence: sentence.start) - 1
    return bisect_left(starts, text.sentences[at].start)


def _is_title(words: str) -> bool:
    """Whether the words before a sentence can be a heading: two of them at least have meaning,
    they are not all names, and the last could end a phrase.
    """
    line = next(lines(words))
    return len(line.content_words) >= 2 and not (_is_row_of_names(line) or _breaks_off(line))


def _is_slug(line: Line, first: int) -> bool:
    """Whether a line, of which `first` is the first word, may name the place that a story is from
    or who speaks: names alone, "PARIS The minister left", or a few words in capitals at the head
    of the text, "NEW YORK A man was shot".
    """
    is_at_head = first == 0 and line.is_capitals and len(line.words) <= _LONGEST_SLUG
    return is_at_head or _is_row_of_names(line)


def _is_row_of_names(line: Line) -> bool:
    """Whether a line has nothing but names and small words."""
    return all(map(lexicon.is_name, line.content_words))


def _breaks_off(line: Line) -> bool:
    """Whether a line ends as no heading does: in a small word, a stop, or "See Hale, 2016"."""
    if _CITED.search(line.text):
        return True
    return line.is_open or line.is_stopped or is_abbreviation(line.words[-1])
