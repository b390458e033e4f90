"""The command on files of hostile input: each file is the old one or the new one, and whole."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benches.hostile.inputs import made
from benches.hostile.subjects import WRAPPED
from benches.material import ROOT

_FILES = 6  # in one run of the command
_SUFFIXES = {
    "HTML": ".html",
    "NITF, escaped": ".xml",
    "ninjs, plain": ".json",
    "ninjs, HTML": ".json",
    "Markdown": ".md",
    "reStructuredText": ".rst",
}
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")
# What the command says of a file where it is at fault, and not the file.
_SIGNS = ("Traceback", "defect of", "took longer", "would change again", "still changes")
_LIMIT = 30  # seconds for each file, as the command is told
_MOST = 300  # seconds for all


def findings(seed: int) -> Iterator[str]:
    """Yield what goes wrong where the command repairs some files, and once is killed at it."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        files = dict(_written(Path(folder), rng))
        command = [sys.executable, "-m", "textclean", "fix", "--isolated", "--timeout", str(_LIMIT)]
        command += ["-j", rng.choice(["1", "2"]), folder]
        is_killed = rng.random() < 0.3
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                capture_output=True,
                timeout=rng.uniform(0.5, 5) if is_killed else _MOST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            if not is_killed:
                yield f"the command took longer than {_MOST} s"
            done = None
        for line in done.stderr.decode(errors="replace").splitlines() if done else ():
            if any(sign in line for sign in _SIGNS):
                yield line
        yield from _torn(Path(folder), files, may_leave_siblings=is_killed)


def _written(folder: Path, rng: random.Random) -> Iterator[tuple[Path, bytes]]:
    """Write files of several formats and encodings, and yield what each holds."""
    for number in range(_FILES):
        text = made(rng.randrange(1 << 30))
        name = rng.choice(["", *_SUFFIXES])
        if name:
            text = WRAPPED[name][1](text)
        path = folder / f"{number}{_SUFFIXES.get(name, '.txt')}"
        data = text.encode("utf-8" if name else rng.choice(_ENCODINGS), "replace")
        path.write_bytes(data)
        yield path, data


def _torn(folder: Path, files: dict[Path, bytes], *, may_leave_siblings: bool) -> Iterator[str]:
    """Yield which files are neither the old nor the new, and what else lies in the folder."""
    present = set(folder.iterdir())
    for path in present - files.keys():
        if not may_leave_siblings:
            yield f"{path.name} was left behind"
    for path, data in files.items():
        if path not in present:
            yield f"{path.name} is gone"
            continue
        found = path.read_bytes()
        # Repairing the old content once more says what the new one is.
        if found != data:
            path.write_bytes(data)
            subprocess.run(
                [sys.executable, "-m", "textclean", "fix", "--isolated", "--quiet", str(path)],
                cwd=ROOT,
                capture_output=True,
                check=False,
            )
            if path.read_bytes() != found:
                yield f"{path.name} is neither the old file nor the new one"
