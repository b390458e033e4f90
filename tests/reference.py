"""Makes what is made of the code: scripts for shells, the page of the manual, the schema.

`nox -s reference` writes them; a test says when they are out of date.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import shtab

from textclean.cli.arguments import (
    _PARSERS,
    COMMANDS,
    EXIT_CODES,
    SHELLS,
    SURVEY_FORMATS,
    _general,
)
from textclean.cli.schema import schema
from textclean.presets import PRESETS, RULES
from textclean.render import OUTPUT_FORMATS

ROOT = Path(__file__).parent.parent

# What an argument can be, by how the help calls it.
_FILES = {"PATH": shtab.FILE, "FILE": shtab.FILE, "DIR": shtab.DIRECTORY}
_FILES |= {"INPUT": shtab.FILE, "OUTPUT": shtab.DIRECTORY}
_FOLDERS = {"SEEDS": shtab.DIRECTORY, "GOLDENS": shtab.DIRECTORY}
_CHOICES = {"RULES": RULES, "--preset": PRESETS, "--output-format": OUTPUT_FORMATS}


def whole() -> argparse.ArgumentParser:
    """Return one parser of all commands, which says of each argument what can be put there."""
    parser = argparse.ArgumentParser(prog="textclean", description=_general().description)
    parser.add_argument("--version", action="version", version="")
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, says in COMMANDS.items():
        command = commands.add_parser(
            name, help=says, parents=[_PARSERS[name]()], add_help=False, allow_abbrev=False
        )
        for action in command._actions:
            _complete(action, name)
    return parser


def _complete(action: argparse.Action, command: str) -> None:
    """Say what can be put where an argument stands."""
    metavar = str(action.metavar)
    names = [metavar, *action.option_strings]
    if files := (_FILES | _FOLDERS).get(metavar):
        action.complete = files  # type: ignore[attr-defined]
    elif command == "rules" and metavar == "NAME":
        action.choices = RULES
    elif command == "survey" and "--output-format" in names:
        action.choices = SURVEY_FORMATS
    elif chosen := next((_CHOICES[name] for name in names if name in _CHOICES), None):
        action.choices = tuple(chosen)


def man_page() -> str:
    """Return the page of the manual, in the macros of `man`."""
    return "".join(f"{line}\n" for line in _man_lines())


def _man_lines() -> Iterator[str]:
    """Yield the lines of the page of the manual."""
    yield r".\" Made by nox -s reference."
    yield '.TH TEXTCLEAN 1 "" textclean "User Commands"'
    yield ".SH NAME"
    yield _escaped("textclean - repair damaged news text, and say what was repaired and why")
    yield ".SH SYNOPSIS"
    yield "\n.br\n".join(map(_synopsis, COMMANDS))
    yield ".SH DESCRIPTION"
    yield from map(_escaped, _DESCRIPTION.strip().splitlines())
    yield ".SH COMMANDS"
    for name, says in COMMANDS.items():
        yield f".SS textclean {name}"
        yield _escaped(f"{says[:1].upper()}{says[1:]}.")
        for action in _PARSERS[name]()._actions:
            if "--help" not in action.option_strings:
                yield from (".TP", *_argument(action))
    yield ".SH EXIT STATUS"
    for code, says in re.findall(r"^  (\d)  (.+(?:\n {5}.+)*)", EXIT_CODES, re.MULTILINE):
        yield from (".TP", f".B {code}", _escaped(" ".join(says.split())))
    yield from (".PP", _escaped(EXIT_CODES.splitlines()[-1]))
    for title, entries in _SECTIONS.items():
        yield f".SH {title}"
        for name, says in entries.items():
            yield from (".TP", f".B {_escaped(name)}", _escaped(says))


_DESCRIPTION = """
Wire copy that lost its punctuation, hyphens and headings, or picked up stray phrases, mojibake and
page furniture on its way, is repaired; each repair is told with its reason and how sure it is.
Clean copy comes back byte for byte as it was.
Options may stand before, between and after paths; each command tells them by --help too.
"""
_SECTIONS = {
    "FILES": {
        "textclean.toml, pyproject.toml": "The configuration: that of the nearest folder holds. "
        "textclean config prints what holds for a file.",
        ".textclean-decisions.json": "Findings that were accepted, beside the files they are in.",
    },
    "ENVIRONMENT": {"NO_COLOR": "Where it is set, nothing is printed in colour."},
    "EXAMPLES": {
        "textclean fix stories/": "Repair the stories of a folder in place.",
        "textclean fix - < story.txt": "Repair standard input to standard output.",
        "textclean check --output-format sarif stories/": "Report what would be repaired.",
        "textclean rules dates": "Tell all about a rule.",
    },
}


def _synopsis(name: str) -> str:
    """Return how a command is called."""
    shown = [rf"\fBtextclean {name}\fR", r"[\fIOPTIONS\fR]"]
    for action in _PARSERS[name]()._actions:
        if not action.option_strings:
            shown.append(_as_often(str(action.metavar), action.nargs))
        elif action.required:
            shown.append(rf"\fB{_escaped(action.option_strings[0])}\fR \fI{action.metavar}\fR")
    return " ".join(shown)


def _as_often(metavar: str, nargs: int | str | None) -> str:
    """Return an argument as it may be repeated or left out."""
    signs = {"*": "[{}...]", "+": "{}...", "?": "[{}]"}
    return signs.get(str(nargs), "{}").format(rf"\fI{metavar}\fR")


def _argument(action: argparse.Action) -> Iterator[str]:
    """Yield an argument and what it does."""
    value = "" if action.nargs == 0 else rf"\fI{_escaped(str(action.metavar))}\fR"
    names = [rf"\fB{_escaped(name)}\fR" for name in action.option_strings]
    yield ", ".join(f"{name} {value}".rstrip() for name in names) or value
    yield _escaped(str(action.help))


def _escaped(text: str) -> str:
    """Return text as it stands in a page of the manual."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    text = re.sub(r"[^\x00-\x7f]", lambda found: rf"\[u{ord(found[0]):04X}]", text)
    return rf"\&{text}" if text.startswith((".", "'")) else text


def made() -> Mapping[Path, str]:
    """Return what each of the files holds."""
    folder = ROOT / "textclean" / "cli" / "completion"
    scripts = {folder / f"textclean.{shell}": shtab.complete(whole(), shell) for shell in SHELLS}
    schema_file = ROOT / "textclean" / "cli" / "configuration.schema.json"
    return {
        **scripts,
        schema_file: json.dumps(schema(), indent=2, ensure_ascii=False) + "\n",
        ROOT / "docs" / "textclean.1": man_page(),
    }


if __name__ == "__main__":
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")
