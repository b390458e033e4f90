"""Where a text lost its quotation marks, if an export left blanks in the place of its marks.

The network says of each gap how likely an editor would open or close a quotation there. Quotations
are opened and closed by turns, so that all gaps of a paragraph are judged together, by the forward
and backward sums of a chain of states (Rabiner, "A Tutorial on Hidden Markov Models", 1989).
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from textclean.layout.blocks import RUNNING
from textclean.tagger.blanks import log_odds
from textclean.tagger.consultation import precise
from textclean.tagger.features import features
from textclean.tagger.kernel.shape import Floats
from textclean.tagger.loss import damage_at_first
from textclean.text import Text, view
from textclean.tokens.pattern import Signs, pattern

Doubles = NDArray[np.float64]

_QUOTE = pattern('["“”„«»‘‚‹›]')
# Two blanks are left by any mark, or by a slip of the hand.
_BLANKS = Signs(["   "], r"(?<=[\w.,;:?!]   ) *(?=\w)")
# A sign that is no mark of a sentence has no quotation beside it: "e-mail me* -> I don't have".
_SIGN = pattern(r"[^\s.,;:?!()'’\-–—]")
_IMPOSSIBLE = -30.0  # log odds
# Of the words of news and press releases so many stand within a quotation. Where one does, it is
# likelier than anywhere that it is closed, and where none does, that one is opened.
_INSIDE = 0.27
# How likely a text begins with a quotation, where nothing stands before it to tell: of paragraphs
# that an export took the marks from, three in ten do.
_AT_THE_START = -0.9  # log odds
# How likely a text ends with a quotation: the network sees no word behind the last, and says about
# the same of all texts.
_AT_THE_END = -1.3  # log odds
# A quotation of several paragraphs is closed in the last …
_GOES_ON = -3.0  # log odds
# … and hardly ever stays open to the end of the text.
_STAYS_OPEN = -5.0  # log odds

# A paragraph before its first quotation, within it, behind one, and within one more.
_BEFORE, _WITHIN, _BEHIND, _AGAIN = range(4)
_STATES = 4
# Who speaks on behind the speaker mostly speaks to the end of the paragraph: in 97 of 100 press
# releases, 82 to 91 features and novels. A factor of the odds that such a quotation is closed, in
# each gap before.
_STOPS_AGAIN = 0.2


@attrs.frozen(eq=False)
class LostQuotes:
    """How likely a quotation mark is lost before each word, and behind each (words)."""

    opens: Doubles
    closes: Doubles


@view
def lost_quotes(text: Text) -> LostQuotes:
    """Return where a text lost quotation marks: nowhere, if it has any or no blanks to spare.

    What took them took other marks too: else wide gaps have a reason of their own, as those of
    verse in a paragraph have ("O man of the sea!   Hearken to me!   My wife Ilsabill   Will have
    her own will").
    """
    size = len(text.scanned)
    found = LostQuotes(np.zeros(size), np.zeros(size))
    if not _BLANKS.are_in(text.source) or _QUOTE.search(text.source):
        return found
    starts, ends = text.scanned.start, text.scanned.end
    gaps = np.arange(size)
    following = [*starts[1:].tolist(), len(text.source)]
    between = [text.source[end:at] for end, at in zip(ends.tolist(), following, strict=True)]
    blanks = np.array([gap.count(" ") for gap in between], np.int32)
    logits = precise(text).quotes(gaps)
    logits = logits + log_odds(logits, blanks, features(text).gap)[:, None]
    logits[[bool(_SIGN.search(gap)) for gap in between]] = _IMPOSSIBLE
    for block in text.blocks:
        if block.kind in RUNNING:
            first, last = np.searchsorted(starts, (block.start, block.end)).tolist()
            _judge(logits, first, last, found)
    damage = damage_at_first(text)
    return LostQuotes(damage * found.opens, damage * found.closes)


def _judge(logits: Floats, first: int, last: int, found: LostQuotes) -> None:
    """Write how likely the marks before and behind the words of a paragraph are lost."""
    own = logits[max(first - 1, 0) : last].astype(np.float64)
    goes_on = _GOES_ON
    if first == 0:
        own = np.concatenate([[[_AT_THE_START, -np.inf]], own])
    if last == len(logits):
        own[-1, 1] = _AT_THE_END
        goes_on = _STAYS_OPEN
    opens, closes = _chain(np.exp(np.clip(own, -30, 30)), np.exp(goes_on))
    found.opens[first:last], found.closes[first:last] = opens[:-1], closes[1:]


def _chain(odds: Doubles, goes_on: float) -> tuple[Doubles, Doubles]:
    """Return how likely a quotation is opened and closed in each gap, by the odds of both that the
    gap has wherever it stands (gaps x 2), and those that one goes on behind the last.
    """
    steps = np.zeros((len(odds), _STATES, _STATES)) + np.eye(_STATES)
    opens, closes = odds.T / [[1 - _INSIDE], [_INSIDE]]
    steps[:, _BEFORE, _WITHIN] = steps[:, _BEHIND, _AGAIN] = opens
    steps[:, _WITHIN, _BEHIND] = steps[:, _AGAIN, _BEHIND] = closes
    steps[:-1, _AGAIN, _BEHIND] *= _STOPS_AGAIN
    count = len(odds)
    forward, backward = np.zeros((count + 1, _STATES)), np.ones((count + 1, _STATES))
    forward[0, _BEFORE] = 1
    backward[count, [_WITHIN, _AGAIN]] = goes_on
    for at in range(count):
        after = forward[at] @ steps[at]
        forward[at + 1] = after / after.sum()
    for at in range(count - 1, -1, -1):
        before = steps[at] @ backward[at + 1]
        backward[at] = before / before.sum()
    taken = forward[:-1, :, None] * steps * backward[1:, None, :]
    taken /= taken.sum(axis=(1, 2), keepdims=True)
    opened: Doubles = taken[:, _BEFORE, _WITHIN] + taken[:, _BEHIND, _AGAIN]
    closed: Doubles = taken[:, _WITHIN, _BEHIND] + taken[:, _AGAIN, _BEHIND]
    return opened, closed
