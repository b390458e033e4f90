"""The arguments of each command; imports nothing of textclean that takes time."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from textclean import __version__
from textclean.adapters.formats import ALSO_CALLED, FORMATS
from textclean.errors import TextcleanError, unknown
from textclean.render import OUTPUT_FORMATS

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

COMMANDS = {
    "fix": "repair files in place, or standard input to standard output",
    "check": "report what fix would repair, and change nothing",
    "accept": "take what check finds now as right: check and fix leave it alone from then on",
    "review": "walk through what fix would repair on the terminal, and decide about each finding",
    "undo": "take back what fix --log has recorded",
    "rules": "document the rules",
    "report": "show what fix would repair on a page of HTML, and change nothing",
    "survey": "find what a source pastes into its documents, ready to be configured",
    "corpus": "repair Parquet, JSON lines and folders of text, in shards, here or on a cluster",
    "config": "print what is configured for a file or folder, and where",
    "golden": "verify that the golden texts are what the rules make of the seeds",
    "lsp": "show findings in editors as one writes, as a language server",
    "completion": "print the script that completes commands in a shell",
}

SHELLS = ("bash", "zsh", "fish")

# A survey has findings of its own, and no edits.
SURVEY_FORMATS = ("full", "concise", "json")

USAGE = "textclean COMMAND [OPTIONS] PATH…"

EXIT_CODES = """\
exit codes:
  0  nothing left to repair, the report was written, or the review has ended
  1  findings remain, or files were changed and --exit-non-zero-on-fix was given
  2  wrong usage or configuration
  3  some input could not be read or repaired or taken back or took too long, or
     some output could not be written
