"""What the page about corpora shows is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import corpora
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from _pytest.mark import ParameterSet
from checkout import ROOT

PAGE = ROOT / "docs" / "how-to" / "corpus.md"
BLOCKS: list[tuple[str, str]] = re.findall(
    r"^<!-- not run: tests/test_how_to_corpus\.py runs it -->\n```(sh|python)\n(.*?)^```$",
    PAGE.read_text(encoding="utf-8"),
    re.M | re.S,
)
DAMAGED = "It ended on Tuesday January 27 2026, they said.\n"
REPAIRED = "It ended on Tuesday, January 27, 2026, they said.\n"

# Runs a block in a process of its own; engines start others, which find it where it stands.
PROGRAM = """
import sys
from pathlib import Path
sys.path.append({tests!r})
from pages import run_python
if __name__ == "__main__":
    compared = run_python(Path("block.py").read_text(), {{}})
    assert compared >= 1, "nothing was compared"
"""


def parameters() -> list[ParameterSet]:
    """Return the blocks; those that start an engine are slow."""
    found = []
    for language, code in BLOCKS:
        is_slow = re.search(r"\b(ray|spark|pyspark)\b", code)
        name = re.search(
            r"-o (\S+?)/|import (ray|duckdb|polars|pyarrow)|(datasets|datatrove|pyspark)", code
        )
        id_ = next(filter(None, name.groups())) if name else language
        marks = [pytest.mark.slow] if is_slow else []
        found.append(pytest.param(language, code, marks=marks, id=f"{language}-{id_}"))
    return found


@pytest.fixture(name="folder")
def with_a_corpus(tmp_path: Path) -> Path:
    """Give a folder with what the page speaks of."""
    rows = [{"id": 0, "text": DAMAGED}, {"id": 1, "text": None}, {"id": 2, "text": "Aid  grew.\n"}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "news.parquet")
    corpora.json_lines(tmp_path / "stories.jsonl.gz", 20)
    corpora.folder(tmp_path / "texts", 6)
    return tmp_path


@pytest.mark.parametrize(("language", "code"), parameters())
def test_each_block_does_what_it_says(folder: Path, language: str, code: str) -> None:
    """Commands end well, and an expression has the value that the comment behind it says."""
    if "spark" in code and not shutil.which("java"):
        assert "CI" not in os.environ, "Spark needs Java: apt-get install default-jre-headless"
        pytest.skip("Spark needs Java")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # What is installed is what is tested, and Ray has its workers wait for all others.
    settings = {"PATH": path, "RAY_worker_niceness": "0", "RAY_USAGE_STATS_ENABLED": "0"}
    settings |= {"HF_HOME": str(folder / "cache"), "HF_DATASETS_OFFLINE": "1"}
    if language == "python":
        (folder / "block.py").write_text(code, encoding="utf-8")
        (folder / "program.py").write_text(PROGRAM.format(tests=str(Path(__file__).parent)))
        command = [sys.executable, "program.py"]
    else:
        command = [
            "bash",
            "-euo",
            "pipefail",
            "-c",
            re.sub(r"^pip install .*$", "", code, flags=re.M),
        ]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | settings,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if "print(" in code:
        assert done.stdout == f"{REPAIRED}\n"


def test_the_first_section_has_three_commands() -> None:
    """From a Parquet file to a repaired one it is as far as the page and the README say."""
    assert len(BLOCKS[0][1].splitlines()) == 3
    assert BLOCKS[0][1] in (ROOT / "README.md").read_text(encoding="utf-8")
