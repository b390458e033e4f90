"""Who is asked about a text, and when.

The gate is cheap and sees every text. The network costs ten times as much as all else together, and
most copy is clean. So each kind of damage has a cheap look of its own, by the gate or by cohesion,
and the network is asked where that finds something. This is the one place that knows from when on.
"""

from __future__ import annotations

from typing import Literal

from textclean.tagger import gate, network
from textclean.tagger.network import Tagging
from textclean.text import Text, view

Damage = Literal["lost marks", "recurring phrase", "run-in heading", "interruption"]

# In log odds, by the cheap look. Of damaged documents that were kept out of training the look for
# lost marks passes over four in a hundred that lost a fifth of them, and none that lost more; that
# for recurring phrases asks about one clean document in twenty.
ASKED_FROM: dict[Damage, float] = {
    "lost marks": -2.94,
    "recurring phrase": -3.5,
    "run-in heading": -3.0,
    "interruption": 1.5,
}


@view
def rough(text: Text) -> Tagging:
    """Return what the gate says of each gap and each word."""
    return gate.look(text)


@view
def precise(text: Text) -> Tagging:
    """Return what the network says of each gap and each word."""
    return network.tag(text)


def is_worth_asking(damage: Damage, log_odds: float) -> bool:
    """Whether a cheap look that finds damage with these log odds calls for the network."""
    return log_odds > ASKED_FROM[damage]


def asked(text: Text, damage: Damage, log_odds: float) -> Tagging | None:
    """Return what the network says, or nothing where a cheap look finds too little to ask it."""
    return precise(text) if is_worth_asking(damage, log_odds) else None
