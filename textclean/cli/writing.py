"""Files as the command writes them: in one step, so that each is the old one or the new one, whole.

The new content goes into a temporary sibling, which takes the place of the file. Whoever writes one
holds a lock on it, which ends with its process: a sibling without a lock was left by a run that was
killed, and the next run that writes into the folder removes it.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from textclean.cli.files import reason
from textclean.errors import TextcleanError
from textclean.tokens.pattern import pattern

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_SIBLING = pattern(r"\.textclean-\d+-[0-9a-f]{8}\.tmp")


class UnwritableOutputError(TextcleanError):
    """A file cannot be written; whatever stood there stands there still."""


def replace(path: Path, data: bytes, *, expected: bytes) -> None:
    """Replace the content of a file in one step, keeping its mode and owner; follow links.

    `expected` is what was read: a file that somebody else has changed since is left alone.
    Raises `UnwritableOutputError`.
    """
    with _errors_named():
        target = path.resolve(strict=True)
        status = target.stat()
        _see_that_it_may_be_replaced(target, status)
        with _replacing(target, status) as file:
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


def write(path: Path, data: bytes) -> None:
    """Write a file that is not one of the inputs, new or in the place of an old one, in one step.

    Raises `UnwritableOutputError`.
    """
    with _errors_named():
        target = path.resolve()
        status = target.stat() if target.exists() else None
        if status:
            _see_that_it_may_be_replaced(target, status)
        with _replacing(target, status) as file:
            file.write(data)


def sweep(folder: Path) -> None:
    """Remove the temporary siblings that killed runs have left in a folder.

    What cannot be removed stays, and is nobody's error: it is in nobody's way.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        names = [entry.name for entry in entries if _SIBLING.fullmatch(entry.name)]
        for name in names:
            with suppress(OSError):
                _remove_if_left(folder / name)


def _remove_if_left(sibling: Path) -> None:
    """Remove a temporary sibling unless somebody is writing it. Raises `OSError`."""
    if fcntl is None:
        sibling.unlink()  # which Windows does to no file that is open
        return
    # Not through a link, nor waiting for a pipe: whatever else bears such a name is not ours.
    descriptor = os.open(sibling, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            sibling.unlink()
    finally:
        os.close(descriptor)


def _see_that_it_may_be_replaced(target: Path, status: os.stat_result) -> None:
    """Raise `UnwritableOutputError` for a file that a new one cannot or should not stand in for."""
    # A rename asks only the folder, and root may write anything; but a file that is set read-only
    # is meant to stay as it is.
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise UnwritableOutputError("cannot be written (it is read-only); nothing was changed")
    if status.st_nlink > 1:
        raise UnwritableOutputError(
            f"has {status.st_nlink} names (hard links), which a new file would part; nothing was "
            "changed; repair a copy (--output DIR), or make it a file of its own first"
        )


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
def _replacing(target: Path, like: os.stat_result | None) -> Iterator[BinaryIO]:
    """Open a temporary sibling that takes the place of `target` when all went well.

    A sibling that holds what `target` holds already is dropped, so that the file keeps its times.
    """
    with _sibling(target.parent) as (temporary, file):
        yield file
        file.flush()
        _dress(temporary, like)
        os.fsync(file.fileno())
        if not _same(temporary, target):
            if fcntl is None:
                file.close()  # Windows renames no file that is open
            temporary.replace(target)
            _sync_folder(target.parent)


@contextmanager
def _sibling(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Open a temporary file in a folder, locked as long as it is open, and removed at the end."""
    temporary = folder / f".textclean-{os.getpid()}-{os.urandom(4).hex()}.tmp"
    # The name is known before the file is made, so that no signal can leave it behind.
    try:
        with open(temporary, "xb", opener=_privately) as file:
            if _is_ours(file):
                yield temporary, file
                return
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
    with _sibling(folder) as another:
        yield another


def _is_ours(file: BinaryIO) -> bool:
    """Lock a new file; false where a run that sweeps the folder was faster and removes it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks, where nobody sweeps either
        return True
    return os.fstat(file.fileno()).st_nlink > 0


def _privately(path: str, flags: int) -> int:
    """Open a file that nobody else can read until it has its mode."""
    return os.open(path, flags, 0o600)


def _dress(path: Path, like: os.stat_result | None) -> None:
    """Give a file the owner, where we may, and the mode of another, or those of a new file."""
    if like is None:
        umask = os.umask(0)
        os.umask(umask)
        path.chmod(0o666 & ~umask)
        return
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
