"""Phrases pasted into the text again and again."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.assessment import Pasted, assess
from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text


@normalizer("words", "spaces", "marks", "case", english=True, judges=True)
def stray_phrase(text: Text, *, phrases: tuple[str, ...] = ()) -> Iterator[Edit]:
    """Take out a phrase that was pasted into the text again and again.

    "the reward for a which is the signed settlement … arms to which is the modernize". The phrase
    is found by what it does to the document: one to eight words that come back at least three
    times, in places that have nothing in common, where by the tagger's judgement the sentence does
    not want them and holds together better without them. Each place counts, and legitimate
    repetition speaks against: a phrase that mostly stands where it should ("the prime minister
    said") is never touched, a date hardly ever, and where a stray phrase stands rightly for once
    (", which is the largest") that place is spared. A paragraph that comes back whole brings
    nothing new. `phrases` are known beforehand, from other documents of the source; they need less
    evidence, and may stand in one place only. None is deleted because it is known.

    >>> from textclean.edit import apply
    >>> source = (
    ...     "The council met for as was noted two hours.\\n"
    ...     "It was the as was noted longest session of the year.\\n"
    ...     "Members of both as was noted parties asked for a vote.\\n"
    ...     "The mayor will as was noted answer them on Friday.\\n"
    ... )
    >>> print(apply(source, stray_phrase(Text(source))), end="")
    The council met for two hours.
    It was the longest session of the year.
    Members of both parties asked for a vote.
    The mayor will answer them on Friday.
    """
    for pasted in assess(text).pasted_phrases(phrases):
        yield _deletion(text, pasted)


def _deletion(text: Text, pasted: Pasted) -> Edit:
    """Take out the words and one of the gaps beside them; a sentence keeps its capital."""
    phrase, place, confidence = pasted.phrase, pasted.place, pasted.probability
    source, words, length = text.source, text.words, phrase.length
    start, end = words[place].start, words[place + length - 1].end
    end += len(phrase.own_comma) if source.startswith(phrase.own_comma, end) else 0
    why = f"“{source[start:end]}” was pasted in here, as elsewhere"
    if source[end : end + 1] == " ":
        following = words[place + length]
        first = source[following.start]
        if source[start].isupper() and first.islower() and following.start == end + 1:
            new = first.upper() + source[following.start + 1 : following.end]
            return Edit.replace(start, following.end, new, confidence=confidence, why=why)
        return Edit.delete(start, end + 1, confidence=confidence, why=why)
    while start and source[start - 1] in " \t":
        start -= 1
    return Edit.delete(start, end, confidence=confidence, why=why)
