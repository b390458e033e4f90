"""Layers as they ship: tables in int8 with a scale a row, the rest in float16."""

from __future__ import annotations

from typing import Any

import numpy as np
from torch import nn

Arrays = dict[str, np.ndarray[Any, Any]]


def table(name: str, embedding: nn.Embedding) -> Arrays:
    """Return a table and its scales."""
    weight = embedding.weight.detach().numpy()
    scale = np.abs(weight).max(axis=1, keepdims=True) / 127 + 1e-12
    return {
        f"{name}_table": np.round(weight / scale).astype(np.int8),
        f"{name}_scale": scale[:, 0].astype(np.float16),
    }


def dense(name: str, layer: nn.Linear) -> Arrays:
    """Return the weights (in x out) and the bias of a layer."""
    return {
        f"{name}_weight": layer.weight.detach().numpy().T.astype(np.float16),
        f"{name}_bias": layer.bias.detach().numpy().astype(np.float16),
    }
