"""`Subject`: something that reads text and whose speed is measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs

from benches.copies import Piece

Product = Literal[
    "token spans",
    "token strings",
    "tokens with shape and id",
    "words",
    "sentence spans",
    "sentence strings",
    "repaired text",
]

# How much copy a subject is given, in bytes. Speeds are per byte, and where one would keep the
# others waiting it gets less.
ALL = 10_000_000
SOME = 500_000
LITTLE = 100_000
LEAST = 30_000


@attrs.frozen
class Subject:
    """A function that makes something of a text, and how much copy it is given at most."""

    product: Product
    name: str
    read: Callable[[str], object] = attrs.field(repr=False)
    at_most: int

    @property
    def title(self) -> str:
        """What it makes, and its name."""
        return f"{self.product}: {self.name}"

    def run(self, piece: Piece) -> None:
        """Read each text of a piece; what is made of it is thrown away, which costs time too."""
        for text in piece.texts:
            self.read(text)
