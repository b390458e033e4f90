"""`textclean review`: walk through what `fix` would repair, and decide about each finding."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import attrs

from textclean.cli import decisions, work
from textclean.cli.decisions import About
from textclean.cli.exit_code import ExitCode
from textclean.cli.inputs import Input
from textclean.cli.repairs import repair
from textclean.cli.session import Session, counted
from textclean.cli.walkthrough import Finding, UndecidableError, Verdict, Walk, findings
from textclean.errors import ConfigurationError, TextcleanError, installing


def run(options: Namespace) -> ExitCode:
    """Walk through the findings in what the paths stand for, until all is decided or the user
    leaves; what is decided is saved at once.

    Raises `ConfigurationError`.
    """
    _see_that_it_can_be_shown()
    from textclean.cli.screen import Screen

    session = Session.of(options)
    tasks = session.inputs(options.paths)
    bare = [attrs.evolve(task, decisions={}) for task in tasks]
    examined = [(task, outcome) for task, outcome in session.outcomes(bare) if outcome.report]
    unsaved: dict[Path, str] = {}
    originals = {task.path: outcome.original for task, outcome in examined}

    def save(path: Path, about: About) -> None:
        """Save what was decided about a file. Raises `UndecidableError` where that cannot be."""
        unsaved.pop(path, None)
        try:
            decisions.decide(path, about)
        except TextcleanError as error:
            unsaved[path] = str(error)
            raise UndecidableError(f"{decisions.FILE} is not saved: {error}") from None

    def check(finding: Finding, about: About) -> None:
        """Raise `UndecidableError` where a file could not be repaired as was decided."""
        task = finding.task
        outcome = repair(originals[task.path], task.settings, task.form, about)
        if outcome.error:
            raise UndecidableError(outcome.error)

    walk = Walk({task.path: task.decisions for task in tasks}, save, check)
    walk.add(one for task, outcome in examined for one in findings(task, outcome))
    if not walk.findings:
        session.console.summary(f"Nothing to review in {counted(len(examined), 'file')}.")
        return session.exit_code()
    screen = Screen(walk)
    while screen.show() and (more := _more(walk, tasks, session.settings.jobs)):
        screen.tell(f"What you decided has shown {counted(len(more), 'more finding')}.")
        walk.add(more)
    for path, error in unsaved.items():
        session.console.error(str(path.parent / decisions.FILE), error)
    session.console.summary(_summary(walk))
    return session.exit_code()


def _see_that_it_can_be_shown() -> None:
    """Raise `ConfigurationError` where there is no terminal to show it on, or no library."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if not is_terminal or os.environ.get("TERM") == "dumb":
        raise ConfigurationError(
            "review needs a terminal with a screen; elsewhere use textclean check and textclean "
            "accept, or the page of textclean report"
        )
    if not find_spec("prompt_toolkit"):
        raise ConfigurationError(f"review needs the library prompt_toolkit; {installing('review')}")


def _more(walk: Walk, tasks: Sequence[Input], jobs: int | None) -> list[Finding]:
    """Return what is found now that decisions hold, and was not found before."""
    again = [
        attrs.evolve(task, decisions=about) for task in tasks if (about := walk.decided[task.path])
    ]
    return [
        finding
        for task, outcome in work.outcomes(again, jobs)
        for finding in findings(task, outcome)
        if not walk.has(finding)
    ]


def _summary(walk: Walk) -> str:
    """Say what was decided, and what to do next."""
    counts = [(verdict, walk.count(verdict)) for verdict in Verdict]
    told = ", ".join(f"{count} {verdict.value}" for verdict, count in counts if count)
    left = walk.count(Verdict.OPEN)
    next_step = "run textclean review again to go on" if left else "textclean fix makes it so"
    return f"{told}; {next_step}."
