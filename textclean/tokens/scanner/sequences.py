"""Sequences of tokens, known by ids of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from textclean.tokens.scanner.table import Ids
from textclean.tokens.scanner.tokens import BASE

Places = NDArray[np.intp]


def followed(sequence: Ids, token: Ids) -> Ids:
    """Return the ids of sequences (a token's own id is one) that a token is added to."""
    longer: Ids = sequence * np.uint64(BASE) + token
    return longer


def groups(ids: Ids) -> tuple[Places, Places, Places]:
    """Return the places of `ids` with equal ids side by side, each group's in rising order; where
    in them each group starts; and how many it has.
    """
    places = np.argsort(ids, kind="stable")
    ordered = ids[places]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ids)])
    return places, starts, np.diff(np.append(starts, len(ids)))
