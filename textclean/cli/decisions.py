"""Findings that were accepted: they stand in one file per folder, beside the copy, and stay.

A decision is known by its rule and a hash of what the edit would replace with the text around it,
in the lines on both sides. So it holds wherever the line moves, and no longer once the text right
there has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from textclean.cli import writing
from textclean.cli.files import read
from textclean.edit import Edit
from textclean.errors import ConfigurationError, UnreadableInputError
from textclean.pipeline import Report
from textclean.protection import Kept

FILE = ".textclean-decisions.json"

# Characters on each side of an edit that are part of what was decided; where only spaces and blank
# lines part it from them, they are looked for within the second number.
_AROUND = 24
_REACH = 200
# What goes and what comes is shown to whoever reads the file, of a longer passage the ends.
_LONGEST = 60

Decisions = Mapping[str, Mapping[str, str]]
"""For the name of each file, the key of each decision and what it is about, for people."""


def key_of(source: str, edit: Edit) -> str:
    """Return what a decision on an edit is known by; it does not tell line ends apart."""
    import hashlib  # it loads all of OpenSSL

    before = source[max(0, edit.start - _REACH) : edit.start].split("\n")
    after = source[edit.end : edit.end + _REACH].split("\n")
    old = source[edit.start : edit.end].replace("\r\n", "\n")
    parts = (_last(before)[-_AROUND:], old, _last(after[::-1])[:_AROUND])
    return f"{edit.rule} {hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]}"


def _last(lines: Sequence[str]) -> str:
    """Return the last of some lines that is not blank, without the white space around it."""
    return next(filter(None, map(str.strip, reversed(lines))), "")


def shown(source: str, edit: Edit) -> str:
    """Return an edit with the text around it, as the file shows it to people.

    >>> shown("It ended on May 4 2026.", Edit.insert(17, ","))
    'It ended on May 4{+,+} 2026.'
    """
    before = source[max(0, edit.start - _AROUND) : edit.start]
    after = source[edit.end : edit.end + _AROUND]
    old = f"[-{_cut(source[edit.start : edit.end])}-]" if edit.start < edit.end else ""
    new = f"{{+{_cut(edit.new)}+}}" if edit.new else ""
    return f"{before}{old}{new}{after}"


def decided(report: Report, keys: Collection[str]) -> Iterator[Kept]:
    """Yield the places of those edits of a report that were accepted to stay undone."""
    for edit in report.edits if keys else ():
        if (key := key_of(report.source, edit)) in keys:
            yield Kept(edit.start, edit.end, key, frozenset(edit.rules))


def load(folder: Path) -> Decisions:
    """Return the decisions about the files in a folder.

    Raises `ConfigurationError` where the file that has them cannot be read.
    """
    path = folder / FILE
    if not os.path.isfile(path):  # noqa: PTH113  (`Path.is_file` raises where it may not look)
        return {}
    try:
        stated = json.loads(read(path).decode("utf-8", "surrogateescape"))
    except UnreadableInputError as error:
        raise ConfigurationError(f"{path}: {error}") from None
    except ValueError as error:
        raise ConfigurationError(f"{path}: not valid JSON ({error}); {_REMEDY}") from None
    if not (isinstance(stated, dict) and all(map(_is_of_a_file, stated.values()))):
        raise ConfigurationError(f"{path}: is not what textclean accept writes; {_REMEDY}")
    return stated


def save(folder: Path, decisions: Decisions, *, like: Path) -> None:
    """Write the decisions about the files in a folder in one step; a new file is as open as `like`.

    Where none is left, the file goes. Raises `UnwritableOutputError`.
    """
    path = folder / FILE
    stated = {name: about for name, about in decisions.items() if about}
    text = json.dumps(stated, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    data = text.encode("utf-8", "surrogateescape")
    if path.is_file():
        before = path.read_bytes()
        if not stated:
            path.unlink()
        elif data != before:
            writing.replace(path, data, expected=before)
    elif stated:
        writing.mirror(like, path, data)


_REMEDY = "mend it, or delete it and run textclean accept again"


def _is_of_a_file(about: object) -> bool:
    return isinstance(about, dict) and all(isinstance(one, str) for one in about.values())


def _cut(text: str) -> str:
    """Return a text without its middle, where it is long."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}"
