import numpy as np
from numpy.typing import NDArray

from textclean.tagger.kernel.shape import Arrays, Floats, Numbers

INSTRUCTIONS: tuple[str, ...]

class Network:
    def __init__(self, arrays: Arrays, instructions: str = ...) -> None: ...
    def judge(self, inputs: Numbers, is_asked: NDArray[np.bool_]) -> tuple[Floats, Floats]: ...
