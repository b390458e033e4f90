"""The network gives the same bits on numpy and with each set of instructions."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from textclean.edit import apply
from textclean.tagger import cohesion
from textclean.tagger.features import (
    BONDS,
    ENDING_BUCKETS,
    FORMS,
    GAPS,
    PAIR_BUCKETS,
    WORD_BUCKETS,
    features,
)
from textclean.tagger.kernel import vectors
from textclean.tagger.kernel.shape import AT_ONCE, LOOK, REACH, TABLES, Network, Numbers
from textclean.tagger.network import WEIGHTS
from textclean.text import Text
from textclean.train.garble import Rates, garble

compiled = pytest.importorskip("textclean.tagger.kernel.compiled", reason="no C compiler")

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
with np.load(WEIGHTS) as _arrays:
    ARRAYS = dict(_arrays)
ON_NUMPY = vectors.Network(ARRAYS)
BUILDS: dict[str, Network] = {
    name: compiled.Network(ARRAYS, name) for name in compiled.INSTRUCTIONS
} | {"numpy": ON_NUMPY}

each_build = pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)


def inputs() -> list[Numbers]:
    """Return the inputs of stories, as they are and damaged, and of no more than a few words."""
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    rng = random.Random(3)
    rates = Rates(stop=0.5, comma=0.5, hyphen=0.5, heading=0.5)
    texts += [apply(text, garble(Text(text), rates, rng)) for text in texts]
    texts += ["", "Aid grew.\n", "One two three four five six seven eight nine ten eleven\n"]
    return [features(Text(text)).inputs for text in texts]


@each_build
def test_every_build_gives_the_bits_of_numpy(build: Network) -> None:
    """All gaps and all words of a text are judged alike."""
    for rows in inputs():
        every = np.ones(len(rows), np.bool_)
        for one, other in zip(build.judge(rows, every), ON_NUMPY.judge(rows, every), strict=True):
            assert np.array_equal(one, other)


@each_build
def test_any_number_of_words_is_judged_alike(build: Network) -> None:
    """Words are multiplied some at a time, and those that are left over as all others are."""
    rows = inputs()[0]
    for size in range(1, 30):
        every = np.ones(size, np.bool_)
        found, expected = (one.judge(rows[:size], every) for one in (build, ON_NUMPY))
        for one, other in zip(found, expected, strict=True):
            assert np.array_equal(one, other)


@each_build
def test_some_places_are_judged_as_among_all(build: Network) -> None:
    """One place, the first, the last, and a few together get the bits that all together do."""
    rng = np.random.default_rng(5)
    for rows in filter(len, inputs()):
        whole = build.judge(rows, np.ones(len(rows), np.bool_))
        for places in ([0], [len(rows) - 1], rng.integers(len(rows), size=9)):
            is_asked = np.zeros(len(rows), np.bool_)
            is_asked[places] = True
            for found, of_all in zip(build.judge(rows, is_asked), whole, strict=True):
                assert np.array_equal(found, of_all[is_asked])


@each_build
def test_the_largest_numbers_are_summed_up_exactly(build: Network) -> None:
    """No instruction saturates: all weights the largest of either sign, all activations the
    largest.
    """
    signs = np.where(np.arange(160) % 2, 127, -127).astype(np.int8)
    extreme = {
        name: np.broadcast_to(signs, array.shape)
        if name.startswith(("layer", "entry")) and name.endswith("_weight")
        else np.full_like(array, 127)
        if name.endswith("_table")
        else np.full_like(array, 1e6)
        if name.endswith("_fineness")
        else array
        for name, array in ARRAYS.items()
    }
    rows, every = inputs()[0], np.ones(len(inputs()[0]), np.bool_)
    here = (
        compiled.Network(extreme, next(name for name, own in BUILDS.items() if own is build))
        if build is not ON_NUMPY
        else vectors.Network(extreme)
    )
    on_numpy = vectors.Network(extreme)
    for one, other in zip(here.judge(rows, every), on_numpy.judge(rows, every), strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("instructions", compiled.INSTRUCTIONS)
@pytest.mark.parametrize("side", cohesion.SIDES)
def test_every_build_reads_both_sides_of_a_place_alike(side: str, instructions: str) -> None:
    """What tells of cohesion has the bits of numpy, and so have its products, with the largest
    numbers too.
    """
    with np.load(cohesion.WEIGHTS) as arrays:
        weights = dict(arrays)
    rng = np.random.default_rng(2)
    looks = rng.integers(0, 128, (400, LOOK), np.uint8)
    looks[200:] = 127
    places = rng.integers(0, 390, 100)
    extreme = {f"{side}_entry_weight", f"{side}_exit_weight"}
    for edition in (weights, weights | {name: 0 * weights[name] + 127 for name in extreme}):
        on_numpy = vectors.Side(edition, side).read(looks, places)
        found = compiled.Side(edition, side, instructions).read(looks, places)
        assert np.array_equal(found, on_numpy)
        others = rng.permutation(found)
        for outputs, other in ((found, others), (0 * found + 32767, 0 * found - 32767)):
            expected = vectors.products(outputs, other, 0.37)
            assert np.array_equal(compiled.products(outputs, other, 0.37), expected)


@pytest.mark.parametrize("instructions", compiled.INSTRUCTIONS)
@pytest.mark.parametrize("kept", [1, 7, 300])
def test_every_build_reads_a_text_alike(instructions: str, kept: int) -> None:
    """However many places are kept, and whichever were asked for before, both builds cut it
    alike.
    """
    with np.load(cohesion.WEIGHTS) as arrays:
        weights = dict(arrays)
    rng = np.random.default_rng(5)
    looks = rng.integers(0, 128, (300 + 2 * REACH, LOOK), np.uint8)
    sides = [vectors.Side(weights, side) for side in cohesion.SIDES]
    on_numpy = vectors.Reading((sides[0], sides[1]), looks, kept, 0.37)
    sides = [compiled.Side(weights, side, instructions) for side in cohesion.SIDES]
    found = compiled.Reading((sides[0], sides[1]), looks, kept, 0.37)
    for number in (0, 1, 3, AT_ONCE, 30):
        first, after = rng.integers(0, 301, (2, number))
        assert np.array_equal(found.cut(first, after), on_numpy.cut(first, after))
        assert np.array_equal(found.follows(after), on_numpy.follows(after))


def test_the_tables_have_a_row_for_each_number_of_the_features() -> None:
    """The compiled build looks rows up without asking whether there are so many."""
    sizes = (WORD_BUCKETS, ENDING_BUCKETS, FORMS, BONDS, GAPS, PAIR_BUCKETS)
    for name, size in zip(TABLES, sizes, strict=True):
        assert len(ARRAYS[f"{name}_table"]) >= size


def test_this_machine_has_a_compiled_build() -> None:
    """The others are not compared with numpy where there is none."""
    assert compiled.INSTRUCTIONS


def test_numpy_stands_in_where_nothing_was_compiled() -> None:
    """Without the compiled module the network runs, with the same answers."""
    program = (
        "import sys; sys.modules['textclean.tagger.kernel.compiled'] = None\n"
        "from textclean.tagger.kernel import build; print(build.network.__module__)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "textclean.tagger.kernel.vectors\n"
