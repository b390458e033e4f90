"""What `fix` and `check` have in common: settings, inputs, outcomes and the end of the run."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import attrs

from textclean.adapters.formats import AUTO, format_of
from textclean.cli import decisions, files, progress
from textclean.cli.config import KEYS, Configuration, Settings, as_in_a_file
from textclean.cli.console import Console
from textclean.cli.exit_code import ExitCode, worst
from textclean.cli.inputs import Input, Inputs
from textclean.cli.listing import Listing
from textclean.cli.per_file import settings_for
from textclean.cli.repairs import Outcome
from textclean.cli.walk import is_excluded
from textclean.cli.work import outcomes
from textclean.errors import ConfigurationError, TextcleanError, UnreadableInputError

STANDARD_INPUT = "-"


@attrs.define
class Session:
    """One run of the command.

    `settings` are those of the working folder: they decide about the run as a whole, while each
    input has settings of its own for what is done to it.
    """

    options: Namespace
    console: Console
    configuration: Configuration
    settings: Settings
    examined: int = 0
    changed: int = 0
    edits: int = 0

    @classmethod
    def of(cls, options: Namespace) -> Session:
        """Open a session. Raises `ConfigurationError`."""
        console = Console(options.quiet, options.verbose)
        configuration = configuration_of(options)
        return cls(options, console, configuration, configuration.of(Path.cwd()))

    @property
    def reads_standard_input(self) -> bool:
        """Whether the one path is `-`."""
        return bool(self.options.paths == [STANDARD_INPUT])

    @property
    def input_format(self) -> str:
        """The format that was asked for; a survey takes files as each is called."""
        return str(getattr(self.options, "input_format", AUTO))

    def listing(self, stream: TextIO, default: str) -> Listing:
        """Return the listing for this run; `default` is the format where none was asked for."""
        return Listing(
            stream,
            self.settings.output_format or default,
            self.options.quiet,
            self.options.verbose,
        )

    def inputs(self, paths: Sequence[str]) -> list[Input]:
        """Return the inputs that paths stand for, their settings all found to be sound."""
        found = list(Inputs(self.configuration, self.console, self.input_format).of(paths))
        for settings in dict.fromkeys(one.settings for one in found):
            settings.pipeline()
        return found

    def outcomes(self, inputs: Sequence[Input]) -> Iterator[tuple[Input, Outcome]]:
        """Yield the inputs and their outcomes; what failed or was skipped is said at once."""
        try:
            done = self._examined(inputs)
            for task, outcome in progress.shown(done, inputs, is_quiet=self.options.quiet):
                self._tell(task.name, outcome)
                yield task, outcome
        except TextcleanError as error:
            self.console.error("worker", str(error))

    def _examined(self, inputs: Sequence[Input]) -> Iterator[tuple[Input, Outcome]]:
        """Yield the inputs and their outcomes, those that the cache has from there."""

        def examine(tasks: Sequence[Input]) -> Iterator[tuple[Input, Outcome]]:
            return outcomes(tasks, self.settings.jobs)

        if getattr(self.options, "no_cache", True):
            return examine(inputs)
        from textclean.cli.cache import examined

        return examined(inputs, examine)

    def examined_inputs(
        self, note: Callable[[Input, Outcome], None] | None = None
    ) -> Iterator[tuple[str, Outcome]]:
        """Yield the name and the outcome of each input that the paths stand for; `note` is told of
        each file first.
        """
        if self.reads_standard_input:
            yield self.standard_input()
            return
        for task, outcome in self.outcomes(self.inputs(self.options.paths)):
            if note:
                note(task, outcome)
            yield task.name, outcome

    def standard_input(self) -> tuple[str, Outcome]:
        """Read standard input and return what it is called and what came of it."""
        name = self.name_of_standard_input
        settings = self.settings_of_standard_input()
        if settings:
            settings.pipeline()
        try:
            data = self.read_standard_input()
        except TextcleanError as error:
            self.console.error(name, str(error))
            return name, Outcome(error=str(error))
        if settings is None:
            return name, Outcome(original=data)
        form = format_of(name, self.input_format)
        task = Input(Path(name), Path(name), settings, form, data, self._decisions())
        examined = [outcome for _, outcome in self.outcomes([task])]
        return name, examined[0] if examined else Outcome(error="its worker process has died")

    @property
    def name_of_standard_input(self) -> str:
        """What standard input is called."""
        return self.options.stdin_filename or "<stdin>"

    def settings_of_standard_input(self) -> Settings | None:
        """Return the settings that hold for standard input, or nothing where it is excluded."""
        given = self.options.stdin_filename
        if not given:
            return self.settings
        path = files.absolute(given)
        settings = self.configuration.of(path.parent)
        if settings.force_exclude and is_excluded(path, settings):
            self.console.detail(given, "excluded, skipped")
            return None
        return settings_for(path, settings)

    def _decisions(self) -> decisions.About:
        """Return the decisions about the file that standard input is called."""
        given = self.options.stdin_filename
        if not given:
            return {}
        path = files.absolute(given)
        return decisions.load(path.parent).get(path.name, {})

    def read_standard_input(self) -> bytes:
        """Return all of standard input. Raises `UnreadableInputError`."""
        try:
            return sys.stdin.buffer.read()
        except OSError as error:
            raise UnreadableInputError(
                f"cannot be read ({files.reason(error)}); send it a text, or name a file"
            ) from None

    def count(self, outcome: Outcome) -> None:
        """Count an input that was examined."""
        self.examined += 1
        if outcome.report and outcome.report.edits:
            self.changed += 1
            self.edits += len(outcome.report.edits)

    def exit_code(self) -> ExitCode:
        """Return the exit code of the run so far."""
        return worst(self.console.codes)

    def _tell(self, name: str, outcome: Outcome) -> None:
        """Say why an input was not examined, or what a rule was kept from."""
        if outcome.error:
            self.console.error(name, outcome.error)
        elif outcome.warning:
            self.console.warning(name, outcome.warning)
        elif outcome.report and outcome.report.warnings:
            self.console.warning(name, "; ".join(outcome.report.warnings))


def configuration_of(options: Namespace) -> Configuration:
    """Return the configuration with what the command line says laid over it.

    Raises `ConfigurationError`.
    """
    overrides: dict[str, Any] = {}
    for key, convert in KEYS.items():
        field = key.replace("-", "_")
        value = getattr(options, field, None)
        if value is None:
            continue
        try:
            overrides[field] = convert(as_in_a_file(key, value))
        except TextcleanError as error:
            raise ConfigurationError(f"--{key}: {error}") from None
    if "exclude" in overrides:
        overrides["exclude"] = tuple((Path.cwd(), pattern) for pattern in overrides["exclude"])
    file = files.absolute(options.config) if options.config else None
    return Configuration(overrides, file, options.isolated)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "file"), counted(2, "file")
    ('1 file', '2 files')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
