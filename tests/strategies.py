"""Hypothesis strategies: texts of every kind, and sets of edits over them."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from golden import GOLDEN
from textclean.edit import Edit, apply

# Beyond the letters: line ends, spaces that are not blanks, marks of three alphabets, combining
# and zero-width code points, halves of emoji sequences, digits that are not ASCII, lone surrogates.
_TRAPS = (
    "aAéßİı \n\r\t\x0b\x85\u2028\u00a0\u200b\u00ad.,;:!?'\"’“”-–—…&@#_0٣½"
    "\u0301\u200d\ufe0f\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}"
    "\N{MATHEMATICAL BOLD CAPITAL A}\N{HEBREW LETTER ALEF}\u202e\x00\ufeff\ud83d\udc4d"
)

any_text: SearchStrategy[str] = st.text(st.sampled_from(_TRAPS) | st.characters(), max_size=30)
"""Arbitrary Unicode, lone surrogates among it."""

_FRAGMENTS = """
    The the a of in and which is was said Minister minister Reuters Kyiv U.S. US U S Ukraine s
    Ukraine’s isn’t dont 15 year 15-year long awaited long-awaited Tuesday January 27 2026 2026,
    $1.5bn 3.5% 10:30 end.The SquishedThere itâ€™s analysis,â€ &amp; &lt;b&gt; https://example.com
    editor@example.com @desk #news Advertisement Read more: Share (AP) “We won’t,” he — - • 1.
""".split()  # noqa: SIM905
_GAPS = (" ", " ", " ", " ", "  ", "\u00a0", ", ", ". ", ".\n\n", "\n", "\n\n\n", " \n", "\r\n", "")

damaged_copy: SearchStrategy[str] = st.lists(
    st.tuples(st.sampled_from(_FRAGMENTS), st.sampled_from(_GAPS)), max_size=40
).map(lambda pieces: "".join(fragment + gap for fragment, gap in pieces))
"""Words, marks, furniture and line ends as news copy has them, in no good order."""


_ANY_NEW = st.text("xyé\n\U0001f600\ud800", max_size=3)


@st.composite
def edits(
    draw: DrawFn, source: str, rules: str = "pqr", new: SearchStrategy[str] = _ANY_NEW
) -> tuple[Edit, ...]:
    """Draw a set of edits over `source`: sorted, none in another's way."""
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8)))
    made: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edit = Edit(
            start,
            end,
            draw(new),
            rule=draw(st.sampled_from(rules)),
            confidence=draw(st.sampled_from([0.5, 0.9, 1.0])),
            why=draw(st.sampled_from(["a mark was lost", "a space too many"])),
        )
        if not (made and edit.touches(made[-1])):
            made.append(edit)
    return tuple(sorted(made))


_PARAGRAPHS = [
    paragraph
    for path in sorted((GOLDEN / "stories").iterdir())
    for paragraph in path.read_text(encoding="utf-8").split("\n\n")
]
_WITHOUT_MARKS = {ord(mark): None for mark in ".,:-’"}


@st.composite
def garbled_story(draw: DrawFn) -> str:
    """Draw paragraphs of a repaired story, some without their marks, and garble them further."""
    paragraphs = draw(st.lists(st.sampled_from(_PARAGRAPHS), max_size=4))
    parts = [
        paragraph.translate(_WITHOUT_MARKS) if draw(st.booleans()) else paragraph
        for paragraph in paragraphs
    ]
    source = draw(st.sampled_from(["\n\n", "\n", " ", "\r\n"])).join(parts)
    return apply(source, draw(edits(source, new=st.sampled_from(["", *_GAPS, *_FRAGMENTS]))))
