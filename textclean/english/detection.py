"""Whether a passage is in English, the one language whose sentences the rules mend."""

from __future__ import annotations

from collections.abc import Sequence

from textclean.english import lexicon

# Small words that English shares with no neighbour, as it does "in", "was" and "of".
_ENGLISH = frozenset(
    """
    the and that with from this these those his their they which who when where what were are been
    not before about into through while because
    """.split()  # noqa: SIM905
)
_FEWEST_WORDS = 5  # in small letters
_LEAST_UNKNOWN = 0.3  # share of the words of another language that clean English prose lacks
_LEAST_ENGLISH = 0.06  # share of such small words in English


def is_english(words: Sequence[str]) -> bool:
    """Whether a passage of these words is English; true where they are too few to tell.

    A passage is in another language where clean English prose lacks a third of its words and hardly
    any word is a small English one. Names do not count: they are the same in all languages.

    >>> is_english("Ms Nguyễn said that the buses of Hà Nội would be electric".split())
    True
    >>> is_english("La grève des conducteurs de la SNCF est dans sa troisième semaine".split())
    False
    """
    english = sum(map(_ENGLISH.__contains__, words))
    if english >= _LEAST_ENGLISH * len(words):
        return True
    words = [word for word in words if word[0].islower()]
    if len(words) < _FEWEST_WORDS or english >= _LEAST_ENGLISH * len(words):
        return True
    unknown = sum(not lexicon.count(word) for word in words)
    return unknown < _LEAST_UNKNOWN * len(words)
