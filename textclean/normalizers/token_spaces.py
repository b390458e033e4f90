"""The spaces and brackets of text that a tokenizer cut into tokens: `did n't`, `-LRB-`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from textclean.edit import Edit
from textclean.english.words import FUNCTION_WORDS, SECOND_HALVES
from textclean.evidence.confidence import LIKELY, SURE
from textclean.layout import blocks
from textclean.normalizer import normalizer
from textclean.text import Text
from textclean.tokens.pattern import Signs, pattern
from textclean.tokens.scan import is_abbreviation

# One of these is in all tokenised text.
_SUSPECT = Signs(
    ",.'’-`@",
    r"(?:(?<=\s['’])[a-z]{1,2}(?!\S)|(?<=\sn['’])[a-z]{1,2}(?!\S)|(?<=\s[,.])(?!\S)"
    r"|(?<=-)[LR][RSC]B-|(?<=`)`|(?<=@)[-,.]@)",
)
_TOKEN = pattern(r"\S+")

# What nobody writes but a tokenizer. Second halves of contractions and possessives …
_HALF = pattern(rf"(?:n['’]t|['’](?:{'|'.join(SECOND_HALVES)}))\Z", re.IGNORECASE)
# … brackets and quotation marks of the Penn Treebank, and what joins for Moses …
_SPELT = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
    "``": '"', "''": '"', "`": "'", "@-@": "-", "@,@": ",", "@.@": ".", "@/@": "/",
}  # fmt: skip
# … and words in two that English writes as one.
_TWO_OF_ONE = {("can", "not"), ("gon", "na"), ("wan", "na"), ("got", "ta"), ("gim", "me")}

_OPENING = frozenset(["(", "[", "{", "“", "‘", "-LRB-", "-LSB-", "-LCB-", "``", "`"])
_CLOSING = frozenset([")", "]", "}", "”", "’", "-RRB-", "-RSB-", "-RCB-", "''"])
_CURRENCY = frozenset(["$", "£", "€"])
_STOP_OR_COMMA = pattern(r"(?:[,;:]|[.!?]|[!?]{2,3})\Z")
_CLOSED = pattern(r"(?P<word>[\w.’'-]*\w)(?P<mark>[.,;:!?])[\"”’')\]]*\Z")

# Least number of tokens that stand apart for each mark that does not: an edited text has none.
_LEAST_RATIO = 4
_FEWEST = 2  # tokens that show that the text was cut

# "today 's news"
_PARTED_HALF = pattern(
    r"(?<![\w'’])(?P<word>[^\W\d_]+)(?P<gap> )['’](?P<half>s|re|ve|ll|d|m)(?= [a-z]| [A-Z][a-z])"
)

_NOT_TEXT = frozenset([blocks.CODE, blocks.TABLE])
_PROSE = frozenset([blocks.PARAGRAPH, blocks.LIST_ITEM, blocks.TURN, blocks.HEADING])
_WHY = "the text was cut into tokens"


@normalizer("characters", english=True)
def token_spaces(text: Text) -> Iterator[Edit]:
    """Set text that was cut into tokens for a machine as an editor would: `did n't` → `didn't`.

    What it mends
        The output of tokenizers, those of the Penn Treebank and of Moses: spaces before marks,
        inside brackets and quotation marks and before the second halves of contractions; `-LRB-`,
        double grave accents and `''` for brackets and quotation marks; `@-@` for a hyphen; two
        stops after an abbreviation. A space before the s of a possessive, in any text.

    What it asks for
        Tokens that only a machine parts from their words, and no more than one mark in five that
        stands at its word: the evidence adds up over the text. A text is set as a whole or left as
        a whole.

    What it leaves
        Text that has such tokens here and there, or speaks of them. Spaces before marks alone,
        which are a matter of `spacing`. French marks, dashes, ellipses, code and tables.

    Example
        >>> from textclean.edit import apply
        >>> source = "`` It is n't late , '' he said -LRB- at noon -RRB- ."
        >>> apply(source, token_spaces(Text(source)))
        '"It isn\\'t late," he said (at noon).'
    """
    source = text.source
    if not _SUSPECT.are_in(source):
        return
    lines = [_tokens(source, line.start, line.end) for line in text.lines]
    confidence = _confidence(lines)
    if not confidence:
        yield from _possessives(text)
        return
    for tokens in lines:
        if tokens and text.block_at(tokens[0].start).kind not in _NOT_TEXT:
            yield from _set(tokens, confidence)


@attrs.define
class _Token:
    """What stands between two spaces, whether it joins what stands before and after it, and what
    an editor would write for it.
    """

    text: str
    start: int
    end: int
    new: str
    joins_before: bool = False
    joins_after: bool = False


def _tokens(source: str, start: int, end: int) -> list[_Token]:
    """Return the tokens of a line."""
    return [
        _Token(token.group(), *token.span(), _SPELT.get(token.group(), token.group()))
        for token in _TOKEN.finditer(source, start, end)
    ]


def _confidence(lines: Iterable[Sequence[_Token]]) -> float:
    """Return how sure it is that the text was cut into tokens, each sign halves the doubt; 0 where
    it was not.
    """
    telling = apart = closed = pairs = 0
    for tokens in lines:
        for at, token in enumerate(tokens):
            telling += token.text in _SPELT or (at > 0 and _HALF.match(token.text) is not None)
            telling += "\\/" in token.text
            pairs += token.text in _OPENING | _CURRENCY or token.text == '"'
            apart += at > 0 and _STOP_OR_COMMA.match(token.text) is not None
            closed += _is_closed(token.text)
    if telling + apart < _FEWEST or apart < max(1, _LEAST_RATIO * closed):
        return 0.0
    if not telling and (closed or not pairs):
        return 0.0
    return min(SURE, 1 - 1 / (1 << (telling + apart)))


def _is_closed(token: str) -> bool:
    """Whether a mark stands at its word; the point of an abbreviation does in any text."""
    closed = _CLOSED.match(token)
    if closed is None:
        return False
    word = closed["word"]
    is_short = len(word) == 1 or "." in word or is_abbreviation(word)
    return not (closed["mark"] == "." and is_short)


def _set(tokens: list[_Token], confidence: float) -> Iterator[Edit]:
    """Yield the edits that set a line as an editor would."""
    _pair(tokens, '"')
    _pair(tokens, "'")
    for at, token in enumerate(tokens):
        before = tokens[at - 1].text if at else ""
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if token.text == "." and before.endswith(".") and before.strip("."):
            token.new = ""
        is_percent = token.text == "%" and before[-1:].isdigit()
        token.joins_before |= (
            is_percent
            or token.text in _CLOSING
            or _STOP_OR_COMMA.match(token.text) is not None
            or (_HALF.match(token.text) is not None and before[-1:].isalnum())
            or (before.lower(), token.text) in _TWO_OF_ONE
        )
        token.joins_after |= token.text in _OPENING
        token.joins_after |= token.text in _CURRENCY and after[:1].isdigit()
        if token.text.startswith("@") and token.text in _SPELT:
            token.joins_before = token.joins_after = True
        if "\\/" in token.text:
            token.new = token.text.replace("\\/", "/")
    for at, token in enumerate(tokens):
        if at and (token.joins_before or tokens[at - 1].joins_after):
            yield Edit.delete(tokens[at - 1].end, token.start, confidence=confidence, why=_WHY)
        if token.new != token.text:
            yield Edit.replace(token.start, token.end, token.new, confidence=confidence, why=_WHY)


def _pair(tokens: Sequence[_Token], mark: str) -> None:
    """Say of straight quotation marks that stand alone which open and which close.

    A single one after an s, with no other open, is the apostrophe of a plural: `workers ' rights`.
    """
    places = [at for at, token in enumerate(tokens) if token.text == mark]
    is_open = False
    for number, at in enumerate(places):
        before = tokens[at - 1].text if at else ""
        is_last = number + 1 == len(places)
        is_plural = mark == "'" and before.endswith("s") and not is_open
        if is_open or is_plural or (is_last and before[-1:] in (",", ".", "!", "?")):
            tokens[at].joins_before = True
            is_open = False
        else:
            tokens[at].joins_after = is_open = True


def _possessives(text: Text) -> Iterator[Edit]:
    """Yield the edits that close the space before a possessive s in text that is not tokenised.

    Old books part contractions ("it 's late", "I 'll go"), and there a noun may have one too.
    """
    found = list(_PARTED_HALF.finditer(text.source))
    if all(half["half"] == "s" and half["word"].lower() not in FUNCTION_WORDS for half in found):
        for half in found:
            if text.block_at(half.start()).kind not in _PROSE:
                continue
            why = "a space before the s of a possessive"
            yield Edit.delete(*half.span("gap"), confidence=LIKELY, why=why)
