"""What textclean offers, as subjects: its scanner in each build, its rules, its pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from itertools import count
from types import ModuleType

from benches.subject import ALL, LEAST, Subject
from textclean.normalizer import Normalizer, load
from textclean.presets import RULES, pipeline
from textclean.text import Text
from textclean.tokens.scan import BUILD
from textclean.tokens.sentences import sentences, spans

PIPELINE = "wire"

_MODULES = {
    "compiled": "textclean.tokens.scanner.compiled",
    "numpy": "textclean.tokens.scanner.vectors",
}


@cache
def builds() -> Mapping[str, ModuleType]:
    """Return the builds of the scanner that are here."""
    found = {}
    for build, module in _MODULES.items():
        try:
            found[build] = import_module(module)
        except ImportError:
            continue
    return found


def named(build: str) -> str:
    """Return what the scanner is called in tables."""
    return f"textclean, {build}"


@cache
def scanning() -> tuple[Subject, ...]:
    """Return what cuts text, for each build if it can be called with either."""
    return (
        *(subject for build in builds() for subject in _scanning(build)),
        Subject("sentence strings", named(BUILD), sentences, ALL),
    )


@cache
def repairing() -> tuple[Subject, ...]:
    """Return the whole pipeline and each of its rules, on the build in use."""
    return (
        Subject("repaired text", PIPELINE, _repair, LEAST),
        *(Subject("repaired text", name, partial(_rule, load(name)), LEAST) for name in RULES),
    )


def _scanning(build: str) -> Iterator[Subject]:
    module, name = builds()[build], named(build)
    yield Subject("token spans", name, module.spans, ALL)
    yield Subject("token strings", name, module.strings, ALL)
    yield Subject("tokens with shape and id", name, module.scan, ALL)
    yield Subject("words", name, partial(module.scan, words=True), ALL)
    yield Subject("sentence spans", name, partial(_sentence_spans, module), ALL)


def _sentence_spans(module: ModuleType, source: str) -> object:
    return spans(source, module.scan(source))


def _repair(source: str) -> object:
    return pipeline(PIPELINE)(_unseen(source))


def _rule(rule: Normalizer, source: str) -> object:
    return rule(Text(_unseen(source)))


_numbers = count()


def _unseen(source: str) -> str:
    """Return the text with a number before it: what was found of recent texts is remembered."""
    return f"{next(_numbers)}\n\n{source}"
