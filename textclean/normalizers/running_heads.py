"""Running heads, running feet and page numbers of a paginated original."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from textclean.edit import Edit
from textclean.evidence.confidence import SURE
from textclean.layout.forms import TURN, WIRE, own_kind
from textclean.layout.lines import Line, goes_on
from textclean.layout.wrapping import Wrapping, wrapping
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import pattern

_NUMBER = pattern(r"\d+")
# "3.7.4.1. Purpose" and "Decimal('0.5625')" have no number of a page.
_WHOLE_NUMBER = pattern(r"(?<![\d.])\d+(?!\.?\d)")

_FORM_FEED = "\f"
_FEWEST_PAGE_BREAKS = 2
_PAGE_NUMBER = pattern(
    r"\A\W*(?:page )?\d+(?: (?:of|/) \d+)?\W*\Z|\bpage \d| {3}\W*\d+\W*\Z|\A\W*\d+ {3}|\| *\d+\Z",
    re.IGNORECASE,
)

# A running head comes back at least this often.
_FEWEST_OCCURRENCES = 3
# What lies between two occurrences is a page: the median page is at least this long …
_SHORTEST_PAGE = 400  # code points
# … a regular page is longer or shorter than the median by no more than this factor …
_LARGEST_RATIO = 1.6
# … and at least this share of the pages is regular.
_LEAST_REGULAR = 0.75

_LONGEST = 60  # code points
_MOST_WORDS = 9

# Least share of the occurrences over which a sentence goes on; less where numbers count up.
_BROKEN_SHARE = 0.35
_COUNTING_SHARE = 0.2


@normalizer("spaces", "words")
def running_heads(text: Text) -> Iterator[Edit]:
    r"""Take out running heads, running feet and page numbers.

    What it mends
        The text was taken from pages, and what stands at the top or the foot of each page came with
        it: "THE COASTAL REVIEW   38", "Page 3 of 12", "- 14 -".

    What it asks for
        A short line that comes back, the same but for its numbers, which count up. About as much
        text between one place and the next, a page's. At several of the places a sentence goes on
        in the next line as if nothing stood there. Where none does, the page ended between two
        sentences, and the line goes as the others do. Where form feeds part the pages, however
        short, the lines beside them, if one of them counts the pages: by a number that stands
        alone, behind "Page", or some blanks apart from the rest.

    What it leaves
        Refrains, numbers of sections and verses, subtitles, labels of speakers and rows of tables:
        none of these breaks off sentences a page apart. Marks of the wire such as "(MORE)". The
        title at the head of a story that runs over its pages.

    Example
        >>> page = "\n".join(["as the rain went on and on the river went on rising"] * 9)
        >>> source = f"It was long ago\n{page}\n\n14\n\n{page}\n\n15\n\n{page}\n\n16\n\n{page}."
        >>> [source[edit.start : edit.end] for edit in running_heads(Text(source))]
        ['\n\n14\n\n', '\n\n15\n\n', '\n\n16\n\n']
    """
    found = text.written_lines
    breaks = _page_breaks(text)
    if not (breaks or _may_come_back(text.source, found)):
        return
    width = wrapping(found)
    heads = _heads(found, width) | _beside_breaks(found, breaks)
    if not heads:
        return
    story = [line for at, line in enumerate(found) if at not in heads]
    parting = text.line_end * (2 if _parts_by_blank_lines(story) else 1)
    for run in _runs(sorted(heads)):
        before, after = _around(found, run)
        start = before.end if before else found[run[0]].start
        end = after.start - after.indent if after else found[run[-1]].end
        new = ""
        if before and after:
            is_cut = _is_cut(before, after, width)
            if width and (is_cut or width.joins(before, after)):
                new = text.line_end
            elif is_cut:
                new, end = " ", after.start
            else:
                new = parting
        why = "a running head or the number of a page"
        yield Edit.replace(start, end, new, confidence=SURE, why=why)


def _page_breaks(text: Text) -> list[int]:
    """Return for each form feed between lines of the story which line is the first behind it."""
    if text.source.count(_FORM_FEED) < _FEWEST_PAGE_BREAKS:
        return []
    starts = [line.start for line in text.written_lines]
    feeds = (match.start() for match in re.finditer(_FORM_FEED, text.source))
    firsts = {bisect_left(starts, feed) for feed in feeds}
    return sorted(at for at in firsts if 0 < at < len(starts))


def _beside_breaks(found: Sequence[Line], breaks: Sequence[int]) -> set[int]:
    """Return the lines at the top and the foot of pages that form feeds part, where one of them
    counts the pages: else each page may be a form or a card of its own.
    """
    feet = _alike(found, [at - 1 for at in breaks])
    tops = _alike(found, breaks)
    counts = [own for own in (*feet, *tops) if _is_page_number(found, own)]
    if not counts:
        return set()
    same = (own for own in (*feet, *tops) if len({found[at].text for at in own}) == 1)
    keys = {_key(found[own[0]]) for own in (*counts, *same)}
    heads = {at for at, line in enumerate(found) if _key(line) in keys and _has_form(line)}
    is_title = 0 in heads and not _NUMBER.search(found[0].text)
    return heads - {0} if is_title else heads


def _alike(found: Sequence[Line], places: Sequence[int]) -> list[list[int]]:
    """Return the lines at some places that are the same but for their numbers, at most of them."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for at in places:
        if _has_form(found[at]):
            groups[_key(found[at])].append(at)
    least = max(_FEWEST_PAGE_BREAKS, len(places) / 2)
    return [own for own in groups.values() if len(own) >= least]


