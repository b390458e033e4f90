"""Files as they are read: the encoding that a byte order mark tells, and what cannot be decoded."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.cli import files
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
        (b"\xff\xfea\0\0\xdcb\0", None, r"not UTF-16-LE at byte offset 4 \(0x00\); .* damaged"),
        (b"a\x81", "cp1252", r"not CP1252 at byte offset 1 \(0x81\)"),
        (b"+AGE-", "utf-7", "would not be written back as it was read in utf-7"),
    ],
)
def test_what_cannot_be_read_is_located(data: bytes, encoding: str | None, says: str) -> None:
    """Bytes that are not in the encoding are named with their offset from the start of the file."""
    with pytest.raises(UnreadableInputError, match=says):
        files.decode(data, encoding)


@pytest.mark.parametrize(
    ("data", "encoding", "offset", "other"),
    [
        (b"\xff\xfea\0b", None, r"4 \(0x62\)", False),
        (b"\xfe\xff\0a\0", None, r"4 \(0x00\)", False),
        (b"\xff\xfea\0\x3d\xd8", None, r"4 \(0x3D\)", False),
        (b"\xff\xfe\0\0a\0\0", None, r"4 \(0x61\)", False),
        (b"a\0b", "utf-16-le", r"2 \(0x62\)", True),
    ],
)
def test_a_wide_file_that_is_cut_off_is_said_to_be(
    data: bytes, encoding: str | None, offset: str, other: bool
) -> None:
    """Half a character at the end is told with its byte; what helps is the rest of the file, and no
    other encoding where a byte order mark has said which it is.
    """
    with pytest.raises(
        UnreadableInputError, match=f"byte offset {offset}; .* is cut off"
    ) as raised:
        files.decode(data, encoding)
    assert ("--encoding" in str(raised.value)) is other


@pytest.mark.parametrize("text", ["No mark.", "Zoë’s café"])
def test_what_may_be_utf_16_is_told_how_to_name_it(text: str) -> None:
    """A file without its mark looks binary, whether or not its bytes happen to be UTF-8."""
    with pytest.raises(files.SkippedInputError, match="--encoding utf-16-le"):
        files.decode(text.encode("utf-16-le"))


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
    with pytest.raises(files.UnencodableError, match=r"U\+2019.*cp1252|U\+2603.*cp1252"):
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
