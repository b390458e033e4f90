"""What stands apart in the lines of mail and forums, where nobody put a stop: a rule of marks, the
stamp of a message with its date and time, one link after another; and a smile ends a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.tokens.pattern import pattern

# "***", "_____", "=====": three stars, or five of what may else be a dash or a gap to fill in.
_RULE = pattern(r"(?<!\S)(?:\*{3,}|_{5,}|={5,}|~{5,}|-{8,})(?!\S)")
_RULES = ("***", "_____", "=====", "~~~~~", "--------")
# Each of the others begins with a mark or letters that it needs, to which `re` skips.
# "Anna Roe 04/26/2001 07:17 AM Will you come?": the stamp follows a name or an address.
_STAMP = pattern(
    r"/(?:(?<=[\w>\"”)] \d/)|(?<=[\w>\"”)] \d\d/))"
    r"\d{1,2}/\d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?(?P<after> (?=\S))?"
)
_SENDER = pattern(r"(?:[A-Z][\w.'’-]*|[\w.-]+@[\w.@-]+|[>\"”)])\Z")
_LONGEST_SENDER = 60  # characters
_SMILES = {mark: pattern(rf"{mark}(?<=\s{mark})-?[()](?= [A-Z])") for mark in ":;"}
# One link after another.
_LINK = pattern(r"http(?<=\S http)s?://")
_ENDS_IN_LINK = pattern(r"https?://\S*\Z")
_LONGEST_LINK = 300  # characters


def set_apart(source: str) -> Iterator[int]:
    """Yield the offsets, most of them of spaces, behind which a sentence begins.

    >>> list(set_apart("He left. *** She stayed."))
    [9, 12]
    """
    # To look for a character is faster than to look for two.
    if any(mark[0] in source and mark in source for mark in _RULES):
        for rule in _RULE.finditer(source):
            yield rule.start()
            yield rule.end()
    for mark, smile in _SMILES.items():
        if mark in source:
            for found in smile.finditer(source):
                yield found.end()
    if "/" in source:
        yield from _stamps(source)
        for link in _LINK.finditer(source):
            gap = link.start() - 1
            if _ENDS_IN_LINK.search(source, max(0, gap - _LONGEST_LINK), gap):
                yield link.start()


def _stamps(source: str) -> Iterator[int]:
    """Yield the offsets before and behind stamps."""
    behind = 0
    for found in _STAMP.finditer(source):
        space = source.rindex(" ", 0, found.start())
        if space < behind:  # the space behind a stamp is not the one before the next
            continue
        behind = found.end()
        if _SENDER.search(source[max(0, space - _LONGEST_SENDER) : space]):
            yield space + 1
            if found["after"]:
                yield found.start("after")
