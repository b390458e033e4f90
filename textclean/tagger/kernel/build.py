"""Which build of the networks runs here: the compiled one where there is one, else numpy."""

from __future__ import annotations

from textclean.tagger.kernel import vectors
from textclean.tagger.kernel.shape import Network, Side

network: type[Network] = vectors.Network
side: type[Side] = vectors.Side
products = vectors.products

try:
    from textclean.tagger.kernel import compiled
except ImportError:
    pass
else:
    if compiled.INSTRUCTIONS:
        network, side, products = compiled.Network, compiled.Side, compiled.products
