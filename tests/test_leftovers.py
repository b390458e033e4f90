"""What is left of templates and markup."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from textclean.furniture import leftovers
from textclean.text import Text
from textclean.tokens.word_set import WordSet

_PIECES = (
    """
<br>|</p>|<a href="x">|&nbsp;|&amp;#160;|&amp;|{{ title }}|%%title%%|5 %|<|[|Aid|is a|NaN
|[email protected]|[[email_protected]]|[ e-mail protected ]|[object Object]|[caption id="7"]
|[/gallery]|[embedded content]|NEWLINE|NEW_LINE|new_line_char|undefined|150 150 boats
|300 900 boats https://example.org/a
""".replace("email_", "email\N{NO-BREAK SPACE}")
    .replace("\n", "")
    .split("|")
)
_marked_up = st.lists(
    st.tuples(st.sampled_from(_PIECES), st.sampled_from([" ", "\n", ", ", "."])), max_size=9
).map(lambda pieces: "".join(fragment + gap for fragment, gap in pieces))


@example("\n".join(_PIECES))
@given(_marked_up)
def test_a_leftover_is_looked_for_in_each_line_that_may_have_one(source: str) -> None:
    """A word or a sign triggers the search; in all lines no more is found."""
    text = Text(source)
    words = WordSet.of(leftovers.TRIGGER_WORDS).places(text.scanned)
    triggers = text.scanned.start[words].tolist()
    found = leftovers.places(source, text.lines, triggers)
    expected = leftovers.places(source, text.lines, [line.start for line in text.lines])
    assert [(place.first, place.last) for place in found] == [
        (place.first, place.last) for place in expected
    ]
