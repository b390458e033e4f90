"""The grammar of clauses: where one sentence ends and another begins, whatever the tagger says of
the gap between them."""

from __future__ import annotations

import numpy as np

from textclean.english import lexicon
from textclean.english.words import FINITE, SUBORDINATORS
from textclean.grammar.compounds import word_at
from textclean.grammar.gaps import sentence_starts
from textclean.text import Text

_LONGEST_NAME = 4  # words
_LONGEST_SENTENCE = 250  # words: no more of one is looked at


def is_splice(text: Text, gap: int) -> bool:
    """Whether a comma in this gap would join two main clauses, which takes a stop instead.

    "… has delivered an ultimatum to Kyiv Ukraine must finalize an agreement": a name and a finite
    verb follow, and the sentence before has its finite verb, and nothing that makes it a clause of
    the next, as in "When winter comes to Kyiv, Ukraine must …".
    """
    if not _begins_with_name_and_verb(text, gap + 1):
        return False
    first = max(sentence_starts(text)[gap], gap - _LONGEST_SENTENCE)
    before = {word_at(text, word).lower() for word in range(first, gap + 1)}
    return not FINITE.isdisjoint(before) and SUBORDINATORS.isdisjoint(before)


def has_verb_beside(text: Text, first: int, last: int) -> bool:
    """Whether the sentence of some words, from the first to the last, has another verb that stands
    for its own: an auxiliary or a form in -ed.

    >>> text = Text("A heading is known by its form. It must end.")
    >>> has_verb_beside(text, 2, 5), has_verb_beside(text, 4, 6), has_verb_beside(text, 9, 9)
    (False, True, True)
    """
    starts = sentence_starts(text)
    end = int(np.searchsorted(starts, starts[last], side="right"))
    own = (*range(starts[first], first), *range(last + 1, end))
    beside = (word_at(text, at).lower() for at in own)
    return any(word in FINITE or word.endswith("ed") for word in beside)


def _begins_with_name_and_verb(text: Text, first: int) -> bool:
    """Whether a name stands there, with nothing but spaces in it, and then a finite verb."""
    for word in range(first, min(first + _LONGEST_NAME, len(text.words) - 1)):
        if not (word_at(text, word)[:1].isupper() and lexicon.is_name(word_at(text, word))):
            return False
        if text.source[text.words[word].end : text.words[word + 1].start] != " ":
            return False
        if word_at(text, word + 1) in FINITE:
            return True
    return False
