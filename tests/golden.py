"""Reads the cases of `golden/rules/RULE.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

GOLDEN = Path(__file__).parent.parent / "golden"

_CASE = re.compile(
    r"^# (?P<title>[^\n|]*)(?:\|(?P<options>[^\n]*))?\n"
    r"<<< garbled\n(?P<garbled>.*?)(?:^>>> clean\n(?P<clean>.*?))?(?=^# [^\n]*\n<<< garbled\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


@attrs.frozen
class Case:
    """One golden case; `clean` equals `garbled` where the text must pass untouched."""

    rule: str
    title: str
    garbled: str
    clean: str
    min_confidence: float | None
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_negative(self) -> bool:
        """Whether the text looks like damage and is not."""
        return self.clean == self.garbled


def cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one file.

    Options stand behind a `|` in the title: `min-confidence=0.8`, or `escapes`, which makes `\\n`,
    `\\u200b` and the like stand for the characters that an editor would not see in the file, and
    ends the text where the line ends. Whatever else stands there is an option of the rule.
    """
    for match in _CASE.finditer(path.read_text(encoding="utf-8")):
        options = dict(
            option.strip().partition("=")[::2] for option in (match["options"] or "").split(",")
        )
        escapes = "escapes" in options
        garbled = _body(match["garbled"], escapes=escapes)
        clean = match["clean"] and _body(match["clean"], escapes=escapes)
        confidence = options.pop("min-confidence", None)
        options.pop("escapes", None)
        yield Case(
            rule=path.stem,
            title=match["title"].strip(),
            garbled=garbled,
            clean=garbled if clean is None else clean,
            min_confidence=float(confidence) if confidence else None,
            options=tuple(sorted((name, value) for name, value in options.items() if name)),
        )


def _body(text: str, *, escapes: bool) -> str:
    """Return a text without the blank lines that part it from the next case."""
    text = text.rstrip("\n")
    if not escapes:
        return text + "\n"
    return re.sub(
        r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt\\])",
        lambda escape: escape.group().encode().decode("unicode_escape"),
        text,
    )
