"""`anpa` on messages that no service sent: it settles, and leaves no frame behind."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from textclean.normalizer import load
from textclean.pipeline import Pipeline

ANPA = Pipeline((load("anpa"),))

_ANYTHING = st.text(
    st.sampled_from("\x00\x01\x02\x03\x04\x0e\x10\x16\x1f\t\r\n ^<=_`'\"aA5-."), max_size=40
)
_WORDS = st.lists(
    st.sampled_from(
        [
            "``",
            "''",
            "`",
            "'",
            " _ ",
            "the",
            "talks",
            " ",
            "\n",
            "\n\n",
            "\t",
            "(AP)",
            "2 1-2 hours",
        ]
    ),
    max_size=20,
).map("".join)


@given(_ANYTHING | _WORDS)
@example("``a\n\n``b''")
@example("\x02\x03\x02\x03")
def test_a_second_run_changes_nothing(source: str) -> None:
    """Whatever it made plain stays as it is, and can be undone."""
    report = ANPA(source)
    assert not ANPA(report.text).edits
    assert report.undo() == source


@given(_WORDS, _WORDS, _WORDS)
def test_no_character_of_the_frame_is_left(header: str, body: str, trailer: str) -> None:
    """A message that is framed whole has no control characters when it is read."""
    text = ANPA(f"\x16\x16\x01{header}\x02{body}\x1f\x03{trailer}\x04").text
    assert not [c for c in text if c < " " and c not in "\t\r\n"]
