# cython: language_level=3, boundscheck=False, wraparound=False
"""The networks in integers, compiled: packs the weights for `products.c`, and asks it."""

from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, uint8_t
from libc.string cimport memcpy

import numpy as np

from textclean.tagger.kernel import shape
from textclean.tagger.kernel.shape import DILATIONS, SIDE, TABLES, WIDTH, ZERO

cdef extern from "products.c":
    enum:
        PANEL, HEADS, INPUTS
        WINDOW, HIDDEN, EXIT, LOOK
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
    ctypedef struct OfSide "Side":
        const int8_t* entry_weights
        const int8_t* exit_weights
        const int32_t* zero
        const float* entry_scales
        const float* entry_biases
        const float* fineness
        const float* exit_scales
        const float* exit_biases
        float exit_fineness
    ctypedef void read_t(
        const OfSide*, const uint8_t*, const int64_t*, int64_t, int16_t*
    ) noexcept nogil
    void multiply_outputs(const int16_t*, const int16_t*, int64_t, double, float*) nogil
    ctypedef struct Set:
        const char* name
        judge_t* judge
        read_t* read
    Set* INSTRUCTION_SETS
    int is_supported(int)


cdef enum:
    AT_ONCE = 256  # places

cdef int64_t REACH = shape.REACH
assert AT_ONCE == shape.AT_ONCE


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


cdef class _Arrays:
    """Arrays that C reads."""

    cdef list _kept

    def __cinit__(self):
        self._kept = []

    cdef const float* _floats(self, array) except NULL:
        return <const float*>self._address(array, np.float32)

    cdef const void* _address(self, array, kind) except NULL:
        """Return the address of an array, which is kept."""
        array = np.ascontiguousarray(array, kind)
        self._kept.append(array)
        return <const void*><size_t>array.ctypes.data


cdef class Network(_Arrays):
    """The network, made of the arrays of a file of weights; see `shape`.

    `instructions` is one of `INSTRUCTIONS`, the best by default.
    """

    cdef Weights _weights
    cdef judge_t* _judge

    def __init__(self, arrays, str instructions=""):
        assert (N_TABLES, N_LAYERS, C_WIDTH) == (len(TABLES), len(DILATIONS), WIDTH)
        self._judge = INSTRUCTION_SETS[_NUMBERS[instructions or INSTRUCTIONS[0]]].judge
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


cdef class Side(_Arrays):
    """The network of a side of a place, made of the arrays of a file of weights; see `shape`.

    `instructions` is one of `INSTRUCTIONS`, the best by default.
    """

    cdef OfSide _side
    cdef read_t* _read

    def __init__(self, arrays, str side, str instructions=""):
        of = {name: arrays[f"{side}_{name}"] for name in SIDE}
        assert of["entry_weight"].shape == (WINDOW, HIDDEN) and len(of["exit_bias"]) == EXIT
        self._read = INSTRUCTION_SETS[_NUMBERS[instructions or INSTRUCTIONS[0]]].read
        weights = [_packed(of[f"{name}_weight"]) for name in ("entry", "exit")]
        self._side.entry_weights = <const int8_t*>self._address(weights[0], np.int8)
        self._side.exit_weights = <const int8_t*>self._address(weights[1], np.int8)
        zero = ZERO * of["entry_weight"].sum(axis=0, dtype=np.int32)
        self._side.zero = <const int32_t*>self._address(zero, np.int32)
        self._side.entry_scales = self._floats(of["entry_scale"])
        self._side.entry_biases = self._floats(of["entry_bias"])
        self._side.fineness = self._floats(of["hidden_fineness"])
        self._side.exit_scales = self._floats(of["exit_scale"])
        self._side.exit_biases = self._floats(of["exit_bias"])
        self._side.exit_fineness = of["exit_fineness"]

    def read(self, const uint8_t[:, ::1] looks, const int64_t[::1] places):
        """Return the outputs for some windows; see `shape.Side`."""
        cdef int64_t count = len(places)
        found = np.empty((count, EXIT), np.int16)
        cdef int16_t[:, ::1] outputs = found
        if count:
            with nogil:
                self._read(&self._side, &looks[0, 0], &places[0], count, &outputs[0, 0])
        return found


