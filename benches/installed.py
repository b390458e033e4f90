"""An earlier revision of textclean in a folder, for what measures it beside this one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
_TRAINING = "textclean/train"  # the benches damage text with it, and no wheel has it


@contextmanager
def installed(revision: str) -> Iterator[Path]:
    """Install a revision of this repository into a folder, which is gone in the end.

    Raises `CalledProcessError` where there is no such revision, or it cannot be built.
    """
    commit = _git("rev-parse", "--verify", f"{revision}^{{commit}}").decode().strip()
    with TemporaryDirectory() as folder:
        source = f"git+{ROOT.as_uri()}@{commit}"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run([*pip, "--target", folder, source], check=True)
        with tarfile.open(fileobj=io.BytesIO(_git("archive", commit, _TRAINING))) as training:
            training.extractall(folder, filter="data")
        yield Path(folder)


def environment(folder: Path) -> dict[str, str]:
    """Return the variables of a process that finds textclean in a folder, and these benches."""
    path = dict.fromkeys(map(str, (folder, ROOT)))  # the folder may be this one
    return os.environ | {"PYTHONPATH": os.pathsep.join(path)}


def _git(*arguments: str) -> bytes:
    """Return what git prints of this repository."""
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
