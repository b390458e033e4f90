"""What Python may ask of textclean: arguments, sources, pipelines, and help that tells of them."""

from __future__ import annotations

import enum
import io
import os
import pickle
import pydoc
import subprocess
import sys
from collections import UserString
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import textclean
from textclean.adapters import formats
from textclean.adapters.markup import repair_html, repair_xml
from textclean.adapters.ninjs import repair as repair_ninjs
from textclean.edit import Edit
from textclean.errors import (
    ConfigurationError,
    EditError,
    SourceError,
    TextcleanError,
    UnknownNameError,
)
from textclean.normalizer import Normalizer, load, normalizer
from textclean.presets import PRESETS, RULES
from textclean.survey import Survey
from textclean.text import Text

DAMAGED = "It ended on Tuesday January 27 2026, they said. \n"
CLEAN = "It ended on Tuesday, January 27, 2026, they said.\n"


@normalizer("marks", before="dates")
def stars(text: Text, *, instead: str = "•") -> Iterator[Edit]:
    """Set bullets for stars."""
    for at, character in enumerate(text.source):
        if character == "*":
            yield Edit.replace(at, at + 1, instead, why="a star is a bullet")


def names(pipeline: textclean.Pipeline) -> list[str]:
    """Return the names of the rules of a pipeline, in their order."""
    return [rule.name for rule in pipeline.normalizers]


# --- arguments


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param({}, CLEAN, id="all rules"),
        pytest.param({"preset": "minimal"}, DAMAGED.replace(" \n", "\n"), id="preset"),
        pytest.param({"select": ["dates"]}, CLEAN.replace("\n", " \n"), id="select"),
        pytest.param({"select": "dates, spacing"}, CLEAN, id="names in a string"),
        pytest.param({"preset": "minimal", "extend_select": ["dates"]}, CLEAN, id="extend_select"),
        pytest.param({"ignore": ("dates", "punctuation")}, DAMAGED.replace(" \n", "\n"), id="less"),
        pytest.param({"min_confidence": 1}, DAMAGED.replace(" \n", "\n"), id="min_confidence"),
    ],
)
def test_the_arguments_choose_what_is_repaired(arguments: dict[str, object], text: str) -> None:
    """`clean`, `repair` and `pipeline` take the same arguments and do the same with them."""
    call: dict[str, Callable[..., object]] = vars(textclean)
    assert call["clean"](DAMAGED, **arguments) == text
    assert textclean.repair(DAMAGED, **arguments).text == text  # type: ignore[arg-type]
    assert textclean.pipeline(**arguments)(DAMAGED).text == text  # type: ignore[arg-type]


def test_options_reach_their_rule() -> None:
    """Options are given by rule, with underscores or, as in a configuration, with hyphens."""
    for name in ("heading_style", "heading-style"):
        pipeline = textclean.pipeline(options={"headings": {name: "markdown"}})
        rules = {rule.name: rule.options for rule in pipeline.normalizers}
        assert rules["headings"] == (("heading_style", "markdown"),)
    flattened = "Key points: • Wages rise • Night shifts end • Members vote\n"
    assert textclean.clean(flattened) == flattened
    options = {"lists": {"flattened": "set"}}
    assert textclean.clean(flattened, options=options).count("\n") == 4


def test_the_same_arguments_have_the_same_pipeline() -> None:
    """A pipeline is built once for all calls that want it, a list being as good as a tuple."""
    options = {"stray_phrase": {"phrases": ["which is the"]}}
    first = textclean.pipeline("wire", ignore=["dates"], options=options)
    again = textclean.pipeline(
        ignore="dates", options={"stray_phrase": {"phrases": ("which is the",)}}
    )
    assert first is again
    assert len({first, textclean.pipeline(), textclean.pipeline(min_confidence=0.8)}) == 3


