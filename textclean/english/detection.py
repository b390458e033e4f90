"""Whether a passage is in English, the one language whose sentences the rules mend."""

from __future__ import annotations

from collections.abc import Sequence

from textclean.english import lexicon

# Small words that the languages around English do not share, as they do "in", "was" and "of".
_ENGLISH = frozenset(
    """
    the and that with from this these those his their they which who when where what were are been
    not before about into through while because
    """.split()  # noqa: SIM905
)
_FEWEST_WORDS = 5
_SHARE_OF_UNKNOWN = 0.3
_SHARE_OF_ENGLISH = 0.06


def is_english(words: Sequence[str]) -> bool:
    """Whether a passage of these words is English for all that they tell; a few tell nothing.

    Another language is known by words of which clean English prose has never seen a third, where
    hardly any small English word stands between them. Names, which may be anything, do not count.

    >>> is_english("Ms Nguyễn said that the buses of Hà Nội would be electric".split())
    True
    >>> is_english("La grève des conducteurs de la SNCF est dans sa troisième semaine".split())
    False
    """
    english = sum(map(_ENGLISH.__contains__, words))
    if english >= _SHARE_OF_ENGLISH * len(words):
        return True
    words = [word for word in words if word[0].islower()]
    if len(words) < _FEWEST_WORDS or english >= _SHARE_OF_ENGLISH * len(words):
        return True
    unknown = sum(not lexicon.count(word) for word in words)
    return unknown < _SHARE_OF_UNKNOWN * len(words)
