"""`textclean accept`: take what `check` finds now as right, in a file beside the copy."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import attrs

from textclean.cli import decisions, work, writing
from textclean.cli.exit_code import ExitCode
from textclean.cli.files import absolute
from textclean.cli.inputs import Input
from textclean.cli.session import Session, counted
from textclean.cli.unused import decides


def run(options: Namespace) -> ExitCode:
    """Accept all findings in what the paths stand for. Raises `ConfigurationError`."""
    session = Session.of(options)
    accepted = _accepted(session, session.inputs(options.paths))
    by_folder: dict[Path, dict[Path, dict[str, str]]] = {}
    for path, about in accepted.items():
        by_folder.setdefault(absolute(path).parent, {})[path] = about
    for folder, files in by_folder.items():
        stated = {
            name: about
            for name, about in decisions.load(folder).items()
            if (folder / name).exists()
        }
        stated |= {path.name: about for path, about in files.items()}
        try:
            decisions.save(folder, stated, like=next(iter(files)))
        except writing.UnwritableOutputError as error:
            session.console.error(str(folder / decisions.FILE), str(error))
    found = [about for about in accepted.values() if about]
    findings = counted(sum(map(len, found)), "finding")
    session.console.summary(
        f"{findings} accepted in {len(found)} of {counted(len(accepted), 'file')}."
    )
    return session.exit_code()


def _accepted(session: Session, inputs: Sequence[Input]) -> dict[Path, dict[str, str]]:
    """Return for each file that could be read the keys of its decisions, and what they are about.

    What is left alone may show the rules something else, so files are looked at until nothing is
    found in them.
    """
    accepted: dict[Path, dict[str, str]] = {}
    outcomes = session.outcomes(inputs)
    while True:
        unsettled = []
        for task, outcome in outcomes:
            if outcome.report is None:
                continue
            source, edits = outcome.report.source, outcome.report.edits
            about = accepted.setdefault(task.path, _stated(task))
            about |= {
                decisions.key_of(source, edit): decisions.shown(source, edit) for edit in edits
            }
            if about.keys() - task.decisions:
                unsettled.append(attrs.evolve(task, decisions=frozenset(about)))
            elif decides(session):
                accepted[task.path] = {key: about[key] for key in outcome.accepted}
        if not unsettled:
            return accepted
        outcomes = work.outcomes(unsettled, session.settings.jobs)


def _stated(task: Input) -> dict[str, str]:
    """Return what has been decided about a file already."""
    return dict(decisions.load(absolute(task.path).parent).get(task.path.name, {}))