WRONG: list[tuple[dict[str, object], type[Exception], str]] = [
    ({"preset": "wires"}, LookupError, 'no preset "wires"; did you mean "wire"?'),
    ({"preset": ["wire"]}, LookupError, "no preset"),
    ({"select": ["spaceing"]}, LookupError, 'no rule "spaceing"; did you mean "spacing"?'),
    ({"ignore": ["spaceing"]}, LookupError, 'no rule "spaceing"; did you mean "spacing"?'),
    ({"select": [1]}, ValueError, "select must be a list of strings"),
    ({"ignore": 1}, ValueError, "ignore must be a list of strings"),
    ({"extend_select": {"dates": True}}, ValueError, "extend_select must be a list of strings"),
    ({"ignore": RULES}, ValueError, "select and ignore leave no rule to run"),
    ({"expect_damage": 30}, ValueError, "expect_damage must be a number from 0 to 1, not 30"),
    ({"min_confidence": 1.5}, ValueError, "min_confidence must be a number from 0 to 1, not 1.5"),
    ({"min_confidence": True}, ValueError, "min_confidence must be a number from 0 to 1, not True"),
    ({"min_confidence": "0.5"}, ValueError, 'min_confidence must be a number from 0 to 1, not "0'),
    ({"min_confidence": []}, ValueError, "min_confidence must be a number from 0 to 1, not []"),
    ({"options": {"spaceing": {}}}, LookupError, 'no rule "spaceing"; did you mean "spacing"?'),
    ({"options": [("spacing", 1)]}, ValueError, "options must be a dict"),
    ({"options": {"spacing": True}}, ValueError, 'the options of "spacing" must be a dict'),
    (
        {"preset": "minimal", "options": {"headings": {"heading_style": "markdown"}}},
        ValueError,
        'options are given for "headings", which does not run; select it or leave them out',
    ),
    (
        {"options": {"stray_phrase": {"phrases": "which is the"}}},
        ValueError,
        '"phrases" of stray_phrase must be a list of strings, not a string; '
        'did you mean ["which is the"]?',
    ),
    (
        {"options": {"wire_matter": {"strip": "no"}}},
        ValueError,
        '"strip" of wire_matter must be true or false, not "no"',
    ),
    (
        {"options": {"headings": {"heading_style": "html"}}},
        ValueError,
        '"heading_style" of headings must be "plain" or "markdown", not "html"',
    ),
    ({"options": {"dates": {"year": 1}}}, LookupError, 'dates has no option "year"; it has none'),
]


@pytest.mark.parametrize(("arguments", "kind", "says"), WRONG)
def test_a_wrong_argument_is_one_clear_line(
    arguments: dict[str, object], kind: type[Exception], says: str
) -> None:
    """It is an error of the right kind that names the argument and what was wanted."""
    with pytest.raises(TextcleanError) as caught:
        textclean.clean("Aid grew.\n", **arguments)  # type: ignore[arg-type]
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, kind)


# --- sources


class Shouting(str):
    """A string that says something else when it is asked for a string."""

    def __str__(self) -> str:
        return self.upper()


class Slug(str, enum.Enum):  # noqa: UP042
    """Strings with names; `str` makes `Slug.DAMAGED` of them."""

    DAMAGED = DAMAGED
    CLEAN = CLEAN


@pytest.mark.parametrize("kind", [np.str_, Shouting, Slug])
@pytest.mark.parametrize("source", [DAMAGED, CLEAN])
def test_any_kind_of_string_is_a_source(kind: type[str], source: str) -> None:
    """A subclass of `str` gives what its characters give, and nothing but `str` comes back."""
    report = textclean.repair(kind(source))
    assert report == textclean.repair(source)
    assert type(report.text) is type(report.source) is type(Text(kind(source)).source) is str
    for cut in (textclean.tokenize, textclean.sentences):
        assert cut(kind(source)) == cut(source)
    for spans in (textclean.token_spans, textclean.sentence_spans):
        assert np.array_equal(spans(kind(source)), spans(source))
    assert repair_html(kind(source), textclean.pipeline()).source == source


DOORS = [
    textclean.clean,
    textclean.repair,
    textclean.Text,
    textclean.tokenize,
    textclean.sentences,
    textclean.token_spans,
    textclean.sentence_spans,
    textclean.pipeline(),
    lambda source: Survey().add("a.txt", source),
    lambda source: repair_html(source, textclean.pipeline()),
    lambda source: repair_xml(source, textclean.pipeline()),
    lambda source: repair_ninjs(source, textclean.pipeline()),
    *(
        partial(formats.repair, pipeline=textclean.pipeline(), form=form)
        for form in formats.WRITTEN
    ),
]
NO_SOURCES = [
    (DAMAGED.encode(), 'not bytes; decode it first: source.decode("utf-8")'),
    (None, "not None"),
    (Path("a.txt"), 'Path; read it first: path.read_text(encoding="utf-8")'),
    (io.StringIO(DAMAGED), "not StringIO; read it first: source.read()"),
    ([DAMAGED], "not list; give the strings in it one by one"),
    (UserString(DAMAGED), "not UserString"),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("source", "says"), NO_SOURCES)
def test_anything_else_is_refused_at_the_door(
    door: Callable[[object], object], source: object, says: str
) -> None:
    """What is no string is a `TypeError` that says what was wanted, what came and what to do."""
    with pytest.raises(SourceError, match=r"^a string was wanted, not ") as caught:
        door(source)
    assert str(caught.value).endswith(says)
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("htlm", 'no format "htlm"; did you mean "html"?'),
        ("md", 'no format "md"; did you mean "markdown"?'),
        ("auto", 'no format "auto"; it has html, markdown, ninjs, rst, text, xml'),
        (None, 'no format "None"; it has html'),
        (["html"], "no format"),
    ],
)
def test_what_is_no_format_is_refused(form: object, says: str) -> None:
    """A format that there is none of is a `LookupError` that names the nearest."""
    with pytest.raises(UnknownNameError) as caught:
        formats.repair(DAMAGED, textclean.pipeline(), form)  # type: ignore[arg-type]
    assert says in str(caught.value)