cdef class Reading:
    """What both sides make of the places of a text; see `shape.Reading`."""

    cdef Side _before, _after
    cdef const uint8_t[:, ::1] _looks
    cdef double _scale
    cdef int64_t _size
    cdef int64_t[::1] _place  # of which the outputs stand in each slot
    cdef int64_t[::1] _asked  # when each slot was last asked for
    cdef int16_t[:, ::1] _outputs_before, _outputs_after
    cdef int64_t _times

    def __init__(self, sides, const uint8_t[:, ::1] looks, int64_t kept, double scale):
        self._before, self._after = sides
        self._looks, self._scale, self._size, self._times = looks, scale, kept, 0
        self._place, self._asked = np.full(kept, -1, np.int64), np.zeros(kept, np.int64)
        # Behind those that are kept stand the outputs of places whose slot another one takes that
        # is asked for at the same time.
        rows = kept + 2 * AT_ONCE
        self._outputs_before = np.empty((rows, EXIT), np.int16)
        self._outputs_after = np.empty((rows, EXIT), np.int16)

    def cut(self, first, after):
        """Return the products over some cuts, into and out of them; see `shape.Reading`."""
        cdef int64_t count = len(first), at
        cdef int64_t rows[2 * AT_ONCE]
        assert count <= AT_ONCE
        found = np.empty((3, count), np.float32)
        cdef float[:, ::1] of_cuts = found
        self._find(np.asarray(first, np.intp), np.asarray(after, np.intp), rows)
        for at in range(count):
            of_cuts[0, at] = self._product(rows[at], rows[count + at])
            of_cuts[1, at] = self._product(rows[at], rows[at])
            of_cuts[2, at] = self._product(rows[count + at], rows[count + at])
        return found

    def follows(self, const Py_ssize_t[:] places):
        """Return the products at some places; see `shape.Reading`."""
        cdef int64_t count = len(places), at
        cdef int64_t rows[2 * AT_ONCE]
        assert count <= AT_ONCE
        found = np.empty(count, np.float32)
        cdef float[::1] of_places = found
        self._find(places, places[:0], rows)
        for at in range(count):
            of_places[at] = self._product(rows[at], rows[at])
        return found

    cdef float _product(self, int64_t before, int64_t after) noexcept:
        cdef float product
        cdef const int16_t* of_before = &self._outputs_before[before, 0]
        multiply_outputs(of_before, &self._outputs_after[after, 0], 1, self._scale, &product)
        return product

    cdef _find(self, const Py_ssize_t[:] first, const Py_ssize_t[:] others, int64_t* rows):
        """Write where the outputs of some places and of others stand; the networks run where they
        are not kept.
        """
        cdef int64_t new = 0, extra = 0, at, place, slot, count = len(first)
        cdef int64_t places[2 * AT_ONCE]
        cdef int64_t of_new[2 * AT_ONCE]
        self._times += 1
        for at in range(count + <int64_t>len(others)):
            place = first[at] if at < count else others[at - count]
            slot = place % self._size
            rows[at] = slot
            if self._place[slot] != place:
                if self._asked[slot] == self._times:
                    rows[at] = self._size + extra
                    extra += 1
                else:
                    self._place[slot] = place
                places[new], of_new[new] = place, rows[at]
                new += 1
            self._asked[slot] = self._times
        if new:
            self._read(self._before, places, of_new, new, self._outputs_before)
            for at in range(new):  # the words behind a place begin there in `looks`
                places[at] += REACH
            self._read(self._after, places, of_new, new, self._outputs_after)

    cdef _read(
        self, Side side, const int64_t* places, const int64_t* rows, int64_t count,
        int16_t[:, ::1] outputs
    ):
        cdef int16_t[:, ::1] found = np.empty((count, EXIT), np.int16)
        cdef int64_t at
        # Not without the lock of Python: another thread that reads the same text would take these
        # places for kept, and this one's outputs from where it put its own.
        side._read(&side._side, &self._looks[0, 0], places, count, &found[0, 0])
        for at in range(count):
            memcpy(&outputs[rows[at], 0], &found[at, 0], EXIT * sizeof(int16_t))


def products(const int16_t[:, ::1] before, const int16_t[:, ::1] following, double scale):
    """Return the products of pairs of outputs; see `vectors.products`."""
    found = np.empty(len(before), np.float32)
    cdef float[::1] of_pairs = found
    if len(before):
        multiply_outputs(&before[0, 0], &following[0, 0], len(before), scale, &of_pairs[0])
    return found


def _packed(weights):
    """Return weights (inputs x outputs) by panels of outputs, four inputs of each side by side."""
    inputs, outputs = (-(-size // to) * to for size, to in zip(weights.shape, (4, PANEL)))
    padded = np.zeros((inputs, outputs), np.int8)
    padded[: len(weights), : weights.shape[1]] = weights
    return padded.reshape(inputs // 4, 4, -1, PANEL).transpose(2, 0, 3, 1)
