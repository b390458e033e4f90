"""How far a run is, and how fast."""

from __future__ import annotations

from time import monotonic

import attrs

from textclean.corpus.summary import Counts


@attrs.define
class Progress:
    """What was done of `rows` rows; `before` is what earlier runs had done."""

    rows: int
    counts: Counts = attrs.field(factory=Counts)
    before: int = 0
    size: int = 0
    started: float = attrs.field(factory=monotonic)

    def add(self, counts: Counts, *, is_new: bool = True) -> None:
        """Count a shard that is done; by this run, where it is new."""
        self.counts.merge(counts)
        if is_new:
            self.size += counts.size
        else:
            self.before += counts.documents + counts.empty

    @property
    def done(self) -> int:
        """How many rows are done."""
        return self.counts.documents + self.counts.empty

    @property
    def seconds(self) -> float:
        """How long this run has been at it."""
        return max(monotonic() - self.started, 1e-9)

    @property
    def rate(self) -> float:
        """How many rows this run does in a second."""
        return (self.done - self.before) / self.seconds

    def line(self) -> str:
        """Return the progress as a line."""
        told = [
            f"{self.done:,} of {self.rows:,} documents",
            f"{self.rate:,.0f}/s",
            f"{self.size / self.seconds / 1e6:.1f} MB/s",
            f"{damaged(self.counts):.0%} damaged",
        ]
        if self.rate:
            told.append(f"{clock((self.rows - self.done) / self.rate)} left")
        return " · ".join(told)


def damaged(counts: Counts) -> float:
    """Return the share of documents that were repaired."""
    return counts.repaired / counts.documents if counts.documents else 0.0


def clock(seconds: float) -> str:
    """Return a time as hours, minutes and seconds.

    >>> clock(59.6), clock(3_725)
    ('1:00', '1:02:05')
    """
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
