"""reStructuredText: prose is mended, and not a byte of the markup changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st
from marked_up import exchanged, settled

from textclean.adapters.formats import RST, repair
from textclean.adapters.rst import read
from textclean.presets import pipeline

WIRE = pipeline("wire")

DOCUMENT = """PEP: 9999
Title: The ferry , in port

.. _strike: https://example.com/a , b

===========
Ferry , one
===========

The ferries stayed in port for an eighth day on Friday,
and the minister's office said it expected *no* deal [1]_.
See ``a , b``, :ref:`the , strike` or `the day <https://example.com>`__ of strike_.

Second , week
-------------

- No sailings to the islands.

  Buses run every hour.
- Nobody knows more::

    08:00  Moss ,  cancelled

1. The first leaves at 6.
2. The second leaves at
   noon or later.

.. note::

   A note , left alone.

Term , one
    What is said , of it.

:Field: a , b
:Other: c , d

-v , --verbose  an option

| A line , block
| of two

+------+-----+
| a , b| c   |
+------+-----+

==== =====
a ,  b
==== =====
c ,  d
==== =====

>>> print("a , b")
a , b

An end, as follows::

> quoted , literally

The last paragraph has |sub , st| and \\*no\\* emphasis.

.. [1] The office , on Thursday.
.. |sub , st| replace:: a , b
.. A comment , here
   and here.
"""


def rst(source: str) -> str:
    """Repair reStructuredText and return it, having seen that a second run changes nothing."""
    return settled(source, lambda text: repair(text, WIRE, RST))


def tree(source: str) -> list[str]:
    """Return the elements that docutils finds, with the text of those that are no prose."""
    settings = {"report_level": 5, "halt_level": 6, "_disable_config": True}
    document = publish_doctree(source, settings_overrides=settings)  # type: ignore[no-untyped-call, unused-ignore]
    return list(_elements(document))


_KEPT = (
    nodes.literal,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.comment,
    nodes.reference,
    nodes.title_reference,
    nodes.title,
    nodes.field_name,
    nodes.option_string,
)


def _elements(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        if isinstance(node.parent, _KEPT):
            yield str(node)
    elif isinstance(node, nodes.Element) and not isinstance(node, nodes.system_message):
        yield node.tagname
        for child in node.children:
            yield from _elements(child)
        yield "end"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_clean_document_stays_as_it_is(line_end: str) -> None:
    """Whatever looks like damage within markup is none."""
    source = DOCUMENT.replace("\n", line_end)
    assert rst(source) == source


def test_a_damaged_document_is_mended_in_its_prose() -> None:
    """Each damaged place in prose is mended; all around it stays byte for byte."""
    damage = {
        "on Friday,\n": "on Friday ,\n",
        "minister's": "ministerâ€™s",
        "*no* deal": "*no* dealâ€™s",
        "islands.": "islands .",
        "every hour.": "every hour .",
        "leaves at\n": "leavesâ€”at\n",
    }
    mended = {
        "minister's": "minister’s",
        "*no* deal": "*no* deal’s",
        "leaves at\n": "leaves—at\n",
    }
    damaged, expected = exchanged(DOCUMENT, damage), exchanged(DOCUMENT, mended)
    assert rst(damaged) == expected
    assert tree(damaged) == tree(expected)


def test_a_paragraph_of_furniture_goes() -> None:
    """It goes with the blank lines under it."""
    story = "The ferries stayed in port on Friday, and the office expected no deal.\n\n"
    assert rst(f"{story}Advertisement\n\n{story}") == story + story
    assert rst(f"{story}- Advertisement\n\n{story}") == f"{story}- Advertisement\n\n{story}"


_PIECES = st.sampled_from(
    [
        *["Title\n=====\n\n", "- ", "1. ", "   ", "    ", "``a , b``", "`", "**", "*", "*x* "],
        *[" **bold , one** ", "|sub|", ":ref:`a , b`", "`a <http://x.y>`_", " word_ ", "[1]_"],
        *[".. note::\n\n   ", ".. [1] a , b\n", ":field: a , b\n", "| line , x\n", "+--+\n|a |\n"],
        *["+--+\n", "== ==\na  b\n== ==\n", ">>> a , b\n", "::\n\n", "::", "\\*", "The minister"],
        *["said", "Tuesday January 27 2026,", "isnâ€™t", "15 year", "U S", "end.The", ".", ","],
        *[" , ", " . ", "(", ")", "“", "”", " ", "  ", "\n", "\n\n", "\r\n", "\t", "2 * 3"],
        *["\N{NO-BREAK SPACE}", "https://a.b/c_d", "-- Name", "----\n"],
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
@example("\N{NO-BREAK SPACE}The minister\N{NO-BREAK SPACE}Title\n=====\n\n")
@example("`- ` , ")  # no reference: nothing ends one behind a blank
def test_docutils_finds_the_same_before_and_after(source: str) -> None:
    """Whatever the source, what docutils makes of it differs in the text of prose alone."""
    assert tree(rst(source)) == tree(source)


@pytest.mark.parametrize("unit", ["- a\n", "  - a\n", "`a ", "|a ", ":a", ".. a::\n", "=\n", "*a "])
def test_hostile_text_is_read(unit: str) -> None:
    """Marks without end are no error."""
    source = unit * 2000
    assert read(source).source == source
