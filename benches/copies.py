"""The copy that everything is measured on: clean and garbled, in one text and by documents."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import Literal

import attrs

from benches.exchange import exchanged
from benches.material import clean_passages, garbled_passages
from textclean.edit import apply
from textclean.text import Text
from textclean.train.corpus import documents, sources
from textclean.train.garble import Rates, garble

Condition = Literal["clean", "garbled"]

SIZE = 10_000_000
SIZE_BY_DOCUMENTS = 1_000_000
BETWEEN_DOCUMENTS = "\n\n"

_SHORTEST, _LONGEST = 2_000, 20_000
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "--", "–": "-", "…": "..."})
_RATES = Rates(stop=0.5, comma=0.5, hyphen=0.5, heading=0.5, stray=0.9, phrases=("which is the",))


@attrs.frozen
class Piece:
    """The beginning of some copy, as the texts that a subject is called with one by one."""

    texts: tuple[str, ...]

    @property
    def size(self) -> int:
        """Its size in bytes of UTF-8, which is what speeds are counted in."""
        return sum(len(text.encode()) for text in self.texts)


@attrs.frozen(eq=False)
class Copy:
    """Documents of 2 to 20 KB, clean or garbled, given to a subject one by one or as one text."""

    condition: Condition
    documents: tuple[str, ...] = attrs.field(repr=False)
    is_one_text: bool

    @property
    def name(self) -> str:
        """What the copy is called in tables."""
        return f"{self.condition} copy {'in one text' if self.is_one_text else 'by documents'}"

    def piece(self, size: int) -> Piece:
        """Return the first documents that come to `size` bytes together, or all that there are."""
        taken = tuple(_up_to(size, iter(self.documents)))
        return Piece((BETWEEN_DOCUMENTS.join(taken),) if self.is_one_text else taken)


@cache
def copies(corpora: Path | None) -> tuple[Copy, ...]:
    """Return the four copies: made from the checkout, or taken from a folder of corpora.

    Raises `FileNotFoundError` where the folder holds no corpora.
    """
    found: dict[Condition, tuple[str, ...]] = {}
    if corpora:
        found["clean"] = tuple(_up_to(SIZE, _read(corpora)))
        found["garbled"] = tuple(_garbled(found["clean"]))
    else:
        found["clean"] = tuple(_up_to(SIZE, _made(clean_passages())))
        found["garbled"] = tuple(_up_to(SIZE, _made(garbled_passages())))
    return (
        *(Copy(condition, documents, True) for condition, documents in found.items()),
        *(
            Copy(condition, tuple(_up_to(SIZE_BY_DOCUMENTS, iter(documents))), False)
            for condition, documents in found.items()
        ),
    )


def _made(passages: Sequence[str]) -> Iterator[str]:
    """Yield documents without end: passages in an order that is new each time, words exchanged.

    Half of them are in ASCII, as those of half the houses are.
    """
    rng = random.Random(0)
    shuffled = chain.from_iterable(rng.sample(passages, len(passages)) for _ in count())
    while True:
        length, size = rng.randint(_SHORTEST, _LONGEST), 0
        parts: list[str] = []
        while size < length:
            parts.append(next(shuffled))
            size += len(parts[-1].encode())
        document = exchanged("\n\n".join(parts), rng)
        yield _in_ascii(document) if rng.random() < 0.5 else document


def _in_ascii(document: str) -> str:
    """Return the document with straight quotes and without what ASCII does not have."""
    return document.translate(_STRAIGHT).encode("ascii", "ignore").decode()


def _read(folder: Path) -> Iterator[str]:
    """Yield documents from all corpora in turn, heading marks taken off, the longest cut short."""
    waiting = [documents(path) for path in sources(folder)]
    while waiting:
        for corpus in list(waiting):
            document = next(corpus, None)
            if document is None:
                waiting.remove(corpus)
            elif len(document) >= _SHORTEST:
                lines = document[:_LONGEST].splitlines()
                yield "\n\n".join(line.removeprefix("# ") for line in lines)


def _garbled(clean: Iterable[str]) -> Iterator[str]:
    """Yield the documents with half of their marks lost and a phrase pasted in."""
    rng = random.Random(0)
    for document in clean:
        yield apply(document, garble(Text(document), _RATES, rng))


def _up_to(size: int, found: Iterator[str]) -> Iterator[str]:
    """Yield documents until they come to `size` bytes together."""
    taken = 0
    while taken < size and (document := next(found, "")):
        yield document
        taken += len(document.encode())