Where several hold: 2 before 3 before 1.
"""


class UsageError(TextcleanError):
    """The arguments make no sense together; the text is one line that says what to do."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises its errors: of usage, and where its help cannot be written."""

    def error(self, message: str) -> NoReturn:
        if foreign := re.match(r"unrecognized arguments: (-[\w-]+)", message):
            from difflib import get_close_matches

            names = self._option_string_actions
            if foreign[1] == "--dry-run" and "--diff" in names:
                raise UsageError('no option "--dry-run"; use textclean check, or fix --diff')
            if nearest := get_close_matches(foreign[1], names, n=1, cutoff=0.7):
                raise UsageError(f'no option "{foreign[1]}"; did you mean "{nearest[0]}"?')
        raise UsageError(f"{message}; see {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        # What can be said in an option is named by the nearest; what stands alone is listed whole.
        if action.option_strings and action.choices and value not in action.choices:
            name = action.option_strings[-1]
            also = ALSO_CALLED if name == "--input-format" else {}
            raise UsageError(unknown("value", str(value), action.choices, of=name, also=also))
        super()._check_value(action, value)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        (file or sys.stdout).write(message)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options that `argv` states; options may stand before, between and after paths.

    Raises `UsageError`, and `SystemExit` after `--help` and `--version`.
    """
    if not argv:
        raise UsageError(f"no command; use {USAGE}, or see textclean --help")
    command, *rest = argv
    if command.startswith("-") and not any(word in COMMANDS for word in rest):
        _general().parse_args([command])
    if command not in COMMANDS:
        raise UsageError(_no_such_command(command))
    options = _PARSERS[command]().parse_intermixed_args(_without_separator(rest))
    options.command = command
    if command == "check" and not options.paths:
        options.paths = ["."]
    _see_that_paths_are_named(options)
    if command in ("fix", "check", "accept", "review", "report", "survey"):
        _see_that_they_agree(options)
    if command == "corpus" and (
        (options.address and options.engine != "ray")
        or (options.master and options.engine != "spark")
    ):
        raise UsageError("--address goes with --engine ray, and --master with --engine spark")
    return options


def _without_separator(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without the `--` that makes paths of all that follow it.

    `parse_intermixed_args` does not understand it, so that `-odd.txt` behind it becomes
    `./-odd.txt`.
    """
    if "--" not in arguments:
        return list(arguments)
    at = list(arguments).index("--")
    paths = arguments[at + 1 :]
    return [*arguments[:at], *(f"./{path}" if path.startswith("-") else path for path in paths)]


def _no_such_command(command: str) -> str:
    """Say what to call instead of something that is no command."""
    if command.startswith("-"):
        return f"the command comes first, then its options: {USAGE}"
    from difflib import get_close_matches

    if Path(command).exists():
        return f'no command "{command}"; to repair what is called so, textclean fix {command}'
    if nearest := get_close_matches(command, COMMANDS, n=1):
        return f'no command "{command}"; did you mean "{nearest[0]}"?'
    return f'no command "{command}"; use one of {", ".join(COMMANDS)}, as in textclean fix PATH'


def _general() -> argparse.ArgumentParser:
    """Return the parser of what stands before any command."""
    width = max(map(len, COMMANDS)) + 2
    commands = "".join(f"  {name:{width}}{says}\n" for name, says in COMMANDS.items())
    parser = _Parser(
        prog="textclean",
        usage=USAGE,
        description="Repair damaged news text, and say what was repaired and why.",
        epilog=f"commands:\n{commands}\n{EXIT_CODES}\ntextclean COMMAND --help says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    build = "compiled" if find_spec("textclean.tokens.scanner.compiled") else "numpy"
    version = f"textclean {__version__} ({build} scanner)"
    parser.add_argument("--version", action="version", version=version)
    parser.add_argument("rest", nargs="?", help=argparse.SUPPRESS)
    return parser


def _command(name: str) -> argparse.ArgumentParser:
    """Return the bare parser of a command."""
    says = COMMANDS[name]
    return _Parser(
        prog=f"textclean {name}",
        description=f"{says[:1].upper()}{says[1:]}.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _fix() -> argparse.ArgumentParser:
    """Return the parser of `textclean fix`."""
    parser = _command("fix")
    _add_paths(parser)
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--diff", action="store_true", help="show the changes and write nothing")
    output.add_argument(
        "--output",
        metavar="DIR",
        help="leave the inputs alone and write a mirror of them, changed or not, into DIR",
    )
    parser.add_argument(
        "--log", metavar="DIR", help="record in DIR what textclean undo DIR needs to take it back"
    )
    parser.add_argument(
        "--exit-non-zero-on-fix",
        action="store_true",
        default=None,
        help="exit with 1 when a file was changed",
    )
    parser.add_argument(
        "--survey",
        action="store_true",
        help="first survey the files, and take out what their source pastes into them",
    )
    _add_repairs(parser)
    return parser


def _check() -> argparse.ArgumentParser:
    """Return the parser of `textclean check`."""
    parser = _command("check")
    _add_paths(parser, default="the working folder")
    _add_repairs(parser)
    return parser


def _report() -> argparse.ArgumentParser:
    """Return the parser of `textclean report`."""
    parser = _command("report")
    _add_paths(parser)
    parser.add_argument(
        "-o",
        "--output",
        dest="page",
        metavar="FILE",
        required=True,
        help="the file to write, for instance report.html; - for standard output",
    )
    _add_examination(parser)
    _add_verbosity(parser)
    return parser


def _accept() -> argparse.ArgumentParser:
    """Return the parser of `textclean accept`."""
    parser = _command("accept")
    _add_paths(parser, default="what --decisions names")
    parser.add_argument(
        "--decisions",
        metavar="FILE",
        help="take over what was decided on the page of textclean report, instead of all findings",
    )
    _add_examination(parser)
    _add_verbosity(parser.add_argument_group("output"))
    return parser


def _review() -> argparse.ArgumentParser:
    """Return the parser of `textclean review`."""
    parser = _command("review")
    _add_paths(parser)
    _add_examination(parser)
    _add_verbosity(parser.add_argument_group("output"))
    return parser


def _survey() -> argparse.ArgumentParser:
    """Return the parser of `textclean survey`."""
    parser = _command("survey")
    _add_paths(parser)
    parser.add_argument(
        "--merge",
        action="store_true",
        help="each PATH is a survey in JSON; add them up to the survey of all their documents",
    )
    _add_inputs(parser)
    _add_configuration(parser.add_argument_group("configuration"))
    group = parser.add_argument_group("output")
    _add_format(group, f"{', '.join(SURVEY_FORMATS)}; full by default")
    _add_verbosity(group)
    return parser


def _corpus() -> argparse.ArgumentParser:
    """Return the parser of `textclean corpus`."""
    parser = _command("corpus")
    parser.add_argument(
        "paths",
        metavar="INPUT",
        nargs="+",
        help="Parquet or JSON lines (.jsonl, .json, .ndjson; .gz, .zst), or a folder of these or "
        "of text (.txt)",
    )
    parser.add_argument(
        "-o", "--output", metavar="OUTPUT", required=True, help="the folder to write into"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="begin again where OUTPUT is that of another run"
    )
    rows = parser.add_argument_group("rows")
    rows.add_argument("--column", metavar="NAME", default="text", help="what has the text (text)")
    rows.add_argument("--id-column", metavar="NAME", help="what documents are called by")
    rows.add_argument(
        "--by", metavar="NAME", help="what says which source they are from; folder, of texts"
    )
    rows.add_argument(
        "--edits",
        choices=("sidecar", "column", "none"),
        default="sidecar",
        help="where the edits go: files beside the rows (default), a column of them, nowhere",
    )
    rows.add_argument(
        "--survey",
        action="store_true",
        help="first survey all documents, and take out what is pasted into them, source by source",
    )
    rows.add_argument(
        "--shard-rows",
        metavar="N",
        type=_positive,
        default=10_000,
        help="rows of a file that is written (10000)",
    )
    rows.add_argument(
        "--max-document-size",
        dest="max_file_size",
        metavar="SIZE",
        type=_size,
        help="leave larger texts as they are: 500K, 10M (default), 0 for no limit",
    )
    engine = parser.add_argument_group("engine")
    engine.add_argument("--engine", choices=("local", "ray", "spark"), default="local")
    engine.add_argument(
        "--address", metavar="ADDRESS", help="of a cluster of Ray; one is started here by default"
    )
    engine.add_argument("--master", metavar="URL", help="of Spark; processes here by default")
    engine.add_argument(
        "-j", "--jobs", metavar="N", help="processes here; 0, the default, for one a processor"
    )
    engine.add_argument(
        "--timeout", metavar="SECONDS", help="leave a text as it is that takes longer (0: no limit)"
    )
    _add_rules(parser)
    _add_verbosity(parser)
    return parser


def _positive(said: str) -> int:
    """Return a whole number that is at least 1. Raises `ValueError` or `ArgumentTypeError`."""
    number = int(said)
    if number < 1:
        raise argparse.ArgumentTypeError("must be a whole number, 1 or more")
    return number


def _size(said: str) -> str:
    """Return a size as it is said, if it is one. Raises `ArgumentTypeError`."""
    from textclean.cli.config import size

    try:
        size(said)
    except TextcleanError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return said


def _undo() -> argparse.ArgumentParser:
    """Return the parser of `textclean undo`."""
    parser = _command("undo")
    parser.add_argument("log", metavar="DIR", help="the folder of fix --log, or of a run in it")
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=[],  # without one, argparse says that a path is missing where DIR is
        help="take back these files and folders alone",
    )
    _add_verbosity(parser)
    return parser


def _rules() -> argparse.ArgumentParser:
    """Return the parser of `textclean rules`."""
    parser = _command("rules")
    parser.add_argument("names", metavar="NAME", nargs="*", help="show all about these rules")
    return parser


def _config() -> argparse.ArgumentParser:
    """Return the parser of `textclean config`."""
    parser = _command("config")
    parser.add_argument(
        "path", metavar="FILE", nargs="?", default=".", help="a file or folder (the working folder)"
    )
    parser.add_argument(
        "--schema",
        action="store_true",
        help="print the JSON schema of what can be configured instead",
    )
    _add_configuration(parser)
    return parser


def _golden() -> argparse.ArgumentParser:
    """Return the parser of `textclean golden`."""
    parser = _command("golden")
    parser.add_argument("seeds", metavar="SEEDS", help="folder of the texts as they came in")
    parser.add_argument("goldens", metavar="GOLDENS", help="folder of the texts as they should be")
    parser.add_argument(
        "--update", action="store_true", help="show each difference and rewrite the golden text"
    )
    _add_rules(parser)
    _add_verbosity(parser)
    return parser


def _lsp() -> argparse.ArgumentParser:
    """Return the parser of `textclean lsp`."""
    parser = _command("lsp")
    parser.add_argument(
        "--stdio",
        action="store_true",
        help="speak over the standard streams, as it does in any case; many editors say so",
    )
    _add_configuration(parser)
    return parser


def _completion() -> argparse.ArgumentParser:
    """Return the parser of `textclean completion`."""
    parser = _command("completion")
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    return parser


_PARSERS = {
    "fix": _fix,
    "check": _check,
    "report": _report,
    "accept": _accept,
    "review": _review,
    "undo": _undo,
    "rules": _rules,
    "survey": _survey,
    "corpus": _corpus,
    "config": _config,
    "golden": _golden,
    "lsp": _lsp,
    "completion": _completion,
}


def _add_paths(parser: argparse.ArgumentParser, default: str = "") -> None:
    """Add the files and folders to work on; without a `default` some must be named."""
    says = "a file, a folder, or - for standard input"
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*" if default else "+",
        help=f"{says}; by default {default}" if default else says,
    )


def _add_repairs(parser: argparse.ArgumentParser) -> None:
    """Add what `fix` and `check` share: what is read, how, by which rules, and what is shown."""
    _add_examination(parser)
    _add_output(parser)


def _add_examination(parser: argparse.ArgumentParser) -> None:
    """Add what all that look for damage share: what is read, how, and by which rules."""
    _add_inputs(parser)
    _add_input_format(parser)
    _add_jobs(parser)
    _add_rules(parser)


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    """Add what decides which files are taken and how they are read."""
    group = parser.add_argument_group("inputs")
    group.add_argument(
        "--exclude",
        metavar="PATTERN",
        action="append",
        help="leave out what matches, in the syntax of .gitignore; comma list, may be repeated",
    )
    group.add_argument(
        "--force-exclude",
        action="store_true",
        default=None,
        help="leave it out even where it is named as a PATH",
    )
    group.add_argument(
        "--encoding", metavar="NAME", help="encoding of files without a byte order mark (UTF-8)"
    )
    group.add_argument(
        "--max-file-size", metavar="SIZE", help="skip larger files: 500K, 10M (default), 0 for none"
    )
    group.add_argument(
        "--stdin-filename", metavar="PATH", help="what standard input is called and configured as"
    )


def _add_input_format(parser: argparse.ArgumentParser) -> None:
    """Add what the inputs are written in."""
    parser.add_argument(
        "--input-format",
        metavar="FORMAT",
        choices=FORMATS,
        default=FORMATS[0],
        help="text, markdown, rst, html, xml (NITF, NewsML-G2, XHTML) or ninjs; by default as "
        "the file is called",
    )


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add how many processes work, and for how long on a file."""
    parser.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        help="worker processes; 0 for one a processor (by default as many of those as pay)",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="examine files again that had nothing to repair, and remember nothing",
    )
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        help="leave a file alone that takes longer; 0 for no limit (default)",
    )


def _add_rules(parser: argparse.ArgumentParser) -> None:
    """Add what decides which rules run, and where they are configured."""
    group = parser.add_argument_group("rules")
    group.add_argument("--preset", metavar="NAME", help="wire (default), or minimal")
    group.add_argument(
        "--select", metavar="RULES", action="append", help="run these rules only; comma list"
    )
    group.add_argument(
        "--extend-select",
        metavar="RULES",
        action="append",
        help="run these rules as well, for instance of other packages; comma list",
    )
    group.add_argument(
        "--ignore", metavar="RULES", action="append", help="do not run these rules; comma list"
    )
    group.add_argument(
        "--min-confidence", metavar="P", help="make only repairs at least this sure, 0 to 1 (0.7)"
    )
    group.add_argument(
        "--expect-damage",
        metavar="P",
        help="the share of the texts that lost marks, 0 to 1; the higher, the bolder",
    )
    _add_configuration(group)


def _add_configuration(parser: argparse._ActionsContainer) -> None:
    """Add where the configuration is found."""
    configuration = parser.add_mutually_exclusive_group()
    configuration.add_argument("--config", metavar="FILE", help="use this configuration file")
    configuration.add_argument(
        "--isolated", action="store_true", help="use no configuration file at all"
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    """Add what decides how the results are shown."""
    group = parser.add_argument_group("output")
    _add_format(
        group, f"{', '.join(OUTPUT_FORMATS)}; full for check and concise for fix by default"
    )
    group.add_argument(
        "--statistics", action="store_true", default=None, help="count the repairs of each rule"
    )
    _add_verbosity(group)


def _add_format(parser: argparse._ActionsContainer, formats: str) -> None:
    """Add the format of the output."""
    parser.add_argument("--output-format", metavar="FORMAT", help=formats)


def _add_verbosity(parser: argparse._ActionsContainer) -> None:
    """Add how much is said."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")
    group.add_argument(
        "-v", "--verbose", action="store_true", help="also print suggestions and what was skipped"
    )


