"""The one place that cuts text into tokens, words and sentences.

A *token* is what an editor would not break: a word with its apostrophes and hyphens
(`don’t`, `multi-billion-dollar`, `E-50`), an initialism with its points (`U.S.`, `a.m.`), a number
with its sign, separators and unit (`$1.5bn`, `3.5%`, `10:30`), an address (URL, e-mail, `@handle`,
`#tag`), an ellipsis, or else a single mark.

A *word* is a token with letters or digits in it, cut at its hyphens, because a lost hyphen is
found between two words. Marks are not words: they stand in the gaps between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

_TOKEN = regex.compile(
    r"""
      (?P<address>
          (?:https?://|www\.) [^\s<>"“”]* [^\s<>"“”.,;:!?)\]’']   # not the sentence's marks
        | (?<![\w.+-]) [\w.+-]+ @ [\w-]+ (?:\.[\w-]+)+
        | (?<!\w) [@\#] \w+
      )
    | (?P<initialism> (?<!\w) (?:[^\W\d_]\.)+ [^\W\d_] (?!\w) \.? )
    | (?P<number> [$€£¥]? \d+ (?:[.,:/]\d+)* (?:\w|['’]\w)* %? (?:-\w+)* )
    | (?P<word> [\p{L}\p{N}][\w\p{N}\p{M}\u200d]* (?:['’\-][\p{L}\p{N}][\w\p{N}\p{M}\u200d]*)* )
    | (?P<mark> \.{2,} | [^\s\x1c-\x1f] )  # these four are white space to str, not to regex
    """,
    regex.VERBOSE,
)

# English abbreviations that keep their point in mid-sentence.
ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof rev fr sr jr st sen rep gov lt col gen maj capt cmdr adm sgt cpl pvt pres
    hon supt amb atty messrs mme sens reps govs drs profs
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    no nos vol vols pp fig figs ed eds al etc vs v cf ca approx est dept univ assn bros co corp inc
    ltd plc llc ave blvd rd mt ft tel ext
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mich minn miss mo mont neb nev okla
    ore pa penn tenn tex va vt wash wis wyo
    """.split()  # noqa: SIM905
)

# Written in lower case, the others are words: "He was ill.", "She sat.", "They said no."
_LOWER_CASE = frozenset("al approx ca cf dept est etc ext nos pp tel v vol vols vs".split())  # noqa: SIM905

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)")
_INITIALISM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_OPENERS = "\"'“‘«([¿¡—–-"


class Token(NamedTuple):
    """A token's place in the source and its kind: address, initialism, number, word or mark."""

    start: int
    end: int
    kind: str


class Span(NamedTuple):
    """A place in the source: `start` to `end` in code points, `end` exclusive."""

    start: int
    end: int


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of `source` in order.

    >>> [source[t.start : t.end] for source in ["U.S. aid of $1.5bn, he said"]
    ...  for t in tokens(source)]
    ['U.S.', 'aid', 'of', '$1.5bn', ',', 'he', 'said']
    """
    for match in _TOKEN.finditer(source):
        yield Token(match.start(), match.end(), match.lastgroup or "mark")


def words(source: str) -> list[Span]:
    """Return the words of `source` in order.

    >>> [source[w.start : w.end] for source in ["The US-brokered deal isn’t dead."]
    ...  for w in words(source)]
    ['The', 'US', 'brokered', 'deal', 'isn’t', 'dead']
    """
    found = []
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup
        if kind == "mark":
            continue
        start, end = match.span()
        if kind != "address":
            while (hyphen := source.find("-", start, end)) >= 0:
                found.append(Span(start, hyphen))
                start = hyphen + 1
        found.append(Span(start, end))
    return found


def sentences(source: str) -> list[Span]:
    """Return the sentences of `source` in order, without the space between them.

    A line end always ends a sentence.

    >>> [source[s.start : s.end] for source in ["Sen. Ng left. “Why?” he asked. U.S. aid grew."]
    ...  for s in sentences(source)]
    ['Sen. Ng left.', '“Why?” he asked.', 'U.S. aid grew.']
    """
    found = []
    for line in re.finditer(r"[^\r\n]+", source):
        start = line.start()
        for mark in _SENTENCE_END.finditer(source, line.start(), line.end()):
            if _ends_sentence(source, mark.start(), mark.end(), line.end()):
                found.append(_stripped(source, start, mark.end()))
                start = mark.end()
        found.append(_stripped(source, start, line.end()))
    return [span for span in found if span.start < span.end]


def is_abbreviation(word: str) -> bool:
    """Whether a point after `word` in mid-line is more likely the word's own than the sentence's.

    >>> [is_abbreviation(word) for word in ("Mr", "Ill", "ill", "J", "p.m", "talks")]
    [True, True, False, True, False, False]
    """
    if len(word) == 1:
        return word.isupper() and word != "I"
    return (word in _LOWER_CASE) if word.islower() else word.lower() in ABBREVIATIONS


def _ends_sentence(source: str, mark: int, end: int, limit: int) -> bool:
    """Whether the mark at offset `mark`, with its closing quotes up to `end`, ends a sentence."""
    following = source[end:limit].lstrip().lstrip(_OPENERS)
    if following and not (following[0].isupper() or following[0].isdigit()):
        return False
    if source[mark] != ".":
        return True
    before = re.search(r"[\w.]*\Z", source[max(0, mark - 20) : mark])
    word = before.group() if before else ""
    is_initialism = _INITIALISM.fullmatch(word) is not None
    return not (is_initialism or is_abbreviation(word) or word == "I")


def _stripped(source: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends."""
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return Span(start, end)
