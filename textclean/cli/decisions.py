"""What was decided about findings: it stands in one file per folder, beside the copy.

A decision is known by the rule and a hash of what the edit would replace with the text around it,
in the lines on both sides. So it holds wherever the line moves, and no longer once the text right
there has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from textclean.cli import writing
from textclean.cli.files import absolute, read
from textclean.edit import Edit
from textclean.errors import ConfigurationError, UnreadableInputError

FILE = ".textclean-decisions.json"

# Characters on each side of an edit that are part of what was decided; where only spaces and blank
# lines part it from them, they are looked for within the second number.
_AROUND = 24
_REACH = 200
# What goes and what comes is shown to whoever reads the file, of a longer passage the ends.
_LONGEST = 60

_REMEDY = "mend it, or delete it and decide again"


@attrs.frozen
class Decision:
    """What was decided about a finding: `new` is written there, or all stays where it is none.

    `about` is what the finding is about, for people.
    """

    about: str
    new: str | None = None

    @classmethod
    def to_keep(cls, source: str, edit: Edit) -> Decision:
        """Return the decision that an edit of a source is not made."""
        return cls(shown(source, edit))

    @classmethod
    def to_write(cls, source: str, edit: Edit, new: str) -> Decision:
        """Return the decision that a text is written where an edit of a source is."""
        return cls(shown(source, attrs.evolve(edit, new=new)), new)


About = Mapping[str, Decision]
"""What was decided about one file, by the keys of the findings."""

Decisions = Mapping[str, About]
"""What was decided about the files in a folder, by their names."""


def key_of(source: str, edit: Edit) -> str:
    """Return what a decision on an edit is known by; it does not tell line ends apart."""
    import hashlib  # it loads all of OpenSSL

    before = source[max(0, edit.start - _REACH) : edit.start].split("\n")
    after = source[edit.end : edit.end + _REACH].split("\n")
    old = source[edit.start : edit.end].replace("\r\n", "\n")
    parts = (_last(before)[-_AROUND:], old, _last(after[::-1])[:_AROUND])
    return f"{edit.rule} {hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]}"


def known_by(source: str, edit: Edit) -> tuple[str, str]:
    """Return what a decision on an edit is known by, and what it is about, for people."""
    return key_of(source, edit), shown(source, edit)


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


def load(folder: Path) -> Decisions:
    """Return the decisions about the files in a folder.

    Raises `ConfigurationError` where the file that has them cannot be read.
    """
    path = folder / FILE
    # `Path.is_file` raises where it may not look.
    return stated_in(path) if os.path.isfile(path) else {}  # noqa: PTH113


def stated_in(path: Path) -> Decisions:
    """Return the decisions in a file. Raises `ConfigurationError` where it cannot be read."""
    try:
        stated = json.loads(read(path).decode("utf-8", "surrogateescape"))
    except UnreadableInputError as error:
        raise ConfigurationError(f"{path}: {error}") from None
    except ValueError as error:
        raise ConfigurationError(f"{path}: not valid JSON ({error}); {_REMEDY}") from None
    try:
        return {name: from_record(about) for name, about in stated.items()}
    except (AttributeError, LookupError, TypeError):
        raise ConfigurationError(f"{path}: is not a file of decisions; {_REMEDY}") from None


def save(folder: Path, decisions: Decisions, *, like: Path) -> None:
    """Write the decisions about the files in a folder in one step; a new file is as open as `like`.

    Where none is left, the file goes. Raises `UnwritableOutputError`.
    """
    path = folder / FILE
    stated = {name: about for name, about in sorted(decisions.items()) if about}
    data = "".join(_written(stated)).encode("utf-8", "surrogateescape")
    if path.is_file():
        before = path.read_bytes()
        if not stated:
            path.unlink()
        elif data != before:
            writing.replace(path, data, expected=before)
    elif stated:
        writing.mirror(like, path, data)


def decide(path: Path, about: About) -> None:
    """Write what was decided about one file, in the place of what was decided about it before.

    Raises `ConfigurationError` where the file of decisions cannot be read, and
    `UnwritableOutputError`.
    """
    folder = absolute(path).parent
    save(folder, {**load(folder), path.name: about}, like=path)


def from_record(about: Any) -> About:
    """Return what was decided about a file, read from JSON.

    Raises `AttributeError`, `LookupError` or `TypeError` where it is something else.
    """
    return {key: _from_record(one) for key, one in about.items()}


def record_of(about: About) -> dict[str, Any]:
    """Return what was decided about a file as plain values: what stays is stated by what it is
    about alone.
    """
    return {
        key: one.about if one.new is None else {"about": one.about, "new": one.new}
        for key, one in sorted(about.items())
    }


def _from_record(stated: Any) -> Decision:
    if isinstance(stated, str):
        return Decision(stated)
    about, new = stated["about"], stated["new"]
    if not (isinstance(about, str) and isinstance(new, str)):
        raise TypeError
    return Decision(about, new)


def _written(decisions: Decisions) -> Iterator[str]:
    """Yield the pieces of a file of decisions: JSON, a decision a line."""
    lead = "{\n"
    for name, about in decisions.items():
        yield f"{lead} {_json(name)}: {{\n"
        yield ",\n".join(f"  {_json(key)}: {_json(one)}" for key, one in record_of(about).items())
        yield "\n }"
        lead = ",\n"
    yield "\n}\n" if decisions else "{}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    """Return a text without its middle, where it is long."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}"
