"""Prints the summary at the end of a run of the benchmarks."""

from __future__ import annotations

from _pytest.terminal import TerminalReporter

from benches.summary import summary


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the table of medians over interleaved rounds, where all benchmarks ran."""
    if terminalreporter.stats.get("passed") and not terminalreporter.stats.get("failed"):
        terminalreporter.section("medians of interleaved rounds")
        for line in summary():
            terminalreporter.write_line(line)
