"""The log of `fix --log`: for each file that was repaired, what is needed to take it back.

A log is a folder with one of a number for each run, and in it a record for each file. A record is
written whole before its file is: a run that breaks off between the two has a record of what never
came about, and that is seen by the hash of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from textclean.cli import decisions, files, writing
from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome
from textclean.errors import ConfigurationError, UnreadableInputError
from textclean.render.json import file_record
from textclean.render.renderer import Repaired


@attrs.define
class Log:
    """The log that one run writes into a folder, of which it makes its own when it repairs."""

    folder: Path
    _run: Path | None = None
    _count: int = 0

    @classmethod
    def into(cls, folder: Path) -> Log:
        """Open a log. Raises `ConfigurationError` where there can be no such folder."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            says = f"--log: {folder} cannot be made a folder ({files.reason(error)}); name another"
            raise ConfigurationError(says) from None
        return cls(folder)

    @contextmanager
    def of(self, task: Input, outcome: Outcome) -> Iterator[None]:
        """Write the record of a file, which is then written; where that fails, the record goes.

        Raises `UnwritableOutputError`.
        """
        path = task.path
        assert outcome.report
        assert outcome.repaired is not None
        report, original, repaired = outcome.report, outcome.original, outcome.repaired
        shown = Repaired(str(path), report, original, repaired, outcome.encoding)
        record = {
            "path": str(files.absolute(path)),
            "encoding": outcome.encoding,
            "before": hashed(original),
            "after": hashed(repaired),
            "edits": file_record(shown)["edits"],
            "decisions": decisions.record_of(task.decisions),
        }
        # In ASCII, which holds names that are no UTF-8 too.
        data = json.dumps(record, indent=1).encode() + b"\n"
        place = self._next()
        try:
            writing.mirror(path, place, data)
        except writing.UnwritableOutputError as error:
            raise writing.UnwritableOutputError(f"its record {place} {error}") from None
        try:
            yield
        except writing.UnwritableOutputError:
            place.unlink()
            raise

    def _next(self) -> Path:
        """Return the place of the next record; the run gets its folder with the first."""
        self._count += 1
        if self._run is None:
            self._run = self._new_run()
        return self._run / f"{self._count:06}.json"

    def _new_run(self) -> Path:
        """Make the folder of a new run; another run may make one at the same time."""
        while True:
            number = max((int(run.name) for run in _numbered(self.folder)), default=0) + 1
            run = self.folder / f"{number:04}"
            try:
                run.mkdir()
            except FileExistsError:
                continue
            except OSError as error:
                says = f"cannot be logged in {run} ({files.reason(error)}); nothing was changed"
                raise writing.UnwritableOutputError(says) from None
            return run


@attrs.frozen
class Record:
    """What a run made of one file; `place` is where the log has it, `decisions` are those that were
    there before the run.
    """

    place: Path
    path: Path
    encoding: str
    before: str
    after: str
    edits: Sequence[dict[str, Any]]
    decisions: decisions.About

    @classmethod
    def at(cls, place: Path) -> Record:
        """Read a record. Raises `UnreadableInputError` where it is none."""
        try:
            stated = json.loads(files.read(place))
            for edit in stated["edits"]:
                _ = edit["start"] + len(edit["new"]) + len(edit["old"])
            names = ("encoding", "before", "after")
            encoding, before, after = (str(stated[name]) for name in names)
            about = decisions.from_record(stated["decisions"])
            return cls(place, Path(stated["path"]), encoding, before, after, stated["edits"], about)
        except (ValueError, LookupError, TypeError, AttributeError):
            says = "is no record of fix --log; what it was about cannot be taken back"
            raise UnreadableInputError(says) from None

    def taken_back(self, data: bytes) -> bytes:
        """Return the bytes of the file before the run, made of those after it.

        Raises `UnreadableInputError` where the edits do not lead there.
        """
        document = files.decode(data, self.encoding)
        pieces, done, shift = [], 0, 0
        for edit in self.edits:
            start = edit["start"] + shift
            pieces += [document.text[done:start], edit["old"]]
            done = start + len(edit["new"])
            shift += len(edit["new"]) - len(edit["old"])
        original = document.encoded("".join([*pieces, document.text[done:]]))
        if hashed(original) != self.before:
            raise UnreadableInputError(f"the edits in {self.place} do not lead back; left alone")
        return original


def records(folder: Path) -> list[Path]:
    """Return the places of the records in a log, or in what one run wrote, the newest first."""
    runs = [*filter(Path.is_dir, _numbered(folder)), folder]
    found = [place for run in runs for place in run.glob("*.json") if place.stem.isdecimal()]
    return sorted(found, key=lambda one: (_number(one.parent), _number(one)), reverse=True)


def hashed(data: bytes) -> str:
    """Return the hash that a file is known by."""
    import hashlib  # it loads all of OpenSSL

    return hashlib.sha256(data).hexdigest()


def _numbered(folder: Path) -> list[Path]:
    """Return what is called as runs in a log are."""
    return [run for run in folder.iterdir() if run.name.isdecimal()]


def _number(path: Path) -> int:
    return int(path.stem) if path.stem.isdecimal() else 0
