"""`textclean fix`: repair files in place, into a mirror tree, or as a filter."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from textclean.adapters.formats import ALSO_CALLED
from textclean.cli import work, writing
from textclean.cli.console import print_diff
from textclean.cli.exit_code import ExitCode
from textclean.cli.inputs import Input
from textclean.cli.listing import Listing
from textclean.cli.repairs import Outcome
from textclean.cli.session import Session, counted
from textclean.cli.unused import decides
from textclean.errors import ConfigurationError
from textclean.render.safe import one_line

if TYPE_CHECKING:
    from textclean.cli.log import Log


def run(options: Namespace) -> ExitCode:
    """Repair what the paths stand for, or show how.

    Raises `ConfigurationError`.
    """
    session = Session.of(options)
    if session.reads_standard_input:
        return _filter(session)
    inputs = session.inputs(options.paths)
    targets = {}
    if options.output:
        _see_that_it_is_no_file(options.output, options.paths)
        inputs = _outside(Path(options.output), inputs)
        targets = _targets(inputs, Path(options.output))
    if options.survey:
        from textclean.cli.survey import informed

        inputs = informed(session, inputs)
    if not options.diff:
        _sweep(targets.get(task.path, task.path) for task in inputs)
    log = _log(Path(options.log)) if options.log else None
    listing = session.listing(sys.stdout, "concise")
    for task, outcome in session.outcomes(inputs):
        if options.diff:
            _show(session, task.name, outcome)
        elif _write(session, task, outcome, targets.get(task.path), log) and outcome.report:
            session.count(outcome)
            listing.add(task.name, outcome)
    _close(session, listing)
    return session.exit_code()


def _filter(session: Session) -> ExitCode:
    """Repair standard input to standard output; everything else goes to standard error."""
    listing = session.listing(sys.stderr, "concise")
    name, outcome = session.standard_input()
    if session.options.diff:
        _show(session, name, outcome)
    elif not outcome.error:
        repaired = outcome.original if outcome.repaired is None else outcome.repaired
        sys.stdout.buffer.write(repaired)
        sys.stdout.flush()
        if outcome.report:
            session.count(outcome)
            listing.add(name, outcome)
    _close(session, listing)
    return session.exit_code()


def _see_that_it_is_no_file(output: str, paths: Sequence[str]) -> None:
    """Raise `ConfigurationError` where one file is to go into a new folder that is called as a file
    is: that file was meant. A slash behind it says that it was not.
    """
    if len(paths) > 1 or not Path(paths[0]).is_file() or output.endswith(("/", os.sep)):
        return
    if Path(output).suffix[1:].lower() in ALSO_CALLED and not Path(output).exists():
        raise ConfigurationError(
            f"--output: {output} would be a folder; write {output}/ if you mean that, or else "
            f"textclean fix - --stdin-filename {paths[0]} < {paths[0]} > {output}"
        )


def _outside(mirror: Path, inputs: Sequence[Input]) -> list[Input]:
    """Return the inputs without those that an earlier run has written into a mirror among them.

    Raises `ConfigurationError` where the mirror is a file.
    """
    place = mirror.resolve()
    if mirror.exists() and not mirror.is_dir():
        raise ConfigurationError(f"--output: {mirror} is no folder; name another")
    return [
        task
        for task in inputs
        if task.folder.resolve() not in place.parents or place not in task.path.resolve().parents
    ]


def _targets(inputs: Sequence[Input], folder: Path) -> dict[Path, Path]:
    """Return where each input goes in the mirror tree.

    Raises `ConfigurationError` where two go to one place, or one would overwrite an input.
    """
    sources = {os.path.realpath(task.path): task for task in inputs}
    targets: dict[str, Input] = {}
    for task in inputs:
        place = os.path.realpath(folder / task.inner)
        if place in targets:
            raise ConfigurationError(
                f"--output: {targets[place].name} and {task.name} would both become "
                f"{folder / task.inner}; run them one at a time, or name a folder above both"
            )
        if place in sources:
            raise ConfigurationError(
                f"--output: {task.name} would overwrite {sources[place].name}; "
                "name another folder, or leave out --output to repair in place"
            )
        targets[place] = task
    return {task.path: folder / task.inner for task in inputs}


def _log(folder: Path) -> Log:
    """Open the log of the run. Raises `ConfigurationError`."""
    from textclean.cli.log import Log  # most runs have none

    return Log.into(folder)


def _sweep(paths: Iterable[Path]) -> None:
    """Remove what killed runs have left in the folders of the files that paths lead to."""
    for folder in {Path(os.path.realpath(path)).parent for path in paths}:
        writing.sweep(folder)


def _write(
    session: Session, task: Input, outcome: Outcome, target: Path | None, log: Log | None
) -> bool:
    """Write what came of an input to its place; return whether that went well."""
    if outcome.error:
        return False
    try:
        if target:
            writing.mirror(task.path, target, outcome.repaired)
        elif outcome.repaired is not None:
            with log.of(task, outcome) if log else nullcontext():
                writing.replace(task.path, outcome.repaired, expected=outcome.original)
            if task.decisions:
                _carry_over(session, task, outcome)
    except writing.UnwritableOutputError as error:
        session.console.error(str(target or task.path), str(error))
        return False
    return True


def _carry_over(session: Session, task: Input, outcome: Outcome) -> None:
    """Write what is decided about a file that was just repaired: what was to be written is there
    now, and what is still found there stays.
    """
    from textclean.cli import accept, decisions  # most files have none

    stays = {
        key: decision
        for key, decision in task.decisions.items()
        if key in outcome.held and decision.new is None
    }
    again = attrs.evolve(task, data=outcome.repaired, decisions=stays)
    found = accept.accepted(work.outcomes([again], 1), 1, drop=decides(session))
    unused = {key: one for key, one in task.decisions.items() if key not in outcome.held}
    try:
        decisions.decide(task.path, unused | dict(found.get(task.path, stays)))
    except writing.UnwritableOutputError as error:
        session.console.error(str(task.path.parent / decisions.FILE), str(error))


def _show(session: Session, name: str, outcome: Outcome) -> None:
    """Print the changes to one file as a diff."""
    if outcome.report is None:
        return
    session.count(outcome)
    if outcome.report.edits:
        session.console.found()
        print_diff(outcome.report.diff(one_line(name)))


def _close(session: Session, listing: Listing) -> None:
    """End the run: statistics, summary, and what a change means for the exit code."""
    is_diff = session.options.diff
    if not is_diff:
        listing.close(statistics=session.settings.statistics)
        if session.changed and session.settings.exit_non_zero_on_fix:
            session.console.found()
    if session.examined:
        session.console.summary(_summary(session))


def _summary(session: Session) -> str:
    """Return the last line of the run."""
    if not session.changed:
        return f"Nothing to repair in {counted(session.examined, 'file')}."
    would = "would be " if session.options.diff else ""
    repairs = counted(session.edits, "repair")
    return f"{repairs} {would}made in {session.changed} of {counted(session.examined, 'file')}."
