"""The summary of a corpus as a page of HTML, in the style of the report: it needs no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textclean.corpus.progress import damaged
from textclean.corpus.summary import Counts, Sample, Summary
from textclean.edit import Edit
from textclean.render.html import markup
from textclean.render.html.document import Document, shown
from textclean.render.html.marks import Marks
from textclean.render.html.markup import element, escaped
from textclean.render.html.overview import counted

_STYLES = ("marks.css", "page.css")
# A sample begins anywhere in its document.
_NO_LINE_NUMBERS = ".text p[data-line]::before{content:none}\n"
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)


def page(name: str, summary: Summary) -> str:
    """Return the page; `name` is what the corpus is called."""
    counts, marks = summary.counts, Marks()
    repairs, documents = counted(counts.edits, "repair"), counted(counts.documents, "document")
    says = escaped(f"{name}: {repairs} in {documents}")
    sections = (
        _section("Repairs by rule", _rules(counts, marks)),
        _section("Damage by source", _sources(summary)),
        _section("Left as they were", _reasons(summary)),
        _section("Slowest", _slowest(summary)),
    )
    samples = "".join(
        _section(rule, "".join(_sample(one, marks) for one in summary.samples[rule]), rule)
        for rule, _ in counts.rules.most_common()
        if rule in summary.samples
    )
    style = "".join(map(_style, _STYLES)) + marks.style(counts.rules) + _NO_LINE_NUMBERS
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"{_POLICY}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{says}</title>\n<style>\n{style}</style>\n</head>\n<body class="textclean">\n'
        f"<header><h1>{says}</h1></header>\n<main>\n{_figures(counts)}\n"
        f'<div class="overview">{"".join(sections)}</div>\n{samples}\n</main>\n</body>\n</html>\n'
    )


def _section(title: str, content: str, id_: str = "") -> str:
    """Return a section, or nothing where it would be empty."""
    named = {"id": id_} if id_ else {}
    return element("section", element("h2", escaped(title)) + content, **named) if content else ""


def _figures(counts: Counts) -> str:
    """Return the key figures."""
    figures = (
        (f"{counts.documents:,}", "documents"),
        (f"{damaged(counts):.1%}", "of them damaged"),
        (f"{counts.edits:,}", "repairs"),
        (f"{_density(counts):.2f}", "repairs per 1,000 characters"),
        (f"{counts.size / 1e6:,.1f} MB", "of text"),
        (f"{counts.rejected:,}", "left as they were"),
    )
    items = (element("dd", figure) + element("dt", says) for figure, says in figures)
    return element("dl", "".join(element("div", item) for item in items), class_="figures")


def _density(counts: Counts) -> float:
    return 1000 * counts.edits / max(counts.characters, 1)


def _rules(counts: Counts, marks: Marks) -> str:
    """Return a bar for each rule, which leads to its samples and is the legend of its marks."""
    most = max(counts.rules.values(), default=0)
    rows = (
        element(
            "th",
            '<i class="glyph"></i>' + element("a", escaped(rule), href=f"#{rule}"),
            scope="row",
            class_=marks(rule),
        )
        + element("td", f"{count:,}")
        + element(
            "td",
            f'<i class="meter" style="width:{100 * count / most:.1f}%"></i>',
            class_=f"bar {marks(rule)}",
        )
        for rule, count in counts.rules.most_common()
    )
    return _table(("rule", "repairs", "share"), rows)


def _sources(summary: Summary) -> str:
    """Return a row for each source, the most damaged first."""
    worst = sorted(summary.sources.items(), key=lambda item: (-damaged(item[1]), item[0]))
    rows = (
        _row(
            source,
            f"{counts.documents:,}",
            f"{damaged(counts):.1%}",
            f"{_density(counts):.2f}",
            ", ".join(rule for rule, _ in counts.rules.most_common(3)),
        )
        for source, counts in worst
    )
    heads = ("source", "documents", "damaged", "repairs per 1,000 characters", "mostly by")
    return _table(heads, rows)


def _reasons(summary: Summary) -> str:
    rows = (_row(reason, f"{count:,}") for reason, count in summary.reasons.most_common())
    return _table(("why", "documents"), rows)


def _slowest(summary: Summary) -> str:
    rows = (_row(one.id, f"{one.seconds:.2f}", f"{one.characters:,}") for one in summary.slowest)
    return _table(("document", "seconds", "characters"), rows)


def _row(head: str, *cells: str) -> str:
    """Return a row of a table; its cells are text."""
    rest = "".join(element("td", escaped(cell)) for cell in cells)
    return element("th", escaped(head), scope="row") + rest


def _table(heads: Sequence[str], rows: Iterable[str]) -> str:
    """Return a table, or nothing where it has no row."""
    body = "".join(element("tr", row) for row in rows)
    head = "".join(element("th", name, scope="col") for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _sample(sample: Sample, marks: Marks) -> str:
    """Return an edit in the text around it."""
    start, end, new, rule, confidence, why = sample.edit
    edit = Edit(start, end, new, rule, confidence, why)
    document = Document(sample.id, sample.before, [edit])
    about = element("small", f"{escaped(sample.id)}, at {sample.at + start:,}: {escaped(why)}")
    return shown(document, marks) + element("p", about)


def _style(name: str) -> str:
    return Path(markup.__file__).with_name(name).read_text(encoding="utf-8")
