"""What is left of templates and markup that never became text."""

from __future__ import annotations

import re

MARKUP = re.compile(
    r"""
    (?<![\w\[])
    (?: \[\[?\s?e-?mail[\s\N{NO-BREAK SPACE}]protected\s?\]?\]
      | (?i:new_?line(?:_char)?)(?=[\s.,]|\Z) | \[object\ \w+\] | %%\w+%% | \{\{[^{}]{0,60}\}\}
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
NO_VALUE = re.compile(r"(?<![\w\"“‘'’(\[.-])(?:undefined|NaN)(?![\w\"”’')\].(-]|,\ )")


def may_be_left(passage: str) -> bool:
    """Whether a passage has something that `MARKUP` or `NO_VALUE` may find.

    >>> may_be_left("It has a NEWLINE_CHAR here."), may_be_left("It has a line here.")
    (True, False)
    """
    return any(root in passage for root in _ROOTS) and bool(_SIGN.search(passage))


# Cheaper to look for than `_SIGN`; digits that the sizes of thumbnails end in are among them.
_ROOTS = (
    "<",
    "&",
    "[",
    "{{",
    "%%",
    "ewline",
    "ew_line",
    "EWLINE",
    "EW_LINE",
    "undefined",
    "NaN",
    "0 ",
    "8 ",
    "4 ",
)
_SIGN = re.compile(
    r"</?[a-z]|&(?:amp;)?[a-z#]|\[/?[a-z\s]|\{\{|%%|(?i:new_?line)|undefined|NaN|\d\d \d{2,4} [a-z]"
)