def _see_that_paths_are_named(options: argparse.Namespace) -> None:
    """Raise `UsageError` for empty paths, which are variables that a script forgot to set.

    Python takes an empty path for the working folder, where nobody wants files to be rewritten.
    """
    paths = (
        "paths",
        "path",
        "seeds",
        "goldens",
        "output",
        "page",
        "log",
        "decisions",
        "config",
        "stdin_filename",
    )
    for name in paths:
        value = getattr(options, name, None)
        for path in value if isinstance(value, list) else [value]:
            if path is not None and (not path or "\0" in path):
                raise UsageError(f"an empty path for {name}; name a file or folder")


def _see_that_they_agree(options: argparse.Namespace) -> None:
    """Raise `UsageError` for options that contradict one another."""
    is_stdin = "-" in options.paths
    if is_stdin and len(options.paths) > 1:
        raise UsageError("- (standard input) stands alone; leave out the other paths, or the -")
    if options.command == "accept" and bool(options.paths) == bool(options.decisions):
        raise UsageError("accept takes the findings of PATHs, or those of --decisions FILE")
    if is_stdin and options.command in ("accept", "review"):
        raise UsageError(f"{options.command} needs files; decisions stand beside them")
    if is_stdin and getattr(options, "output", None):
        raise UsageError("--output needs files; standard input goes to standard output")
    if getattr(options, "log", None) and (is_stdin or options.diff or options.output):
        raise UsageError("--log is about files that are repaired in place; leave it out")
    if is_stdin and getattr(options, "survey", False):
        raise UsageError("--survey needs the files of a source; standard input is one document")
    if is_stdin and getattr(options, "merge", False):
        raise UsageError("--merge needs files; name the surveys to merge")
    if options.stdin_filename and not is_stdin:
        raise UsageError("--stdin-filename goes with the path - (standard input)")
    if options.command == "survey" and options.output_format in {*OUTPUT_FORMATS} - {
        *SURVEY_FORMATS
    }:
        raise UsageError(f"--output-format of a survey is one of {', '.join(SURVEY_FORMATS)}")
    if getattr(options, "diff", False) and options.output_format:
        raise UsageError("--diff has its own format; leave out --output-format")
