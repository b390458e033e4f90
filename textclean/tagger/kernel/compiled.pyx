# cython: language_level=3, boundscheck=False, wraparound=False
"""The network in integers, compiled: packs the weights for `products.c`, and asks it."""

from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t

import numpy as np

from textclean.tagger.kernel.shape import DILATIONS, TABLES, WIDTH, ZERO

cdef extern from "products.c":
    enum:
        PANEL, HEADS, INPUTS
        N_TABLES "TABLES", N_LAYERS "LAYERS", N_LABELS "LABELS", C_WIDTH "WIDTH"
    ctypedef struct Weights "Network":
        const uint8_t** tables
        int* widths
        const int8_t** weights
        const float** scales
        const float** biases
        const float** fineness
        const int32_t* zero
        const double* heads
        const float* head_scales
        const float* head_biases
    ctypedef void judge_t(
        const Weights*, const int32_t*, int64_t, uint8_t*, float*, uint8_t*, int32_t*, float*,
        float*
    ) noexcept nogil
    ctypedef struct Set:
        const char* name
        judge_t* judge
    Set* INSTRUCTION_SETS
    int is_supported(int)


cdef _supported():
    """Return the number of each set of instructions that this processor has, the best first."""
    found = {}
    cdef int number = 0
    while INSTRUCTION_SETS[number].name:
        if is_supported(number):
            found[INSTRUCTION_SETS[number].name.decode()] = number
        number += 1
    return found


_NUMBERS = _supported()
INSTRUCTIONS = tuple(_NUMBERS)


cdef class Network:
    """The network, made of the arrays of a file of weights; see `shape`.

    `instructions` is one of `INSTRUCTIONS`, the best by default.
    """

    cdef Weights _weights
    cdef judge_t* _judge
    cdef list _kept  # what the pointers point to

    def __init__(self, arrays, str instructions=""):
        assert (N_TABLES, N_LAYERS, C_WIDTH) == (len(TABLES), len(DILATIONS), WIDTH)
        self._judge = INSTRUCTION_SETS[_NUMBERS[instructions or INSTRUCTIONS[0]]].judge
        self._kept = []
        cdef int at
        for at, name in enumerate(TABLES):
            table = arrays[f"{name}_table"]
            self._weights.tables[at] = <const uint8_t*>self._address(table, np.uint8)
            self._weights.widths[at] = table.shape[1]
        layers = ["entry", *(f"layer{layer}" for layer in range(N_LAYERS))]
        for at, name in enumerate(layers):
            packed = _packed(arrays[f"{name}_weight"])
            self._weights.weights[at] = <const int8_t*>self._address(packed, np.int8)
            self._weights.scales[at] = self._floats(arrays[f"{name}_scale"])
            self._weights.biases[at] = self._floats(arrays[f"{name}_bias"])
        for at, name in enumerate([*layers[1:], "state"]):
            self._weights.fineness[at] = self._floats(arrays[f"{name}_fineness"])
        zero = ZERO * arrays["entry_weight"].sum(axis=0, dtype=np.int32)
        self._weights.zero = <const int32_t*>self._address(zero, np.int32)
        heads = np.zeros((WIDTH, HEADS))
        heads[:, :N_LABELS], heads[:, N_LABELS : 2 * N_LABELS] = np.split(arrays["gap_weight"], 2)
        heads[:, 2 * N_LABELS] = arrays["stray_weight"][:, 0]
        self._weights.heads = <const double*>self._address(heads, np.float64)
        scales, biases = (
            np.concatenate([arrays[f"{head}_{kind}"] for head in ("gap", "stray")])
            for kind in ("scale", "bias")
        )
        self._weights.head_scales = self._floats(scales)
        self._weights.head_biases = self._floats(biases)

    cdef const float* _floats(self, array) except NULL:
        return <const float*>self._address(array, np.float32)

    cdef const void* _address(self, array, kind) except NULL:
        """Return the address of an array, which is kept."""
        array = np.ascontiguousarray(array, kind)
        self._kept.append(array)
        return <const void*><size_t>array.ctypes.data

    def judge(self, inputs, is_asked):
        """Return the judgement of some places; see `shape.Network`."""
        cdef int64_t count = len(inputs)
        if not count:
            return np.empty((0, N_LABELS), np.float32), np.empty(0, np.float32)
        cdef const int32_t[:, ::1] rows = np.ascontiguousarray(inputs, np.int32)
        cdef uint8_t[:, ::1] needed = np.empty((N_LAYERS + 2, count), np.uint8)
        needed.base[N_LAYERS + 1] = is_asked
        asked = np.count_nonzero(is_asked)
        logits, stray = np.empty((asked, N_LABELS), np.float32), np.empty(asked, np.float32)
        if not asked:
            return logits, stray
        cdef float[:, ::1] of_gaps = logits
        cdef float[::1] of_words = stray
        cdef float[:, ::1] states = np.empty((count, WIDTH), np.float32)
        cdef uint8_t[:, ::1] activations = np.empty((count, WIDTH), np.uint8)
        cdef int32_t[::1] places = np.empty(count, np.int32)
        with nogil:
            self._judge(
                &self._weights, &rows[0, 0], count, &needed[0, 0], &states[0, 0],
                &activations[0, 0], &places[0], &of_gaps[0, 0], &of_words[0]
            )
        return logits, stray


def _packed(weights):
    """Return weights (inputs x outputs) by panels of outputs, four inputs of each side by side."""
    inputs = -(-len(weights) // 4) * 4
    padded = np.zeros((inputs, weights.shape[1]), np.int8)
    padded[: len(weights)] = weights
    return padded.reshape(inputs // 4, 4, -1, PANEL).transpose(2, 0, 3, 1)
