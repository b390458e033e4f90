"""`textclean survey`: find what a source pastes into its documents, ready to be configured."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs

from textclean.adapters.formats import PLAIN, format_of
from textclean.cli.config import Settings
from textclean.cli.exit_code import ExitCode
from textclean.cli.files import SkippedInputError, decode, read
from textclean.cli.inputs import Input
from textclean.cli.session import Session, counted
from textclean.errors import TextcleanError
from textclean.normalizer import load
from textclean.render.safe import in_json, one_line
from textclean.survey import LONGEST, SAMPLE, Finding, Findings, Survey
from textclean.tokens.pattern import pattern

# What JSON leaves as it is and TOML, or a terminal, does not take so.
_CONTROL = pattern("[\x7f-\x9f]")


def run(options: Namespace) -> ExitCode:
    """Survey what the paths stand for, or add up the surveys that they name.

    Raises `ConfigurationError`.
    """
    session = Session.of(options)
    survey = Survey()
    left: Counter[str] = Counter()
    for name, add_to in _documents(session):
        try:
            add_to(survey)
        except TextcleanError as error:
            left[_reason(error)] += 1
            is_skipped = isinstance(error, SkippedInputError)
            tell = session.console.warning if is_skipped else session.console.error
            tell(name, str(error))
    if session.settings.output_format == "json":
        sys.stdout.writelines(map(in_json, survey.to_json()))
    elif not options.quiet:
        is_full = session.settings.output_format != "concise"
        findings = survey.findings()
        sys.stdout.writelines(f"{line}\n" for line in _told(findings, session.settings, is_full))
        session.console.summary(_summary(findings, left))
    return session.exit_code()


def informed(session: Session, inputs: Sequence[Input]) -> list[Input]:
    """Survey the inputs and return them, what was found added to the settings of each.

    What cannot be read is counted and passed over: the repair of the inputs reports it.
    """
    survey = Survey()
    left: Counter[str] = Counter()
    for task in inputs:
        try:
            _add_file(task, survey)
        except TextcleanError as error:
            left[_reason(error)] += 1
    findings = survey.findings()
    session.console.summary(_summary(findings, left))
    return [attrs.evolve(task, settings=_with_findings(task.settings, findings)) for task in inputs]


def _documents(session: Session) -> Iterator[tuple[str, Callable[[Survey], None]]]:
    """Yield what each thing to read is called, and what adds it to a survey."""
    if session.options.merge:
        for path in session.options.paths:
            yield path, partial(_add_survey, path)
    elif session.reads_standard_input:
        if settings := session.settings_of_standard_input():
            yield session.name_of_standard_input, partial(_add_standard_input, session, settings)
    else:
        for task in session.inputs(session.options.paths):
            yield task.name, partial(_add_file, task)


def _add_file(task: Input, survey: Survey) -> None:
    """Add a file to a survey. Raises `TextcleanError` where it cannot be read."""
    data = read(task.path, task.settings.max_file_size)
    survey.add(task.name, _text(data, task.form, task.settings))


def _add_standard_input(session: Session, settings: Settings, survey: Survey) -> None:
    """Add standard input to a survey. Raises `TextcleanError` where it is no text."""
    name = session.name_of_standard_input
    form = format_of(name, session.input_format)
    survey.add(name, _text(session.read_standard_input(), form, settings))


def _text(data: bytes, form: str, settings: Settings) -> str:
    """Return the text of a file's bytes.

    Raises `SkippedInputError` where it is written in markup: what stands there in a line of its own
    says nothing of how the page looks.
    """
    if form != PLAIN:
        raise SkippedInputError(f"written in {form}, skipped; a survey reads plain text")
    return decode(data, settings.encoding).text


def _add_survey(path: str, survey: Survey) -> None:
    """Add to a survey the one that is in a file. Raises `TextcleanError` where there is none."""
    survey.merge(Survey.from_json(decode(read(Path(path))).text))


def _told(findings: Findings, settings: Settings, is_full: bool) -> Iterator[str]:
    """Yield the lines that tell what was found, and what to configure."""
    kinds = {
        "pasted into sentences": findings.phrases,
        "lines of the page": findings.lines,
    }
    for title, found in kinds.items():
        if found:
            yield f"{title}:"
            for finding in found:
                yield from _finding(finding, is_full)
            yield ""
    if findings.phrases or findings.lines:
        yield "# In pyproject.toml; in textclean.toml without the words “tool.textclean.”:"
        for (rule, option), values in _options(settings, findings).items():
            yield f"[tool.textclean.{rule}]"
            yield f"{option} = ["
            yield from (f"    {_as_toml(value)}," for value in values)
            yield "]"


def _finding(finding: Finding, is_full: bool) -> Iterator[str]:
    """Yield the lines that tell a finding."""
    times = counted(finding.occurrences, "time")
    yield f"  {times} in {counted(finding.documents, 'document')}: {one_line(finding.text)}"
    if is_full:
        for example in finding.examples:
            place = f"{one_line(example.name)}:{example.line}:{example.column}"
            yield f"      {place}: {one_line(example.text)}"
        if more := finding.occurrences - len(finding.examples):
            yield f"      and {counted(more, 'more place')}"


def _summary(findings: Findings, left: Mapping[str, int]) -> str:
    """Return the last line of a survey: what was found, and what was left out and why."""
    phrases, lines = counted(len(findings.phrases), "phrase"), counted(len(findings.lines), "line")
    told = [f"{phrases} and {lines} found in {counted(findings.read, 'document')}"]
    if findings.sampled == SAMPLE < findings.read:
        told.append(f"by a sample of {SAMPLE}")
    elif findings.sampled < findings.read:
        told.append(f"copies among them: {findings.read - findings.sampled}")
    if findings.cut:
        told.append(f"read in their first {LONGEST:,} characters alone: {findings.cut}")
    if left:
        told.append("left out: " + ", ".join(f"{left[reason]} {reason}" for reason in sorted(left)))
    return f"{'; '.join(told)}."


def _reason(error: TextcleanError) -> str:
    """Say in a few words why a document is left out of a survey.

    >>> _reason(SkippedInputError("binary file, skipped"))
    'binary file'
    """
    is_skipped = isinstance(error, SkippedInputError)
    return str(error).partition(",")[0] if is_skipped else "that cannot be read"


def _with_findings(settings: Settings, findings: Findings) -> Settings:
    """Return settings with what was found added to what the options of the rules list already."""
    rules = {rule: dict(options) for rule, options in settings.rules}
    for (rule, option), values in _options(settings, findings).items():
        rules.setdefault(rule, {})[option] = values
    frozen = ((rule, tuple(sorted(options.items()))) for rule, options in rules.items())
    return attrs.evolve(settings, rules=tuple(sorted(frozen)))


def _options(settings: Settings, findings: Findings) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the options of rules that findings add to, with all that they list then."""
    found = {
        ("stray_phrase", "phrases"): findings.phrases,
        ("source_lines", "lines"): findings.lines,
    }
    options = {}
    for (rule, option), added in found.items():
        if added:
            stated = dict(dict(settings.rules).get(rule, ()))
            listed = stated.get(option, load(rule).defaults.get(option, ()))
            texts = [*listed, *(finding.text for finding in added)]
            options[rule, option] = tuple(dict.fromkeys(texts))
    return options


def _as_toml(text: str) -> str:
    """Return a text as a string of TOML, whose escapes are those of JSON, but not of pairs."""
    written = json.dumps(text, ensure_ascii=False)
    return _CONTROL.sub(lambda control: f"\\u{ord(control.group()):04x}", written)
