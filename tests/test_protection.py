"""Leave this: patterns, terms, comments and rules per file, from Python and in a configuration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import Command, in_empty_folder  # noqa: F401

import textclean
from textclean.adapters import switches
from textclean.adapters.formats import repair
from textclean.cli.config import settings_from
from textclean.edit import Edit, apply
from textclean.errors import ConfigurationError
from textclean.protection import Kept, Protection

SOURCE = "The U S is  here .\nThe U S left  .\n"


def test_what_a_pattern_matches_stays() -> None:
    """No edit touches the text that a pattern matches; what stands around it is repaired."""
    assert (
        textclean.clean(SOURCE, protect=["U S is  here"]) == "The U S is  here.\nThe U.S. left.\n"
    )


def test_nothing_is_written_at_the_edge_of_what_stays() -> None:
    """The stop behind the last letter belongs to an initialism, and a half-mended one is worse."""
    assert textclean.clean("The U S left .\n", protect=["U S"]) == "The U S left.\n"


def test_lines_are_those_of_the_text() -> None:
    """`^` and `$` are the start and the end of a line."""
    assert textclean.clean(SOURCE, protect=["^.*left.*$"]).endswith("\nThe U S left  .\n")


def test_a_pattern_that_matches_nothing_at_all_keeps_nothing() -> None:
    """An empty match is no text that could stay."""
    assert textclean.clean(SOURCE, protect=["x*"]) == textclean.clean(SOURCE)


def test_protection_is_part_of_a_pipeline() -> None:
    """Two pipelines that protect different text are different, and have different fingerprints."""
    plain, other = textclean.pipeline(), textclean.pipeline(protect=["a"])
    assert plain != other
    assert plain.fingerprint != other.fingerprint
    assert other is textclean.pipeline(protect=["a"])


def test_a_report_says_which_patterns_match() -> None:
    """They are those that match the source, whether or not a rule wanted anything there."""
    report = textclean.repair(SOURCE, protect=["left", "right"])
    assert report.protected == {"left"}


@pytest.mark.parametrize("protect", [["(a"], ["a{9999999999}"], "a", [1]])
def test_a_bad_pattern_is_an_error(protect: object) -> None:
    """What is no regular expression is told of as an argument, in one line."""
    with pytest.raises(ConfigurationError, match=r"^protect .*[^\n]+$"):
        textclean.clean(SOURCE, protect=protect)  # type: ignore[arg-type]


def test_a_bad_pattern_in_a_file_is_told_with_file_and_key() -> None:
    """The error has the file, the key, the pattern, what is wrong and what to do."""
    says = '/p/textclean.toml: "protect": "(a" is no regular expression (missing ), unterm'
    with pytest.raises(ConfigurationError, match="^" + re.escape(says)) as caught:
        settings_from({"protect": ["b", "(a"]}, Path("/p/textclean.toml"))
    assert str(caught.value).endswith("; put a backslash before a mark that stands for itself")


TERMS = [
    ("U S", "A U S plan in Ohio , he said.\n", "A U S plan in Ohio, he said.\n"),
    ("Yahoo !", "It is Yahoo ! he said .\n", "It is Yahoo ! he said.\n"),
    ("U S", "A U\nS plan , he said.\n", "A U\nS plan, he said.\n"),
]


@pytest.mark.parametrize(("term", "source", "text"), TERMS)
def test_terms_are_left_as_written(command: Command, term: str, source: str, text: str) -> None:
    """A word or phrase stays, its marks among it, also where a line ends in it."""
    command.write("textclean.toml", f'terms = ["{term}"]\nignore = ["wrapped_lines"]')
    command.write("a.txt", source)
    assert command("fix", "a.txt").code == 0
    assert command.read("a.txt") == text


def test_a_term_is_a_whole_word() -> None:
    """Part of a longer word is none."""
    settings = settings_from({"terms": ["a b"]}, Path("/p/textclean.toml"))
    assert settings.pipeline().repair("xa b a by, a b.").protected == {r"(?<!\w)a\sb(?!\w)"}
    assert settings.pipeline().repair("xa b a by.").protected == frozenset()


def test_an_empty_term_is_an_error() -> None:
    """It would stand everywhere."""
    with pytest.raises(ConfigurationError, match='"terms": has an empty text'):
        settings_from({"terms": [" "]}, Path("/p/textclean.toml"))


MARKUP = [
    ("html", "<p>A <b>U</b> S &amp; C plan , up .</p>", "<p>A <b>U</b> S &amp; C plan, up.</p>"),
    ("markdown", "A **U** S &amp; C plan , up .\n", "A **U** S &amp; C plan, up.\n"),
    ("ninjs", '{"headline": "A U S & C plan , up ."}', '{"headline": "A U S & C plan, up ."}'),
]


@pytest.mark.parametrize(("form", "source", "text"), MARKUP)
def test_patterns_match_the_text_that_is_read(form: str, source: str, text: str) -> None:
    """Of markup a pattern sees what a reader does: no tags, and characters for references."""
    report = repair(source, textclean.pipeline(protect=["U S & C"]), form)
    assert report.text.replace("up .", "up.") == text.replace("up .", "up.")
    assert report.protected == {"U S & C"}
    assert report.undo() == source


SWITCHED = [
    (
        "html",
        "<p>A , b.</p><!-- textclean: off --><p>C , d.</p><!--textclean:on--><p>E , f.</p>",
        "<p>A, b.</p><!-- textclean: off --><p>C , d.</p><!--textclean:on--><p>E, f.</p>",
    ),
    (
        "html",
        "<p>A , b.</p><!-- textclean: off --><p>C , d.</p>",
        "<p>A, b.</p><!-- textclean: off --><p>C , d.</p>",
    ),
    (
        "xml",
        "<html><body><!-- textclean: off --><p>A , b.</p></body></html>",
        "<html><body><!-- textclean: off --><p>A , b.</p></body></html>",
    ),
    (
        "markdown",
        "A , b.\n\n<!-- textclean: off -->\nC , d.\n\n<!-- textclean: on -->\nE , f.\n",
        "A, b.\n\n<!-- textclean: off -->\nC , d.\n\n<!-- textclean: on -->\nE, f.\n",
    ),
    (
        "markdown",
        "Write:\n\n```\n<!-- textclean: off -->\n```\n\nC , d.\n",
        "Write:\n\n```\n<!-- textclean: off -->\n```\n\nC, d.\n",
    ),
    (
        "rst",
        "A , b.\n\n.. textclean: off\n\nC , d.\n\n- G , h.\n\n  ..  textclean:on \n\n  E , f.\n",
        "A, b.\n\n.. textclean: off\n\nC , d.\n\n- G , h.\n\n  ..  textclean:on \n\n  E, f.\n",
    ),
    # Code, what goes on under the comment, and a comment that only names it.
    *(
        ("rst", f"{before}C , d.\n", f"{before}C, d.\n")
        for before in (
            "Write::\n\n  .. textclean: off\n\n",
            ".. code::\n\n   .. textclean: off\n\n",
            ".. textclean: off\n   or on\n\n",
            ".. see .. textclean: off\n\n",
            "It says .. textclean: off\n\n",
        )
    ),
    ("text", "<!-- textclean: off -->\nC , d.\n", "<!-- textclean: off -->\nC, d.\n"),
]


@pytest.mark.parametrize(("form", "source", "text"), SWITCHED)
def test_comments_switch_off_and_on(form: str, source: str, text: str) -> None:
    """Between the comments nothing changes, without an end to the end; in code it is no comment."""
    report = repair(source, textclean.pipeline(), form)
    assert report.text == text
    assert repair(text, textclean.pipeline(), form).edits == ()


@pytest.mark.parametrize(
    "source", [source for form, source, _ in SWITCHED if form == "rst"], ids=lambda text: repr(text)
)
def test_comments_of_restructuredtext_are_those_of_docutils(source: str) -> None:
    """What switches is a comment with just these words for the reader of its makers."""
    from docutils import nodes
    from docutils.core import publish_doctree

    tree = publish_doctree(source, settings_overrides={"report_level": 5})
    texts = {"".join(comment.astext().split()) for comment in tree.findall(nodes.comment)}
    switching = not texts.isdisjoint({"textclean:off", "textclean:on"})
    assert switching == bool(list(switches.kept(source, "rst")))


def test_rules_are_ignored_per_file(command: Command) -> None:
    """A rule is left out of the files that a pattern matches, and runs over the others."""
    command.write("textclean.toml", '[per-file-ignores]\n"/raw/*.txt" = ["spacing"]')
    command.write("raw/a.txt")
    command.write("b/raw/a.txt")
    done = command("check", "raw", "b", "--output-format", "concise")
    assert done.code == 1
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["b/raw/a.txt"]


def test_rules_per_file_hold_for_standard_input(command: Command) -> None:
    """Standard input is treated as the file that it is called."""
    command.write("textclean.toml", '[per-file-ignores]\n"*.txt" = ["headings"]\n')
    from textclean.cli.arguments import parse
    from textclean.cli.session import Session

    session = Session.of(parse(["check", "-", "--stdin-filename", "a.txt"]))
    settings = session.settings_of_standard_input()
    assert settings
    assert "headings" not in settings.names


def test_what_the_command_line_selects_runs_in_every_file(command: Command) -> None:
    """`--select` and `--extend-select` go before `per-file-ignores`, as before `ignore`."""
    command.write("textclean.toml", '[per-file-ignores]\n"*.txt" = ["spacing"]')
    command.write("a.txt")
    assert command("check", "a.txt").code == 0
    assert command("check", "a.txt", "--select", "spacing").code == 1
    assert command("check", "a.txt", "--extend-select", "spacing").code == 1


def test_a_file_without_any_rule_is_an_error(command: Command) -> None:
    """Nothing runs, and the way out is told."""
    command.write("textclean.toml", 'select = ["spacing"]\nper-file-ignores = {"a*" = ["spacing"]}')
    command.write("a.txt")
    done = command("fix", "a.txt")
    assert done.code == 2
    assert '"per-file-ignores" leaves no rule to run over' in done.err


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ('["a"]', "must be a table of lists, as in"),
        ('{"a" = ["spaceing"]}', 'textclean has no rule "spaceing"'),
        ('{"a" = []}', "names no rule; name one"),
    ],
)
def test_wrong_rules_per_file_are_an_error(command: Command, stated: str, says: str) -> None:
    """The error names the file and the key."""
    path = command.write("textclean.toml", f"per-file-ignores = {stated}")
    command.write("a.txt")
    done = command("check", "a.txt")
    assert done.code == 2
    assert done.err.startswith(f'textclean: error: {path}: "per-file-ignores": ')
    assert says in done.err


CONFIGURED = """\
protect = ["nowhere", "resumed"]
terms = ["no where", "They ended"]

