"""What stands above the documents: how many, by which rules, how sure, and what went."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import Any

from textclean.render.html.document import Document
from textclean.render.html.histogram import histogram
from textclean.render.html.marks import Marks
from textclean.render.html.markup import changed, element, escaped
from textclean.render.html.tally import Deleted, Tally

# What is listed at once; the rest of the deletions is a click away.
MOST_DAMAGED = 10
LONGEST = 12
# Of a longer one so much is shown, in characters; all of it stands in its document.
SHOWN = 700


def overview(tally: Tally, marks: Marks) -> str:
    """Return the overview as markup."""
    sections = [
        _section("Repairs by rule", _rules(tally, marks)),
        _section("How sure they are", _confidence(tally)),
        _section("Most repairs", _most_damaged(tally)),
        _section("What was deleted, the longest first", _deleted(tally), class_="wide"),
    ]
    return _figures(tally) + element("div", "".join(sections), class_="overview")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "repair"), counted(1200, "repair")
    ('1 repair', '1,200 repairs')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def lazily(content: str) -> str:
    """Return content that is read as markup only where there is no JavaScript.

    Where there is, a browser keeps it as text, which costs next to nothing; the script draws it
    when its `details` are opened. No text of others can end it: none has a `<` left.
    """
    return element("noscript", content)


def _section(title: str, content: str, **attributes: str) -> str:
    return element("section", element("h2", title) + content, **attributes) if content else ""


def _figures(tally: Tally) -> str:
    """Return the key figures."""
    figures: Sequence[tuple[int, str]] = (
        (tally.documents, "documents"),
        (len(tally.damaged), "damaged"),
        (tally.edits, "repairs"),
        (len(tally.suggested), "suggestions, not made"),
        (tally.removed, "characters out"),
        (tally.added, "characters in"),
    )
    items = (element("dd", f"{number:,}") + element("dt", says) for number, says in figures)
    return element("dl", "".join(element("div", item) for item in items), class_="figures")


def _rules(tally: Tally, marks: Marks) -> str:
    """Return a bar for each rule, which is the legend of its marks as well."""
    most = max(tally.rules.values(), default=0)
    rows = (
        element("th", '<i class="glyph"></i>' + escaped(rule), scope="row", class_=marks(rule))
        + element("td", f"{count:,}")
        + element("td", _meter(count, most), class_=f"bar {marks(rule)}")
        for rule, count in tally.rules.most_common()
    )
    return _table(("rule", "repairs", "share"), rows)


def _meter(count: int, most: int) -> str:
    return f'<i class="meter" style="width:{100 * count / most:.1f}%"></i>'


def _confidence(tally: Tally) -> str:
    drawing = histogram(tally.made, tally.suggested)
    if tally.suggested and drawing:
        drawing += element("p", "Dashed: suggestions, which were not sure enough to be made.")
    return drawing


def _most_damaged(tally: Tally) -> str:
    """Return a table of the documents with most edits."""
    worst = nlargest(MOST_DAMAGED, tally.damaged, key=lambda one: (one.edits, -one.place))
    rows = (
        element("th", _link(one.place, escaped(one.name)), scope="row")
        + element("td", f"{one.edits:,}")
        + element("td", f"{1000 * one.edits / max(one.characters, 1):.1f}")
        for one in worst
    )
    return _table(("document", "repairs", "per 1,000 characters"), rows)


def _table(heads: Sequence[str], rows: Any) -> str:
    """Return a table with a row of heads, or nothing where it has no other."""
    body = "".join(element("tr", row) for row in rows)
    head = "".join(element("th", name, scope="col") for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _deleted(tally: Tally) -> str:
    """Return what went, each passage once."""
    longest = sorted(tally.deleted.items(), key=lambda item: (-len(item[0].text), item[1]))
    names = {one.place: one.name for one in tally.damaged}
    items = [_deletion(deleted, places, names[places[0]]) for deleted, places in longest]
    first, rest = "".join(items[:LONGEST]), "".join(items[LONGEST:])
    if not first:
        return ""
    more = f"{counted(len(items) - LONGEST, 'shorter passage')}"
    return f'<ol class="deleted">{first}</ol>' + (
        f"<details><summary>{more}</summary>"
        f"{lazily(f'<ol class=deleted start={LONGEST + 1}>{rest}</ol>')}</details>"
        if rest
        else ""
    )


def _deletion(deleted: Deleted, places: Sequence[int], name: str) -> str:
    times = f", {len(places)} times, first in" if len(places) > 1 else ", in"
    where = _link(places[0], escaped(name))
    about = element("small", f"{escaped(deleted.rule)}{times} {where}")
    text, length = deleted.text, len(deleted.text)
    cut = "" if length <= SHOWN else f" … ({length:,} characters) "
    return element("li", f"<del>{changed(text[:SHOWN])}</del>{cut} {about}")


def _link(place: int, content: str) -> str:
    return element("a", content, href=f"#d{place}")


def title(tally: Tally) -> str:
    """Return what a page is about in a few words.

    >>> title(Tally())
    'textclean: 0 repairs in 0 documents'
    """
    return f"textclean: {counted(tally.edits, 'repair')} in {counted(tally.documents, 'document')}"


def summary(document: Document) -> str:
    """Return what a document comes to, in a few words."""
    told = [counted(len(document.edits), "repair")]
    if document.suggestions:
        told.append(counted(len(document.suggestions), "suggestion"))
    if document.warnings:
        told.append(counted(len(document.warnings), "warning"))
    return ", ".join(told)
