"""From the paths on the command line to the files to work on."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import attrs

from textclean.adapters.formats import AUTO, PLAIN, format_of
from textclean.cli import decisions
from textclean.cli.config import Configuration, Settings
from textclean.cli.console import Console
from textclean.cli.files import absolute, unreadable
from textclean.cli.foreign import remedy_for
from textclean.cli.per_file import settings_for
from textclean.cli.walk import is_excluded, walk


@attrs.frozen
class Input:
    """A file to work on.

    `name` is what messages call it, `inner` its path below the folder that was named on the command
    line, or its bare name if it was itself named there; `form` is the format it is written in;
    `data` is what was read of it, where that is no file: standard input. `decisions` is what was
    decided about it.
    """

    path: Path
    inner: Path
    settings: Settings
    form: str = PLAIN
    data: bytes | None = None
    decisions: decisions.About = attrs.field(factory=dict)

    @property
    def folder(self) -> Path:
        """The folder that was named on the command line, or that of the file."""
        return self.path.parents[len(self.inner.parts) - 1]

    @property
    def name(self) -> str:
        """What messages call the file."""
        return str(self.path)


@attrs.define
class Inputs:
    """The files that paths stand for, each once, in order; the console hears what is left out.

    `form` is the format of all of them, or `AUTO`: as each is called.
    """

    configuration: Configuration
    console: Console
    form: str = AUTO
    _decisions: dict[Path, decisions.Decisions] = attrs.field(factory=dict, init=False)

    def of(self, paths: Sequence[str]) -> Iterator[Input]:
        """Yield the inputs. Raises `ConfigurationError`."""
        seen = set()
        for named in paths:
            for found in self._named(Path(named)):
                identity = os.path.realpath(found.path)
                if identity not in seen:
                    seen.add(identity)
                    yield found

    def _named(self, path: Path) -> Iterator[Input]:
        """Yield the inputs that one path stands for."""
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            self.console.error(str(path), unreadable(path, error))
            return
        place = absolute(path)
        settings = self.configuration.of(place if is_folder else place.parent)
        if settings.force_exclude and is_excluded(place, settings, is_folder=is_folder):
            self.console.detail(str(path), "excluded, skipped")
        elif is_folder:
            yield from self._in_folder(path)
        else:
            yield self._input(path, Path(path.name), settings)

    def _in_folder(self, folder: Path) -> Iterator[Input]:
        """Yield the inputs in a folder."""

        def failed(path: Path, error: OSError) -> None:
            self.console.error(str(path), unreadable(path, error))

        is_empty = True
        for path in walk(folder, self.configuration, failed):
            is_empty = False
            settings = self.configuration.of(absolute(path.parent))
            yield self._input(path, path.relative_to(folder), settings)
        if is_empty:
            taken = self.configuration.of(absolute(folder)).include
            self.console.warning(str(folder), f"holds no file to take; {_remedy(folder, taken)}")

    def _input(self, path: Path, inner: Path, settings: Settings) -> Input:
        """Return the input that a file is, with what holds for it alone."""
        place = absolute(path)
        folder = place.parent
        if folder not in self._decisions:
            self._decisions[folder] = decisions.load(folder)
        return Input(
            path,
            inner,
            settings_for(place, settings),
            format_of(path.name, self.form),
            decisions=self._decisions[folder].get(path.name, {}),
        )


def _remedy(folder: Path, taken: Sequence[str]) -> str:
    """Say what to do with a folder that holds no file to take; `taken` is what a walk takes."""
    with suppress(OSError):
        if remedy := remedy_for(sorted(folder.iterdir())):
            return remedy
    patterns = " and ".join(taken) or "nothing"
    return (
        f"a walk takes {patterns} that nothing excludes or ignores; name the file itself, or see "
        "the settings include and exclude"
    )
