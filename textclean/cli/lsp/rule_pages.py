"""What a rule says of itself, as an editor shows it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent

from textclean.normalizer import load


def documentation(name: str) -> str:
    """Return the docstring of a rule in Markdown."""
    return "\n\n".join(_in_markdown(load(name).documentation))


def _in_markdown(docstring: str) -> Iterator[str]:
    r"""Yield the paragraphs of a docstring, examples as code.

    >>> list(_in_markdown("Mend.\n\nExample\n    >>> 1 + 1\n    2"))
    ['Mend.', '**Example**', '```python\n>>> 1 + 1\n2\n```']
    """
    for paragraph in docstring.split("\n\n"):
        first, _, rest = paragraph.partition("\n")
        if rest.startswith(" ") and not first.startswith(" "):
            yield f"**{first}**"
            paragraph = rest
        paragraph = dedent(paragraph).strip()
        yield f"```python\n{paragraph}\n```" if paragraph.startswith(">>>") else paragraph


@cache
def address(name: str) -> str | None:
    """Return the address of the file that a rule and its documentation stand in, if one is."""
    file = inspect.getsourcefile(load(name).function)
    return Path(file).resolve().as_uri() if file and Path(file).is_file() else None
