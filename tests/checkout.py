"""Copies this checkout, what is not committed yet included, for tools that want a clean one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def git(*arguments: str, cwd: Path) -> str:
    """Run git as nobody in particular and return what it prints."""
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    done = subprocess.run(
        ["git", *identity, "-c", "init.defaultBranch=main", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def copy_checkout(folder: Path) -> Path:
    """Copy every file that git tracks or would track into `folder`, and return it."""
    for name in _files():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def _files() -> list[str]:
    """Return the files of this checkout; of an unpacked sdist, where git knows nothing, all."""
    if not (ROOT / ".git").exists():
        return [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*")]
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=ROOT)
    return [name for name in listed.split("\0") if name]


def commit_all(folder: Path) -> str:
    """Make a repository of `folder` with all that is in it, and return the commit."""
    git("init", "--quiet", cwd=folder)
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message", "all", cwd=folder)
    return git("rev-parse", "HEAD", cwd=folder)
