"""Arrays that ship with the package are what NumPy would read, and are not copied."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import textclean
from textclean.arrays import mapped

SHIPPED = sorted(Path(textclean.__file__).parent.rglob("*.npz"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_mapped_is_what_is_there(path: Path) -> None:
    """Each array has the numbers, the shape and the type with which it was saved."""
    found = mapped(path)
    with np.load(path) as saved:
        assert list(saved) == list(found)
        for name, values in found.items():
            assert values.dtype == saved[name].dtype
            np.testing.assert_array_equal(values, saved[name])


def test_any_shape_and_order_is_read(tmp_path: Path) -> None:
    """Numbers without a dimension, empty ones and those that stand column by column come back."""
    arrays: dict[str, np.ndarray] = {
        "one": np.array(3.5, np.float32),
        "none": np.zeros((0, 4), np.int16),
        "columns": np.asfortranarray(np.arange(12, dtype=np.uint64).reshape(3, 4)),
        "bytes": np.arange(256, dtype=np.uint8),
    }
    np.savez(tmp_path / "a.npz", allow_pickle=False, **arrays)
    found = mapped(tmp_path / "a.npz")
    for name, values in arrays.items():
        np.testing.assert_array_equal(found[name], values)
        assert found[name].flags.aligned


def test_bytes_are_mapped_and_nobody_may_change_them(tmp_path: Path) -> None:
    """The numbers are those of the file itself."""
    np.savez(tmp_path / "a.npz", bytes=np.arange(256, dtype=np.uint8))
    values = mapped(tmp_path / "a.npz")["bytes"]
    assert not values.flags.owndata
    assert not values.flags.writeable


def test_what_is_compressed_is_refused(tmp_path: Path) -> None:
    """A compressed file is told by its name, not read as noise."""
    np.savez_compressed(tmp_path / "a.npz", bytes=np.arange(256))
    with pytest.raises(ValueError, match=r"a\.npz: the arrays are compressed"):
        mapped(tmp_path / "a.npz")
