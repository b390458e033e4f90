"""`textclean golden`: are the golden texts what the rules make of the seeds?"""

from __future__ import annotations

import difflib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import attrs

from textclean.cli import files, writing
from textclean.cli.config import Configuration
from textclean.cli.console import Console, print_diff
from textclean.cli.exit_code import ExitCode, worst
from textclean.cli.repairs import repair
from textclean.cli.session import configuration_of, counted
from textclean.errors import ConfigurationError, TextcleanError
from textclean.render.safe import one_line


def run(options: Namespace) -> ExitCode:
    """Compare each golden text with what the rules make of its seed, and show what differs.

    Raises `ConfigurationError` where a folder is none or the settings are wrong.
    """
    seeds, goldens = Path(options.seeds), Path(options.goldens)
    for folder in (seeds, goldens):
        if not folder.is_dir() and not (options.update and folder is goldens):
            raise ConfigurationError(f"{folder}: is no folder; golden needs SEEDS and GOLDENS")
    console = Console(options.quiet, options.verbose)
    comparison = _Comparison(configuration_of(options), console, options.update)
    names = _names(seeds)
    if not names:
        raise ConfigurationError(f"{seeds}: holds no seed, so nothing would be verified")
    same = sum([comparison.holds(seeds / name, goldens / name) for name in names])
    for name in sorted(set(_names(goldens)) - set(names)):
        console.found()
        console.complaint(str(goldens / name), f"has no seed in {seeds}; delete it or add the seed")
    console.summary(f"{same} of {counted(len(names), 'golden text')} verified.")
    return worst(console.codes)


def _names(folder: Path) -> list[Path]:
    """Return the paths of the files under `folder`, relative to it; hidden ones do not count."""
    inner = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in inner if not any(part.startswith(".") for part in path.parts))


@attrs.frozen
class _Comparison:
    """Compares, and rewrites the golden text where `is_update`."""

    configuration: Configuration
    console: Console
    is_update: bool

    def holds(self, seed: Path, golden: Path) -> bool:
        """Whether the golden text is, by now, what the rules make of the seed."""
        settings = self.configuration.of(files.absolute(seed.parent))
        settings.pipeline()
        try:
            outcome = repair(files.read(seed), attrs.evolve(settings, max_file_size=0))
        except TextcleanError as error:
            self.console.error(str(seed), str(error))
            return False
        if outcome.report is None:
            self.console.error(str(seed), outcome.error or outcome.warning)
            return False
        made = outcome.original if outcome.repaired is None else outcome.repaired
        return self._compare(seed, golden, made)

    def _compare(self, seed: Path, golden: Path, made: bytes) -> bool:
        """Show how what was made of a seed differs from its golden text."""
        try:
            expected = files.read(golden) if golden.exists() else None
            if expected == made:
                return True
            if expected is None:
                self._missing(golden)
            else:
                self._show(golden, expected, made)
            if self.is_update:
                writing.mirror(golden if expected is not None else seed, golden, made)
                return True
        except TextcleanError as error:
            self.console.error(str(golden), str(error))
            return False
        self.console.found()
        return False

    def _missing(self, golden: Path) -> None:
        """Say that a seed has no golden text yet."""
        says = "written" if self.is_update else "missing; write it, or let --update write it"
        self.console.complaint(str(golden), says)

    def _show(self, golden: Path, expected: bytes, made: bytes) -> None:
        """Print how the text that was made differs from the golden one."""
        if self.console.is_quiet:
            return
        print_diff("".join(_diff_lines(one_line(str(golden)), expected, made)))


def _diff_lines(name: str, expected: bytes, made: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff between two files, each with its end."""
    before, after = (
        data.decode("utf-8", errors="backslashreplace").splitlines(keepends=True)
        for data in (expected, made)
    )
    for line in difflib.unified_diff(before, after, f"{name} (golden)", f"{name} (made)"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
