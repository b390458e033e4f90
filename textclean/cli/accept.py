"""`textclean accept`: take what `check` finds now as right, in a file beside the copy."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

import attrs

from textclean.cli import decisions, work, writing
from textclean.cli.decisions import About, Decision
from textclean.cli.exit_code import ExitCode
from textclean.cli.files import absolute
from textclean.cli.inputs import Input
from textclean.cli.repairs import Outcome
from textclean.cli.session import Session, counted
from textclean.cli.unused import decides
from textclean.errors import UnreadableInputError


def run(options: Namespace) -> ExitCode:
    """Accept all findings in what the paths stand for. Raises `ConfigurationError`."""
    session = Session.of(options)
    if options.decisions:
        return _taken_over(session, Path(options.decisions))
    outcomes = session.outcomes(session.inputs(options.paths))
    found = accepted(outcomes, session.settings.jobs, drop=decides(session))
    by_folder: dict[Path, dict[Path, About]] = {}
    for path, about in found.items():
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
    stays = [count for about in found.values() if (count := _stays(about))]
    findings = counted(sum(stays), "finding")
    session.console.summary(
        f"{findings} accepted in {len(stays)} of {counted(len(found), 'file')}."
    )
    return session.exit_code()


def _taken_over(session: Session, file: Path) -> ExitCode:
    """Write what a file has decided beside the copy that it names, over what stands there.

    Raises `ConfigurationError` where the file cannot be read.
    """
    count = 0
    for name, about in decisions.stated_in(file).items():
        path = Path(name)
        try:
            if not path.is_file():
                raise UnreadableInputError("is not there; run this where the report was made")
            before = decisions.load(absolute(path).parent).get(path.name, {})
            decisions.decide(path, {**before, **about})
            count += len(about)
        except (UnreadableInputError, writing.UnwritableOutputError) as error:
            session.console.error(name, str(error))
    session.console.summary(f"{counted(count, 'decision')} taken over from {file}.")
    return session.exit_code()


def accepted(
    outcomes: Iterable[tuple[Input, Outcome]], jobs: int | None, *, drop: bool
) -> dict[Path, About]:
    """Return what is decided about each file that could be read, once all that is found in it and
    not decided on is to stay. With `drop`, decisions that are not used go.

    What is left alone may show the rules something else, so files are looked at until nothing is
    found in them.
    """
    found: dict[Path, About] = {}
    while True:
        unsettled = []
        for task, outcome in outcomes:
            if outcome.report is None:
                continue
            source, edits = outcome.report.source, outcome.report.edits
            keys = {decisions.key_of(source, edit): edit for edit in edits}
            stays = {key: Decision.to_keep(source, edit) for key, edit in keys.items()}
            found[task.path] = about = stays | dict(task.decisions)
            if about.keys() - task.decisions:
                unsettled.append(attrs.evolve(task, decisions=about))
            elif drop:
                found[task.path] = {key: about[key] for key in outcome.held}
        if not unsettled:
            return found
        outcomes = work.outcomes(unsettled, jobs)


def _stays(about: About) -> int:
    return sum(decision.new is None for decision in about.values())
