"""`textclean check`: report what `fix` would repair, and change nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from textclean.cli.exit_code import ExitCode
from textclean.cli.repairs import Outcome
from textclean.cli.session import Session, counted
from textclean.cli.unused import Unused


def run(options: Namespace) -> ExitCode:
    """List the findings; exit with 1 where there are any.

    Raises `ConfigurationError`.
    """
    session = Session.of(options)
    listing = session.listing(sys.stdout, "full")
    for name, outcome in _examined(session):
        if outcome.report is None:
            continue
        session.count(outcome)
        listing.add(name, outcome)
        if outcome.report.edits:
            session.console.found()
    listing.close(statistics=session.settings.statistics)
    if session.examined:
        session.console.summary(_summary(session))
    return session.exit_code()


def _examined(session: Session) -> Iterator[tuple[str, Outcome]]:
    """Yield the name and the outcome of each input."""
    if session.reads_standard_input:
        yield session.standard_input()
        return
    unused = Unused(session)
    for task, outcome in session.outcomes(session.inputs(session.options.paths)):
        unused.note(task, outcome)
        yield task.name, outcome
    unused.close()


def _summary(session: Session) -> str:
    """Return the last line of the run."""
    if not session.changed:
        return f"Nothing to repair in {counted(session.examined, 'file')}."
    repairs = counted(session.edits, "repair")
    return f"{repairs} to make in {session.changed} of {counted(session.examined, 'file')}."
