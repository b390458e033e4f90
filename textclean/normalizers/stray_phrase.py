"""Phrases pasted into the text again and again."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.assessment import Pasted, assess
from textclean.edit import Edit
from textclean.normalizer import normalizer
from textclean.text import Text


@normalizer("words", "spaces", "marks", "case", english=True, judges=True)
def stray_phrase(text: Text, *, phrases: tuple[str, ...] = ()) -> Iterator[Edit]:
    r"""Take out a phrase that was pasted into the text again and again.

    What it mends
        "the reward for a which is the signed settlement … arms to which is the modernize": one to
        eight words that come back where no sentence wants them. `phrases` lists those that are
        known from other documents of the source.

    What it asks for
        At least three places that have nothing in common, where by the tagger's judgement the
        sentence does not want the words and holds together better without them. Each place counts.
        A phrase of `phrases` needs less evidence and may stand in one place only, but is never
        deleted only because it is listed.

    What it leaves
        A phrase that mostly stands where it should ("the prime minister said"); dates, with hardly
        an exception. The one place where a stray phrase is rightly used (", which is the largest").
        A paragraph that comes back whole adds no evidence.

    Example
        >>> from textclean.edit import apply
        >>> source = (
        ...     "The council met for as was noted two hours.\n"
        ...     "It was the as was noted longest session of the year.\n"
        ...     "Members of both as was noted parties asked for a vote.\n"
        ...     "The mayor will as was noted answer them on Friday.\n"
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
        # "the Build-Depends fields" has a capital anywhere
        opens = source[start].isupper() and start in text.sentence_offsets[0]
        if opens and first.islower() and following.start == end + 1:
            new = first.upper() + source[following.start + 1 : following.end]
            return Edit.replace(start, following.end, new, confidence=confidence, why=why)
        return Edit.delete(start, end + 1, confidence=confidence, why=why)
    while start and source[start - 1] in " \t":
        start -= 1
    return Edit.delete(start, end, confidence=confidence, why=why)
