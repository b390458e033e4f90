"""The rules that `per-file-ignores` leaves out of a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs

from textclean.cli.config import Settings
from textclean.cli.walk import Patterns
from textclean.errors import ConfigurationError


def settings_for(path: Path, settings: Settings) -> Settings:
    """Return the settings of the folder of a file as they hold for the file itself.

    Raises `ConfigurationError` where no rule is left.
    """
    stated = settings.per_file_ignores
    ignored = {rule for at in matching(path, settings) for rule in stated[at][2]}
    if not ignored:
        return settings
    if ignored.issuperset(settings.names):
        raise ConfigurationError(
            f'{settings.origin}: "per-file-ignores" leaves no rule to run over {path}; '
            "leave the file out by exclude, or ignore fewer rules"
        )
    return attrs.evolve(settings, ignore=(*settings.ignore, *sorted(ignored)))


def matching(path: Path, settings: Settings) -> Iterator[int]:
    """Yield the indices of the entries of `per-file-ignores` that match the absolute `path`."""
    for at, (folder, pattern, _) in enumerate(settings.per_file_ignores):
        if _compiled(folder, pattern).verdict(path):
            yield at


@cache
def _compiled(folder: Path, pattern: str) -> Patterns:
    return Patterns.of(folder, [pattern])
