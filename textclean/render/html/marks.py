"""How the marks of each rule look: a shape and a colour that no other rule has together."""

from __future__ import annotations

from collections import Counter

import attrs

# Colours that people see apart whatever their eyes confuse, after Okabe and Ito; the style sheet
# has a darker and a lighter one of each for the two kinds of page.
COLOURS = 7

# For those who see no colours at all, in the words of `clip-path`.
SHAPES = (
    "circle(45%)",
    "polygon(50% 0, 100% 100%, 0 100%)",
    "polygon(5% 5%, 95% 5%, 95% 95%, 5% 95%)",
    "polygon(50% 0, 100% 50%, 50% 100%, 0 50%)",
    "polygon(0 0, 100% 0, 50% 100%)",
    "polygon(35% 0, 65% 0, 65% 35%, 100% 35%, 100% 65%, 65% 65%, 65% 100%, 35% 100%, 35% 65%, "
    "0 65%, 0 35%, 35% 35%)",
    "polygon(0 0, 100% 50%, 0 100%)",
    "polygon(50% 0, 62% 35%, 100% 38%, 70% 60%, 80% 100%, 50% 76%, 20% 100%, 30% 60%, 0 38%, "
    "38% 35%)",
)


@attrs.define
class Marks:
    """Gives each rule a class when its first edit is met, and all of them their looks at the end.

    So a document can be drawn before all are known, and yet the commonest rules of all documents
    differ in both, shape and colour.
    """

    _classes: dict[str, str] = attrs.field(factory=dict)

    def __call__(self, rule: str) -> str:
        """Return the class of the marks of a rule."""
        return self._classes.setdefault(rule, f"r{len(self._classes)}")

    def style(self, counts: Counter[str], within: str = "") -> str:
        """Return the style sheet of the classes, for rules of which there are so many edits.

        It holds within what a selector says.
        """
        commonest = sorted(self._classes, key=lambda rule: (-counts[rule], rule))
        looks = ((place + place // len(SHAPES), place) for place in range(len(commonest)))
        return "".join(
            f"{within}.{self._classes[rule]}"
            f"{{--c:var(--c{colour % COLOURS});--shape:{SHAPES[shape % len(SHAPES)]}}}\n"
            for rule, (colour, shape) in zip(commonest, looks, strict=True)
        )
