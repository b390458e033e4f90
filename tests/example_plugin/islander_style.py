"""House style of The Islander."""

import re
from collections.abc import Iterator

import textclean


@textclean.normalizer("marks", before="punctuation")
def closed_up(
    text: textclean.Text, *, words: tuple[str, ...] = ("e-mail", "on-line")
) -> Iterator[textclean.Edit]:
    """Take the hyphen out of words that the house writes without.

    Leaves longer compounds ("e-mail-only") and addresses ("on-line.example.com").

    >>> [(edit.start, edit.why) for edit in closed_up(textclean.Text("Pay on-line."))]
    [(6, '“online” in our style')]
    """
    for word in words:
        for match in re.finditer(rf"(?<![\w.-]){word}(?!-|\.?\w)", text.source, re.IGNORECASE):
            closed = match[0].replace("-", "")
            at = match.start() + match[0].index("-")
            yield textclean.Edit.delete(at, at + 1, confidence=0.95, why=f"“{closed}” in our style")


# Doctest passes over what a decorator has made; so the example is shown to it.
__test__ = {"closed_up": closed_up.documentation}
