"""Documents set in lines of one width, and these on pages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import attrs

from textclean.edit import Edit

# What the `why` of an edit begins with.
JOIN, PAGE = "join", "running head"

_WIDTHS = range(60, 81)  # columns
_LAYOUTS = ("blank lines", "blank lines", "indents", "bare")
_INDENT = "   "
# Where typesetters cut words, more or less: "gov-ern-ment", "re-ported".
_CUT = re.compile(r"(?<=[^\W\d_][aeiouy][^\W\d_aeiouy])(?=[^\W\d_aeiouy][aeiouy][^\W\d_])")
_HYPHEN = re.compile(r"(?<=[a-z]{2}-)(?=[a-z]{2})")

_PAGE_LENGTHS = range(12, 31)  # lines
_FEWEST_PAGES = 4
_PAGED_SHARE = 1 / 3  # of the documents
_HEADS = {
    True: ("THE COASTAL REVIEW", "Annual Report 2014", "A Winter at Sea", "Okafor: The Long Way"),
    False: ("STATE OF THE COUNTY", "Quarterly Bulletin", "The Price of Rain", "Brandt on Walls"),
}
_PAGE_BREAKS = (
    "\n\n{page}\n\n{head}\n\n",
    "\n{page}\n{head}\n",
    "\n\n{head}   {page}\n\n",
    "\n{head} | Page {page}\n",
    "\n\n- {page} -\n\n",
    "\n\nPage {page} of {last}\n\n\f{head}\n\n",
    "\n\n{page}\n\n",
)


def wrapped(document: str, rng: random.Random, *, dev: bool) -> tuple[str, list[Edit]]:
    """Return a document with one paragraph a line, and the edits that cut it into lines of one
    width: at spaces, in some documents at hyphens, in some within words, and a third of them into
    pages with running heads.
    """
    layout = rng.choice(_LAYOUTS)
    clean = _set(document, layout)
    cuts_words, at_hyphens = rng.random() < 0.3, rng.random() < 0.5
    breaks = list(_breaks(clean, rng.choice(_WIDTHS), cuts_words, at_hyphens))
    if rng.random() < _PAGED_SHARE:
        breaks = list(_paged(breaks, rng, dev=dev))
    damage = [
        attrs.evolve(edit, why=edit.why or f"{JOIN}, {layout}") for edit in breaks if edit.new
    ]
    return clean, damage


def _set(document: str, layout: str) -> str:
    """Return the document with blank lines around its headings, and paragraphs set apart."""
    source = ""
    after_heading = True
    for line in document.splitlines():
        text = line.removeprefix("# ")
        is_heading = text != line
        if source:
            is_apart = is_heading or after_heading or layout == "blank lines"
            source += "\n\n" if is_apart else "\n"
        source += text if is_heading or layout != "indents" else _INDENT + text
        after_heading = is_heading
    return source + "\n"


def _breaks(source: str, width: int, cuts_words: bool, at_hyphens: bool) -> Iterator[Edit]:
    """Yield the line breaks, those that the source has as edits that change nothing."""
    start = 0
    for line in re.finditer(r"[^\n]*\n+", source):
        start, end = line.start(), line.start() + len(line.group().rstrip("\n"))
        while end - start > width:
            edit = _break(source, start, start + width, cuts_words, at_hyphens)
            yield edit
            start = edit.end
        yield Edit(line.end() - 1, line.end() - 1, "")


def _break(source: str, start: int, last: int, cuts_words: bool, at_hyphens: bool) -> Edit:
    """Return the break of a line that may reach to `last`; a word that is too long goes over."""
    space = source.rfind(" ", start + len(_INDENT), last + 1)
    if space < 0:
        space = source.index(" ", last)
    rest = source[space : last + 1]
    if at_hyphens and (hyphens := [m.start() for m in _HYPHEN.finditer(source, space, last)]):
        return Edit(hyphens[-1], hyphens[-1], "\n")
    word = re.compile(r" [a-z]{6,}\b").match(source, space)
    if cuts_words and word and len(rest) > 3:
        cuts = [m.start() for m in _CUT.finditer(source, space, word.end()) if m.start() < last]
        if cuts:
            return Edit(cuts[-1], cuts[-1], "-\n")
    return Edit(space, space + 1, "\n")


def _paged(breaks: Sequence[Edit], rng: random.Random, *, dev: bool) -> Iterator[Edit]:
    """Yield the breaks with running heads where pages end, if there are pages enough."""
    length = rng.choice(_PAGE_LENGTHS)
    last = len(breaks) // length
    form, head, first = rng.choice(_PAGE_BREAKS), rng.choice(_HEADS[dev]), rng.randint(1, 90)
    for number, edit in enumerate(breaks, 1):
        page, rest = divmod(number, length)
        if rest or last < _FEWEST_PAGES or page == last:
            yield edit
            continue
        furniture = form.format(page=first + page, last=first + last, head=head)
        is_within = bool(edit.new)
        new = edit.new.removesuffix("\n") + (furniture if is_within else furniture.rstrip("\n"))
        why = f"{PAGE}, {'mid-paragraph' if is_within else 'between paragraphs'}"
        yield attrs.evolve(edit, new=new, why=why)