@pytest.mark.parametrize("rules", [None, "dates", 3, load("dates")])
def test_a_pipeline_is_made_of_a_list_of_rules(rules: object) -> None:
    """What is no list of rules is a `ValueError` that says so, whatever it is."""
    with pytest.raises(ConfigurationError, match=r"is no list of rules; textclean\.pipeline\("):
        textclean.Pipeline(rules)  # type: ignore[arg-type]


# --- pipelines


@pytest.mark.parametrize(
    ("place", "at"),
    [
        pytest.param({"before": "encoding"}, 0, id="before"),
        pytest.param({"after": "encoding"}, 1, id="after"),
        pytest.param({"after": "dates"}, 3, id="after the last"),
        pytest.param({}, 2, id="where its decorator says"),
    ],
)
def test_a_rule_is_put_in_its_place(place: dict[str, str], at: int) -> None:
    """A rule runs where it is asked to, or else where it asks to; the pipeline stays as it was."""
    before = textclean.pipeline("minimal", extend_select=["dates"])
    after = before.with_rule(stars, **place)
    assert names(before) == ["encoding", "spacing", "dates"]
    assert names(after).index("stars") == at
    assert after.without("stars") == before
    assert after("* Aid grew.\n").text == "• Aid grew.\n"


def test_a_rule_that_asks_for_nothing_is_the_last() -> None:
    """So is one whose neighbour is not in the pipeline; a rule of ours may be given by name."""
    assert names(textclean.pipeline("minimal").with_rule("lists")) == [*PRESETS["minimal"], "lists"]
    assert names(textclean.pipeline("minimal").with_rule(stars))[-1] == "stars"


def test_a_pipeline_with_a_rule_is_a_value() -> None:
    """It can be hashed and sent to another process, and its fingerprint knows whose rule it has."""
    one = textclean.pipeline().with_rule(stars.configured(instead="-"))
    assert pickle.loads(pickle.dumps(one)) == one
    assert len({one, textclean.pipeline().with_rule(stars), textclean.pipeline()}) == 3
    ours, theirs = load("dates"), normalizer("marks")(vars(sys.modules[__name__])["dates"])
    assert ours.name == theirs.name
    fingerprints = {textclean.Pipeline((rule,)).fingerprint for rule in (ours, theirs)}
    assert len(fingerprints) == 2


def dates(text: Text) -> Iterator[Edit]:
    """Do nothing, under the name of one of our rules."""
    yield from ()


def test_a_list_of_rules_is_as_good_as_a_tuple() -> None:
    """A pipeline freezes what it is made of."""
    assert hash(textclean.Pipeline([stars])) == hash(textclean.Pipeline((stars,)))


WIRE = textclean.pipeline()
REFUSED: list[tuple[Callable[[], object], type[TextcleanError], str]] = [
    (lambda: WIRE.with_rule("spaceing"), UnknownNameError, 'did you mean "spacing"?'),
    (lambda: WIRE.with_rule("dates"), ConfigurationError, "the pipeline has dates already"),
    (lambda: WIRE.with_rule(dates), ConfigurationError, "wants @textclean.normalizer"),  # type: ignore[arg-type]
    (lambda: textclean.Pipeline((dates,)), ConfigurationError, "wants @textclean.normalizer"),  # type: ignore[arg-type]
    (lambda: textclean.Pipeline((), 2), ConfigurationError, "min_confidence must be a number"),
    (
        lambda: WIRE.with_rule(stars, before="date"),
        UnknownNameError,
        'the pipeline has no rule "da',
    ),
    (lambda: WIRE.with_rule(stars, after="date"), UnknownNameError, 'did you mean "dates"?'),
    (
        lambda: WIRE.with_rule(stars, before="dates", after="dates"),
        ConfigurationError,
        'say "before" or "after", not both',
    ),
    (lambda: WIRE.without("stars"), UnknownNameError, 'the pipeline has no rule "stars"'),
    (lambda: normalizer("letters"), UnknownNameError, 'no promise "letters"'),  # type: ignore[arg-type]
    (lambda: normalizer(dates), ConfigurationError, '@normalizer("spaces")'),  # type: ignore[arg-type]
    (lambda: normalizer(before="dates", after="dates"), ConfigurationError, "leave out one"),
    (lambda: normalizer("marks")(lambda text, limit=3: iter(())), ConfigurationError, "keyword"),
    (lambda: normalizer("marks")(lambda: iter(())), ConfigurationError, "must take a text"),
    (
        lambda: normalizer("marks")(lambda text, *, limit: iter(())),
        ConfigurationError,
        "the option limit of <lambda> has no default",
    ),
    (
        lambda: WIRE.with_rule(normalizer("marks", before="datse")(stars.function)),
        UnknownNameError,
        'test_front_door.stars is to run before "datse", but textclean has no rule "datse"; did yo',
    ),
    (
        lambda: textclean.Pipeline((normalizer("marks", after="stars")(stars.function),)),
        UnknownNameError,
        'is to run after "stars", but textclean has no rule "stars"',
    ),
    (lambda: Edit.delete(3, 1), EditError, "an edit cannot start at 3 and end at 1"),
    (lambda: Edit.insert(-1, ","), EditError, "an edit cannot start at -1"),
    (lambda: Edit.insert(1, ",", confidence=1.5), EditError, "from 0 to 1, not 1.5"),
    (lambda: Edit.insert(1, ",", confidence=float("nan")), EditError, "from 0 to 1, not nan"),
]


