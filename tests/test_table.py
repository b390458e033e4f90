"""A table gives each id its own number, and one to all the others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from textclean.tokens.scanner.table import Table

_ids = st.integers(0, 2**64 - 1) | st.integers(0, 40) | st.integers(2**64 - 40, 2**64 - 1)


@given(st.dictionaries(_ids, st.integers(-99, 99)), st.lists(_ids))
def test_a_table_is_a_dictionary(values: dict[int, int], asked: list[int]) -> None:
    """Known and unknown ids, those that share their first bits and none at all are told apart, with
    and without a compiler.
    """
    table = Table.of(np.array([*values], np.uint64), [*values.values()], 100)
    asked += values
    ids = np.array(asked, np.uint64)
    for found in (table.look_up(ids), table._looked_up(ids)):
        assert found.tolist() == [values.get(each, 100) for each in asked]


def test_there_are_no_more_buckets_than_ids_need() -> None:
    """A small table stays in the cache of the processor."""
    for size in (0, 1, 2, 500):
        table = Table.of(np.arange(size, dtype=np.uint64), np.zeros(size, np.float32), 0.0)
        assert len(table.buckets) <= max(2, 2 * size)
