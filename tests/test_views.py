"""What is made of a text is made once, kept on it, and gone with it."""

from __future__ import annotations

import ast
import gc
import inspect
import pickle
import sys
import weakref
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from checkout import ROOT

import textclean.text
from textclean.presets import pipeline
from textclean.tagger import gate, network
from textclean.text import Text, view

GARBLED = (ROOT / "seeds" / "003_0e22b9a82a6b1fdf.txt").read_text(encoding="utf-8")
MODULES = sorted(Path(textclean.__file__).parent.rglob("*.py"))


def views() -> dict[CodeType, str]:
    """Return what computes the views of a text: the code of each function that is one, and of those
    that a model does its work in, lest somebody go round the view.
    """
    textclean.clean(GARBLED)  # imports whatever takes part
    modules = [module for name, module in sys.modules.items() if name.startswith("textclean.")]
    functions = [
        inspect.unwrap(each)
        for module in modules
        for each in vars(module).values()
        if inspect.isfunction(each) and each.__code__ is length.__code__
    ]
    return {each.__code__: each.__name__ for each in [*functions, network.tag, gate.look]}


def properties() -> set[str]:
    """Return the names of the views that are properties of `Text`; attrs leaves no other trace."""
    (text,) = (
        node
        for node in ast.parse(Path(textclean.text.__file__).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == "Text"
    )
    return {
        node.name
        for node in text.body
        if isinstance(node, ast.FunctionDef)
        if "cached_property" in map(ast.unparse, node.decorator_list)
    }


def test_each_view_is_computed_once_a_text() -> None:
    """In one cleaning of a garbled story no text is made twice, and none is looked at twice in the
    same way: each run of a function that computes a view is counted, whoever asked for it.
    """
    looks, lines = views(), properties()
    made: Counter[str] = Counter()
    computed: Counter[tuple[str, str]] = Counter()

    def count(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if event != "call":
            return
        if code.co_filename.endswith("textclean.text.Text>") and code.co_name == "__init__":
            made[frame.f_locals["source"]] += 1
        elif code in looks:
            computed[looks[code], frame.f_locals["text"].source] += 1
        elif code.co_filename == textclean.text.__file__ and code.co_name in lines:
            computed[code.co_name, frame.f_locals["self"].source] += 1

    sys.setprofile(count)
    try:
        textclean.clean(GARBLED)
    finally:
        sys.setprofile(None)
    assert len(made) > 3
    lines.remove("sentences")  # which rules ask for as arrays
    assert {"rough", "look", "precise", "tag", "losses", "features", "speech", *lines} <= {
        look for look, _ in computed
    }
    assert not [each for each, times in [*computed.items(), *made.items()] if times > 1]


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
