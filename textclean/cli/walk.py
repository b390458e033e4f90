"""Which files of a folder are taken: `.gitignore`, `exclude` and `include`.

Links met on the way are not followed, hidden files and folders not entered: what lies behind a
link may be no part of the folder that was named, and has its own place if it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from textclean.cli.config import Configuration, Settings
from textclean.cli.files import absolute

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@attrs.frozen
class Patterns:
    """Patterns in the syntax of `.gitignore`, and the folder that they are relative to."""

    folder: Path
    spec: GitIgnoreSpec

    @classmethod
    def of(cls, folder: Path, lines: Iterable[str]) -> Patterns:
        """Compile patterns; a line that is none is passed over, as git does."""
        return cls(folder, _compiled(line for line in lines if _is_pattern(line)))

    def verdict(self, path: Path, *, is_folder: bool = False) -> bool | None:
        """Whether the absolute `path` is matched (true), taken back (false), or not mentioned."""
        inside = path.is_relative_to(self.folder)
        relative = path.relative_to(self.folder if inside else path.anchor).as_posix()
        return self.spec.check_file(relative + "/" if is_folder else relative).include


def _compiled(patterns: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # a file that is named needs none

    return GitIgnoreSpec.from_lines(patterns)


def _is_pattern(line: str) -> bool:
    """Whether git would make anything of this line."""
    try:
        _compiled([line])
    except ValueError:
        return False
    return True


def _matches(path: Path, patterns: Iterable[Patterns], *, is_folder: bool = False) -> bool:
    """Whether the first of `patterns` that mention the absolute `path` match it."""
    verdicts = (one.verdict(path, is_folder=is_folder) for one in patterns)
    return next((verdict for verdict in verdicts if verdict is not None), False)


def is_excluded(
    path: Path, settings: Settings, *, is_folder: bool = False, named: Path | None = None
) -> bool:
    """Whether `exclude` leaves out the absolute `path`; of several patterns the last one counts.

    A pattern that leaves out `named` itself does not count: whoever names a folder means it.
    """
    return _matches(path, _excluding(settings.exclude, named), is_folder=is_folder)


@cache
def _excluding(exclude: tuple[tuple[Path, str], ...], named: Path | None) -> tuple[Patterns, ...]:
    """Compile the patterns that count, the last first."""
    patterns = [Patterns.of(folder, [pattern]) for folder, pattern in reversed(exclude)]
    return tuple(one for one in patterns if not (named and one.verdict(named, is_folder=True)))


@cache
def _included(include: tuple[str, ...]) -> GitIgnoreSpec:
    """Compile `include`."""
    return _compiled(include)


def walk(
    folder: Path, configuration: Configuration, failed: Callable[[Path, OSError], None]
) -> Iterator[Path]:
    """Yield the files to take under `folder`, sorted, each path beginning as `folder` does.

    A folder that cannot be read is handed to `failed`. Raises `ConfigurationError`.
    """
    place = absolute(folder)
    yield from _Walk(place, configuration, failed).into(folder, place, _ignored_above(place))


@attrs.frozen
class _Walk:
    """A walk through the folder `named` on the command line."""

    named: Path
    configuration: Configuration
    failed: Callable[[Path, OSError], None]

    def into(self, folder: Path, place: Path, above: Sequence[Patterns]) -> Iterator[Path]:
        """Yield the files under `folder`, whose absolute path is `place`.

        `above` holds what the folders above it ignore, the nearest first.
        """
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self.failed(folder, error)
            return
        ignored = (*_ignored_by(place / ".gitignore", place), *above)
        settings = self.configuration.of(place)
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or not (
                is_folder or entry.is_file(follow_symlinks=False)
            ):
                continue
            path = place / entry.name
            if _matches(path, ignored, is_folder=is_folder):
                continue
            if is_excluded(path, settings, is_folder=is_folder, named=self.named):
                continue
            if is_folder:
                yield from self.into(folder / entry.name, path, ignored)
            elif _included(settings.include).match_file(entry.name):
                yield folder / entry.name


def _ignored_by(file: Path, folder: Path) -> tuple[Patterns, ...]:
    """Return the patterns of an ignore file, relative to `folder`, if the file is there."""
    try:
        lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    return (Patterns.of(folder, lines),)


def _ignored_above(folder: Path) -> tuple[Patterns, ...]:
    """Return what the repository around `folder` ignores, the nearest first.

    Where it ignores the named folder itself, none of it counts: whoever names a folder means it.
    """
    around = (folder, *folder.parents)
    # `Path.exists` raises where the folder may not be entered.
    root = next((place for place in around if os.path.exists(place / ".git")), None)  # noqa: PTH110
    if root is None:
        return ()
    below_root = around[: around.index(root)]
    above = [
        patterns
        for place in (*below_root, root)
        if place != folder
        for patterns in _ignored_by(place / ".gitignore", place)
    ]
    above += _ignored_by(root / ".git" / "info" / "exclude", root)
    is_named_itself = any(_matches(place, above, is_folder=True) for place in below_root)
    return () if is_named_itself else tuple(above)
