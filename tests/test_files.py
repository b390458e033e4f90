"""Files: decoding by byte order mark, and replacement that leaves no damage behind."""

from __future__ import annotations

import codecs
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.cli import files, writing
from textclean.errors import UnreadableInputError

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@given(text=TEXTS, encoding=st.sampled_from(sorted(MARKS)))
def test_a_byte_order_mark_tells_the_encoding(text: str, encoding: str) -> None:
    """What is read behind a mark is written back byte for byte, and the mark is no text."""
    data = MARKS[encoding] + text.encode(encoding)
    document = files.decode(data, "cp1252")
    assert (document.text, document.encoding) == (text, encoding)
    assert document.encoded(text) == data


@given(text=TEXTS.filter(lambda text: not text.startswith("\ufeff")))
def test_text_is_utf8_by_default(text: str) -> None:
    """Without a mark and a name, the bytes are UTF-8, line ends and all."""
    document = files.decode(text.encode())
    assert (document.text, document.mark) == (text, b"")
    assert document.encoded(text) == text.encode()


def test_only_the_first_mark_belongs_to_the_file() -> None:
    """A second mark is a character of the text, for the rules to judge."""
    assert files.decode(codecs.BOM_UTF8 * 2 + b"Copy").text == "\ufeffCopy"


@pytest.mark.parametrize(
    ("data", "encoding", "says"),
    [
        (b"caf\xe9", None, r"not UTF-8 at byte offset 3 \(0xE9\)"),
        (b"\xef\xbb\xbfcaf\xe9", None, r"not UTF-8 at byte offset 6 \(0xE9\)"),
        (b"\xff\xfea\0b", None, r"not UTF-16-LE at byte offset 4 \(0x62\)"),
        (b"a\x81", "cp1252", r"not CP1252 at byte offset 1 \(0x81\)"),
        (b"+AGE-", "utf-7", "would not be written back as it was read in utf-7"),
    ],
)
def test_what_cannot_be_read_is_located(data: bytes, encoding: str | None, says: str) -> None:
    """Bytes that are not in the encoding are named with their offset from the start of the file."""
    with pytest.raises(UnreadableInputError, match=says):
        files.decode(data, encoding)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"GIF89a\0\xff", None),
        (b"text\0text", None),
        ("No mark.".encode("utf-16-le"), None),
        (b"text\0text", "latin-1"),
    ],
)
def test_binaries_are_skipped(data: bytes, encoding: str | None) -> None:
    """A NUL makes a file a binary, unless a wide encoding accounts for it."""
    with pytest.raises(files.SkippedInputError, match="binary file"):
        files.decode(data, encoding)


def test_a_wide_encoding_without_a_mark_can_be_named() -> None:
    """UTF-16 without a mark is read when the user says so."""
    data = "No mark.".encode("utf-16-le")
    assert files.decode(data, "utf-16-le").encoded("No mark.") == data


def test_a_character_that_does_not_fit_is_named() -> None:
    """An encoding that cannot hold a repair says which character it lacks."""
    with pytest.raises(writing.UnwritableOutputError, match=r"U\+2019.*cp1252|U\+2603.*cp1252"):
        files.decode(b"It", "cp1252").encoded("\N{SNOWMAN}")


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    """A file of just the limit is read; one byte more is too much."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert files.read(path, 5) == files.read(path, 0) == b"12345"
    with pytest.raises(files.SkippedInputError, match="larger than 4 bytes"):
        files.read(path, 4)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    """A folder is no file."""
    with pytest.raises(UnreadableInputError, match="not a regular file"):
        files.read(tmp_path)


def test_replacing_keeps_mode_and_owner(tmp_path: Path) -> None:
    """The new file has the mode and the owner of the old one, and no sibling is left."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o604)
    before = path.stat()
    writing.replace(path, b"new", expected=b"old")
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert list(tmp_path.iterdir()) == [path]


def test_replacing_follows_a_chain_of_links(tmp_path: Path) -> None:
    """Links stay links; the file at their end is replaced in its own folder."""
    path = tmp_path / "store" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(b"old")
    (tmp_path / "one").symlink_to("store/a.txt")
    (tmp_path / "two").symlink_to("one")
    writing.replace(tmp_path / "two", b"new", expected=b"old")
    assert path.read_bytes() == b"new"
    assert (tmp_path / "two").is_symlink()
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Somebody else's edit between reading and writing is never lost."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"theirs")
    with pytest.raises(writing.UnwritableOutputError, match="changed by someone else"):
        writing.replace(path, b"ours", expected=b"old")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_long_name_can_be_replaced(tmp_path: Path) -> None:
    """The temporary sibling has a short name of its own."""
    path = tmp_path / ("a" * 251 + ".txt")
    path.write_bytes(b"old")
    writing.replace(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"


def test_a_mirror_makes_its_folders_and_keeps_modes(tmp_path: Path) -> None:
    """A copy stands under the same mode, in folders made as needed."""
    source = tmp_path / "a.txt"
    source.write_bytes(b"copy")
    source.chmod(0o600)
    target = tmp_path / "out" / "deep" / "a.txt"
    writing.mirror(source, target, None)
    assert target.read_bytes() == b"copy"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


LIMITED = """
import resource, sys
from pathlib import Path
from textclean.cli import files
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    writing.replace(Path(sys.argv[1]), b"x" * 1000, expected=b"old")
except writing.UnwritableOutputError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of processes are POSIX")
def test_a_disk_that_takes_no_more_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing fails half-way, the file is as it was and no temporary one is left."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, path], capture_output=True, text=True, check=True
    )
    assert done.stdout == "cannot be written (file too large); nothing was changed\n"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
