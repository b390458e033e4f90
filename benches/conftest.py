"""Gives the benchmarks their copy, and prints the summary at the end of a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from benches.copies import copies
from benches.summary import subjects_for, summary


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let corpora stand in for the copy that is made from the checkout."""
    parser.addoption(
        "--corpora",
        type=Path,
        metavar="FOLDER",
        help="measure on these corpora (*.txt.xz, as textclean.train.corpus reads them)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tables of pytest-benchmark narrow, unless columns are asked for."""
    if not any(str(a).startswith("--benchmark-columns") for a in config.invocation_params.args):
        config.option.benchmark_columns = ["median", "iqr", "rounds"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have each subject timed on each copy that comes by documents."""
    if "subject" in metafunc.fixturenames:
        cases = [
            pytest.param(copy, subject, id=f"{copy.condition}-{subject.product}-{subject.name}")
            for copy in copies(metafunc.config.getoption("corpora"))
            if not copy.is_one_text
            for subject in subjects_for(copy)
        ]
        metafunc.parametrize(("copy", "subject"), cases)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Print the summary, where the benchmarks ran and did not fail."""
    if terminalreporter.stats.get("passed") and not terminalreporter.stats.get("failed"):
        terminalreporter.section("medians of interleaved rounds")
        for line in summary(config.getoption("corpora")):
            terminalreporter.write_line(line)
