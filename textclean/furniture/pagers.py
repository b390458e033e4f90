"""Pagers that broke into a paragraph: `Page 2 of 3`, `Previous 1 2 3 Next`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textclean.furniture.form import Form
from textclean.furniture.gap import Gap
from textclean.furniture.place import Place, between_sentences, found, lines_at, marks, sure
from textclean.tokens.scan import Span

_FORM = Form(
    r"""
    (?<![\w"“‘'’(-])
    (?: Page\ \d{1,3}\ ?(?:of|/)\ ?\d{1,3} | Page(?:\ \d{1,3}){2,} | \d{1,2}\ /\ \d{1,2}
      | (?:[«‹<]\ ?)?Prev(?:ious)?\ (?:\d{1,2}\ (?:of\ )?)*Next(?:\ ?[»›>])?
      | (?:\d{1,2}\ ){2,}Next(?:\ ?[»›>])? | (?:Next|Previous|Newer|Older)\ (?:page|posts?|story)
      | Previous\ (?:article|story|post)\ Next\ (?:article|story|post) )
    (?![\w:,;/-])
    """
)

# What an edit says that it takes out.
WHAT = "a pager"

# Without one of these words, or a slash, there is no pager in a line.
SIGN_WORDS = frozenset("page prev previous next newer older".split())  # noqa: SIM905


def places(source: str, lines: Sequence[Span], signs: Iterable[int]) -> Iterator[Place]:
    """Yield the places of pagers in the paragraphs of a text, of which these are the
    lines; `signs` is where the sign words stand.
    """
    capitals = [at for at in signs if source[at].isupper()]
    signed = lines_at(lines, [*capitals, *marks(source, lines, "/")])
    for match in found(_FORM, source, signed):
        yield Place(*match.span(), _pager, WHAT)


def _pager(gap: Gap) -> Gap:
    return sure(gap, between_sentences(gap, may_lack_stop=True))
