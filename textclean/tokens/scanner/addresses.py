"""Tokens that only their whole form shows: addresses, file names, insertions in brackets.

The scanner decides from the neighbours of a character. Where these allow such a token, it asks here
about the whole chunk of text between two white spaces.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# What a domain or a file name ends in. Endings that are English words (in, is, it, me, no, so, to,
# us) are left out: "He came in.to the house" has lost a space.
_ENDINGS = """
    com org net edu gov mil int info biz io tv ai app dev eu uk au ca nz ie fr jp cn ru ua br
    pdf docx? xlsx? pptx? txt csv tsv json xml ya?ml html? md py js ts css zip gz tar png jpe?g gif
    svg mp3 mp4 mov exe
""".split()  # noqa: SIM905


@cache
def _pattern() -> regex.Pattern[str]:
    # For `regex` the combining marks of a letter belong to its word. It is imported when it is
    # needed: few texts have an address.
    import regex

    return regex.compile(
        rf"""
        (?P<address>
            (?:(?:https?|ftp)://|www\.) [^\s<>"“”]* [^\s<>"“”.,;:!?)\]’']   # not the sentence's
          | (?<![\w.+-]) [\w.+-]+ @ [\w-]+ (?:\.[\w-]+)+
          | (?<!\w) [@\#] \w+
          | (?<![\w.@-]) [\w-]+ (?:\.[\w-]+)*? \.(?:{"|".join(_ENDINGS)}) (?![\w@]|\.\w)
            (?: / (?:[^\s<>"“”]* [^\s<>"“”.,;:!?)\]’'])? )?
        )
      | (?<!\w) \w+ \[[^\W\d_]+\] \w* | \[[^\W\d_]+\] [^\W\d_]+         # argue[d], [h]e
      | (?<!\w) (?:[A-Z][a-z]\.[A-Z]|[A-Z]\.[A-Z][a-z]|PH\.D)\. (?!\w)  # Ph.D., W.Va.
        """,
        regex.VERBOSE,
    )


def unbroken(chunk: str) -> list[tuple[int, int, bool]]:
    """Return the start and end of each such token in a chunk, and whether it is an address.

    >>> unbroken("(mail@example.org)"), unbroken("argue[d],"), unbroken("end.The")
    ([(1, 17, True)], [(0, 8, False)], [])
    """
    return [(*match.span(), match.lastgroup == "address") for match in _pattern().finditer(chunk)]
