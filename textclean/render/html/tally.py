"""What all documents of a page come to together."""

from __future__ import annotations

from collections import Counter

import attrs

from textclean.render.html.document import Document, percent


@attrs.frozen
class Damaged:
    """A document with edits: where it is on the page, and how much was mended in it."""

    place: int
    name: str
    edits: int
    characters: int


@attrs.frozen
class Deleted:
    """A passage that goes."""

    text: str
    rule: str


@attrs.define
class Tally:
    """Counts, document by document, so that none of them must be kept."""

    documents: int = 0
    suggestions: int = 0
    removed: int = 0
    added: int = 0
    rules: Counter[str] = attrs.field(factory=Counter)
    made: list[int] = attrs.field(factory=list)
    suggested: list[int] = attrs.field(factory=list)
    damaged: list[Damaged] = attrs.field(factory=list)
    deleted: dict[Deleted, list[int]] = attrs.field(factory=dict)

    @property
    def edits(self) -> int:
        """How many edits there are."""
        return len(self.made)

    def add(self, document: Document, place: int) -> None:
        """Count a document; `place` is where it is on the page."""
        self.documents += 1
        self.made += [percent(edit.confidence) for edit in document.edits]
        self.suggested += [percent(edit.confidence) for edit in document.suggestions]
        if document.edits:
            counts = len(document.edits), len(document.source)
            self.damaged.append(Damaged(place, document.name, *counts))
        for edit in document.edits:
            old = document.old(edit)
            self.rules.update(edit.rules)
            self.removed += len(old)
            self.added += len(edit.new)
            # Words that go with nothing in their place; a mark or a space is no loss.
            if any(map(str.isalnum, old)) and not edit.new.strip():
                deleted = Deleted(old.strip(), ", ".join(edit.rules))
                self.deleted.setdefault(deleted, []).append(place)
