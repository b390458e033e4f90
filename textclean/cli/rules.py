"""`textclean rules`: what each rule repairs, in the words of its docstring."""

from __future__ import annotations

import inspect
from argparse import Namespace

from textclean.cli.exit_code import ExitCode
from textclean.errors import ConfigurationError, UnknownNameError
from textclean.normalizer import Normalizer, load, registered
from textclean.plugins import package
from textclean.presets import PRESETS, RULES


def run(options: Namespace) -> ExitCode:
    """Print the rules, or all about some of them.

    Raises `ConfigurationError` where there is no rule of that name, or another package registers
    one that cannot be used.
    """
    if not options.names:
        print("\n".join(_overview(list(map(load, RULES)))))
        if registered():
            print("", *_overview(list(map(load, registered()))), sep="\n")
        return ExitCode.CLEAN
    try:
        documents = [_document(load(name)) for name in dict.fromkeys(options.names)]
    except UnknownNameError as error:
        raise ConfigurationError(str(error)) from None
    print("\n\n\n".join(documents))
    return ExitCode.CLEAN


def _overview(rules: list[Normalizer]) -> list[str]:
    """Return a line for each rule, in their order; one of another package says of which."""
    width = max(len(rule.name) for rule in rules)
    return [f"{rule.name:{width}}  {_first_line(rule)}{_origin(rule)}" for rule in rules]


def _first_line(rule: Normalizer) -> str:
    """Return the first line of the docstring of a rule."""
    return rule.documentation.partition("\n")[0]


def _origin(rule: Normalizer) -> str:
    """Say what package a rule is of, where it is not ours."""
    return "" if rule.name in RULES else f"  ({package(registered()[rule.name])})"


def _document(rule: Normalizer) -> str:
    """Return the docstring of a rule with its promise, its presets and its options."""
    presets = ", ".join(name for name, rules in PRESETS.items() if rule.name in rules)
    parts = [
        rule.name + _origin(rule),
        "=" * len(rule.name),
        inspect.cleandoc(rule.documentation),
        "",
        f"May touch: {', '.join(sorted(rule.touches))}.",
        f"Presets: {presets or 'none; it runs where --select or --extend-select names it'}.",
    ]
    if rule.defaults:
        parts += ["", f"Options, in the table [tool.textclean.{rule.name}]:"]
        parts += [f"    {stated(rule, name)}" for name in rule.defaults]
    return "\n".join(parts)


def stated(rule: Normalizer, name: str) -> str:
    """Return an option with its default, and what else it may be where it is one of a few."""
    default = rule.defaults[name]
    others = [as_toml(value) for value in rule.choices.get(name, ()) if value != default]
    return f"{name} = {as_toml(default)}" + (f"  # or {' or '.join(others)}" if others else "")


def as_toml(value: object) -> str:
    """Return a default value as a configuration file would state it."""
    if value is inspect.Parameter.empty:
        return "…  # must be set"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(as_toml, value))}]"
    return str(value)
