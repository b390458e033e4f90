"""The `@normalizer` decorator: what makes a plain function a rule, and what the rule promises.

A rule is a function `(text: Text, *, options…) -> Iterator[Edit]`. The decorator states what its
edits may touch, and each edit is held to that: a rule that restores marks cannot change a letter.
A rule has a name, by which it is found here or in the package that registers it (`load`).
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints
from unicodedata import combining

import attrs

from textclean import plugins
from textclean.edit import Edit, checked
from textclean.errors import (
    BrokenPromiseError,
    ConfigurationError,
    EditError,
    PluginError,
    UnknownNameError,
    unknown,
)
from textclean.options import named, typed
from textclean.public import Public
from textclean.text import Text

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Touch = Literal["spaces", "marks", "case", "words", "characters"]
Rule = Callable[..., Iterator[Edit]]


# The package that the rules of textclean stand in, each in a module of its own name.
_HOME = "textclean.normalizers"


@attrs.frozen(cache_hash=True)
class Normalizer(metaclass=Public):
    """A rule with its options: called with a `Text`, it returns its edits, sorted and checked.

    `before` or `after` names the rule of textclean beside which it runs where nothing else is said.
    Doctest does not see an example in its docstring; `__test__ = {"name": rule.documentation}` in
    its module shows it.
    """

    function: Rule
    touches: frozenset[Touch]
    options: tuple[tuple[str, Hashable], ...] = ()
    before: str = ""
    after: str = ""
    ends_sentences: bool = False
    stage: str = ""
    english: bool = False
    judges: bool = False

    @property
    def name(self) -> str:
        """The name of the rule, which is that of its function and of its file."""
        return self.function.__name__

    @property
    def full_name(self) -> str:
        """The name of the rule, with its module before it where it is none of textclean's own."""
        module = self.function.__module__
        is_own = module == f"{_HOME}.{self.name}"
        return self.name if is_own else f"{module}.{self.name}"

    @property
    def sets_marks(self) -> bool:
        """Whether the rule may put marks where there are none; one that takes words away does not,
        and one that touches characters is about how they are written.
        """
        return "marks" in self.touches and "words" not in self.touches

    @property
    def documentation(self) -> str:
        """The docstring of the rule, dedented."""
        return inspect.getdoc(self.function) or ""

    @property
    def defaults(self) -> dict[str, Any]:
        """The options that the rule takes, with their default values."""
        return {option.name: option.default for option in _options(self.function)}

    @property
    def types(self) -> dict[str, Any]:
        """The types of the options that state one."""
        return dict(_annotations(self.function))

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The values of each option that takes one of a few, as its type `Literal[…]` says."""
        return {
            name: get_args(annotation)
            for name, annotation in self.types.items()
            if get_origin(annotation) is Literal
        }

    def configured(self, **options: object) -> Normalizer:
        """Return the rule with these options set, lists as tuples; hyphens stand for underscores.

        Raises `UnknownNameError` where the rule has no such option, and `ConfigurationError` where
        the option takes no such value; see `textclean.options`.
        """
        values = dict(self.options)
        for stated, value in options.items():
            name = stated.replace("-", "_")
            if name not in self.defaults:
                raise UnknownNameError(unknown("option", stated, self.defaults, of=self.name))
            annotation = _annotations(self.function).get(name)
            whose = f'"{stated}" of {self.name}'
            values[name] = named(whose, partial(typed, annotation=annotation), value)
        return attrs.evolve(self, options=tuple(sorted(values.items())))

    def __call__(self, text: Text) -> tuple[Edit, ...]:
        """Return the edits that the rule proposes for `text`.

        Raises `OverlapError` or `BrokenPromiseError` where the rule is wrong in itself.
        """
        proposed = self._proposed(text)
        if not proposed:  # as mostly
            return ()
        made = [
            Edit(edit.start, edit.end, edit.new, self.name, edit.confidence, edit.why)
            for edit in proposed
            if edit.new != text.source[edit.start : edit.end]
            if not self.english or text.is_english(edit.start)
        ]
        if not made:
            return ()
        for edit in made:
            if not self._keeps_promise(text.source, edit):
                touches = ", ".join(sorted(self.touches))
                raise BrokenPromiseError(f"{edit} touches more than {touches}")
        return checked(text.source, made)

    def _proposed(self, text: Text) -> list[Edit]:
        """Return what the function of the rule yields, each checked to be an edit."""
        yielded = self.function(text, **dict(self.options))
        if not isinstance(yielded, Iterable):
            raise BrokenPromiseError(f"{self.full_name} returned {yielded!r}; it must yield edits")
        try:
            proposed = list(yielded)
        except EditError as error:
            raise BrokenPromiseError(f"{self.full_name} makes no edit: {error}") from error
        for edit in proposed:
            if not isinstance(edit, Edit):
                raise BrokenPromiseError(f"{self.full_name} yielded {edit!r}, which is no Edit")
        return proposed

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


def normalizer(
    *touches: Touch,
    before: str = "",
    after: str = "",
    ends_sentences: bool = False,
    stage: str = "",
    english: bool = False,
    judges: bool = False,
) -> Callable[[Rule], Normalizer]:
    """Make a function a rule whose edits touch nothing but `touches`.

    `spaces`: white space. `marks`: whatever is neither letter, digit nor white space. `case`: upper
    and lower. `words`: whole words may go, none may come. `characters`: anything.

    `before` or `after` names a rule of textclean beside which this one runs; it is the last without
    them. A rule that `ends_sentences` puts stops where they are missing: in a format that says what
    is a heading, the end of one is not such a place. Rules of one `stage` that follow one another
    look at the same text: what one of them mends must be no evidence for the others. What a rule of
    `english` proposes in text of another language is dropped. A rule that `judges` what belongs to
    the text takes away no large share of it; see `textclean.pipeline.MOST_DELETED`.

    Raises `UnknownNameError` where there is nothing of that name to touch, and `ConfigurationError`
    where both `before` and `after` are given, or the function takes options not by keyword alone or
    without a default.
    """
    for touch in touches:
        if callable(touch):
            raise ConfigurationError('say what the rule may touch, as in @normalizer("spaces")')
        if touch not in get_args(Touch):
            raise UnknownNameError(unknown("promise", touch, get_args(Touch), of="normalizer"))
    if before and after:
        raise ConfigurationError('a rule runs "before" or "after" another; leave out one of them')

    def register(function: Rule) -> Normalizer:
        parameters = list(inspect.signature(function).parameters.values())
        if not parameters or any(p.kind is not p.KEYWORD_ONLY for p in parameters[1:]):
            raise ConfigurationError(
                f"{function.__name__} must take a text, and options by keyword alone, as in "
                f"def {function.__name__}(text: Text, *, limit: int = 3)"
            )
        for option in parameters[1:]:
            if option.default is option.empty:
                raise ConfigurationError(
                    f"the option {option.name} of {function.__name__} has no default; nobody need "
                    "set an option, so give it the value that holds where it is not set"
                )
        return Normalizer(
            function,
            frozenset(touches),
            before=before,
            after=after,
            ends_sentences=ends_sentences,
            stage=stage,
            english=english,
            judges=judges,
        )

    return register


def load(name: str) -> Normalizer:
    """Return the rule of this name: that in `textclean/normalizers/`, or that of another package.

    Raises `UnknownNameError` where there is none, and `PluginError` where a package registers what
    cannot be used.
    """
    if name in own_names():
        module = importlib.import_module(f"{_HOME}.{name}")
        rule: Normalizer = getattr(module, name)
        return rule
    if name in registered():
        return _of_plugin(registered()[name])
    raise UnknownNameError(unknown("rule", name, [*own_names(), *registered()]))


def is_rule(name: str) -> bool:
    """Whether there is a rule of this name, here or in another package."""
    return name in own_names() or name in registered()


def misplaced(rule: Normalizer) -> str:
    """Say that a rule is to run beside one that textclean does not have; else nothing."""
    neighbour = rule.before or rule.after
    if not neighbour or neighbour in own_names():
        return ""
    side = "before" if rule.before else "after"
    says = unknown("rule", neighbour, own_names())
    return f'the rule {rule.full_name} is to run {side} "{neighbour}", but {says}'


def registered() -> Mapping[str, EntryPoint]:
    """Return the rules that other packages register, none of them loaded yet.

    Raises `PluginError` where a name is taken.
    """
    return plugins.registered(own_names())


@cache
def own_names() -> frozenset[str]:
    """Return the names of the rules of textclean, which are those of their files."""
    folder = Path(__file__).with_name("normalizers")
    return frozenset(module.name for module in pkgutil.iter_modules([str(folder)]))


def _of_plugin(entry: EntryPoint) -> Normalizer:
    """Load the rule of another package."""
    rule = plugins.imported(entry)
    stated = f'the package {plugins.package(entry)} registers "{entry.name}"'
    if not isinstance(rule, Normalizer):
        raise PluginError(f"{stated}, which is no rule; its function wants @textclean.normalizer")
    if rule.name != entry.name:
        raise PluginError(f"{stated}, but the rule is called {rule.name}; both must be the same")
    return rule


def _options(function: Rule) -> list[inspect.Parameter]:
    """Return the parameters of a rule that are its options."""
    parameters = inspect.signature(function).parameters.values()
    return [parameter for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]


@cache
def _annotations(function: Rule) -> dict[str, Any]:
    """Return the types of the options of a rule.

    Other annotations are not read: their names may be imported by type checkers alone.
    """
    stated = {option.name: option.annotation for option in _options(function)}
    annotated = {name: of for name, of in stated.items() if of is not inspect.Parameter.empty}
    names = inspect.unwrap(function).__globals__
    try:
        return get_type_hints(SimpleNamespace(__annotations__=annotated), names)
    except NameError as error:
        raise ConfigurationError(
            f"the types of the options of {function.__name__} cannot be read ({error}); "
            "import them for run time too"
        ) from None


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
