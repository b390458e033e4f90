"""How soon the command starts, and is done with one story."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from benches.material import ROOT
from benches.rounds import in_rounds

FIX = "textclean fix STORY"

_STORY = ROOT / "seeds" / "003_0e22b9a82a6b1fdf.txt"
_ROUNDS = 11
_BARE = "python -c pass"
_ARGUMENTS = {
    _BARE: ["-c", "pass"],
    "python -c 'import numpy'": ["-c", "import numpy"],
    "textclean --version": ["-m", "textclean", "--version"],
    FIX: ["-m", "textclean", "fix", "--quiet", "--isolated", _STORY.name],
}


def cold_starts() -> Mapping[str, float]:
    """Return for each command how many seconds it takes more than Python that does nothing.

    Each figure is the median over rounds of the difference within a round, by the clock.
    """
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            name: partial(_seconds, arguments, Path(folder))
            for name, arguments in _ARGUMENTS.items()
        }
        in_rounds(commands, 1)  # so that all files are in the system's cache
        rounds = in_rounds(commands, _ROUNDS)
    return {
        name: median(spent[name] - spent[_BARE] for spent in rounds)
        for name in commands
        if name != _BARE
    }


def table(found: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of a table of cold starts."""
    yield f"{'cold start':<50}{'ms above bare Python':>23}"
    for name, seconds in found.items():
        yield f"    {name:<46}{seconds * 1000:>23.0f}"
    yield ""


def _seconds(arguments: list[str], folder: Path) -> float:
    """Return the seconds that Python takes with these arguments, in a folder with one story."""
    shutil.copy(_STORY, folder)
    start = perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},  # this checkout, whatever is installed
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return perf_counter() - start
