"""Which build of the networks runs here: the compiled one where there is one, else numpy."""

from __future__ import annotations

from textclean.tagger.kernel import vectors
from textclean.tagger.kernel.shape import Network, Reading, Side

network: type[Network] = vectors.Network
side: type[Side] = vectors.Side
reading: type[Reading] = vectors.Reading

try:
    from textclean.tagger.kernel import compiled
except ImportError:
    pass
else:
    if compiled.INSTRUCTIONS:
        network, side, reading = compiled.Network, compiled.Side, compiled.Reading
