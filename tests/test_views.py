"""What is made of a text is made once, kept on it, and gone with it."""

from __future__ import annotations

import gc
import pickle
import weakref
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT

import textclean
from textclean.presets import pipeline
from textclean.text import Text, view

GARBLED = (ROOT / "seeds" / "003_0e22b9a82a6b1fdf.txt").read_text(encoding="utf-8")
MODULES = sorted(Path(textclean.__file__).parent.rglob("*.py"))


def test_each_view_is_computed_once_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one cleaning no text is made twice, and none is looked at twice in the same way."""
    made: Counter[str] = Counter()
    looked: Counter[tuple[str, str]] = Counter()

    class Counted(dict[Callable[[Text], Any], Any]):
        """The views of a text, which tell of each that is put among them."""

        def __init__(self, source: str) -> None:
            self.source = source

        def __setitem__(self, look: Callable[[Text], Any], found: Any) -> None:
            looked[look.__name__, self.source] += 1
            super().__setitem__(look, found)

    start = Text.__init__

    def counted(text: Text, source: str) -> None:
        start(text, source)
        made[source] += 1
        object.__setattr__(text, "_views", Counted(source))

    monkeypatch.setattr(Text, "__init__", counted)
    textclean.clean(GARBLED)
    assert {"features", "rough", "precise", "losses", "speech"} <= {look for look, _ in looked}
    assert set(looked.values()) == {1}
    assert set(made.values()) == {1}


def test_a_finished_text_frees_its_memory() -> None:
    """Nothing but the text holds its views, and no view holds the text: both go at once, without
    the garbage collector."""
    text = Text(GARBLED)
    for rule in pipeline().normalizers:
        rule(text)
    kept = [weakref.ref(text), *weakly(text._views.values())]
    assert len(kept) > 4
    gc.disable()
    try:
        del text
        assert [each() for each in kept] == [None] * len(kept)
    finally:
        gc.enable()


def weakly(found: Any) -> list[weakref.ref[Any]]:
    """Refer weakly to those of some objects that can be so referred to; lists cannot."""
    refs = []
    for each in found:
        try:
            refs.append(weakref.ref(each))
        except TypeError:
            continue
    return refs


def test_a_pickled_text_leaves_its_views_behind() -> None:
    """What crosses to another process is the source alone."""
    text = Text("Aid grew.\n")
    length(text)
    other = pickle.loads(pickle.dumps(text))
    assert other == text
    assert text._views
    assert not other._views


@view
def length(text: Text) -> int:
    """Return the length of a text."""
    return len(text.source)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_cache_is_keyed_by_a_text(path: Path) -> None:
    """A cache of the standard library stands on what takes a word or nothing; what is asked of a
    text, or of all of a source, is a view."""
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = [
        after
        for line, after in pairwise(lines)
        if line.startswith("@lru_cache") or line == "@cache"
    ]
    assert not [
        head for head in heads if ": Text," in head or ": Text)" in head or "source: str" in head
    ]
