"""Files as the command reads and writes them: their encoding is kept, their replacement is atomic.

A byte order mark belongs to the file, not to the text: it is taken off before the rules see the
text and put back when the file is written. It also outranks any encoding that was asked for.
"""

from __future__ import annotations

import codecs
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import attrs

from textclean.errors import TextcleanError, UnreadableInputError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)

# Codecs that write a byte order mark of their own; a file that has one was recognized by it.
_WITHOUT_MARK = {"utf-8-sig": "utf-8"}


class SkippedInputError(TextcleanError):
    """An input is none that textclean means to read: a binary or a very large file."""


class UnwritableOutputError(TextcleanError):
    """A file cannot be written; whatever stood there stands there still."""


@attrs.frozen
class Document:
    """The text of a file, and how the file encodes it."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return `text` as this file would hold it, byte order mark included.

        Raises `UnwritableOutputError` where the encoding has no such character.
        """
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            character = text[error.start]
            raise UnwritableOutputError(
                f"the repair needs {character!r} (U+{ord(character):04X}), which {self.encoding} "
                "cannot hold; convert the file to UTF-8 first"
            ) from None


def decode(data: bytes, encoding: str | None = None) -> Document:
    """Return the text of a file's bytes; without `encoding` and byte order mark it must be UTF-8.

    Raises `UnreadableInputError` where the bytes are not in that encoding, and
    `SkippedInputError` where they are no text.
    """
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
        if b"\0" in data and not mark:
            raise SkippedInputError("binary file, skipped") from None
        raise UnreadableInputError(_misread(data, encoding, mark, error)) from None
    if "\0" in text:
        raise SkippedInputError(
            "binary file, skipped; if it is UTF-16, name it: --encoding utf-16-le or utf-16-be"
            if data[:2].count(b"\0") == 1
            else "binary file, skipped"
        )
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


def _misread(data: bytes, encoding: str, mark: bytes, error: UnicodeError) -> str:
    """Say where the bytes stop being `encoding`, counted from the start of the file."""
    at = getattr(error, "start", 0)
    byte = f" (0x{data[at]:02X})" if at < len(data) else ""
    return (
        f"not {encoding.upper()} at byte offset {len(mark) + at}{byte}; "
        "name the encoding it has, for instance --encoding cp1252"
    )


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
        return "no such file or folder; check the path"
    return f"cannot be read ({reason(error)}); check its permissions and its disk"


def reason(error: OSError) -> str:
    """Return what the operating system says of an error, as part of a sentence."""
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def replace(path: Path, data: bytes, *, expected: bytes) -> None:
    """Replace the content of a file in one step, keeping its mode and owner; follow links.

    `expected` is what was read: a file that somebody else has changed since is left alone.
    Raises `UnwritableOutputError`.
    """
    with _errors_named():
        target = path.resolve(strict=True)
        # A rename asks only the folder; a file set read-only is meant to stay as it is.
        if not os.access(target, os.W_OK):
            raise UnwritableOutputError("cannot be written (it is read-only); nothing was changed")
        with _replacing(target, target.stat()) as file:
            file.write(data)
            if target.read_bytes() != expected:
                raise UnwritableOutputError(
                    "has been changed by someone else meanwhile and was left alone; run again"
                )


def mirror(source: Path, target: Path, data: bytes | None) -> None:
    """Write `data` to `target`, or a copy of `source` where there is none, in one step.

    A target that holds just that already is not written. Raises `UnwritableOutputError`.
    """
    with _errors_named():
        target.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(target, source.stat()) as file:
            if data is None:
                with source.open("rb") as original:
                    shutil.copyfileobj(original, file)
            else:
                file.write(data)


@contextmanager
def _errors_named() -> Iterator[None]:
    """Turn the errors of the operating system into ours."""
    try:
        yield
    except OSError as error:
        raise UnwritableOutputError(
            f"cannot be written ({reason(error)}); nothing was changed"
        ) from None


@contextmanager
def _replacing(target: Path, like: os.stat_result) -> Iterator[BinaryIO]:
    """Open a temporary sibling that takes the place of `target` when all went well.

    A sibling that holds what `target` holds already is dropped, so that the file keeps its times.
    """
    temporary = target.with_name(f".textclean-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    # The name is known before the file is made, so that no signal can leave it behind.
    try:
        with open(temporary, "xb", opener=_privately) as file:
            yield file
            file.flush()
            _dress(temporary, like)
            os.fsync(file.fileno())
        if not _same(temporary, target):
            temporary.replace(target)
            _sync_folder(target.parent)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _privately(path: str, flags: int) -> int:
    """Open a file that nobody else can read until it has its mode."""
    return os.open(path, flags, 0o600)


def _dress(path: Path, like: os.stat_result) -> None:
    """Give a file the owner, where we may, and the mode of another."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(path, like.st_uid, like.st_gid)
    path.chmod(stat.S_IMODE(like.st_mode))


def _same(one: Path, other: Path) -> bool:
    """Whether both files exist and hold the same bytes under the same mode."""
    if not other.exists() or one.stat().st_mode != other.stat().st_mode:
        return False
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _sync_folder(folder: Path) -> None:
    """Make a rename last; some file systems cannot, and the rename holds all the same."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
