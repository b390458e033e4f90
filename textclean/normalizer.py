"""The `@normalizer` decorator: what makes a plain function a rule, and what the rule promises.

A rule is a function `(text: Text, *, options…) -> Iterator[Edit]`. The decorator states what its
edits may touch, and each edit is held to that: a rule that restores marks cannot change a letter.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from unicodedata import combining

import attrs

from textclean.edit import Edit, checked
from textclean.errors import BrokenPromiseError, UnknownNameError, unknown
from textclean.text import Text

Touch = Literal["spaces", "marks", "case", "words", "characters"]
Rule = Callable[..., Iterator[Edit]]


# What is less likely than this is not worth telling, as a suggestion either.
LEAST_TOLD = 0.3


@attrs.frozen
class Normalizer:
    """A rule with its options: called with a `Text`, it returns its edits, sorted and checked."""

    function: Rule
    touches: frozenset[Touch]
    options: tuple[tuple[str, Hashable], ...] = ()
    ends_sentences: bool = False

    @property
    def name(self) -> str:
        """The name of the rule, which is that of its function and of its file."""
        return self.function.__name__

    @property
    def documentation(self) -> str:
        """The docstring of the rule, dedented."""
        return inspect.getdoc(self.function) or ""

    @property
    def defaults(self) -> dict[str, Any]:
        """The options that the rule takes, with their default values."""
        parameters = inspect.signature(self.function).parameters.values()
        return {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The values of each option that takes one of a few, as its type `Literal[…]` says."""
        types = get_type_hints(self.function)
        return {
            name: get_args(types[name])
            for name in self.defaults
            if get_origin(types.get(name)) is Literal
        }

    def configured(self, **options: Hashable) -> Normalizer:
        """Return the rule with these options set.

        Raises `UnknownNameError` where the rule has no such option, or the option no such value.
        """
        for name, value in options.items():
            if name not in self.defaults:
                raise UnknownNameError(unknown("option", name, self.defaults, of=self.name))
            choices = self.choices.get(name)
            if choices and value not in choices:
                stated = " or ".join(f'"{choice}"' for choice in choices)
                raise UnknownNameError(f'"{name}" of {self.name} must be {stated}')
        merged = dict(self.options) | options
        return attrs.evolve(self, options=tuple(sorted(merged.items())))

    def __call__(self, text: Text) -> tuple[Edit, ...]:
        """Return the edits that the rule proposes for `text`.

        Raises `OverlapError` or `BrokenPromiseError` where the rule is wrong in itself.
        """
        made = [
            attrs.evolve(edit, rule=self.name)
            for edit in self.function(text, **dict(self.options))
            if edit.new != text.source[edit.start : edit.end]
        ]
        if not made:
            return ()
        for edit in made:
            if not self._keeps_promise(text.source, edit):
                touches = ", ".join(sorted(self.touches))
                raise BrokenPromiseError(f"{edit} touches more than {touches}")
        return checked(text.source, made)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.function.__module__, self.name, self.options)

    def _keeps_promise(self, source: str, edit: Edit) -> bool:
        """Whether nothing changes but what the rule may touch."""
        if "characters" in self.touches:
            return True
        old, new = (self._lasting(part) for part in (source[edit.start : edit.end], edit.new))
        if "words" not in self.touches or old == new:
            return old == new
        rest = iter(old.split())
        return not _tears_word(source, edit) and all(word in rest for word in new.split())

    def _lasting(self, part: str) -> str:
        """Return what must last of `part`, whatever the rule does within its promise."""
        if "case" in self.touches:
            part = part.casefold()
        if "marks" in self.touches:
            part = "".join(c for c in part if c.isalnum() or c.isspace() or combining(c))
        if "spaces" in self.touches and "words" not in self.touches:
            part = "".join(part.split())
        return part


def normalizer(*touches: Touch, ends_sentences: bool = False) -> Callable[[Rule], Normalizer]:
    """Make a function a rule whose edits touch nothing but `touches`.

    `spaces`: white space. `marks`: whatever is neither letter, digit nor white space. `case`: upper
    and lower. `words`: whole words may go, none may come. `characters`: anything.

    A rule that `ends_sentences` puts stops where they are missing. In a format that says what is a
    heading, the end of one is not such a place.
    """

    def register(function: Rule) -> Normalizer:
        return Normalizer(function, frozenset(touches), ends_sentences=ends_sentences)

    return register


def load(name: str) -> Normalizer:
    """Return the rule that stands in `textclean/normalizers/` under this name.

    Raises `UnknownNameError` where there is none.
    """
    if name not in _names():
        raise UnknownNameError(unknown("rule", name, _names()))
    module = importlib.import_module(f"textclean.normalizers.{name}")
    rule: Normalizer = getattr(module, name)
    return rule


@cache
def _names() -> tuple[str, ...]:
    """Return the names of the rules, which are those of their files."""
    folder = Path(__file__).with_name("normalizers")
    return tuple(module.name for module in pkgutil.iter_modules([str(folder)]))


def _tears_word(source: str, edit: Edit) -> bool:
    """Whether an edge of the edit cuts a word of the source or glues two in what it makes."""
    before = source[max(edit.start - 1, 0) : edit.start]
    after = source[edit.end : edit.end + 1]
    for inside in (source[edit.start : edit.end], edit.new):
        whole = before + inside + after
        for seam in (len(before), len(before + inside)):
            if whole[:seam][-1:].isalnum() and whole[seam : seam + 1].isalnum():
                return True
    return False


def _restored(module: str, name: str, options: tuple[tuple[str, Hashable], ...]) -> Normalizer:
    """Find a pickled rule again by its module and name."""
    rule: Normalizer = getattr(importlib.import_module(module), name)
    return attrs.evolve(rule, options=options)
