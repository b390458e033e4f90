"""What the tests of all formats do: damage a document, and repair it until that is all there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textclean.pipeline import Report


def settled(source: str, repair: Callable[[str], Report]) -> str:
    """Repair a source and return its text, which leads back and leaves nothing to repair."""
    report = repair(source)
    assert report.undo() == source
    assert not repair(report.text).edits
    return report.text


def exchanged(document: str, passages: Mapping[str, str]) -> str:
    """Return a document with other passages in the place of some that it has."""
    for passage, other in passages.items():
        assert passage in document
        document = document.replace(passage, other)
    return document
