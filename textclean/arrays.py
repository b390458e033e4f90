"""Arrays of numbers that ship with the package: mapped into memory, not read into it."""

from __future__ import annotations

import ast
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Where the header of a member of an archive says how long its name and what follows it are.
_LENGTHS_AT = 26
_HEADER_SIZE = 30
# An array in NumPy's format: a magic string and a version, the length of what describes it, that,
# and the numbers.
_LENGTH_AT = 8
_DESCRIPTION_AT = 10


def mapped(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file of `numpy.savez`, by their names.

    The processes of a machine share those of bytes, and what is not asked for is not read from the
    disk. Raises `ValueError` where the file is compressed.
    """
    whole = np.memmap(path, np.uint8, "r")
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    if any(member.compress_type != zipfile.ZIP_STORED for member in members):
        raise ValueError(f"{path}: the arrays are compressed, and cannot be mapped")
    return {
        member.filename.removesuffix(".npy"): _array(whole, member.header_offset)
        for member in members
    }


def _array(whole: NDArray[np.uint8], offset: int) -> NDArray[Any]:
    """Return the array of the member of an archive that begins at an offset."""
    name, extra = struct.unpack_from("<HH", whole.data, offset + _LENGTHS_AT)
    start = offset + _HEADER_SIZE + name + extra
    (length,) = struct.unpack_from("<H", whole.data, start + _LENGTH_AT)
    first = start + _DESCRIPTION_AT
    about = ast.literal_eval(bytes(whole[first : first + length]).decode("ascii"))
    shape, dtype = about["shape"], np.dtype(about["descr"])
    numbers = np.frombuffer(whole, dtype, int(np.prod(shape)), first + length)
    array = numbers.reshape(shape, order="F" if about["fortran_order"] else "C")
    # Kernels and NumPy are slow on numbers that do not stand at a multiple of their size.
    return array if array.flags.aligned else array.copy()
