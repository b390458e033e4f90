"""A wheel of this checkout works in an empty environment, away from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest
from checkout import ROOT, copy_checkout

import textclean
from textclean.tokens import scan

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy of the checkout, whose compiler need not take pains."""
    checkout = copy_checkout(tmp_path_factory.mktemp("checkout"))
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*build, folder, checkout], check=True, env=os.environ | {"CFLAGS": "-O0"})
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment and return where its commands are."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python")]
    subprocess.run([*pip, "install", "--quiet", wheel], check=True)
    return scripts


def test_the_wheel_is_named_and_whole(wheel: Path) -> None:
    """The distribution is `textclean-wire`; what runs is in it, and nothing of training."""
    assert wheel.name.startswith(f"textclean_wire-{textclean.__version__}-")
    packed = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "textclean"
    files = (path for path in package.rglob("*") if path.is_file())
    own = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "__pycache__" not in path.parts and not path.name.startswith(".")
        if path.parts[len(package.parts)] != "train"
        if path.suffix not in (".c", ".pyx")  # what the compiled scanner is made of
        if path.suffix not in (".so", ".pyd") or path.name.endswith(EXTENSION_SUFFIXES[0])
    }
    packed = {name for name in packed if not re.match(r"[^/]+\.(dist-info|data)/", name)}
    assert {name for name in packed if not name.endswith(EXTENSION_SUFFIXES[0])} <= own <= packed


def test_the_page_of_the_manual_stands_where_man_looks(scripts: Path) -> None:
    """Beside the folder of the command, from where `man` finds what belongs to it."""
    page = scripts.parent / "share" / "man" / "man1" / "textclean.1"
    assert page.read_bytes() == (ROOT / "docs" / "textclean.1").read_bytes()


def test_the_installed_command_repairs_a_story(scripts: Path, tmp_path: Path) -> None:
    """From another folder, the installed command makes the golden text of a seed."""
    name = "000_0b64a702e8daca09.txt"
    story = tmp_path / name
    story.write_bytes((ROOT / "seeds" / name).read_bytes())
    subprocess.run([scripts / "textclean", "fix", name], cwd=tmp_path, check=True)
    assert story.read_bytes() == (ROOT / "golden" / "stories" / name).read_bytes()


def test_the_installed_command_knows_its_version(scripts: Path, tmp_path: Path) -> None:
    """The command and the module answer with the version of the package."""
    for call in (["textclean"], ["python", "-I", "-m", "textclean"]):
        done = subprocess.run(
            [scripts / call[0], *call[1:], "--version"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"textclean {textclean.__version__} ({scan.BUILD} scanner)\n"
