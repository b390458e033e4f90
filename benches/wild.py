"""What textclean makes of small damaged inputs, and of clean ones that look damaged.

    python -m benches.wild CASES [--show]

CASES has pairs of files, `NAME.in.txt` and `NAME.expected.txt`. Where both are equal the input is
clean copy. A line a case, with its verdict, and their sum:

    exact    what an editor expects
    partly   nearer to it than the input was
    nothing  the input as it came in
    hurt     clean copy that was changed, or an input that is no nearer than before
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import textclean
from benches.parser import parser_of_cases
from benches.quality.distance import distance

Verdict = Literal["exact", "partly", "nothing", "hurt"]
_VERDICTS: tuple[Verdict, ...] = ("exact", "partly", "nothing", "hurt")


class Case(NamedTuple):
    """An input from the wild, and what an editor expects of it."""

    name: str
    source: str
    expected: str


def cases(folder: Path) -> Iterator[Case]:
    """Yield the cases of a folder, in order.

    Raises `FileNotFoundError` where there are none, or where one has no expected text.
    """
    paths = sorted(folder.glob("*.in.txt"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no *.in.txt here")
    for path in paths:
        name = path.name.removesuffix(".in.txt")
        expected = folder / f"{name}.expected.txt"
        yield Case(name, path.read_text(encoding="utf-8"), expected.read_text(encoding="utf-8"))


def verdict(case: Case, made: str) -> Verdict:
    """Return the verdict on what was made of a case."""
    if made == case.expected:
        return "exact"
    if made == case.source:
        return "nothing"
    was, now = (distance(text, case.expected) for text in (case.source, made))
    return "partly" if now < was else "hurt"


def main() -> int:
    """Print the verdicts and their sum, and return 1 if a case was hurt."""
    folder = "cases: NAME.in.txt and NAME.expected.txt"
    arguments = parser_of_cases("wild", __doc__, folder).parse_args()
    counts: Counter[Verdict] = Counter()
    for case in cases(arguments.folder):
        made = textclean.clean(case.source)
        found = verdict(case, made)
        counts[found] += 1
        print(f"{found:8}{case.name}")
        if arguments.show and found != "exact":
            got, wanted = made.splitlines(), case.expected.splitlines()
            print(
                *difflib.unified_diff(got, wanted, "made", "expected", lineterm="", n=0), sep="\n"
            )
    sums = ", ".join(f"{counts[one]} {one}" for one in _VERDICTS)
    print(f"{counts.total()} cases: {sums}")
    return 1 if counts["hurt"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
