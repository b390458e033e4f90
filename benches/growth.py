"""How the time grows with the length of a document: ten times as long, how much dearer?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import attrs

from benches.copies import Copy
from benches.rounds import in_rounds, median_ratio, seconds
from benches.subject import Subject

# A rule may look at a document once and find nothing to do. The longer the texts, the fewer tenths
# are such, so a subject is given as much as it reads in this time, within bounds in code points.
_SECONDS = 0.25
_SHORTEST, _LONGEST = 30_000, 1_000_000

_ROUNDS = 3


@attrs.frozen
class Growth:
    """What ten times the length of a text costs a subject; 10 is in proportion."""

    subject: Subject
    text: str
    factor: float


def growth(copy: Copy, subjects: Iterable[Subject]) -> list[Growth]:
    """Return how the time of each subject grows on each of three texts.

    They are the copy as it is, all in one line, and all in one word, where careless patterns
    backtrack. So that nothing but the length differs, what a whole text costs is compared with what
    its ten tenths cost one after another.
    """
    return [
        Growth(subject, name, _factor(subject, text[: _length(subject, text)]))
        for subject in subjects
        for name, text in _texts(copy).items()
    ]


def table(found: Sequence[Growth]) -> Iterator[str]:
    """Yield the lines of a table of factors."""
    texts = list(dict.fromkeys(growth.text for growth in found))
    yield f"{'time for ten times the length':<50}" + "".join(f"{text:>18}" for text in texts)
    factors = {(growth.subject.title, growth.text): growth.factor for growth in found}
    for title in dict.fromkeys(title for title, _ in factors):
        cells = "".join(f"{factors[title, text]:>18.1f}" for text in texts)
        yield f"    {title:<46}{cells}"
    yield ""


def _texts(copy: Copy) -> Mapping[str, str]:
    """Return the texts by what they are called in the table."""
    source = copy.piece(2 * _LONGEST).texts[0]
    return {
        "as it is": source,
        "in one line": " ".join(source.split()),
        "in one word": "".join(source.split()),
    }


def _length(subject: Subject, text: str) -> int:
    """Return how many code points of the text a subject is given."""
    spent = seconds(partial(subject.read, text[:_SHORTEST]))
    return min(max(_SHORTEST, round(_SECONDS * _SHORTEST / spent)), _LONGEST)


def _factor(subject: Subject, text: str) -> float:
    """Return the time for the text over the mean time for its tenths."""
    tenth = -(-len(text) // 10)
    tenths = [text[start : start + tenth] for start in range(0, len(text), tenth)]
    spent = in_rounds(
        {
            "whole": partial(seconds, partial(subject.read, text)),
            "tenths": partial(seconds, lambda: [subject.read(part) for part in tenths]),
        },
        _ROUNDS,
    )
    return 10 * median_ratio(spent, "whole", "tenths")
