"""Where the files of an output stand.

What is not a part of the repaired collection begins with an underscore, which engines pass over.
"""

from __future__ import annotations

from pathlib import Path

# The folder for what textclean knows of the run.
RUN = "_textclean"
# The folder for the sidecars.
EDITS = "_edits"


def part(output: Path, number: int, ending: str) -> Path:
    """Return the path of the rows of a shard; for texts, which have no ending, the output."""
    return output / f"part-{number:05d}{ending}" if ending else output


def sidecar(output: Path, number: int) -> Path:
    """Return the path of the edits of a shard."""
    return output / EDITS / f"part-{number:05d}.parquet"


def marker(output: Path, number: int) -> Path:
    """Return the path of what says that a shard is done."""
    return output / RUN / "shards" / f"{number:05d}.json"


def manifest(output: Path) -> Path:
    """Return the path of what the run is."""
    return output / RUN / "manifest.json"


def surveyed(output: Path) -> Path:
    """Return the path of what the survey of the corpus found."""
    return output / RUN / "survey.json"


def rejects(output: Path) -> Path:
    """Return the path of the list of documents that were kept as they were."""
    return output / RUN / "rejects.jsonl"


def summary(output: Path, ending: str) -> Path:
    """Return the path of the summary, which is written as JSON and as a page."""
    return output / RUN / f"summary{ending}"
