"""What the golden cases of `encoding` cannot say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from textclean.edit import Edit
from textclean.normalizers.encoding import encoding
from textclean.text import Text

CLEAN = "“It’s a draw,” said Zoë Müller of São Paulo — AT&T’s 5½-year deal… cost €3.5m.\n"


def test_clean_text_does_not_import_ftfy() -> None:
    """Clean copy, accents and ampersands included, never pays for loading ftfy."""
    program = (
        "import sys\n"
        "from textclean.normalizers.encoding import encoding\n"
        "from textclean.text import Text\n"
        f"assert not encoding(Text({CLEAN!r}))\n"
        "sys.exit('ftfy' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_edits_are_small() -> None:
    """Each damaged place of a line is an edit of its own, and nothing around it is replaced."""
    source = "The cafÃ© isnâ€™t open to AT&amp;T.\n"
    assert [(source[e.start : e.end], e.new) for e in encoding(Text(source))] == [
        ("Ã©", "é"),
        ("â€™", "’"),
        ("amp;", ""),
    ]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("It isnâ€™t open.\n", "the text was read in the wrong encoding"),
        ("Fish &amp; chips.\n", "an HTML entity stands for a character"),
        ("The oﬃce.\n", "a ligature stands for letters"),
        ("The mini\N{SOFT HYPHEN}ster.\n", "a character that shows nothing"),
    ],
)
def test_each_edit_names_its_damage(source: str, why: str) -> None:
    """An editor is told which of the damages of this rule was found."""
    edits: tuple[Edit, ...] = encoding(Text(source))
    assert {edit.why for edit in edits} == {why}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(line_end: str) -> None:
    """Only the damaged line changes, whatever the line ends are."""
    source = f"It isnâ€™t open.{line_end}It’s late.{line_end}"
    assert all(edit.end <= source.index(line_end) for edit in encoding(Text(source)))
