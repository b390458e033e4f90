"""The command repairs HTML, NITF, NewsML-G2 and ninjs where it is asked to."""

from __future__ import annotations

import json
import subprocess

import pytest
from command import DAMAGED, REPAIRED, Command, in_empty_folder, run  # noqa: F401

HTML = '<p title="a , b">The vote , taken on Friday, failed.</p>\n'
XML = f"<?xml version='1.0'?>\n<nitf><body>{HTML}</body></nitf>\n"
NINJS = '{"slugline": "a , b", "headline": "A Vote , Then None"}\n'


def mended(source: str) -> str:
    """Return one of these sources with its text mended."""
    return source.replace("vote ,", "vote,").replace("Vote ,", "Vote,")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("story.html", HTML),
        ("story.HTM", HTML),
        ("story.xml", XML),
        ("story.nitf", XML),
        ("story.json", NINJS),
        ("story.ninjs", NINJS),
    ],
)
def test_named_files_are_read_as_they_are_called(command: Command, name: str, source: str) -> None:
    """A file that is named is repaired in its format, which its suffix tells."""
    command.write(name, source)
    done = command("fix", name)
    assert done.code == 0
    assert command.read(name) == mended(source)
    assert command("fix", name).err == "Nothing to repair in 1 file.\n"


def test_findings_point_into_the_file(command: Command) -> None:
    """Lines and columns are those of the markup, and what is shown is the source."""
    command.write("story.xml", XML)
    done = command("check", "story.xml")
    assert done.code == 1
    assert done.out.startswith("story.xml:2:38: spacing a space before a mark  (0.95)\n  2 | ")


def test_a_diff_of_markup_can_be_applied(command: Command) -> None:
    """`--diff` is a patch of the file as it stands on the disk."""
    command.write("story.html", HTML)
    done = command("fix", "--diff", "story.html")
    subprocess.run(
        ["git", "apply", "-p0", "-"], input=done.out.encode(), cwd=command.folder, check=True
    )
    assert command.read("story.html") == mended(HTML)


def test_edits_in_json_are_those_of_the_source(command: Command) -> None:
    """Offsets and replaced text of the JSON output are found in the file."""
    command.write("story.html", f"<p>é</p>{HTML}")
    done = command("check", "--output-format", "json", "story.html")
    ((edit,),) = (file["edits"] for file in json.loads(done.out)["files"])
    assert f"<p>é</p>{HTML}"[edit["start"] : edit["end"]] == edit["old"] == " "


def test_a_walk_takes_what_is_configured(command: Command) -> None:
    """In folders only text files are taken, unless the configuration includes others."""
    command.write("in/story.html", HTML)
    command.write("in/story.txt")
    command("fix", "in")
    assert command.read("in/story.html") == HTML
    command.write("textclean.toml", 'include = ["*.html"]\n')
    command("fix", "in")
    assert command.read("in/story.html") == mended(HTML)


def test_the_format_can_be_given(command: Command) -> None:
    """`--input-format` goes before the suffix, and makes plain text of anything."""
    command.write("story.txt", HTML)
    command.write("list.json", DAMAGED)
    command("fix", "--input-format", "html", "story.txt")
    command("fix", "--input-format", "text", "list.json")
    assert command.read("story.txt") == mended(HTML)
    assert command.read("list.json") == REPAIRED


def test_an_unknown_format_is_an_error_of_usage(command: Command) -> None:
    """A misspelt format ends the run before anything is read."""
    done = command("fix", "--input-format", "htlm", "story.txt")
    assert done.code == 2
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("a.xml", "<nitf><p>a</nitf>", "not well-formed XML at line 1, column 13"),
        ("a.xml", "<rss/>", "its root element is rss"),
        ("a.json", "{", "not valid JSON at line 1"),
        ("a.json", "[1]", "none of the texts of ninjs"),
        ("a.xml", '<?xml version="1.0" encoding="x-odd"?><nitf/>', 'declares the encoding "x-odd"'),
    ],
)
def test_bad_markup_is_one_line_and_the_others_are_done(
    command: Command, name: str, source: str, says: str
) -> None:
    """A file that cannot be read in its format is told so, and exits with 3."""
    command.write(name, source)
    command.write("good.html", HTML)
    done = command("fix", name, "good.html")
    assert done.code == 3
    assert says in done.err
    assert command.read(name) == source
    assert command.read("good.html") == mended(HTML)


def test_standard_input_is_read_as_it_is_called(command: Command) -> None:
    """A filter knows the format by `--stdin-filename` or `--input-format`."""
    by_name = run(
        *("fix", "-", "--stdin-filename", "a.html"), cwd=command.folder, stdin=HTML.encode()
    )
    assert by_name.out == mended(HTML)
    by_format = run(
        *("fix", "-", "--input-format", "ninjs"), cwd=command.folder, stdin=NINJS.encode()
    )
    assert by_format.out == mended(NINJS)


def test_markdown_is_known_by_its_name_where_it_is_included(command: Command) -> None:
    """A walk takes what `include` says and reads it as it is called; so does a filter."""
    damaged, mended = (
        "# Ferries\n\nIt isnâ€™t `a , b`.  \nSo.\n",
        "# Ferries\n\nIt isn’t `a , b`.  \nSo.\n",
    )
    command.write("textclean.toml", 'include = ["*.md", "*.rst"]\n')
    for name in ("a.md", "b.rst"):
        command.write(name, damaged if name == "a.md" else "It isnâ€™t ``a , b``.\n")
    assert command("fix", ".").code == 0
    assert command.read("a.md") == mended
    assert command.read("b.rst") == "It isn’t ``a , b``.\n"
    done = run(
        *("fix", "-", "--stdin-filename", "post.md"), cwd=command.folder, stdin=damaged.encode()
    )
    assert done.out == mended
    done = run(
        *("fix", "-", "--input-format", "markdown"), cwd=command.folder, stdin=damaged.encode()
    )
    assert done.out == mended


def test_the_declared_encoding_is_kept(command: Command) -> None:
    """A file is written back in the encoding that it declares, new characters as references."""
    source = '<?xml version="1.0" encoding="ISO-8859-1"?><nitf><p>Café {} here.</p></nitf>'
    damaged = source.format("isn&#226;&#8364;&#8482;t").encode("latin-1")
    command.write("story.xml", damaged)
    assert command("fix", "story.xml").code == 0
    written = (command.folder / "story.xml").read_bytes()
    assert written == source.format("isn&#8217;t").encode("latin-1")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_goes_before_what_is_declared(command: Command, encoding: str) -> None:
    """The mark says what the bytes are, whatever the declaration does."""
    source = '<?xml version="1.0" encoding="ISO-8859-1"?><nitf><p>Café , here.</p></nitf>'
    command.write("story.xml", source.encode(encoding))
    assert command("fix", "story.xml").code == 0
    written = (command.folder / "story.xml").read_bytes()
    assert written == source.replace(" ,", ",").encode(encoding)
