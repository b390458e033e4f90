"""The rule that sets headings apart."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from textclean.normalizer import load
from textclean.normalizers import headings
from textclean.text import Text

_BODY = "Half of the town works at the port, and the other half sells things to those who do. "
_LINES = ["Roads and Bridges", "THE VOTE", "Who Pays?", "# It Grew.", "In the U.S.", "It rained."]
_documents = st.lists(
    st.tuples(st.sampled_from([*_LINES, 2 * _BODY, 3 * _BODY]), st.sampled_from(["\n", "\n\n"])),
    max_size=12,
).map(lambda lines: "".join(line + end for line, end in lines))


@example(
    f"# It Grew.\n{2 * _BODY}\n\nRoads and Bridges\n\n{2 * _BODY}\n\n# It Fell.\n\n{2 * _BODY}\n"
)
@given(_documents)
def test_a_heading_is_looked_for_wherever_one_may_lack_a_blank_line(source: str) -> None:
    """The parts of a document are made where that may be so; the rule finds no more if they always
    are.
    """
    found = load("headings")(Text(source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headings, "_may_be_tight", lambda lines: True)
        assert found == load("headings")(Text(source))
