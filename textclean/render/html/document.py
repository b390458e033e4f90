"""A document with its repairs in place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

import attrs

from textclean.edit import Edit, apart, in_order
from textclean.render.html.markup import LINE_END, changed, element, escaped, passage


@attrs.frozen
class Document:
    """What a page needs to know of a document: the parts of a report, and a name.

    `known_by` returns the key by which an edit of the source can be decided on, and what it is
    about; without it nothing is decided on the page.
    """

    name: str
    source: str
    edits: Sequence[Edit]
    suggestions: Sequence[Edit] = ()
    warnings: Sequence[str] = ()
    known_by: Callable[[str, Edit], tuple[str, str]] | None = None

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (self.edits or self.suggestions or self.warnings)

    def old(self, edit: Edit) -> str:
        """Return what stands where an edit is."""
        return self.source[edit.start : edit.end]

    def decidable(self, edit: Edit) -> dict[str, str]:
        """Return the attribute by which a script decides on an edit: key, what about, new text."""
        if self.known_by is None:
            return {}
        return {"data_decide": json.dumps([*self.known_by(self.source, edit), edit.new])}


def shown(document: Document, style: Callable[[str], str]) -> str:
    """Return a document as markup, a paragraph a line, each edit where it is.

    `style` says of which class the marks of a rule are.
    """
    warnings = "".join(
        element("p", escaped(warning), class_="warning") for warning in document.warnings
    )
    paragraphs = "".join(
        f'<p dir="auto" data-line="{line}">{content}</p>' if content else "<p></p>"
        for line, content in _paragraphs(document, style)
    )
    return f'{warnings}<div class="text">{paragraphs}</div>'


def percent(confidence: float) -> int:
    """Return a confidence in percent: cut, not rounded, as the command shows it.

    >>> percent(0.999), percent(0.29)
    (99, 29)
    """
    return int(confidence * 100 + 1e-9)


def _paragraphs(document: Document, style: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """Yield the number and the markup of each line; lines that an edit joins or parts are one."""
    number = line = 1
    paragraph = ""
    at = 0
    for edit, is_made in _placed(document):
        first, *more = LINE_END.split(document.source[at : edit.start])
        paragraph += passage(first)
        for content in more:
            yield number, paragraph
            line += 1
            number, paragraph = line, passage(content)
        paragraph += _mark(document, edit, style, is_made=is_made)
        line += len(LINE_END.findall(document.old(edit)))
        at = edit.end
    *whole, last = LINE_END.split(document.source[at:])
    for content in whole:
        yield number, paragraph + passage(content)
        line += 1
        number, paragraph = line, ""
    if paragraph or last:
        yield number, paragraph + passage(last)


def _placed(document: Document) -> Iterator[tuple[Edit, bool]]:
    """Yield the edits and suggestions in order of place, and whether each was made.

    Of suggestions that are in one another's way, the surest is shown.
    """
    taken = list(document.edits)
    made = set(map(id, taken))
    for suggestion in sorted(document.suggestions, key=attrgetter("confidence"), reverse=True):
        if list(apart([suggestion], taken)):
            taken = sorted([*taken, suggestion], key=in_order)
    for edit in taken:
        yield edit, id(edit) in made


def _mark(document: Document, edit: Edit, style: Callable[[str], str], *, is_made: bool) -> str:
    """Return an edit as markup: what goes, struck, what comes, and a label that says why."""
    rule = ", ".join(edit.rules)
    sure = percent(edit.confidence)
    unmade = "" if is_made else ", only suggested"
    kind = style(edit.rules[0] if edit.rules else "") + ("" if is_made else " maybe")
    return element(
        "span",
        _changed("del", document.old(edit)) + _changed("ins", edit.new),
        class_=f"edit {kind}",
        role="group",
        tabindex=0,
        data_p=sure,
        **document.decidable(edit),
        aria_label=f"{rule or 'edit'}: {edit.why or 'no reason given'} ({sure}% sure{unmade})",
    )


def _changed(name: str, text: str) -> str:
    """Return one side of an edit; white space alone is marked otherwise than words."""
    if not text:
        return ""
    return f"<{name}{'' if text.strip() else ' class=blank'}>{changed(text)}</{name}>"
