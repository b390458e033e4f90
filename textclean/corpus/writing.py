"""Files that stand whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ENDING = ".textclean.tmp"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give the path of a temporary file that takes the place of `path` when all went well.

    Raises `OSError`. Two processes may write the same: an engine that takes a machine for lost
    has its work done again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}{_ENDING}")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def write(path: Path, text: str) -> None:
    """Write a text whole. Raises `OSError`."""
    with whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs have left below a folder."""
    for left in folder.rglob(f".*{_ENDING}"):
        with suppress(OSError):
            left.unlink()
