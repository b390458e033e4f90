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
    verbs: Ids,
    most_lower_in_names: float,
    longest: int,
) -> tuple[Indices, Indices, _Doubles, _Doubles, _Doubles, Indices]: ...
def starts(
    gap: _Numbers,
    shape: _Bytes,
    ids: Ids,
    share: Floats,
    capitals: _Bytes,
    least_share: float,
    fewest: int,
) -> Indices: ...