[per-file-ignores]
"*.draft.txt" = ["headings"]
"a.txt" = ["headings"]
"""


def test_check_tells_what_is_unused(command: Command) -> None:
    """A check of the folder of a configuration warns of each pattern that matches nothing."""
    path = command.write("textclean.toml", CONFIGURED)
    command.write("a.txt", "Talks resumed.\nThey ended.\n")
    done = command("check", ".")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if "warning" in line] == [
        f'textclean: warning: {path}: "{key}": "{stated}" matches nothing; take it out'
        for key, stated in (
            ("protect", "nowhere"),
            ("terms", "no where"),
            ("per-file-ignores", "*.draft.txt"),
        )
    ]


@pytest.mark.parametrize("arguments", [["a.txt"], [".", "--select", "spacing"]])
def test_a_part_of_the_folder_tells_nothing(command: Command, arguments: list[str]) -> None:
    """A file, as a hook names it, or a choice of rules cannot tell that something is unused."""
    command.write("textclean.toml", CONFIGURED)
    command.write("a.txt", "Talks resumed.\nThey ended.\n")
    assert "warning" not in command("check", *arguments).err


def test_a_file_that_cannot_be_read_may_use_what_seems_unused(command: Command) -> None:
    """Nobody is told to take out what a file may need that was not read."""
    command.write("textclean.toml", CONFIGURED)
    command.write("a.txt", b"\xff\xfe\xff")
    assert "matches nothing" not in command("check", ".").err


def test_check_tells_of_idle_comments(command: Command) -> None:
    """A comment between which nothing would change, or that switches nothing, is told of."""
    command.write(
        "a.html",
        "<!-- textclean: off --><p>C , d.</p><!-- textclean: on -->\n"
        "<!-- textclean: on -->\n<!-- textclean: off --><p>All is well.</p>",
    )
    done = command("check", "a.html")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if "warning" in line] == [
        f"textclean: warning: a.html: <!-- textclean: {state} --> in line {line} keeps nothing "
        "from being repaired; take it out"
        for state, line in (("on", 2), ("off", 3))
    ]


def test_check_tells_of_idle_comments_in_restructuredtext(command: Command) -> None:
    """The line names the comment as it stands."""
    command.write("a.rst", "All is well.\n\n   .. textclean: off\n\nSo it is.\n")
    says = "a.rst: .. textclean: off in line 3 keeps nothing from being repaired; take it out"
    assert says in command("check", "a.rst").err


def test_places_move_with_the_text() -> None:
    """What stays is found again behind edits before it, of any length."""
    from textclean.normalizer import load

    guard = Protection([Kept(4, 6, "x")])
    edits = [Edit.insert(0, "abc"), Edit.delete(2, 4)]
    assert apply("0123KK678", edits) == "abc01KK678"
    guard.follow(edits)
    assert [(one.start, one.end) for one in guard.kept] == [(5, 7)]
    rule = load("spacing")
    assert list(guard.allowed(Edit.delete(5, 6), rule)) == []
    assert guard.used == {"x"}
    assert list(guard.allowed(Edit.delete(7, 8), rule)) == [Edit.delete(7, 8)]


def test_many_places_are_looked_up_fast() -> None:
    """Only the places around an edit are looked at, also behind a long one."""
    kept = [Kept(at, at + 2, str(at)) for at in range(0, 1000, 10)]
    guard = Protection([*kept, Kept(0, 5, "long")])
    near = {one.reason for one in guard._near(Edit.delete(500, 501))}
    assert near == {"500"}
