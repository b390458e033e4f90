"""Each subject on each copy, for pytest-benchmark to time, save and compare."""

from __future__ import annotations

from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benches.copies import Copy
from benches.subject import Subject


@pytest.mark.benchmark(timer=process_time, min_rounds=3, max_time=0.1)
def test_speed(benchmark: BenchmarkFixture, copy: Copy, subject: Subject) -> None:
    """The time that a subject takes for its piece of the copy, document by document."""
    piece = copy.piece(subject.at_most)
    benchmark.group = f"{subject.product}, {copy.name}"
    benchmark.extra_info["MB"] = piece.size / 1e6
    benchmark(subject.run, piece)
