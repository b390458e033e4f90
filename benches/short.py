"""Whether two sentences that lost both stops get them back, and clean ones stay.

    python -m benches.short CORPORA/heldout [--texts 30]

A text is two sentences that stand together in a paragraph: without quotation marks, each ending in
a stop. Prints for each source how many texts are as they were, the stops that came back, the other
edits, and how many edits the clean texts got.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import textclean
from benches.parser import parser
from textclean.text import Text
from textclean.train.corpus import body, documents

_QUOTES = '"“”'


def texts(path: Path, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield pairs of sentences of a corpus, one of a document, in an order drawn of all."""
    found = list(documents(path))
    draw.shuffle(found)
    for document in found:
        pairs = [
            (line[first.start : first.end], line[second.start : second.end])
            for line in body(document)
            for first, second in pairwise(Text(line).sentences)
        ]
        fit = [pair for pair in pairs if all(map(_is_fit, pair)) and pair[1][:1].isupper()]
        if fit:
            yield draw.choice(fit)


def _is_fit(sentence: str) -> bool:
    return sentence.endswith(".") and not set(_QUOTES).intersection(sentence)


def measured(first: str, second: str) -> Counter[str]:
    """Return what became of two sentences without their stops, and of the same as they were."""
    clean, lost = f"{first} {second}\n", f"{first[:-1]} {second[:-1]}\n"
    report = textclean.repair(lost)
    places = {len(first) - 1, len(lost) - 1}
    right = sum(edit.start in places and edit.new == "." for edit in report.edits)
    return Counter(
        texts=1,
        exact=report.text == clean,
        stops=right,
        others=len(report.edits) - right,
        clean=len(textclean.repair(clean).edits),
    )


def main() -> None:
    """Measure, and print a line for each source and one for all."""
    options = parser("short", __doc__)
    options.add_argument("folder", type=Path, metavar="CORPORA", help="texts, a source a file")
    options.add_argument("--texts", type=int, default=30, help="of each source")
    arguments = options.parse_args()
    total = Counter[str]()
    print(f"{'source':24}{'texts':>7}{'exact':>8}{'stops':>8}{'right':>8}{'clean edits':>13}")
    for path in sorted(arguments.folder.glob("*.txt.xz")):
        own = Counter[str]()
        for pair in islice(texts(path, random.Random(path.name)), arguments.texts):
            own.update(measured(*pair))
        total.update(own)
        _print_line(path.name.split(".")[0], own)
    _print_line("all", total)


def _print_line(name: str, counts: Counter[str]) -> None:
    """Print the shares of texts and stops that came back, of edits that are right, and the rest."""
    number, made = counts["texts"], counts["stops"] + counts["others"]
    print(
        f"{name:24}{number:7}{counts['exact'] / max(1, number):8.3f}"
        f"{counts['stops'] / max(1, 2 * number):8.3f}{counts['stops'] / max(1, made):8.3f}"
        f"{counts['clean']:13}"
    )


if __name__ == "__main__":
    main()
