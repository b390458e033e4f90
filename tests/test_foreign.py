"""Files that hold text and are none, as beginners give them, get an answer with the next step."""

from __future__ import annotations

import io
import zipfile

import pytest
from command import Command, in_empty_folder  # noqa: F401


def _archive() -> bytes:
    """Return an archive as Word writes one."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>Aid grew .</w:t>")
    return data.getvalue()


FILES = {
    "story.pdf": (b"%PDF-1.7\nAid grew .\n", "a PDF", "pdftotext"),
    "story.docx": (_archive(), "Word", "save it as text"),
    "story.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word", "save it as text"),
    "story.rtf": (rb"{\rtf1 Aid grew .\par}" + b"\n", "RTF", "save it as text"),
    # Renamed, it is a PDF all the same.
    "story.txt": (b"%PDF-1.7\nAid grew .\n", "a PDF", "pdftotext"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_foreign_file_is_left_alone_with_a_way_out(command: Command, name: str) -> None:
    """It keeps every byte, even if its text could be repaired; the warning says what to do."""
    data, kind, remedy = FILES[name]
    path = command.write(name, data)
    done = command("fix", name)
    assert done.code == 0
    assert f"textclean: warning: {name}: " in done.err
    assert kind in done.err
    assert remedy in done.err
    assert path.read_bytes() == data


@pytest.mark.parametrize("name", ["story.pdf", "story.docx", "story.RTF"])
def test_a_folder_of_foreign_files_says_what_to_do(command: Command, name: str) -> None:
    """A folder with nothing to take says so, and by what is in it, what to do."""
    command.write(f"in/{name}", b"")
    done = command("check", "in/")
    (warning,) = (line for line in done.err.splitlines() if "holds no file to take" in line)
    assert f"it has *{name[5:].lower()}; " in warning
    assert "text" in warning


def test_a_text_that_names_them_is_a_text(command: Command) -> None:
    """What only speaks of such a file is repaired."""
    path = command.write("a.txt", "Each begins with %PDF-1.7 .\n")
    assert command("fix", "a.txt").code == 0
    assert path.read_text() == "Each begins with %PDF-1.7.\n"
