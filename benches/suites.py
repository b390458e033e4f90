"""How textclean does on the test suites of others.

    python -m benches.suites FOLDER [--show]

What FOLDER has of these is measured:

- `ftfy-*.json`: mojibake, and what ftfy makes of it, as in its `tests/test-cases`. Texts count as
  alike whatever their quotes, spaces and Unicode form, since textclean keeps curly quotes. What
  ftfy itself fails at is left out. A negative must stay as it is, under the same folding.
- `*pysbd*.py`: the golden rules of sentence splitting, as `tests/lang/test_english.py` of pySBD has
  them; or `*pysbd*.json`, a list of objects with a `text` and its `sentences`. A rule is kept where
  all sentences of its text are as it says.
- `*-sentences.txt`: sentences of a treebank, one a line, with a blank line between paragraphs and
  `# doc` between documents. Each paragraph is joined by spaces and split again.
"""

from __future__ import annotations

import ast
import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import attrs

import textclean
from benches.parser import parser_of_cases

_STRAIGHT = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
_NEW_DOCUMENT = "# doc"


class Mojibake(NamedTuple):
    """A case of ftfy: a text, and what ftfy makes of it."""

    label: str
    original: str
    fixed: str

    @property
    def is_negative(self) -> bool:
        """Whether the text only looks like mojibake."""
        return folded(self.original) == folded(self.fixed)


class Rule(NamedTuple):
    """A golden rule: a text and its sentences."""

    text: str
    sentences: list[str]


@attrs.frozen
class Splitting:
    """How many sentences there are, how many were found, and how many of these are true."""

    true: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Splitting) -> Splitting:
        return Splitting(self.true + other.true, self.found + other.found, self.right + other.right)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.true)
        f1 = 2 * self.right / max(1, self.true + self.found)
        return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} of {self.true}"


def folded(text: str) -> str:
    """Return a text with straight quotes, single spaces and composed characters.

    >>> folded("“Cafe\N{COMBINING ACUTE ACCENT}”  ’s ")
    '"Café" \\'s'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_STRAIGHT).split())


def mojibake(path: Path) -> list[Mojibake]:
    """Return the cases of a file of ftfy's that ftfy passes."""
    return [
        Mojibake(case["label"], case["original"], case["fixed"])
        for case in json.loads(path.read_text(encoding="utf-8"))
        if case["expect"] == "pass"
    ]


def golden_rules(path: Path) -> Iterator[Rule]:
    """Yield the rules of a file in JSON, or of a test file of pySBD, which is read and not run."""
    if path.suffix == ".json":
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield Rule(case["text"], case["sentences"])
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            for rule in node.value.elts:
                # `pytest.param(text, sentences, marks=…)` stands for a pair.
                pair = rule.args if isinstance(rule, ast.Call) else getattr(rule, "elts", [])
                text, sentences = map(ast.literal_eval, pair[:2])
                yield Rule(text, sentences)


def paragraphs(path: Path) -> Iterator[list[str]]:
    """Yield the sentences of each paragraph of a treebank."""
    paragraph: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip() and line != _NEW_DOCUMENT:
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []


def splitting(sentences: Iterable[str]) -> Splitting:
    """Return how well the text of some sentences is split into them again.

    >>> splitting(["Aid grew.", "It fell."])
    Splitting(true=2, found=2, right=2)
    """
    true, text = set(), ""
    for sentence in sentences:
        start = len(text) + bool(text)
        text = f"{text} {sentence}" if text else sentence
        true.add((start, len(text)))
    starts, ends = textclean.sentence_spans(text)
    found = set(zip(starts.tolist(), ends.tolist(), strict=True))
    return Splitting(len(true), len(found), len(true & found))


def main() -> int:
    """Print the figures of each suite that the folder has."""
    arguments = parser_of_cases("suites", __doc__, "the suites, or parts of them").parse_args()
    files = sorted(path for path in arguments.folder.iterdir() if path.is_file())
    for path in files:
        if path.match("ftfy-*.json"):
            _print_mojibake(path, show=arguments.show)
        elif path.match("*pysbd*.py") or path.match("*pysbd*.json"):
            _print_rules(path, show=arguments.show)
        elif path.match("*-sentences.txt"):
            total = sum(map(splitting, paragraphs(path)), Splitting())
            print(f"{path.name}: {total}")
    return 0


def _print_mojibake(path: Path, *, show: bool) -> None:
    """Print how many cases of a file come out as ftfy makes them, and which negatives do not."""
    every = mojibake(path)
    unlike = [
        case for case in every if folded(textclean.clean(case.original)) != folded(case.fixed)
    ]
    negatives = [case for case in every if case.is_negative]
    changed = sum(case.is_negative for case in unlike)
    print(
        f"{path.name}: {len(every) - len(unlike)} of {len(every)} alike, "
        f"{changed} of {len(negatives)} negatives changed"
    )
    for case in unlike if show else ():
        print(
            f"    {case.label}\n        {textclean.clean(case.original)!r}\n        {case.fixed!r}"
        )


def _print_rules(path: Path, *, show: bool) -> None:
    """Print how many golden rules are kept."""
    every = list(golden_rules(path))
    broken = [rule for rule in every if textclean.sentences(rule.text) != rule.sentences]
    print(f"{path.name}: {len(every) - len(broken)} of {len(every)} rules kept")
    for rule in broken if show else ():
        print(f"    {rule.sentences}\n    {textclean.sentences(rule.text)}")


if __name__ == "__main__":
    raise SystemExit(main())
