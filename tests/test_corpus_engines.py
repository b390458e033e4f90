"""Ray and Spark do the work that processes here do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import corpora
import pytest

import textclean
from textclean.corpus.engines import Engine
from textclean.corpus.run import Corpus, run

pytestmark = pytest.mark.slow

ROWS = 240
SHARD = 20  # rows


@pytest.fixture(name="source", scope="module")
def in_one_go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a collection, in a folder that has what comes of it here as well."""
    folder = tmp_path_factory.mktemp("corpus")
    source = corpora.parquet(folder / "a.parquet", ROWS)
    corpus = Corpus((str(source),), folder / "whole", textclean.pipeline(), rows=SHARD)
    assert not run(corpus, Engine(workers=1)).errors
    return source


def command(source: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    """Start the command on a collection."""
    arguments = ["corpus", str(source), "-o", str(output), "--shard-rows", str(SHARD), *options]
    return subprocess.Popen(
        [sys.executable, "-m", "textclean", *arguments],
        # Ray has its workers wait for all others, who may be many where tests run.
        env=os.environ | {"RAY_worker_niceness": "0"},
        stderr=subprocess.PIPE,
        text=True,
    )


def markers(output: Path) -> int:
    """Return how many shards are done."""
    return len(list((output / "_textclean" / "shards").glob("*.json")))


def see_that_it_is_whole(process: subprocess.Popen[str], source: Path, output: Path) -> None:
    """Wait for the command, and compare what came of it with what comes of it here."""
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert corpora.files(output) == corpora.files(source.parent / "whole")
    assert not list(output.rglob("*.tmp"))


def working_on_ray() -> list[int]:
    """Return the processes of Ray's workers that are at a shard of ours."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"ray::clean" in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it has ended
            continue
    return found


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="looks for processes as Linux shows them"
)
def test_ray_does_again_what_a_killed_worker_was_at(source: Path, tmp_path: Path) -> None:
    """On a cluster of two workers, one of which is killed in mid-run, the output is the same."""
    process = command(source, tmp_path / "out", "--engine", "ray", "-j", "2")
    while process.poll() is None and not (workers := working_on_ray()):
        time.sleep(0.02)
    os.kill(workers[0], signal.SIGKILL)
    assert markers(tmp_path / "out") < ROWS / SHARD, "the run was over before the signal came"
    see_that_it_is_whole(process, source, tmp_path / "out")


def test_ray_goes_on_where_processes_here_left_off(source: Path, tmp_path: Path) -> None:
    """A run may go on with another engine, and surveys with any."""
    options = ("--survey", "--by", "house")
    whole = command(source, tmp_path / "whole", *options, "-j", "1")
    assert whole.wait() == 0
    output = tmp_path / "out"
    shutil.copytree(tmp_path / "whole", output)
    (output / "_textclean" / "survey.json").unlink()
    for number in range(3, 9):
        (output / f"_textclean/shards/{number:05d}.json").unlink()
        (output / f"part-{number:05d}.parquet").unlink()
    process = command(source, output, *options, "--engine", "ray", "-j", "2")
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert corpora.files(output) == corpora.files(tmp_path / "whole")


def test_spark_makes_the_same(source: Path, tmp_path: Path) -> None:
    """On two threads of Spark, with Java's help, the output is the same."""
    if not shutil.which("java"):
        assert "CI" not in os.environ, "Spark needs Java: apt-get install default-jre-headless"
        pytest.skip("Spark needs Java")
    options = ("--engine", "spark", "--master", "local[2]")
    process = command(source, tmp_path / "out", *options)
    see_that_it_is_whole(process, source, tmp_path / "out")


def test_a_cluster_that_is_not_there_is_one_line(source: Path, tmp_path: Path) -> None:
    """An address at which nothing answers ends the run with an error that says so."""
    process = command(source, tmp_path / "out", "--engine", "ray", "--address", "127.0.0.1:1")
    _, said = process.communicate()
    assert process.returncode == 3
    assert said.startswith("textclean: error: corpus: Ray cannot be reached (")
    assert said.count("\n") == 1
