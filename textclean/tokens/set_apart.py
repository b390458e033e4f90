"""What stands apart in the lines of mail and forums, where nobody put a stop: a rule of marks, the
stamp of a message with its date and time, one link after another; and a smile ends a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.tokens.pattern import pattern

# "***", "_____", "=====": three stars, or five of what may else be a dash or a gap to fill in.
_RULE = pattern(r"(?<!\S)(?:\*{3,}|_{5,}|={5,}|~{5,}|-{8,})(?!\S)")
_RULES = ("***", "_____", "=====", "~~~~~", "--------")
# "Anna Roe 04/26/2001 07:17 AM Will you come?": the stamp follows a name or an address.
_STAMP = pattern(
    r"(?<=[\w>\"”)]) (?=\d)(?P<stamp>\d{1,2}/\d{1,2}/\d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)"
    r"(?P<after> (?=\S))?"
)
_SENDER = pattern(r"(?:[A-Z][\w.'’-]*|[\w.-]+@[\w.@-]+|[>\"”)])\Z")
_LONGEST_SENDER = 60  # characters
_SMILE = pattern(r"(?<=\s)[:;]-?[()](?= [A-Z])")
# One link after another.
_LINKS = pattern(r"(?<=\S) (?=https?://)")
_ENDS_IN_LINK = pattern(r"https?://\S*\Z")
_LONGEST_LINK = 300  # characters


def set_apart(source: str) -> Iterator[int]:
    """Yield the offsets, most of them of spaces, behind which a sentence begins.

    >>> list(set_apart("He left. *** She stayed."))
    [9, 12]
    """
    if any(mark in source for mark in _RULES):
        for rule in _RULE.finditer(source):
            yield rule.start()
            yield rule.end()
    if any(mark in source for mark in (" :", " ;")):
        for smile in _SMILE.finditer(source):
            yield smile.end()
    if "/" not in source:
        return
    for stamp in _STAMP.finditer(source):
        before = source[max(0, stamp.start() - _LONGEST_SENDER) : stamp.start()]
        if _SENDER.search(before):
            yield stamp.start("stamp")
            if stamp["after"]:
                yield stamp.end("stamp")
    if "http" in source:
        for gap in _LINKS.finditer(source):
            if _ENDS_IN_LINK.search(source, max(0, gap.start() - _LONGEST_LINK), gap.start()):
                yield gap.end()
