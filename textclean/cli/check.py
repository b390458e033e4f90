"""`textclean check`: report what `fix` would repair, and change nothing."""

from __future__ import annotations

import sys
from argparse import Namespace

from textclean.cli.exit_code import ExitCode
from textclean.cli.session import Session, counted
from textclean.cli.unused import Unused


def run(options: Namespace) -> ExitCode:
    """List the findings; exit with 1 where there are any.

    Raises `ConfigurationError`.
    """
    session = Session.of(options)
    listing = session.listing(sys.stdout, "full")
    unused = Unused(session)
    for name, outcome in session.examined_inputs(unused.note):
        if outcome.report is None:
            continue
        session.count(outcome)
        listing.add(name, outcome)
        if outcome.report.edits:
            session.console.found()
    unused.close()
    listing.close(statistics=session.settings.statistics)
    if session.examined:
        session.console.summary(_summary(session))
    return session.exit_code()


def _summary(session: Session) -> str:
    """Return the last line of the run."""
    if not session.changed:
        return f"Nothing to repair in {counted(session.examined, 'file')}."
    repairs = counted(session.edits, "repair")
    return f"{repairs} to make in {session.changed} of {counted(session.examined, 'file')}."
