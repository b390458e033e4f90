"""What is left of templates and markup that never became text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from textclean.english.words import DETERMINERS, FUNCTION_WORDS, QUANTIFIERS
from textclean.evidence.confidence import LIKELY, SURE
from textclean.furniture.gap import Gap
from textclean.furniture.place import Place, found, lines_at, marks, names_label
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span

MARKUP = pattern(
    r"""
    (?<![\w\[])
    (?: \[\[?\s?e-?mail[\s\N{NO-BREAK SPACE}]protected\s?\]?\]
      # what a program writes for a line end; a newline is also a character that people write about
      | (?:NEW_?LINE(?:_CHAR)?|(?i:new_line(?:_char)?|newline_char))(?=[\s.,]|\Z)
      | \[object\ \w+\] | %%\w+%% | \{\{[^{}]{0,60}\}\}
      | </?(?:br|p|div|span|strong|em|b|i|u|a|img|hr|h[1-6]|li|ul|ol|td|tr|table|figure|iframe)
        (?:\s[^<>]{0,200})?/?>
      | &(?:amp;)?(?:nbsp|zwnj|zwj|shy|\#160);
      | \[/?(?:caption|gallery|embed|video|audio|playlist)(?:\s[^\[\]]{0,200})?\]
      | \[embedded\ content\]
      # the width and height of a thumbnail, and who put it there or what it shows
      | \d{2,4}\ \d{2,4}\ [a-z]+\ https?://\S*
      | (?:150\ 150|300\ (?:200|225|300)|1024\ (?:683|768)|768\ (?:512|576))\ [a-z]+
    )
    (?![\w\]])
    """,
    re.VERBOSE,
)

# What a program puts for a value that it does not have.
_NO_VALUE = pattern(r"(?<![\w\"“‘'’(\[.-])(?:undefined|NaN)(?![\w\"”’')\].(-]|,\ )")


# What an edit says that it takes out.
WHAT = "a leftover of a template or of markup"

# Trigger words: without one of them or of the signs there is nothing left over in a line.
TRIGGER_WORDS = frozenset("newline undefined nan 150 300 768 1024 http https".split())  # noqa: SIM905
_MARKS = ("<", "{{", "%%", "_")
# A bracket and an ampersand, which prose has too, with what stands behind them in markup.
_SIGNS = (
    pattern(r"\[(?:\[?\s?e-?mail|object\ |/?(?:caption|gallery|embed|video|audio|playlist))"),
    pattern(r"&(?:amp;)?(?:nbsp|zwnj|zwj|shy|#160);"),
)
# Who writes about markup sets it as code, or in quotes: "`[video]`".
_QUOTES = frozenset("`“‘\"'")
# "The elements <b>, <i> and <br> are left alone"; how far back the sign of another may stand.
_BEFORE_ITEM = pattern(r"[>;](?:, (?:and |or )?| (?:and|or) )\Z")
_BEHIND_ITEM = pattern(r"(?:, (?:and |or )?| (?:and|or) )[<&]")
_LONGEST_JOINT = 8  # characters
_MARKUP_NOUNS = frozenset(["tag", "tags", "element", "elements", "entity", "entities", "shortcode"])
# After these "undefined" is what something is said to be.
_COPULAS = frozenset(
    """
    a an the is are was were be been being as and or but left leaves leave remain remains remained
    stay stays seem seems still yet so too this that its their any some
    """.split()  # noqa: SIM905
)


def places(source: str, lines: Sequence[Span], triggers: Iterable[int]) -> Iterator[Place]:
    """Yield the places of leftovers in the paragraphs of a text, of which these are the
    lines; `triggers` are the offsets of the trigger words.
    """
    signs = (match.start() for sign in _SIGNS for match in sign.finditer(source))
    triggered = lines_at(lines, [*triggers, *marks(source, lines, _MARKS), *signs])
    left = list(found(MARKUP, source, triggered))
    if len(left) == 1 and left[0].group().startswith("&"):
        left.clear()  # the text speaks of it: "Write &nbsp; where a line must not break"
    for match in left:
        yield Place(*match.span(), _markup, WHAT)
    for match in found(_NO_VALUE, source, triggered):
        # Alone it is a word of its sentence: "Division by zero yields NaN in this case".
        if left or source.endswith((" a ", "\na "), 0, match.start()):
            yield Place(*match.span(), _no_value, WHAT)


def _markup(gap: Gap) -> Gap:
    """Judge markup, which a text may write about: "the <br> tag", "<b> and <i>"."""
    sign, before = gap.source[gap.first], gap.word_before.lower()
    is_quoted = gap.source[gap.first - 1 : gap.first] in _QUOTES
    is_named = names_label(before) or not _MARKUP_NOUNS.isdisjoint([before, gap.words_after[0]])
    is_noun = sign == "<" and before in DETERMINERS | QUANTIFIERS
    is_listed = _BEHIND_ITEM.match(gap.source, gap.last) or _BEFORE_ITEM.search(
        gap.source, max(0, gap.first - _LONGEST_JOINT), gap.first
    )
    is_meant = is_quoted or (sign in "<&" and (is_named or is_noun or is_listed))
    return gap.with_confidence(0.0 if is_meant else SURE)


def _no_value(gap: Gap) -> Gap:
    """Judge "undefined", which is no word of its sentence if nothing it could describe follows, and
    it describes nothing before it.
    """
    before, following = gap.word_before.lower(), gap.words_after[0].lower()
    if before == "a" and gap.source.startswith("un", gap.first):
        return gap.with_confidence(LIKELY)  # nobody writes "a undefined"
    describes_before = before in _COPULAS or before.endswith("ly") or not before
    if describes_before or following in ("and", "or", "but") or following not in FUNCTION_WORDS:
        return gap
    return gap.with_confidence(LIKELY)
