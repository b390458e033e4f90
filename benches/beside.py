"""What a bench prints of an earlier revision, beside what it prints of this one.

    python -m benches.beside REVISION BENCH ARGUMENTS…

The same bench runs with both, as in `benches.beside HEAD~1 quality CORPORA --only marks`. What both
print stands once; of what differs, lines of the earlier one begin with "-" and lines of this one
with "+". Ends as the bench of this one does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

from benches.installed import ROOT, environment, installed
from benches.parser import parser


def beside(earlier: str, now: str) -> Iterator[str]:
    r"""Yield the lines of two outputs, each marked as of one of them or as of both.

    >>> list(beside("commas .49\nstops .92\n", "commas .50\nstops .92\n"))
    ['- commas .49', '+ commas .50', '  stops .92']
    """
    for line in ndiff(earlier.splitlines(), now.splitlines()):
        if not line.startswith("?"):
            yield line


def main() -> int:
    """Run the bench twice, print both outputs as one, and return the status of the second run."""
    options = parser("beside", __doc__)
    options.add_argument("revision", help="as git names it")
    options.add_argument("bench", help="a module of benches that prints its figures")
    options.add_argument("arguments", nargs=argparse.REMAINDER, help="those of the bench")
    asked = options.parse_args()
    with installed(asked.revision) as folder:
        earlier, now = (_run(asked.bench, asked.arguments, each) for each in (folder, ROOT))
    print(*beside(earlier.stdout, now.stdout), sep="\n")
    return now.returncode


def _run(bench: str, arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a bench with the textclean of a folder."""
    command = [sys.executable, "-P", "-m", f"benches.{bench}", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment(folder))


if __name__ == "__main__":
    sys.exit(main())
