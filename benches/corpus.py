"""How fast a corpus is repaired, what two processes, Ray and Spark make of it, and what 1 TB costs.

python -m benches.corpus                         (ten minutes on two processors)
python -m benches.corpus --megabytes 1000 --engines local ray

A file of Parquet is made up, of documents of 2 to 6 KB, one in three of them damaged. The command
repairs it in processes of its own: with one and two of them here, with Ray and with Spark. Its time
is that from start to end; that of the engine's start, which is in it, is told by itself. The memory
is that of the largest process, also against a quarter of the corpus, since it should not grow.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from benches.exchange import exchanged
from benches.material import clean_passages, garbled_passages
from benches.parser import parser

_WORKERS = 2
_DAMAGED = 1 / 3  # of the documents
_SHORTEST, _LONGEST = 2_000, 6_000  # characters
_BATCH = 50  # documents
_SHARDS = 32
_KILOBYTE = 1024  # what Linux counts resident memory in
_TERABYTE = 1e6  # megabytes
_PRICE = 0.04  # dollars a core hour, about what clouds ask for
_DOCUMENT = 4_000  # bytes
_SAMPLE = 2_000  # documents, of a survey
_LONGEST_SAMPLED = 20_000  # characters


@attrs.frozen
class Spent:
    """What a run took: seconds, and bytes of memory of its largest process."""

    seconds: float
    peak: int


def main() -> None:
    """Print the table."""
    options = parser("corpus", __doc__)
    options.add_argument("--megabytes", type=float, default=8, help="the size of the corpus")
    options.add_argument(
        "--engines", nargs="+", default=["local", "ray", "spark"], choices=["local", "ray", "spark"]
    )
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder, "whole.parquet"), Path(folder, "part.parquet")
        rows, size = _write(whole, arguments.megabytes)
        _, size_of_part = _write(part, arguments.megabytes / 4)
        least = Path(folder, "least.parquet")
        _write(least, 0)
        for line in _table(whole, part, least, rows, size, size_of_part, arguments.engines):
            print(line, flush=True)


def _table(
    whole: Path,
    part: Path,
    least: Path,
    rows: int,
    size: float,
    size_of_part: float,
    engines: Sequence[str],
) -> Iterator[str]:
    """Yield the lines of the table."""
    heads = ("documents/s", "MB/s", "seconds", "start", "peak in MB")
    yield f"{f'{rows:,} documents, {size:.1f} MB':<36}" + "".join(f"{one:>13}" for one in heads)
    one = _run(whole, "-j", "1")
    two = _run(whole, "-j", f"{_WORKERS}")
    start = _run(least, "-j", f"{_WORKERS}").seconds
    yield _line("one process", rows, size, one, _run(least, "-j", "1").seconds)
    yield _line("two processes", rows, size, two, start)
    yield f"    {'speed-up of two':<45}{one.seconds / two.seconds:>13.2f}"
    quarter = _run(part, "-j", f"{_WORKERS}")
    ratio = two.peak / quarter.peak
    yield f"    {f'memory, of {size / size_of_part:.0f} times as much':<45}{ratio:>13.2f}"
    for engine in engines:
        if engine != "local":
            asked = ("--engine", engine, "-j", f"{_WORKERS}")
            spent, start = _run(whole, *asked), _run(least, *asked).seconds
            yield _line(f"{engine}, two processes", rows, size, spent, start)
            over = spent.seconds / two.seconds
            after_start = (spent.seconds - start) / two.seconds
            yield f"    {'over two processes here, and without its start':<45}{over:>13.2f}" + (
                f"{after_start:>13.2f}"
            )
    yield ""
    yield from _on_paper(size / one.seconds)


def _line(name: str, rows: int, size: float, spent: Spent, start: float) -> str:
    """Return a line of the table."""
    cells = (rows / spent.seconds, size / spent.seconds, spent.seconds, start, spent.peak / 1e6)
    return f"    {name:<32}" + "".join(f"{cell:>13.1f}" for cell in cells)


def _on_paper(rate: float) -> Iterator[str]:
    """Yield what a terabyte costs, at so many MB/s of one core."""
    hours = _TERABYTE / rate / 3600
    dollars = hours * _PRICE
    yield f"on paper, 1 TB: {hours:,.0f} core hours, {dollars:,.0f} dollars at {_PRICE} an hour"
    sample = _SAMPLE * _DOCUMENT / 1e6
    most = _SAMPLE * _LONGEST_SAMPLED / 1e6
    yield (
        f"its survey sends home {sample:.0f} MB a part and source, at most {most:.0f}, "
        "from 64 parts whatever the size; they are added up as they come"
    )


def _run(source: Path, *options: str) -> Spent:
    """Return what the command takes to repair a corpus."""
    shard = -(-pq.read_metadata(source).num_rows // _SHARDS)
    with tempfile.TemporaryDirectory() as folder:
        asked = [str(source), "-o", str(Path(folder, "out")), "-q", "--shard-rows", f"{shard}"]
        begun = perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "textclean", "corpus", "--isolated", *asked, *options]
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"textclean corpus {' '.join(options)} failed")
        return Spent(perf_counter() - begun, usage.ru_maxrss * _KILOBYTE)


def _write(path: Path, megabytes: float) -> tuple[int, float]:
    """Write a corpus of a size, and return how many documents it has, and megabytes."""
    schema = pa.schema([("id", pa.int64()), ("text", pa.string())])
    rows, size = 0, 0
    made = _documents()
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        while size < megabytes * 1e6 or not rows:
            texts = list(islice(made, _BATCH if megabytes else 1))
            file.write_table(pa.table([range(rows, rows + len(texts)), texts], schema=schema))
            rows += len(texts)
            size += sum(len(text.encode()) for text in texts)
    return rows, size / 1e6


def _documents() -> Iterator[str]:
    """Yield documents, no two alike."""
    rng = random.Random(0)
    clean, garbled = clean_passages(), garbled_passages()
    while True:
        passages = garbled if rng.random() < _DAMAGED else clean
        length, document = rng.uniform(_SHORTEST, _LONGEST), ""
        while len(document) < length:
            document += f"{exchanged(rng.choice(passages), rng)}\n\n"
        yield document


if __name__ == "__main__":
    main()
