"""Files as the command reads them, and the encoding that is kept when they are written.

A byte order mark belongs to the file, not to the text: it is taken off before the rules see the
text and put back when the file is written. It also outranks any encoding that was asked for.
"""

from __future__ import annotations

import codecs
import os
import stat
from contextlib import suppress
from pathlib import Path

import attrs

from textclean.cli import foreign
from textclean.errors import TextcleanError, UnreadableInputError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)

# What the codecs of wide encodings say of a file whose last character is not whole.
_CUT_OFF = ("truncated data", "unexpected end of data")

# Codecs that write a byte order mark of their own; a file that has one was recognized by it.
_WITHOUT_MARK = {"utf-8-sig": "utf-8"}


class SkippedInputError(TextcleanError):
    """An input is none that textclean means to read: a binary or a very large file."""


class UnencodableError(TextcleanError):
    """A repair needs a character that the encoding of its file does not have."""


@attrs.frozen
class Document:
    """The text of a file, and how the file encodes it."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return `text` as this file would hold it, byte order mark included.

        Raises `UnencodableError` where the encoding has no such character.
        """
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            character = text[error.start]
            raise UnencodableError(
                f"the repair needs {character!r} (U+{ord(character):04X}), which {self.encoding} "
                "cannot hold; convert the file to UTF-8 first"
            ) from None


def decode(data: bytes, encoding: str | None = None) -> Document:
    """Return the text of a file's bytes; without `encoding` and byte order mark it must be UTF-8.

    Raises `UnreadableInputError` where the bytes are not in that encoding, and
    `SkippedInputError` where they are no text.
    """
    if kind := foreign.kind_of(data):
        raise SkippedInputError(f"{kind.name}, skipped; {kind.remedy}")
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, mark)
    name = codecs.lookup(encoding or "utf-8").name
    return _decoded(data, _WITHOUT_MARK.get(name, name), b"")


def _decoded(data: bytes, encoding: str, mark: bytes) -> Document:
    """Decode what follows the byte order mark, and see that it could be written back."""
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        if b"\0" in data and not mark and not _is_wide(encoding):
            raise _binary(data) from None
        raise UnreadableInputError(_misread(data, encoding, mark, error)) from None
    if "\0" in text:
        raise _binary(data)
    if encoding in ("utf-16", "utf-32"):
        raise UnreadableInputError(
            f"has no byte order mark; name its byte order: {encoding}-le or {encoding}-be"
        )
    # UTF-7 and its like write one text in many ways: saving would change bytes nobody asked for.
    if encoding != "utf-8" and _differs(text, encoding, data):
        raise UnreadableInputError(
            f"would not be written back as it was read in {encoding}; convert it to UTF-8 first"
        )
    return Document(text, encoding, mark)


def _is_wide(encoding: str) -> bool:
    """Whether the characters of an encoding take up two bytes or four, and so many hold a NUL."""
    return encoding.startswith(("utf-16", "utf-32"))


def _binary(data: bytes) -> SkippedInputError:
    """Return the error that says a file is no text, unless it is UTF-16 without its mark."""
    hint = "; if it is UTF-16, name it: --encoding utf-16-le or utf-16-be"
    return SkippedInputError(f"binary file, skipped{hint if data[:2].count(0) == 1 else ''}")


def _misread(data: bytes, encoding: str, mark: bytes, error: UnicodeError) -> str:
    """Say where the bytes stop being `encoding`, counted from the start of the file, and what to
    do: no other encoding helps a file that says itself what it is, or that ends too early.
    """
    at = getattr(error, "start", 0)
    byte = f" (0x{data[at]:02X})" if at < len(data) else ""
    advice = "name the encoding it has, for instance --encoding cp1252"
    if mark:
        advice = "its byte order mark says that it is, so it is damaged; get it again"
    if _is_wide(encoding) and getattr(error, "reason", "") in _CUT_OFF:
        cut_off = "the file is cut off within that character; get the whole of it"
        advice = cut_off if mark else f"{cut_off}, or {advice}"
    return f"not {encoding.upper()} at byte offset {len(mark) + at}{byte}; {advice}"


def _differs(text: str, encoding: str, data: bytes) -> bool:
    """Whether writing `text` in `encoding` gives other bytes than `data`."""
    try:
        return text.encode(encoding) != data
    except UnicodeError:
        return True


def absolute(path: str | Path) -> Path:
    """Return an absolute path without `..`, as the user sees it: links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def read(path: Path, max_size: int = 0) -> bytes:
    """Return the bytes of a regular file; `max_size` is in bytes, 0 sets no limit.

    Raises `UnreadableInputError`, or `SkippedInputError` where the file is larger than that.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableInputError("not a regular file; use - to read standard input")
        with path.open("rb") as file:
            data = file.read(max_size + 1) if max_size else file.read()
    except OSError as error:
        raise UnreadableInputError(unreadable(path, error)) from None
    if max_size and len(data) > max_size:
        raise too_large(max_size)
    return data


def too_large(max_size: int) -> SkippedInputError:
    """Return the error that says a file is larger than `max_size` bytes."""
    return SkippedInputError(f"larger than {max_size} bytes, skipped; see --max-file-size")


def unreadable(path: Path, error: OSError) -> str:
    """Say why a file or folder cannot be read."""
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return f"broken symbolic link to {path.readlink()}; mend the link or name another file"
        return f"no such file or folder; {_nearest(path)}"
    return f"cannot be read ({reason(error)}); check its permissions and its disk"


def _nearest(path: Path) -> str:
    """Say what beside a path that is not there was probably meant."""
    from difflib import get_close_matches

    with suppress(OSError):
        names = [beside.name for beside in path.parent.iterdir()]
        if found := get_close_matches(path.name, names, n=1, cutoff=0.7):
            return f"did you mean {path.with_name(found[0])}?"
    return "check the path"


def reason(error: OSError) -> str:
    """Return what the operating system says of an error, as part of a sentence."""
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]
