"""How long repair takes, in microseconds a word and beside what others do in that time.

    python -m benches.repair CORPORA/heldout [--sources A,B] [--documents 30] [--json FILE]
        [--before REVISION]

Each source is measured as it is and with half of its marks lost, document by document, in one
thread, in rounds in which all take turns. Prints for each: every preset and rival, and textclean as
it was at a revision; what each rule takes of the time of a whole run, where the first that asks for
a view pays for it; and how many documents meet the network.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

import attrs

from benches.earlier import Earlier, earlier
from benches.parser import parser
from benches.quality.cases import damaged, drawn, undamaged
from benches.rivals import rivals
from benches.rounds import in_rounds, seconds
from textclean.edit import Edit
from textclean.normalizer import Normalizer
from textclean.pipeline import Pipeline
from textclean.presets import PRESETS, pipeline
from textclean.tagger import network
from textclean.text import Text

SOURCES = "senate_press,wikinews_2019,openstax_us_history"
YARDSTICK = "ftfy fix_text"
BEFORE = "wire before"
_LEVEL = 0.5  # of its marks a damaged document lost
_MICROSECONDS = 1e6


@attrs.frozen
class Copy:
    """The documents of a source in one condition."""

    source: str
    condition: str
    documents: tuple[str, ...] = attrs.field(repr=False)

    @property
    def words(self) -> int:
        """How many words it has, as white space parts them."""
        return sum(len(document.split()) for document in self.documents)


@attrs.frozen
class Speed:
    """Microseconds a word of subjects and rules, and the share that meets the network."""

    source: str
    condition: str
    words: int
    subjects: Mapping[str, float]
    rules: Mapping[str, float]
    meets_network: float


def copies(folder: Path, sources: Sequence[str], count: int) -> Iterator[Copy]:
    """Yield some documents of each source, clean and damaged."""
    for source in sources:
        path = folder / f"{source}.txt.xz"
        clean = tuple(case.clean for case in islice(undamaged(path), count))
        yield Copy(source, "clean", clean)
        cases = (
            damaged(source, number, _LEVEL, document, other)
            for number, document, other, _ in islice(drawn(path, "repair"), count)
        )
        yield Copy(source, "damaged", tuple(case.garbled for case in cases))


def measured(
    copy: Copy, subjects: Mapping[str, Callable[[str], object]], before: Earlier | None = None
) -> Speed:
    """Measure all on a copy, the `wire` of an earlier state among them."""
    clocks = {name: _clocked(copy, run) for name, run in subjects.items()}
    if before:
        clocks[BEFORE] = lambda: before.seconds(copy.documents) * _MICROSECONDS / copy.words
    rounds = in_rounds(clocks)
    taken = {name: median(each[name] for each in rounds) for name in clocks}
    return Speed(copy.source, copy.condition, copy.words, taken, *_within(copy))


def table(speed: Speed) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"{speed.source}, {speed.condition}: {speed.words:,} words"
    yardstick = speed.subjects.get(YARDSTICK)
    for name, taken in sorted(speed.subjects.items(), key=lambda each: each[1]):
        beside = f"{yardstick / taken:10.3f} x ftfy" if yardstick else ""
        yield f"  {name:<28}{taken:10.2f} us a word{beside}"
    yield f"  {speed.meets_network:.0%} of the documents meet the network; of a run of wire take"
    for name, taken in sorted(speed.rules.items(), key=lambda each: -each[1]):
        yield f"    {name:<26}{taken:10.2f} us a word"
    yield ""


def _clocked(copy: Copy, run: Callable[[str], object]) -> Callable[[], float]:
    """Return what measures the microseconds that a word of a copy takes."""
    words = copy.words

    def run_all() -> None:
        for document in copy.documents:
            run(document)

    return lambda: seconds(run_all) * _MICROSECONDS / words


def _within(copy: Copy) -> tuple[Mapping[str, float], float]:
    """Return what each rule takes of a run of all, and how many documents meet the network."""
    taken: dict[str, float] = defaultdict(float)
    asked: list[int] = []
    repair = Pipeline(tuple(_timed(rule, taken) for rule in pipeline().normalizers))
    judged = network.judged

    def seen(inputs: Any, is_asked: Any) -> Any:
        asked[-1] = 1
        return judged(inputs, is_asked)

    network.judged = seen
    try:
        for document in copy.documents:
            asked.append(0)
            repair(document)
    finally:
        network.judged = judged
    rules = {name: spent * _MICROSECONDS / copy.words for name, spent in taken.items()}
    return rules, sum(asked) / len(asked)


def _timed(rule: Normalizer, taken: dict[str, float]) -> Normalizer:
    """Return a rule that adds to `taken` the seconds that it takes."""

    def timed(text: Text, **options: Any) -> Iterator[Edit]:
        start = thread_time()
        found = list(rule.function(text, **options))
        taken[rule.name] += thread_time() - start
        yield from found

    timed.__name__, timed.__module__ = rule.function.__name__, rule.function.__module__
    return attrs.evolve(rule, function=timed)


def main() -> None:
    """Measure, print the tables, and write the figures where that is asked for."""
    options = parser("repair", __doc__)
    options.add_argument("folder", type=Path, metavar="CORPORA", help="texts, a source a file")
    options.add_argument("--sources", default=SOURCES, help="names of files, with commas")
    options.add_argument("--documents", type=int, default=30, help="so many of each source")
    options.add_argument("--json", type=Path, help="write the figures here, too")
    options.add_argument("--before", metavar="REVISION", help="measure textclean of it, too")
    arguments = options.parse_args()
    subjects: dict[str, Callable[[str], object]] = {name: pipeline(name) for name in PRESETS}
    products = ("repaired text", "sentence strings")
    subjects |= {s.name: s.read for s in rivals().subjects if s.product in products}
    if rivals().missing:
        print(f"Not installed, and so not measured: {', '.join(rivals().missing)}.\n")
    found = []
    with earlier(arguments.before) if arguments.before else nullcontext() as before:
        for copy in copies(arguments.folder, arguments.sources.split(","), arguments.documents):
            found.append(measured(copy, subjects, before))
            print(*table(found[-1]), sep="\n", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps([attrs.asdict(speed) for speed in found], indent=1))


if __name__ == "__main__":
    main()
