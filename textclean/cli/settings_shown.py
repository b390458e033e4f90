"""`textclean config`: print what holds for a file or folder, and where each of it is stated."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textclean.cli.config import KEYS, Configuration, Settings
from textclean.cli.console import Console
from textclean.cli.exit_code import ExitCode
from textclean.cli.files import absolute, unreadable
from textclean.cli.per_file import settings_for
from textclean.render.safe import one_line

# What the values are padded to, so that the places where they are stated stand below one another.
_WIDTH = 40


def run(options: Namespace) -> ExitCode:
    """Print the settings in TOML, with comments, or their schema; a path that is not there is an
    error.

    Raises `ConfigurationError`.
    """
    if options.schema:
        from textclean.cli.schema import schema

        print(json.dumps(schema(), indent=2, ensure_ascii=False))
        return ExitCode.CLEAN
    path = absolute(options.path)
    try:
        path.stat()
    except OSError as error:
        Console().error(options.path, unreadable(Path(options.path), error))
        return ExitCode.UNREADABLE
    file = absolute(options.config) if options.config else None
    configuration = Configuration({}, file, options.isolated)
    settings = configuration.of(path if path.is_dir() else path.parent)
    # Rules that are left out of this file alone are seen among the rules that run.
    names = settings_for(path, settings).names
    lines = [f"# {path}", *_keys(settings), *_tables(settings), "", "# The rules that run:"]
    sys.stdout.writelines(f"{one_line(line)}\n" for line in lines)
    sys.stdout.writelines(f"# {name}\n" for name in names)
    return ExitCode.CLEAN


def _keys(settings: Settings) -> Iterator[str]:
    """Yield a line for each key; one that has no value is a comment."""
    for key in KEYS:
        value = getattr(settings, key.replace("-", "_"))
        if key == "exclude":
            value = [pattern for _, pattern in value]
        elif key == "per-file-ignores":
            value = {pattern: names for _, pattern, names in value}
        # A selection of nothing is an error where it is stated.
        is_unset = value is None or (key == "select" and not value)
        line = f"# {key} =" if is_unset else f"{key} = {_toml(value)}"
        yield f"{line:{_WIDTH}} # {_where(settings, key)}"


def _tables(settings: Settings) -> Iterator[str]:
    """Yield the lines of the table of each rule that has options."""
    for rule, options in settings.rules:
        yield ""
        yield f"{f'[{rule}]':{_WIDTH}} # {_where(settings, rule)}"
        yield from (f"{option} = {_toml(value)}" for option, value in options)


def _where(settings: Settings, key: str) -> str:
    """Return the file that states a key or the options of a rule, if one does."""
    return str(dict(settings.stated).get(key, "default"))


def _toml(value: Any) -> str:
    """Return a value in TOML, whose strings, numbers and lists are for us those of JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, frozenset):
        value = sorted(value)
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)
