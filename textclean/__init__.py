"""textclean finds the damage in news text, mends it, and says what it mended and why.

>>> import textclean
>>> textclean.clean("The copy ends in a space. \\n")
'The copy ends in a space.\\n'

Everything is an `Edit`: replace these characters of the source by those, for this reason, with this
confidence. A rule, or `Normalizer`, is a function that looks at a `Text` and yields edits. A
`Pipeline` is some rules in their order; called with a string it returns a `Report`, with the text,
the edits that made it, and the suggestions that were not sure enough to be made.

To repair text:

    clean(source)       the repaired text
    repair(source)      the `Report`: text, edits, suggestions, diff(), undo(), alignment, to_json()
                        and show(), which opens it in the browser
    pipeline()          what both run: build it once, call it often; with_rule(…), without(…)

All three take `preset` ("wire", all rules, or "minimal"), or else `select`; `extend_select` and
`ignore` by name; `options`, a dict for each rule; `min_confidence`; and `protect`, patterns of what
stays. `textclean rules` on the command line documents the rules and their options. A source is any
string, of a subclass too.

To write a rule:

    @normalizer("marks")                the decorator, with what the edits may touch
    def stars(text, *, instead="•"):    a function of a `Text`; its options, each with a default
        yield Edit.replace(0, 1, instead, confidence=0.9, why="a star is a bullet")

    stars(Text("* Aid grew."))          the edits that it proposes, for a test of the rule alone
    stars.configured(instead="-")       the rule with other options
    pipeline().with_rule(stars)         run it among the others, in tests and for good

A package that registers it as an entry point of the group `textclean.normalizers`, under its own
name, makes it one of all the rules, for `extend_select` here and `--extend-select` of the command:

    [project.entry-points."textclean.normalizers"]
    stars = "my_module:stars"

Beside these:

    Alignment           where offsets of the source stand in the text, and back
    tokenize, sentences                 tokens and sentences as strings
    token_spans, sentence_spans         the same as offsets, much faster; `scan` defines a token
    TextcleanError      the parent of all errors that are raised on purpose, in `textclean.errors`
    textclean.survey    finds what a publisher pastes into all its documents
    textclean.adapters  repair Markdown, HTML, NITF, NewsML-G2 and ninjs, and speak to NLTK
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textclean import errors as errors
    from textclean import survey as survey
    from textclean.edit import Alignment, Edit
    from textclean.errors import TextcleanError
    from textclean.normalizer import Normalizer, Rule, Touch
    from textclean.pipeline import Pipeline, Report
    from textclean.text import Text
    from textclean.tokens import scan
    from textclean.tokens.scan import token_spans, tokenize
    from textclean.tokens.sentences import sentence_spans, sentences

__version__ = "0.1.0"

# Each public name and the module that it stands in, imported when the name is first asked for:
# `textclean --version` waits for none.
_HOMES = {
    "Alignment": "edit",
    "Edit": "edit",
    "Normalizer": "normalizer",
    "Pipeline": "pipeline",
    "Report": "pipeline",
    "Text": "text",
    "TextcleanError": "errors",
    "adapters": "adapters",
    "errors": "errors",
    "scan": "tokens.scan",
    "sentence_spans": "tokens.sentences",
    "sentences": "tokens.sentences",
    "survey": "survey",
    "token_spans": "tokens.scan",
    "tokenize": "tokens.scan",
}

# In the order in which one meets them.
__all__ = [  # noqa: RUF022
    "clean",
    "repair",
    "pipeline",
    "Report",
    "Pipeline",
    "normalizer",
    "Normalizer",
    "Text",
    "Edit",
    "Alignment",
    "tokenize",
    "token_spans",
    "sentences",
    "sentence_spans",
    "scan",
    "TextcleanError",
]


def clean(
    source: str,
    *,
    preset: str = "wire",
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    min_confidence: float = 0.7,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    protect: Iterable[str] = (),
    expect_damage: float | None = None,
) -> str:
    """Return `source` repaired; clean copy comes back as it is.

    The arguments are those of `pipeline`, which is built once for as many calls as have the same
    arguments.

    >>> clean("Page  1\\nAid grew . \\n", select=["spacing"])
    'Page 1\\nAid grew.\\n'

    Raises what `pipeline` raises, and `SourceError`, a `TypeError`, where `source` is no string.
    """
    return repair(
        source,
        preset=preset,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        min_confidence=min_confidence,
        options=options,
        protect=protect,
        expect_damage=expect_damage,
    ).text


def repair(
    source: str,
    *,
    preset: str = "wire",
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    min_confidence: float = 0.7,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    protect: Iterable[str] = (),
    expect_damage: float | None = None,
) -> Report:
    """Repair `source`, and return the `Report` of what was mended and why.

    The arguments and the errors are those of `clean`.

    >>> [(edit.start, edit.rule, edit.why) for edit in repair("Aid grew .\\n").edits]
    [(8, 'spacing', 'a space before a mark')]
    """
    return pipeline(
        preset,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        min_confidence=min_confidence,
        options=options,
        protect=protect,
        expect_damage=expect_damage,
    )(source)


def pipeline(
    preset: str = "wire",
    *,
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    min_confidence: float = 0.7,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    protect: Iterable[str] = (),
    expect_damage: float | None = None,
) -> Pipeline:
    """Return the `Pipeline` that the arguments describe, the same one for the same arguments.

    `preset`: "wire" for all rules, "minimal" for certain, mechanical repairs.
    `select`: the names of the rules to run instead of those of the preset.
    `extend_select`: the names of rules to run as well, for instance of other packages.
    `ignore`: the names of rules to leave out, whatever else is said.
    `min_confidence`: a number from 0 to 1; less sure edits are suggestions only.
    `options`: for each rule, by name, a dict of its options.
    `protect`: regular expressions; what they match stays as it is.
    `expect_damage`: of the texts of a source, the share that lost marks, from 0 to 1, where it is
    known; the higher, the more readily marks are put back.

    Names stand in a list, or in a string with commas.

    >>> [rule.name for rule in pipeline("minimal", extend_select=["dates"]).normalizers]
    ['encoding', 'spacing', 'dates']

    Raises `UnknownNameError`, a `LookupError`, where there is no such preset, rule or option, and
    `ConfigurationError`, a `ValueError`, where an option takes no such value, options are given to
    a rule that does not run, or no rule is left to run.
    """
    from textclean import presets

    return presets.pipeline(
        preset,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        min_confidence=min_confidence,
        options=options,
        protect=protect,
        expect_damage=expect_damage,
    )


def normalizer(*touches: Touch, before: str = "", after: str = "") -> Callable[[Rule], Normalizer]:
    """Make a function a rule: it takes a `Text`, and yields edits that touch only `touches`.

    `spaces`: white space. `marks`: whatever is neither letter, digit nor white space. `case`: upper
    and lower. `words`: whole words may go, none may come. `characters`: anything.

    Options are keyword arguments with defaults, of the types `bool`, `str`, `int`, `float`,
    `Literal[…]` or `tuple[str, ...]`; they are checked where they are set. `before` or `after`
    names the rule of textclean beside which this one runs; it is the last without them.

    >>> from textclean import Edit
    >>> @normalizer("marks")
    ... def stars(text, *, instead: str = "•"):
    ...     for at, character in enumerate(text.source):
    ...         if character == "*":
    ...             yield Edit.replace(at, at + 1, instead, why="a star is a bullet")
    >>> pipeline("minimal").with_rule(stars)("* Aid grew.\\n").text
    '• Aid grew.\\n'

    Raises `UnknownNameError` where there is nothing of that name to touch, and `ConfigurationError`
    where the function takes options not by keyword alone, or both places are named.
    """
    from textclean.normalizer import normalizer as decorator

    return decorator(*touches, before=before, after=after)


class _Package(ModuleType):
    """This package, whose names are imported when they are asked for, and in which `pipeline` and
    `normalizer` stay the functions that they are.

    Python puts each submodule that is imported into its package, under its name, and those modules
    are called as the functions are. `from textclean.pipeline import …` finds the module all the
    same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in ("normalizer", "pipeline") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = importlib.import_module(f"{__name__}.{_HOMES[name]}")
        return getattr(home, name, home)  # `scan`, `survey` … are modules themselves

    def __dir__(self) -> list[str]:
        return sorted({*vars(self), *__all__})


sys.modules[__name__].__class__ = _Package
