"""Documents of one source for tests of the survey: clean ones, and what is pasted into them."""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise

from benches.exchange import exchanged
from benches.material import clean_passages
from textclean.edit import Edit, apply
from textclean.text import Text

PHRASE = "as was noted"
_PASSAGES = 6
_SHORTEST = 120  # characters


@cache
def clean_documents(number: int) -> tuple[str, ...]:
    """Return so many documents, no two alike."""
    rng = random.Random(0)
    passages = [
        passage
        for passage in clean_passages()
        if len(passage) >= _SHORTEST and "\n" not in passage and passage.isascii()
    ]
    return tuple(
        "".join(f"{exchanged(one, rng)}\n\n" for one in rng.sample(passages, _PASSAGES))
        for _ in range(number)
    )


def pasted(document: str, phrase: str, times: int, rng: random.Random) -> str:
    """Return a document with a phrase put between two of its words, so many times."""
    words = Text(document).words
    gaps = [
        after.start
        for before, after in pairwise(words)
        if document[before.end : after.start] == " "
    ]
    return apply(
        document, [Edit.insert(at, f"{phrase} ") for at in sorted(rng.sample(gaps, times))]
    )
