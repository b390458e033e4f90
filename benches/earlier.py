"""An earlier state of textclean in a process of its own, to be measured beside this one.

Run as a script it is that process: for each line on its input, a JSON list of documents, it prints
the seconds of processor time that their repair takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benches.installed import environment, installed
from benches.rounds import in_rounds, seconds
from textclean.presets import pipeline


class Earlier:
    """A process that repairs with the textclean of a folder."""

    def __init__(self, folder: Path) -> None:
        """Start it; the folder has the package in it."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(folder),
        )

    def seconds(self, documents: Sequence[str]) -> float:
        """Return the seconds of processor time that the repair of documents takes there.

        Raises `RuntimeError` where the process has ended.
        """
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(documents) + "\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the earlier textclean has ended; what it said stands above")
        return float(answer)

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


@contextmanager
def earlier(revision: str) -> Iterator[Earlier]:
    """Start a process with a revision of this repository; see `installed` for what is raised."""
    with installed(revision) as folder:
        process = Earlier(folder)
        try:
            yield process
        finally:
            process.end()


def _seconds(documents: Sequence[str]) -> float:
    """Return the seconds that the repair of documents takes in this process, clocked as
    `benches.repair` clocks its own.
    """
    repair = pipeline()

    def run_all() -> None:
        for document in documents:
            repair(document)

    (taken,) = in_rounds({"wire": lambda: seconds(run_all)}, rounds=1)
    return taken["wire"]


if __name__ == "__main__":
    for line in sys.stdin:
        print(_seconds(json.loads(line)), flush=True)
