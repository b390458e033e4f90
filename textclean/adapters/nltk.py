"""NLTK's tokenizer interface over our tokens and sentences.

NLTK takes half a second to import and its own models cannot be had offline, so it is imported here
and nowhere else; the extra `nltk` brings it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nltk.tokenize.api import TokenizerI

from textclean.tokens import scan
from textclean.tokens import sentences as sentence


class WordTokenizer(TokenizerI):  # type: ignore[misc]
    """Cuts a text into tokens as `textclean.tokenize` does.

    >>> WordTokenizer().tokenize("Sen. Ng didn’t pay $1.5bn.")
    ['Sen.', 'Ng', 'didn’t', 'pay', '$1.5bn', '.']
    """

    def tokenize(self, s: str) -> list[str]:
        """Return the tokens of `s`."""
        return scan.tokenize(s)

    def span_tokenize(self, s: str) -> Iterator[tuple[int, int]]:
        """Return the start and end of each token of `s`, in code points."""
        starts, ends = scan.token_spans(s)
        return zip(starts.tolist(), ends.tolist(), strict=True)


class SentenceTokenizer(TokenizerI):  # type: ignore[misc]
    """Cuts a text into sentences as `textclean.sentences` does.

    >>> SentenceTokenizer().tokenize("Sen. Ng left. “Why?” he asked.")
    ['Sen. Ng left.', '“Why?” he asked.']
    """

    def tokenize(self, s: str) -> list[str]:
        """Return the sentences of `s`, without the space between them."""
        return [s[start:end] for start, end in self.span_tokenize(s)]

    def span_tokenize(self, s: str) -> Iterator[tuple[int, int]]:
        """Return the start and end of each sentence of `s`, in code points."""
        starts, ends = sentence.sentence_spans(s)
        return zip(starts.tolist(), ends.tolist(), strict=True)
