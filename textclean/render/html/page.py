"""A page of HTML: an overview, then each document, drawn when it is opened."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from pathlib import Path
from zlib import crc32

import attrs

from textclean.render.html.document import Document, shown
from textclean.render.html.marks import Marks
from textclean.render.html.markup import element, escaped
from textclean.render.html.overview import counted, lazily, overview, summary, title
from textclean.render.html.tally import Tally

# So few documents are open from the start.
OPEN = 3

_TOOLS = """\
<div class="tools" role="group" aria-label="How the repairs are shown">
<label>Hide under <input type="range" id="least" min="0" max="100" value="0" step="1">
<output for="least" id="shown">0%</output></label>
<fieldset><legend>View</legend>
<label><input type="radio" name="view" value="inline" checked> inline</label>
<label><input type="radio" name="view" value="side"> side by side</label></fieldset>
<label><input type="checkbox" id="maybe"> suggestions</label>
<span class="steps"><button type="button" id="previous" title="key p">\
<span aria-hidden="true">‹</span> previous</button>
<button type="button" id="next" title="key n">next \
<span aria-hidden="true">›</span></button></span>
<button type="button" id="all">open all</button>
"""

_DECIDING = """\
<span class="deciding" role="group" aria-label="Decisions for textclean fix">
<button type="button" id="accept" title="key a">accept</button>
<button type="button" id="reject" title="key r">reject</button>
<button type="button" id="takeback" title="key u">take back</button>
<button type="button" id="save">save decisions (<span id="decided">0</span>)</button></span>
"""


@attrs.define
class Page:
    """A page that is made document by document; it keeps their markup and no more."""

    _tally: Tally = attrs.field(factory=Tally)
    _marks: Marks = attrs.field(factory=Marks)
    _drawn: list[str] = attrs.field(factory=list)
    _clean: list[str] = attrs.field(factory=list)
    _is_deciding: bool = False

    def add(self, document: Document) -> None:
        """Add a document."""
        place = len(self._drawn) + 1
        self._is_deciding |= document.known_by is not None
        self._tally.add(document, place)
        if document.is_clean:
            self._clean.append(document.name)
            return
        heading = f"<h3>{escaped(document.name)}</h3> <span>{summary(document)}</span>"
        opened = " open" if place <= OPEN else ""
        self._drawn.append(
            f'<details class="document" id="d{place}"{opened}'
            # In JSON of ASCII, which holds names that are no UTF-8 too.
            f' data-name="{escaped(json.dumps(document.name))}"><summary>{heading}</summary>'
            f"{lazily(shown(document, self._marks))}</details>\n"
        )

    def html(self) -> str:
        """Return the page."""
        says = title(self._tally)
        script = _data("page.js")
        above = overview(self._tally, self._marks)
        style = _data("marks.css") + _data("page.css") + self._marks.style(self._tally.rules)
        documents = "".join(self._drawn) or "<p>Nothing to repair.</p>"
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f"{_policy(script)}"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<title>{says}</title>\n<style>\n{style}</style>\n</head>\n<body class="textclean">\n'
            f"<header><h1>{says}</h1></header>\n<main>\n{above}\n"
            f'<section aria-label="Documents"><h2>Documents</h2>\n'
            f"{_TOOLS}{_DECIDING if self._is_deciding else ''}</div>\n"
            f"{documents}{self._untouched()}</section>\n</main>\n"
            '<div id="card" aria-hidden="true" hidden></div>\n'
            f"<script>{script}</script>\n</body>\n</html>\n"
        )

    def _untouched(self) -> str:
        """Return the names of the documents that have nothing to repair."""
        if not self._clean:
            return ""
        names = "".join(element("li", escaped(name)) for name in self._clean)
        heading = f"<h3>{counted(len(self._clean), 'document')} with nothing to repair</h3>"
        listed = lazily(f"<ul>{names}</ul>")
        return f"<details><summary>{heading}</summary>{listed}</details>\n"


def fragment(document: Document) -> str:
    """Return a document alone, for a page of others such as a notebook, which runs no script."""
    marks = Marks()
    content = shown(document, marks)
    counts = Counter(rule for edit in document.edits for rule in edit.rules)
    # A notebook shows many reports, in each of which other rules are the commonest.
    own = f"t{crc32(content.encode()):08x}"
    style = element("style", _data("marks.css") + marks.style(counts, f".{own} "))
    says = element("p", element("strong", summary(document)))
    return element("div", style + says + content, class_=f"textclean {own}")


def _policy(script: str) -> str:
    """Return what a browser is to refuse: the network, and any script but ours."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'


def _data(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
