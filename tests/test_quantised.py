"""The weights that ship are those that were trained, as whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from checkout import ROOT
from numpy.typing import NDArray

from textclean.tagger.features import features
from textclean.tagger.kernel import vectors
from textclean.tagger.kernel.shape import DILATIONS, TABLES, WIDTH
from textclean.tagger.network import LABELS, QUOTES, WEIGHTS
from textclean.text import Text
from textclean.train.quantised import _run, measured, quantised, restored

STORY = (ROOT / "seeds" / "000_0b64a702e8daca09.txt").read_text(encoding="utf-8")


HEADS = ("gap", "quote")


def checkpoint() -> dict[str, NDArray[Any]]:
    """Return random weights in the form that training leaves, with tables as large as ours."""
    rng = np.random.default_rng(1)
    arrays: dict[str, NDArray[Any]] = {}
    inputs = 0
    with np.load(WEIGHTS) as shipped:
        for name in TABLES:
            rows, width = shipped[f"{name}_table"].shape
            inputs += width
            arrays[f"{name}_table"] = rng.integers(-127, 128, (rows, width), np.int8)
            arrays[f"{name}_scale"] = rng.uniform(0.001, 0.01, rows).astype(np.float16)
    layers = {f"layer{layer}": (3 * WIDTH, WIDTH) for layer in range(len(DILATIONS))}
    heads = {
        "gap": (2 * WIDTH, len(LABELS)),
        "quote": (2 * WIDTH, len(QUOTES)),
        "stray": (WIDTH, 1),
    }
    for name, size in {"entry": (inputs, WIDTH), **layers, **heads}.items():
        weight = rng.normal(size=size) / np.sqrt(size[0])
        arrays[f"{name}_weight"] = weight.astype(np.float16)
        arrays[f"{name}_bias"] = rng.normal(size=size[1], scale=0.1).astype(np.float16)
    return arrays


def test_whole_numbers_say_what_the_floats_said() -> None:
    """What a checkpoint makes of a text is nearly what the weights made of it do: each label and
    each quotation mark as against none, and each word.
    """
    trained = checkpoint()
    shipped = quantised(trained | measured(trained, [STORY]))
    rows = features(Text(STORY)).inputs
    gaps, stray = vectors.Network(shipped).judge(rows, np.ones(len(rows), np.bool_))
    _, (*_, state) = _run(trained, rows)
    following = np.pad(state[1:], ((0, 1), (0, 0)))
    both = np.hstack([state, following])
    outputs = [both @ trained[f"{head}_weight"] + trained[f"{head}_bias"] for head in HEADS]
    expected = np.hstack([output[:, 1:] - output[:, :1] for output in outputs])
    assert np.abs(gaps - expected).mean() < 0.05 * expected.std()
    expected = state @ trained["stray_weight"] + trained["stray_bias"]
    assert np.abs(stray - expected[:, 0]).mean() < 0.05 * expected.std()


def test_training_goes_on_from_what_ships() -> None:
    """The weights that ship are made into a checkpoint, of which the same weights are made."""
    with np.load(WEIGHTS) as arrays:
        shipped = dict(arrays)
    again = quantised(restored(shipped))
    assert shipped.keys() == again.keys()
    for name, array in shipped.items():
        assert np.allclose(array, again[name], rtol=1e-5), name


def test_caps_of_the_training_are_kept() -> None:
    """What training says a channel grows to is the largest number that the channel can have."""
    trained = checkpoint()
    caps = {f"layer{layer}_cap": np.full(WIDTH, layer + 1.0) for layer in range(len(DILATIONS))}
    inputs = len(trained["entry_weight"])
    caps |= {"entry_cap": np.full(inputs, 63.0), "state_cap": np.full(WIDTH, 32767.0)}
    shipped = quantised(trained | caps)
    assert (shipped["layer3_fineness"] == np.float32(127 / 4)).all()
    assert (shipped["state_fineness"] == 1).all()
    table = np.floor(trained["bond_table"] * trained["bond_scale"][:, None].astype(float) + 0.5)
    assert np.array_equal(shipped["bond_table"], table + 64)
    assert all(np.abs(shipped[f"layer{at}_weight"]).max(axis=0).min() == 127 for at in range(6))
