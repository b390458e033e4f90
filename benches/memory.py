"""How much memory a subject takes at its peak, its result included and the text not.

`tracemalloc` sees what Python and numpy allocate and not what compiled code does for itself, so the
resident memory of a fresh process is measured, whose high-water mark Linux lets one set back.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benches.material import ROOT
from benches.ours import scanning
from benches.rivals import STANDARD_LIBRARY
from benches.subject import Subject

_HIGH_WATER = Path("/proc/self/clear_refs")
_SET_BACK = "5"


def memory(text: str) -> Mapping[str, float]:
    """Return the peak memory of what cuts text, in bytes for each code point of `text`.

    It is empty on systems other than Linux.
    """
    if not _HIGH_WATER.exists():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text"
        path.write_text(text, encoding="utf-8", newline="")
        return {name: _peak_in_child(name, path) / len(text) for name in _subjects()}


def table(found: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of a table of peaks."""
    yield f"{'peak memory':<50}{'bytes a character':>20}"
    for name, peak in found.items():
        yield f"    {name:<46}{peak:>20.1f}"
    if not found:
        yield "    not measured: needs /proc/self/clear_refs of Linux"
    yield ""


def _subjects() -> Mapping[str, Subject]:
    """Return the subjects that are measured, by name."""
    subjects = (*scanning(), *STANDARD_LIBRARY)
    return {subject.title: subject for subject in subjects}


def _peak_in_child(name: str, path: Path) -> int:
    """Return the peak, in bytes, of a process that reads the text in `path`."""
    command = [sys.executable, "-m", "benches.memory", name, str(path)]
    child = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(child.stdout)


def _peak(subject: Subject, text: str) -> int:
    """Return how many bytes more than now are resident at the peak of a reading."""
    # What is loaded at the first call is not of the text's making.
    subject.read(text[:10_000])
    _HIGH_WATER.write_text(_SET_BACK)
    before = _resident("VmRSS")
    made = subject.read(text)
    peak = _resident("VmHWM")
    del made
    return peak - before


def _resident(field: str) -> int:
    """Return a field of the status of this process, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith(f"{field}:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    name, path = sys.argv[1:]
    print(_peak(_subjects()[name], Path(path).read_bytes().decode()))
