"""Each subject on each copy, for pytest-benchmark to time, save and compare.

`python -m pytest benches --benchmark-only` runs it and prints the summary below its tables.
"""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benches.subjects import COPY, SUBJECTS


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("copy", COPY)
def test_speed(benchmark: BenchmarkFixture, copy: str, subject: str) -> None:
    """The time that a subject takes on about 100 KB of copy."""
    benchmark.group = f"{copy} copy"
    benchmark(SUBJECTS[subject], COPY[copy])
