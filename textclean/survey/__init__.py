"""A survey of the documents of one source: phrases and lines that come back and do not belong.

It reads one document after another and remembers a sample of them, those whose hashes are the
lowest (bottom-k sampling; Cohen and Kaplan, "Summarizing Data Using Bottom-k Sketches", 2007).
Which documents these are depends neither on the order in which they come nor on how they are shared
out: the sample of a whole is that of its parts' samples, and so are its findings, to the byte.
Memory is bounded by the size of the sample. Up to that size nothing is left out; beyond it, counts
are those of the sample, and a phrase is found if it stands in one document of a few hundred.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from heapq import heappop, heappush

import attrs

from textclean.errors import TextcleanError
from textclean.source import plain
from textclean.survey.findings import Example, Finding, Findings
from textclean.survey.lines import furniture_lines
from textclean.survey.phrases import stray_phrases
from textclean.survey.sampled import LONGEST, Sampled, beginning

__all__ = ["LONGEST", "SAMPLE", "Example", "Finding", "Findings", "NotASurveyError", "Survey"]

SAMPLE = 2_000  # documents

_FORMAT = 1


class NotASurveyError(TextcleanError):
    """What was to be read as a survey is none, or one of another version."""


@attrs.define
class Survey:
    """What is known of a source so far; a document that is added twice counts once in the sample.

    >>> survey = Survey()
    >>> survey.add("a.txt", "Aid grew.\\n")
    >>> survey.findings().phrases
    ()
    """

    read: int = 0
    cut: int = 0
    _sample: dict[int, Sampled | _Waiting] = attrs.field(factory=dict)
    _highest: list[int] = attrs.field(factory=list)  # a heap of the hashes, negated

    def add(self, name: str, source: str) -> None:
        """Read a document. `name` is what the examples call it."""
        source = plain(source)
        first = beginning(source)
        self.read += 1
        self.cut += len(first) < len(source)
        digest = hashlib.blake2b(source.encode(), digest_size=8).digest()
        self._keep(int.from_bytes(digest), _Waiting(name, first))

    def merge(self, other: Survey) -> None:
        """Add what another survey has read."""
        self.read += other.read
        self.cut += other.cut
        for key, one in other._sample.items():
            self._keep(key, one)

    def findings(self) -> Findings:
        """Return what comes back where it does not belong."""
        sample = [one for _, one in self._looked_at()]
        return Findings(
            self.read,
            self.cut,
            len(sample),
            stray_phrases(sample),
            furniture_lines([(one.name, one.lines) for one in sample]),
        )

    def to_json(self) -> Iterator[str]:
        """Yield the survey as JSON, findings and sample, line by line."""
        findings = attrs.asdict(self.findings())
        yield f'{{"textclean_survey": {_FORMAT},\n'
        for name, value in findings.items():
            yield f'"{name}": {json.dumps(value, ensure_ascii=False)},\n'
        yield '"sample": {'
        lead = "\n"
        for key, one in self._looked_at():
            record = json.dumps(one.to_record(), ensure_ascii=False)
            yield f'{lead}"{key:016x}": {record}'
            lead = ",\n"
        yield "\n}}\n"

    @classmethod
    def from_json(cls, text: str) -> Survey:
        """Return a survey from its JSON. Raises `NotASurveyError`."""
        try:
            stated = json.loads(text)
            if stated["textclean_survey"] != _FORMAT:
                raise NotASurveyError(
                    "is a survey of another version of textclean; make it again with this one"
                )
            survey = cls(int(stated["read"]), int(stated["cut"]))
            for key, record in stated["sample"].items():
                survey._keep(int(key, 16), Sampled.from_record(record))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise NotASurveyError(
                "is no survey; make one with textclean survey --output-format json"
            ) from None
        return survey

    def _keep(self, key: int, one: Sampled | _Waiting) -> None:
        """Take a document into the sample if its hash is low enough."""
        if (known := self._sample.get(key)) is not None:
            if one.name < known.name:
                self._sample[key] = attrs.evolve(known, name=one.name)
            return
        if len(self._sample) == SAMPLE:
            if key > -self._highest[0]:
                return
            del self._sample[-heappop(self._highest)]
        self._sample[key] = one
        heappush(self._highest, -key)

    def _looked_at(self) -> Iterator[tuple[int, Sampled]]:
        """Yield the sample in the order of hashes; those that are still waiting are read now."""
        for key in sorted(self._sample):
            one = self._sample[key]
            if isinstance(one, _Waiting):
                one = self._sample[key] = Sampled.of(one.name, one.source)
            yield key, one


@attrs.frozen
class _Waiting:
    """A document that is in the sample for now: it is read when no other can displace it."""

    name: str
    source: str
