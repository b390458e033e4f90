"""Made-up collections of documents, some of them damaged."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SENTENCES = (
    "The harbour board voted on a new quay for the ferries.",
    "It ended on Tuesday January 27 2026, they said.",
    "Fares  will rise in the spring , the operator told its crews.",
    "Two hundred people came to the hearing in the old town hall.",
    "The committee isnâ€™t due to meet again before the summer.",
    "Engineers measured the bridge and found no fault in it.",
    "A spokeswoman said the quay was paid for by by the county.",
)


def texts(number: int, seed: int = 0) -> list[str]:
    """Return so many texts, no two alike, about half of whose sentences are damaged."""
    rng = random.Random(seed)
    return [
        f"Note {at} of {seed}.\n\n"
        + "\n\n".join(rng.choices(SENTENCES, k=rng.randint(1, 4)))
        + "\n"
        for at in range(number)
    ]


def rows(number: int, seed: int = 0) -> list[dict[str, Any]]:
    """Return so many rows, every seventh without a text."""
    return [
        {"key": f"k{at}", "text": text if at % 7 else None, "house": "ab"[at % 2], "n": at / 4}
        for at, text in enumerate(texts(number, seed))
    ]


def parquet(path: Path, number: int, *, groups: int = 37) -> Path:
    """Write a file of Parquet with so many rows in groups."""
    pq.write_table(pa.Table.from_pylist(rows(number)), path, row_group_size=groups)
    return path


def json_lines(path: Path, number: int) -> Path:
    """Write a file of JSON lines with so many rows, compressed as its name says."""
    data = "".join(json.dumps(row) + "\n" for row in rows(number)).encode()
    if path.suffix == ".gz":
        data = gzip.compress(data)
    elif path.suffix == ".zst":
        data = pa.compress(data, "zstd", asbytes=True)
    path.write_bytes(data)
    return path


def folder(path: Path, number: int) -> Path:
    """Write a folder of so many texts, in folders of their own."""
    for at, text in enumerate(texts(number)):
        file = path / "ab"[at % 2] / f"{at:04d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def files(output: Path) -> dict[str, bytes]:
    """Return the repaired files and the edits in an output, without what tells of the run."""
    paths = (path for path in sorted(output.rglob("*")) if path.is_file())
    found = {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}
    return {name: data for name, data in found.items() if not name.startswith("_textclean/")}
