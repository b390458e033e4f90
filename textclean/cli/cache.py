"""What was found in files that have nothing to repair, kept from run to run.

A file is known by its bytes, with all that decides what is found in them: so an entry is never out
of date, whatever the file is called and wherever it lies. What cannot be read or written is a run
without a cache, and nobody's error.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from textclean import __version__
from textclean.adapters.formats import declared_encoding
from textclean.cli import files
from textclean.cli.config import Settings
from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome
from textclean.edit import Edit
from textclean.errors import TextcleanError
from textclean.pipeline import Report

if TYPE_CHECKING:
    from sqlite3 import Connection

# Entries of which half go, when a run has added to as many.
MOST = 200_000
# Entries that are written at once.
BATCH = 500
# Seconds to wait for another run that is writing.
WAIT = 2.0
# Of these files of the package it depends what is found.
_OURS = (".py", ".json", ".npz", ".tsv", ".so", ".pyd")
# Libraries whose versions decide what is found, beside ours.
_LIBRARIES = ("ftfy", "markdown_it", "numpy", "regex")

_SCHEMA = "CREATE TABLE IF NOT EXISTS clean (key BLOB PRIMARY KEY, found TEXT) WITHOUT ROWID"

Examine = Callable[[Sequence[Input]], Iterable[tuple[Input, Outcome]]]


def examined(tasks: Sequence[Input], examine: Examine) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with its outcome, in order; `examine` is asked for those that are not known
    to have nothing to repair.
    """
    known = Cache.opened() if len(tasks) > 1 else None  # one file takes as long as to look it up
    if known is None:
        yield from examine(tasks)
        return
    try:
        unknown = [task for task in tasks if not known.find(task)]
        outcomes = iter(examine(unknown))
        left = set(map(id, unknown))
        for task in tasks:
            if id(task) in left:
                _, outcome = next(outcomes)
                known.keep(task, outcome)
            else:  # a file may have changed since
                outcome = known.find(task) or next(iter(examine([task])))[1]
            yield task, outcome
    finally:
        known.close()


@attrs.define
class Cache:
    """A database of what was found in files that have nothing to repair, by their keys."""

    _database: Connection
    _new: dict[bytes, str] = attrs.field(factory=dict)
    _fingerprints: dict[Settings, str] = attrs.field(factory=dict)

    @classmethod
    def opened(cls) -> Cache | None:
        """Open the cache of the user, if there can be one."""
        try:
            import sqlite3
        except ImportError:  # there are builds of Python without it
            return None
        path = folder() / "clean.sqlite"
        try:
            _code()
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = sqlite3.connect(path, timeout=WAIT)
        except (OSError, sqlite3.Error):
            return None
        try:
            database.execute(_SCHEMA)
        except sqlite3.DatabaseError as error:
            database.close()
            if not isinstance(error, sqlite3.OperationalError):  # it is no database
                path.unlink(missing_ok=True)
            return None
        return cls(database)

    def find(self, task: Input) -> Outcome | None:
        """Return what came of a file when it was examined, if that is known."""
        if task.data is not None or task.decisions or not self._fingerprint(task.settings):
            return None
        try:
            data = files.read(task.path, task.settings.max_file_size)
            stated = self._stated(self._key(task, data))
            return None if stated is None else _outcome(task, data, stated)
        except (TextcleanError, ValueError, TypeError):  # an entry that was damaged
            return None

    def keep(self, task: Input, outcome: Outcome) -> None:
        """Remember what came of a file, if that is nothing to repair."""
        report = outcome.report
        if report is None or report.edits or task.decisions or task.data is not None:
            return
        if self._fingerprint(task.settings):
            suggestions = [attrs.astuple(edit) for edit in report.suggestions]
            found = [suggestions, report.warnings, sorted(report.protected), outcome.idle]
            self._new[self._key(task, outcome.original)] = json.dumps(found)
            if len(self._new) >= BATCH:
                self._write()

    def close(self) -> None:
        """Write what is new."""
        self._write()
        self._database.close()

    def _stated(self, key: bytes) -> str | None:
        import sqlite3

        with suppress(sqlite3.Error):
            row = self._database.execute("SELECT found FROM clean WHERE key = ?", [key]).fetchone()
            return str(row[0]) if row else None
        return None

    def _write(self) -> None:
        """Write the new entries in one transaction, which is there whole or not at all."""
        import sqlite3

        new, self._new = self._new, {}
        if not new:
            return
        with suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO clean VALUES (?, ?)", new.items())
            (count,) = self._database.execute("SELECT count(*) FROM clean").fetchone()
            if count > MOST:  # keys are hashes, so that any order of them is as good as chance
                self._database.execute(
                    "DELETE FROM clean WHERE key IN (SELECT key FROM clean LIMIT ?)",
                    [count - MOST // 2],
                )

    def _key(self, task: Input, data: bytes) -> bytes:
        """Return what a file with this content is known by."""
        import hashlib

        settings = task.settings
        stated = [self._fingerprint(settings), settings.encoding, task.form]
        return hashlib.sha256(json.dumps(stated).encode() + b"\0" + data).digest()

    def _fingerprint(self, settings: Settings) -> str:
        """Return what is the same as long as the same is found; nothing for rules of others, whose
        code may change unseen.
        """
        if settings not in self._fingerprints:
            pipeline = settings.pipeline()
            is_own = all("." not in rule.full_name for rule in pipeline.normalizers)
            found = f"{pipeline.fingerprint} {_code()}" if is_own else ""
            self._fingerprints[settings] = found
        return self._fingerprints[settings]


def folder() -> Path:
    """Return the folder of the user in which caches of ours stand."""
    stated = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    # A relative path there is to be ignored, says the specification.
    base = Path(stated) if stated and Path(stated).is_absolute() else Path("~/.cache").expanduser()
    return base / "textclean"


@cache
def _code() -> str:
    """Return what is the same as long as the code is that decides what is found: ours, that of
    libraries, and Python's, whose tables of Unicode change.
    """
    paths = [spec.origin for name in _LIBRARIES if (spec := find_spec(name)) and spec.origin]
    for place, _, names in os.walk(Path(__file__).parent.parent):
        paths += [f"{place}/{name}" for name in names if name.endswith(_OURS)]
    states = [(path, os.stat(path)) for path in sorted(paths)]  # noqa: PTH116 (many, and often)
    stated = [(path, status.st_size, status.st_mtime_ns) for path, status in states]
    return json.dumps([__version__, sys.version, stated])


def _outcome(task: Input, data: bytes, stated: str) -> Outcome:
    """Return the outcome of a file in which nothing was to be repaired.

    Raises `TextcleanError` where its bytes are no text.
    """
    declared = declared_encoding(data, task.form)
    document = files.decode(data, declared or task.settings.encoding)
    suggestions, warnings, protected, idle = json.loads(stated)
    report = Report(
        document.text,
        document.text,
        (),
        tuple(Edit(*suggestion) for suggestion in suggestions),
        tuple(warnings),
        frozenset(protected),
    )
    return Outcome(report, data, encoding=document.encoding, idle=tuple(idle))