@pytest.mark.parametrize(("attempt", "kind", "says"), REFUSED)
def test_what_cannot_be_is_refused(
    attempt: Callable[[], object], kind: type[TextcleanError], says: str
) -> None:
    """A rule, a pipeline or an edit that makes no sense is an error where it is made."""
    with pytest.raises(kind) as caught:
        attempt()
    assert says in str(caught.value)


def test_the_public_decorator_is_that_of_the_engine() -> None:
    """`textclean.normalizer` makes the same rule, promise and place included."""
    assert textclean.normalizer("marks", before="dates")(stars.function) == stars
    assert isinstance(stars, Normalizer)


# --- a fresh interpreter


def printed(script: str) -> str:
    """Return what a script prints in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def help_of(thing: object) -> str:
    """Return what `help` shows."""
    return pydoc.plain(pydoc.render_doc(thing))


@pytest.mark.parametrize("name", textclean.__all__)
def test_help_tells_of_each_public_name(name: str) -> None:
    """`help` of it is the first thing that is asked, and shows its docstring."""
    shown = " ".join(help_of(getattr(textclean, name)).split())
    assert " ".join(getattr(textclean, name).__doc__.splitlines()[0].split()) in shown


def test_help_names_all_that_is_public() -> None:
    """`help(textclean)` says in its first lines what there is."""
    documented, _, _ = help_of(textclean).partition("PACKAGE CONTENTS")
    assert [name for name in textclean.__all__ if name not in documented] == []


# Lines. Python 3.13 sets each function with a long signature over several, and 3.11 on one.
LONGEST_HELP = 550


def test_help_is_a_text_to_read() -> None:
    """It tells what one calls, with a word on each, and nothing that Python or attrs generate."""
    told = help_of(textclean)
    assert told.count("\n") < LONGEST_HELP
    assert [line for line in told.splitlines() if "attrs." in line or " __" in line] == [
        "    __main__",
        "    __all__ = ['clean', 'repair', 'pipeline', 'Report', 'Pipeline', 'norma...",
    ]
    for name in ("configured", "insert", "with_rule", "blocks", "textclean.normalizers"):
        assert name in told


def test_public_classes_keep_what_dir_leaves_out() -> None:
    """Only the list is shorter: an edit compares, and has its fields, as before."""
    assert {"insert", "delete", "replace", "between"} <= set(dir(Edit))
    assert not any(name.startswith("_") for name in dir(Edit))
    assert {"start", "end", "__lt__"} <= set(dir(Edit.insert(1, ",")))
    assert "with_traceback" not in dir(TextcleanError)


@pytest.mark.parametrize("name", ["adapters", "errors", "scan", "survey"])
def test_the_modules_that_are_named_need_no_import(name: str) -> None:
    """What `import textclean` is followed by in the README works without another import."""
    assert printed(f"import textclean; print(bool(textclean.{name}.__doc__))") == "True\n"


@pytest.mark.parametrize("first", ["pipeline", "normalizer", "presets"])
def test_functions_are_not_hidden_by_the_modules_of_their_name(first: str) -> None:
    """Whatever was imported before, `textclean.pipeline` and `textclean.normalizer` are functions,
    and the modules that are called so are imported from all the same.
    """
    script = f"""
import textclean.{first}
from textclean.pipeline import Pipeline
from textclean.normalizer import Normalizer
assert isinstance(textclean.pipeline("minimal"), Pipeline)
print(isinstance(textclean.normalizer("marks")(lambda text: iter(())), Normalizer))
"""
    assert printed(script) == "True\n"
