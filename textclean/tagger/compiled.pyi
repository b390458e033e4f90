from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.table import Floats, Ids, Table
from textclean.tokens.scanner.tokens import Indices, Offsets

_Numbers = NDArray[np.int32]
_Bytes = NDArray[np.uint8]
_Doubles = NDArray[np.float64]

class Numbers:
    def __init__(self, table: Table) -> None: ...

def gaps(
    source: str,
    start: Offsets,
    end: Offsets,
    gap_class: Callable[[str, bool], int],
    is_abbreviation: Callable[[str], bool],
) -> _Numbers: ...
def looks(inputs: _Numbers, tables: list[_Bytes]) -> _Bytes: ...
def endings(source: str, start: Offsets, end: Offsets, buckets: int) -> _Numbers: ...
def forms(
    kind: _Bytes,
    shape: _Bytes,
    ids: Ids,
    word: _Numbers,
    alike: Ids,
    shares: Numbers,
    buckets: int,
    share_bounds: _Doubles,
    repeat_bounds: _Numbers,
) -> tuple[_Numbers, Floats]: ...
def bonds(
    number: Ids,
    gap: _Numbers,
    odds: Numbers,
    bounds: _Doubles,
    start: Offsets,
    end: Offsets,
    most_blanks: int,
) -> _Numbers: ...
def pairs(
    alike: Ids, ending: _Numbers, shape: _Bytes, common: Numbers, buckets: int
) -> _Numbers: ...
def judged(
    inputs: _Numbers,
    tables: list[NDArray[np.int8]],
    scales: list[float],
    bias: Floats,
    distances: _Doubles,
) -> tuple[Floats, Floats]: ...

class Speech:
    def __init__(
        self,
        weights: Numbers,
        most_lower_in_names: float,
        kinds: tuple[int, ...],
        spread: int,
        lengths: _Numbers,
        opens: Callable[[str], int],
        ends: Callable[[str], int],
    ) -> None: ...
    def read(
        self, word: _Numbers, shape: _Bytes, share: Floats, gap: Ids
    ) -> tuple[Ids, Floats, Floats]: ...
    def heard(
        self,
        source: str,
        start: Offsets,
        end: Offsets,
        own: Ids,
        of_words: Floats,
        of_pairs: Floats,
    ) -> Heard: ...

class Heard:
    def odds(self, first: Indices, after: Indices) -> Floats: ...
    def spans(
        self, starts: Offsets, ends: Offsets
    ) -> tuple[Indices, Indices, Indices, Indices, Floats]: ...
    def labels(
        self,
        first: Indices,
        after: Indices,
        gap: _Numbers,
        shape: _Bytes,
        ids: Ids,
        share: Floats,
        small: Ids,
        parts: _Bytes,
        longest: int,
        least: float,
    ) -> list[tuple[int, int, float]]: ...
