"""`textclean undo`: take back what `fix --log` has recorded, newest run first."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from textclean.cli import decisions, files, writing
from textclean.cli.console import Console
from textclean.cli.exit_code import ExitCode, worst
from textclean.cli.log import Record, hashed, records
from textclean.errors import ConfigurationError, TextcleanError, UnreadableInputError


def run(options: Namespace) -> ExitCode:
    """Take back the repairs of each file that a log has, or of those that paths name.

    Raises `ConfigurationError` where there is no such log.
    """
    console = Console(options.quiet, options.verbose)
    folder = Path(options.log)
    named = [files.absolute(path) for path in options.paths]
    undone = 0
    by_path = _by_path(folder, console)
    for path in named:
        if not any(_is_in(one, path) for one in by_path):
            console.error(str(path), f"{folder} has no repair of it; look for it in another log")
    for path, newest_first in by_path.items():
        if named and not any(_is_in(path, one) for one in named):
            continue
        try:
            undone += _take_back(path, newest_first)
            console.detail(str(path), "taken back")
            _forget(newest_first)
        except TextcleanError as error:
            console.error(str(path), str(error))
    count = f"{undone} file{'' if undone == 1 else 's'}"
    console.summary(f"{count} taken back." if undone else f"Nothing was taken back from {folder}.")
    return worst(console.codes)


def _by_path(folder: Path, console: Console) -> dict[Path, list[Record]]:
    """Return the records of a log for each file, the newest first."""
    if not folder.exists():
        raise ConfigurationError(f"there is no log {folder}; name the folder that fix --log wrote")
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is no folder; name the one that fix --log wrote")
    by_path: dict[Path, list[Record]] = {}
    try:
        places = records(folder)
    except OSError as error:
        raise ConfigurationError(f"{folder}: {files.unreadable(folder, error)}") from None
    for place in places:
        try:
            record = Record.at(place)
        except TextcleanError as error:
            console.error(str(place), str(error))
        else:
            by_path.setdefault(record.path, []).append(record)
    return by_path


def _is_in(path: Path, named: Path) -> bool:
    """Whether a file is what was named, or lies in it."""
    return path == named or named in path.parents


def _take_back(path: Path, newest_first: Sequence[Record]) -> bool:
    """Write a file as it was before the oldest of its records; return whether it was another.

    Raises `TextcleanError` where it has changed since any of them, and nothing is written.
    """
    present = data = files.read(path)
    about: decisions.About = {}
    # A run that broke off has left records of what never came about, or was taken back already.
    states = [(record.after, record.before) for record in newest_first]
    known = (at for at, state in enumerate(states) if hashed(data) in state)
    for record in newest_first[next(known, 0) :]:
        if hashed(data) == record.after:
            data, about = record.taken_back(data), record.decisions
        elif hashed(data) != record.before:
            raise UnreadableInputError(
                f"has changed since it was repaired (see {record.place}) and was left alone; "
                "put that version back and run undo again, or keep what is there"
            )
    if data == present:
        return False
    writing.sweep(path.resolve().parent)
    writing.replace(path, data, expected=present)
    if about:
        decisions.decide(path, about)
    return True


def _forget(taken_back: Sequence[Record]) -> None:
    """Remove the records of a file that is as it was, and the folder of a run with the last one."""
    for record in taken_back:
        with suppress(OSError):
            record.place.unlink()
            writing.sweep(record.place.parent)
            record.place.parent.rmdir()
