"""Pagers that broke into a paragraph: `Page 2 of 3`, `Previous 1 2 3 Next`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textclean.furniture.form import Form
from textclean.furniture.gap import Gap
from textclean.furniture.place import Place, between_sentences, found, lines_at, marks
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

# Trigger words: without one of them, or a slash, there is no pager in a line.
TRIGGER_WORDS = frozenset("page prev previous next newer older".split())  # noqa: SIM905


def places(source: str, lines: Sequence[Span], triggers: Iterable[int]) -> Iterator[Place]:
    """Yield the places of pagers in the paragraphs of a text, of which these are the
    lines; `triggers` are the offsets of the trigger words.
    """
    capitals = [at for at in triggers if source[at].isupper()]
    triggered = lines_at(lines, [*capitals, *marks(source, lines, "/")])
    for match in found(_FORM, source, triggered):
        yield Place(*match.span(), _pager, WHAT)


def _pager(gap: Gap) -> Gap:
    return gap.with_confidence(between_sentences(gap, may_lack_stop=True))
