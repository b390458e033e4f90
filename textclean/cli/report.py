"""`textclean report`: show what `fix` would repair on a page of HTML, and change nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from textclean.cli import decisions
from textclean.cli.exit_code import ExitCode
from textclean.cli.session import STANDARD_INPUT, Session, counted
from textclean.cli.writing import UnwritableOutputError, write
from textclean.errors import ConfigurationError
from textclean.pipeline import Report
from textclean.render.html.document import Document
from textclean.render.html.page import Page

STANDARD_OUTPUT = STANDARD_INPUT


def run(options: Namespace) -> ExitCode:
    """Write the page; findings are what it is for, and so no reason to exit with 1.

    Raises `ConfigurationError`.
    """
    session = Session.of(options)
    target = None if options.page == STANDARD_OUTPUT else Path(options.page)
    if target and not _may_be_written(target, session):
        return session.exit_code()
    page = Page()
    for name, outcome in session.examined_inputs():
        if target and _is_same(Path(name), target):
            raise ConfigurationError(
                f"--output: {target} is one of the files to read; write the page elsewhere"
            )
        if outcome.report is not None:
            session.count(outcome)
            page.add(_document(name, outcome.report))
    _write(page.html(), target, session)
    return session.exit_code()


def _may_be_written(target: Path, session: Session) -> bool:
    """Whether there can be such a file; nobody wants to hear it after a long run."""
    if target.is_dir():
        session.console.error(str(target), "is a folder; name a file in it, such as report.html")
    elif target.exists() and not target.is_file():
        session.console.error(str(target), "is no regular file; use -o - for standard output")
    elif not target.parent.is_dir():
        session.console.error(str(target), f"there is no folder {target.parent}; make it first")
    else:
        return True
    return False


def _is_same(path: Path, target: Path) -> bool:
    return path.exists() and target.exists() and path.samefile(target)


def _document(name: str, report: Report) -> Document:
    return Document(
        name, report.source, report.edits, report.suggestions, report.warnings, decisions.known_by
    )


def _write(page: str, target: Path | None, session: Session) -> None:
    """Write the page and say so."""
    if target is None:
        sys.stdout.write(page)
        return
    try:
        write(target, page.encode())  # what UTF-8 cannot hold has been escaped
    except UnwritableOutputError as error:
        session.console.error(str(target), str(error))
        return
    repairs, files = counted(session.edits, "repair"), counted(session.examined, "file")
    session.console.summary(f"{repairs} in {files}: see {target}.")
