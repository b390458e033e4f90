"""Writes the pages of the site that say what the code says: `docs/generated/`.

    python docs/generate.py

A page for each rule, from its docstring and its golden cases; one for each command, from its
parser; the keys of the configuration, from its schema; the known failures, from their golden files;
the card and the sources of the models; and CONTRIBUTING and CHANGELOG, with their links as seen
from here.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import attrs

ROOT = Path(__file__).parent.parent
GENERATED = ROOT / "docs" / "generated"
CASES_SHOWN = 3  # of what a rule mends, and of what it leaves

_SECTION = re.compile(r"^(?P<title>\S.*)\n(?=    )", re.MULTILINE)
_OUTSIDE_CODE = re.compile(r"(`[^`]*`)")
_LINK = re.compile(r"(?<=\]\()[^()#:\s]+(?=\))")

# What readers of the repository are led to, and the generated page that has its place on the site.
# That of a rule goes to the page of the rule.
PAGE_OF = {
    "CONTRIBUTING.md": "contributing.md",
    "docs/explanation/training-sources.tsv": "sources.md",
    "docs/textclean.1": "commands/index.md",
    "golden/known-failures": "known-failures.md",
    "textclean/cli/configuration.schema.json": "keys.md",
    "textclean/normalizers": "rules/index.md",
    "textclean/tagger/card.json": "card.md",
}


def main() -> None:
    """Write all pages; one that is as it was is not written, so that Sphinx does not read it."""
    from textclean.cli.arguments import COMMANDS
    from textclean.presets import RULES

    pages = {f"rules/{name}.md": rule_page(name) for name in RULES}
    pages |= {f"commands/{name}.md": command_page(name) for name in COMMANDS}
    pages["rules/index.md"] = rules_index(RULES)
    pages["commands/index.md"] = commands_index(COMMANDS)
    pages["keys.md"] = keys()
    pages["known-failures.md"] = known_failures()
    pages["card.md"] = card()
    pages["sources.md"] = sources()
    pages["contributing.md"] = _moved("CONTRIBUTING.md")
    pages["changelog.md"] = _moved("CHANGELOG.md")
    for path in GENERATED.rglob("*.md"):
        if path.relative_to(GENERATED).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        path = GENERATED / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def rule_page(name: str) -> str:
    """Return the page of a rule."""
    from textclean.cli.rules import stated
    from textclean.normalizer import load
    from textclean.presets import PRESETS

    rule = load(name)
    summary, *sections = _sections(inspect.cleandoc(rule.documentation))
    presets = [f"`{preset}`" for preset, rules in PRESETS.items() if name in rules]
    touches = [f"`{kind}`" for kind in sorted(rule.touches)]
    parts = [
        f"# {name}",
        _prose(summary[1]),
        f"May touch: {', '.join(touches)}. Presets: {', '.join(presets)}.",
    ]
    for title, body in sections:
        parts += [f"## {title}", _code("python", body) if title == "Example" else _prose(body)]
    if rule.defaults:
        options = (f"[tool.textclean.{name}]", *(stated(rule, option) for option in rule.defaults))
        parts += ["## Options", _code("toml", "\n".join(options))]
    return "\n\n".join([*parts, *_cases(name)]) + "\n"


def _cases(name: str) -> Iterator[str]:
    """Yield some golden cases of a rule, the shortest of those it mends and of those it leaves."""
    cases = _golden().cases(ROOT / "golden" / "rules" / f"{name}.txt")
    cases = sorted(cases, key=lambda case: len(case.garbled))
    yield "## From its golden cases"
    yield (
        f"{len(cases)} cases hold the rule to what an editor would do; these are some. All of them "
        f"stand in `golden/rules/{name}.txt`."
    )
    for title, is_negative in (("What it mends", False), ("What it leaves as it is", True)):
        found = [
            case
            for case in cases
            if case.is_negative == is_negative and case.garbled.strip() and not case.options
        ][:CASES_SHOWN]
        if found:
            yield f"### {title}, for instance"
        for case in found:
            yield f"{case.title[:1].upper()}{_prose(case.title[1:])}:"
            yield _before_and_after(case.garbled, case.clean)


def _before_and_after(garbled: str, clean: str, verb: str = "becomes") -> str:
    """Return the text of a case, and what it should be where that is another."""
    before = _code("text", _visible(garbled))
    return before if garbled == clean else f"{before}\n\n{verb}\n\n{_code('text', _visible(clean))}"


def _visible(text: str) -> str:
    """Return a text with escapes for what nobody would see on a page."""
    return "".join(
        character if character.isprintable() or character == "\n" else f"\\u{ord(character):04x}"
        for character in text
    )


def rules_index(rules: Iterable[str]) -> str:
    """Return the page that lists the rules, in the order in which they run."""
    from textclean.normalizer import load

    listed = (
        f"| [{name}]({name}.md) | {_prose(load(name).documentation.splitlines()[0])} |"
        for name in rules
    )
    return "\n".join(
        (
            "# Rules",
            "",
            "In the order in which they run, again and again, until none finds anything more. "
            "`textclean rules NAME` prints the same on a terminal.",
            "",
            "| rule | what it does |",
            "|---|---|",
            *listed,
            "",
            *_toctree(rules),
        )
    )


def command_page(name: str) -> str:
    """Return the page of a command."""
    from textclean.cli.arguments import _PARSERS

    parser = _PARSERS[name]()
    usage = argparse.HelpFormatter(parser.prog, width=78)
    usage.add_usage(parser.usage, parser._actions, parser._mutually_exclusive_groups, "")
    parts = [
        f"# textclean {name}",
        _prose(parser.description or ""),
        _code("text", usage.format_help()),
    ]
    for group in parser._action_groups:
        listed = [
            _argument(action) for action in group._group_actions if action.help != argparse.SUPPRESS
        ]
        if listed:
            title = group.title or ""
            parts += [f"## {title[:1].upper()}{title[1:]}", "\n\n".join(listed)]
    return "\n\n".join(parts) + "\n"


def _argument(action: argparse.Action) -> str:
    """Return an argument and what it means, as an entry of a list of definitions."""
    value = str(action.metavar or action.dest.upper()) if action.nargs != 0 else ""
    names = [f"`{name} {value}`".replace(" `", "`") for name in action.option_strings]
    return f"{', '.join(names) or f'`{value}`'}\n: {_prose((action.help or '') % vars(action))}"


def commands_index(commands: dict[str, str]) -> str:
    """Return the page that lists the commands."""
    from textclean.cli.arguments import EXIT_CODES

    listed = (f"| [{name}]({name}.md) | {says} |" for name, says in commands.items())
    return "\n".join(
        (
            "# Commands",
            "",
            "`textclean COMMAND [OPTIONS] PATH…`: first the command, then options and paths in "
            "any order. `textclean COMMAND --help` prints the same on a terminal.",
            "",
            "| command | what it does |",
            "|---|---|",
            *listed,
            "",
            _code("text", EXIT_CODES),
            "",
            *_toctree(commands),
        )
    )


def keys() -> str:
    """Return the page of the keys of the configuration, from its schema."""
    from textclean.cli.config import EXTEND, KEYS, Settings
    from textclean.cli.rules import as_toml

    path = ROOT / "textclean" / "cli" / "configuration.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))["properties"]
    parts = [
        "# Keys of the configuration",
        "Those that stand at the top of the table; the options of a rule stand in a table of its "
        "own, and on [its page](rules/index.md). `textclean config --schema` prints the schema.",
    ]
    defaults = {field.name: field.default for field in attrs.fields(Settings)}
    for key in (EXTEND, *KEYS):
        of_key = schema[key].get("anyOf", [schema[key]])[0] | schema[key]
        default = defaults.get(key.replace("-", "_"))
        says = f" The default is `{as_toml(default)}`." if default not in (None, ()) else ""
        values = ", ".join(f"`{as_toml(value)}`" for value in of_key.get("enum", ()))
        says += f" One of {values}." if values else ""
        parts.append(f"`{key}`\n: {_prose(of_key['description'])}{says}")
    return "\n\n".join(parts) + "\n"


def known_failures() -> str:
    """Return the page of what the rules get wrong today."""
    parts = [
        "# Known failures",
        "What the rules get wrong today. The tests run each of these cases, and all must fail: "
        "when one passes, it becomes a golden case of its rule.",
    ]
    for path in sorted((ROOT / "golden" / "known-failures").glob("*.txt")):
        parts.append(f"## {path.stem}")
        for case in _golden().cases(path):
            ending = "; it should be left alone" if case.is_negative else ""
            parts.append(f"{case.title[:1].upper()}{_prose(case.title[1:])}{ending}:")
            parts.append(_before_and_after(case.garbled, case.clean, "should become"))
    return "\n\n".join(parts) + "\n"


def card() -> str:
    """Return the page of the card that training writes beside the weights."""
    found = json.loads((ROOT / "textclean" / "tagger" / "card.json").read_text(encoding="utf-8"))
    return (
        "\n\n".join(
            (
                "# The card of the models",
                "Written by the training, and shipped as `textclean/tagger/card.json`.",
                _code("json", json.dumps(found, indent=2, ensure_ascii=False)),
            )
        )
        + "\n"
    )


def sources() -> str:
    """Return the page of the sources that the models learned from, with their licences."""
    path = ROOT / "docs" / "explanation" / "training-sources.tsv"
    _, *rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    lines = [["source", "what it is", "SPDX licence expression", "repository at commit"]]
    lines += [["---"] * 4]
    lines += [
        [f"`{name}`", _prose(says), f"`{licence}`", _prose(origin)]
        for name, says, origin, licence in rows
    ]
    return "\n".join(
        (
            "# What the models learned from",
            "",
            "Weights and counts ship, none of the text does. A tenth of what the network read were "
            "clean documents of some forty other kinds, all of them in the public domain or under "
            "CC0, CC BY, CC BY-SA, MIT or Apache licences.",
            "",
            *(f"| {' | '.join(cells)} |" for cells in lines),
            "",
        )
    )


def _moved(name: str) -> str:
    """Return a page of the root of the repository, with its links as seen from `docs/generated`."""
    text = (ROOT / name).read_text(encoding="utf-8")
    text = re.sub(r"\]\(README\.md[^)]*\)", "](../index.md)", text.replace("](docs/", "](../"))
    return re.sub(r"\]\(([A-Z]+)\.md", lambda link: f"]({link[1].lower()}.md", text)


def linked(text: str, folder: Path) -> str:
    """Return the text of a page in `folder`, with its links to what a page is made from leading to
    that page.
    """

    def on_the_site(link: re.Match[str]) -> str:
        target = Path(os.path.relpath(folder / link[0], ROOT))
        page = PAGE_OF.get(target.as_posix())
        if target.parent == Path("textclean/normalizers") and target.suffix == ".py":
            page = f"rules/{target.stem}.md"
        return os.path.relpath(GENERATED / page, folder) if page else link[0]

    return _LINK.sub(on_the_site, text)


def _toctree(names: Iterable[str]) -> tuple[str, ...]:
    return ("```{toctree}", ":hidden:", "", *names, "```", "")


def _sections(documentation: str) -> Iterator[tuple[str, str]]:
    """Yield the summary of a docstring, under no title, and its sections."""
    found = list(_SECTION.finditer(documentation))
    ends = [*(match.start() for match in found[1:]), len(documentation)]
    yield "", documentation[: found[0].start() if found else None].strip()
    for match, end in zip(found, ends, strict=True):
        yield match["title"], inspect.cleandoc(documentation[match.end() : end])


def _prose(text: str) -> str:
    """Return text as Markdown that means just that; what stands between backticks is code."""
    pieces = _OUTSIDE_CODE.split(text)
    pieces[::2] = (re.sub(r"([\\*_<\[\]|#])", r"\\\1", piece) for piece in pieces[::2])
    return "".join(pieces)


def _code(language: str, body: str) -> str:
    """Return a block of code, between fences that do not stand in it."""
    longest = max(map(len, re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{body.rstrip()}\n{fence}"


def _golden() -> ModuleType:
    """Return the reader of golden files, which stands among the tests."""
    sys.path.insert(0, str(ROOT / "tests"))
    try:
        import golden
    finally:
        sys.path.pop(0)
    return golden


if __name__ == "__main__":
    main()
