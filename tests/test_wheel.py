"""A wheel of this checkout works in an empty environment, away from the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

import pytest
from checkout import ROOT, copy_checkout
from pages import follow

import textclean
from textclean.tokens import scan

pytestmark = pytest.mark.slow


# Bytes. The weights of the models are nearly all of it.
LARGEST_WHEEL = 12_000_000

# When the files of the wheels were last changed, in seconds, as a release says it; and a compiler
# that need not take pains.
BUILD = {"SOURCE_DATE_EPOCH": "1700000000", "CFLAGS": "-O0"}


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    """Run a command as `BUILD` says; it must end well. Return what it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | BUILD | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an sdist from a copy of the checkout and a wheel from the sdist, into a folder."""
    checkout = copy_checkout(tmp_path_factory.mktemp("checkout"))
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, checkout)
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    """Return the wheel."""
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def sdist(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the sdist and return its folder."""
    (path,) = distributions.glob("*.tar.gz")
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    return unpacked


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


def test_the_wheel_is_small(wheel: Path) -> None:
    """What everybody downloads has nothing in it that does not run."""
    assert wheel.stat().st_size < LARGEST_WHEEL


def test_the_wheel_is_the_same_wherever_it_is_built(wheel: Path, tmp_path: Path) -> None:
    """From another folder, and from a checkout, not an sdist, each byte is the same."""
    checkout = copy_checkout(tmp_path / "checkout")
    again = tmp_path / "dist"
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", again, checkout)
    (path,) = again.iterdir()
    assert path.name == wheel.name
    assert path.read_bytes() == wheel.read_bytes()


def test_a_pure_wheel_serves_every_other_platform(sdist: Path, tmp_path: Path) -> None:
    """Without the compiled scanner the wheel is for any Python 3 on any machine."""
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", tmp_path)
    run(*pip, sdist, TEXTCLEAN_SCANNER="numpy")
    (path,) = tmp_path.iterdir()
    assert path.name == f"textclean_wire-{textclean.__version__}-py3-none-any.whl"
    assert not [name for name in zipfile.ZipFile(path).namelist() if name.endswith((".so", ".pyd"))]


def test_a_wheel_of_a_platform_has_the_compiled_scanner_or_is_none(
    sdist: Path, tmp_path: Path
) -> None:
    """What a release asks to be compiled is an error where it cannot be, and not left out."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", tmp_path, sdist],
        env=os.environ | BUILD | {"TEXTCLEAN_SCANNER": "compiled", "CC": "false"},
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_the_package_index_would_take_them(distributions: Path) -> None:
    """Names, metadata and the description of sdist and wheel are in order."""
    run(sys.executable, "-m", "twine", "check", "--strict", *distributions.iterdir())


def test_the_tests_of_the_sdist_run_from_the_sdist(sdist: Path) -> None:
    """All of them are found there with all that they need, and some of each kind pass."""
    # An editable install of the sdist would compile these into it; ours are the same.
    for part in ("scanner", "stops"):
        compiled = Path(find_spec(f"textclean.tokens.{part}.compiled").origin)  # type: ignore[union-attr, arg-type]
        shutil.copy2(compiled, sdist / compiled.relative_to(ROOT))
    tests = (sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider")
    where = run(sys.executable, "-c", "import textclean; print(textclean.__file__)", cwd=sdist)
    assert Path(where.strip()).is_relative_to(sdist)
    run(*tests, "--collect-only", cwd=sdist)
    subjects = ("architecture", "documents", "readme", "stories", "golden_reader", "contributing")
    files = [f"tests/test_{subject}.py" for subject in subjects]
    run(*tests, "-m", "not slow", *files, cwd=sdist)


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


def test_the_tutorial_can_be_followed_with_the_wheel_alone(scripts: Path, tmp_path: Path) -> None:
    """In an empty environment each command of the tutorial prints what stands there."""
    follow(ROOT / "docs" / "tutorial.md", tmp_path, scripts)
