"""The parser that each bench of a command has."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser(bench: str, about: str | None) -> argparse.ArgumentParser:
    """Return the parser of `python -m benches.BENCH`; its help has what the bench is `about`, line
    for line.
    """
    return argparse.ArgumentParser(
        prog=f"python -m benches.{bench}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def parser_of_cases(bench: str, about: str | None, folder: str) -> argparse.ArgumentParser:
    """Return the parser of a bench that reads a `folder` of cases and may show those it fails."""
    found = parser(bench, about)
    found.add_argument("folder", type=Path, help=folder)
    found.add_argument("--show", action="store_true", help="print what is not as expected")
    return found