def _is_page_number(found: Sequence[Line], own: Sequence[int]) -> bool:
    """Whether lines count pages: by a number that stands alone, behind "page" or apart from the
    rest; "Chapter 4" and "Table 4" are none.
    """
    has_form = all(_PAGE_NUMBER.search(found[at].text) for at in own)
    return has_form and _counting(found, own) is not None


def _key(line: Line) -> str:
    """Return what a running head has on each page, however many blanks stand before its number."""
    return _NUMBER.sub("0", " ".join(line.text.split()))


def _may_come_back(source: str, found: Sequence[Line]) -> bool:
    """Whether the text is long enough for pages and some short line comes back in it."""
    if len(source) < _FEWEST_OCCURRENCES * _SHORTEST_PAGE:
        return False
    counts: Counter[str] = Counter()
    for line in found:
        if len(line.text) <= _LONGEST:
            key = _key(line)
            counts[key] += 1
            if counts[key] == _FEWEST_OCCURRENCES:
                return True
    return False


def _heads(found: Sequence[Line], width: Wrapping | None) -> set[int]:
    """Return the indices of the lines that belong to the pages."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(found):
        if _has_form(line):
            places[_key(line)].append(at)
    groups = [own for own in places.values() if _comes_by_the_page(found, own)]
    runs = list(_runs(sorted(at for own in groups for at in own)))
    broken = {
        at: _beside(found, run) for run in runs if _cuts_sentence(found, run, width) for at in run
    }
    kept = {at for own in groups if _are_enough(found, own, broken) for at in own}
    # What stands beside a page number on each page belongs to the page.
    beside = {at for run in runs if kept.intersection(run) for at in run}
    kept.update(at for own in groups if beside.issuperset(own) for at in own)
    is_title = 0 in kept and not _NUMBER.search(found[0].text)
    return kept - {0} if is_title else kept


def _has_form(line: Line) -> bool:
    """Whether the line may stand at the top or the foot of a page."""
    return (
        len(line.text) <= _LONGEST
        and len(line.words) <= _MOST_WORDS
        and not line.starts_lower
        and not line.is_stopped
        and not (line.is_open and line.text[-1].isalnum())
        and own_kind(line) not in (WIRE, TURN)
    )


def _are_enough(
    found: Sequence[Line], own: Sequence[int], broken: Mapping[int, tuple[str, str]]
) -> bool:
    """Whether sentences go on over enough of these lines; `broken` are all over which they do, with
    the lines beside each.

    What does not count up must break off another sentence each time: a notice that comes back
    whole, with its lines broken in the same places, has the same lines beside each of its own.
    """
    cut = [broken[at] for at in own if at in broken]
    if _counting(found, own):
        return len(cut) >= _COUNTING_SHARE * len(own)
    return len(set(cut)) >= max(_BROKEN_SHARE * len(own), 2)


def _counting(found: Sequence[Line], own: Sequence[int]) -> tuple[int, ...] | None:
    """Return the numbers of the lines that count up from each to the next, if there are such."""
    numbers = [[int(each) for each in _WHOLE_NUMBER.findall(found[at].text)] for at in own]
    for column in zip(*numbers, strict=True):
        if all(a < b for a, b in pairwise(column)):
            return column
    return None


def _comes_by_the_page(found: Sequence[Line], own: Sequence[int]) -> bool:
    """Whether the lines at these places stand a page apart, and their numbers count up."""
    if len(own) < _FEWEST_OCCURRENCES:
        return False
    counting = _counting(found, own)
    if not counting and len({found[at].text for at in own}) > 1:
        return False
    steps = [b - a for a, b in pairwise(counting)] if counting else [1] * (len(own) - 1)
    lengths = [
        (found[b].start - found[a].end) / step
        for (a, b), step in zip(pairwise(own), steps, strict=True)
    ]
    from statistics import median  # it loads slowly, and few texts have pages

    page = median(lengths)
    regular = sum(page / _LARGEST_RATIO <= length <= page * _LARGEST_RATIO for length in lengths)
    return page >= _SHORTEST_PAGE and regular >= _LEAST_REGULAR * len(lengths)


def _cuts_sentence(found: Sequence[Line], run: Sequence[int], width: Wrapping | None) -> bool:
    """Whether a sentence goes on over a run of lines."""
    before, after = _around(found, run)
    return bool(before and after and _is_cut(before, after, width))


def _is_cut(before: Line, after: Line, width: Wrapping | None) -> bool:
    """Whether a sentence goes on from one line to the next, and the first line is a paragraph's or
    as wide as the page: verse may number its stanzas in mid-sentence.
    """
    is_full = before.is_long or (width is not None and width.joins(before, after))
    return is_full and goes_on(before, after)


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of lines that follow one another."""
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        yield [place for _, place in run]


def _around(found: Sequence[Line], run: Sequence[int]) -> tuple[Line | None, Line | None]:
    """Return the lines of the story before and after a run."""
    before = found[run[0] - 1] if run[0] else None
    after = found[run[-1] + 1] if run[-1] + 1 < len(found) else None
    return before, after


def _beside(found: Sequence[Line], run: Sequence[int]) -> tuple[str, str]:
    """Return what the story says in the lines before and after a run."""
    before, after = _around(found, run)
    return before.text if before else "", after.text if after else ""


def _parts_by_blank_lines(story: Sequence[Line]) -> bool:
    """Whether more paragraphs than not have a blank line before them."""
    firsts = [after for before, after in pairwise(story) if before.is_stopped]
    return 2 * sum(line.follows_blank for line in firsts) > len(firsts)
