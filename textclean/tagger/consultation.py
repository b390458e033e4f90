"""Which model runs on a text, and when.

The gate is cheap and runs on every text. The network costs ten times as much as all else together,
and most copy is clean. So each kind of damage has a cheap look of its own, by the gate or by
cohesion, and the network runs where that finds something. All thresholds of these looks stand here.
"""

from __future__ import annotations

from enum import Enum

from textclean.tagger import gate, network
from textclean.tagger.network import Tagging
from textclean.text import Text, view


class Look(Enum):
    """A cheap look for a kind of damage, and the log odds above which the network runs.

    Of damaged documents that were kept out of training the look for lost marks passes over four in
    a hundred that lost a fifth of them, and none that lost more; that for recurring phrases asks
    about one clean document in twenty.
    """

    LOST_MARKS = -1.4
    RECURRING_PHRASE = -3.5
    RUN_IN_HEADING = -3.0
    INTERRUPTION = -2.2


@view
def rough(text: Text) -> Tagging:
    """Return the judgement of the gate on each gap and each word."""
    return gate.look(text)


@view
def precise(text: Text) -> Tagging:
    """Return the judgement of the network on each gap and each word."""
    return network.tag(text)


def is_worth_asking(look: Look, log_odds: float) -> bool:
    """Whether a cheap look that finds its damage with these log odds calls for the network."""
    return log_odds > float(look.value)


def asked(text: Text, look: Look, log_odds: float) -> Tagging | None:
    """Return the judgement of the network, or nothing where a cheap look finds too little."""
    return precise(text) if is_worth_asking(look, log_odds) else None
