"""Reads the cases of `golden/rules/RULE.txt` and `golden/known-failures/RULE.txt`.

A case is a line `# what it is about`, a line `<<< garbled`, the text as it came in, a line
`>>> clean` and the text as it should be. Without the last two the text must pass untouched.

Behind a `|` in the first line stand options in TOML: `min-confidence = 0.8, phrases = ["a b"]`.
Each key but these is an option of the rule, named as in the configuration:

- `min-confidence`: what the edits of the rule must come to; the default is that of a pipeline.
- `escapes = true`: `\\n`, `\\u200b` and the like stand for the characters that nobody would see in
  the file, and the text ends where its last line does. Only such a text may be empty.
- `hashes = true`: lines of the text begin with `# ` and are no titles.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import attrs

from textclean.errors import TextcleanError
from textclean.normalizer import Normalizer, load
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline

GOLDEN = Path(__file__).parent.parent / "golden"

_TITLE, _GARBLED, _CLEAN = "# ", "<<< garbled", ">>> clean"
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt\\])")


class GoldenError(ValueError):
    """A golden file that cannot be read; the message begins with its name and the line."""


@attrs.frozen
class Case:
    """One golden case; `clean` equals `garbled` where the text must pass untouched."""

    title: str
    garbled: str
    clean: str
    normalizer: Normalizer
    min_confidence: float = DEFAULT_MIN_CONFIDENCE

    @property
    def rule(self) -> str:
        """The name of the rule, which is that of the file."""
        return self.normalizer.name

    @property
    def options(self) -> dict[str, Hashable]:
        """The options of the rule that the case sets."""
        return dict(self.normalizer.options)

    @property
    def pipeline(self) -> Pipeline:
        """The rule alone, as the case wants it."""
        return Pipeline((self.normalizer,), self.min_confidence)

    @property
    def is_negative(self) -> bool:
        """Whether the text looks like damage and is not."""
        return self.clean == self.garbled

    def __str__(self) -> str:
        return f"{self.rule}: {self.title}"


def cases(path: Path) -> list[Case]:
    """Return the cases of one file. Raises `GoldenError` for the first line that makes no sense."""
    lines = path.read_text(encoding="utf-8").split("\n")
    starts = [at for at in range(len(lines) - 1) if _begins_case(lines, at)]
    found: dict[str, Case] = {}
    try:
        for number, line in enumerate(lines[: starts[0] if starts else None], 1):
            if line:
                raise _Unreadable(number, f'this is in no case: "{_TITLE}…", then "{_GARBLED}"')
        if not starts:
            raise _Unreadable(1, "there is no case")
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            case = _case(path.stem, lines[start:end], start + 1)
            if case.title in found:
                raise _Unreadable(start + 1, f'another case is called "{case.title}"')
            found[case.title] = case
    except _Unreadable as error:
        raise GoldenError(f"{path}:{error.line}: {error.why}") from error.__cause__
    return list(found.values())


class _Unreadable(Exception):
    """What is wrong, and in which line, counted from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(line, why)
        self.line, self.why = line, why


def _begins_case(lines: list[str], at: int) -> bool:
    return lines[at].startswith(_TITLE) and lines[at + 1] == _GARBLED


def _case(rule: str, lines: list[str], first: int) -> Case:
    """Return the case that some lines make, the first of which is that line of the file."""
    title, _, written = lines[0].removeprefix(_TITLE).partition("|")
    if not title.strip():
        raise _Unreadable(first, "the case has no title")
    options = _options(written, first)
    escapes, hashes = (_flag(options, name, first) for name in ("escapes", "hashes"))
    min_confidence = options.pop("min-confidence", DEFAULT_MIN_CONFIDENCE)
    if not isinstance(min_confidence, float) or not 0 <= min_confidence <= 1:
        raise _Unreadable(first, '"min-confidence" must be a probability, for instance 0.8')
    try:
        normalizer = load(rule).configured(**options)
    except TextcleanError as error:
        raise _Unreadable(first, str(error)) from error

    parts = list(_parts(lines[2:], first + 2, hashes=hashes))
    garbled, clean = (_text(part, escapes=escapes) for part in (parts[0], parts[-1]))
    if not escapes and not (garbled.strip("\n") and clean.strip("\n")):
        raise _Unreadable(first, 'the case has no text; where that is meant, "escapes = true"')
    if len(parts) == 2 and garbled == clean:
        raise _Unreadable(first, f'both texts are the same: leave out "{_CLEAN}"')
    return Case(title.strip(), garbled, clean, normalizer, min_confidence)


def _options(written: str, line: int) -> dict[str, Any]:
    """Return what stands behind the title, an inline table of TOML without its braces."""
    try:
        options: dict[str, Any] = tomllib.loads(f"options = {{ {written.strip()} }}")["options"]
    except tomllib.TOMLDecodeError as error:
        raise _Unreadable(line, f"the options are no TOML: {error}") from error
    return options


def _flag(options: dict[str, Any], name: str, line: int) -> bool:
    value = options.pop(name, False)
    if not isinstance(value, bool):
        raise _Unreadable(line, f'"{name}" must be true or false')
    return value


def _parts(lines: list[str], first: int, *, hashes: bool) -> Iterator[list[str]]:
    """Yield the lines of the garbled text, then those of the clean one if there is one."""
    part: list[str] = []
    is_clean = False
    for number, line in enumerate(lines, first):
        if line == _CLEAN:
            if is_clean:
                raise _Unreadable(number, f'the case has two "{_CLEAN}"')
            yield part
            part, is_clean = [], True
        elif line.startswith(("<<<", ">>>")):
            raise _Unreadable(
                number, f'"{line}" is neither "{_GARBLED}" nor "{_CLEAN}" in its place'
            )
        elif line.startswith(_TITLE) and not hashes:
            why = f'no "{_GARBLED}" follows; a case with such lines in its text has "hashes = true"'
            raise _Unreadable(number, why)
        else:
            part.append(line)
    yield part


def _text(lines: list[str], *, escapes: bool) -> str:
    """Return a text without the blank lines that part it from the next case."""
    text = "\n".join(lines).rstrip("\n")
    if not escapes:
        return text + "\n"
    return _ESCAPE.sub(lambda escape: escape.group().encode().decode("unicode_escape"), text)
