"""What a run is: its inputs, its rules and how it is cut into shards.

It is written before the first shard. A run that goes on with what another began must be the same,
or its shards would not be of a piece.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs

import textclean
from textclean.corpus import layout
from textclean.corpus.documents import Columns, Split
from textclean.corpus.formats import TEXT, Source
from textclean.corpus.writing import write
from textclean.errors import ConfigurationError, TextcleanError
from textclean.pipeline import Pipeline

_FORMAT = 1

# What has changed, by the name of what is stated of it.
_CHANGED = {
    "textclean": "another version of textclean",
    "fingerprint": "other rules, or other options of them",
    "inputs": "other inputs, or they have changed since",
    "columns": "other columns",
    "edits": "another --edits",
    "rows": "another --shard-rows",
    "survey": "or without --survey",
    "most": "another --max-document-size",
    "timeout": "another --timeout",
}


@attrs.frozen
class Manifest:
    """What is stated of a run, ready for JSON, and its splits."""

    stated: dict[str, Any]
    splits: tuple[Split, ...]

    def write(self, output: Path) -> None:
        """Write it into the output of its run. Raises `OSError`."""
        splits = [attrs.astuple(split) for split in self.splits]
        text = json.dumps({"format": _FORMAT, **self.stated, "splits": splits})
        write(layout.manifest(output), f"{text}\n")


def stated(
    sources: Sequence[Source],
    pipeline: Pipeline,
    columns: Columns,
    **others: object,
) -> dict[str, Any]:
    """Return what is stated of a run. Raises `OSError` where an input cannot be looked at."""
    return {
        "textclean": textclean.__version__,
        "fingerprint": pipeline.fingerprint,
        "inputs": [file for source in sources for file in _files(source)],
        "columns": list(attrs.astuple(columns)),
        **others,
    }


def see_that_it_is_free(output: Path) -> None:
    """Raise `ConfigurationError` for an output that is not empty, unless a run began there."""
    if not output.exists() or layout.manifest(output).exists():
        return
    if not output.is_dir():
        raise ConfigurationError(f"{output}: is no folder; name another output")
    if any(one.name != layout.RUN for one in output.iterdir()):
        raise ConfigurationError(
            f"{output}: is not empty, and no run began there; name another output"
        )


def begun(output: Path, stated: dict[str, Any]) -> Manifest | None:
    """Return the manifest of a run that began with this output and is to go on, if there is one.

    Raises `ConfigurationError` where another run has.
    """
    path = layout.manifest(output)
    if not path.exists():
        return None
    known = _read(path)
    splits = tuple(_split(*values) for values in known.pop("splits"))
    for name, what in _CHANGED.items():
        if known.get(name) != stated[name]:
            raise ConfigurationError(
                f"{output}: was begun with {what}; run as before, begin again with --overwrite, or "
                "name another output"
            )
    return Manifest(stated, splits)


def discard(output: Path) -> None:
    """Remove what a run has written into its output, and nothing else. Raises `OSError`."""
    path = layout.manifest(output)
    if not path.exists():
        return
    with suppress(TextcleanError):
        for number, split in enumerate(_read(path)["splits"]):
            for left in output.glob(f"part-{number:05d}.*"):
                left.unlink()
            for name in split[4]:
                path_of_text = output / name
                path_of_text.unlink(missing_ok=True)
                with suppress(OSError):  # something else is there
                    for folder in path_of_text.parents:
                        folder.rmdir()
    shutil.rmtree(output / layout.EDITS, ignore_errors=True)
    shutil.rmtree(layout.marker(output, 0).parent, ignore_errors=True)
    layout.surveyed(output).unlink(missing_ok=True)
    path.unlink()


def _split(path: str, first: int, rows: int, offset: int, names: Sequence[str]) -> Split:
    return Split(path, first, rows, offset, tuple(names))


def _files(source: Source) -> list[list[Any]]:
    """Return the files of an input, each with its size and when it was last changed."""
    paths = [Path(source.path)]
    if source.format == TEXT:
        paths = [Path(source.path, name) for name in source.names]
    status = ((path, path.stat()) for path in paths)
    return [[str(path), one.st_size, one.st_mtime_ns] for path, one in status]


def _read(path: Path) -> dict[str, Any]:
    """Return what a manifest says. Raises `ConfigurationError` where it is none."""
    try:
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if known["format"] == _FORMAT:
            return known
    except (KeyError, TypeError, ValueError):
        pass
    raise ConfigurationError(f"{path}: is no manifest of this version; name another output")
