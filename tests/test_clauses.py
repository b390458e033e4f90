"""Two main clauses are told from a clause and the name that it puts first."""

from __future__ import annotations

import pytest

from textclean.grammar.clauses import is_splice
from textclean.text import Text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The envoy has sent a note to Islamabad| Pakistan must act.", True),
        ("The bank was saved by London| The Treasury will pay.", False),  # no name
        ("The mission is led by Tim Peake| Helen Sharman will follow.", True),
        ("When winter comes to Kyiv| Ukraine will need coal.", False),
        ("In Kyiv| Ukraine must decide.", False),
        ("The minister, who is in Oslo| Norway must decide.", False),
        ("They were moved to Lyon| France in May.", False),
        ("The office is in Paris| Texas and was closed.", False),
    ],
)
def test_a_comma_between_two_main_clauses(source: str, expected: bool) -> None:
    """A finite verb on either side, the second behind a name, and nothing that subordinates."""
    gap = len(Text(source.split("|")[0]).words) - 1
    assert is_splice(Text(source.replace("|", "")), gap) is expected
