"""Which words a text lost."""

from __future__ import annotations

import re
from collections import Counter

# Vowel signs and points, which stand inside words and which `\w` leaves out.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0b82\u0bbe-\u0bcd\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e"
)
_LETTERS = rf"(?:[^\W_]|[{_SIGNS}])+"
_WORD = re.compile(rf"{_LETTERS}(?:[-‐‑'’]{_LETTERS})*")
_INNER_MARK = re.compile(r"[-‐‑'’]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # two characters are about a word


def length(text: str) -> int:
    """Return the number of words of a text.

    >>> length("Two words"), length("两个词语")
    (2, 2)
    """
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + len(_UNSPACED.findall(text)) // 2


def lost(source: str, output: str) -> Counter[str]:
    """Return the words that only the source has, those aside that were parted or joined.

    >>> sum(lost("a 15 Year plan.The end", "a 15-Year plan. The").values())
    1
    """
    before, after = _words(source), _words(output)
    gone, new = before - after, after - before
    for whole, parts in ((new, gone), (gone, new)):
        for word in list(whole):
            for cut in range(1, len(word)):
                left, right = word[:cut], word[cut:]
                while whole[word] > 0 and parts[left] > 0 and parts[right] > (left == right):
                    whole[word] -= 1
                    parts[left] -= 1
                    parts[right] -= 1
    return +gone


def _words(text: str) -> Counter[str]:
    """Count the words, cut at their hyphens and apostrophes."""
    return Counter(part for word in _WORD.findall(text) for part in _INNER_MARK.split(word))
