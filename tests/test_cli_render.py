"""How findings look: places, excerpts, colour."""

from __future__ import annotations

import io
import json

import pytest

from textclean.edit import Edit, apply
from textclean.pipeline import Report
from textclean.render import renderer_of
from textclean.render.colour import paint_diff
from textclean.render.lines import action
from textclean.render.renderer import Repaired


def told(form: str, name: str, found: Report, *, suggestions: bool = False) -> list[str]:
    """Return the lines that a format has for a file."""
    stream = io.StringIO()
    data, text = found.source.encode(), found.text.encode()
    renderer_of(form)(stream, suggestions).add(Repaired(name, found, data, text))
    return stream.getvalue().split("\n")[:-1]


def report(source: str, *edits: Edit, suggestions: tuple[Edit, ...] = ()) -> Report:
    """Return a report of these edits."""
    return Report(source, apply(source, edits), edits, suggestions)


def test_a_finding_is_one_line() -> None:
    """The concise form says where, which rule, why and how sure, cut rather than rounded."""
    edit = Edit(5, 5, ",", "punctuation", 0.7999, "a clause ends here")
    assert told("concise", "a.txt", report("Hello world\n", edit)) == [
        "a.txt:1:6: punctuation a clause ends here  (0.79)  Hello{+,+} world"
    ]


def test_suggestions_stand_among_the_findings() -> None:
    """What was not sure enough is listed in its place, and marked."""
    edit = Edit(9, 10, "", "spacing", 1.0, "space")
    suggestion = Edit(3, 3, ",", "dates", 0.5, "comma")
    found = report("one two x \n", edit, suggestions=(suggestion,))
    lines = told("concise", "a", found, suggestions=True)
    assert lines == [
        "a:1:4: dates comma  (0.50, suggestion)  one{+,+} two x ",
        "a:1:10: spacing space  (1.00)  one two x[- -]",
    ]


@pytest.mark.parametrize(
    ("source", "edit", "excerpt"),
    [
        ("post war era\n", Edit.replace(4, 5, "-"), "post[- -]{+-+}war era"),
        ("one\ntwo\nthree\n", Edit.delete(4, 8), "[-two\\n-]three"),
        ("one two\n", Edit.replace(3, 4, "\n\n"), "one[- -]{+\\n\\n+}two"),
        (
            f"{'a' * 30} x{'b' * 30}\n",
            Edit.delete(30, 31),
            f"…{'a' * 24}[- -]x{'b' * 23}…",
        ),
        ("a" * 3000, Edit.delete(0, 3000), f"[-{'a' * 1000}…{'a' * 1000}-]"),
        ("\x1b[31mred\x1b[0m\n", Edit.delete(0, 5), "[-\\x1b[31m-]red\\x1b[0m"),
    ],
)
def test_the_one_line_has_what_goes_and_what_comes(source: str, edit: Edit, excerpt: str) -> None:
    """The words around an edit stand in the line that tells it, all of it fit for a terminal."""
    (line,) = told("concise", "a", report(source, edit))
    assert line.partition(")  ")[2] == excerpt


def test_names_and_reasons_reach_no_terminal_as_codes() -> None:
    """An escape sequence in a name or in what a rule says is shown, whole, and not obeyed."""
    edit = Edit(0, 1, "", "x", 1.0, "not \x1b]0;title\x07 ours")
    (line,) = told("concise", "a\x1b[31m\n.txt", report("ab\n", edit))
    assert line.startswith("a\\x1b[31m\\n.txt:1:1: x not \\x1b]0;title\\x07 ours  (1.00)")


@pytest.mark.parametrize(
    ("source", "edit", "excerpt"),
    [
        ("post war era\n", Edit.replace(4, 5, "-"), ["  1 | post war era", "    |     ^ replace"]),
        ("one\ntwo\n", Edit.insert(7, "."), ["  2 | two", "    |    ^ insert"]),
        ("a b\n" * 12, Edit.delete(45, 47), ["  12 | a b", "     |  ^^ delete"]),
        ("東京 は x\n", Edit.delete(5, 6), ["  1 | 東京 は x", "    |         ^ delete"]),
        ("e\u0301 x\n", Edit.delete(3, 4), ["  1 | e\u0301 x", "    |   ^ delete"]),
        ("one\n\n\n\n", Edit.delete(4, 7), ["  2 | ", "    | ^ delete"]),
        ("\x1b[31mred\n", Edit.delete(0, 5), ["  1 | \ufffd[31mred", "    | ^^^^^ delete"]),
    ],
)
def test_carets_stand_under_what_changes(source: str, edit: Edit, excerpt: list[str]) -> None:
    """The caret line points at the edit, whatever width the characters have on a terminal."""
    _, line, carets, blank = told("full", "a", report(source, edit))
    assert line == excerpt[0]
    assert carets.startswith(excerpt[1])
    assert blank == ""


@pytest.mark.parametrize("at", [0, 500, 4990])
def test_a_long_line_is_cut_around_the_edit(at: int) -> None:
    """A paragraph is shown by the part that matters, with the caret still under it."""
    source = "word " * 998 + "Xword word\n"
    _, line, carets, _ = told("full", "a", report(source, Edit.insert(at, "!")))
    assert len(line) < 100
    caret = carets.index("^")
    shown = line[caret:].rstrip("…")
    assert source[at:].startswith(shown)


def test_a_long_deletion_stays_on_its_line() -> None:
    """An edit over several lines is marked in its first, and told whole."""
    source = "one two\n" + "x" * 300 + "\nend\n"
    _, line, carets, says, _ = told("full", "a", report(source, Edit.delete(4, 309)))
    assert line == "  1 | one two"
    assert carets == "    |     ^^^"
    assert says == f'    | delete "two\\n{"x" * 300}\\n"'


@pytest.mark.parametrize(
    ("source", "edit", "says"),
    [
        ("a\u200bb", Edit.delete(1, 2), 'delete "\\u200b"'),
        ("a\xa0b", Edit.replace(1, 2, " "), 'replace "\\xa0" with " "'),
        ("a", Edit.insert(1, "\n"), 'insert "\\n"'),
    ],
)
def test_what_cannot_be_seen_is_escaped(source: str, edit: Edit, says: str) -> None:
    """An invisible character is shown by its escape."""
    assert action(source, edit) == says


def test_json_shows_controls_as_escapes_and_says_the_same() -> None:
    """No character of a finding is a command to a terminal, of seven bits or of eight."""
    source = "a\x1b[31mb\x9b31mc\x7f\u202e\U000e0001é\n"
    lines = told("json-lines", "a\x9d.txt", report(source, Edit.delete(1, len(source))))
    assert "".join(lines).isprintable()
    (found,) = map(json.loads, lines)
    assert (found["path"], found["edits"][0]["old"]) == ("a\x9d.txt", source[1:])


def test_a_diff_is_coloured_by_line() -> None:
    """Added lines are green, removed ones red, and the text between the colours is the diff."""
    diff = "--- a\n+++ a\n@@ -1 +1 @@\n-old\n+new\n same\n"
    painted = paint_diff(diff, wanted=True)
    assert "\033[31m-old\033[0m\n" in painted
    assert "\033[32m+new\033[0m\n" in painted
    assert "\n same\n" in painted
    assert paint_diff(diff, wanted=False) == diff
