from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.table import Floats, Ids
from textclean.tokens.scanner.tokens import Indices

_Numbers = NDArray[np.int32]
_Bytes = NDArray[np.uint8]
_Doubles = NDArray[np.floating]

def candidates(
    gap: _Numbers,
    ends: _Bytes,
    shape: _Bytes,
    ids: Ids,
    share: Floats,
    are_verbs: _Bytes,
    most_lower_in_names: float,
    longest: int,
    heading: Floats,
    weights: _Doubles,
    least: float,
) -> tuple[Indices, Indices, _Doubles, _Doubles, _Doubles, Indices, Indices]: ...
def starts(
    gap: _Numbers,
    shape: _Bytes,
    ids: Ids,
    share: Floats,
    capitals: _Bytes,
    least_share: float,
    fewest: int,
) -> Indices: ...
def most(
    found: Sequence[tuple[int, Indices, NDArray[np.bool_]]],
    stray: Floats,
    over: Floats,
    into: Floats,
    out_of: Floats,
    gap: _Numbers,
    weights: _Doubles,
    fewest: float,
    most_stray: float,
) -> NDArray[np.float64]: ...
